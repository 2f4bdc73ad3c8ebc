"""The engine behind `solve(problem, params)`: departures bounded, then searched."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from time import perf_counter

import numpy as np

from planner.optimise.bound import (
    HOPELESS,
    Horizon,
    Prices,
    Relaxation,
    empty_table,
    fill_table,
    state_index,
)
from planner.optimise.decode import chain_of, moves_of
from planner.optimise.departure import Best, Budget, Departure, Search, given_back, make_room
from planner.optimise.explore import explore
from planner.optimise.grid import SCALE, build_grid
from planner.optimise.hours.bound import HoursBound, lower_bounds
from planner.optimise.master import combined
from planner.optimise.memory import BONUS, build_memory, open_days, split_musts
from planner.optimise.opening import Improver
from planner.optimise.prices import dearer, no_prices
from planner.optimise.problem import OrienteeringProblem, OrienteeringSolution, SearchParams
from planner.optimise.search import Hunt

WORK_PER_SECOND = 10_000_000
"""Work units in one second of `time_limit_s`: the limit is counted in work, not on the clock, so
that the same request gives the same plan on every machine."""
WORK_PER_CELL, WORK_PER_LABEL = 0.35, 80
"""Cells of tables without memory, and labels; measured."""
PATIENCE = 12.0
"""The clock stops a search only after this many times its limit."""
STEP_SHARE = 0.7
COARSER, FIRST_WIDTH = 2, 8
"""The first trip is looked for on a grid so many times coarser."""
KEPT_SHARE = 0.2
"""Share of the work that is kept for the search by labels."""
STEPS, DOUBLED = 250, 3
"""Changes of the best trip after the first look at a departure; how often a look doubles them."""
THREADS = 2
"""Tables filled at a time; the plan does not depend on it."""


class Engine:
    """Bounds and searches all departures of one problem."""

    def __init__(self, problem: OrienteeringProblem, params: SearchParams) -> None:
        self.problem, self.params = problem, params
        self.grid, self.sailings = build_grid(problem, params.grid_s)
        self.remembered, drawn = split_musts(problem.must)
        self.grid.bonus[sorted(drawn)] = BONUS
        limit = params.time_limit_s
        self.budget = Budget(
            limit * WORK_PER_SECOND, perf_counter() + PATIENCE * limit, params.cancelled
        )
        self.best = Best()
        most = int(np.maximum(self.grid.worth, 0).sum(dtype=np.int64))
        free = no_prices(problem.node_count, problem.most_days)
        self.departures = [
            Departure(Horizon(day, min(problem.most_days, problem.window_days - day)), most, free)
            for day in range(problem.window_days - problem.least_days + 1)
        ]

    @cached_property
    def improver(self) -> Improver:
        """What makes trips better, once one is known."""
        params = self.params
        return Improver.of(self.problem, self.grid, self.sailings, params.grid_s, params.seed)

    @cached_property
    def hours(self) -> HoursBound:
        """The bound by hours, where more than any trip is asked for."""
        return HoursBound(self.grid, self.params.grid_s, self.problem.must)

    def by_worth(self) -> list[Departure]:
        """Return the departures that can meet every must, those with the most worth open first."""
        possible = []
        for departure in self.departures:
            first_day, days = departure.horizon
            opened = np.any(open_days(self.grid, first_day, days), axis=0)
            if opened[sorted(self.problem.must)].all():
                possible.append((-int(self.grid.worth[opened].sum()), first_day, departure))
            else:
                departure.bound = HOPELESS
        return [departure for *_, departure in sorted(possible, key=lambda one: one[:2])]

    def fill(self, departure: Departure, prices: Prices) -> "Search":
        """Fill the table of a departure at some prices."""
        horizon = departure.horizon
        memory = build_memory(self.grid, horizon.first_day, horizon.days, self.remembered)
        own = Prices(prices.visit, prices.minute[: horizon.days])
        case = Relaxation(self.grid, memory, empty_table(self.grid, memory), horizon, own)
        fill_table(case)
        start = state_index(case, 0, memory.compact[0, 0], self.grid.start, 0)
        value = int(case.table.values[start])
        bound = value + given_back(case)
        return Search(case, bound if value > HOPELESS and bound > -BONUS // 2 else HOPELESS)

    def accept(self, departure: Departure, search: "Search") -> None:
        """Note what a filled table proves and what it cost."""
        self.budget.spend(search.case.table.values.size * WORK_PER_CELL)
        if search.bound < departure.bound or departure.search is None:
            departure.bound = min(departure.bound, search.bound)
            departure.prices, departure.search = search.prices, search
        make_room(self.departures)

    def prepare(self, departure: Departure, prices: Prices) -> "Search":
        """Fill the table of a departure and note what it proves."""
        self.accept(departure, search := self.fill(departure, prices))
        return search

    def open_soon(self) -> None:
        """Find a first trip on a coarser grid, and make it better."""
        coarse = Engine(self.problem, replace(self.params, grid_s=COARSER * self.params.grid_s))
        free = no_prices(self.problem.node_count, self.problem.most_days)
        for departure in coarse.by_worth():
            if coarse.best.moves or self.budget.is_spent():
                break
            search = coarse.prepare(departure, free)
            self.budget.spend(search.case.table.values.size * WORK_PER_CELL)
            if departure.bound > HOPELESS:
                coarse.look(departure, search, FIRST_WIDTH)
        self.best = coarse.best
        self.report()
        if not self.is_enough():
            horizons = [departure.horizon for departure in self.by_worth()]
            limit_s = self.params.time_limit_s
            self.keep(explore(self.improver, horizons, self.best, limit_s, self.budget))
            self.report()

    def keep(self, found: Best) -> None:
        """Take note of a trip, if it is the best."""
        if found.value > self.best.value:
            self.best = found

    def improve(self, departure: Departure, steps: int) -> None:
        """Change the best trip, begun on a departure's day, so many times."""
        self.keep(self.improver.improve(self.best, departure.horizon, steps, self.budget))

    def look(self, departure: Departure, search: Search, width: int) -> Hunt:
        """Search one departure; a better trip is kept, an exhausted search closes the bound."""
        hunt = search.hunt(width, self.best.value)
        labels = hunt.labels
        self.budget.spend(int(labels.held.sum()) * WORK_PER_LABEL)
        value, label, missed = (int(number) for number in hunt.best)
        if label >= 0:
            first_day, chain = departure.horizon.first_day, chain_of(self.grid, labels, label)
            moves = moves_of(self.problem, self.sailings, self.params.grid_s, first_day, chain)
            self.best = Best(value, moves, first_day)
        departure.bound = min(departure.bound, max(value, missed))
        return hunt

    def tighten(self, departure: Departure, search: Search, passes: int) -> Search:
        """Raise the prices of the rules that the relaxed path breaks, pass by pass."""
        best, step = search, STEP_SHARE
        for _ in range(passes):
            if search.bound <= self.best.value or self.budget.is_spent():
                break
            prices = dearer(search, self.best.value, step)
            if prices is None:
                break
            search = self.prepare(departure, prices)
            if search.bound < best.bound:
                best = search
            else:
                step /= 2
        return best

    def by_promise(self) -> Iterator[Departure]:
        """Yield the departures that may still beat the best trip, the most promising first."""
        while True:
            open_ones = [d for d in self.departures if d.bound > self.best.value]
            if not open_ones:
                return
            yield max(open_ones, key=lambda d: (d.bound, -d.horizon.first_day))

    def bound_all(self) -> None:
        """Bound every departure, the first one at its own best prices, the others at the same."""
        order = self.by_worth()
        prices = no_prices(self.problem.node_count, self.problem.most_days)
        while order:
            first = order.pop(0)
            search = self.prepare(first, prices)
            if search.bound > HOPELESS:
                best = self.tighten(first, search, self.params.bound_passes)
                self.look(first, best, max(self.params.beam_width // 8, 1))
                if best.case.horizon.days == self.problem.most_days:
                    prices = best.prices
                break
        self.report()
        while order and not self.budget.is_spent() and not self.is_enough():
            pair, order = order[:THREADS], order[THREADS:]
            with ThreadPoolExecutor(THREADS) as pool:
                for departure, search in zip(
                    pair, pool.map(lambda d: self.fill(d, prices), pair), strict=True
                ):
                    self.accept(departure, search)
            if self.params.first_only:
                for departure in pair:
                    self.look_first(departure)
        self.report()

    def bound_by_hours(self) -> None:
        """Bound the most promising departures by hours, with more and more memory."""
        if not self.is_enough() and self.hours.fits:
            kept = KEPT_SHARE * self.params.time_limit_s * WORK_PER_SECOND
            lower = self.best.value
            for _ in lower_bounds(self.hours, self.by_promise(), lower, self.budget, kept):
                self.report()

    def look_first(self, departure: Departure) -> None:
        """Search one departure for any trip at all."""
        search, worse = departure.search, departure.bound <= self.best.value
        if search is not None and not worse and not self.is_enough():
            self.look(departure, search, max(self.params.beam_width // 8, 1))

    def is_enough(self) -> bool:
        """Answer whether a trip is found and no better one is asked for."""
        return self.params.first_only and bool(self.best.moves)

    def search_all(self) -> None:
        """Search the open departures with growing width until proved or out of budget."""
        looked: dict[int, int] = {}
        for departure in self.by_promise():
            if self.budget.is_spent() or self.is_enough():
                return
            day = departure.horizon.first_day
            round_number = looked[day] = looked.get(day, 0) + 1
            search = departure.search or self.prepare(departure, departure.prices)
            if round_number > 1:
                search = self.tighten(departure, search, self.params.bound_passes)
            if departure.bound > self.best.value:
                width = self.params.beam_width << (2 * round_number - 2) >> 3
                guide = self.hours.guide(departure.horizon, self.budget)
                hunt = self.look(departure, replace(search, guide=guide), width)
            if departure.bound > self.best.value:
                params, lower = self.params, self.best.value
                self.keep(combined(self.problem, hunt, self.sailings, params.grid_s, lower))
                self.improve(departure, STEPS << min(round_number, DOUBLED))
            self.report()

    def report(self) -> None:
        """Tell how far the search is."""
        if self.params.progress is not None and self.best.moves:
            self.params.progress(self.best.value // SCALE, self.bound() // SCALE)

    def limits_hit(self) -> tuple[str, ...]:
        """Return which limits ended the search before the proof was complete."""
        if self.bound() <= self.best.value or self.is_enough():
            return ()
        if self.budget.stopped:
            return ("cancelled",)
        return ("clock",) if self.budget.clock_hit else ("time_limit_s",)

    def bound(self) -> int:
        """Return the bound over all departures [hundredths of points]."""
        return max([self.best.value, *(departure.bound for departure in self.departures)])


def solve(problem: OrienteeringProblem, params: SearchParams) -> OrienteeringSolution:
    """Return the best trip found and a proved bound on every trip of the problem's grid.

    Parameters
    ----------
    problem
        The trip in plain numbers.
    params
        Grid, width and limits; the same problem and parameters give the same solution.
    """
    started = perf_counter()
    engine = Engine(problem, params)
    engine.open_soon()
    engine.bound_all()
    engine.bound_by_hours()
    engine.search_all()
    bound, best = engine.bound(), engine.best
    limits = engine.limits_hit()
    seconds = perf_counter() - started
    if not best.moves:
        proved = bound <= HOPELESS
        return OrienteeringSolution(
            (), 0, 0, 0 if proved else bound // SCALE, proved, seconds, limits
        )
    return OrienteeringSolution(
        best.moves, best.first_day, best.value // SCALE, bound // SCALE, False, seconds, limits
    )
