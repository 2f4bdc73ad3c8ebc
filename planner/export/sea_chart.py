"""Where a ferry is drawn: a slight bend between two quays that keeps off the land if it can.

No course of a ship is known; the bend tells apart lines that share their ends, and spares the eye
a ship that climbs a mountain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy, prepare
from shapely.geometry import shape
from shapely.ops import unary_union

from planner.model.itinerary import DayItem, Itinerary
from planner.model.journey import Leg
from planner.model.place import Coordinate
from planner.model.timetable import Mode

POINTS = 25
"""Points of a drawn line."""
BENDS = (0.05, 0.1, 0.15, 0.2, 0.27, 0.35, 0.45, 0.6)
"""How far the bend's control point stands off, as a part of the distance; both sides are tried."""
SKEWS = (0.5, 0.3, 0.7, 0.1, 0.9)
"""Where along the way the control point stands."""
LEAST_APART = 0.07
"""Lines between the same ends differ in their bends by at least this."""
LAND_COST = 40.0
"""Cost of a line that lies on land all the way, in bends."""
FLAT = 0.743
"""Length of a degree of longitude in degrees of latitude at 42° north."""


@dataclass(frozen=True, slots=True)
class SeaChart:
    """The land that lines on the water keep off."""

    land: Any

    @classmethod
    def build(cls, land: Mapping[str, Any]) -> "SeaChart":
        """Read a GeoJSON feature collection of land."""
        outline = unary_union([shape(feature["geometry"]) for feature in land["features"]])
        prepare(outline)
        return cls(outline)

    def curve(self, origin: Coordinate, destination: Coordinate) -> tuple[Coordinate, ...]:
        """Return the line from one quay to another; the way back is the same line."""
        return self.lanes(origin, destination, 1)[0]

    def lanes(
        self, origin: Coordinate, destination: Coordinate, count: int
    ) -> list[tuple[Coordinate, ...]]:
        """Return some lines between two quays that do not lie on each other."""
        swapped = (destination.lon, destination.lat) < (origin.lon, origin.lat)
        ends = (destination, origin) if swapped else (origin, destination)
        bends, lines = candidate_lines(*ends)
        inside = contains_xy(self.land, lines[:, :, 0], lines[:, :, 1]).mean(axis=1)
        order = np.argsort(inside * LAND_COST + np.abs(bends), kind="stable")
        chosen: list[int] = []
        for row in (int(number) for number in order):
            if all(abs(bends[row] - bends[other]) >= LEAST_APART for other in chosen):
                chosen.append(row)
            if len(chosen) == count:
                break
        ways = [tuple(Coordinate(float(x), float(y)) for x, y in lines[row]) for row in chosen]
        ways += ways[-1:] * (count - len(ways))
        return [way[::-1] for way in ways] if swapped else ways


def candidate_lines(
    origin: Coordinate, destination: Coordinate
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return bends, shape (k,), and lines, shape (k, points, 2) [degrees lon, lat].

    Each line is a quadratic Bézier curve.
    """
    tried = np.array(
        [(side * bend, skew) for skew in SKEWS for bend in BENDS for side in (1.0, -1.0)]
    )
    first = np.array([origin.lon * FLAT, origin.lat])
    last = np.array([destination.lon * FLAT, destination.lat])
    along = last - first
    across = np.array([-along[1], along[0]])
    control = first + tried[:, 1:] * along + 2 * tried[:, :1] * across
    share = np.linspace(0.0, 1.0, POINTS)[None, :, None]
    lines = (1 - share) ** 2 * first + 2 * share * (1 - share) * control[:, None] + share**2 * last
    lines[:, :, 0] /= FLAT
    return tried[:, 0], lines


def sail_by_chart(itinerary: Itinerary, chart: SeaChart) -> Itinerary:
    """Return a trip whose ferries have the chart's lines as their shape."""

    def draw(item: DayItem) -> DayItem:
        if not isinstance(item, Leg) or item.mode is not Mode.FERRY:
            return item
        return replace(
            item, geometry=chart.curve(item.origin.coordinate, item.destination.coordinate)
        )

    days = (replace(day, items=tuple(map(draw, day.items))) for day in itinerary.days)
    return replace(itinerary, days=tuple(days))
