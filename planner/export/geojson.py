"""Festivals and itineraries as GeoJSON (RFC 7946), coordinates lon, lat.

Every text in a feature's properties is plain text, never markup: whoever draws it has to write it
as text.  `lines` is a list of such texts, one a line, in the language of the caller.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.model.catalogue import Catalogue
from planner.model.festival import Festival, Role
from planner.model.itinerary import DayItem, Itinerary, Night, Visit, VisitKind
from planner.model.journey import Leg, Spot
from planner.model.place import Coordinate
from planner.model.timetable import Mode

GeoObject = dict[str, object]
Describe = Callable[[DayItem], Sequence[str]]
"""Says a day's item in words, one text a line, the first line being its title."""

DIGITS = 5
"""Decimals of a degree that are kept: about a metre."""
OUTLINES: Mapping[str, str] = {
    "tuscany": "M16 2.5a13.5 13.5 0 1 0 0 27a13.5 13.5 0 1 0 0-27z",
    "liguria": "M6 4h20a2 2 0 0 1 2 2v20a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z",
    "sardinia": "M16 .8 31.2 16 16 31.2 .8 16z",
    "corsica": "M16 1.2 31 11.9 25.3 29.5H6.7L1 11.9z",
    "var": "M8.6 3h14.8L31 16l-7.6 13H8.6L1 16z",
    "attraction": "M16 7a9 9 0 1 0 0 18a9 9 0 1 0 0-18z",
    "business": "M16 5.5 27 25H5z",
    "night": "M20.5 20.6A9 9 0 0 1 12.2 7.4a9.5 9.5 0 1 0 12.4 12.3a9 9 0 0 1-4.1.9z",
    "start": "M9 3h2v1.6h14l-3.6 5 3.6 5H11V29H9z",
    "port": "M16 11a5 5 0 1 0 0 10a5 5 0 1 0 0-10z",
    "firm": "M16 9.5 22.5 21H9.5z",
    "sight": "M16 11.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z",
}
"""Outline of each mark as SVG path data in a box of 32 × 32; areas differ by shape, too."""
AREA_SHAPES = ("tuscany", "liguria", "sardinia", "corsica", "var")


class Shapes(dict[str, str]):
    """Outlines by name; an area that has none of its own takes one of the areas' five."""

    def __missing__(self, name: str) -> str:
        """Return the same outline for the same name."""
        return self[AREA_SHAPES[sum(name.encode()) % len(AREA_SHAPES)]]


SHAPES: Mapping[str, str] = Shapes(OUTLINES)
"""Outlines with a stand-in for areas of other networks."""


@dataclass(frozen=True, slots=True)
class FestivalMark:
    """A festival as it is marked on the map of all feasts."""

    festival: Festival
    number: int
    """Place in the list beside the map, counted from 1."""
    months: tuple[int, ...]
    lines: tuple[str, ...]


def collect(features: Iterable[GeoObject]) -> GeoObject:
    """Return a FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def build_point(coordinate: Coordinate, **properties: object) -> GeoObject:
    """Return a point feature."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": _pair(coordinate)},
        "properties": properties,
    }


def build_line(coordinates: Sequence[Coordinate], **properties: object) -> GeoObject:
    """Return a line feature."""
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [_pair(one) for one in coordinates]},
        "properties": properties,
    }


def to_festival_points(marks: Iterable[FestivalMark]) -> GeoObject:
    """Return the festivals as points, in the order given."""
    return collect(
        build_point(
            mark.festival.coordinate,
            id=mark.festival.id,
            kind="festival",
            area=mark.festival.area.value,
            shape=SHAPES[mark.festival.area.value],
            stand_in=mark.festival.role is Role.STAND_IN,
            number=mark.number,
            months=list(mark.months),
            title=mark.festival.name,
            lines=list(mark.lines),
            anchor=mark.festival.id,
        )
        for mark in marks
    )


def to_leg_lines(itinerary: Itinerary, describe: Describe) -> GeoObject:
    """Return the legs of a trip as lines, in order; `kind` tells how surely the way is known."""
    features = []
    for number, day in enumerate(itinerary.days, start=1):
        for leg in (item for item in day.items if isinstance(item, Leg)):
            title, *lines = describe(leg)
            ends = (leg.origin.coordinate, leg.destination.coordinate)
            way = leg.geometry if len(leg.geometry) > 1 else ends
            features.append(
                build_line(
                    way,
                    kind=leg_kind(leg),
                    day=number,
                    title=title,
                    lines=lines,
                    anchor=f"day-{number}",
                )
            )
    return collect(features)


def leg_kind(leg: Leg) -> str:
    """Return `ferry`, `known` or `approximate`."""
    if leg.mode is Mode.FERRY:
        return "ferry"
    return "approximate" if leg.basis in ("approximate", "indicative", "straight") else "known"


def to_stop_points(itinerary: Itinerary, catalogue: Catalogue, describe: Describe) -> GeoObject:
    """Return the visits of a trip as points, numbered from 1 in the order of the trip."""
    features = []
    number = 0
    for day_number, day in enumerate(itinerary.days, start=1):
        for visit in (item for item in day.items if isinstance(item, Visit)):
            number += 1
            title, *lines = describe(visit)
            look = _visit_look(visit, catalogue)
            features.append(
                build_point(
                    visit.spot.coordinate,
                    id=visit.id,
                    number=number,
                    day=day_number,
                    title=title,
                    lines=lines,
                    anchor=f"stop-{number}",
                    **look,
                )
            )
    return collect(features)


def to_base_points(itinerary: Itinerary, describe: Describe, start_title: str) -> GeoObject:
    """Return where the trip starts and where nights are spent ashore, near ones once."""
    if not itinerary.days:
        return collect(())
    start = itinerary.days[0].origin
    features = [_base(start, "start", [start_title])]
    seen: set[tuple[float, float]] = set()
    for day in itinerary.days:
        for night in (item for item in day.items if isinstance(item, Night)):
            about = _rough(night.spot.coordinate)
            if not night.ferry and about not in seen:
                seen.add(about)
                features.append(_base(night.spot, "night", list(describe(night))))
    return collect(features)


def _base(spot: Spot, kind: str, lines: list[str]) -> GeoObject:
    """Return a place of the trip where nothing is visited."""
    return build_point(spot.coordinate, kind=kind, shape=SHAPES[kind], title=spot.name, lines=lines)


def _visit_look(visit: Visit, catalogue: Catalogue) -> dict[str, object]:
    """Return the properties that give a visit's mark its shape and colour."""
    if visit.kind is VisitKind.ATTRACTION:
        return {"kind": "attraction", "area": "", "shape": SHAPES["attraction"], "stand_in": False}
    festival = catalogue.get_festival(visit.id)
    return {
        "kind": "festival",
        "area": festival.area.value,
        "shape": SHAPES[festival.area.value],
        "stand_in": festival.role is Role.STAND_IN,
    }


def _rough(coordinate: Coordinate) -> tuple[float, float]:
    """Return a coordinate to about two kilometres."""
    return round(coordinate.lon * 40) / 40, round(coordinate.lat * 50) / 50


def _pair(coordinate: Coordinate) -> list[float]:
    """Return lon, lat, rounded."""
    return [round(coordinate.lon, DIGITS), round(coordinate.lat, DIGITS)]
