"""Ruin: which visits a step of the search takes from the tours.

Strings of tours near a place follow Christiaens and Vanden Berghe (2020, doi
10.1287/trsc.2019.0914).
"""

import numpy as np
from numba import njit

from planner.optimise.compiled import borrowing
from planner.optimise.tours.dice import Dice, below, chance
from planner.optimise.tours.state import CLOSES, SIZE, START, Case, Marks, State

STRING_SHARE, SEGMENT_SHARE, HOURS_SHARE = 0.5, 0.2, 0.15
"""How often strings, segments or hours go; else visits here and there."""
MOST_STRING = 12


@borrowing
def mark_string(state: State, dice: Dice, one: int, middle: int, count: int, gone: Marks) -> None:
    """Mark so many visits in a row around a position."""
    first = middle - below(dice, count)
    first = max(1, min(first, state.sums[one, SIZE] - count + 1))
    for at in range(first, min(first + count, state.sums[one, SIZE] + 1)):
        gone[state.places[one, at]] = True


@borrowing
def position(state: State, one: int, place: int) -> int:
    """Return where a place stands in its tour."""
    for at in range(1, state.sums[one, SIZE] + 1):
        if state.places[one, at] == place:
            return at
    return 0


@njit(cache=True, nogil=True)
def mark_strings(case: Case, state: State, dice: Dice, gone: Marks) -> None:
    """Mark strings of several tours near one place."""
    tours = len(state.sums)
    seed = 1 + below(dice, len(state.tour) - 1)
    wanted = 1 + below(dice, min(tours, 3))
    ruined = np.zeros(tours, dtype=np.bool_)
    for rank in range(-1, case.near.shape[1]):
        place = seed if rank < 0 else case.near[seed, rank]
        one = state.tour[place]
        if one < 0 or ruined[one]:
            continue
        count = 1 + below(dice, min(MOST_STRING, max(state.sums[one, SIZE] // 2, 1)))
        mark_string(state, dice, one, position(state, one, place), count, gone)
        ruined[one] = True
        wanted -= 1
        if wanted == 0:
            break


@borrowing
def mark_segments(state: State, dice: Dice, gone: Marks) -> None:
    """Mark a stretch of each tour."""
    share = 0.1 + 0.4 * chance(dice)
    for one in range(len(state.sums)):
        size = state.sums[one, SIZE]
        if size:
            count = max(int(size * share * (0.5 + chance(dice))), 1)
            mark_string(state, dice, one, 1 + below(dice, size), min(count, size), gone)


@borrowing
def mark_hours(case: Case, state: State, dice: Dice, gone: Marks) -> None:
    """Mark what all tours visit between two moments."""
    span = (0.05 + 0.25 * chance(dice)) * case.hours[0, CLOSES]
    begin = chance(dice) * case.hours[0, CLOSES] - span / 2
    for one in range(len(state.sums)):
        for at in range(1, state.sums[one, SIZE] + 1):
            if begin <= state.times[one, at, START] <= begin + span:
                gone[state.places[one, at]] = True


@borrowing
def mark_some(state: State, dice: Dice, gone: Marks) -> None:
    """Mark visits here and there."""
    share = 0.03 + 0.3 * chance(dice)
    for place in range(1, len(state.tour)):
        if state.tour[place] >= 0 and chance(dice) < share:
            gone[place] = True


@njit(cache=True, nogil=True)
def mark(case: Case, state: State, dice: Dice, gone: Marks) -> None:
    """Mark visits in one of the four ways."""
    throw = chance(dice)
    if throw < STRING_SHARE:
        mark_strings(case, state, dice, gone)
    elif throw < STRING_SHARE + SEGMENT_SHARE:
        mark_segments(state, dice, gone)
    elif throw < STRING_SHARE + SEGMENT_SHARE + HOURS_SHARE:
        mark_hours(case, state, dice, gone)
    else:
        mark_some(state, dice, gone)
