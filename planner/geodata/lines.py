"""Trains and coaches from `lines.csv`."""

from pathlib import Path

from planner.geodata.columns import WEEKDAYS
from planner.geodata.gazetteer import unique
from planner.geodata.schema import LINES, PLACES, PLACES_ADDED, PORTS
from planner.geodata.tables import Row, read_table
from planner.model.timetable import LineHop, Mode, TimetableStatus


def make_hop(row: Row) -> LineHop:
    """Make one hop of a line."""
    return LineHop(
        id=row.text("id"),
        line=row.text("line"),
        operator=row.text("operator"),
        mode=Mode(row.text("mode")),
        from_stop=row.text("from_place"),
        to_stop=row.text("to_place"),
        duration_s=round(row.number("minutes") * 60),
        length_m=round(row.number("km") * 1000),
        services_per_day=row.integer("services_per_day"),
        weekdays=frozenset(WEEKDAYS.index(day) for day in row.words("weekdays")),
        season_from=row.month_day("season_from"),
        season_to=row.month_day("season_to"),
        first=row.clock("first"),
        last=row.clock("last"),
        basis=row.text("basis"),
        status=TimetableStatus(row.text("status")),
        checked_on=row.day("checked_on"),
        note=row.text("note"),
    )


def read_lines(folder: Path) -> tuple[LineHop, ...]:
    """Read the hops of all lines, in the order of the table.

    Raises
    ------
    DataError
        A table is missing or not sound, or a stop is neither a place nor a port.
    """
    tables = (PLACES, PLACES_ADDED, PORTS)
    stops = {row.text("id") for table in tables for row in read_table(folder, table)}
    hops = []
    for row in unique(read_table(folder, LINES)):
        for end in ("from_place", "to_place"):
            if row.text(end) not in stops:
                raise row.fault(f"{end}: unknown stop {row.text(end)!r}")
        hops.append(make_hop(row))
    return tuple(hops)
