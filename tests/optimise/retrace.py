"""Walks through a finished itinerary as a traveller would, and tells what does not hold.

It looks at the answer and the tables alone: no node, no move, no matrix of the solver.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from planner.model.itinerary import DayPlan, Itinerary, Night, Visit, VisitKind
from planner.model.journey import Leg
from planner.model.timetable import Mode
from planner.optimise.worth import (
    CROSSING_POINTS,
    DAY_POINTS,
    DRIVE_POINTS_PER_HOUR,
    LEAST_DRIVE_POINTS,
)
from planner.service import World, offer_of

ZONES = {"IT": ZoneInfo("Europe/Rome"), "FR": ZoneInfo("Europe/Paris")}


def mistakes(world: World, trip: Itinerary) -> list[str]:
    """Return one sentence for each thing that does not hold, none for a sound itinerary."""
    return [
        *length_mistakes(trip),
        *chain_mistakes(trip),
        *goal_mistakes(trip),
        *worth_mistakes(trip),
        *(fault for day in trip.days for fault in day_mistakes(trip, day)),
        *(fault for visit in trip.list_visits() for fault in visit_mistakes(world, visit)),
        *(fault for leg in trip.list_legs() for fault in leg_mistakes(world, leg)),
    ]


def length_mistakes(trip: Itinerary) -> Iterator[str]:
    """Yield what is wrong with the number of days and nights and with the window."""
    request, dates = trip.request, [day.date for day in trip.days]
    if not request.days.least <= len(dates) <= request.days.most:
        yield f"{len(dates)} days"
    if not request.earliest <= dates[0] <= dates[-1] <= request.latest:
        yield f"{dates[0]} to {dates[-1]} is outside the window"
    if any(b - a != timedelta(days=1) for a, b in pairwise(dates)):
        yield f"days have gaps: {dates}"
    nights = [[item for item in day.items if isinstance(item, Night)] for day in trip.days]
    if [len(night) for night in nights] != [1] * (len(dates) - 1) + [0]:
        yield f"nights of the days: {nights}"
    if trip.totals.nights != len(dates) - 1:
        yield f"{trip.totals.nights} nights in total"


def chain_mistakes(trip: Itinerary) -> Iterator[str]:
    """Yield where the traveller would have to jump, in space or in time."""
    legs = trip.list_legs()
    for a, b in pairwise(legs):
        gap_m = a.destination.coordinate.distance_m(b.origin.coordinate)
        if a.destination.id != b.origin.id and gap_m > 1_000:
            yield f"{a.destination.id} and {b.origin.id} are {gap_m:.0f} m apart"
    moments = [
        moment
        for day in trip.days
        for item in day.items
        if not isinstance(item, Night)
        for moment in (
            (item.depart, item.arrive) if isinstance(item, Leg) else (item.arrive, item.depart)
        )
    ]
    for before, after in pairwise(moments):
        if before.timestamp() > after.timestamp():
            yield f"{after} comes after {before}"
    if any(a.destination != b.origin for a, b in pairwise(trip.days)):
        yield "a day does not begin where the one before ended"


def goal_mistakes(trip: Itinerary) -> Iterator[str]:
    """Yield what was asked for and is not so."""
    request, legs, ids = trip.request, trip.list_legs(), [v.id for v in trip.list_visits()]
    if legs[0].origin.coordinate.distance_m(request.start.coordinate) > 1_000:
        yield f"begins at {legs[0].origin.id}"
    end = legs[-1].destination
    if request.end and end.coordinate.distance_m(request.end.coordinate) > 1_000:
        yield f"ends at {end.id}"
    if len(set(ids)) != len(ids):
        yield f"visits twice: {ids}"
    yield from (f"{one} is missing" for one in request.must if one not in ids)
    yield from (f"{one} was to be avoided" for one in request.avoid if one in ids)


def drive_points(drive_s: int) -> int:
    """Return what a drive costs."""
    return max(round(drive_s / 3600 * DRIVE_POINTS_PER_HOUR), LEAST_DRIVE_POINTS)


def count_steps(trip: Itinerary) -> int:
    """Return how often one goes on from a neighbouring spot, too near for a leg."""
    here, steps = trip.request.start.id, 0
    for item in (item for day in trip.days for item in day.items if not isinstance(item, Night)):
        steps += here != (item.origin.id if isinstance(item, Leg) else item.spot.id)
        here = item.destination.id if isinstance(item, Leg) else item.spot.id
    return steps + (trip.request.end is not None and here != trip.request.end.id)


def worth_mistakes(trip: Itinerary) -> Iterator[str]:
    """Yield where the points do not add up."""
    legs, visits = trip.list_legs(), trip.list_visits()
    drives = [leg.duration_s for leg in legs if leg.mode is Mode.CAR]
    points = sum(visit.worth for visit in visits)
    points -= sum(map(drive_points, drives)) + LEAST_DRIVE_POINTS * count_steps(trip)
    points -= CROSSING_POINTS * (len(legs) - len(drives)) + DAY_POINTS * (len(trip.days) - 1)
    if points != trip.proof.objective:
        yield f"worth {points}, not {trip.proof.objective}"
    if trip.proof.bound < points:
        yield f"bound {trip.proof.bound} below {points}"
    yield from (f"{v.id}: terms" for v in visits if sum(t.points for t in v.worth_terms) > v.worth)
    feasts = sum(visit.kind is VisitKind.FESTIVAL for visit in visits)
    told = (trip.totals.festivals, trip.totals.attractions, trip.totals.drive_s)
    if told != (feasts, len(visits) - feasts, sum(drives)):
        yield f"totals {trip.totals}"


def day_mistakes(trip: Itinerary, day: DayPlan) -> Iterator[str]:
    """Yield where a day is too long, or holds what belongs to another one."""
    request = trip.request
    drives = [i for i in day.items if isinstance(i, Leg) and i.mode is Mode.CAR]
    visits = [item for item in day.items if isinstance(item, Visit)]
    drive_s = sum(leg.duration_s for leg in drives)
    visit_s = sum((visit.depart - visit.arrive).total_seconds() for visit in visits)
    if drive_s > request.max_drive_s or drive_s + visit_s > request.pace.active_s:
        yield f"{day.date}: {drive_s} s at the wheel, {visit_s} s on visits"
    if (day.drive_s, day.visit_s) != (drive_s, visit_s):
        yield f"{day.date}: sums {day.drive_s}, {day.visit_s}"
    spans = [(leg.depart, leg.arrive) for leg in drives]
    spans += [(visit.arrive, visit.depart) for visit in visits]
    for begin, end in spans:
        inside = request.day_start <= begin.time() <= end.time() <= request.day_end
        if not inside or {begin.date(), end.date()} != {day.date}:
            yield f"{day.date}: {begin} to {end}"


def is_local(moment: datetime, country: str) -> bool:
    """Tell whether a moment has the offset that a country's clocks have then."""
    naive = moment.replace(tzinfo=None)
    return moment.utcoffset() == naive.replace(tzinfo=ZONES[country]).utcoffset()


