"""A whole data folder of a few lines, sound in every respect, to plant faults in."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from planner.geodata.schema import TABLES
from planner.model.emissions import UNITS, FactorId

Cells = dict[str, str]
SOURCE = "example-org-1a2b3c"
TEXTS = {f"description_{language}": f"Testo {language}" for language in ("it", "fr", "en")}
SURE = {"confidence": "high", "sources": SOURCE}
LIVORNO = {"lon": "10.31", "lat": "43.55"}
IN_LIVORNO = {"municipality": "Livorno", "area": "tuscany", "country": "IT", **LIVORNO}


def festival(festival_id: str, **cells: str) -> Cells:
    """Return a feast in Livorno."""
    return {
        **{"id": festival_id, "name": "Fiera", "name_language": "it", "province": "Livorno"},
        **{"coord_precision_m": "300", "category": "sagra", "interests": "food sea"},
        **{"opens": "10:00", "closes": "18:00", "hours_status": "source", "stay_min": "120"},
        **{"low_season": "true", "role": "member", "names_alt": "Fair | Foire"},
        **IN_LIVORNO,
        **TEXTS,
        **SURE,
        **cells,
    }


def rule(rule_id: str, festival_id: str, rrule: str, **cells: str) -> Cells:
    """Return a timing rule of one day."""
    return {
        **{"id": rule_id, "festival_id": festival_id, "variant": "published", "rrule": rrule},
        **{"offset_days": "0", "duration_days": "1", "date_status": "rule_based"},
        **SURE,
        **cells,
    }


def place(place_id: str, lon: str, lat: str, **cells: str) -> Cells:
    """Return a town of Tuscany."""
    return {
        **{"id": place_id, "name": place_id.title(), "lon": lon, "lat": lat, "country": "IT"},
        **{"population": "1000", "area": "tuscany", "land": "mainland", "geonames_id": "1"},
        **cells,
    }


def sailing(crossing_id: str, from_port: str, to_port: str, **cells: str) -> Cells:
    """Return a daily sailing of four hours."""
    return {
        **{"id": crossing_id, "from_port": from_port, "to_port": to_port, "operator": "Line"},
        **{"mode": "car", "season_from": "10-01", "season_to": "04-30"},
        **{"weekdays": "Mo Tu We Th Fr Sa Su", "depart": "08:00", "arrive": "12:00"},
        **{"arrive_day": "0", "duration_min": "240", "times_basis": "source"},
        **{"status": "indicative", "checked_on": "2026-11-21", "sources": SOURCE},
        **cells,
    }


def factor(factor_id: FactorId, **cells: str) -> Cells:
    """Return a figure without a range, in the unit that the formulas take."""
    return {
        **{"id": factor_id.value, "mode": "ferry", "who": "ship", "low": "2.5", "high": "2.5"},
        **{"unit": UNITS[factor_id].value, "scope": "measure", "vintage": "2025"},
        **{"sources": SOURCE},
        **cells,
    }


def hop(number: int, from_place: str, to_place: str, minutes: str, km: str) -> Cells:
    """Return a hop of the one train line, eight times a day."""
    return {
        **{"id": f"line-{number}", "line": "Livorno – Pisa", "operator": "Rail", "mode": "rail"},
        **{"from_place": from_place, "to_place": to_place, "minutes": minutes, "km": km},
        **{"services_per_day": "8", "weekdays": "Mo Tu We Th Fr Sa Su", "status": "indicative"},
        **{"season_from": "01-01", "season_to": "12-31", "first": "06:00", "last": "20:00"},
        **{"basis": "own knowledge", "confidence": "high", "checked_on": "2026-11-21"},
    }


COUNTRY_OF = {"tuscany": "IT", "liguria": "IT", "sardinia": "IT", "corsica": "FR", "var": "FR"}
CORSICAN = {"country": "FR", "area": "corsica", "land": "corsica"}
SOUND: Mapping[str, tuple[Cells, ...]] = {
    "festivals": (festival("fair-a"), festival("fair-b")),
    "timing_rules": (
        rule("fair-a-1", "fair-a", "FREQ=YEARLY;BYMONTH=8;BYDAY=-1SA", duration_days="2"),
        rule("fair-a-2", "fair-a", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=8", offset_days="-1"),
        rule("fair-a-3", "fair-a", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1", variant="observed"),
        rule("fair-b-1", "fair-b", "FREQ=YEARLY;BYEASTER=14", date_status="guess"),
    ),
    "editions": (
        {"id": "fair-a-2024", "festival_id": "fair-a", "year": "2024", "status": "held", **SURE}
        | {"dates": "2024-08-31 2024-09-01"},
        {"id": "fair-b-2026", "festival_id": "fair-b", "year": "2026", "status": "held", **SURE}
        | {"dates": "2026-04-19", "edition_number": "5"},
    ),
    "attractions": (
        {"id": "tower", "name": "Torre", "coord_precision_m": "100", "category": "museum"}
        | {"interests": "history", "stay_min": "30", "stay_max": "60", "price": "free"}
        | {"stay_basis": "editorial_estimate", "opening_hours": "Tu-Su 10:00-18:00"}
        | {"source_granularity": "page", **IN_LIVORNO, **TEXTS, **SURE},
    ),
    "businesses": (
        {"id": "mill", "name": "Mulino", "quality_made_status": "certified_2019", **IN_LIVORNO}
        | {"coord_precision_m": "3000", **TEXTS, **SURE},
    ),
    "sources": (
        {"id": SOURCE, "url": "https://example.org/a", "publisher": "example.org"}
        | {"accessed": "2026-11-21"},
    ),
    "places": (
        place("bastia", "9.45", "42.70", **CORSICAN),
        place("livorno", "10.31", "43.55", population="150000", names_alt="Leghorn | Livourne"),
        place("pisa", "10.40", "43.72", population="90000"),
    ),
    "places_added": (
        {k: v for k, v in place("tombolo", "10.33", "43.64").items() if k != "geonames_id"}
        | {"population": "", "why": "junction"},
    ),
    "ports": (
        {"id": "bastia-port", "name": "Bastia", "place_id": "bastia", "lon": "9.45"}
        | {"lat": "42.70", "land": "corsica", "area": "corsica", "kind": "ferry"},
        {"id": "livorno-port", "name": "Livorno", "place_id": "livorno", **LIVORNO}
        | {"land": "mainland", "area": "tuscany", "kind": "ferry"},
    ),
    "corridors": (
        {"from_place": "livorno", "to_place": "pisa", "road": "SS1", "via": "tombolo"}
        | {"km": "22.0", "minutes": "24.5", "basis": "own knowledge", "confidence": "high"},
    ),
    "crossings": (
        sailing("there", "livorno-port", "bastia-port"),
        sailing("back", "bastia-port", "livorno-port", depart="22:00", arrive="06:00")
        | {"arrive_day": "1", "duration_min": "480"},
    ),
    "imports": (),
    "region": (
        {"id": "test", "name": "Test", "first_year": "2026", "last_year": "2028"}
        | {"west": "5", "south": "38", "east": "13", "north": "45"},
    ),
    "areas": tuple(
        {"id": area, "country": country, **{f"name_{one}": area for one in ("it", "fr", "en")}}
        for area, country in COUNTRY_OF.items()
    ),
    "emission_factors": tuple(factor(one) for one in FactorId),
    "lines": (
        hop(1, "livorno-port", "livorno", "6", "2.0"),
        hop(2, "livorno", "tombolo", "9", "11.0"),
        hop(3, "tombolo", "pisa", "8", "12.0"),
    ),
}
BOXES = {
    "tuscany": (10.0, 43.0, 11.0, 44.0),
    "liguria": (8.0, 44.0, 9.5, 44.5),
    "sardinia": (8.0, 39.0, 9.7, 41.2),
    "corsica": (8.5, 41.4, 9.6, 43.0),
    "var": (5.7, 43.0, 6.9, 43.8),
}
"""West, south, east, north of the areas."""


def region(area: str) -> dict[str, object]:
    """Return an area as a GeoJSON box."""
    west, south, east, north = BOXES[area]
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"id": area}, "geometry": geometry}


def write_folder(folder: Path) -> Path:
    """Write the sound folder and return it."""
    for table in TABLES:
        names = [column.name for column in table.columns]
        with (folder / table.file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(SOUND[table.name])
    (folder / "basemap").mkdir()
    layer = {"type": "FeatureCollection", "features": [region(area) for area in BOXES]}
    for name in ("land", "regions", "borders"):
        (folder / f"basemap/{name}.geojson").write_text(json.dumps(layer), encoding="utf-8")
    return folder


def change(folder: Path, file: str, line: int, column: str, cell: str) -> None:
    """Put another value into one cell."""
    path = folder / file
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    rows[line - 1][rows[0].index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
