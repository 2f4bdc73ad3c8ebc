"""The search itself: change a trip again and again, and keep what is better."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.decode import Chain, Link
from planner.optimise.rebuild.change import recreate, ruin, voyage
from planner.optimise.rebuild.course import Course, start_of
from planner.optimise.rebuild.trip import (
    COUNT,
    DONE,
    ROOM,
    WORTH,
    Trip,
    copy_trip,
    lay_out,
    new_trip,
)
from planner.optimise.rebuild.walk import follow
from planner.optimise.search import START
from planner.optimise.tours.dice import Dice, chance

HOT = 0.006
"""Share of its gains by which a trip may be worse than the one before it, at first."""
MOST_GAIN = 200_000
"""What a visit counts for there at most, or a must would heat the search [hundredths]."""


@borrowing
def gains_of(c, trip):  # type: ignore[no-untyped-def]
    """Return what the visits of a trip bring, musts counted moderately [hundredths of points]."""
    total = 0
    for node in range(c.sleeps.size):
        if trip.used[node]:
            total += min(c.gain[node], MOST_GAIN)
    return total


@njit(cache=True, nogil=True)
def anneal(c, trip, best, last_day, steps, done, total, dice):  # type: ignore[no-untyped-def]
    """Change `trip` so many times, `done` of `total` being gone; `best` keeps the best one."""
    hot = HOT * gains_of(c, best)
    span, order, at, used = trip.span.copy(), trip.order.copy(), trip.at.copy(), trip.used.copy()
    other = Trip(span, order, at, used, trip.sums.copy(), trip.log)
    for number in range(steps):
        copy_trip(trip, other)
        if not ruin(c, other, dice):
            continue
        recreate(c, other, last_day, dice)
        heat = hot * (1.0 - (done + number) / total)
        if other.sums[WORTH] >= trip.sums[WORTH] - heat * chance(dice):
            copy_trip(other, trip)
        if other.sums[WORTH] > best.sums[WORTH]:
            copy_trip(other, best)


@dataclass
class Rebuild:
    """A search for a better trip of one departure day."""

    course: Course
    last_day: NDArray[np.int32]
    """Shape (n,), last day of the window on which a visit can be made, -1 for never."""
    trip: Trip
    best: Trip
    dice: Dice

    @classmethod
    def begin(
        cls, course: Course, first_day: int, days: int, order: Sequence[int], dice: Dice
    ) -> "Rebuild | None":
        """Return a search that begins with an order, or None where its ships cannot be met."""
        nodes = course.sleeps.size
        trips = [new_trip(nodes, first_day, days) for _ in range(2)]
        for trip in trips:
            trip.at[0] = start_of(course)
            if not lay_out(course, trip, np.array(order, dtype=np.int32)):
                return None
        dated = np.arange(course.opens.shape[0])[:, None]
        opened = np.where(course.opens <= course.closes, dated, -1)
        last_day = opened.max(axis=0).astype(np.int32)
        return cls(course, last_day, trips[0], trips[1], dice)

    @classmethod
    def at_sea(
        cls, course: Course, first_day: int, days: int, ships: int, dice: Dice
    ) -> "Rebuild | None":
        """Return a search that begins with up to so many ships at random, where they can be met."""
        trip = new_trip(course.sleeps.size, first_day, days)
        return cls.begin(course, first_day, days, voyage(course, trip, ships, dice).tolist(), dice)

    def run(self, steps: int, done: int = 0, total: int | None = None) -> None:
        """Take so many steps, `done` of `total` being gone."""
        anneal(
            self.course, self.trip, self.best, self.last_day, steps, done, total or steps, self.dice
        )

    @property
    def length(self) -> int:
        """Items of the best trip."""
        return int(self.best.sums[COUNT])

    @property
    def worth(self) -> int:
        """What the best trip is worth, bonuses included [hundredths of points]."""
        return int(self.best.sums[WORTH])

    @property
    def ends_well(self) -> bool:
        """Whether the best trip ends where and when it has to."""
        return bool(self.best.sums[DONE])

    def visits(self, nodes: Collection[int]) -> bool:
        """Answer whether the best trip visits all of some nodes."""
        return bool(self.best.used[list(nodes)].all())

    def chain(self) -> Chain:
        """Return the best trip as a path of the search's labels."""
        order = self.best.order[: self.best.sums[COUNT]].copy()
        log = np.zeros((4 * (ROOM + int(self.best.span[1])), 5), dtype=np.int32)
        follow(self.course, self.best.span, start_of(self.course), order, log)
        rows = log[1 : int(log[0, 0]) + 1].tolist()
        return (Link(0, 0, int(start_of(self.course)[0]), START, -1), *(Link(*row) for row in rows))
