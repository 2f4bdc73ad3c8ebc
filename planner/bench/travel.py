"""How well and how quickly Filofesta finds ways: roads, matrices, dated connections."""

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from io import StringIO
from statistics import mean, median
from time import perf_counter
from typing import Any

from planner.bench.peers import TimeExpanded, networkx_roads
from planner.bench.report import Figure
from planner.errors import NoConnectionError, RequestError
from planner.model.clock import made_aware
from planner.model.journey import Spot
from planner.model.place import Coordinate
from planner.service import World
from planner.travel.departures import MOST_DAYS
from planner.travel.roads import road_way
from planner.travel.timed import Doors, earliest_arrivals

LIBRARIES = ("filofesta", "numpy", "scipy", "networkx", "shapely")
COLUMNS = ("from", "to", "from_lat", "from_lon", "to_lat", "to_lon", "road_km", "car_minutes")
CROW_FACTOR = 1.35
POINTS, POINT_SPREAD_DEG = 400, 0.02
PEER_SOURCES = 8
QUESTIONS, PEER_QUESTIONS = 300, 30
GREAT_CIRCLE = f"great circle × {CROW_FACTOR}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two points and the road between them as somebody else states it."""

    origin: Spot
    destination: Spot
    road_km: float
    car_minutes: float


def read_pairs(text: str) -> tuple[Pair, ...]:
    """Read reference pairs from CSV.

    Raises
    ------
    RequestError
        A column is missing or a figure is none.
    """
    reader = csv.DictReader(StringIO(text))
    missing = sorted(set(COLUMNS) - set(reader.fieldnames or ()))
    if missing:
        raise RequestError({"reference": f"columns are missing: {', '.join(missing)}"})
    pairs = []
    for row in reader:
        try:
            ends = [
                Spot(
                    f"{end} {row[end]}",
                    row[end],
                    Coordinate(float(row[f"{end}_lon"]), float(row[f"{end}_lat"])),
                    "IT",
                )
                for end in ("from", "to")
            ]
            pair = Pair(ends[0], ends[1], float(row["road_km"]), float(row["car_minutes"]))
        except (TypeError, ValueError) as fault:
            raise RequestError({"reference": f"line {reader.line_num}: {fault}"}) from fault
        if pair.road_km <= 0 or pair.car_minutes <= 0:
            raise RequestError({"reference": f"line {reader.line_num}: not above 0"})
        pairs.append(pair)
    if not pairs:
        raise RequestError({"reference": "there is no pair in it"})
    return tuple(pairs)


def road_figures(world: World, pairs: Sequence[Pair]) -> list[Figure]:
    """Compare kilometres and minutes with a reference, beside the great circle.

    Ways are found between the reference's coordinates, not its names.
    """
    km_off, minutes_off, crow_off, worst, lost = [], [], [], ("", 0.0), 0
    for pair in pairs:
        crow_m = pair.origin.coordinate.distance_m(pair.destination.coordinate)
        crow_off.append(100 * abs(crow_m * CROW_FACTOR / 1000 / pair.road_km - 1))
        try:
            way = road_way(world.network, pair.origin, pair.destination)
        except NoConnectionError:
            lost += 1
            continue
        off = 100 * abs(way.length_m / 1000 / pair.road_km - 1)
        km_off.append(off)
        minutes_off.append(100 * abs(way.duration_s / 60 / pair.car_minutes - 1))
        if off > worst[1]:
            worst = (f"{pair.origin.name} – {pair.destination.name}", off)
    if not km_off:
        raise RequestError({"reference": "no pair of it is joined by road"})
    peer = GREAT_CIRCLE
    return [
        Figure("road km, mean absolute error", mean(km_off), "%", 4.0, peer, mean(crow_off)),
        Figure("road km, median error", median(km_off), "%", None, peer, median(crow_off)),
        Figure("road km, worst", worst[1], "%", 12.0, peer, max(crow_off), worst[0]),
        Figure("minutes, mean absolute error", mean(minutes_off), "%", 8.0),
        Figure("minutes, median error", median(minutes_off), "%"),
        Figure("minutes, worst", max(minutes_off), "%"),
        Figure("pairs without a way", float(lost), "", 0.0, note=f"of {len(pairs)}"),
    ]


def seconds_of(work: Callable[[], Any]) -> float:
    """Return how long a piece of work takes [s]."""
    start = perf_counter()
    work()
    return perf_counter() - start


