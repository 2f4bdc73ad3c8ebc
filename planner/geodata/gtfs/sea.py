"""Sailings of a feed: trips of ferries between the ports that we know."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from itertools import combinations

from planner.geodata.gtfs.archive import Report
from planner.geodata.gtfs.trips import FERRY, FeedStop, FeedTrip
from planner.model.clock import DAY_S
from planner.model.gazetteer import fold
from planner.model.place import Port
from planner.model.timetable import Crossing, TimetableStatus

FARTHEST_PORT_M = 5_000.0
"""A stop farther from every port of ours belongs to none."""
Key = tuple[str, str, str, int, int, str]
"""From port, to port, operator, departure, arrival [s], car or foot."""


def ports_of(
    stops: Mapping[str, FeedStop], used: Iterable[str], ports: Sequence[Port], report: Report
) -> dict[str, str]:
    """Return the port of each stop that ferries call at; a stop without one is told."""
    harbours, found = [port for port in ports if port.kind == "ferry"], dict[str, str]()
    for stop in sorted(set(used)):
        at = stops[stop].at
        near = min(harbours, key=lambda port: port.coordinate.distance_m(at), default=None)
        if near is None or near.coordinate.distance_m(at) > FARTHEST_PORT_M:
            report.tell("stop far from ports", f"stops.txt: {stops[stop].name} is no port of ours")
        else:
            found[stop] = near.id
    return found


def clock_of(seconds: int) -> time:
    """Return the clock time of a moment of a service day."""
    minutes = seconds % DAY_S // 60
    return time(minutes // 60, minutes % 60)


def takes_cars(trip: FeedTrip, ends: tuple[str, str], known: Sequence[Crossing]) -> bool:
    """Answer whether a trip takes cars: as it says, else as a line we know between its ports.

    An operator who says nothing about a line that we do not know is not trusted with a car.
    """
    if trip.cars in {"1", "2"}:
        return trip.cars == "1"
    operator = fold(trip.operator)
    return any(
        row.mode == "car"
        and (row.from_port, row.to_port) == ends
        and (fold(row.operator) in operator or operator in fold(row.operator))
        for row in known
    )


def list_crossings(
    trips: Iterable[FeedTrip],
    port_of: Mapping[str, str],
    known: Sequence[Crossing],
    feed: tuple[str, date],
) -> tuple[Crossing, ...]:
    """Return the sailings between known ports: one row for each time of day, with its days.

    A ship that calls on its way gives a sailing for each pair of its ports.  `feed` is its name and
    the day on which it was read.
    """
    days: dict[Key, set[date]] = {}
    spans: dict[tuple[str, str, str], list[date]] = {}
    for trip in trips:
        if trip.mode != FERRY:
            continue
        calls = [(port_of[c.stop], c) for c in trip.calls if c.stop in port_of]
        for (start, one), (end, other) in combinations(calls, 2):
            if start == end or other.arrive_s - one.depart_s < 60:
                continue
            sort = "car" if takes_cars(trip, (start, end), known) else "foot"
            key = (start, end, trip.operator, one.depart_s, other.arrive_s, sort)
            days.setdefault(key, set()).update(trip.days)
            spans.setdefault((start, end, trip.operator), []).extend(
                (min(trip.days), max(trip.days))
            )
    return tuple(
        make_crossing(number, key, some, spans[key[:3]], feed)
        for number, (key, some) in enumerate(sorted(days.items()))
    )


def make_crossing(
    number: int, key: Key, days: set[date], span: Sequence[date], feed: tuple[str, date]
) -> Crossing:
    """Return one row of the timetable; the line's whole span is the span for which it stands."""
    start, end, operator, depart_s, arrive_s, sort = key
    name, read_on = feed
    over = depart_s // DAY_S  # a departure after midnight belongs to the next day
    moved = frozenset(date.fromordinal(day.toordinal() + over) for day in days)
    return Crossing(
        id=f"{name}-{number}",
        from_port=start,
        to_port=end,
        operator=operator,
        mode=sort,
        season_from=(1, 1),
        season_to=(12, 31),
        weekdays=frozenset(day.weekday() for day in moved),
        depart=clock_of(depart_s),
        duration_s=arrive_s - depart_s,
        arrive=clock_of(arrive_s),
        arrive_day=arrive_s // DAY_S - over,
        times_basis="source",
        status=TimetableStatus.TIMETABLE,
        source_year=max(days).year,
        valid_from=min(span),
        valid_to=max(span),
        checked_on=read_on,
        note="",
        sources=(),
        days=moved,
    )
