"""The bound by hours of one departure day."""

from collections.abc import Iterator
from math import gcd
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.bound import HOPELESS, Horizon
from planner.optimise.departure import Budget, Departure
from planner.optimise.grid import FAR, Grid
from planner.optimise.hours.forward import mark
from planner.optimise.hours.guide import Guide, next_alive, no_guide
from planner.optimise.hours.path import best_path
from planner.optimise.hours.recall import Recall, build_recall, first_known, learn
from planner.optimise.hours.table import NOTHING, Hours, fill_day
from planner.optimise.live import Roads, all_roads, as_pairs, only
from planner.optimise.memory import BONUS, choose_nodes, gains_with_bonus, open_days

UNIT_S = 300
"""Unit of the hours left: stays are multiples of it."""
MOST_UNITS = 200
"""Finer grids are not bounded by hours: the table would grow too large."""
MOST_CELLS = 60_000_000
"""Cells of a table at most: 240 MB."""
MOST_KEPT = 3
"""Nodes that every node knows from the first: what stands out and is open on several days."""
CLOSE, FALLEN = 0.25, 0.99
"""Drives are marked where the bound is no more than this share above the best trip, and where it
has fallen to this share since they were marked last."""
LEAST_CLOSED = 0.2
"""Memory that grows has to close this share of what lacks to the other bound, or it will not do."""
NEAR = 0.3
"""A bound by hours that is no farther above the other one than this share of the gap may do yet."""
MARKING = 0.6
"""What marking takes, as a share of what filling does; measured."""
WORDS_PER_DRIVE = 20
"""What a drive takes beside its words, in words; measured."""
MOVES_PER_WORK = 130.0
"""Moves of the table in a unit of work (see `prover.WORK_PER_SECOND`); measured."""


def sorted_by_seconds(grid: Grid) -> Grid:
    """Return the grid with neighbours by growing driving time, not slots."""
    reached = grid.drive <= grid.drive_slots
    keys = np.where(reached, grid.drive_s, np.iinfo(np.int64).max)
    near = np.argsort(keys, axis=1, kind="stable")[:, : grid.near.shape[1]]
    return grid._replace(near=near.astype(np.int32, order="C"))


class Bounded(NamedTuple):
    """What a table proves of a departure day."""

    value: int
    """No trip is worth more [hundredths of points]; `HOPELESS`: there is none."""
    path: list[tuple[int, bool]]
    """Nodes of a best path, each with whether it is visited."""


