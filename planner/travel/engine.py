"""One interface to roads for the rooms above, whatever data stands behind.

`BuiltInRoads` asks the built-in network.  `JoinedRoads` asks imported streets where both ends lie
on them, the built-in network where neither does, and leads from one to the other over the places
at the rim of the streets.  Both keep the same laws: symmetric times in whole minutes, the triangle
law, no road from land to land.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import floyd_warshall

from planner.errors import NoConnectionError
from planner.graph.network import TravelNetwork
from planner.model.journey import RoadWay, Spot
from planner.model.place import Coordinate
from planner.model.streets import Router
from planner.travel.roads import MINUTE_S, RoadTree, minutes_up, road_matrix, way_from

NEAR_STREET_M = 1_000.0
"""A spot farther from every imported street counts as outside the extract."""
Lands = Sequence[str | None]


class RoadEngine(Protocol):
    """What the rooms above ask about roads."""

    def matrix(self, spots: Sequence[Spot], lands: Lands) -> NDArray[np.float64]:
        """Return driving times, shape (n, n) [s]: whole minutes, symmetric, inf where no road."""

    def route(self, origin: Spot, destination: Spot, lands: Lands = (None, None)) -> RoadWay:
        """Return the quickest known way; raise NoConnectionError where no road leads."""


@dataclass(frozen=True)
class BuiltInRoads:
    """The hand-kept corridors and the proximity graph between them."""

    network: TravelNetwork

    def matrix(self, spots: Sequence[Spot], lands: Lands) -> NDArray[np.float64]:
        """Return driving times, shape (n, n) [s]: whole minutes, symmetric, inf where no road."""
        return road_matrix(self.network, spots, lands)

    def route(self, origin: Spot, destination: Spot, lands: Lands = (None, None)) -> RoadWay:
        """Return the quickest known way; raise NoConnectionError where no road leads."""
        tree = RoadTree.grow(self.network, origin, lands[0])
        return way_from(self.network, tree, destination, lands[1])


@dataclass(frozen=True)
class JoinedRoads:
    """Imported streets where they lead, the built-in network elsewhere.

    A time is the longer of both directions, since the rooms above plan without one.
    """

    network: TravelNetwork
    router: Router

    def inside(self, points: Sequence[Coordinate]) -> NDArray[np.bool_]:
        """Answer for each point whether it lies on the imported streets."""
        return np.array(self.router.snap_m(points), dtype=np.float64) <= NEAR_STREET_M

    @cached_property
    def rim(self) -> tuple[Spot, ...]:
        """Places on the streets from which a built-in road leads off them."""
        names, graph = self.network.names, self.network.graph
        inside = dict(zip(names, self.inside(self.network.coordinates), strict=True))
        return tuple(
            Spot(name, name, self.network.coordinates[self.network.index[name]], "")
            for name in names
            if inside[name] and not all(inside[other] for other in graph[name])
        )

    def street_s(self, spots: Sequence[Spot]) -> NDArray[np.float64]:
        """Return times along streets, the longer of both directions, shape (n, n) [s]."""
        points = [spot.coordinate for spot in spots]
        found = np.array(self.router.table_s(points, points), dtype=np.float64)
        return np.asarray(np.maximum(found, found.T), dtype=np.float64)

    def known_lands(self, spots: Sequence[Spot], lands: Lands) -> list[str]:
        """Return the land of each spot."""
        pairs = zip(spots, lands, strict=True)
        return [land or self.network.land_at(spot.coordinate) for spot, land in pairs]

    def matrix(self, spots: Sequence[Spot], lands: Lands) -> NDArray[np.float64]:
        """Return driving times, shape (n, n) [s]: whole minutes, symmetric, inf where no road."""
        inside = self.inside([spot.coordinate for spot in spots]) if spots else np.zeros(0, bool)
        if not inside.any():
            return road_matrix(self.network, spots, lands)
        count, own = len(spots), np.array(self.known_lands(spots, lands))
        rim = self.rim if not inside.all() else ()
        every = road_matrix(self.network, (*spots, *rim), (*own.tolist(), *[None] * len(rim)))
        found, on = every[:count, :count].copy(), np.flatnonzero(inside)
        streets = self.street_s((*(spots[k] for k in on.tolist()), *rim))
        there = streets[: len(on), : len(on)]
        both = np.ix_(on, on)
        found[both] = np.where(np.isfinite(there), there, found[both])
        if rim:
            off = np.flatnonzero(~inside)
            over = streets[: len(on), len(on) :, None] + every[count:, off][None, :, :]
            least = over.min(axis=1)
            mixed = np.where(np.isfinite(least), least, found[np.ix_(on, off)])
            found[np.ix_(on, off)], found[np.ix_(off, on)] = mixed, mixed.T
        found[own[:, None] != own[None, :]] = inf
        np.fill_diagonal(found, 0.0)
        whole = np.ceil((closed(found) - 1e-6) / MINUTE_S) * MINUTE_S + 0.0
        return np.asarray(whole, dtype=np.float64)

    def route(self, origin: Spot, destination: Spot, lands: Lands = (None, None)) -> RoadWay:
        """Return the quickest known way; raise NoConnectionError where no road leads."""
        inside = self.inside([origin.coordinate, destination.coordinate])
        own = self.known_lands((origin, destination), lands)
        way = None
        if inside.all() and own[0] == own[1]:
            way = self.along(origin, destination)
        elif inside.any() and own[0] == own[1]:
            way = self.over_rim(origin, destination, bool(inside[0]))
        return way or BuiltInRoads(self.network).route(origin, destination, lands)

    def along(self, origin: Spot, destination: Spot) -> RoadWay | None:
        """Return the way along streets, or None where they do not lead there."""
        found = self.router.route(origin.coordinate, destination.coordinate)
        seconds = self.street_s((origin, destination))[0, 1]
        if found is None or seconds == inf:
            return None
        line = (origin.coordinate, *found.geometry, destination.coordinate)
        basis, length_m = self.router.basis, round(found.length_m)
        return RoadWay(length_m, round(seconds), basis, found.roads, tuple(dict.fromkeys(line)))

    def over_rim(self, origin: Spot, destination: Spot, starts_inside: bool) -> RoadWay | None:
        """Return the way over the rim of the streets, or None where none leads over it."""
        near, far = (origin, destination) if starts_inside else (destination, origin)
        rim = self.rim
        if not rim:
            return None
        streets = self.street_s((near, *rim))[0, 1:]
        roads = road_matrix(self.network, (far, *rim), [None] * (1 + len(rim)))[0, 1:]
        best = int(np.argmin(streets + roads))
        first = self.along(near, rim[best]) if streets[best] + roads[best] < inf else None
        if first is None:
            return None
        try:
            second = BuiltInRoads(self.network).route(rim[best], far)
        except NoConnectionError:
            return None
        way = RoadWay(
            first.length_m + second.length_m,
            round(streets[best] + roads[best]),
            "approximate" if second.basis == "approximate" else first.basis,
            (*first.roads, *second.roads),
            (*first.geometry, *second.geometry[1:]),
        )
        if starts_inside:
            return way
        return RoadWay(way.length_m, way.duration_s, way.basis, way.roads[::-1], way.geometry[::-1])


def closed(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return times in which no detour over another spot is quicker than the way itself.

    Streets have no such law: one may turn round at a stop where a driver passing may not.
    """
    if len(seconds) < 3:
        return seconds
    apart = np.maximum(seconds, 1e-9)  # scipy takes 0 for "no way"
    np.fill_diagonal(apart, 0.0)
    return np.asarray(floyd_warshall(apart, directed=False), dtype=np.float64)


def to_quays_s(engine: RoadEngine, spot: Spot, quays: Sequence[Spot], lands: Lands) -> list[float]:
    """Return the driving time between a spot and each quay [s], whole minutes."""
    row = engine.matrix((spot, *quays), lands)[0, 1:]
    return [minutes_up(float(seconds)) for seconds in row]
