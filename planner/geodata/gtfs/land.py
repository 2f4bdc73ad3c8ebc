"""Trains and coaches of a feed as lines: hops between stops, with the services of a usual day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from statistics import median

from planner.geodata.gtfs.sea import clock_of
from planner.geodata.gtfs.trips import FERRY, FeedStop, FeedTrip
from planner.model.clock import DAY_S
from planner.model.journey import Spot
from planner.model.timetable import LineHop, Mode, TimetableStatus

WINDING = 1.2
"""Length of a hop over the great circle; assumed, since shapes are seldom there."""
USUAL = 0.8
"""A line runs on a weekday if it does so in this share of the weeks."""


@dataclass
class LineRecord:
    """What is gathered of one line: a working record."""

    mode: str
    runs: Counter[date] = field(default_factory=Counter)
    departs: list[int] = field(default_factory=list)
    hops: dict[tuple[str, str], list[int]] = field(default_factory=dict)


def gather_lines(
    trips: Iterable[FeedTrip], stops: Mapping[str, FeedStop]
) -> dict[tuple[str, str], LineRecord]:
    """Return the lines by operator and name, both directions together."""
    found: dict[tuple[str, str], LineRecord] = {}
    for trip in trips:
        if trip.mode == FERRY:
            continue
        record = found.setdefault((trip.operator, trip.route), LineRecord(trip.mode))
        record.runs.update(trip.days)
        record.departs.append(min(trip.calls[0].depart_s, DAY_S - 60))
        for one, other in pairwise(trip.calls):
            ends = sorted({stops[one.stop].id, stops[other.stop].id})
            if len(ends) == 2:
                seconds = max(60, other.arrive_s - one.depart_s)
                record.hops.setdefault((ends[0], ends[1]), []).append(seconds)
    return found


def usual_weekdays(runs: Counter[date]) -> frozenset[int]:
    """Return the weekdays on which a line usually runs between its first and its last day."""
    first, last = min(runs), max(runs)
    every = Counter(
        date.fromordinal(k).weekday() for k in range(first.toordinal(), last.toordinal() + 1)
    )
    ran = Counter(day.weekday() for day in runs)
    return frozenset(day for day in ran if ran[day] >= USUAL * every[day])


def season_of(runs: Counter[date]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the season of a line: all year where its days span one."""
    first, last = min(runs), max(runs)
    if (last - first).days >= 330:
        return (1, 1), (12, 31)
    return (first.month, first.day), (last.month, last.day)


def list_hops(
    trips: Iterable[FeedTrip],
    stops: Mapping[str, FeedStop],
    spots: Mapping[str, Spot],
    feed: tuple[str, date],
) -> tuple[LineHop, ...]:
    """Return the hops of all lines; `feed` is its name and the day on which it was read.

    The coarse form that transit plans use: minutes of a hop are the median of its trips, services
    the half of a usual day's trips, since a hop is good in both directions.
    """
    found = list[LineHop]()
    for (operator, route), record in sorted(gather_lines(trips, stops).items()):
        weekdays = usual_weekdays(record.runs)
        if not weekdays:
            continue
        services = max(1, int(median(record.runs.values())) // 2)
        hours = clock_of(min(record.departs)), clock_of(max(record.departs))
        for (start, end), seconds in sorted(record.hops.items()):
            crow_m = spots[start].coordinate.distance_m(spots[end].coordinate)
            figures = (round(median(seconds)), max(100, round(crow_m * WINDING)), services)
            ends = spots[start].id, spots[end].id
            line = (f"{feed[0]}-{len(found)}", route, operator, record.mode)
            days = (weekdays, *season_of(record.runs))
            found.append(make_hop(line, ends, figures, days, (*hours, *feed)))
    return tuple(found)


def make_hop(
    line: tuple[str, str, str, str],
    ends: tuple[str, str],
    figures: tuple[int, int, int],
    days: tuple[frozenset[int], tuple[int, int], tuple[int, int]],
    hours: tuple[time, time, str, date],
) -> LineHop:
    """Return one hop of a line."""
    hop_id, route, operator, mode = line
    duration_s, length_m, services = figures
    weekdays, season_from, season_to = days
    first, last, feed, read_on = hours
    return LineHop(
        id=hop_id,
        line=route,
        operator=operator,
        mode=Mode(mode),
        from_stop=ends[0],
        to_stop=ends[1],
        duration_s=duration_s,
        length_m=length_m,
        services_per_day=services,
        weekdays=weekdays,
        season_from=season_from,
        season_to=season_to,
        first=first,
        last=last,
        basis=f"timetable {feed}",
        status=TimetableStatus.INDICATIVE,
        checked_on=read_on,
    )


def make_spots(
    stops: Mapping[str, FeedStop], used: Iterable[str], feed: str, country: str
) -> dict[str, Spot]:
    """Return the stops that lines call at as ends of legs, by the feed's ids."""
    wanted: Sequence[FeedStop] = sorted({stops[stop] for stop in used}, key=lambda one: one.id)
    return {
        one.id: Spot(f"{feed}-stop-{number}", one.name, one.at, country)
        for number, one in enumerate(wanted)
    }
