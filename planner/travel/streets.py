"""The router over imported streets: tables of times, and single ways with their shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.graph.snapping import Snaps, StreetFinder
from planner.graph.streets import StreetNetwork
from planner.model.place import Coordinate
from planner.model.streets import StreetRoute
from planner.travel.street_search import LaneOrder, LaneSearch, best_search

ACCESS_KMH, ACCESS_WINDING = 15.0, 1.3
"""From a point to its street: yards and tracks that the map lacks; assumed."""


@dataclass(frozen=True, slots=True)
class End:
    """A point on a lane: what is left of the lane behind it, and what lies before it [s]."""

    lane: int
    share: float
    """How far along the lane, 0 at its start."""
    whole_s: float

    @property
    def left_s(self) -> float:
        """Time from the point to the end of the lane [s]."""
        return (1.0 - self.share) * self.whole_s


@dataclass(frozen=True)
class StreetRouter:
    """Answers over a street network, by a search that may be given."""

    streets: StreetNetwork
    chosen: LaneSearch | None = None
    basis: str = "osm"
    kept: LaneOrder | None = None
    """The order of the search, where an import wrote one."""
    access_kmh: float = ACCESS_KMH
    """Speed from a point to its street."""

    @cached_property
    def finder(self) -> StreetFinder:
        """Index of the streets."""
        return StreetFinder(self.streets)

    @cached_property
    def search(self) -> LaneSearch:
        """The given search, or the best that installs."""
        return self.chosen or best_search(self.streets.lanes, self.kept)

    def snap_m(self, points: Sequence[Coordinate]) -> list[float]:
        """Return how far each point lies from the nearest street [m]; inf where there is none."""
        return [float(metres) for metres in self.finder.find(points).away_m]

    def access_s(self, away_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the time from points to their streets [s]."""
        return np.asarray(away_m * ACCESS_WINDING / self.access_kmh * 3.6, dtype=np.float64)

    def ends(self, snaps: Snaps) -> list[list[End]]:
        """Return the lanes on which each point lies: one, or one for each way round."""
        lanes, found = self.streets.lanes, list[list[End]]()
        for segment, share, away_m in zip(snaps.segment, snaps.share, snaps.away_m, strict=True):
            both = ((False, float(share)), (True, 1.0 - float(share)))
            numbers = [(lanes.at.get((int(segment), back)), along) for back, along in both]
            known = [(lane, along) for lane, along in numbers if lane is not None]
            reached = known if np.isfinite(away_m) else []
            found.append([End(lane, along, float(lanes.seconds[lane])) for lane, along in reached])
        return found

    def table_s(
        self, origins: Sequence[Coordinate], destinations: Sequence[Coordinate]
    ) -> NDArray[np.float64]:
        """Return driving times, shape (n, m) [s], with the ways to the streets; inf where none."""
        first = self.finder.find(origins)
        snaps = [first, first if destinations is origins else self.finder.find(destinations)]
        ends = [self.ends(some) for some in snaps]
        rows, columns = ([end for some in side for end in some] for side in ends)
        times = self.between_s(rows, columns)
        for k, side in enumerate(ends):
            times = least(times, [len(some) for some in side], axis=k)
        access = [self.access_s(some.away_m) for some in snaps]
        found = times + access[0][:, None] + access[1][None, :]
        points = [np.array([(p.lon, p.lat) for p in some]) for some in (origins, destinations)]
        if len(origins) and len(destinations):
            here = (points[0][:, None, :] == points[1][None, :, :]).all(axis=2)
            found[here & np.isfinite(found)] = 0.0
        return np.asarray(found, dtype=np.float64)

    def between_s(self, origins: Sequence[End], targets: Sequence[End]) -> NDArray[np.float64]:
        """Return times between points on lanes, shape (n, m) [s]."""
        if not origins or not targets:
            return np.full((len(origins), len(targets)), np.inf)
        rows, columns = [end.lane for end in origins], [end.lane for end in targets]
        times = self.search.table_s(rows, columns)
        times = times + np.array([end.left_s for end in origins])[:, None]
        times -= np.array([end.left_s for end in targets])[None, :]
        same = np.argwhere(np.array(rows)[:, None] == np.array(columns)[None, :])
        for i, j in same:
            ahead_s = (targets[j].share - origins[i].share) * targets[j].whole_s
            times[i, j] = ahead_s if ahead_s >= 0 else ahead_s + self.round_s(rows[i])
        return np.asarray(times, dtype=np.float64)

    def round_s(self, lane: int) -> float:
        """Return how long it takes to come round to the end of a lane again [s]."""
        turns = self.streets.lanes.turns
        span = slice(turns.indptr[lane], turns.indptr[lane + 1])
        following = turns.indices[span].tolist()
        if not following:
            return float("inf")
        back = self.search.table_s(following, [lane])[:, 0]
        return float(np.min(turns.data[span] + back))

    def route(self, origin: Coordinate, destination: Coordinate) -> StreetRoute | None:
        """Return the quickest way, or None where no street leads there."""
        snaps = self.finder.find([origin, destination])
        starts, goals = self.ends(snaps)
        if not starts or not goals:
            return None
        times = self.between_s(starts, goals)
        i, j = np.unravel_index(int(np.argmin(times)), times.shape)
        if not np.isfinite(times[i, j]):
            return None
        start, goal = starts[i], goals[j]
        total_s = float(times[i, j] + self.access_s(snaps.away_m).sum())
        lanes = self.lanes_between(start, goal)
        away_m = float(snaps.away_m.sum()) * ACCESS_WINDING
        return self.describe(lanes, (start, goal), (origin, destination), (total_s, away_m))

    def lanes_between(self, start: End, goal: End) -> list[int]:
        """Return the lanes from one point to another, in order."""
        if start.lane != goal.lane:
            return self.search.path(start.lane, goal.lane)
        if goal.share >= start.share:
            return [start.lane]
        turns = self.streets.lanes.turns
        span = slice(turns.indptr[start.lane], turns.indptr[start.lane + 1])
        following = turns.indices[span].tolist()
        back = self.search.table_s(following, [goal.lane])[:, 0] + turns.data[span]
        return [start.lane, *self.search.path(following[int(np.argmin(back))], goal.lane)]

    def describe(
        self,
        lanes: Sequence[int],
        ends: tuple[End, End],
        doors: tuple[Coordinate, Coordinate],
        total: tuple[float, float],
    ) -> StreetRoute:
        """Return length, names and shape of lanes driven from a point to another.

        `total` is the time [s] and the way to and from the streets [m].
        """
        known = self.streets.lanes
        segments = [int(known.segment[lane]) for lane in lanes]
        lengths = [float(self.streets.length_m[segment]) for segment in segments]
        spans = [[0.0, 1.0] for _ in lanes]
        spans[0][0], spans[-1][1] = ends[0].share, ends[1].share
        length_m = sum(m * (end - begin) for m, (begin, end) in zip(lengths, spans, strict=True))
        line = [(doors[0].lon, doors[0].lat)]
        for lane, (begin, end) in zip(lanes, spans, strict=True):
            line += self.shape(lane, begin, end)
        line.append((doors[1].lon, doors[1].lat))
        every = (self.streets.names[self.streets.name[segment]] for segment in segments)
        names = [name for name in every if name]
        shown = [name for before, name in pairwise(["", *names]) if name != before]
        points = [point for before, point in pairwise([None, *line]) if point != before and point]
        return StreetRoute(
            length_m + total[1],
            total[0],
            tuple(shown),
            tuple(Coordinate(round(lon, 6), round(lat, 6)) for lon, lat in points[1:-1]),
        )

    def shape(self, lane: int, begin: float, end: float) -> list[tuple[float, float]]:
        """Return the points of a lane between two shares of its length."""
        known, streets = self.streets.lanes, self.streets
        span = slice(*streets.shape_at[known.segment[lane] : known.segment[lane] + 2])
        lon, lat = streets.lon[span], streets.lat[span]
        if known.reverse[lane]:
            lon, lat = lon[::-1], lat[::-1]
        step = np.hypot(np.diff(lon) * np.cos(np.radians(lat[0])), np.diff(lat))
        along = np.concatenate([[0.0], np.cumsum(step)])
        along = along / along[-1] if along[-1] > 0 else np.linspace(0.0, 1.0, len(along))
        inside = (along > begin) & (along < end)
        shares = np.concatenate([[begin], along[inside], [end]])
        points = zip(np.interp(shares, along, lon), np.interp(shares, along, lat), strict=True)
        return [(float(x), float(y)) for x, y in points]


def least(times: NDArray[np.float64], sizes: Sequence[int], axis: int) -> NDArray[np.float64]:
    """Return the least of each group of neighbouring rows or columns; inf for an empty group."""
    counts = np.array(sizes, dtype=np.int64)
    shape = list(times.shape)
    shape[axis] = len(counts)
    found, some = np.full(shape, np.inf), np.flatnonzero(counts)
    if len(some):
        starts = (np.cumsum(counts) - counts)[some]
        reduced = np.minimum.reduceat(times, starts, axis=axis)
        if axis == 0:
            found[some] = reduced
        else:
            found[:, some] = reduced
    return found
