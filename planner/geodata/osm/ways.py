"""Ways, nodes and turn bans of an extract, in three passes over the file.

Ways first, then the bans that relations tell, then only those nodes that ways pass.  What is kept
lies in flat arrays: 8 bytes for each node of a way, 16 for the place of each node.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium import filter as only
from osmium.osm import NODE, RELATION, WAY

from planner.errors import DataError
from planner.geodata.osm.car import (
    FERRY_KMH,
    Pace,
    Tags,
    carries_cars,
    duration_s,
    is_blocking,
    pace_of,
)
from planner.geodata.osm.files import Extract, open_file, reading

MOST_WAYS, MOST_PASSED = 20_000_000, 200_000_000
"""Most ways and most nodes along them; what is larger outgrows the machine."""
TELL_EVERY = 50_000
BATCH = 1_000_000
"""Nodes that are sifted at a time."""
ROUNDABOUT, FERRY, LAST_METRES = 1, 2, 4
"""Bits of a way's kind."""
BANS = {"no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"}
ORDERS = {"only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn"}
NOT_FOR_CARS = {"motorcar", "motor_vehicle"}

Tell = Callable[[int], None]
"""Called with the number of objects read so far."""
Near = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]
"""Answers for each longitude and latitude whether the point is wanted."""


@dataclass
class Gathered:
    """What the passes have kept: a working record of one import."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    at: "array[int]" = field(default_factory=lambda: array("q", [0]))
    refs: "array[int]" = field(default_factory=lambda: array("q"))
    forward: "array[float]" = field(default_factory=lambda: array("f"))
    backward: "array[float]" = field(default_factory=lambda: array("f"))
    seconds: "array[float]" = field(default_factory=lambda: array("f"))
    """Stated duration of a ferry [s], else 0."""
    kind: "array[int]" = field(default_factory=lambda: array("b"))
    name: "array[int]" = field(default_factory=lambda: array("i"))
    names: dict[str, int] = field(default_factory=lambda: {"": 0})
    bans: list[tuple[int, int, int, int]] = field(default_factory=list)
    """From way, at node, to way, and 1 where every other way is banned instead."""
    closed: set[int] = field(default_factory=set)
    signals: set[int] = field(default_factory=set)
    newest: str = ""
    """Last change of a way that was kept (ISO 8601)."""

    def add(self, way: Any, pace: Pace, kind: int, seconds: float) -> None:
        """Keep a way."""
        refs = [ref for ref, _ in groupby(node.ref for node in way.nodes)]
        if len(refs) < 2:
            return
        self.ids.append(way.id)
        self.refs.extend(refs)
        self.at.append(len(self.refs))
        self.forward.append(pace.forward)
        self.backward.append(pace.backward)
        self.seconds.append(seconds)
        self.kind.append(kind)
        label = (way.tags.get("ref") or way.tags.get("name") or "")[:80]
        self.name.append(self.names.setdefault(label, len(self.names)))
        if way.timestamp.year > 1970:
            self.newest = max(self.newest, way.timestamp.strftime("%Y-%m-%dT%H:%M:%SZ"))


@dataclass(frozen=True)
class Places:
    """Nodes by their OSM id, ascending."""

    ids: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]

    def index(self, refs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of each node, -1 where the extract lacks it."""
        if not len(self.ids):
            return np.full(len(refs), -1, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.ids, refs), len(self.ids) - 1)
        return np.where(self.ids[found] == refs, found, -1)


class Passage(NamedTuple):
    """How a way is used."""

    pace: Pace
    kind: int
    seconds: float
    """Stated duration of a ferry [s], else 0."""


class Profile(NamedTuple):
    """Who uses ways: a car or a walker."""

    name: str
    """Of the finished pass on disk."""
    keys: tuple[str, ...]
    """A way has to have one of these to be looked at."""
    use: Callable[[Tags], Passage | None]


def counted(objects: Iterator[Any], tell: Tell) -> Iterator[Any]:
    """Yield objects and tell from time to time how many there were."""
    for number, one in enumerate(objects, 1):
        if number % TELL_EVERY == 0:
            tell(number)
        yield one


def passes(extract: Extract, kinds: Any, *filters: Any) -> Iterator[Any]:
    """Yield the objects of some kinds that pass filters."""
    found = osmium.FileProcessor(open_file(extract), kinds)
    for one in filters:
        found = found.with_filter(one)
    yield from found


