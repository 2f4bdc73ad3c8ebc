"""Events of CSV files and of GeoJSON feature collections."""

import csv
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from planner.errors import DataError
from planner.geodata.foreign.draft import Sheet, clean, point
from planner.geodata.foreign.flat import read_record, sort_fields
from planner.model.foreign import ForeignEvent
from planner.model.place import Coordinate

MOST_EVENTS = 20_000
SAMPLE = 4096
DELIMITERS = ",;\t|"


def read_csv(text: str, sheet: Sheet) -> Iterator[ForeignEvent]:
    """Yield the events of a CSV file with a header line; a comma, semicolon, tab or bar parts.

    Raises
    ------
    DataError
        It has no known column, or a date cannot be read.
    """
    lines = text.splitlines()
    header = lines[0] if lines else ""
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    try:
        names = reader.fieldnames or ()
        known = sort_fields(dict.fromkeys(names, "?")).cells.keys()
        if "name" not in known or not known & {"start", "days"}:
            raise DataError(sheet.document, 1, "needs a column for the name and one for the start")
        for row in islice(reader, MOST_EVENTS):
            if None in row or None in row.values():
                raise DataError(sheet.document, reader.line_num, "has not the header's cells")
            yield from read_record(row, sheet, "CSV", f"line {reader.line_num}")
    except csv.Error as error:
        raise DataError(sheet.document, reader.line_num, f"is not CSV: {error}") from error


def read_geojson(document: Mapping[str, Any], sheet: Sheet) -> Iterator[ForeignEvent]:
    """Yield the events of a feature or a feature collection (RFC 7946).

    Raises
    ------
    DataError
        A date cannot be read.
    """
    features = document.get("features") if "features" in document else [document]
    licence = clean(document.get("licence") or document.get("license")) or sheet.licence
    own = Sheet(sheet.document, licence)
    for number, feature in enumerate(_objects(features)[:MOST_EVENTS], start=1):
        properties = feature.get("properties")
        record = dict(properties) if isinstance(properties, Mapping) else {}
        if feature.get("id") is not None:
            record.setdefault("id", feature["id"])
        where = _where(feature.get("geometry"))
        yield from read_record(record, own, "GeoJSON", f"feature {number}", where)


def _objects(value: object) -> list[Mapping[str, Any]]:
    """Return the objects of a list."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _where(geometry: object) -> Coordinate | None:
    """Return the point of a geometry: its own, or the first corner of a larger one."""
    inside = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    for _ in range(4):
        if isinstance(inside, list) and inside and isinstance(inside[0], list):
            inside = inside[0]
    if not isinstance(inside, list) or len(inside) < 2:
        return None
    return point(inside[0], inside[1])
