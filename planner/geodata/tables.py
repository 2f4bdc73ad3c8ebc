"""CSV tables, read strictly: the header is a contract, every cell has a type.

A table is UTF-8 with commas, LF and one header line.  An empty cell means "not known"; a list
inside one cell is parted by single spaces, names by " | ".
"""

import csv
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from pathlib import Path

from planner.errors import DataError

NAME_SEPARATOR = " | "


class Kind(StrEnum):
    """Type of a cell."""

    TEXT = "text"
    SLUG = "slug"
    SLUGS = "slugs"
    WORDS = "words"
    NAMES = "names"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"
    DAYS = "days"
    CLOCK = "clock"
    MONTH_DAY = "month_day"
    URL = "url"


SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
ISO_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
PATTERNS: Mapping[Kind, tuple[str, str]] = {
    Kind.SLUG: (SLUG, "an id in plain letters, digits and hyphens"),
    Kind.SLUGS: (f"{SLUG}( {SLUG})*", "ids parted by single spaces"),
    Kind.WORDS: (r"\S+( \S+)*", "words parted by single spaces"),
    Kind.NAMES: (r"[^|]*[^| ]( \| [^| ][^|]*)*", "names parted by ' | '"),
    Kind.INTEGER: (r"-?(0|[1-9][0-9]{0,11})", "a whole number"),
    Kind.NUMBER: (r"-?[0-9]{1,9}(\.[0-9]{1,9})?", "a number"),
    Kind.BOOLEAN: ("true|false", "true or false"),
    Kind.DAY: (ISO_DAY, "an ISO day"),
    Kind.DAYS: (f"{ISO_DAY}( {ISO_DAY})*", "ISO days parted by single spaces"),
    Kind.CLOCK: ("([01][0-9]|2[0-3]):[0-5][0-9]", "a clock time HH:MM"),
    Kind.MONTH_DAY: ("(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "a month and day MM-DD"),
    Kind.URL: (r"https?://\S+", "a web address"),
}
"""Form of each kind of cell, and the words for it; a text may be anything on one line."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds."""

    name: str
    kind: Kind
    about: str
    required: bool = True
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    refers_to: tuple[str, ...] = ()
    """Tables, in one of which each id of the cell has to be found."""


@dataclass(frozen=True, slots=True)
class Table:
    """What one file holds."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """File name inside the data folder."""
        return f"{self.name}.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; its cells keep to the columns' contract."""

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return a cell as it stands."""
        return self.cells[name]

    def words(self, name: str) -> tuple[str, ...]:
        """Return the parts of a cell that single spaces part."""
        return tuple(self.cells[name].split())

    def names(self, name: str) -> tuple[str, ...]:
        """Return the parts of a cell that ' | ' parts."""
        return tuple(self.cells[name].split(NAME_SEPARATOR)) if self.cells[name] else ()

    def integer(self, name: str) -> int:
        """Return a whole number, 0 where it is not known."""
        return int(self.cells[name] or 0)

    def maybe_integer(self, name: str) -> int | None:
        """Return a whole number, None where it is not known."""
        return int(self.cells[name]) if self.cells[name] else None

    def number(self, name: str) -> float:
        """Return a number, 0 where it is not known."""
        return float(self.cells[name] or 0)

    def maybe_boolean(self, name: str) -> bool | None:
        """Return true or false, None where it is not known."""
        return {"true": True, "false": False}.get(self.cells[name])

    def day(self, name: str) -> date:
        """Return a day that the contract requires."""
        return date.fromisoformat(self.cells[name])

    def maybe_day(self, name: str) -> date | None:
        """Return a day, None where it is not known."""
        return date.fromisoformat(self.cells[name]) if self.cells[name] else None

    def days(self, name: str) -> tuple[date, ...]:
        """Return days in the order of the cell."""
        return tuple(date.fromisoformat(word) for word in self.cells[name].split())

    def clock(self, name: str) -> time:
        """Return a local clock time."""
        return time.fromisoformat(self.cells[name])

    def month_day(self, name: str) -> tuple[int, int]:
        """Return a month and a day."""
        month, day = self.cells[name].split("-")
        return int(month), int(day)

    def fault(self, reason: str) -> DataError:
        """Return an error that names this line."""
        return DataError(self.file, self.line, reason)


def is_real_day(text: str) -> bool:
    """Answer whether the calendar holds an ISO day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def misfit(column: Column, cell: str) -> str | None:
    """Return what is wrong with a cell, in words, or None."""
    if not cell:
        return "may not be empty" if column.required else None
    if cell != cell.strip():
        return f"{cell!r} begins or ends with a blank"
    pattern, words = PATTERNS.get(column.kind, (".*", "one line"))
    if not re.fullmatch(pattern, cell):
        return f"{cell!r} is not {words}"
    return wrong_value(column, cell)


def wrong_value(column: Column, cell: str) -> str | None:
    """Return what is wrong with the value of a cell whose form is right, or None."""
    parts = cell.split() if column.kind in {Kind.WORDS, Kind.SLUGS, Kind.DAYS} else [cell]
    strange = [part for part in parts if column.choices and part not in column.choices]
    if strange:
        return f"{strange[0]!r} is none of {', '.join(column.choices)}"
    if len(set(parts)) < len(parts):
        return f"{cell!r} says something twice"
    if column.kind in {Kind.INTEGER, Kind.NUMBER}:
        least = -math.inf if column.least is None else column.least
        most = math.inf if column.most is None else column.most
        if not least <= float(cell) <= most:
            return f"{cell} is not between {least:g} and {most:g}"
    days = parts if column.kind in {Kind.DAY, Kind.DAYS} else []
    # 2024 is a leap year: 29 February passes as a month and day.
    days += [f"2024-{cell}"] if column.kind is Kind.MONTH_DAY else []
    unreal = [day for day in days if not is_real_day(day)]
    return f"{cell!r}: the calendar has no such day" if unreal else None


def read_text(folder: Path, file: str) -> str:
    """Return the text of a data file.

    Raises
    ------
    DataError
        The file is missing, or it is not UTF-8.
    """
    try:
        return (folder / file).read_bytes().decode("utf-8")
    except OSError as error:
        raise DataError(file, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(file, None, f"is not UTF-8 at byte {error.start}") from error


def read_lines(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each CSV record.

    Raises
    ------
    DataError
        The text is not CSV, or a record runs over more than one line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    last = 0
    try:
        for cells in reader:
            if reader.line_num != last + 1:
                raise DataError(file, last + 1, "a record has to stand on one line")
            last = reader.line_num
            yield last, cells
    except csv.Error as error:
        raise DataError(file, last + 1, f"is not CSV: {error}") from error


def row_faults(table: Table, line: int, cells: list[str]) -> Iterator[DataError]:
    """Find what is wrong with one line."""
    if len(cells) != len(table.columns):
        reason = f"has {len(cells)} cells, the header has {len(table.columns)}"
        yield DataError(table.file, line, reason)
        return
    for column, cell in zip(table.columns, cells, strict=True):
        wrong = misfit(column, cell)
        if wrong is not None:
            yield DataError(table.file, line, f"{column.name} {wrong}")


def sift_table(
    folder: Path, table: Table, on_fault: Callable[[DataError], None]
) -> tuple[Row, ...]:
    """Return the sound rows of a table and hand every fault to `on_fault`."""
    names = [column.name for column in table.columns]
    rows: list[Row] = []
    try:
        lines = read_lines(table.file, read_text(folder, table.file))
        if next(lines, (1, []))[1] != names:
            raise DataError(table.file, 1, f"the header has to be {','.join(names)}")
        for line, cells in lines:
            faults = list(row_faults(table, line, cells))
            for fault in faults:
                on_fault(fault)
            if not faults:
                rows.append(Row(table.file, line, dict(zip(names, cells, strict=True))))
    except DataError as fault:
        on_fault(fault)
    return tuple(rows)


def refuse(fault: DataError) -> None:
    """Raise a fault: for readers that take nothing but sound tables."""
    raise fault


def read_table(folder: Path, table: Table) -> tuple[Row, ...]:
    """Return the rows of a table.

    Raises
    ------
    DataError
        The file is missing or not sound; the first fault is named.
    """
    return sift_table(folder, table, refuse)