def visit_mistakes(world: World, visit: Visit) -> Iterator[str]:
    """Yield what the tables say against a visit."""
    day = visit.arrive.date()
    if not is_local(visit.arrive, visit.spot.country):
        yield f"{visit.id}: {visit.arrive} is not local"
    if visit.kind is VisitKind.ATTRACTION:
        hours = offer_of(world).hours(world.catalogue.attractions[visit.id], day)
        midnight = visit.arrive.replace(hour=0, minute=0, second=0, tzinfo=None)
        span = [(m.replace(tzinfo=None) - midnight).total_seconds()
                for m in (visit.arrive, visit.depart)]  # fmt: skip
        if hours is None or not hours.opens_s <= span[0] < span[1] <= hours.closes_s:
            yield f"{visit.id}: closed from {visit.arrive} to {visit.depart}"
        return
    feast = world.catalogue.get_festival(visit.id)
    (edition,) = [e for e in world.catalogue.editions if e.id == visit.edition_id]
    if edition.festival_id != visit.id or day not in edition.days:
        yield f"{visit.id}: {edition.id} is not on {day}"
    if visit.date_status is not edition.date_status:
        yield f"{visit.id}: {visit.date_status} is not {edition.date_status}"
    if not feast.opens <= visit.arrive.time() < visit.depart.time() <= feast.closes:
        yield f"{visit.id}: closed from {visit.arrive} to {visit.depart}"
    if (visit.depart - visit.arrive).total_seconds() != feast.stay_s:
        yield f"{visit.id}: stays from {visit.arrive} to {visit.depart}"


def leg_mistakes(world: World, leg: Leg) -> Iterator[str]:
    """Yield what tables and clocks say against a leg."""
    ends = ((leg.depart, leg.origin), (leg.arrive, leg.destination))
    yield from (f"{at} is not local" for at, spot in ends if not is_local(at, spot.country))
    if leg.mode is Mode.CAR and world.land(leg.origin) != world.land(leg.destination):
        yield f"a drive from {leg.origin.id} to {leg.destination.id}"
    if leg.ferry is None:
        return
    (line,) = [c for c in world.crossings if c.id == leg.ferry.crossing_id]
    days = (leg.arrive.date() - leg.depart.date()).days
    if not line.sails_on(leg.depart.date()) or days != line.arrive_day:
        yield f"{line.id} does not sail on {leg.depart.date()}"
    if (leg.depart.time(), leg.arrive.time()) != (line.depart, line.arrive):
        yield f"{line.id} sails at {line.depart}, not {leg.depart}"
    if (leg.origin.id, leg.destination.id) != (line.from_port, line.to_port):
        yield f"{line.id} does not sail from {leg.origin.id} to {leg.destination.id}"
