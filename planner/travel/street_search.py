"""Shortest ways over lanes: Dijkstra of scipy, or a contraction hierarchy where it installs.

The hierarchy is a customizable one (J. Dibbelt, B. Strasser, D. Wagner: Customizable Contraction
Hierarchies, ACM Journal of Experimental Algorithmics 21 (2016), doi 10.1145/2886843) in the
library pyroutingkit.  It counts whole milliseconds; tests compare it with Dijkstra.  Where its
order was kept, tables come from our own sweep over it; the library tells its order only on disk.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from planner.graph.streets import Lanes
from planner.travel.contraction import NEVER, Contraction

try:
    from pyroutingkit import CCH, INF_WEIGHT
except ImportError:  # no wheel for this machine: Dijkstra answers, later
    CCH, INF_WEIGHT = None, 0

MS = 1000.0
Numbers = NDArray[np.uint32]
Floats = NDArray[Any]
Arcs = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]
"""Tails, heads and times [s] of arcs."""
HAS_HIERARCHY = CCH is not None


class LaneOrder(Protocol):
    """An order of lanes that may have been kept on disk."""

    def find(self, tails: Numbers, heads: Numbers, count: int) -> tuple[str, Numbers] | None:
        """Return the folder of an order for these arcs, and when each node is contracted in it."""


class LaneSearch(Protocol):
    """Finds the quickest ways from the end of lanes to the end of others."""

    def table_s(self, origins: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """Return times, shape (n, m) [s]; inf where nothing leads there."""

    def path(self, origin: int, target: int) -> list[int]:
        """Return the lanes from one to another, both included; empty where nothing leads there."""


class DijkstraSearch:
    """One search from every origin: exact, slow for many, needs no preparation."""

    def __init__(self, lanes: Lanes) -> None:
        self.turns = lanes.turns

    def table_s(self, origins: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """Return times, shape (n, m) [s]; inf where nothing leads there."""
        found = np.full((len(origins), len(targets)), np.inf)
        for row, origin in enumerate(origins):
            found[row] = dijkstra(self.turns, indices=origin)[list(targets)]
        return found

    def path(self, origin: int, target: int) -> list[int]:
        """Return the lanes from one to another, both included; empty where nothing leads there."""
        seconds, before = dijkstra(self.turns, indices=origin, return_predecessors=True)
        if not np.isfinite(seconds[target]):
            return []
        lanes = [target]
        while lanes[-1] != origin:
            lanes.append(int(before[lanes[-1]]))
        return lanes[::-1]


class ArcHierarchy:
    """A contraction hierarchy: some seconds of preparation, then milliseconds for each question.

    Where its order was kept, the preparation takes a fraction of a second.
    """

    def __init__(self, arcs: Arcs, where: tuple[Floats, Floats], kept: LaneOrder | None) -> None:
        """Prepare the arcs between as many nodes as `where` has latitudes and longitudes."""
        (lat, lon), count = (np.asarray(some, dtype=np.float32) for some in where), len(where[0])
        tails, heads = (np.asarray(ends, dtype=np.uint32) for ends in arcs[:2])
        order = None if kept is None else kept.find(tails, heads, count)
        self.hierarchy: Any = order and loaded(order[0], len(tails), count)
        self.was_kept = self.hierarchy is not None
        if self.hierarchy is None:
            self.hierarchy = CCH()
            self.hierarchy.build_topology(tails, heads, lat, lon, count)
        weights = np.clip(np.round(arcs[2] * MS), 1.0, float(NEVER)).astype(np.uint32)
        self.hierarchy.customize_weights(weights)
        self.contraction = order and Contraction(order[1], tails, heads, weights)

    def save(self, folder: str) -> None:
        """Write the order into a folder that is there."""
        self.hierarchy.save_topology(folder)

    def table_s(self, origins: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """Return times, shape (n, m) [s]; inf where nothing leads there."""
        if self.contraction is not None:
            chosen = (np.asarray(some, dtype=np.int64) for some in (origins, targets))
            swept = self.contraction.table(*chosen)
            return np.where(swept >= NEVER, np.inf, swept / MS)
        asked = (np.asarray(some, dtype=np.uint32) for some in (origins, targets))
        found = np.asarray(self.hierarchy.distances_many_to_many(*asked))
        return np.where(found >= INF_WEIGHT, np.inf, found / MS)

    def path(self, origin: int, target: int) -> list[int]:
        """Return the lanes from one to another, both included; empty where nothing leads there."""
        found, lanes = self.hierarchy.query(origin, target)
        return [] if found >= INF_WEIGHT else [int(lane) for lane in lanes]


class HierarchySearch(ArcHierarchy):
    """A hierarchy over lanes, so that every turn has its price."""

    def __init__(self, lanes: Lanes, kept: LaneOrder | None = None) -> None:
        turns = lanes.turns.tocoo()
        super().__init__((turns.row, turns.col, turns.data), (lanes.lat, lanes.lon), kept)


class JunctionSearch:
    """A hierarchy over junctions, where turns cost nothing: a quarter of the work for walkers."""

    def __init__(self, lanes: Lanes, kept: LaneOrder | None = None) -> None:
        count = len(lanes.segment)
        every, number = np.unique(np.concatenate([lanes.tail, lanes.head]), return_inverse=True)
        self.tail, self.head, self.seconds = number[:count], number[count:], lanes.seconds
        # Of lanes between the same junctions the quickest counts, and none that comes back.
        order = np.lexsort((self.seconds, self.head, self.tail))
        ends = self.tail[order] * len(every) + self.head[order]
        first = np.unique(ends, return_index=True)[1]
        best = order[first]
        best = best[self.tail[best] != self.head[best]]
        self.lane_of = {(int(self.tail[lane]), int(self.head[lane])): int(lane) for lane in best}
        where = np.zeros((2, len(every)))
        where[:, self.tail] = lanes.lat, lanes.lon
        where[:, self.head] = lanes.lat, lanes.lon
        arcs = (self.tail[best], self.head[best], self.seconds[best])
        self.junctions = ArcHierarchy(arcs, (where[0], where[1]), kept)

    @property
    def was_kept(self) -> bool:
        """Whether its order was found on disk."""
        return self.junctions.was_kept

    def save(self, folder: str) -> None:
        """Write the order into a folder that is there."""
        self.junctions.save(folder)

    def table_s(self, origins: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """Return times, shape (n, m) [s]; inf where nothing leads there."""
        rows, columns = np.asarray(origins, dtype=np.int64), np.asarray(targets, dtype=np.int64)
        between = self.junctions.table_s(self.head[rows].tolist(), self.tail[columns].tolist())
        found = between + self.seconds[columns][None, :]
        return np.where(rows[:, None] == columns[None, :], 0.0, found)

    def path(self, origin: int, target: int) -> list[int]:
        """Return the lanes from one to another, both included; empty where nothing leads there."""
        if origin == target:
            return [origin]
        met = self.junctions.path(int(self.head[origin]), int(self.tail[target]))
        if not met:
            return []
        return [origin, *(self.lane_of[pair] for pair in pairwise(met)), target]


def loaded(folder: str, arcs: int, nodes: int) -> Any:
    """Return the hierarchy of a kept order, None where it is not one of so many arcs and nodes."""
    hierarchy = CCH()
    try:
        hierarchy.load_topology(folder)
    except (RuntimeError, ValueError):
        return None
    return hierarchy if (hierarchy.arc_count, hierarchy.node_count) == (arcs, nodes) else None


def best_search(lanes: Lanes, kept: LaneOrder | None = None) -> LaneSearch:
    """Return the hierarchy where it installs and there is something to search, else Dijkstra."""
    if HAS_HIERARCHY and lanes.turns.nnz:
        return JunctionSearch(lanes, kept) if lanes.on_foot else HierarchySearch(lanes, kept)
    return DijkstraSearch(lanes)
