"""A good trip soon: found on a coarser grid, then changed again and again on the true one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planner.optimise.allowance import NO_LIMITS, Allowance
from planner.optimise.bound import Horizon
from planner.optimise.decode import moves_of
from planner.optimise.departure import Best, Budget
from planner.optimise.grid import Grid
from planner.optimise.memory import BONUS, gains_with_bonus
from planner.optimise.problem import DatedSailing, Move, MoveKind, OrienteeringProblem
from planner.optimise.rebuild.course import FIRST, Course, build_course
from planner.optimise.rebuild.rebuild import Rebuild
from planner.optimise.rebuild.trip import DONE, WORTH, Trip
from planner.optimise.tours.dice import Dice, new_dice

CHUNK = 50
"""Changes between two looks at the budget."""
WORK_PER_STEP, WORK_PER_PLACE = 500, 0.13
"""Work of one change, and what each node adds to it for each item of the order (see
`prover.WORK_PER_SECOND`); measured."""


Meet = Callable[[float, Callable[[], Best]], None]
"""Told what a trip is worth, and how to get it."""


def order_of(moves: Sequence[Move], numbers: Mapping[str, int], nodes: int) -> list[int]:
    """Return the visits and sailings of a trip in order, a sailing s as nodes + s.

    Parameters
    ----------
    numbers
        Number of each sailing by its key; changes of ship outside the day's hours are one sailing.
    """
    items, keys = list[int](), ""
    for move in moves:
        if move.kind is MoveKind.SAIL and move.sailing is not None:
            joined = f"{keys}+{move.sailing}"
            if keys and joined in numbers:
                items.pop()
                keys = joined
            else:
                keys = move.sailing
            items.append(nodes + numbers[keys])
            continue
        keys = ""
        if move.kind is MoveKind.VISIT:
            items.append(move.node)
    return items


@dataclass(frozen=True)
class Improver:
    """Makes trips of one problem better, by ruin and recreate."""

    problem: OrienteeringProblem
    course: Course
    sailings: tuple[DatedSailing, ...]
    numbers: Mapping[str, int]
    grid_s: int
    dice: Dice
    allowed: Allowance = NO_LIMITS
    meet: Meet | None = None
    """Told of each better trip that uses no more than is allowed, where there are limits."""
    learn: Callable[[Best], None] | None = None
    """Told of what has come of each beginning, so far, where days of many trips are wanted."""

    @classmethod
    def of(
        cls,
        problem: OrienteeringProblem,
        grid: Grid,
        sailings: tuple[DatedSailing, ...],
        grid_s: int,
        seed: int,
    ) -> "Improver":
        """Return one for a problem on its grid."""
        numbers = {sailing.key: number for number, sailing in enumerate(sailings)}
        course = build_course(grid, sailings, gains_with_bonus(grid, problem.must))
        return cls(problem, course, sailings, numbers, grid_s, new_dice(seed))

    def begin(self, known: Best, horizon: Horizon) -> Rebuild | None:
        """Return a search that begins with a known trip, if it can be kept on a departure day."""
        order = order_of(known.moves, self.numbers, self.problem.node_count)
        return Rebuild.begin(self.course, horizon, order, self.dice, self.allowed)

    def at_sea(self, horizon: Horizon, ships: int) -> Rebuild | None:
        """Return a search that begins with up to so many ships at random, where they can be met."""
        return Rebuild.at_sea(self.course, horizon, ships, self.dice, self.allowed)

    def run(self, search: Rebuild, steps: int, done: int, total: int, budget: Budget) -> None:
        """Make so many changes, `done` of `total` being made, unless the budget ends before."""
        work, before = self.work_per_step(search.length), search.fit_worth
        for first in range(0, steps, CHUNK):
            if budget.is_spent():
                break
            some = min(CHUNK, steps - first)
            search.run(some, done + first, total)
            budget.spend(some * work)
        if self.meet is not None and search.fit_worth > before:
            self.meet(search.fit_worth, lambda: self.trip_of(search, search.fit))

    def work_per_step(self, length: int) -> float:
        """Return the work of one change of a trip with so many items."""
        return WORK_PER_STEP + WORK_PER_PLACE * self.problem.node_count * (length + 1)

    def improve(self, known: Best, horizon: Horizon, steps: int, budget: Budget) -> Best:
        """Return the best trip of a departure day that so many changes make of a known one.

        It is worth `HOPELESS` where the known one cannot be kept on that day, or lacks a must.
        """
        search = self.begin(known, horizon)
        if search is None:
            return Best()
        self.run(search, steps, 0, steps, budget)
        return self.best_of(search)

    def best_of(self, search: Rebuild) -> Best:
        """Return the best trip of a search, worth `HOPELESS` where it lacks a must or its end."""
        return self.trip_of(search, search.best)

    def trip_of(self, search: Rebuild, trip: Trip) -> Best:
        """Return a trip of a search, worth `HOPELESS` where it lacks a must or its end."""
        if not trip.sums[DONE] or not trip.used[list(self.problem.must)].all():
            return Best()
        first_day, chain = int(trip.span[FIRST]), search.chain(trip)
        moves = moves_of(self.problem, self.sailings, self.grid_s, first_day, chain)
        return Best(int(trip.sums[WORTH]) - BONUS * len(self.problem.must), moves, first_day)
