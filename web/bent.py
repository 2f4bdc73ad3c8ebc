"""A trip in the reader's own order, as the trip page shows it: what breaks, what one may change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner import service
from planner.errors import RequestError
from planner.model.catalogue import Catalogue
from planner.model.itinerary import Itinerary, Night
from planner.model.plan import DayOrder, PlanOrder, order_of
from planner.model.request import MOST_TRIP_DAYS, TripRequest
from web.formats import day_runs, hours, weekday_date
from web.plan_url import ReadOrder
from web.query import Fields, field_of, to_document
from web.sentences import name_spot
from web.speech import gettext
from web.wording import field_name


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be added: a feast with its days, or a sight."""

    id: str
    name: str


@dataclass(frozen=True)
class Bent:
    """What the page needs to bend a trip; `is_own` where the address holds the order."""

    order: PlanOrder
    query: str
    """Wishes and order as they stand in the address."""
    is_own: bool
    breaks: Mapping[date, Sequence[str]]
    choices: Sequence[tuple[str, Sequence[Choice]]]
    lost: Sequence[str] = ()
    is_foreign: bool = False
    """Whether the address was written under another version."""

    @property
    def count(self) -> int:
        """How much breaks."""
        return sum(len(said) for said in self.breaks.values())

    def day(self, day: date) -> DayOrder:
        """Return the order of a day; an empty one for a day that the order does not name."""
        return next((one for one in self.order.days if one.date == day), DayOrder(day))

    def is_locked(self, visit_id: str) -> bool:
        """Answer whether a visit is locked."""
        return any(step.locked or step.at for step in self.order.visits if step.id == visit_id)

    @property
    def locks(self) -> int:
        """How much is locked."""
        fixed = sum(day.fixed + day.night_locked for day in self.order.days)
        return fixed + sum(step.locked or step.at is not None for step in self.order.visits)


def say_break(one: service.NamedBreak, catalogue: Catalogue) -> str:
    """Say what an order breaks."""
    place = one.spot.name if one.spot is not None else ""
    over = hours(max(60, one.over_s))
    is_feast = one.spot is not None and one.spot.id in catalogue.festivals
    return {
        "closed": lambda: (
            gettext("%(place)s is not held then.", place=place)
            if is_feast
            else gettext("%(place)s is closed then.", place=place)
        ),
        "too_late": lambda: gettext("%(place)s: %(time)s too late.", place=place, time=over),
        "day_too_long": lambda: gettext("The day is %(time)s too long for your pace.", time=over),
        "too_much_driving": lambda: gettext("%(time)s too much at the wheel.", time=over),
        "too_much_in_all": lambda: gettext(
            "%(time)s too much at the wheel on the whole trip.", time=over
        ),
        "too_many_crossings": lambda: gettext("More crossings than the whole trip may have."),
        "no_road": lambda: gettext("No road leads to %(place)s: a ferry is missing.", place=place),
        "missed_sailing": lambda: gettext(
            "The ferry from %(place)s is missed by %(time)s.", place=place, time=over
        ),
        "no_sailing": lambda: gettext("The ferry of the plan does not sail on this day."),
        "twice": lambda: gettext("%(place)s is in the trip twice.", place=place),
        "late_home": lambda: gettext(
            "You reach %(place)s %(time)s after the end of the day.",
            place=name_spot(one.spot, catalogue) if one.spot else "",
            time=over,
        ),
    }[one.kind]()


def list_breaks(
    found: service.Retiming | None, catalogue: Catalogue
) -> dict[date, tuple[str, ...]]:
    """Return what breaks by day, in words."""
    said: dict[date, tuple[str, ...]] = {}
    for one in found.breaks if found is not None else ():
        said[one.day] = (*said.get(one.day, ()), say_break(one, catalogue))
    return said


