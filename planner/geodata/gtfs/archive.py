"""The archive of a feed, opened with suspicion: sizes, names and numbers are checked first."""

import csv
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from zipfile import BadZipFile, ZipFile, ZipInfo

from planner.errors import DataError

MOST_FILES, MOST_BYTES, MOST_ROWS = 200, 1_000_000_000, 20_000_000
MOST_RATIO = 200
"""A text that packs better than this is a bomb, once it is large."""
LARGE = 20_000_000
NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "agency": ("agency_name", "agency_timezone"),
        "stops": ("stop_id", "stop_name", "stop_lat", "stop_lon"),
        "routes": ("route_id", "route_type"),
        "trips": ("route_id", "service_id", "trip_id"),
        "stop_times": ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
        "calendar": ("service_id", "start_date", "end_date"),
        "calendar_dates": ("service_id", "date", "exception_type"),
        "shapes": ("shape_id",),
        "feed_info": (),
    }
)
"""Files that are read, with the columns that each has to have."""
REQUIRED = ("agency", "stops", "routes", "trips", "stop_times")


@dataclass
class Report:
    """What was mended or left out, in order: a working record of one import."""

    lines: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    most: int = 20
    """Most lines told of one kind; the rest is counted."""

    def tell(self, kind: str, line: str) -> None:
        """Note one defect."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] <= self.most:
            self.lines.append(line)

    def row(self, kind: str, table: "FeedTable", number: int, reason: str) -> None:
        """Note a defect of one line of a file."""
        self.tell(kind, f"{table.file}:{number}: {reason}")

    def all_lines(self) -> tuple[str, ...]:
        """Return what was told, and how much more there was of each kind."""
        more = [
            f"… and {count - self.most} more: {kind}"
            for kind, count in self.counts.items()
            if count > self.most
        ]
        return (*self.lines, *more)


@dataclass(frozen=True)
class FeedTable:
    """One file of a feed: its rows with their line numbers."""

    file: str
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, list[str]]]

    def each(self, *names: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the line number and some cells of each row, empty where the file lacks a column."""
        places = [self.columns.get(name, -1) for name in names]
        for number, cells in self.rows:
            width = len(cells)
            yield number, [cells[k].strip() if 0 <= k < width else "" for k in places]


NOTHING = FeedTable("", MappingProxyType({}), ())
Feed = Mapping[str, FeedTable]


def checked_members(name: str, archive: ZipFile) -> list[ZipInfo]:
    """Return the files of an archive.

    Raises
    ------
    DataError
        It leads out of itself, is locked, or swells beyond measure.
    """
    members = [one for one in archive.infolist() if not one.is_dir()]
    if len(members) > MOST_FILES:
        raise DataError(name, None, f"holds {len(members)} files, at most {MOST_FILES}")
    for one in members:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise DataError(name, None, f"file {one.filename!r} leads out of the archive")
        if one.flag_bits & 1:
            raise DataError(name, None, f"file {one.filename!r} is locked with a password")
        if one.file_size > LARGE and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise DataError(name, None, f"file {one.filename!r} swells beyond measure")
    if sum(one.file_size for one in members) > MOST_BYTES:
        raise DataError(name, None, f"unpacks to more than {MOST_BYTES} bytes")
    return members


def wanted_name(filename: str) -> str:
    """Return the table that a file stands for: case, ending and a plural are forgiven."""
    stem = PurePosixPath(filename.replace("\\", "/")).name.lower()
    stem = stem.removesuffix(".csv").removesuffix(".txt").replace("-", "_").replace(" ", "_")
    misnamed = {"calendars": "calendar", "calender": "calendar", "calendar_date": "calendar_dates"}
    singular = {"stop": "stops", "route": "routes", "trip": "trips", "stoptimes": "stop_times"}
    return {**misnamed, **singular}.get(stem, stem)


def read_feed(path: Path, report: Report) -> Feed:
    """Read the files of a feed.

    Raises
    ------
    DataError
        It is no archive, a file or column that has to be there is missing, or it is hostile.
    """
    try:
        with ZipFile(path) as archive:
            members = checked_members(path.name, archive)
            found: dict[str, FeedTable] = {}
            for one in members:
                table = wanted_name(one.filename)
                if table in NEEDED and table not in found:
                    if one.filename != f"{table}.txt":
                        report.tell("misnamed file", f"{one.filename}: read as {table}.txt")
                    found[table] = read_table(table, archive, one, report)
    except OSError as fault:
        raise DataError(path.name, None, f"cannot be read: {fault.strerror or fault}") from fault
    except (
        BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ) as fault:
        if isinstance(fault, DataError):
            raise
        reason = f"is no sound zip archive ({fault}); download it again"
        raise DataError(path.name, None, reason) from fault
    missing = [f"{name}.txt" for name in REQUIRED if name not in found]
    if missing:
        raise DataError(path.name, None, f"lacks {', '.join(missing)}: this is no GTFS feed")
    if "calendar" not in found and "calendar_dates" not in found:
        raise DataError(path.name, None, "lacks calendar.txt and calendar_dates.txt: no days")
    return found


def read_table(name: str, archive: ZipFile, member: ZipInfo, report: Report) -> FeedTable:
    """Read one file of a feed.

    Raises
    ------
    DataError
        It is not UTF-8 or not CSV, or lacks a column; file and row are named.
    """
    file = f"{name}.txt"
    with archive.open(member) as stream:
        data = stream.read(member.file_size + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        text = data.decode("cp1252", errors="replace")
        report.tell("encoding", f"{file}: not UTF-8 at byte {fault.start}; read as Windows-1252")
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: list[tuple[int, list[str]]] = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        for cells in reader:
            if any(cells):
                rows.append((reader.line_num, cells))
            if len(rows) > MOST_ROWS:
                raise DataError(file, None, f"has more than {MOST_ROWS} rows")
    except csv.Error as fault:
        raise DataError(file, reader.line_num, f"is not CSV: {fault}") from fault
    lacking = [column for column in NEEDED[name] if column not in header]
    if lacking:
        raise DataError(file, 1, f"lacks the column {', '.join(lacking)}")
    return FeedTable(file, {column: k for k, column in enumerate(header)}, rows)
