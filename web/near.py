"""What lies near a feast, with the way there: sights, businesses of the network, other feasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from planner.errors import NoConnectionError
from planner.export.geojson import SHAPES, GeoObject, build_point, collect
from planner.model.festival import Attraction, Business, Festival
from planner.model.journey import RoadWay, Spot
from planner.model.place import Coordinate
from planner.service import World, find_spot
from web.formats import hours, kilometres
from web.speech import gettext
from web.wording import area_name

SIGHTS, BUSINESSES, FEASTS = 8, 5, 3
"""How many of each are told at most."""
NEAR_M, FEAST_NEAR_M = 35_000.0, 90_000.0
"""Farther off as the crow flies, nothing is called near."""
ON_FOOT_M = 700


@dataclass(frozen=True, slots=True)
class NearThing:
    """Something near a feast; `number` is its mark's on the map."""

    record: Attraction | Business | Festival
    number: int
    way: RoadWay | None
    """By road from the feast; None where no road leads there."""
    coordinate: Coordinate

    @property
    def how(self) -> str:
        """How far it is, in words."""
        if self.way is None:
            return gettext("no road leads there")
        if self.way.length_m < ON_FOOT_M:
            return gettext("in walking distance")
        return f"{kilometres(self.way.length_m)}, {hours(self.way.duration_s)}"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """All that is near a feast, each list the nearest first."""

    sights: tuple[NearThing, ...]
    businesses: tuple[NearThing, ...]
    feasts: tuple[NearThing, ...]


def list_near(world: World, festival: Festival) -> Neighbourhood:
    """Return what lies near a feast; sights and businesses are numbered through."""
    catalogue = world.catalogue
    home = find_spot(world, festival.id)
    sights = _nearest(home, catalogue.attractions.values(), NEAR_M, SIGHTS)
    firms = _nearest(home, catalogue.businesses.values(), NEAR_M, BUSINESSES)
    others = (one for one in catalogue.festivals.values() if one.id != festival.id)
    feasts = _nearest(home, others, FEAST_NEAR_M, FEASTS)
    return Neighbourhood(
        _things(world, home, sights, 1),
        _things(world, home, firms, len(sights) + 1),
        _things(world, home, feasts, 0),
    )


Record = Attraction | Business | Festival


def _nearest(home: Spot, records: Iterable[Record], most_m: float, count: int) -> list[Record]:
    """Return the nearest records as the crow flies."""
    placed = [
        (home.coordinate.distance_m(one.coordinate), one)
        for one in records
        if one.coordinate is not None
    ]
    near = [pair for pair in placed if pair[0] <= most_m]
    return [one for _, one in sorted(near, key=lambda pair: (pair[0], pair[1].id))[:count]]


def _things(
    world: World, home: Spot, records: Iterable[Record], first: int
) -> tuple[NearThing, ...]:
    """Return records with the ways to them, the quickest first; numbered from `first` unless 0."""
    found = [(_way(world, home, one), one) for one in records]
    ranked = sorted(found, key=lambda pair: pair[0].duration_s if pair[0] else inf)
    return tuple(
        NearThing(one, first and first + place, way, one.coordinate or home.coordinate)
        for place, (way, one) in enumerate(ranked)
    )


def _way(world: World, home: Spot, record: Record) -> RoadWay | None:
    """Return the way by road to a record, None where there is none."""
    spot = Spot(record.id, record.name, record.coordinate or home.coordinate, record.country)
    try:
        return world.way(home, spot)
    except NoConnectionError:
        return None


def to_near_points(near: Neighbourhood) -> GeoObject:
    """Return sights and businesses as numbered points."""
    return collect(
        build_point(
            thing.coordinate,
            kind="attraction" if isinstance(thing.record, Attraction) else "business",
            shape=SHAPES["attraction" if isinstance(thing.record, Attraction) else "business"],
            number=thing.number,
            title=thing.record.name,
            lines=[f"{thing.record.municipality}, {area_name(thing.record.area)}", thing.how],
            anchor=f"near-{thing.number}",
        )
        for thing in (*near.sights, *near.businesses)
    )
