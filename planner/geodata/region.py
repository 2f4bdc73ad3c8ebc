"""The region of a data folder from `region.csv` and `areas.csv`."""

from pathlib import Path
from types import MappingProxyType

from planner.errors import DataError
from planner.geodata.schema_region import AREAS, LANGUAGES, REGION
from planner.geodata.tables import Row, read_table
from planner.model.festival import Description
from planner.model.place import Area
from planner.model.region import AreaFacts, Frame, Region

EDGES = ("west", "south", "east", "north")


def read_region(folder: Path) -> Region:
    """Return the region.

    Raises
    ------
    DataError
        A table is missing or not sound, or `region.csv` has not one row.
    """
    rows = read_table(folder, REGION)
    if len(rows) != 1:
        raise DataError(REGION.file, None, f"has {len(rows)} rows, and needs one")
    row = rows[0]
    first, last = row.integer("first_year"), row.integer("last_year")
    if first > last:
        raise row.fault(f"first_year {first} is after last_year {last}")
    areas = {Area(one.text("id")): make_area(one) for one in read_table(folder, AREAS)}
    return Region(
        name=row.text("name"),
        years=range(first, last + 1),
        lead=told(row, "lead"),
        about=told(row, "about"),
        frame=make_frame(row),
        areas=MappingProxyType(areas),
    )


def make_area(row: Row) -> AreaFacts:
    """Make an area of a line."""
    names = (row.text(f"name_{language}") for language in LANGUAGES)
    return AreaFacts(Description(*names), row.text("country"))


def told(row: Row, name: str) -> Description | None:
    """Return a sentence in all languages, None where one lacks it."""
    texts = [row.text(f"{name}_{language}") for language in LANGUAGES]
    return Description(*texts) if all(texts) else None


def make_frame(row: Row) -> Frame | None:
    """Return what maps show, None where an edge is not given."""
    if not all(row.text(edge) for edge in EDGES):
        return None
    west, south, east, north = (row.number(edge) for edge in EDGES)
    if west >= east or south >= north:
        raise row.fault("west has to be below east, and south below north")
    return Frame(west, south, east, north)
