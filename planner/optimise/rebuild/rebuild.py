"""The search itself: change a trip again and again, and keep what is better."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.allowance import NO_LIMITS, Allowance
from planner.optimise.compiled import borrowing
from planner.optimise.decode import Chain, Link
from planner.optimise.rebuild.allowance import worth_within
from planner.optimise.rebuild.change import recreate, ruin, voyage
from planner.optimise.rebuild.course import Course, start_of
from planner.optimise.rebuild.trip import (
    COUNT,
    ROOM,
    WORTH,
    Trip,
    copy_trip,
    lay_out,
    new_trip,
)
from planner.optimise.rebuild.walk import follow
from planner.optimise.steps import START
from planner.optimise.tours.dice import Dice, chance

HOT = 0.006
"""Share of its gains by which a trip may be worse than the one before it, at first."""
MOST_GAIN = 200_000
"""What a visit counts for there at most, or a must would heat the search [hundredths]."""


class Trips(NamedTuple):
    """The trip that is changed, the best one, and the best one that is allowed."""

    trip: Trip
    best: Trip
    fit: Trip


@borrowing
def gains_of(c, trip):  # type: ignore[no-untyped-def]
    """Return what the visits of a trip bring, musts counted moderately [hundredths of points]."""
    total = 0
    for node in range(c.sleeps.size):
        if trip.used[node]:
            total += min(c.gain[node], MOST_GAIN)
    return total


@njit(cache=True, nogil=True)
def anneal(c, a, trips, last_day, steps, pace, dice):  # type: ignore[no-untyped-def]
    """Change a trip so many times; returns what the best one is worth that is allowed.

    `pace` are the changes that are gone, and how many there are in all.
    """
    trip, best, fit = trips
    done, total = pace
    found = worth_within(c, a, fit) if a.most.size > 0 else -np.inf
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
        if a.most.size > 0:
            worth = worth_within(c, a, other)
            if worth > found:
                found = worth
                copy_trip(other, fit)
    return found


@dataclass
class Rebuild:
    """A search for a better trip of one departure day."""

    course: Course
    last_day: NDArray[np.int32]
    """Shape (n,), last day of the window on which a visit can be made, -1 for never."""
    trip: Trip
    best: Trip
    fit: Trip
    """The best trip that uses no more than is allowed, where there are limits."""
    dice: Dice
    allowed: Allowance
    fit_worth: float = -np.inf
    """What it is worth without prices [hundredths of points]."""

    @classmethod
    def begin(
        cls,
        course: Course,
        span: tuple[int, int],
        order: Sequence[int],
        dice: Dice,
        allowed: Allowance = NO_LIMITS,
    ) -> "Rebuild | None":
        """Return a search that begins with an order, or None where its ships cannot be met.

        Parameters
        ----------
        span
            First day of the window, most days.
        """
        nodes = course.sleeps.size
        trips = [new_trip(nodes, *span) for _ in range(3)]
        for trip in trips:
            trip.at[0] = start_of(course)
            if not lay_out(course, trip, np.array(order, dtype=np.int32)):
                return None
        dated = np.arange(course.opens.shape[0])[:, None]
        opened = np.where(course.opens <= course.closes, dated, -1)
        last_day = opened.max(axis=0).astype(np.int32)
        trip, best, fit = trips
        return cls(course, last_day, trip, best, fit, dice, allowed)

    @classmethod
    def at_sea(
        cls,
        course: Course,
        span: tuple[int, int],
        ships: int,
        dice: Dice,
        allowed: Allowance = NO_LIMITS,
    ) -> "Rebuild | None":
        """Return a search that begins with up to so many ships at random, where they can be met."""
        trip = new_trip(course.sleeps.size, *span)
        order = voyage(course, trip, ships, dice).tolist()
        return cls.begin(course, span, order, dice, allowed)

    def run(self, steps: int, done: int = 0, total: int | None = None) -> None:
        """Take so many steps, `done` of `total` being gone."""
        trips = Trips(self.trip, self.best, self.fit)
        pace = (done, total or steps)
        self.fit_worth = anneal(
            self.course, self.allowed, trips, self.last_day, steps, pace, self.dice
        )

    @property
    def length(self) -> int:
        """Items of the best trip."""
        return int(self.best.sums[COUNT])

    @property
    def worth(self) -> int:
        """What the best trip is worth, bonuses included [hundredths of points]."""
        return int(self.best.sums[WORTH])

    def chain(self, trip: Trip | None = None) -> Chain:
        """Return a trip, the best one or another, as a path of the search's labels."""
        trip = trip or self.best
        order = trip.order[: trip.sums[COUNT]].copy()
        log = np.zeros((4 * (ROOM + int(trip.span[1])), 5), dtype=np.int32)
        follow(self.course, trip.span, start_of(self.course), order, log)
        rows = log[1 : int(log[0, 0]) + 1].tolist()
        return (Link(0, 0, int(start_of(self.course)[0]), START, -1), *(Link(*row) for row in rows))
