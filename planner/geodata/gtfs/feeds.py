"""A feed as a whole: read, mended, turned into timetables, and told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from planner.errors import DataError
from planner.geodata.gtfs.archive import NOTHING, Feed, Report, read_feed
from planner.geodata.gtfs.land import list_hops, make_spots
from planner.geodata.gtfs.sea import list_crossings, ports_of
from planner.geodata.gtfs.services import day_of, service_days
from planner.geodata.gtfs.table import Timetables
from planner.geodata.gtfs.trips import FERRY, read_stops, read_trips
from planner.model.clock import ZONES
from planner.model.place import Port
from planner.model.timetable import Crossing


@dataclass(frozen=True)
class FeedRead:
    """What a feed holds, and what was mended."""

    name: str
    tables: Timetables
    first_day: date
    last_day: date
    made_on: str
    """Day from which the feed says that it holds; empty where it does not say."""
    checksum: str
    trips: int
    report: tuple[str, ...]


def name_of(path: Path) -> str:
    """Return the name of a feed: that of its file in plain letters."""
    plain = re.sub(r"[^a-z0-9]+", "-", path.name.lower().removesuffix(".zip")).strip("-")
    return f"gtfs-{plain[:60] or 'feed'}"


def country_of(feed: Feed) -> str:
    """Return the country whose clock a feed keeps.

    Raises
    ------
    DataError
        It keeps a clock that none of our countries has.
    """
    clocks = {str(zone): country for country, zone in ZONES.items()}
    for number, (zone,) in feed["agency"].each("agency_timezone"):
        if zone not in clocks:
            known = ", ".join(sorted(clocks))
            raise DataError("agency.txt", number, f"the time zone {zone!r} is none of {known}")
        return clocks[zone]
    raise DataError("agency.txt", None, "names no operator")


def read_timetable(
    path: Path, ports: Sequence[Port], known: Sequence[Crossing], today: date
) -> FeedRead:
    """Read a feed: ferries between known ports, trains and coaches.

    Raises
    ------
    DataError
        The feed cannot be used; file, row and reason are named.
    """
    report = Report()
    feed = read_feed(path, report)
    if not feed.get("shapes", NOTHING).rows:
        report.tell("shapes", "shapes.txt is missing: lines are drawn straight from stop to stop")
    country, name = country_of(feed), name_of(path)
    days, stops = service_days(feed, report), read_stops(feed, report)
    trips = read_trips(feed, days, stops, report)
    if not trips:
        first = next(iter(report.all_lines()), "no trip has stops, days and a route")
        raise DataError(path.name, None, f"no trip can be used; {first}")
    on_sea = (call.stop for trip in trips if trip.mode == FERRY for call in trip.calls)
    port_of = ports_of(stops, on_sea, ports, report)
    on_land = (call.stop for trip in trips if trip.mode != FERRY for call in trip.calls)
    spots = make_spots(stops, on_land, name, country)
    tables = Timetables(
        list_crossings(trips, port_of, known, (name, today)),
        list_hops(trips, stops, spots, (name, today)),
        tuple(spots.values()),
    )
    last = max(day for trip in trips for day in trip.days)
    if last < today:
        report.tell("expired", f"the timetable ended on {last}; ask the operator for a new feed")
    info = feed.get("feed_info", NOTHING).each("feed_start_date")
    made_on = next((day for _, (text,) in info if (day := day_of(text))), None)
    return FeedRead(
        name,
        tables,
        min(day for trip in trips for day in trip.days),
        last,
        made_on.isoformat() if made_on else "",
        sha256(path.read_bytes()).hexdigest(),
        len(trips),
        report.all_lines(),
    )
