"""A planned trip as the trip page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model.catalogue import Catalogue
from planner.model.festival import Attraction, Edition, Festival, Role
from planner.model.itinerary import (
    DayItem,
    DayPlan,
    Itinerary,
    LeftOut,
    Night,
    Reason,
    Visit,
    VisitKind,
)
from planner.model.journey import Leg
from planner.model.place import Source
from planner.model.timetable import Mode
from planner.service import World
from web.crossings import ServiceRow, rows_of_leg
from web.feasts import find_sources, stand_in_name
from web.formats import clock, hours, kilometres, long_date
from web.query import Fields, apply_change, to_query
from web.sentences import name_spot, say_change, say_nearest, say_why
from web.speech import gettext
from web.wording import (
    basis_name,
    date_status_name,
    leg_title,
    timetable_status_sentence,
)


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item of a day; `kind` is leg, walk, ferry, festival, attraction or night."""

    kind: str
    item: DayItem
    number: int = 0
    """Number of a visit, as on the map."""
    record: Festival | Attraction | None = None
    edition: Edition | None = None
    sources: tuple[Source, ...] = ()
    services: tuple[ServiceRow, ...] = ()
    """What the operator of a ferry sails on this way through the year."""


@dataclass(frozen=True, slots=True)
class DayCard:
    """A day with its items."""

    number: int
    day: DayPlan
    items: tuple[ItemCard, ...]

    @property
    def feasts(self) -> tuple[Festival, ...]:
        """The feasts of the day."""
        records = (card.record for card in self.items if card.kind == "festival")
        return tuple(record for record in records if isinstance(record, Festival))

    @property
    def kinds(self) -> frozenset[str]:
        """What kinds of items the day has."""
        return frozenset(card.kind for card in self.items)


@dataclass(frozen=True, slots=True)
class LeftOutCard:
    """A feast that is not in the trip; `query` asks again with the change that lets it in."""

    festival: Festival
    why: str
    change: str
    query: str
    reason: Reason
    nearest: str = ""
    """The nearest day of one that does not take place in the dates."""

    @property
    def is_brief(self) -> bool:
        """Answer whether it is told in a line: other days, and no change lets it in."""
        return self.reason in {Reason.NOT_IN_DATES, Reason.NO_KNOWN_EDITION} and not self.query


def list_days(trip: Itinerary, world: World) -> tuple[DayCard, ...]:
    """Return the days of a trip; visits are numbered through."""
    catalogue = world.catalogue
    editions = {edition.id: edition for edition in catalogue.editions}
    numbers = iter(range(1, len(trip.list_visits()) + 1))
    return tuple(
        DayCard(
            number,
            day,
            tuple(_card(item, world, editions, numbers) for item in day.items),
        )
        for number, day in enumerate(trip.days, start=1)
    )


def _leg_card(leg: Leg, world: World) -> ItemCard:
    """Return a leg with what is known of its sailings."""
    if leg.ferry is None:
        return ItemCard("leg" if leg.walk_s is None else "walk", leg)
    services = rows_of_leg(leg, world.crossings, world.quays, world.catalogue)
    sources = find_sources(world.catalogue, leg.ferry.sources)
    return ItemCard("ferry", leg, sources=sources, services=services)


def _card(
    item: DayItem, world: World, editions: dict[str, Edition], numbers: Iterator[int]
) -> ItemCard:
    """Return one item with the records it speaks of."""
    catalogue = world.catalogue
    if isinstance(item, Night):
        return ItemCard("night", item)
    if isinstance(item, Leg):
        return _leg_card(item, world)
    edition = editions.get(item.edition_id or "")
    if item.kind is VisitKind.FESTIVAL:
        festival = catalogue.get_festival(item.id)
        cited = [*festival.sources, *(edition.sources if edition else ())]
        sources = find_sources(catalogue, cited)
        return ItemCard("festival", item, next(numbers), festival, edition, sources)
    attraction = catalogue.attractions.get(item.id)
    sources = find_sources(catalogue, attraction.sources if attraction else ())
    return ItemCard("attraction", item, next(numbers), attraction, None, sources)


def list_left_out(trip: Itinerary, catalogue: Catalogue, fields: Fields) -> tuple[LeftOutCard, ...]:
    """Return the feasts left out, those that one change lets in first."""
    cards = (_left_out(one, trip, catalogue, fields) for one in trip.left_out)
    return tuple(sorted(cards, key=lambda card: not card.query))


def _left_out(one: LeftOut, trip: Itinerary, catalogue: Catalogue, fields: Fields) -> LeftOutCard:
    """Return a feast left out, in words."""
    festival, change = catalogue.get_festival(one.festival_id), one.would_fit_if
    if change is None:
        return LeftOutCard(festival, say_why(one), "", "", one.reason, say_nearest(one))
    changed = apply_change(fields, change, trip.request.days)
    wanted = tuple(dict.fromkeys([*changed.get("must", ()), festival.id]))
    asked = to_query({**changed, "must": wanted})
    told = say_change(change, fields, catalogue)
    return LeftOutCard(festival, say_why(one), told, asked, one.reason, say_nearest(one))


def list_changes(trip: Itinerary, catalogue: Catalogue, fields: Fields) -> list[tuple[str, str]]:
    """Return the changes after which a trip exists, in words and as queries."""
    return [
        (
            say_change(change, fields, catalogue),
            to_query(apply_change(fields, change, trip.request.days)),
        )
        for change in trip.changes
    ]


def describe(item: DayItem, catalogue: Catalogue) -> list[str]:
    """Say an item in a few lines for the map, its title first, in the reader's language."""
    if isinstance(item, Leg):
        return _tell_leg(item, catalogue)
    if isinstance(item, Visit):
        return _tell_visit(item, catalogue)
    night = gettext("Night on board") if item.ferry else gettext("Night")
    return [name_spot(item.spot, catalogue), night]


def _tell_leg(leg: Leg, catalogue: Catalogue) -> list[str]:
    """Say a leg."""
    ends = (name_spot(leg.origin, catalogue), name_spot(leg.destination, catalogue))
    if leg.walk_s is not None:
        ends = (leg.origin.name, leg.destination.name)
        return [" → ".join(ends), gettext("On foot, %(time)s", time=hours(leg.walk_s))]
    lines = [" → ".join(ends)]
    lines.append(f"{clock(leg.depart)} – {clock(leg.arrive)}")
    if leg.mode not in (Mode.CAR, Mode.FERRY):
        lines.append(leg_title(leg.mode, ends[1]))
    if leg.mode is Mode.FERRY and leg.ferry is not None:
        lines.append(gettext("Ferry, %(operator)s", operator=leg.ferry.operator))
        return [*lines, timetable_status_sentence(leg.ferry.timetable_status)]
    if leg.roads:
        lines.append(" / ".join(leg.roads))
    return [*lines, f"{kilometres(leg.distance_m)}, {basis_name(leg.basis)}"]


def _tell_visit(visit: Visit, catalogue: Catalogue) -> list[str]:
    """Say a visit."""
    lines = [visit.spot.name, long_date(visit.arrive.date())]
    lines.append(f"{clock(visit.arrive)} – {clock(visit.depart)}")
    if visit.date_status is not None:
        lines.append(gettext("date: %(status)s", status=date_status_name(visit.date_status)))
    if not visit.hours_known:
        lines.append(gettext("opening hours unknown: check before you go"))
    festival = catalogue.festivals.get(visit.id)
    if festival is not None and festival.role is Role.STAND_IN:
        lines.append(stand_in_name())
    return lines
