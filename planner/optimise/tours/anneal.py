"""The walk from tours to tours: ruin, recreate, and take the new ones or not."""

from math import exp
from typing import NamedTuple

import numpy as np
from numba import njit

from planner.optimise.tours.dice import Dice, chance
from planner.optimise.tours.recreate import Desk, build_desk, recreate
from planner.optimise.tours.rethread import Book, new_book, rethread
from planner.optimise.tours.ruin import mark
from planner.optimise.tours.state import (
    LENGTH,
    WORTH,
    Case,
    FloatArray,
    State,
    copy_tours,
    drop,
    empty_state,
)

WIDTH = 10
"""Most labels that a place keeps when a tour is made anew."""
MOST_SHARE, LEAST_SHARE = 0.5, 0.03
"""Of the work, what making tours anew may take, by how good the tours are that come of it."""
GOOD_FALL, SHARE_PER_FALL = 0.05, 4.0
STEP_WORK = 75.0
"""Labels tried in the time of one step of ruin and recreate, for each place; measured."""


class Walk(NamedTuple):
    """Where the walk stands, where it came from, and the best it saw."""

    trial: State
    current: State
    best: State
    desk: Desk
    book: Book
    pulse: FloatArray
    """Shape (2,), by what share of its score a tour made anew falls behind what it replaces,
    smoothed, and the steps until the next one is made."""


def new_walk(case: Case, tours: int) -> Walk:
    """Return a walk that begins with empty tours."""
    trial, current, best = (empty_state(case, tours) for _ in range(3))
    desk, book = build_desk(case, tours), new_book(len(case.hours), WIDTH)
    return Walk(trial, current, best, desk, book, np.array([GOOD_FALL, 1.0]))


@njit(cache=True, nogil=True)
def loss(state: State, price: float) -> float:
    """Return what the walk makes small: less score, and a little more travel."""
    sums = state.sums
    total = 0.0
    for one in range(len(sums)):
        total += price * sums[one, LENGTH] - sums[one, WORTH]
    return total


@njit(cache=True, nogil=True)
def pace(walk: Walk, work: float) -> None:
    """Settle when the next tour is made anew: soon where that goes well, else seldom."""
    pulse, worth = walk.pulse, -loss(walk.current, 0.0)
    fall = (worth + loss(walk.trial, 0.0)) * len(walk.best.sums) / max(worth, 1.0)
    pulse[0] += 0.3 * (min(max(fall, 0.0), 1.0) - pulse[0])
    share = MOST_SHARE - SHARE_PER_FALL * (pulse[0] - GOOD_FALL)
    share = min(max(share, LEAST_SHARE), MOST_SHARE)
    pulse[1] = work / (STEP_WORK * len(walk.best.tour)) * (1.0 - share) / share


@njit(cache=True, nogil=True)
def change(case: Case, walk: Walk, dice: Dice) -> None:
    """Make a trial of the tours where the walk stands."""
    trial, _, _, desk, book, pulse = walk
    pulse[1] -= 1.0
    if pulse[1] >= 0.0:
        mark(case, trial, dice, desk.gone)
        drop(case, trial, desk.gone, desk.changed)
        recreate(case, trial, desk, dice)
        return
    if chance(dice) < 0.5:
        mark(case, trial, dice, desk.gone)
    work = rethread(case, trial, book, dice, desk.gone, desk.changed)
    recreate(case, trial, desk, dice)
    pace(walk, work)


@njit(cache=True, nogil=True)
def walk_on(case: Case, walk: Walk, dice: Dice, steps: int, heat: float, price: float) -> None:
    """Take so many steps at a temperature."""
    trial, current, best, desk, _, _ = walk
    every = np.ones(len(desk.changed), dtype=np.bool_)
    copy_tours(current, trial, every)
    for _ in range(steps):
        change(case, walk, dice)
        rise = loss(trial, price) - loss(current, price)
        if rise <= 0 or chance(dice) < exp(-rise / heat):
            copy_tours(trial, current, desk.changed)
            if loss(current, price) < loss(best, price):
                copy_tours(current, best, every)
        else:
            copy_tours(current, trial, desk.changed)
