"""Timetables as they are kept: sailings with their days, hops of lines, stops."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from planner.errors import DataError
from planner.geodata.store import read_text, write_text
from planner.model.journey import Spot
from planner.model.place import Coordinate
from planner.model.timetable import Crossing, LineHop, Mode, TimetableStatus

FILE = "timetable.json"


@dataclass(frozen=True)
class Timetables:
    """What feeds bring."""

    crossings: tuple[Crossing, ...] = ()
    lines: tuple[LineHop, ...] = ()
    stops: tuple[Spot, ...] = ()

    @classmethod
    def together(cls, parts: Sequence["Timetables"]) -> "Timetables":
        """Return the timetables of several feeds as one."""
        return cls(
            tuple(row for part in parts for row in part.crossings),
            tuple(hop for part in parts for hop in part.lines),
            tuple(stop for part in parts for stop in part.stops),
        )


def plain(value: Any) -> Any:
    """Return what JSON can hold of a value that it does not know."""
    return sorted(value) if isinstance(value, frozenset) else str(value)


def write_timetables(folder: Path, tables: Timetables) -> None:
    """Write timetables."""
    write_text(folder / FILE, json.dumps(asdict(tables), default=plain, ensure_ascii=False))


def read_timetables(folder: Path) -> Timetables:
    """Read timetables.

    Raises
    ------
    DataError
        They are missing or damaged.
    """
    try:
        rows = json.loads(read_text(folder / FILE))
        return Timetables(
            tuple(crossing_from(row) for row in rows["crossings"]),
            tuple(hop_from(row) for row in rows["lines"]),
            tuple(
                Spot(**{**row, "coordinate": Coordinate(**row["coordinate"])})
                for row in rows["stops"]
            ),
        )
    except (KeyError, TypeError, ValueError) as fault:
        if isinstance(fault, DataError):
            raise
        raise DataError(FILE, None, f"is damaged ({fault}); import the feed again") from fault


def month_day(pair: Sequence[int]) -> tuple[int, int]:
    """Return a month and a day."""
    month, day = pair
    return int(month), int(day)


def shared(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that sailings and hops have in common."""
    return {
        "season_from": month_day(row["season_from"]),
        "season_to": month_day(row["season_to"]),
        "weekdays": frozenset(row["weekdays"]),
        "status": TimetableStatus(row["status"]),
        "checked_on": date.fromisoformat(row["checked_on"]),
    }


def crossing_from(row: Mapping[str, Any]) -> Crossing:
    """Return a sailing."""
    typed = {
        "depart": time.fromisoformat(row["depart"]),
        "arrive": time.fromisoformat(row["arrive"]),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]),
        "sources": tuple(row["sources"]),
        "days": frozenset(date.fromisoformat(day) for day in row["days"]),
        "rests": (),
    }
    return Crossing(**{**row, **shared(row), **typed})


def hop_from(row: Mapping[str, Any]) -> LineHop:
    """Return a hop of a line."""
    typed = {
        "mode": Mode(row["mode"]),
        "first": time.fromisoformat(row["first"]),
        "last": time.fromisoformat(row["last"]),
    }
    return LineHop(**{**row, **shared(row), **typed})
