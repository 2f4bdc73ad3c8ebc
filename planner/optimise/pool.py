"""What searches for one trip share: the days of all trips they met, and the best that counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from planner.optimise.departure import Best
from planner.optimise.grid import SCALE
from planner.optimise.master import Column, Columns, choose, columns_of, joined, keep_best
from planner.optimise.problem import OrienteeringProblem

Amounts = NDArray[np.float64]
NO_BOUND = 10**12


@dataclass
class Pool:
    """The days of all trips that were met, by departure day, and the trips that count.

    Attributes
    ----------
    problem
        The problem with its limits.
    known
        Worth [hundredths of points] of trips, and what they use.
    best
        The best one that keeps every limit.
    bound
        No trip that keeps the limits is worth more [hundredths of points].
    """

    problem: OrienteeringProblem
    columns: dict[int, Columns] = field(default_factory=dict)
    known: list[tuple[int, Amounts]] = field(default_factory=list)
    best: Best = field(default_factory=Best)
    bound: int = NO_BOUND

    def add(self, first_day: int, columns: Sequence[Column]) -> None:
        """Keep the best days of trips that begin on a day."""
        keep_best(self.columns.setdefault(first_day, {}), columns)

    def meet(self, found: Best) -> None:
        """Take note of a trip, if it is one."""
        if not found.moves:
            return
        columns = columns_of(self.problem, found.first_day, found.moves)
        self.add(found.first_day, columns)
        points = sum(column.points for column in columns)
        uses = np.sum([column.uses for column in columns], axis=0).astype(np.float64)
        self.known.append((points * SCALE, uses))
        if (uses <= most_of(self.problem)).all() and points * SCALE > self.best.value:
            self.best = replace(found, value=points * SCALE)

    def offer(self, worth: float, trip_of: Callable[[], Best]) -> None:
        """Take note of a trip that is said to keep all limits, if it is the best."""
        if worth > self.best.value:
            found = trip_of()
            if found.moves:
                self.meet(found)

    def combine(self, effort: float) -> None:
        """Look for a better trip made of the days of all."""
        for first_day, columns in sorted(self.columns.items()):
            own, lower = list(columns.values()), self.best.value // SCALE
            chosen = choose(self.problem, first_day, own, lower, effort / len(self.columns))
            if chosen:
                self.meet(joined(chosen, first_day, SCALE))


def most_of(problem: OrienteeringProblem) -> Amounts:
    """Return how much of each limit may be used."""
    return np.array([limit.most for limit in problem.trip_limits], dtype=np.float64)
