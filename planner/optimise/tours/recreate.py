"""Recreate: which visits a step of the search puts into the tours, and where."""

from typing import NamedTuple

import numpy as np

from planner.optimise.compiled import borrowing
from planner.optimise.tours.dice import Dice, below, chance
from planner.optimise.tours.state import (
    CLOSES,
    HOP,
    LATEST,
    NOWHERE,
    OPENS,
    READY,
    ROOM,
    SCORE,
    SIZE,
    START,
    STAY,
    Case,
    FloatArray,
    Int64Array,
    Marks,
    State,
    insert,
)

EXPONENTS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5)
NEVER = np.inf


class Desk(NamedTuple):
    """What a recreation writes on, made once."""

    powers: FloatArray
    """Shape (e, n), score of each place to the power of each exponent."""
    gain: FloatArray
    """Shape (n, m), what a place counts for, over what it costs a tour; 0 if it does not fit."""
    spot: Int64Array
    """Shape (n, m), after which position that is."""
    best: Int64Array
    """Shape (n,), the tour where it gains most."""
    want: FloatArray
    """Shape (n,), what a place counts for in this step."""
    waiting: Int64Array
    """Shape (n,), places that some tour may still take."""
    changed: Marks
    """Shape (m,), which tours are not those that the walk stands at."""
    gone: Marks
    """Shape (n,), which places the ruin took."""


def build_desk(case: Case, tours: int) -> Desk:
    """Return an empty desk."""
    count, scores = len(case.hours), case.hours[:, SCORE].astype(np.float64)
    powers = np.array([scores**power for power in EXPONENTS])
    return Desk(
        powers=powers,
        gain=np.zeros((count, tours)),
        spot=np.zeros((count, tours), dtype=np.int64),
        best=np.zeros(count, dtype=np.int64),
        want=np.zeros(count),
        waiting=np.zeros(count, dtype=np.int64),
        changed=np.zeros(tours, dtype=np.bool_),
        gone=np.ones(count, dtype=np.bool_),
    )


@borrowing
def appraise(
    case: Case, state: State, one: int, size: int, place: int, mix: float
) -> tuple[float, int]:
    """Return the least cost of putting a place into a tour and where, or infinity."""
    travel, back, hours, _ = case
    places, times, _, _ = state
    opens, closes, stay = hours[place, OPENS], hours[place, CLOSES], hours[place, STAY]
    least, found = NEVER, 0
    for at in range(size + 1):
        latest = times[one, at + 1, LATEST]
        if times[one, at, ROOM] < stay or latest < opens + stay:
            continue
        ready = times[one, at, READY]
        if ready > closes:
            break
        to = back[place, places[one, at]]
        begin = ready + to
        if begin > closes:
            continue
        on = travel[place, places[one, at + 1]]
        finish = max(begin, opens) + stay + on
        if finish > latest:
            continue
        detour = to + on - times[one, at, HOP]
        push = max(finish - times[one, at + 1, START], 0)
        cost = mix * detour + (1.0 - mix) * push
        if cost < least:
            least, found = cost, at
    return max(least, 0.0), found


@borrowing
def prefer(gain: FloatArray, best: Int64Array, place: int) -> bool:
    """Note the tour where a place gains most; return whether there is one."""
    found, most = 0, gain[place, 0]
    for one in range(1, gain.shape[1]):
        if gain[place, one] > most:
            found, most = one, gain[place, one]
    best[place] = found
    return bool(most > 0.0)


@borrowing
def set_out(case: Case, state: State, desk: Desk, dice: Dice, mix: float, shift: float) -> int:
    """List the places that fit into a tour; return how many there are.

    A place that the ruin left outside fits into no tour that it left alone.
    """
    powers, gain, spot, best, want, waiting, changed, gone = desk
    sums, tour = state.sums, state.tour
    power = below(dice, len(powers))
    noise = 0.6 * chance(dice) if chance(dice) < 0.3 else 0.0
    count = 0
    for place in range(1, len(tour)):
        if tour[place] != NOWHERE:
            continue
        want[place] = powers[power, place] * (1.0 + noise * (chance(dice) - 0.5))
        for one in range(len(sums)):
            gain[place, one] = 0.0
            if changed[one] or gone[place]:
                cost, where = appraise(case, state, one, sums[one, SIZE], place, mix)
                gain[place, one] = want[place] / (cost + shift)
                spot[place, one] = where
        gone[place] = False
        if prefer(gain, best, place):
            waiting[count] = place
            count += 1
    return count


@borrowing
def choose(desk: Desk, dice: Dice, count: int, blink: float) -> int:
    """Return the place in the list that promises most; -1 where none was looked at."""
    gain, best, waiting = desk.gain, desk.best, desk.waiting
    most, item = -1.0, -1
    for candidate in range(count):
        place = waiting[candidate]
        own = gain[place, best[place]]
        if own > most and not (blink > 0.0 and chance(dice) < blink):
            most, item = own, candidate
    return item


@borrowing
def refresh(
    case: Case, state: State, desk: Desk, one: int, count: int, mix: float, shift: float
) -> int:
    """Weigh all places for a changed tour again; return how many may still be put in."""
    _, gain, spot, best, want, waiting, _, _ = desk
    size, left = state.sums[one, SIZE], 0
    for item in range(count):
        place = waiting[item]
        if gain[place, one] > 0.0:
            cost, where = appraise(case, state, one, size, place, mix)
            gain[place, one] = want[place] / (cost + shift)
            spot[place, one] = where
            if not prefer(gain, best, place):
                continue
        waiting[left] = place
        left += 1
    return left


@borrowing
def recreate(case: Case, state: State, desk: Desk, dice: Dice) -> None:
    """Put places into the tours, the most promising first, until none fits."""
    mix = chance(dice)
    blink = 0.3 * chance(dice) if chance(dice) < 0.5 else 0.0
    shift = 1.0 + 0.001 * case.hours[0, CLOSES]
    count = set_out(case, state, desk, dice, mix, shift)
    while count:
        item = choose(desk, dice, count, blink)
        if item < 0:
            blink = 0.0
            continue
        place = desk.waiting[item]
        one = desk.best[place]
        insert(case, state, one, desk.spot[place, one], place)
        desk.changed[one] = True
        desk.waiting[item] = desk.waiting[count - 1]
        count = refresh(case, state, desk, one, count - 1, mix, shift)
