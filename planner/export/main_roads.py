"""Known roads as lines for the basemap: few features, one for each rank of road."""

import re
from collections.abc import Iterable

import shapely

from planner.export.geojson import GeoObject, collect
from planner.model.place import Coordinate

MOTORWAY = re.compile(r"(A|RA)\d|FI-PI-LI")
TRUNK = re.compile(r"(SS|T|N|DN)\d")
DIGITS = 4
"""Decimals of a degree that are kept: about ten metres."""
RANKS = (1, 2, 3)

Road = tuple[str, Coordinate, Coordinate]
"""Road number, and the two places that the road joins."""


def rank_of(road: str) -> int:
    """Return 1 for a motorway, 2 for a trunk road of the state, 3 for any other."""
    if MOTORWAY.match(road):
        return 1
    return 2 if TRUNK.match(road) else 3


def to_road_lines(roads: Iterable[Road]) -> GeoObject:
    """Return one feature for each rank, its stretches joined; straight from place to place."""
    stretches: dict[int, list[shapely.LineString]] = {rank: [] for rank in RANKS}
    for road, one, other in roads:
        ends = [(one.lon, one.lat), (other.lon, other.lat)]
        stretches[rank_of(road)].append(shapely.LineString(ends))
    return collect(_feature(rank, lines) for rank, lines in stretches.items() if lines)


def _feature(rank: int, lines: list[shapely.LineString]) -> GeoObject:
    """Return the lines of one rank as a feature."""
    joined = shapely.line_merge(shapely.MultiLineString(lines))
    ways = [
        [[round(float(lon), DIGITS), round(float(lat), DIGITS)] for lon, lat in part.coords]
        for part in shapely.get_parts(joined)
    ]
    return {
        "type": "Feature",
        "geometry": {"type": "MultiLineString", "coordinates": sorted(ways)},
        "properties": {"rank": rank},
    }
