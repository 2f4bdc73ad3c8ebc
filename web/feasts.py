"""The feasts as the home page lists and marks them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.export.geojson import FestivalMark
from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus, Edition, Festival, Role
from planner.model.place import Source
from web.formats import day_runs, month_name
from web.speech import gettext, ngettext
from web.wording import area_name, date_status_name

MONTHS = range(1, 13)
MEMBERS_FIRST_DAY_UNKNOWN = date.max


@dataclass(frozen=True, slots=True)
class YearDates:
    """The candidate editions of one feast in one year; more than one where rules disagree."""

    year: int
    dates: tuple[str, ...]
    status: DateStatus
    """The least sure of the candidates."""
    note: str


@dataclass(frozen=True, slots=True)
class FeastCard:
    """One feast in the list: its number is also its mark's on the map."""

    festival: Festival
    number: int
    years: tuple[YearDates, ...]
    months: tuple[int, ...]
    days: tuple[date, ...]
    """Days to come on which it may go on, ascending."""
    sources: tuple[Source, ...]

    @property
    def is_stand_in(self) -> bool:
        """Answer whether it stands in for a feast that no source names."""
        return self.festival.role is Role.STAND_IN


def list_feasts(catalogue: Catalogue, today: date) -> tuple[FeastCard, ...]:
    """Return all feasts, the next to take place first."""
    coming = {
        festival_id: [e for e in catalogue.list_editions_of(festival_id) if e.days[-1] >= today]
        for festival_id in catalogue.festivals
    }
    ranked = sorted(coming, key=lambda festival_id: (_first_day(coming[festival_id]), festival_id))
    return tuple(
        _card(catalogue, catalogue.festivals[festival_id], number, coming[festival_id], today)
        for number, festival_id in enumerate(ranked, start=1)
    )


def _first_day(editions: Sequence[Edition]) -> date:
    """Return when the first of some editions begins; the end of time where there are none."""
    return min((edition.days[0] for edition in editions), default=MEMBERS_FIRST_DAY_UNKNOWN)


def _card(
    catalogue: Catalogue, festival: Festival, number: int, editions: list[Edition], today: date
) -> FeastCard:
    """Put together what the list says of one feast."""
    years = sorted({edition.days[0].year for edition in editions})
    days = sorted({day for edition in editions for day in edition.days if day >= today})
    cited = [*festival.sources, *(name for edition in editions for name in edition.sources)]
    return FeastCard(
        festival=festival,
        number=number,
        years=tuple(_year(year, editions) for year in years),
        months=tuple(sorted({day.month for day in days})),
        days=tuple(days),
        sources=find_sources(catalogue, cited),
    )


def _year(year: int, editions: Iterable[Edition]) -> YearDates:
    """Return the dates of one year."""
    own = [edition for edition in editions if edition.days[0].year == year]
    dates = tuple(dict.fromkeys(day_runs(edition.days) for edition in own))
    status = max((edition.date_status for edition in own), key=lambda one: one.rank)
    note = gettext("Its rules disagree: one of these dates.") if len(dates) > 1 else ""
    return YearDates(year, dates, status, note)


def find_sources(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources of some ids, each once, in the order given."""
    known = (catalogue.sources.get(one) for one in dict.fromkeys(ids))
    return tuple(source for source in known if source is not None)


def to_marks(cards: Iterable[FeastCard]) -> list[FestivalMark]:
    """Return what the map needs of the cards."""
    return [
        FestivalMark(card.festival, card.number, card.months, tuple(_tell(card))) for card in cards
    ]


def _tell(card: FeastCard) -> Iterable[str]:
    """Say a feast in a few lines, for the map."""
    festival = card.festival
    if card.is_stand_in:
        yield stand_in_name()
    yield f"{festival.municipality}, {area_name(festival.area)}"
    for year in card.years[:1]:
        yield f"{gettext(' or ').join(year.dates)} · {date_status_name(year.status)}"


def stand_in_name() -> str:
    """Say that a feast is no member of the network."""
    return gettext("Stand-in: not a feast of the network")


def say_count(cards: Iterable[FeastCard], month: int | None) -> str:
    """Say how many feasts are shown."""
    shown = sum(1 for card in cards if month is None or month in card.months)
    if month is None:
        return ngettext("%(num)d feast", "%(num)d feasts", shown)
    name = month_name(month)
    return ngettext("%(num)d feast in %(month)s", "%(num)d feasts in %(month)s", shown, month=name)
