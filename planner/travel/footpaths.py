"""How long walks along imported paths take, found once for what is always there."""

from collections import ChainMap, OrderedDict
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import floor

import numpy as np

from planner.graph.lines import Walked, near_pairs
from planner.model.journey import Spot
from planner.model.streets import Router

NEAR_PATH_M = 300.0
"""A spot farther from every path is walked to in a straight line."""
CELL_DEG = 0.05
"""Spots of one cell are asked about together."""
MOST_GUESTS = 64
Pair = tuple[int, int]


def path_times(
    router: Router, spots: Sequence[Spot], pairs: Iterable[Pair]
) -> dict[tuple[str, str], float]:
    """Return times along paths for some pairs of spots, both ways round alike [s].

    The longer of both directions.  Pairs that no path joins are left out, and those with an end
    away from all paths.
    """
    points = [spot.coordinate for spot in spots]
    on_path = np.array(router.snap_m(points), dtype=np.float64) <= NEAR_PATH_M
    partners: dict[int, set[int]] = {}
    for i, j in pairs:
        if on_path[i] and on_path[j]:
            partners.setdefault(i, set()).add(j)
    cells: dict[Pair, list[int]] = {}
    for i in partners:
        cell = floor(points[i].lon / CELL_DEG), floor(points[i].lat / CELL_DEG)
        cells.setdefault(cell, []).append(i)
    found: dict[tuple[str, str], float] = {}
    for rows in cells.values():
        columns = sorted(set().union(*(partners[i] for i in rows)))
        ends = [points[i] for i in rows], [points[j] for j in columns]
        there = np.array(router.table_s(*ends), dtype=np.float64)
        back = np.array(router.table_s(*ends[::-1]), dtype=np.float64).T
        longer, number = np.maximum(there, back), {j: k for k, j in enumerate(columns)}
        for row, i in enumerate(rows):
            for j in partners[i]:
                seconds = float(longer[row, number[j]])
                if np.isfinite(seconds):
                    found[spots[i].id, spots[j].id] = found[spots[j].id, spots[i].id] = seconds
    return found


class Footpaths:
    """Walks among fixed sites, and between them and the guests asked for last."""

    def __init__(self, router: Router, sites: Sequence[Spot]) -> None:
        self.router, self._sites = router, tuple(sites)
        self._guests: OrderedDict[tuple[Spot, ...], Walked] = OrderedDict()

    @cached_property
    def _known(self) -> dict[tuple[str, str], float]:
        return path_times(self.router, self._sites, near_pairs(self._sites))

    def between(self, guests: Sequence[Spot]) -> Walked:
        """Return times along paths among the sites and some guests [s]."""
        ids = {site.id for site in self._sites}
        new = tuple(dict.fromkeys(guest for guest in guests if guest.id not in ids))
        if not new:
            return self._known
        times = self._guests.get(new)
        if times is None:
            spots, first = (*self._sites, *new), len(self._sites)
            pairs = [pair for pair in near_pairs(spots) if max(pair) >= first]
            times = ChainMap(path_times(self.router, spots, pairs), self._known)
            self._guests[new] = times
        while len(self._guests) > MOST_GUESTS:
            self._guests.popitem(last=False)
        return times
