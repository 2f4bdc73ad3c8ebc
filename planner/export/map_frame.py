"""The part of the earth that maps show: where the land data ends, the sheet ends."""

from collections.abc import Iterator
from typing import Any

from planner.model.region import Frame, Region

MARGIN_DEG = 0.3
"""Water shown around land whose region names no frame."""


def map_frame(region: Region, land: Any) -> Frame | None:
    """Return the region's frame, else one around its land; None where there is no land.

    Parameters
    ----------
    land
        A GeoJSON collection of polygons.
    """
    if region.frame is not None:
        return region.frame
    points = [point for one in land["features"] for point in _points(one["geometry"])]
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    west, east = min(lons) - MARGIN_DEG, max(lons) + MARGIN_DEG
    return Frame(west, min(lats) - MARGIN_DEG, east, max(lats) + MARGIN_DEG)


def to_corners(frame: Frame | None) -> list[list[float]] | None:
    """Return a frame as Leaflet takes bounds: south-west and north-east, latitude first."""
    if frame is None:
        return None
    return [[frame.south, frame.west], [frame.north, frame.east]]


def _points(geometry: Any) -> Iterator[tuple[float, float]]:
    """Yield the corners of a geometry."""
    waiting = [geometry["coordinates"]]
    while waiting:
        one = waiting.pop()
        if one and isinstance(one[0], list):
            waiting.extend(one)
        elif one:
            yield one[0], one[1]
