"""From a point to the nearest street: which segment, where along it, how far away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from planner.graph.roads import flat
from planner.graph.streets import StreetNetwork
from planner.model.place import Coordinate

FERRY = 2
"""Bit of a segment's kind: nobody starts on a ferry."""


@dataclass(frozen=True, slots=True)
class Snaps:
    """Nearest streets of some points, as arrays of one length."""

    segment: NDArray[np.int64]
    share: NDArray[np.float64]
    """How far along the segment, 0 at its tail, 1 at its head."""
    away_m: NDArray[np.float64]


@dataclass(frozen=True)
class StreetFinder:
    """The streets that lanes use, indexed by where they lie."""

    streets: StreetNetwork

    @cached_property
    def candidates(self) -> NDArray[np.int64]:
        """Segments with a lane, ferries left out."""
        used = np.unique(self.streets.lanes.segment)
        return np.asarray(used[(self.streets.kind[used] & FERRY) == 0], dtype=np.int64)

    @cached_property
    def lines(self) -> Any:
        """Shapes of the candidates on a plane [m]."""
        at, chosen = self.streets.shape_at, self.candidates
        counts = at[chosen + 1] - at[chosen]
        starts = np.cumsum(counts) - counts
        points = np.repeat(at[chosen] - starts, counts) + np.arange(counts.sum())
        plane = plane_of(self.streets.lon[points], self.streets.lat[points])
        return shapely.linestrings(plane, indices=np.repeat(np.arange(len(chosen)), counts))

    @cached_property
    def tree(self) -> Any:
        """Index of the shapes."""
        return shapely.STRtree(self.lines)

    def find(self, points: Sequence[Coordinate]) -> Snaps:
        """Return the nearest street of each point; inf metres away where there is none at all."""
        count = len(points)
        if not len(self.candidates) or not count:
            nothing = np.zeros(count)
            return Snaps(nothing.astype(np.int64), nothing, np.full(count, np.inf))
        spots = shapely.points(flat(points))
        nearest = self.tree.nearest(spots)
        lines = self.lines[nearest]
        share = shapely.line_locate_point(lines, spots, normalized=True)
        return Snaps(self.candidates[nearest], share, shapely.distance(lines, spots))


def plane_of(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points on the plane of `flat`, shape (n, 2) [m]."""
    corner = flat([Coordinate(1.0, 1.0)])[0]
    return np.column_stack([lon * corner[0], lat * corner[1]])
