"""The bound by hours of one departure day."""

from collections.abc import Iterator
from math import gcd

import numpy as np

from planner.optimise.bound import HOPELESS, Horizon
from planner.optimise.departure import Budget, Departure
from planner.optimise.grid import FAR, Grid
from planner.optimise.hours.recall import Recall, build_recall
from planner.optimise.hours.table import NOTHING, Hours, fill_day
from planner.optimise.memory import BONUS, choose_nodes, gains_with_bonus, open_days

UNIT_S = 300
"""Unit of the hours left: stays are multiples of it."""
MOST_UNITS = 200
"""Finer grids are not bounded by hours: the table would grow too large."""
SIZES = (7, 9, 10)
"""Nodes that each node remembers, in growing tables."""
CELLS_PER_WORK = 150.0
"""Moves of the table in a unit of work (see `engine.WORK_PER_SECOND`); measured."""


def sorted_by_seconds(grid: Grid) -> Grid:
    """Return the grid with neighbours by growing driving time, not slots."""
    reached = grid.drive <= grid.drive_slots
    keys = np.where(reached, grid.drive_s, np.iinfo(np.int64).max)
    return grid._replace(near=np.argsort(keys, axis=1, kind="stable").astype(np.int32))


class HoursBound:
    """Bounds the departure days of one problem, each time with a better memory.

    Parameters
    ----------
    grid
        The problem on its grid of `grid_s` seconds.
    must
        Nodes that have to be visited.
    """

    def __init__(self, grid: Grid, grid_s: int, must: frozenset[int]) -> None:
        self.grid, self.must = sorted_by_seconds(grid), must
        self.unit_s = gcd(grid_s, UNIT_S)
        self.slot = grid_s // self.unit_s
        clock = grid.last * self.slot
        self.most = min(-(-grid.most_active_s // self.unit_s), clock)
        self.whole = min(grid.most_active_s // self.unit_s, clock)
        self.gain = gains_with_bonus(grid, must)
        slots = np.where(grid.drive < FAR, grid.drive_s // self.unit_s, 10**6)
        self.drive = slots.astype(np.int32)
        self.stay = (grid.stay_s // self.unit_s).astype(np.int32)
        self.last_recall: tuple[int, list[int], Recall] | None = None

    @property
    def fits(self) -> bool:
        """Whether the grid is coarse enough for this bound."""
        return self.most <= MOST_UNITS

    def work(self, horizon: Horizon, level: int) -> float:
        """Return the work that a table takes (see `engine.WORK_PER_SECOND`)."""
        moves = int(self.grid.near_count.sum()) * (self.most + 1) * horizon.days
        return (moves << SIZES[level]) / CELLS_PER_WORK

    def recall(self, horizon: Horizon, size: int) -> Recall:
        """Return a memory that keeps what stands out and is open on several days."""
        opened = open_days(self.grid, horizon.first_day, horizon.days)
        chosen = choose_nodes(self.grid, opened, self.must)
        often = [node for node in chosen if opened[:, node].sum() > 1][: max(0, size - 4)]
        if self.last_recall is None or self.last_recall[:2] != (size, often):
            self.last_recall = (size, often, build_recall(self.grid, often, size))
        return self.last_recall[2]

    def bound(self, horizon: Horizon, level: int, budget: Budget) -> int | None:
        """Return a bound on the trips of a departure day [hundredths of points].

        It is `HOPELESS` where it is proved that there is none, and None where the search was
        cancelled.

        Parameters
        ----------
        level
            Index of `SIZES`.
        """
        recall, nodes = self.recall(horizon, SIZES[level]), self.grid.stay.size
        words, ships = 1 << SIZES[level], max(self.grid.sail_to.size, 1)
        mornings = np.full((horizon.days + 1, nodes, words), NOTHING, dtype=np.int32)
        landings = np.full((ships, words), NOTHING, dtype=np.int32)
        case = Hours(
            self.grid, recall, horizon.first_day, horizon.days, self.gain, self.drive, self.stay,
            self.slot, self.most, self.whole, mornings, landings,
        )  # fmt: skip
        day = np.empty((self.most + 1, nodes, words), dtype=np.int32)
        for number in range(horizon.days - 1, -1, -1):
            if budget.is_cut_short():
                return None
            fill_day(case, number, day)
        budget.spend(self.work(horizon, level))
        value = int(mornings[0, self.grid.start, 0]) - BONUS * len(self.must)
        return value if value > -BONUS // 2 else HOPELESS


def lower_bounds(
    hours: HoursBound, by_promise: Iterator[Departure], budget: Budget, kept: float
) -> Iterator[Departure]:
    """Lower the bound of the most promising departure, and of the next, with growing memory.

    Ends where the most promising one has all the memory there is, or where so much work is left
    as is to be kept; yields each departure that was bounded.
    """
    levels: dict[int, int] = {}
    for departure in by_promise:
        day = departure.horizon.first_day
        level = levels.get(day, 0)
        levels[day] = level + 1
        if level == len(SIZES) or budget.work - hours.work(departure.horizon, level) < kept:
            return
        bound = hours.bound(departure.horizon, level, budget)
        if bound is None:
            return
        departure.bound = min(departure.bound, bound)
        yield departure
