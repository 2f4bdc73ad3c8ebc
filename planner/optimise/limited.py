"""The engine that searches only trips that keep all limits, each label with what it has used.

Prices alone leave a gap: the best trip at some price uses too much, the next one too little.  Here
tables at several prices bound each label by what it may still use, and what breaks a limit dies.
"""

from dataclasses import replace

import numpy as np

from planner.optimise.allowance import build_allowance
from planner.optimise.bound import NOTHING, Relaxation, Table, state_index
from planner.optimise.departure import Best, Departure, Search, given_back, work_of_table
from planner.optimise.engine import EXPLORING
from planner.optimise.filling import fill_table
from planner.optimise.gatherer import Gatherer, priced
from planner.optimise.grid import build_grid
from planner.optimise.master import DETERMINISTIC_TIME, gather
from planner.optimise.pool import Amounts, Pool, most_of
from planner.optimise.problem import SearchParams
from planner.optimise.prover import CLOSE, MOST_MARKED, THREADS
from planner.optimise.pruning import mark
from planner.optimise.search import Hunt
from planner.optimise.within import Within

OTHERS = (0.7, 1.4)
"""The other prices, as shares of the first ones."""
FEWER = 0.9
"""What other prices mark is used where it is no more than this share of what was marked before."""
MASTER_SHARE = 0.125
"""Of the limit of time, what the days of all trips together get after a look, at most."""
TABLES = 2.0
"""How many times as long a label takes with all tables as with one; measured."""


class LimitedEngine(Gatherer):
    """Bounds and searches the departures of one problem within its limits.

    The best trip is the best one that keeps the limits.  It counts as much as its worth less all
    that the limits give back at these prices: a trip that is better at its true worth is worth more
    than that at the prices, so bounds, marks and steps of prices are those of any engine.
    """

    def __init__(self, pool: Pool, prices: Amounts, params: SearchParams) -> None:
        super().__init__(pool, prices, params)
        problem, bonus = pool.problem, self.grid.bonus
        tolls = np.array([prices, *(prices * share for share in OTHERS)])
        self.backs = [int(toll @ most_of(problem)) for toll in tolls]
        self.grids = [
            build_grid(priced(problem, toll), params.grid_s)[0]._replace(bonus=bonus)
            for toll in tolls[1:]
        ]
        self.true_grid = build_grid(problem, params.grid_s)[0]._replace(bonus=bonus)
        self.allowed, self.all_tolls = build_allowance(problem, prices), tolls
        self.last_within: tuple[Relaxation, Within] | None = None
        self.keep(Best())

    def keep(self, found: Best) -> None:
        """Take note of a trip, and of the best one that keeps the limits."""
        self.pool.meet(found)
        best = self.pool.best
        if best.moves:
            self.best = replace(best, value=best.value - self.back)

    def improve(self, departure: Departure, steps: int) -> None:
        """Change the best trip, then look at many beginnings again."""
        super().improve(departure, steps)
        self.keep(self.explore())
        self.budget.spend(EXPLORING * self.soon)

    def recombine(self, hunt: Hunt) -> Best:
        """Return the best trip made of the days of all trips, those of a look among them."""
        columns = gather(self.pool.problem, hunt, self.sailings, self.params.grid_s)
        self.pool.add(hunt.case.horizon.first_day, columns)
        self.pool.combine(min(DETERMINISTIC_TIME, MASTER_SHARE * self.params.time_limit_s))
        return self.pool.best

    def look(self, departure: Departure, search: Search, width: int) -> Hunt:
        """Search one departure for trips that keep the limits."""
        if departure.live is not None and departure.live is not search.case.live:
            search = self.prepare(departure, search.prices)
        within = self.within(departure, search.case)
        own = replace(search, case=search.case._replace(grid=self.true_grid), within=within)
        hunt = own.hunt(width, self.pool.best.value)
        self.budget.spend(TABLES * hunt.work)
        self.keep(self.found_by(departure, hunt))
        most = int(max(hunt.best[0], hunt.best[2]))
        departure.bound = min(departure.bound, most - self.back)
        return hunt

    def within(self, departure: Departure, case: Relaxation) -> Within:
        """Return the limits, and the tables of a departure at other prices of what they count."""
        if self.last_within is not None and self.last_within[0] is case:
            return self.last_within[1]
        count = len(OTHERS)
        values = np.full((count, case.table.values.size), NOTHING, dtype=np.int32)
        fresh = np.full((count, *case.table.fresh.shape), NOTHING, dtype=np.int32)
        for number, grid in enumerate(self.grids):
            other = case._replace(grid=grid, table=Table(values[number], fresh[number]))
            self.fill_other(departure, other, self.backs[number + 1])
        self.last_within = case, Within(self.allowed, self.all_tolls, values, fresh)
        return self.last_within[1]

    def fill_other(self, departure: Departure, other: Relaxation, back: int) -> None:
        """Fill a table at other prices, which give so much back, and note what it proves."""
        fill_table(other, THREADS)
        self.budget.spend(work_of_table(other.grid, other.memory, other.live))
        start = state_index(other, 0, 0, other.grid.start, 0)
        bound = int(other.table.values[start]) + given_back(other) + back
        departure.bound = min(departure.bound, bound - self.back)
        best, live = self.best.value + self.back, departure.live
        small = other.table.values.size <= MOST_MARKED
        if live is not None and small and bound - best < CLOSE * bound:
            marked = mark(other, best - back - given_back(other))
            if marked.alive.sum() < FEWER * live.alive.sum():
                departure.live = marked