def car_way(tags: Tags) -> Passage | None:
    """Return how a car uses a way or a ferry, None where it may not."""
    if "highway" in tags:
        pace = pace_of(tags)
        round_it = tags.get("junction") in {"roundabout", "circular"}
        kind = ROUNDABOUT * round_it | LAST_METRES * pace.last_metres
        return Passage(pace, kind, 0.0) if pace.forward or pace.backward else None
    if not carries_cars(tags):
        return None
    back = 0.0 if tags.get("oneway") == "yes" else FERRY_KMH
    return Passage(Pace(FERRY_KMH, back), FERRY, duration_s(tags.get("duration", "")) or 0.0)


CAR = Profile("ways", ("highway", "route"), car_way)


def gather_ways(extract: Extract, kept: Gathered, tell: Tell, profile: Profile = CAR) -> None:
    """Keep the ways that a profile uses: those of a car with ferries and their durations.

    Raises
    ------
    DataError
        The file is damaged, or holds more than the machine can.
    """
    with reading(extract.path):
        found = passes(extract, WAY, only.KeyFilter(*profile.keys))
        for way in counted(found, tell):
            used = profile.use({tag.k: tag.v for tag in way.tags})
            if used is not None:
                kept.add(way, *used)
            if len(kept.ids) > MOST_WAYS or len(kept.refs) > MOST_PASSED:
                reason = f"holds over {MOST_WAYS} ways or {MOST_PASSED} nodes along them"
                raise DataError(extract.name, None, f"{reason}; take a smaller extract")


def gather_bans(extract: Extract, kept: Gathered) -> None:
    """Keep the turn bans that hold for cars all day and turn at one node."""
    with reading(extract.path):
        for relation in passes(extract, RELATION, only.KeyFilter("restriction")):
            word = relation.tags.get("restriction", "")
            if NOT_FOR_CARS & set(relation.tags.get("except", "").split(";")):
                continue
            by_role: dict[str, list[int]] = {"from": [], "via": [], "to": []}
            for member in relation.members:
                if member.role in by_role and (member.type == "n") == (member.role == "via"):
                    by_role[member.role].append(member.ref)
            if word in BANS | ORDERS and len(by_role["via"]) == 1:
                via = by_role["via"][0]
                ends = [(a, b) for a in by_role["from"] for b in by_role["to"]]
                kept.bans += [(a, via, b, int(word in ORDERS)) for a, b in ends]


def gather_gates(extract: Extract, kept: Gathered) -> None:
    """Keep the nodes that stop a car, and those with traffic lights."""
    with reading(extract.path):
        for node in passes(extract, NODE, only.KeyFilter("barrier", "highway")):
            tags = {tag.k: tag.v for tag in node.tags}
            if is_blocking(tags):
                kept.closed.add(node.id)
            if tags.get("highway") == "traffic_signals":
                kept.signals.add(node.id)


def gather_places(
    extract: Extract, refs: NDArray[np.int64], tell: Tell, near: Near | None = None
) -> Places:
    """Return where some nodes are; nodes that the extract lacks are left out, and those not near.

    Nodes are sifted in batches.  Osmium's own filter by id would take a bit for every id up to the
    highest, which is over a gigabyte for today's numbers.
    """
    wanted = np.unique(refs)
    batches: list[Places] = []
    ids, lon, lat = array("q"), array("d"), array("d")

    def sift() -> None:
        batch = Places(np.array(ids, dtype=np.int64), np.array(lon), np.array(lat))
        kept = np.flatnonzero(np.isin(batch.ids, wanted))
        if near is not None:
            kept = kept[near(batch.lon[kept], batch.lat[kept])]
        batches.append(Places(batch.ids[kept], batch.lon[kept], batch.lat[kept]))
        for column in (ids, lon, lat):
            del column[:]

    with reading(extract.path):
        for node in counted(passes(extract, NODE), tell):
            location = node.location
            if location.valid():
                ids.append(node.id)
                lon.append(location.lon)
                lat.append(location.lat)
            if len(ids) >= BATCH:
                sift()
    sift()
    return join_places(batches)


def join_places(parts: list[Places]) -> Places:
    """Return the nodes of several extracts, each once."""
    ids = np.concatenate([part.ids for part in parts])
    known, first = np.unique(ids, return_index=True)
    lon = np.concatenate([part.lon for part in parts])
    lat = np.concatenate([part.lat for part in parts])
    return Places(known, lon[first], lat[first])
