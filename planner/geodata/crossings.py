"""Sailings from `crossings.csv`."""

from pathlib import Path

from planner.geodata.columns import WEEKDAYS
from planner.geodata.gazetteer import unique
from planner.geodata.schema import CROSSINGS, PORTS
from planner.geodata.tables import Row, read_table
from planner.model.timetable import Crossing, TimetableStatus


def make_crossing(row: Row) -> Crossing:
    """Make a sailing of a line."""
    return Crossing(
        id=row.text("id"),
        from_port=row.text("from_port"),
        to_port=row.text("to_port"),
        operator=row.text("operator"),
        mode=row.text("mode"),
        season_from=row.month_day("season_from"),
        season_to=row.month_day("season_to"),
        weekdays=frozenset(WEEKDAYS.index(day) for day in row.words("weekdays")),
        depart=row.clock("depart"),
        duration_s=row.integer("duration_min") * 60,
        arrive=row.clock("arrive"),
        arrive_day=row.integer("arrive_day"),
        times_basis=row.text("times_basis"),
        status=TimetableStatus(row.text("status")),
        source_year=row.maybe_integer("source_year"),
        valid_from=row.maybe_day("valid_from"),
        valid_to=row.maybe_day("valid_to"),
        checked_on=row.day("checked_on"),
        note=row.text("note"),
        sources=row.words("sources"),
    )


def read_crossings(folder: Path) -> tuple[Crossing, ...]:
    """Read the sailings, in the order of the table.

    Raises
    ------
    DataError
        A table is missing or not sound, or a port is not in `ports.csv`.
    """
    ports = {row.text("id") for row in read_table(folder, PORTS)}
    crossings = []
    for row in unique(read_table(folder, CROSSINGS)):
        for end in ("from_port", "to_port"):
            if row.text(end) not in ports:
                raise row.fault(f"{end}: unknown port {row.text(end)!r}")
        crossings.append(make_crossing(row))
    return tuple(crossings)
