"""Door to door on a date: earliest arrival and latest departure by car and car ferry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import inf, isfinite

from planner.errors import NoConnectionError
from planner.model.clock import local_at, made_aware
from planner.model.journey import FerryMargin, Leg, RoadWay, Spot, TimedConnection
from planner.model.timetable import Mode
from planner.travel.connections import sea_m
from planner.travel.departures import MOST_DAYS, Departure, SeaTimetable
from planner.travel.engine import RoadEngine
from planner.travel.ferries import facts_of
from planner.travel.roads import RoadTree, minutes_up, turned, way_from
from planner.travel.scan import Found, scan, scan_back


@dataclass(frozen=True)
class Doors:
    """A question: from where to where, with which sailings."""

    timetable: SeaTimetable
    origin: Spot
    destination: Spot
    unconfirmed: bool = False

    @cached_property
    def start_s(self) -> tuple[float, ...]:
        """Driving time from the origin to each quay [s]."""
        return self.timetable.to_quays_s(self.origin)

    @cached_property
    def goal_s(self) -> tuple[float, ...]:
        """Driving time from each quay to the destination [s]."""
        return self.timetable.to_quays_s(self.destination)

    @cached_property
    def direct(self) -> RoadWay | None:
        """The way by road alone, None where there is none."""
        network, roads = self.timetable.network, self.timetable.roads
        try:
            if roads is not None:
                return roads.route(self.origin, self.destination)
            return way_from(network, RoadTree.grow(network, self.origin), self.destination)
        except NoConnectionError:
            return None

    @property
    def direct_s(self) -> float:
        """Driving time by road alone [s], inf where no road leads."""
        return inf if self.direct is None else minutes_up(self.direct.duration_s)

    def road(self, start: int | None, end: int | None) -> RoadWay:
        """Return the way by road between quays, given by number; None is a door."""
        table = self.timetable
        if start is None and end is None and self.direct is not None:
            return self.direct
        if table.roads is not None and (start is not None or end is not None):
            return self.asked(table.roads, start, end)
        if start is not None:
            place = self.destination if end is None else table.quays[end]
            land = None if end is None else table.trees[end].land
            return way_from(table.network, table.trees[start], place, land)
        if end is not None:
            return turned(way_from(table.network, table.trees[end], self.origin))
        raise NoConnectionError(self.origin.name, self.destination.name, "no road leads there")

    def asked(self, roads: RoadEngine, start: int | None, end: int | None) -> RoadWay:
        """Return the way by road between quays or doors, as an engine tells it."""
        table = self.timetable
        numbers, doors = (start, end), (self.origin, self.destination)
        pairs = list(zip(numbers, doors, strict=True))
        spots = [door if number is None else table.quays[number] for number, door in pairs]
        lands = [None if number is None else table.trees[number].land for number in numbers]
        return roads.route(spots[0], spots[1], lands)


def road_leg(doors: Doors, start: int | None, end: int | None, depart_s: int) -> Leg:
    """Return a leg by road that leaves at a moment; None is a door."""
    quays, way = doors.timetable.quays, doors.road(start, end)
    origin = doors.origin if start is None else quays[start]
    destination = doors.destination if end is None else quays[end]
    arrive_s = depart_s + round(minutes_up(way.duration_s))
    return Leg(
        Mode.CAR,
        origin,
        destination,
        local_at(depart_s, origin.country),
        local_at(arrive_s, destination.country),
        way.length_m,
        way.basis,
        way.roads,
        way.geometry,
    )


def ferry_leg(doors: Doors, ship: Departure) -> Leg:
    """Return a crossing as a leg, from casting off to landing."""
    origin, destination = (doors.timetable.quays[q] for q in (ship.origin, ship.destination))
    return Leg(
        Mode.FERRY,
        origin,
        destination,
        local_at(ship.departs_s, origin.country),
        local_at(ship.arrives_s, destination.country),
        sea_m(origin, destination),
        "timetable",
        geometry=(origin.coordinate, destination.coordinate),
        ferry=facts_of(doors.timetable.rows[ship.row], origin, destination),
    )


def margin_of(doors: Doors, ship: Departure, there_s: int) -> FerryMargin:
    """Return how much time is spare at the quay, and which ferry goes next."""
    table = doors.timetable
    country = table.quays[ship.origin].country
    day = local_at(ship.departs_s, country).date()
    follower = table.next_one(ship, day, doors.unconfirmed)
    if follower is None:
        return FerryMargin(ship.board_by_s - there_s, None)
    return FerryMargin(
        ship.board_by_s - there_s,
        local_at(follower.departs_s, country),
        table.rows[follower.row].operator,
    )


def assemble(doors: Doors, path: Sequence[Departure], depart_s: int) -> TimedConnection:
    """Return the connection that leaves at a moment and takes some ferries."""
    legs, margins = list[Leg](), list[FerryMargin]()
    here: int | None = None
    now_s = depart_s
    for ship in path:
        if here != ship.origin:
            legs.append(road_leg(doors, here, ship.origin, now_s))
            now_s = round(legs[-1].arrive.timestamp())
        margins.append(margin_of(doors, ship, now_s))
        legs.append(ferry_leg(doors, ship))
        here, now_s = ship.destination, ship.leave_s
    legs.append(road_leg(doors, here, None, now_s))
    depart = local_at(depart_s, doors.origin.country)
    return TimedConnection(depart, legs[-1].arrive, tuple(legs), tuple(margins))


def no_ferry(doors: Doors, when: str) -> NoConnectionError:
    """Return the error of a question that has no answer."""
    reason = f"no road leads there, and no car ferry within {MOST_DAYS} days {when}"
    return NoConnectionError(doors.origin.name, doors.destination.name, reason)


def earliest_arrivals(doors: Doors, depart: datetime) -> tuple[TimedConnection, ...]:
    """Return the connection that arrives first, then those with fewer ferries.

    Parameters
    ----------
    depart
        When one can leave; without a zone it is a local date-time at the origin.

    Raises
    ------
    NoConnectionError
        Nothing arrives within two weeks.
    """
    local = made_aware(depart, doors.origin.country).replace(microsecond=0)
    now_s, table = round(local.timestamp()), doors.timetable
    found: tuple[Found, ...] = scan(
        table.after(local_at(now_s, doors.origin.country).date(), doors.unconfirmed),
        [now_s + drive_s for drive_s in doors.start_s],
        table.between_s,
        doors.goal_s,
        now_s + doors.direct_s,
    )
    if not found:
        raise no_ferry(doors, f"after {local:%Y-%m-%d %H:%M}")
    return tuple(assemble(doors, one.path, now_s) for one in found)


def latest_departures(doors: Doors, arrive_by: datetime) -> tuple[TimedConnection, ...]:
    """Return the connection that leaves last, then those with fewer ferries.

    Parameters
    ----------
    arrive_by
        When one has to be there; without a zone it is a local date-time at the destination.

    Raises
    ------
    NoConnectionError
        Nothing leaves within two weeks before.
    """
    local = made_aware(arrive_by, doors.destination.country).replace(microsecond=0)
    due_s, table = round(local.timestamp()), doors.timetable
    found = scan_back(
        table.before(local_at(due_s, doors.destination.country).date(), doors.unconfirmed),
        doors.start_s,
        table.between_s,
        [due_s - drive_s for drive_s in doors.goal_s],
        due_s - doors.direct_s if isfinite(doors.direct_s) else -inf,
    )
    if not found:
        raise no_ferry(doors, f"before {local:%Y-%m-%d %H:%M}")
    return tuple(assemble(doors, one.path, round(one.end_s)) for one in found)
