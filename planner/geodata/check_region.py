"""Faults of a region: not one row, areas in countries whose clocks differ."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from planner.errors import DataError
from planner.geodata.check_tables import Tables
from planner.geodata.schema_region import REGION
from planner.model.clock import ZONES

PLACED = ("festivals", "attractions", "businesses", "places", "places_added")


def region_faults(tables: Tables) -> Iterator[DataError]:
    """Find a region without its one row, and countries whose wall clocks differ."""
    rows = tables["region"]
    if len(rows) != 1:
        yield DataError(REGION.file, None, f"has {len(rows)} rows, and needs one")
        return
    year = rows[0].integer("first_year")
    home = ""
    for table in PLACED:
        for row in tables[table]:
            country = row.text("country")
            home = home or country
            if country != home and not keep_one_clock(home, country, year):
                yield row.fault(f"{country} keeps another clock than {home}: a trip has one")


def keep_one_clock(one: str, other: str, year: int) -> bool:
    """Answer whether two countries have the same time all through a year."""
    moments = (datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=5 * step) for step in range(73))
    return all(
        moment.astimezone(ZONES[one]).utcoffset() == moment.astimezone(ZONES[other]).utcoffset()
        for moment in moments
    )
