"""Use cases of a trip that is bent by hand: times for an order, a better trip around what is fixed.

Nothing here changes an order that it is given.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from planner.errors import RequestError, UnknownPlaceError
from planner.model.clock import seconds_of
from planner.model.itinerary import Itinerary, Provenance
from planner.model.journey import Spot
from planner.model.place import Area
from planner.model.plan import PlanOrder, SailStep, VisitStep
from planner.model.request import (
    DayRange,
    FixedDay,
    NightLock,
    TravelMode,
    TripRequest,
    VisitLock,
)
from planner.model.timetable import Sailing
from planner.optimise.candidates import any_candidate
from planner.optimise.check import objective
from planner.optimise.mapping import TripNodes, build_problem
from planner.optimise.planner import written
from planner.optimise.problem import DatedSailing, OrienteeringSolution
from planner.optimise.retime import Break, DayWish, SailWish, VisitWish, retime
from planner.optimise.trip import Offer, Trip
from planner.optimise.worth import CROSSING_POINTS
from planner.service.world import World, find_spot
from planner.travel.ferries import Ferry, ferries_of

MOST_ORDER_DAYS = 31
"""Longest order that is given times."""
HAND = "by hand"
"""Named as solver of a trip that nobody searched for."""


@dataclass(frozen=True, slots=True)
class NamedBreak:
    """Something that an order breaks: on a day, at a place where one can be named."""

    kind: str
    day: date
    spot: Spot | None
    over_s: int
    sailing: str = ""


@dataclass(frozen=True, slots=True)
class Retiming:
    """An order with its times, and what it breaks; its `trip` carries no proof."""

    trip: Itinerary
    breaks: tuple[NamedBreak, ...]


def widened(request: TripRequest, order: PlanOrder) -> TripRequest:
    """Return the request of a trip that is exactly the days of an order, with its own stays."""
    stays = {step.id: step.stay_s for step in order.visits if step.stay_s is not None}
    return replace(
        request,
        earliest=order.days[0].date,
        latest=order.days[-1].date + timedelta(days=1),
        days=DayRange(1, len(order.days) + 1),
        must=(),
        avoid=(),
        areas=tuple(Area),
        nights=(),
        locked=(),
        fixed_days=(),
        order=(),
        nights_at=(),
        stays=tuple(stays.items()),
    )


def any_spot(world: World, request: TripRequest, name: str) -> Spot:
    """Return a feast, sight, quay or place of an id, or an end of the request itself.

    Raises
    ------
    UnknownPlaceError
        Nothing is called so.
    """
    ends = {spot.id: spot for spot in (request.start, request.end) if spot is not None}
    return ends.get(name) or world.quays.get(name) or find_spot(world, name)


def knows_spot(world: World, request: TripRequest, name: str) -> bool:
    """Answer whether a night may be at a place of that id."""
    try:
        any_spot(world, request, name)
    except UnknownPlaceError:
        return False
    return True


def ferries_in(world: World, request: TripRequest, order: PlanOrder) -> dict[str, Ferry]:
    """Return the departures of an order that exist, by key; unknown ones are left out."""
    by_id = {crossing.id: crossing for crossing in world.crossings}
    sailings = []
    for step in (step for day in order.days for step in day.steps if isinstance(step, SailStep)):
        name, _, text = step.key.rpartition("@")
        crossing, day = by_id.get(name), _read_day(text)
        if crossing is not None and day is not None and crossing.sails_on(day):
            sailings.append(Sailing(crossing, day))
    on_foot = request.mode is TravelMode.TRANSIT
    found = ferries_of(dict.fromkeys(sailings), world.quays, request.earliest, on_foot)
    return {ferry.key: ferry for ferry in found}


def _read_day(text: str) -> date | None:
    """Return an ISO day, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def order_trip(world: World, offer: Offer, request: TripRequest, order: PlanOrder) -> Trip:
    """Return the small problem of an order: its visits, nights, quays and ends alone."""
    ids = dict.fromkeys(step.id for step in order.visits)
    candidates = [any_candidate(offer.catalogue, request, offer.hours, name) for name in ids]
    ferries = ferries_in(world, request, order)
    ends = [request.start, *([request.end] if request.end is not None else [])]
    nights = [any_spot(world, request, day.night) for day in order.days if day.night is not None]
    quays = [spot for ferry in ferries.values() for spot in (ferry.origin, ferry.destination)]
    passed = {spot.id: spot for spot in (*nights, *ends, *quays) if spot.id not in ids}
    nodes = TripNodes(tuple(candidates), tuple(passed.values()))
    sailings = [
        DatedSailing(
            ferry.board_by_s,
            ferry.leave_s,
            nodes.node_of(ferry.origin.id),
            nodes.node_of(ferry.destination.id),
            ferry.key,
            CROSSING_POINTS,
        )
        for ferry in ferries.values()
    ]
    durations = world.known_durations(request, nodes.spots)
    problem = build_problem(request, nodes, durations, sailings)
    return Trip(request, nodes, ferries, problem)


