"""A tiny world: two islands, two ferry lines, three feasts and six sights.

Levante (Italian, 40 km by 20 km) lies in the east, Ponente (French) in the west.  Each way a ship
sails by day and another overnight, every day of the year.  The feasts fall in the first days of
October 2027: `torta` in the east on 2 and 3, `miele` in the west on 5 and 6, `palio` in the east
on 9 and 10.

::

    Ponente (west)                 Levante (east)
    riva ── colle ── bosco         molo ── borgo ── rocca
      └──── ferries ────────────────┘
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from types import MappingProxyType
from typing import Any

from planner.geodata.emissions import read_emission_factors
from planner.graph.network import TravelNetwork
from planner.graph.roads import LandOutline, build_road_graph
from planner.model.catalogue import Catalogue
from planner.model.festival import Attraction, Edition, Festival
from planner.model.gazetteer import Gazetteer
from planner.model.journey import Spot
from planner.model.place import Area, Coordinate, Place, Port, Source
from planner.model.request import DayRange, TripRequest
from planner.model.timetable import Corridor, Crossing, TimetableStatus
from planner.optimise.trip import Offer
from planner.service import DATA, World, offer_of
from tests.web.builder import build_attraction, build_edition, build_festival

READ_ON = date(2026, 11, 21)
AREAS = {"east": Area.TUSCANY, "west": Area.CORSICA}
COUNTRIES = {"east": "IT", "west": "FR"}
SPOTS = {
    "molo": ("east", 10.00, 43.0),
    "borgo": ("east", 10.15, 43.0),
    "rocca": ("east", 10.35, 43.1),
    "riva": ("west", 9.40, 43.0),
    "colle": ("west", 9.25, 43.0),
    "bosco": ("west", 9.05, 42.9),
}
FEASTS = {
    "torta": ("borgo", (2, 3)),
    "miele": ("bosco", (5, 6)),
    "palio": ("rocca", (9, 10)),
}
SIGHTS = {
    "torre": ("borgo", "Mo-Su 10:00-18:00"),
    "faro": ("molo", "24/7"),
    "fonte": ("rocca", "unknown"),
    "ponte": ("colle", "24/7"),
    "mulino": ("bosco", "Mo-Su 09:00-12:30"),
    "spiaggia": ("riva", "unknown"),
}
SAILINGS = {"day": (time(10), time(13), 0, 10_800), "night": (time(21), time(7), 1, 36_000)}


def place_at(name: str) -> Place:
    """Return a settlement."""
    land, lon, lat = SPOTS[name]
    at = Coordinate(lon, lat)
    return Place(name, name.capitalize(), at, land, COUNTRIES[land], AREAS[land], 1_000)


def spot_at(name: str) -> Spot:
    """Return a settlement as an end of a leg."""
    place = place_at(name)
    return Spot(place.id, place.name, place.coordinate, place.country)


def quay_of(name: str) -> Port:
    """Return the ferry port of a settlement, some 1.3 km from its middle."""
    place = place_at(name)
    at = Coordinate(place.coordinate.lon, place.coordinate.lat + 0.012)
    return Port(
        f"{name}-port", place.name, place.id, at, place.land, "ferry", place.area, place.country
    )


def square(land: str, west: float, east: float) -> dict[str, Any]:
    """Return an island as a GeoJSON feature."""
    ring = [[west, 42.8], [east, 42.8], [east, 43.2], [west, 43.2], [west, 42.8]]
    outline = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "geometry": outline, "properties": {"id": land}}


def build_land() -> dict[str, Any]:
    """Return the outlines of both islands."""
    islands = [square("west", 9.0, 9.45), square("east", 9.95, 10.45)]
    return {"type": "FeatureCollection", "features": islands}


def build_corridor(start: str, end: str, minutes: int, **changes: Any) -> Corridor:
    """Return a known road of 30 km/h and more."""
    road = Corridor(start, end, "SP1", (), minutes * 600, minutes * 60, "own knowledge", "high")
    return replace(road, **changes)


def build_crossing(origin: str, target: str, sort: str = "day", **changes: Any) -> Crossing:
    """Return a daily sailing all year: `day` 10:00 to 13:00, `night` 21:00 to 07:00."""
    depart, arrive, arrive_day, duration_s = SAILINGS[sort]
    facts: dict[str, Any] = {
        "id": f"{origin}-{target}-{sort}",
        "from_port": f"{origin}-port",
        "to_port": f"{target}-port",
        "operator": "Linea Prova",
        "mode": "car",
        "season_from": (1, 1),
        "season_to": (12, 31),
        "weekdays": frozenset(range(7)),
        "depart": depart,
        "duration_s": duration_s,
        "arrive": arrive,
        "arrive_day": arrive_day,
        "times_basis": "source",
        "status": TimetableStatus.TIMETABLE,
        "source_year": 2026,
        "valid_from": None,
        "valid_to": None,
        "checked_on": READ_ON,
        "note": "",
        "sources": ("page-1",),
    }
    return Crossing(**{**facts, **changes})


def build_crossings() -> tuple[Crossing, ...]:
    """Return a day and an overnight sailing each way."""
    ways = (("molo", "riva"), ("riva", "molo"))
    return tuple(build_crossing(*way, sort) for way in ways for sort in SAILINGS)


def build_feast(festival_id: str, **changes: Any) -> Festival:
    """Return one of the feasts, open from 10:00 to 18:00 for visits of two hours."""
    place = place_at(FEASTS[festival_id][0])
    facts = {"country": place.country, "coordinate": place.coordinate, "municipality": place.name}
    return build_festival(festival_id, AREAS[place.land], **{**facts, **changes})


def build_sight(attraction_id: str, **changes: Any) -> Attraction:
    """Return one of the sights, for visits of one to two hours; it stands by its settlement."""
    where, hours = SIGHTS[attraction_id]
    place = place_at(where)
    facts = {
        "id": attraction_id,
        "name": attraction_id.capitalize(),
        "municipality": place.name,
        "area": AREAS[place.land],
        "country": place.country,
        "coordinate": Coordinate(place.coordinate.lon + 0.004, place.coordinate.lat),
        "opening_hours": hours,
    }
    return build_attraction(**{**facts, **changes})


def build_editions() -> tuple[Edition, ...]:
    """Return the edition of each feast in October 2027."""
    return tuple(
        build_edition(feast, date(2027, 10, days[0]), len(days))
        for feast, (_, days) in FEASTS.items()
    )


def build_catalogue(**changes: Any) -> Catalogue:
    """Return the records of the tiny world."""
    source = Source("page-1", "https://example.org/page", "example.org", READ_ON)
    facts: dict[str, Any] = {
        "festivals": {feast: build_feast(feast) for feast in FEASTS},
        "rules": (),
        "editions": build_editions(),
        "attractions": {sight: build_sight(sight) for sight in SIGHTS},
        "businesses": {},
        "sources": {source.id: source},
        "first_day": date(2026, 1, 1),
        "last_day": date(2028, 12, 31),
    }
    return Catalogue(**{**facts, **changes})


def build_roads() -> tuple[Corridor, ...]:
    """Return the known roads, 20 minutes each, those into the hills 30."""
    return (
        build_corridor("molo", "borgo", 20),
        build_corridor("borgo", "rocca", 30),
        build_corridor("riva", "colle", 20),
        build_corridor("colle", "bosco", 30),
    )


def build_network(
    places: Iterable[Place] | None = None, corridors: Iterable[Corridor] | None = None
) -> TravelNetwork:
    """Return the travel network of the tiny world, or of other places and roads on its islands."""
    known = build_roads() if corridors is None else corridors
    nodes = [place_at(name) for name in SPOTS] if places is None else places
    return TravelNetwork.build(build_road_graph(nodes, known, LandOutline.build(build_land())))


def town_world(**changes: Any) -> World:
    """Return the tiny world; any part may be given."""
    ports = [quay_of("molo"), quay_of("riva")]
    facts: dict[str, Any] = {
        "catalogue": build_catalogue(),
        "gazetteer": Gazetteer.build([place_at(name) for name in SPOTS], ports),
        "crossings": build_crossings(),
        "basemap": MappingProxyType({"land": build_land()}),
        "network": build_network(),
        "data_version": "town",
        "factors": read_emission_factors(DATA),
    }
    return World(**{**facts, **changes})


def town_offer(**changes: Any) -> Offer:
    """Return what the optimiser may ask of the tiny world; any part may be given."""
    return offer_of(town_world(**changes))


def town_request(**changes: Any) -> TripRequest:
    """Return a wish that holds all three feasts: Molo and back, 1 to 12 October, up to 10 days."""
    facts: dict[str, Any] = {
        "start": spot_at("molo"),
        "end": spot_at("molo"),
        "earliest": date(2027, 10, 1),
        "latest": date(2027, 10, 12),
        "days": DayRange(1, 10),
        "time_limit_s": 1.0,
    }
    return TripRequest(**{**facts, **changes})