class HoursBound:
    """Bounds the departure days of one problem, each time with the memory learned so far.

    Parameters
    ----------
    grid
        The problem on its grid of `grid_s` seconds.
    must
        Nodes that have to be visited.
    """

    def __init__(self, grid: Grid, grid_s: int, must: frozenset[int]) -> None:
        self.grid, self.must = sorted_by_seconds(grid), must
        # Where the clock ends every day before the pace does, its slots say all there is to say.
        by_clock = grid.most_active_s >= grid.last * grid_s
        self.unit_s = grid_s if by_clock else gcd(grid_s, UNIT_S)
        self.slot = grid_s // self.unit_s
        clock = grid.last * self.slot
        self.most = min(-(-grid.most_active_s // self.unit_s), clock)
        self.whole = min(grid.most_active_s // self.unit_s, clock)
        self.gain = gains_with_bonus(grid, must)
        drive = grid.drive if by_clock else grid.drive_s // self.unit_s
        self.drive = np.where(grid.drive < FAR, drive, 10**6).astype(np.int32)
        self.stay = grid.stay if by_clock else (grid.stay_s // self.unit_s).astype(np.int32)
        opened = open_days(grid, 0, grid.first_start.shape[0])
        chosen = choose_nodes(grid, opened, must)
        often = [node for node in chosen if opened[:, node].sum() > 1]
        self.known = first_known(self.grid, often[:MOST_KEPT])
        self.last_recall: Recall | None = None
        self.last_case: Hours | None = None
        self.roads: dict[int, Roads] = {}
        self.alive: dict[int, NDArray[np.bool_]] = {}
        self.marked: dict[int, int] = {}
        self.helps = False

    @property
    def fits(self) -> bool:
        """Whether the grid is coarse enough for this bound."""
        return self.most <= MOST_UNITS

    @property
    def recall(self) -> Recall:
        """What paths remember, as far as it was learned."""
        if self.last_recall is None:
            self.last_recall = build_recall(self.grid, self.known)
        return self.last_recall

    def roads_of(self, horizon: Horizon) -> Roads:
        """Return the drives that are tried from a departure day on."""
        day = horizon.first_day
        if day not in self.roads:
            self.roads[day] = all_roads(self.grid, horizon.days)
        return self.roads[day]

    def alive_of(self, horizon: Horizon) -> NDArray[np.bool_]:
        """Return where paths are followed, shape (h, units + 1, n)."""
        day, shape = horizon.first_day, (horizon.days, self.most + 1, self.grid.stay.size)
        if day not in self.alive:
            self.alive[day] = np.ones(shape, dtype=np.bool_)
        return self.alive[day]

    def work(self, horizon: Horizon) -> float:
        """Return the work that a table takes (see `prover.WORK_PER_SECOND`)."""
        units = self.alive_of(horizon).sum(axis=1, dtype=np.int64)
        roads = self.roads.get(horizon.first_day)
        counts = self.grid.near_count if roads is None else roads.counts
        moves = int((units * counts).sum(axis=0) @ (self.words + WORDS_PER_DRIVE))
        return moves / MOVES_PER_WORK

    @property
    def words(self) -> NDArray[np.int64]:
        """How many words each node has, shape (n,)."""
        return 1 << np.array([len(names) for names in self.known], dtype=np.int64)

    def has_room(self, horizon: Horizon) -> bool:
        """Answer whether a table may be filled."""
        return int(self.words.sum()) * (self.most + 1) * horizon.days <= MOST_CELLS

    def fill(self, horizon: Horizon, budget: Budget) -> Hours | None:
        """Fill the table of a departure day; None where the search was cancelled."""
        self.last_case = None
        cells = int(self.recall.begin[-1])
        values = np.full((horizon.days, self.most + 1, cells), NOTHING, dtype=np.int32)
        case = Hours(
            self.grid, self.recall, horizon.first_day, horizon.days, self.gain, self.drive,
            self.stay, self.slot, self.most, self.whole, self.roads_of(horizon),
            self.alive_of(horizon), values,
        )  # fmt: skip
        for number in range(horizon.days - 1, -1, -1):
            if budget.is_cut_short():
                return None
            fill_day(case, number)
        budget.spend(self.work(horizon))
        self.last_case = case
        return case

    def bound(self, horizon: Horizon, lower: int, budget: Budget) -> Bounded | None:
        """Return what a table proves of the trips of a departure day worth more than `lower`.

        None where the search was cancelled.
        """
        case = self.fill(horizon, budget)
        if case is None:
            return None
        start = int(self.recall.begin[self.grid.start])
        bonus = BONUS * len(self.must)
        value = int(case.values[0, self.most, start]) - bonus
        if value <= -BONUS // 2:
            return Bounded(HOPELESS, [])
        day = horizon.first_day
        fallen = value <= self.marked.get(day, 2 * value) * FALLEN
        if lower > HOPELESS and value - lower < CLOSE * value and fallen:
            used, self.alive[day] = mark(case, lower + bonus)
            self.roads[day], self.marked[day] = only(used), value
            budget.spend(MARKING * self.work(horizon))
        return Bounded(value, best_path(case))

    def guide(self, horizon: Horizon, budget: Budget) -> Guide:
        """Return what the table of a departure day tells the search; nothing without a table."""
        if not self.helps:
            return no_guide()
        case = self.last_case
        if case is None or (case.first_day, case.days) != horizon:
            possible = self.fits and self.has_room(horizon)
            case = self.fill(horizon, budget) if possible else None
        if case is None:
            return no_guide()
        must = np.array(sorted(self.must), dtype=np.int32)
        return Guide(
            case.values, case.recall.begin, case.recall.known, must, self.unit_s, self.slot,
            next_alive(case.alive), as_pairs(self.grid, case.roads),
        )  # fmt: skip

    def learn(self, path: list[tuple[int, bool]]) -> bool:
        """Remember what a path forgot; answer whether there was anything."""
        learned = learn(self.known, path)
        if learned:
            self.last_recall = None
        return learned


def lower_bounds(
    hours: HoursBound, by_promise: Iterator[Departure], lower: int, budget: Budget, kept: float
) -> Iterator[Departure]:
    """Lower the bound of the most promising departure, and of the next, with growing memory.

    Ends where the best path of the most promising one visits nothing twice that could still be
    remembered, where the other bound is far lower, or where so much work is left as is to be kept;
    yields each departure that was bounded.
    """
    final, above = set[int](), dict[int, int]()
    for departure in by_promise:
        day, horizon = departure.horizon.first_day, departure.horizon
        enough = budget.work - hours.work(horizon) >= kept and hours.has_room(horizon)
        found = hours.bound(horizon, lower, budget) if enough and day not in final else None
        if found is None:
            return
        over = max(found.value - departure.bound, 0)
        lacks = departure.bound - max(lower, 0)
        closed = above[day] - over if day in above else lacks
        hopeless = over > lacks or (closed < over * LEAST_CLOSED and over > lacks * NEAR)
        above[day] = over
        hours.helps = over <= lacks
        departure.bound = min(departure.bound, found.value)
        if hopeless or not hours.learn(found.path):
            final.add(day)
        yield departure
