"""Trips of a feed with their stops and times, every reference checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite

from planner.geodata.gtfs.archive import Feed, Report
from planner.geodata.gtfs.services import Days
from planner.model.place import Coordinate

CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])")
LATEST_S = 72 * 3600
FERRY, RAIL, BUS = "ferry", "rail", "bus"


@dataclass(frozen=True, slots=True)
class FeedStop:
    """A stop, or the station that it belongs to."""

    id: str
    name: str
    at: Coordinate


@dataclass(frozen=True, slots=True)
class Call:
    """A stop of a trip, with its times [s since noon less 12 h of the service day]."""

    stop: str
    arrive_s: int
    depart_s: int


@dataclass(frozen=True, slots=True)
class FeedTrip:
    """One run of a route on the days of its service."""

    id: str
    mode: str
    route: str
    operator: str
    days: frozenset[date]
    cars: str
    """`1` where cars are allowed, `2` where not, empty or `0` where nobody says."""
    calls: tuple[Call, ...]


def mode_of(route_type: str) -> str | None:
    """Return how a route runs, by basic and extended route types; None for all else."""
    if not re.fullmatch(r"[0-9]{1,4}", route_type):
        return None
    number = int(route_type)
    if number == 4 or 1000 <= number < 1100 or number == 1200:
        return FERRY
    if number in {0, 1, 2, 5, 7, 12} or 100 <= number < 200 or 400 <= number < 500:
        return RAIL
    if number in {3, 11} or 200 <= number < 300 or 700 <= number < 900:
        return BUS
    return None


def clock_s(text: str) -> int | None:
    """Return a time of a feed [s], or None; 25:10:00 is ten past one on the next day."""
    found = CLOCK.fullmatch(text)
    if found is None:
        return None
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])
    return seconds if seconds <= LATEST_S else None


def read_stops(feed: Feed, report: Report) -> dict[str, FeedStop]:
    """Return the stops with sound coordinates; a platform stands for its station."""
    table, found, parents = feed["stops"], dict[str, FeedStop](), dict[str, str]()
    names = ("stop_id", "stop_name", "stop_lat", "stop_lon", "parent_station")
    for number, (stop, name, lat, lon, parent) in table.each(*names):
        try:
            at = Coordinate(float(lon), float(lat))
            sound = isfinite(at.lon) and isfinite(at.lat) and (at.lon, at.lat) != (0.0, 0.0)
        except ValueError:
            sound = False
        if not stop or not sound:
            reason = f"stop {stop!r} has no place: lat {lat!r}, lon {lon!r}; it is left out"
            report.row("stop without a place", table, number, reason)
        elif stop in found:
            report.row("stop twice", table, number, f"stop {stop!r} stands twice; the first stays")
        else:
            found[stop] = FeedStop(stop, " ".join(name.split())[:120] or stop, at)
            parents[stop] = parent
    return {stop: found.get(parents[stop], one) for stop, one in found.items()}


def read_routes(feed: Feed, report: Report) -> dict[str, tuple[str, str, str]]:
    """Return mode, name and operator of each route."""
    agencies = {
        number_id: " ".join(name.split())
        for _, (number_id, name) in feed["agency"].each("agency_id", "agency_name")
    }
    only = next(iter(agencies.values()), "")
    table, found = feed["routes"], dict[str, tuple[str, str, str]]()
    names = ("route_id", "route_type", "route_short_name", "route_long_name", "agency_id")
    for number, (route, sort, short, long, agency) in table.each(*names):
        mode = mode_of(sort)
        if mode is None:
            reason = f"route {route!r} has a type that we do not know, {sort!r}; it is left out"
            report.row("route type", table, number, reason)
            continue
        name = " ".join((short or long or route).split())[:80]
        found[route] = (mode, name, agencies.get(agency, only)[:80] or "unknown operator")
    return found


def read_calls(feed: Feed, stops: Mapping[str, FeedStop], report: Report) -> dict[str, list[Call]]:
    """Return the calls of each trip in order; a trip with a fault is left out, and told."""
    table = feed["stop_times"]
    names = ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence")
    rows: dict[str, list[tuple[int, int, str, int | None, int | None]]] = {}
    broken: set[str] = set()
    for number, (trip, arrival, departure, stop, place) in table.each(*names):
        arrive, depart = clock_s(arrival), clock_s(departure)
        reason = ""
        if stop not in stops:
            reason = f"unknown stop {stop!r}"
        elif (arrival and arrive is None) or (departure and depart is None):
            reason = f"no time: {arrival!r}, {departure!r}"
        elif not place.isdigit():
            reason = f"stop_sequence {place!r} is no number"
        if reason:
            report.row("faulty call", table, number, f"{reason}; trip {trip!r} is left out")
            broken.add(trip)
        else:
            row = (int(place), number, stop, arrive, depart)
            rows.setdefault(trip, []).append(row)
    found = {}
    for trip, calls in rows.items():
        if trip not in broken:
            whole, reason = ordered(calls)
            if reason:
                report.row("faulty trip", table, calls[0][1], f"trip {trip!r} {reason}; left out")
            else:
                found[trip] = whole
    return found


def ordered(rows: list[tuple[int, int, str, int | None, int | None]]) -> tuple[list[Call], str]:
    """Return the calls in order, or why they cannot be; stops without a time are passed over."""
    calls, last = list[Call](), None
    for place, _, stop, arrive, depart in sorted(rows):
        if place == last:
            return [], f"has stop_sequence {place} twice"
        last = place
        known = [moment for moment in (arrive, depart) if moment is not None]
        if known:
            calls.append(Call(stop, known[0], known[-1]))
    if len(calls) < 2:
        return [], "has fewer than two stops with a time"
    late = any(b.arrive_s < a.depart_s for a, b in pairwise(calls))
    if late or any(call.depart_s < call.arrive_s for call in calls):
        return [], "runs back in time"
    return calls, ""


def read_trips(
    feed: Feed, days: Days, stops: Mapping[str, FeedStop], report: Report
) -> tuple[FeedTrip, ...]:
    """Return the trips whose route, service and stops are known."""
    routes, calls = read_routes(feed, report), read_calls(feed, stops, report)
    table, found = feed["trips"], dict[str, FeedTrip]()
    for number, (trip, route, service, cars) in table.each(
        "trip_id", "route_id", "service_id", "cars_allowed"
    ):
        if trip in found:
            report.row("trip twice", table, number, f"trip {trip!r} stands twice; the first stays")
        elif route not in routes:
            reason = f"trip {trip!r} is of an unknown route {route!r}; it is left out"
            report.row("unknown route", table, number, reason)
        elif service not in days:
            reason = f"trip {trip!r} is of an unknown service {service!r}; it is left out"
            report.row("unknown service", table, number, reason)
        elif trip in calls and days[service]:
            mode, name, operator = routes[route]
            run = tuple(calls[trip])
            found[trip] = FeedTrip(trip, mode, name, operator, days[service], cars, run)
    return tuple(found.values())
