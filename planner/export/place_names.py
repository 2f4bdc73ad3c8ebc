"""Which place names a map shows from which zoom on, so that no two overlap."""

from collections.abc import Iterable
from math import asinh, pi, radians, tan

from planner.export.geojson import GeoObject, build_point, collect
from planner.model.place import Place

ZOOMS = range(5, 12)
"""Web map zooms at which new names come in."""
TILE_PX = 256
LETTER_PX, LINE_PX, GAP_PX = 7.0, 17.0, 18.0
"""Width of a letter, height of a line, empty space kept around a name [screen pixels]."""
LEAST_PEOPLE = {5: 120_000, 6: 60_000, 7: 25_000, 8: 9_000, 9: 3_000, 10: 700, 11: 0}
"""Population below which a place has to wait for the next zoom."""
MOST_NAMES = 1_000
ABROAD_LEAST_PEOPLE, ABROAD_MOST_LETTERS = 15_000, 16
"""Outside the five areas only towns of some size, with names that do not crowd the edge."""

Box = tuple[float, float, float, float]


def to_place_names(places: Iterable[Place]) -> GeoObject:
    """Return place names as points with `name`, `zoom` (first shown) and `size` (1 big to 3 small).

    Greedy by population: a name comes in at the first zoom at which its box is free.  Boxes only
    move apart when a map zooms in, so names that came in stay.
    """
    wanted = (place for place in places if _is_wanted(place))
    waiting = sorted(wanted, key=lambda place: (-place.population, place.id))
    shown: list[tuple[Place, int]] = []
    for zoom in ZOOMS:
        boxes = _Boxes()
        for place, _ in shown:
            boxes.add(_box(place, zoom))
        held: list[Place] = []
        for place in waiting:
            fits = place.population >= LEAST_PEOPLE[zoom] and len(shown) < MOST_NAMES
            if fits and boxes.add_if_free(_box(place, zoom)):
                shown.append((place, zoom))
            else:
                held.append(place)
        waiting = held
    return collect(
        build_point(place.coordinate, name=place.name, zoom=zoom, size=_size(place.population))
        for place, zoom in shown
    )


def _is_wanted(place: Place) -> bool:
    """Answer whether a place may be named at all."""
    if place.area is not None:
        return True
    return place.population >= ABROAD_LEAST_PEOPLE and len(place.name) <= ABROAD_MOST_LETTERS


def _size(population: int) -> int:
    """Return the step of the lettering, 1 = largest."""
    return 1 if population >= 80_000 else 2 if population >= 12_000 else 3


def _box(place: Place, zoom: int) -> Box:
    """Return the box of a name on the whole-world canvas of a zoom [px] (spherical Mercator)."""
    world_px = TILE_PX * 2**zoom
    across = (place.coordinate.lon + 180) / 360 * world_px
    down = (1 - asinh(tan(radians(place.coordinate.lat))) / pi) / 2 * world_px
    half = len(place.name) * LETTER_PX / 2 + GAP_PX
    return across - half, down - LINE_PX / 2 - GAP_PX, across + half, down + LINE_PX / 2 + GAP_PX


class _Boxes:
    """Boxes in cells, so that only near ones are compared."""

    CELL_PX = 128

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Box]] = {}

    def add_if_free(self, box: Box) -> bool:
        """Add a box unless it overlaps one that is there."""
        if any(
            _overlap(box, other)
            for cell in self._list_cells(box)
            for other in self.cells.get(cell, ())
        ):
            return False
        self.add(box)
        return True

    def add(self, box: Box) -> None:
        """Add a box."""
        for cell in self._list_cells(box):
            self.cells.setdefault(cell, []).append(box)

    def _list_cells(self, box: Box) -> list[tuple[int, int]]:
        """Return the cells that a box touches."""
        left, top, right, bottom = (int(edge // self.CELL_PX) for edge in box)
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def _overlap(one: Box, other: Box) -> bool:
    """Answer whether two boxes share a point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
