"""The map of chains as a drawing: land, marks that do not cover each other, arcs between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

from planner.export.geojson import SHAPES
from planner.model.festival import Festival, Role
from planner.model.network import Link
from planner.model.place import Coordinate

WEST, EAST, SOUTH, NORTH = 5.65, 12.1, 38.75, 44.85
WIDTH = 640.0
MARK_PX = 24.0
"""Room that a mark needs."""
ROUNDS = 80
SMALLEST_PX = 2.5


@dataclass(frozen=True, slots=True)
class Frame:
    """A map's box: plate carrée that is true to scale at its middle."""

    scale: float = WIDTH / (EAST - WEST)

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is than one of longitude."""
        return 1 / cos(radians((SOUTH + NORTH) / 2))

    @property
    def height(self) -> float:
        """Height of the drawing [px]."""
        return (NORTH - SOUTH) * self.scale * self.stretch

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point stands [px], from the upper left."""
        return (lon - WEST) * self.scale, (NORTH - lat) * self.scale * self.stretch


@dataclass(frozen=True, slots=True)
class MapMark:
    """A feast on the map; its place may be a little off where marks are crowded."""

    festival_id: str
    number: int
    area: str
    shape: str
    is_stand_in: bool
    x: float
    y: float
    true_x: float
    true_y: float

    @property
    def is_moved(self) -> bool:
        """Answer whether a line has to lead to the true place."""
        return hypot(self.x - self.true_x, self.y - self.true_y) > 3


@dataclass(frozen=True, slots=True)
class MapArc:
    """A link as a curve with an arrow's head."""

    link: Link
    path: str
    is_lit: bool


def land_path(land: Mapping[str, Any], frame: Frame) -> str:
    """Return the outlines of all land as SVG path data; specks are left out."""
    parts = []
    for feature in land["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for polygon in polygons:
            parts.append(ring_path(polygon[0], frame))
    return "".join(parts)


def ring_path(ring: Sequence[Sequence[float]], frame: Frame) -> str:
    """Return one ring with whole pixels of a half, without repeats."""
    points: list[tuple[float, float]] = []
    for lon, lat, *_ in ring:
        x, y = frame.place(lon, lat)
        point = round(2 * x) / 2, round(2 * y) / 2
        if not points or hypot(point[0] - points[-1][0], point[1] - points[-1][1]) >= 1:
            points.append(point)
    size = max((hypot(x - points[0][0], y - points[0][1]) for x, y in points), default=0.0)
    if len(points) < 3 or size < SMALLEST_PX:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def spread(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points pushed apart until their marks do not cover each other."""
    placed = [(x + 0.01 * number, y) for number, (x, y) in enumerate(points)]
    for _ in range(ROUNDS):
        for i in range(len(placed)):
            for j in range(i):
                dx, dy = placed[i][0] - placed[j][0], placed[i][1] - placed[j][1]
                apart = hypot(dx, dy) or 0.01
                if apart < MARK_PX:
                    push = (MARK_PX - apart) / 2 / apart
                    placed[i] = placed[i][0] + dx * push, placed[i][1] + dy * push
                    placed[j] = placed[j][0] - dx * push, placed[j][1] - dy * push
    return placed


def list_marks(
    festivals: Sequence[Festival], numbers: Mapping[str, int], frame: Frame
) -> list[MapMark]:
    """Return the mark of each feast."""
    spots: list[Coordinate] = [festival.coordinate for festival in festivals]
    true = [frame.place(spot.lon, spot.lat) for spot in spots]
    return [
        MapMark(
            festival.id,
            numbers[festival.id],
            festival.area.value,
            SHAPES[festival.area.value],
            festival.role is Role.STAND_IN,
            *(round(x, 1), round(y, 1), round(own[0], 1), round(own[1], 1)),
        )
        for festival, own, (x, y) in zip(festivals, true, spread(true), strict=True)
    ]


def list_arcs(links: Iterable[Link], marks: Iterable[MapMark], month: int | None) -> list[MapArc]:
    """Return the curve of each link; lit are those of a month, all where none is chosen."""
    at = {mark.festival_id: (mark.x, mark.y) for mark in marks}
    return [
        MapArc(
            link,
            arc_path(at[link.origin], at[link.destination]),
            month is None or month in {link.leave.month, link.arrive.month},
        )
        for link in links
    ]


def arc_path(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return a curve that bends to its left and stops at the mark's edge."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    bend = 0.14 * length + 6
    middle = (
        (start[0] + end[0]) / 2 + dy / length * bend,
        (start[1] + end[1]) / 2 - dx / length * bend,
    )
    back_x, back_y = end[0] - middle[0], end[1] - middle[1]
    back = hypot(back_x, back_y) or 1.0
    tip = end[0] - back_x / back * 15, end[1] - back_y / back * 15
    return (
        f"M{start[0]:.1f} {start[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}"
    )
