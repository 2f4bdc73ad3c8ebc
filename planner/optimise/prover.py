"""One problem on one grid: its departures, their tables, and looks at them by labels."""

from functools import cached_property
from time import perf_counter

import numpy as np

from planner.optimise.bound import (
    HOPELESS,
    Horizon,
    Prices,
    Relaxation,
    empty_table,
    state_index,
)
from planner.optimise.decode import chain_of, moves_of
from planner.optimise.departure import (
    Best,
    Budget,
    Departure,
    Search,
    by_worth,
    given_back,
    make_room,
    work_of_table,
)
from planner.optimise.filling import fill_table
from planner.optimise.grid import SCALE, build_grid
from planner.optimise.memory import BONUS, Memory, build_memory, split_musts
from planner.optimise.prices import dearer, no_prices
from planner.optimise.problem import OrienteeringProblem, SearchParams
from planner.optimise.search import Hunt

WORK_PER_SECOND = 10_000_000
"""Work units in one second of `time_limit_s`: the limit is counted in work, not on the clock, so
that the same request gives the same plan on every machine."""
THREADS = 2
"""Tables filled at a time, or threads that share a large one; the plan does not depend on it."""
LEAST_SHARED, SHARED_PACE = 2_000_000, 1.45
"""Work from which on threads share a table, and how many times as fast they fill it; measured."""
PATIENCE = 12.0
"""The clock stops a search only after this many times its limit, unless more was said."""
STEP_SHARE, TIGHTENING = 0.7, 0.1
"""How far prices move at first, and the share of the limit after which they rest."""


class Prover:
    """Fills the tables of all departures of one problem and searches them.

    Parameters
    ----------
    budget
        What is spent, where another one has begun already.
    """

    def __init__(
        self, problem: OrienteeringProblem, params: SearchParams, budget: Budget | None = None
    ) -> None:
        self.started = perf_counter()
        self.problem, self.params = problem, params
        self.scale = SCALE // problem.parts
        self.grid, self.sailings = build_grid(problem, params.grid_s)
        self.remembered, drawn = split_musts(problem.must)
        self.grid.bonus[sorted(drawn)] = BONUS
        limit = params.time_limit_s
        patience = PATIENCE if params.patience is None else params.patience
        self.budget = budget or Budget(
            limit * WORK_PER_SECOND, self.started + patience * limit, params.cancelled
        )
        self.best = Best()
        self.last_memory: tuple[Horizon | None, Memory | None] = (None, None)
        most = int(np.maximum(self.grid.worth, 0).sum(dtype=np.int64))
        free = no_prices(problem.node_count, problem.most_days)
        self.departures = [
            Departure(Horizon(day, min(problem.most_days, problem.window_days - day)), most, free)
            for day in range(problem.window_days - problem.least_days + 1)
        ]

    @cached_property
    def possible(self) -> list[Departure]:
        """The departures that can meet every must, those with the most worth open first."""
        return by_worth(self.departures, self.grid, self.problem.must)

    def memory_of(self, departure: Departure) -> Memory:
        """Return what the tables of a departure remember; that of the last one is kept."""
        horizon, memory = self.last_memory
        if memory is None or horizon != departure.horizon:
            memory = build_memory(self.grid, *departure.horizon, self.remembered)
            self.last_memory = departure.horizon, memory
        return memory

    def is_dear(self, share: float) -> bool:
        """Answer whether one table takes more than this share of the limit."""
        if not self.possible:
            return False
        work = work_of_table(self.grid, self.memory_of(self.possible[0]))
        return work > share * self.params.time_limit_s * WORK_PER_SECOND

    def fill(self, departure: Departure, prices: Prices, threads: int = 1) -> Search:
        """Fill the table of a departure at some prices, by several threads where that pays."""
        horizon, memory = departure.horizon, self.memory_of(departure)
        own = Prices(prices.visit, prices.minute[: horizon.days])
        case = Relaxation(self.grid, memory, empty_table(self.grid, memory), horizon, own)
        shared = threads > 1 and work_of_table(self.grid, memory) > LEAST_SHARED
        fill_table(case, threads if shared else 1)
        start = state_index(case, 0, 0, self.grid.start, 0)
        value = int(case.table.values[start])
        bound = value + given_back(case)
        bound = bound if value > HOPELESS and bound > -BONUS // 2 else HOPELESS
        return Search(case, bound, pace=SHARED_PACE if shared else 1.0)

    def accept(self, departure: Departure, search: Search) -> None:
        """Note what a filled table proves and what it cost."""
        self.budget.spend(search.work)
        departure.is_bounded = True
        if search.bound < departure.bound or departure.search is None:
            departure.bound = min(departure.bound, search.bound)
            departure.prices, departure.search = search.prices, search
        make_room(self.departures)

    def prepare(self, departure: Departure, prices: Prices, threads: int = THREADS) -> Search:
        """Fill the table of a departure and note what it proves."""
        self.accept(departure, search := self.fill(departure, prices, threads))
        return search

    def keep(self, found: Best) -> None:
        """Take note of a trip, if it is the best."""
        if found.value > self.best.value:
            self.best = found

    def look(self, departure: Departure, search: Search, width: int) -> Hunt:
        """Search one departure; a better trip is kept, an exhausted search closes the bound."""
        hunt = search.hunt(width, self.best.value)
        labels = hunt.labels
        self.budget.spend(hunt.work)
        value, label, missed = (int(number) for number in hunt.best)
        if label >= 0:
            first_day, chain = departure.horizon.first_day, chain_of(self.grid, labels, label)
            moves = moves_of(self.problem, self.sailings, self.params.grid_s, first_day, chain)
            self.best = Best(value, moves, first_day)
        departure.bound = min(departure.bound, max(value, missed))
        return hunt

    def tighten(self, departure: Departure, search: Search) -> Search:
        """Raise the prices of the rules that the relaxed path breaks, pass by pass, for a while."""
        best, step = search, STEP_SHARE
        least = self.budget.work - TIGHTENING * self.params.time_limit_s * WORK_PER_SECOND
        for _ in range(self.params.bound_passes):
            enough = search.bound <= self.best.value or self.budget.work < least
            stopped = enough or self.budget.is_spent()
            prices = None if stopped else dearer(search, self.best.value, step)
            if prices is None:
                break
            search = self.prepare(departure, prices)
            if search.bound < best.bound:
                best = search
            else:
                step /= 2
        return best
