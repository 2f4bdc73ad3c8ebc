"""The engine behind `solve(problem, params)`: departures bounded, then searched."""

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from time import perf_counter

from planner.optimise.bound import HOPELESS
from planner.optimise.departure import Best, Budget, Departure
from planner.optimise.explore import explore
from planner.optimise.first_trips import first_trips
from planner.optimise.hours.bound import HoursBound, lower_bounds
from planner.optimise.master import combined
from planner.optimise.opening import Improver
from planner.optimise.prices import no_prices
from planner.optimise.problem import OrienteeringProblem, OrienteeringSolution, SearchParams
from planner.optimise.prover import THREADS, WORK_PER_SECOND, Prover
from planner.optimise.search import Hunt

OPENING, EXPLORING, LONG_S = 0.1, 0.2, 10.0
"""Shares of the limit that first trips take, and many beginnings beside all else; and the limit
from which on they take no more [s]."""
KEPT_SHARE = 0.2
"""Share of the work that is kept for the search by labels."""
FAR_SHARE = 0.1
"""Share of the bound above the best trip from which on hours are bounded."""
STEPS = 1_000
"""Changes of the best trip after a look at a departure."""
WIDER, LEAST_WIDER = 4.0, 1.5
"""So many times as wide is the next look, as far as there is work left for it."""