def list_choices(catalogue: Catalogue, order: PlanOrder) -> list[tuple[str, tuple[Choice, ...]]]:
    """Return what may be added: feasts that take place in the order's days, then the sights."""
    held = {step.id for step in order.visits}
    first, last = order.days[0].date, order.days[-1].date
    days: dict[str, list[date]] = {}
    for edition in catalogue.list_editions(first, last):
        inside = [day for day in edition.days if first <= day <= last]
        days.setdefault(edition.festival_id, []).extend(inside)
    feasts = tuple(
        Choice(one.id, f"{one.name} ({day_runs(sorted(set(days[one.id])))})")
        for one in sorted(catalogue.festivals.values(), key=lambda one: one.name)
        if one.id in days and one.id not in held
    )
    sights = tuple(
        Choice(
            one.id, one.name if one.municipality in one.name else f"{one.municipality}: {one.name}"
        )
        for one in sorted(catalogue.attractions.values(), key=lambda o: (o.municipality, o.name))
        if one.id not in held
    )
    named = [(gettext("Feasts in these days"), feasts), (gettext("Sights"), sights)]
    return [(name, choices) for name, choices in named if choices]


def bent_of(trip: Itinerary, query: str, catalogue: Catalogue) -> Bent:
    """Return how a trip that was searched for may be bent."""
    order = order_of(trip)
    return Bent(order, query, False, {}, list_choices(catalogue, order))


def read_wishes(
    world: service.World, fields: Fields, read: ReadOrder
) -> tuple[TripRequest, Fields, list[str]]:
    """Return the wishes of an address with an order, as request and as fields, and those dropped.

    A wish with a fault is left at its default; missing days come from the order, and a start that
    is missing or unknown is the town of the first visit.

    Raises
    ------
    RequestError
        Nothing can be made of it.
    """
    try:
        return service.read_trip_request(world, to_document(fields)), fields, []
    except RequestError as error:
        if read.order is None:
            raise
        faulty = list(dict.fromkeys(field_of(name) for name in error.faults))
    days = [day.date for day in read.order.days]
    first = next((step.id for step in read.order.visits), None)
    own = {
        "earliest": days[0].isoformat(),
        "latest": days[-1].isoformat(),
        "start": world.town(service.find_spot(world, first)).id if first is not None else "",
    }
    length = {"days_min": "1", "days_max": str(min(len(days), MOST_TRIP_DAYS))}
    lost = {*faulty, *(own if {"earliest", "latest"} & {*faulty} else ()), *length} - {"start"}
    lost |= {"start"} & {*faulty}
    kept = {name: texts for name, texts in fields.items() if name not in lost}
    mended = {**{name: (text,) for name, text in (own | length).items() if text}, **kept}
    asked = service.read_trip_request(world, to_document(mended))
    return asked, mended, [field_name(name) for name in faulty if name in fields]


def time_what_is_known(
    world: service.World, asked: TripRequest, read: ReadOrder
) -> tuple[service.Retiming, PlanOrder, list[str]]:
    """Return an order of an address with its times; nights in places unknown are left out."""
    lost, days = list(read.lost), []
    for day in read.order.days if read.order is not None else ():
        is_known = day.night is None or service.knows_spot(world, asked, day.night)
        if not is_known and day.night is not None:
            lost.append(day.night)
        days.append(day if is_known else replace(day, night=None, night_locked=False))
    order = PlanOrder(tuple(days))
    return service.retime_trip(world, asked, order), order, lost


def stays_of(trip: Itinerary) -> dict[str, int]:
    """Return how long each visit lasts as it is shown [s]."""
    return {v.id: round(v.depart.timestamp() - v.arrive.timestamp()) for v in trip.list_visits()}


def night_names(trip: Itinerary, catalogue: Catalogue) -> dict[date, str]:
    """Return the name of each night's place ashore, by day."""
    nights = [
        (day.date, item) for day in trip.days for item in day.items if isinstance(item, Night)
    ]
    return {day: name_spot(night.spot, catalogue) for day, night in nights if not night.ferry}


@dataclass(frozen=True, slots=True)
class Shift:
    """A line of the difference between two versions of a trip."""

    sign: str
    """`plus`, `minus` or `move`."""
    name: str
    when: str


def list_shifts(before: PlanOrder, after: PlanOrder, catalogue: Catalogue) -> list[Shift]:
    """Return the difference between two versions, in words."""
    found = service.difference(before, after)

    def name(record_id: str) -> str:
        record = catalogue.festivals.get(record_id) or catalogue.attractions.get(record_id)
        return record.name if record is not None else record_id

    return [
        *(Shift("plus", name(one), weekday_date(day)) for one, day in found.added),
        *(Shift("minus", name(one), weekday_date(day)) for one, day in found.dropped),
        *(
            Shift("move", name(one), f"{weekday_date(old)} → {weekday_date(new)}")
            for one, old, new in found.moved
        ),
    ]
