"""One departure day: what is proved of it, its filled table, and the searches on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from planner.optimise.bound import HOPELESS, Horizon, Prices, Relaxation
from planner.optimise.expand import hunt_trips
from planner.optimise.grid import MINUTE_S, Grid
from planner.optimise.hours.guide import Guide, no_guide
from planner.optimise.live import Live
from planner.optimise.memory import Learned, Memory, open_days
from planner.optimise.problem import Move
from planner.optimise.search import Hunt, empty_labels
from planner.optimise.seen import bits_of
from planner.optimise.within import Within, no_limits


def given_back(case: Relaxation) -> int:
    """Return what prices, less bonuses, give back whatever the path does [hundredths of points]."""
    first_day = int(case.price.minute[0]) * (case.grid.most_active_s // MINUTE_S + 1)
    bonus = int(case.grid.bonus.sum(dtype=np.int64))
    return int(case.price.visit.sum(dtype=np.int64)) + first_day - bonus


MOST_CELLS = 50_000_000
"""States of the tables that are kept at the same time: 200 MB."""
WORK_PER_MOVE, MOVES_PER_CELL = 0.16, 6
"""Work of a move of a table, for all that may have been driven, and what a cell takes beside its
drives, in moves; measured."""
WORK_PER_CELL = 0.1
"""What a cell takes though it is not looked at; measured."""
FIRST_STEP = 0.7
"""How far prices move at first."""
MOST_LABELS = 2_000_000
"""Labels of one search at most: about 220 MB."""


@dataclass
class Budget:
    """Work left, and the clock as a safety net."""

    work: float
    deadline: float
    cancelled: Callable[[], bool] | None = None
    clock_hit: bool = False
    stopped: bool = False
    spent: float = 0.0

    def spend(self, work: float) -> None:
        """Take work off the budget."""
        self.work -= work
        self.spent += work

    def is_cut_short(self) -> bool:
        """Answer whether the search has to end whatever work is left."""
        self.clock_hit = self.clock_hit or perf_counter() > self.deadline
        self.stopped = self.stopped or (self.cancelled is not None and self.cancelled())
        return self.clock_hit or self.stopped

    def is_spent(self) -> bool:
        """Answer whether the search has to end."""
        return self.is_cut_short() or self.work <= 0


@dataclass
class Departure:
    """What is known of trips that begin on one day."""

    horizon: Horizon
    bound: int
    """Upper bound on their worth [hundredths of points]; `HOPELESS` or less: none exists."""
    prices: Prices
    search: "Search | None" = None
    """Its table at `prices`, while it is kept."""
    is_bounded: bool = False
    """Whether a table was filled for it."""
    learned: Learned = ()
    """What its tables remember beside what stands out."""
    live: Live | None = None
    """What a better trip may still pass, once that was marked."""
    step: float = FIRST_STEP
    """How far its prices move next, as a share of the gap."""
    marked: int = 0
    """How far the bound was above the best trip then [hundredths of points]."""


def by_worth(departures: Sequence[Departure], grid: Grid, must: frozenset[int]) -> list[Departure]:
    """Return the departures that can meet every must, those with the most worth open first.

    The others are noted as hopeless.
    """
    possible = []
    for departure in departures:
        first_day, days = departure.horizon
        opened = np.any(open_days(grid, first_day, days), axis=0)
        if opened[sorted(must)].all():
            possible.append((-int(grid.worth[opened].sum()), first_day, departure))
        else:
            departure.bound = HOPELESS
    return [departure for *_, departure in sorted(possible, key=lambda one: one[:2])]


@dataclass
class Best:
    """The best trip found so far [hundredths of points]."""

    value: int = HOPELESS
    moves: tuple[Move, ...] = ()
    first_day: int = 0


def work_of_table(grid: Grid, memory: Memory, live: Live | None = None) -> float:
    """Return the work that a table takes, or what is live of it (see `prover.WORK_PER_SECOND`)."""
    cells = memory.masks[:, memory.land].astype(np.int64) * (grid.last + 2)
    every, drives = int(cells.sum()), grid.near_count
    if live is not None:
        cells, drives = live.alive, live.roads.counts
    return WORK_PER_MOVE * int((cells * (drives + MOVES_PER_CELL)).sum()) + WORK_PER_CELL * every


@dataclass(frozen=True)
class Search:
    """One departure made ready: its filled table, and the bound that it proves."""

    case: Relaxation
    bound: int
    work: float
    """Work that the table took (see `prover.WORK_PER_SECOND`)."""
    guide: Guide | None = None
    """What the bound by hours tells, where it was filled."""
    within: Within | None = None
    """Limits on the whole trip that the search by labels keeps."""

    @property
    def prices(self) -> Prices:
        """Prices at which the table was filled."""
        return self.case.price

    def hunt(self, width: int, lower: int, relaxed: bool = False) -> Hunt:
        """Search with `width` labels a slot for trips worth more than `lower`.

        The width is cut where all slots together would hold more than `MOST_LABELS`.
        """
        slots = self.case.horizon.days * (self.case.grid.last + 2)
        width = max(1, min(width, MOST_LABELS // slots))
        within = self.within or no_limits()
        limits = within.allowed.most.size
        labels = empty_labels(self.case.grid, self.case.horizon.days, width, limits)
        best = np.array([lower, -1, HOPELESS, 0], dtype=np.int64)
        total = 0 if relaxed else given_back(self.case)
        must = bits_of((self.case.grid.bonus > 0) | self.case.memory.needed)
        guide = self.guide or no_guide()
        hunt = Hunt(self.case, labels, best, total, relaxed, must, guide, within)
        hunt_trips(hunt)
        return hunt


def make_room(departures: Sequence[Departure]) -> None:
    """Forget the tables of the least promising departures; they can be filled again."""
    kept = [(one, one.search) for one in departures if one.search is not None]
    kept.sort(key=lambda pair: (pair[0].bound, -pair[0].horizon.first_day))
    cells = sum(search.case.table.values.size for _, search in kept)
    for departure, search in kept[:-1]:
        if cells <= MOST_CELLS:
            return
        cells -= search.case.table.values.size
        departure.search = None
