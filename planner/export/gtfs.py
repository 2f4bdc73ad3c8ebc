"""The crossings as a GTFS feed: agencies, ports, lines, and a trip for each season of a sailing.

Left out: sailings that no source confirms.  GTFS has no word for "indicative", but times that no
timetable printed are marked as no exact timepoints.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from planner.export.safe_text import one_line
from planner.model.clock import ZONES, seconds_of
from planner.model.journey import Spot
from planner.model.timetable import Crossing, TimetableStatus

ZONE = "Europe/Rome"
FERRY_ROUTE = "4"
DIGITS = 6
CARS = {"car": "1", "foot": "2"}
"""Whether cars are taken: `trips.txt` has 1 for yes and 2 for no."""
OLDEST = (1980, 1, 1, 0, 0, 0)
"""Time of all files in the archive, so that the same data give the same bytes."""
Row = Sequence[str | int | float]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the feed, and where."""

    name: str
    address: str
    version: str


@dataclass(frozen=True, slots=True)
class Run:
    """A sailing in one season of one year: whole days, both ends included."""

    crossing: Crossing
    first: date
    last: date

    @property
    def key(self) -> str:
        """Name of its service: days and weekdays."""
        days = "".join(str(day) for day in sorted(self.crossing.weekdays))
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}-{days}"


def to_gtfs(
    crossings: Iterable[Crossing],
    quays: Mapping[str, Spot],
    span: tuple[date, date],
    publisher: Publisher,
) -> bytes:
    """Return the feed as a zip archive.

    Parameters
    ----------
    crossings
        Rows of the timetable.
    quays
        Where the ports are, by id.
    span
        First and last day of the feed; seasons repeat every year.
    publisher
        Goes into `feed_info.txt`.
    """
    sure = [one for one in crossings if one.status is not TimetableStatus.UNCONFIRMED]
    runs = [run for one in sure for run in list_runs(one, *span)]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, rows in _tables(runs, quays, span, publisher).items():
            entry = ZipInfo(name, OLDEST)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, _text(rows))
    return packed.getvalue()


def list_runs(crossing: Crossing, first: date, last: date) -> Iterator[Run]:
    """Yield a sailing's seasons inside a span, each with at least one departure."""
    wraps = crossing.season_from > crossing.season_to
    for year in range(first.year - 1, last.year + 1):
        begins = max(first, _day(year, crossing.season_from, 1))
        ends = min(last, _day(year + wraps, crossing.season_to, -1))
        days = range((ends - begins).days + 1)
        if any(crossing.sails_on(begins + timedelta(number)) for number in days[:7]):
            yield Run(crossing, begins, ends)


def _day(year: int, month_day: tuple[int, int], step: int) -> date:
    """Return a day of a year; 29 February of a common year is the nearest day inside the season."""
    month, day = month_day
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 3, 1) if step > 0 else date(year, 2, 28)


def _tables(
    runs: Sequence[Run], quays: Mapping[str, Spot], span: tuple[date, date], publisher: Publisher
) -> dict[str, list[Row]]:
    """Return all files of the feed."""
    crossings = list({run.crossing.id: run.crossing for run in runs}.values())
    operators = sorted({one.operator for one in crossings})
    ports = sorted({port for one in crossings for port in (one.from_port, one.to_port)})
    routes = {_route(one): one for one in crossings}
    services = {run.key: run for run in runs}
    first, last = (f"{day:%Y%m%d}" for day in span)
    info = (publisher.name, publisher.address, "mul", "en", first, last, publisher.version)
    return {
        "agency.txt": [
            ("agency_id", "agency_name", "agency_url", "agency_timezone"),
            *((_id(one), one_line(one), publisher.address, ZONE) for one in operators),
        ],
        "stops.txt": [
            ("stop_id", "stop_name", "stop_lat", "stop_lon", "stop_timezone"),
            *(_stop(port, quays[port]) for port in ports),
        ],
        "routes.txt": [
            ("route_id", "agency_id", "route_short_name", "route_long_name", "route_type"),
            *(_route_row(key, one, quays) for key, one in sorted(routes.items())),
        ],
        "calendar.txt": [
            ("service_id", *WEEKDAYS, "start_date", "end_date"),
            *(_service(run) for _key, run in sorted(services.items())),
        ],
        "trips.txt": [
            ("route_id", "service_id", "trip_id", "direction_id", "cars_allowed"),
            *(_trip(run) for run in runs),
        ],
        "stop_times.txt": [
            ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence", "timepoint"),
            *(row for run in runs for row in _stop_times(run)),
        ],
        "feed_info.txt": [FEED_INFO, info],
    }


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FEED_INFO = (
    *("feed_publisher_name", "feed_publisher_url", "feed_lang", "default_lang"),
    *("feed_start_date", "feed_end_date", "feed_version"),
)


def _id(name: str) -> str:
    """Return an id that a name gives, for good."""
    return sha256(name.encode()).hexdigest()[:10]


def _route(crossing: Crossing) -> str:
    """Return the id of a line: an operator between two ports, both ways."""
    ends = "-".join(sorted((crossing.from_port, crossing.to_port)))
    return f"{ends}-{_id(crossing.operator)}"


def _route_row(key: str, crossing: Crossing, quays: Mapping[str, Spot]) -> Row:
    """Return a line."""
    ends = sorted((crossing.from_port, crossing.to_port))
    name = " – ".join(one_line(quays[port].name) for port in ends)
    return (key, _id(crossing.operator), "", name, FERRY_ROUTE)


def _stop(port: str, quay: Spot) -> Row:
    """Return a port."""
    where, zone = quay.coordinate, ZONES.get(quay.country, ZONES["IT"]).key
    return (port, one_line(quay.name), round(where.lat, DIGITS), round(where.lon, DIGITS), zone)


def _service(run: Run) -> Row:
    """Return the days of a run."""
    flags = (int(day in run.crossing.weekdays) for day in range(7))
    return (run.key, *flags, f"{run.first:%Y%m%d}", f"{run.last:%Y%m%d}")


def _trip(run: Run) -> Row:
    """Return a run as a trip."""
    one = run.crossing
    back = int(one.from_port > one.to_port)
    return (_route(one), run.key, _trip_id(run), back, CARS.get(one.mode, "0"))


def _trip_id(run: Run) -> str:
    """Return the id of a trip."""
    return f"{run.crossing.id}-{run.first:%Y%m%d}"


def _stop_times(run: Run) -> Iterator[Row]:
    """Yield departure and arrival; hours go on beyond 24 after midnight."""
    one, begins = run.crossing, seconds_of(run.crossing.depart)
    ends = begins + one.duration_s
    exact = int(one.status is TimetableStatus.TIMETABLE)
    for place, (port, moment) in enumerate(((one.from_port, begins), (one.to_port, ends)), 1):
        yield (_trip_id(run), _clock(moment), _clock(moment), port, place, exact)


def _clock(moment_s: int) -> str:
    """Return seconds of a service day as HH:MM:SS."""
    minutes, seconds = divmod(moment_s, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def _text(rows: Iterable[Row]) -> str:
    """Return a table as CSV."""
    page = StringIO()
    csv.writer(page, lineterminator="\r\n").writerows(rows)
    return page.getvalue()
