"""Shortest ways over lanes: Dijkstra of scipy, or a contraction hierarchy where it installs.

The hierarchy is a customizable one (J. Dibbelt, B. Strasser, D. Wagner: Customizable Contraction
Hierarchies, ACM Journal of Experimental Algorithmics 21 (2016), doi 10.1145/2886843) in the
library pyroutingkit.  It counts whole milliseconds; tests compare it with Dijkstra.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from planner.graph.streets import Lanes

try:
    from pyroutingkit import CCH, INF_WEIGHT
except ImportError:  # no wheel for this machine: Dijkstra answers, later
    CCH, INF_WEIGHT = None, 0

MS = 1000.0
HAS_HIERARCHY = CCH is not None


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


class HierarchySearch:
    """A contraction hierarchy: some seconds of preparation, then milliseconds for each question."""

    def __init__(self, lanes: Lanes) -> None:
        turns = lanes.turns.tocoo()
        self.hierarchy = CCH()
        tails, heads = (np.asarray(ends, dtype=np.uint32) for ends in (turns.row, turns.col))
        self.hierarchy.build_topology(tails, heads, lanes.lat, lanes.lon, len(lanes.segment))
        weights = np.maximum(np.round(turns.data * MS), 1.0)
        self.hierarchy.customize_weights(weights.astype(np.uint32))

    def table_s(self, origins: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """Return times, shape (n, m) [s]; inf where nothing leads there."""
        (rows, row), (columns, column) = (
            np.unique(np.asarray(some, dtype=np.uint32), return_inverse=True)
            for some in (origins, targets)
        )
        # In ascending order neighbours come after each other, which is a tenth quicker.
        found = np.asarray(self.hierarchy.distances_many_to_many(rows, columns))
        return np.where(found >= INF_WEIGHT, np.inf, found / MS)[row[:, None], column]

    def path(self, origin: int, target: int) -> list[int]:
        """Return the lanes from one to another, both included; empty where nothing leads there."""
        found, lanes = self.hierarchy.query(origin, target)
        return [] if found >= INF_WEIGHT else [int(lane) for lane in lanes]


def best_search(lanes: Lanes) -> LaneSearch:
    """Return the hierarchy where it installs and there is something to search, else Dijkstra."""
    if HAS_HIERARCHY and lanes.turns.nnz:
        return HierarchySearch(lanes)
    return DijkstraSearch(lanes)