def wishes_of(trip: Trip, order: PlanOrder) -> list[DayWish]:
    """Return an order in the nodes of its problem."""
    nodes = {spot.id: node for node, spot in enumerate(trip.nodes.spots)}

    def step_of(step: VisitStep | SailStep) -> VisitWish | SailWish:
        if isinstance(step, SailStep):
            return SailWish(step.key)
        return VisitWish(nodes[step.id], None if step.at is None else seconds_of(step.at))

    return [
        DayWish(
            (day.date - trip.request.earliest).days,
            tuple(step_of(step) for step in day.steps),
            None if day.night is None else nodes[day.night],
        )
        for day in order.days
    ]


def check_order(order: PlanOrder) -> None:
    """Refuse an order that is no row of days.

    Raises
    ------
    RequestError
        It has no day, too many, or days that do not follow each other.
    """
    days = [day.date for day in order.days]
    if not days:
        raise RequestError({"day": "a trip needs at least one day"})
    if len(days) > MOST_ORDER_DAYS:
        raise RequestError({"day": f"{len(days)} days are too many; at most {MOST_ORDER_DAYS}"})
    if any(after - before != timedelta(days=1) for before, after in pairwise(days)):
        raise RequestError({"day": "the days have to follow each other without a gap"})


def retime_trip(world: World, offer: Offer, request: TripRequest, order: PlanOrder) -> Retiming:
    """Return an order with its times, and what it breaks; nothing in it changes its place.

    Raises
    ------
    RequestError
        The order is no row of days.
    UnknownRecordError, UnknownPlaceError
        It names something that no table holds.
    """
    check_order(order)
    trip = order_trip(world, offer, widened(request, order), order)
    found = retime(trip.problem, wishes_of(trip, order))
    claim = OrienteeringSolution(found.moves, 0, 0, 0, False, 0.0)
    points = objective(trip.problem, claim)
    claim = replace(claim, objective=points, bound=points)
    made = Provenance(offer.data_version, HAND, "", request.seed, 0.0)
    written_trip = written(offer, trip, claim, made)
    breaks = tuple(name_break(trip, one) for one in found.breaks)
    return Retiming(replace(written_trip, request=request), breaks)


def name_break(trip: Trip, one: Break) -> NamedBreak:
    """Return a break with its date and its place."""
    day = trip.request.earliest + timedelta(days=one.day)
    spot = trip.nodes.spots[one.node] if one.node >= 0 else None
    return NamedBreak(one.kind.value, day, spot, one.over_s, one.sailing)


def improvement_request(world: World, request: TripRequest, order: PlanOrder) -> TripRequest:
    """Return the request that keeps what is locked of an order and leaves the rest to the search.

    The window of the dates stays, stretched over the order's own days; it has as many days as asked
    for or as the order has.
    """
    locked = tuple(
        VisitLock(step.id, day.date, step.at)
        for day in order.days
        for step in day.visits
        if step.locked or step.at is not None
    )
    fixed = tuple(
        FixedDay(day.date, tuple(step.id for step in day.visits)) for day in order.days if day.fixed
    )
    nights = tuple(
        NightLock(day.date, world.town(any_spot(world, request, day.night)))
        for day in order.days
        if day.night is not None and day.night_locked
    )
    stays = tuple((step.id, step.stay_s) for step in order.visits if step.stay_s is not None)
    count, dates = len(order.days), [day.date for day in order.days]
    held = {lock.id for lock in locked} | {name for day in fixed for name in day.visits}
    return replace(
        request,
        earliest=min(request.earliest, dates[0]),
        latest=max(request.latest, dates[-1]),
        days=DayRange(min(request.days.least, count), max(request.days.most, count)),
        avoid=tuple(name for name in request.avoid if name not in held),
        locked=locked,
        fixed_days=fixed,
        order=tuple(name for day in fixed for name in day.visits),
        stays=stays,
        nights_at=nights,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes from one order to another."""

    added: tuple[tuple[str, date], ...]
    dropped: tuple[tuple[str, date], ...]
    moved: tuple[tuple[str, date, date], ...]
    """Visit, its day before and after."""

    @property
    def is_none(self) -> bool:
        """Answer whether every visit stays on its day."""
        return not (self.added or self.dropped or self.moved)


def difference(before: PlanOrder, after: PlanOrder) -> Difference:
    """Return what changes from one order to another."""
    old = {step.id: day.date for day in before.days for step in day.visits}
    new = {step.id: day.date for day in after.days for step in day.visits}
    return Difference(
        tuple((name, day) for name, day in new.items() if name not in old),
        tuple((name, day) for name, day in old.items() if name not in new),
        tuple((n, old[n], day) for n, day in new.items() if n in old and old[n] != day),
    )
