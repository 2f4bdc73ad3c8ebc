"""Places and ports from `places.csv`, `places_added.csv` and `ports.csv`."""

from collections.abc import Iterator
from pathlib import Path

from planner.geodata.schema import PLACES, PLACES_ADDED, PORTS
from planner.geodata.tables import Row, read_table
from planner.model.gazetteer import Gazetteer
from planner.model.place import Area, Coordinate, Place, Port


def coordinate(row: Row) -> Coordinate:
    """Return where a row is."""
    return Coordinate(row.number("lon"), row.number("lat"))


def maybe_area(row: Row) -> Area | None:
    """Return the area of a row, None outside all areas."""
    return Area(row.text("area")) if row.text("area") else None


def make_place(row: Row) -> Place:
    """Make a place of a line."""
    return Place(
        id=row.text("id"),
        name=row.text("name"),
        coordinate=coordinate(row),
        land=row.text("land"),
        country=row.text("country"),
        area=maybe_area(row),
        population=row.integer("population"),
        names_alt=row.names("names_alt"),
    )


def make_port(row: Row, town: Place) -> Port:
    """Make a port of a line; its country is that of the town which it serves."""
    return Port(
        id=row.text("id"),
        name=row.text("name"),
        place_id=row.text("place_id"),
        coordinate=coordinate(row),
        land=row.text("land"),
        kind=row.text("kind"),
        area=maybe_area(row),
        country=town.country,
    )


def unique(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Yield rows whose ids are all different.

    Raises
    ------
    DataError
        An id stands twice.
    """
    seen: set[str] = set()
    for row in rows:
        if row.text("id") in seen:
            raise row.fault(f"id {row.text('id')!r} stands twice")
        seen.add(row.text("id"))
        yield row


def read_gazetteer(folder: Path) -> Gazetteer:
    """Read places and ports.

    Raises
    ------
    DataError
        A table is missing or not sound, or a port serves a place that no table holds.
    """
    rows = read_table(folder, PLACES) + read_table(folder, PLACES_ADDED)
    places = {row.text("id"): make_place(row) for row in unique(rows)}
    ports = []
    for row in unique(read_table(folder, PORTS)):
        town = places.get(row.text("place_id"))
        if town is None:
            raise row.fault(f"unknown place {row.text('place_id')!r}")
        ports.append(make_port(row, town))
    return Gazetteer.build(places.values(), ports)