def random_spots(world: World, count: int, chance: random.Random) -> tuple[Spot, ...]:
    """Return points up to some 2 km from places."""
    places = sorted(world.gazetteer.places.values(), key=lambda place: place.id)
    spots = []
    for number, place in enumerate(chance.choices(places, k=count)):
        lon = place.coordinate.lon + chance.uniform(-POINT_SPREAD_DEG, POINT_SPREAD_DEG)
        lat = place.coordinate.lat + chance.uniform(-POINT_SPREAD_DEG, POINT_SPREAD_DEG)
        spots.append(Spot(f"point {number}", place.name, Coordinate(lon, lat), place.country))
    return tuple(spots)


def matrix_figures(world: World, seed: int) -> list[Figure]:
    """Measure driving times between 400 points."""
    chance = random.Random(seed)
    spots = random_spots(world, POINTS, chance)
    world.durations(spots[:10])
    ours = median(seconds_of(lambda: world.durations(spots)) for _ in range(5))
    sources = chance.sample(world.network.names, PEER_SOURCES)
    each = [seconds_of(partial(networkx_roads, world.network, [source])) for source in sources]
    note = f"networkx: median of {PEER_SOURCES} sources, extrapolated to {POINTS}"
    name = f"{POINTS} × {POINTS} points by road"
    return [Figure(name, ours, "s", 1.0, "networkx Dijkstra", median(each) * POINTS, note)]


def random_question(
    world: World, names: Sequence[str], first: date, chance: random.Random
) -> tuple[Doors, datetime]:
    """Return two places of the gazetteer and a moment in the year after a day."""
    ends = [world.gazetteer.places[name] for name in chance.sample(names, 2)]
    spots = [Spot(end.id, end.name, end.coordinate, end.country) for end in ends]
    moment = datetime.combine(first, time()) + timedelta(minutes=chance.randrange(525_600))
    return Doors(world.timetable, spots[0], spots[1]), moment


def ask(doors: Doors, moment: datetime) -> float:
    """Answer a question; return the arrival [s since 1970], inf where there is none."""
    try:
        return earliest_arrivals(doors, moment)[0].arrive.timestamp()
    except NoConnectionError:
        return float("inf")


def ask_peer(doors: Doors, moment: datetime) -> float:
    """Answer a question by a time-expanded graph of the two weeks, made for it."""
    timetable = doors.timetable
    now_s = made_aware(moment, doors.origin.country).timestamp()
    expanded = TimeExpanded(list(timetable.after(moment.date())), timetable.between_s)
    return expanded.arrival_s(doors, now_s)


def timed(answer: Callable[[Doors, datetime], float], *question: Any) -> tuple[float, float]:
    """Return how long an answer takes [ms], and the answer."""
    start = perf_counter()
    found = answer(*question)
    return 1000 * (perf_counter() - start), found


def connection_figures(world: World, seed: int, year: int = 2027) -> list[Figure]:
    """Measure dated connections between random places, on random days of a year."""
    chance, names = random.Random(seed), sorted(world.gazetteer.places)
    prepare_s = seconds_of(lambda: world.timetable.between_s)
    first = date(year, 1, 1)
    questions = [random_question(world, names, first, chance) for _ in range(QUESTIONS)]
    ours = [timed(ask, *question) for question in questions]
    fresh = [(replace(doors), moment) for doors, moment in questions[:PEER_QUESTIONS]]
    peers = [timed(ask_peer, *question) for question in fresh]
    agree = sum(mine[1] == other[1] for mine, other in zip(ours, peers, strict=False))
    took, peer_took = [spent for spent, _ in ours], [spent for spent, _ in peers]
    note = f"networkx: {PEER_QUESTIONS} of them, its graph of {MOST_DAYS} days made for each; "
    note += f"{agree} answered the same"
    peer = "networkx, time-expanded"
    name = f"dated connection, median of {QUESTIONS}"
    return [
        Figure(name, median(took), "ms", 20.0, peer, median(peer_took), note),
        Figure("dated connection, slowest", max(took), "ms", None, peer, max(peer_took)),
        Figure("preparing quays and roads, once", 1000 * prepare_s, "ms"),
    ]


def measure(world: World, pairs: Sequence[Pair], seed: int = 0) -> list[Figure]:
    """Run the whole bench; without reference pairs the comparison with them is left out."""
    roads = road_figures(world, pairs) if pairs else []
    return [*roads, *matrix_figures(world, seed), *connection_figures(world, seed)]
