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
from planner.optimise.live import Live, all_live
from planner.optimise.memory import BONUS, Learned, Memory, build_memory, learn, split_musts
from planner.optimise.prices import dearer, no_prices, relaxed_path
from planner.optimise.problem import OrienteeringProblem, SearchParams
from planner.optimise.pruning import mark, with_more_memory
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
CLOSE, FALLEN = 0.25, 0.8
"""What a better trip may pass is marked where the bound is no more than this share above the best
trip, and again where the gap has fallen to this share."""
MOST_MARKED = 20_000_000
"""States of a table that is marked, at most: another 80 MB."""
MARKING = 2.0
"""What marking takes beside filling what is marked; measured."""
LEARNED_PER_CELL = 0.15
"""What a cell takes when more is remembered; measured."""
LEARNING, AFTER_LEARNING = 0.2, 0.4
"""Steps are so short when it pays to remember more, and so long thereafter."""
SHORTER, LEAST_STEP, TIGHTENING = 1.5, 0.01, 0.1
"""How much shorter the steps of prices become where one did not help, the shortest step, and the
share of the limit after which prices rest."""


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
        self.best, self.back = Best(), 0
        self.last_live: tuple[Memory, Live] | None = None
        self.last_memory: tuple[tuple[Horizon, Learned], Memory] | None = None
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
        asked, known = (departure.horizon, departure.learned), self.last_memory
        if known is None or known[0] != asked:
            memory = build_memory(self.grid, *departure.horizon, self.remembered, departure.learned)
            self.last_memory = known = asked, memory
        return known[1]

    def all_live_of(self, memory: Memory) -> Live:
        """Return every cell and drive of tables with a memory; that of the last one is kept."""
        known = self.last_live
        if known is None or known[0] is not memory:
            self.last_live = known = memory, all_live(self.grid, memory)
        return known[1]

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
        live = departure.live or self.all_live_of(memory)
        table = empty_table(self.grid, memory, live)
        case = Relaxation(self.grid, memory, table, horizon, own, live)
        work = work_of_table(self.grid, memory, departure.live)
        shared = threads > 1 and work > LEAST_SHARED
        fill_table(case, threads if shared else 1)
        start = state_index(case, 0, 0, self.grid.start, 0)
        value = int(case.table.values[start])
        bound = value + given_back(case)
        bound = bound if value > HOPELESS and bound > -BONUS // 2 else HOPELESS
        return Search(case, bound, work / SHARED_PACE if shared else work)

    def mark(self, departure: Departure, search: Search) -> None:
        """Mark what a trip better than the best one may pass, if the gap fell enough for that."""
        gap = search.bound - self.best.value
        seldom = gap > departure.marked * FALLEN > 0
        large = search.case.table.values.size > MOST_MARKED
        far = gap > CLOSE * (search.bound + self.back)
        if not self.best.moves or far or seldom or large:
            return
        case = search.case
        departure.live = mark(case, self.best.value - given_back(case))
        departure.marked = gap
        followed = departure.live._replace(roads=case.live.roads)
        self.budget.spend(MARKING * work_of_table(self.grid, case.memory, followed))

    def accept(self, departure: Departure, search: Search) -> None:
        """Note what a filled table proves and what it cost."""
        self.budget.spend(search.work)
        departure.is_bounded = True
        departure.bound = min(departure.bound, search.bound)
        if departure.search is None or search.bound <= departure.search.bound:
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
        self.budget.spend(hunt.work)
        self.keep(self.found_by(departure, hunt))
        departure.bound = min(departure.bound, int(max(hunt.best[0], hunt.best[2])))
        return hunt

    def found_by(self, departure: Departure, hunt: Hunt) -> Best:
        """Return the better trip that a look found; worth `HOPELESS` where it found none."""
        value, label = int(hunt.best[0]), int(hunt.best[1])
        if label < 0:
            return Best()
        first_day, chain = departure.horizon.first_day, chain_of(self.grid, hunt.labels, label)
        moves = moves_of(self.problem, self.sailings, self.params.grid_s, first_day, chain)
        return Best(value, moves, first_day)

    def tighten(self, departure: Departure, search: Search, share: float = TIGHTENING) -> Search:
        """Move the prices of the rules that the relaxed path breaks, pass by pass, for a while.

        Where short steps help no more, what the path visits again is remembered.
        """
        best, step = search, departure.step
        least = self.budget.work - share * self.params.time_limit_s * WORK_PER_SECOND
        for _ in range(self.params.bound_passes):
            closed = search.bound <= self.best.value or self.budget.work < least
            if closed or self.budget.is_spent():
                break
            self.mark(departure, search)
            if step < LEARNING and self.learn(departure, best):
                best = search = self.prepare(departure, best.prices)
                step = AFTER_LEARNING
                continue
            chain = relaxed_path(search)
            prices = dearer(search, chain, self.best.value, step) if chain else None
            if prices is None or step < LEAST_STEP:
                break
            search = self.prepare(departure, prices)
            if search.bound < best.bound:
                best = search
            else:
                step /= SHORTER
        departure.step = step
        return best

    def learn(self, departure: Departure, search: Search) -> bool:
        """Remember what the best path of a table visits again; answer whether there is room."""
        if departure.live is None or (chain := relaxed_path(search)) is None:
            return False
        memory, live = search.case.memory, departure.live
        visits = [(link.visits, link.day) for link in chain if link.visits >= 0]
        learned = learn(memory, self.grid.last + 2, live.alive, visits)
        if learned:
            departure.learned += learned
            more = self.memory_of(departure)
            departure.live = with_more_memory(live, self.grid, memory, more, learned)
            departure.marked = 0
            self.budget.spend(LEARNED_PER_CELL * departure.live.row.size)
        return bool(learned)
