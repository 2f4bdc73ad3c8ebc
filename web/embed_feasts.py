"""The feasts of an embed: those of its days and areas, with what the slider needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton
from flask_babel import get_locale

from planner.export.geojson import FestivalMark
from planner.model.catalogue import Catalogue
from planner.model.festival import Edition, Festival, Role
from web.embed_options import EmbedOptions
from web.feasts import stand_in_name
from web.formats import day_runs
from web.speech import gettext, ngettext
from web.wording import area_name, date_status_name


@dataclass(frozen=True, slots=True)
class EmbedFeast:
    """A feast with its editions in the days of the embed."""

    festival: Festival
    number: int
    editions: tuple[Edition, ...]
    months: tuple[str, ...]
    """Months in which it takes place, as `2027-10`."""

    @property
    def is_stand_in(self) -> bool:
        """Answer whether it stands in for a feast that no source names."""
        return self.festival.role is Role.STAND_IN

    @property
    def dates(self) -> list[tuple[str, Edition]]:
        """Each edition with its days in words."""
        return [(day_runs(edition.days), edition) for edition in self.editions]


def list_embedded(catalogue: Catalogue, options: EmbedOptions) -> tuple[EmbedFeast, ...]:
    """Return the feasts, the next one first, numbered in that order."""
    by_feast: dict[str, list[Edition]] = {}
    for edition in catalogue.list_editions(options.first, options.last):
        festival = catalogue.festivals[edition.festival_id]
        if not options.areas or festival.area.value in options.areas:
            by_feast.setdefault(festival.id, []).append(edition)
    return tuple(
        EmbedFeast(catalogue.festivals[festival_id], number, tuple(own), months_of(own, options))
        for number, (festival_id, own) in enumerate(by_feast.items(), start=1)
    )


def months_of(editions: Iterable[Edition], options: EmbedOptions) -> tuple[str, ...]:
    """Return the months of some editions that lie in the days of an embed."""
    days = {day for edition in editions for day in edition.days}
    shown = (day for day in days if options.first <= day <= options.last)
    return tuple(sorted({f"{day:%Y-%m}" for day in shown}))


def list_months(feasts: Sequence[EmbedFeast], options: EmbedOptions) -> list[tuple[str, str, str]]:
    """Return key, name and count of the whole time and of each month from the first to the last."""
    months = [("", gettext("All dates"), say_feasts(len(feasts)))]
    year, month = options.first.year, options.first.month
    while (year, month) <= (options.last.year, options.last.month):
        key = f"{year:04d}-{month:02d}"
        count = sum(key in feast.months for feast in feasts)
        months.append((key, month_of_year(date(year, month, 1)), say_feasts(count)))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


def say_feasts(count: int) -> str:
    """Say how many feasts there are."""
    return ngettext("%(num)d feast", "%(num)d feasts", count)


def month_of_year(day: date) -> str:
    """Return month and year in words."""
    return str(format_skeleton("yMMMM", day, locale=get_locale()))


def to_embed_marks(feasts: Iterable[EmbedFeast]) -> list[FestivalMark]:
    """Return what the map needs; the months of the year are told by the page itself."""
    return [FestivalMark(feast.festival, feast.number, (), tuple(_tell(feast))) for feast in feasts]


def _tell(feast: EmbedFeast) -> Iterable[str]:
    """Say a feast in a few lines, for the map."""
    if feast.is_stand_in:
        yield stand_in_name()
    yield f"{feast.festival.municipality}, {area_name(feast.festival.area)}"
    for days, edition in feast.dates[:2]:
        yield f"{days} · {date_status_name(edition.date_status)}"


def by_month(
    feasts: Sequence[EmbedFeast], options: EmbedOptions
) -> list[tuple[str, str, list[EmbedFeast]]]:
    """Return key and name of each month that has feasts, with them."""
    named = {key: name for key, name, _ in list_months(feasts, options)}
    return [
        (key, name, [feast for feast in feasts if key in feast.months])
        for key, name in named.items()
        if key and any(key in feast.months for feast in feasts)
    ]
