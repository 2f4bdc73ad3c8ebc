"""Faults of coordinates: points that do not lie where their row says."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from planner.errors import DataError
from planner.geodata.basemap import read_layer
from planner.geodata.check_tables import Tables
from planner.geodata.gazetteer import coordinate
from planner.geodata.tables import Row
from planner.model.gazetteer import fold
from planner.model.place import Coordinate

REGIONS = "basemap/regions.geojson"
NEIGHBOURHOOD_M = 15_000
"""Farthest that a spot may lie from the place of its municipality's name [m]."""
TOLERANCE_M = 3_000
"""Farthest outside its area [m]: the map's lines are thinned, and quays reach out."""

Homes = Mapping[tuple[str, str], list[Coordinate]]


def read_regions(folder: Path, areas: Iterable[str] = ()) -> dict[str, BaseGeometry]:
    """Return the polygon of each area, made ready for many questions; `areas` have to be there.

    Raises
    ------
    DataError
        The layer is missing, is not GeoJSON, or lacks an area.
    """
    try:
        features = read_layer(folder, REGIONS)["features"]
        regions = {f["properties"]["id"]: shape(f["geometry"]) for f in features}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(REGIONS, None, "is not a collection of areas with id and shape") from error
    lacking = [area for area in areas if area not in regions]
    if lacking:
        raise DataError(REGIONS, None, f"lacks {', '.join(lacking)}")
    for region in regions.values():
        shapely.prepare(region)
    return regions


def metres_outside(region: BaseGeometry, spot: Coordinate) -> float:
    """Return how far a point lies outside a region [m], 0 inside.

    The nearest point is sought on the plain of degrees: near 42° N the figure may be a third too
    large, never too small.
    """
    point = shapely.Point(spot.lon, spot.lat)
    if region.covers(point):
        return 0.0
    nearest, _ = nearest_points(region, point)
    return spot.distance_m(Coordinate(nearest.x, nearest.y))


def list_homes(tables: Tables) -> Homes:
    """Return where the places of each area and folded name are."""
    homes: dict[tuple[str, str], list[Coordinate]] = {}
    for row in (*tables["places"], *tables["places_added"]):
        for name in (row.text("name"), *row.names("names_alt")):
            homes.setdefault((row.text("area"), fold(name)), []).append(coordinate(row))
    return homes


def misplaced(row: Row, homes: Homes, regions: Mapping[str, BaseGeometry]) -> str | None:
    """Return why a spot is not where its row says, or None.

    The places of its municipality's name in its area decide; where the gazetteer lacks the
    municipality, the area does.
    """
    area, spot = row.text("area"), coordinate(row)
    towns = homes.get((area, fold(row.cells.get("municipality", ""))), [])
    if towns:
        nearest_m = min(spot.distance_m(town) for town in towns)
        town = f"{row.text('municipality')} ({area})"
        return f"{nearest_m / 1000:.1f} km from {town}" if nearest_m > NEIGHBOURHOOD_M else None
    outside_m = metres_outside(regions[area], spot)
    return f"{outside_m / 1000:.1f} km outside {area}" if outside_m > TOLERANCE_M else None


def place_faults(folder: Path, tables: Tables) -> Iterator[DataError]:
    """Find coordinates away from their municipality or area, and areas in another country."""
    countries = {row.text("id"): row.text("country") for row in tables["areas"]}
    try:
        regions = read_regions(folder, countries)
    except DataError as fault:
        yield fault
        return
    homes = list_homes(tables)
    for name in ("festivals", "attractions", "businesses", "places", "places_added", "ports"):
        for row in tables[name]:
            country = countries.get(row.text("area"))
            if country is None or not (row.text("lon") and row.text("lat")):
                continue
            reason = misplaced(row, homes, regions)
            if reason:
                yield row.fault(f"lon {row.text('lon')}, lat {row.text('lat')} is {reason}")
            if row.cells.get("country", country) != country:
                yield row.fault(f"{row.text('area')} is not in {row.text('country')}")