class Engine(Prover):
    """Bounds and searches all departures of one problem."""

    def __init__(self, problem: OrienteeringProblem, params: SearchParams) -> None:
        super().__init__(problem, params)
        self.first = list[Best]()
        self.prices = no_prices(problem.node_count, problem.most_days)

    @cached_property
    def improver(self) -> Improver:
        """What makes trips better, once one is known."""
        params = self.params
        return Improver.of(self.problem, self.grid, self.sailings, params.grid_s, params.seed)

    @cached_property
    def hours(self) -> HoursBound:
        """The bound by hours, where more than any trip is asked for."""
        return HoursBound(self.grid, self.params.grid_s, self.problem.must)

    @property
    def soon(self) -> float:
        """Work of which first trips and many beginnings get their shares."""
        return min(self.params.time_limit_s, LONG_S) * WORK_PER_SECOND

    def open_soon(self) -> None:
        """Find first trips."""
        for found in first_trips(self, self.budget.work - OPENING * self.soon):
            self.first.append(found)
            self.keep(found)
            self.report()
            if self.is_enough():
                return

    def explore(self) -> Best:
        """Return what comes of the first trips and of many other beginnings.

        The search goes on meanwhile; where that ends with a proof, this ends too.
        """
        budget = Budget(math.inf, self.budget.deadline, self.is_settled)
        horizons = [departure.horizon for departure in self.possible]
        return explore(self.improver, horizons, self.first, EXPLORING * self.soon, budget)

    def is_settled(self) -> bool:
        """Answer whether no better trip is wanted, or there is none."""
        cancelled = self.params.cancelled is not None and self.params.cancelled()
        return cancelled or self.is_enough() or self.bound() <= self.best.value

    def explore_and_bound(self) -> None:
        """Find a first bound; then look at many beginnings and, at the same time, for prices.

        What takes longer counts.
        """
        departure = self.bound_first()
        before = self.budget.work
        with ThreadPoolExecutor(1) as pool:
            found = pool.submit(self.explore)
            if departure is not None:
                self.price_first(departure)
            self.keep(found.result())
        self.budget.spend(max(0.0, EXPLORING * self.soon - (before - self.budget.work)))
        self.report()

    def improve(self, departure: Departure, steps: int) -> None:
        """Change the best trip, begun on a departure's day, so many times."""
        self.keep(self.improver.improve(self.best, departure.horizon, steps, self.budget))

    def by_promise(self) -> Iterator[Departure]:
        """Yield the departures that may still beat the best trip, the most promising first."""
        while True:
            open_ones = [d for d in self.departures if d.bound > self.best.value]
            if not open_ones:
                return
            yield max(open_ones, key=lambda d: (d.bound, -d.horizon.first_day))

    def bound_first(self) -> Departure | None:
        """Bound departures up to the first one with a trip, which is returned."""
        for departure in self.possible:
            if self.budget.is_spent():
                return None
            if self.prepare(departure, self.prices).bound > HOPELESS:
                return departure
        return None

    def price_first(self, departure: Departure) -> None:
        """Find the best prices of a bounded departure; the others will be bounded at the same."""
        if departure.search is not None:
            best = self.tighten(departure, departure.search, EXPLORING)
            self.look(departure, best, max(self.params.beam_width // 8, 1))
            if best.case.horizon.days == self.problem.most_days:
                self.prices = best.prices

    def bound_others(self) -> None:
        """Bound the departures that have no table yet, at the prices of the first one."""
        order = [departure for departure in self.possible if not departure.is_bounded]
        while order and not self.budget.is_spent() and not self.is_enough():
            pair, order = order[:THREADS], order[THREADS:]
            with ThreadPoolExecutor(THREADS) as pool:
                for departure, search in zip(
                    pair, pool.map(lambda d: self.fill(d, self.prices), pair), strict=True
                ):
                    self.accept(departure, search)
            if self.params.first_only:
                for departure in pair:
                    self.look_first(departure)
        self.report()

    def bound_by_hours(self) -> None:
        """Bound the most promising departures by hours, with more and more memory."""
        if not self.is_enough() and self.is_open() and self.hours.fits:
            kept = KEPT_SHARE * self.params.time_limit_s * WORK_PER_SECOND
            lower = self.best.value
            for _ in lower_bounds(self.hours, self.by_promise(), lower, self.budget, kept):
                self.report()

    def is_open(self) -> bool:
        """Answer whether the best bound is still far above the best trip."""
        return self.bound() - self.best.value > FAR_SHARE * (self.bound() + self.back)

    def look_first(self, departure: Departure) -> None:
        """Search one departure for any trip at all."""
        worse = departure.bound <= self.best.value
        if departure.search is not None and not worse and not self.is_enough():
            self.look(departure, departure.search, max(self.params.beam_width // 8, 1))

    def is_enough(self) -> bool:
        """Answer whether a trip is found and no better one is asked for."""
        return self.params.first_only and bool(self.best.moves)

    def search_all(self) -> None:
        """Search the open departures with growing width until proved or out of budget."""
        widths, dear = dict[int, int](), set[int]()
        for departure in self.by_promise():
            if self.budget.is_spent() or self.is_enough():
                return
            day = departure.horizon.first_day
            width = widths.get(day, self.params.beam_width // 2)
            search = departure.search or self.prepare(departure, departure.prices)
            if day in dear:
                search = self.tighten(departure, search)
                self.report()
            if departure.bound > self.best.value:
                guide = self.hours.guide(departure.horizon, self.budget)
                hunt = self.look(departure, replace(search, guide=guide), width)
                if hunt.work > search.work:
                    dear.add(day)
                room = max(self.budget.work, 0) / max(hunt.work, 1.0)
                widths[day] = math.ceil(width * min(WIDER, max(room, LEAST_WIDER)))
            if departure.bound > self.best.value:
                self.keep(self.recombine(hunt))
                self.improve(departure, STEPS)
            self.report()

    def recombine(self, hunt: Hunt) -> Best:
        """Return the best trip made of the days of the trips that a look found, if it is better."""
        lower = self.best.value
        return combined(self.problem, hunt, self.sailings, self.params.grid_s, lower)

    def report(self) -> None:
        """Tell how far the search is."""
        if self.params.progress is not None and self.best.moves:
            self.params.progress(self.best.value // self.scale, self.bound() // self.scale)

    def go_on(self) -> None:
        """Bound and search, first trips being found, until proved or out of budget."""
        if self.is_enough():
            return
        self.explore_and_bound()
        self.bound_others()
        self.bound_by_hours()
        self.search_all()

    def solution(self) -> OrienteeringSolution:
        """Return the best trip so far and what is proved about it."""
        bound, best, limits = self.bound(), self.best, self.limits_hit()
        seconds = perf_counter() - self.started
        if not best.moves:
            proved = bound <= HOPELESS
            most = 0 if proved else bound // self.scale
            return OrienteeringSolution((), 0, 0, most, proved, seconds, limits)
        worth, most = best.value // self.scale, bound // self.scale
        return OrienteeringSolution(best.moves, best.first_day, worth, most, False, seconds, limits)

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
        The trip in plain numbers; limits on the whole of it are not looked at (see `trip_limits`).
    params
        Grid, width and limits; the same problem and parameters give the same solution.
    """
    engine = Engine(problem, params)
    engine.open_soon()
    engine.go_on()
    return engine.solution()
