"""The loops of the bound by hours: a backward dynamic program over (day, hours left, node, word).

`day[r, i, w]` is the most that a path can still collect which is at node i, has r units of the day
left, and remembers the visits w.  The units left are the smaller of the active time that the pace
leaves and of the time on the clock; all that is used up is rounded down, so that no path is lost.
What the wheel is allowed in a day is not looked at.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.grid import Grid
from planner.optimise.hours.recall import Recall

NOTHING = -(10**9)
"""Value of a state from which the trip cannot be finished."""
SETTLING = 64
"""Rounds of moves that take no unit, at most; fewer change nothing more."""


class Hours(NamedTuple):
    """One departure day to be bounded."""

    grid: Grid
    recall: Recall
    first_day: int
    days: int
    gain: NDArray[np.int32]
    """Shape (n,): what a visit brings, its price paid [hundredths of points]."""
    drive: NDArray[np.int32]
    """Shape (n, n), units."""
    stay: NDArray[np.int32]
    slot: int
    """Units of a slot of the grid."""
    most: int
    """Units that a day may have."""
    whole: int
    """Whole units of active time or of the clock, whichever is less."""
    mornings: NDArray[np.int32]
    """Shape (h + 1, n, words): value of waking up; hopeless on day h."""
    landings: NDArray[np.int32]
    """Shape (s, words): value of landing with a sailing that arrives on a later day."""


@njit(cache=True, nogil=True, inline="always")
def raise_to(best, ahead, read, gain):  # type: ignore[no-untyped-def]
    """Raise `best` to what lies ahead, each word as the next node reads it."""
    for word in range(best.size):
        value = ahead[read[word]] + gain
        best[word] = max(best[word], value)


@njit(cache=True, nogil=True)
def visits(r, date, units, node, day, best):  # type: ignore[no-untyped-def]
    """Raise `best` by every drive to a visit, and to nodes that are passed."""
    grid, recall = r.grid, r.recall
    for position in range(grid.near_count[node]):
        other = grid.near[node, position]
        drive = r.drive[node, other]
        if drive > units:
            break
        read = recall.onward[node, position]
        if not grid.visitable[other]:
            if drive > 0:
                raise_to(best, day[units - drive, other], read, -grid.cost[node, other])
            continue
        left = left_after(r, date, units - drive, other)
        if left < 0:
            continue
        gain, own = r.gain[other] - grid.cost[node, other], 1 << recall.bit[other, other]
        ahead, place = day[left, other], recall.bit[node, other]
        twice = 1 << place if place >= 0 else 0
        for word in range(best.size):
            if word & twice == 0:
                value = ahead[read[word] | own] + gain
                best[word] = max(best[word], value)


@njit(cache=True, nogil=True, inline="always")
def left_after(r, date, units, node):  # type: ignore[no-untyped-def]
    """Return the units left after a visit that begins with so many at most, below 0 for none."""
    grid = r.grid
    first, last = grid.first_start[date, node], grid.last_start[date, node]
    if last < first or r.whole - units > last * r.slot:
        return -1
    return min(units - r.stay[node], (grid.last - first - grid.stay[node]) * r.slot)


@njit(cache=True, nogil=True)
def visit_here(r, date, units, node, day, best):  # type: ignore[no-untyped-def]
    """Raise `best` by a visit where one is, having slept there."""
    if not r.grid.visitable[node]:
        return
    left, own = left_after(r, date, units, node), 1 << r.recall.bit[node, node]
    if left < 0:
        return
    for word in range(best.size):
        if word & own == 0:
            best[word] = max(best[word], day[left, node, word | own] + r.gain[node])


@njit(cache=True, nogil=True, inline="always")
def boards(r, sailing, units):  # type: ignore[no-untyped-def]
    """Answer whether one can still board with so many units left; early, with the whole day."""
    slot = r.grid.sail_board[sailing]
    return units == r.most if slot < 0 else r.whole - units <= slot * r.slot


@njit(cache=True, nogil=True, inline="always")
def left_on_landing(r, sailing):  # type: ignore[no-untyped-def]
    """Return the units that are left of the day on which a sailing lands."""
    return min(r.most, max(0, (r.grid.last - r.grid.sail_slot[sailing]) * r.slot))


@njit(cache=True, nogil=True)
def ships(r, date, units, node, day, best, level):  # type: ignore[no-untyped-def]
    """Raise `best` by sailings: those that land with fewer units left, or (`level`) with as many.

    Returns whether that raised anything.
    """
    grid, changed = r.grid, False
    for sailing in range(grid.sail_begin[date, node], grid.sail_end[date, node]):
        landing = grid.sail_day[sailing] - date
        if not boards(r, sailing, units) or date + landing >= r.first_day + r.days:
            continue
        left, spent = units, grid.sail_cost[sailing] + landing * grid.day_cost
        if landing == 0:
            left = min(units, left_on_landing(r, sailing))
        if level != (landing == 0 and left == units):
            continue
        ahead = r.landings[sailing] if landing > 0 else day[left, grid.sail_to[sailing]]
        for word in range(best.size):
            value = ahead[word & r.recall.kept] - spent
            if value > best[word]:
                best[word] = value
                changed = True
    return changed


@njit(cache=True, nogil=True)
def nights(r, day_number, units, node, tonight, best):  # type: ignore[no-untyped-def]
    """Raise `best` by the nights: here, or where one can still drive to.

    `tonight` holds the words' best nights away; its last cell counts the neighbours it knows.
    """
    grid, words = r.grid, best.size
    ahead = r.mornings[day_number + 1]
    if grid.sleeps[node]:
        for word in range(words):
            best[word] = max(best[word], ahead[node, word] - grid.day_cost)
    position = tonight[words]
    while position < grid.near_count[node]:
        other = grid.near[node, position]
        if r.drive[node, other] > units:
            break
        if grid.sleeps[other]:
            spent = grid.cost[node, other] + grid.day_cost
            raise_to(tonight[:words], ahead[other], r.recall.onward[node, position], -spent)
        position += 1
    tonight[words] = position
    for word in range(words):
        best[word] = max(best[word], tonight[word])


@njit(cache=True, nogil=True)
def settle(r, date, units, day):  # type: ignore[no-untyped-def]
    """Let moves that take no unit raise the values of one number of units left."""
    grid = r.grid
    for _ in range(SETTLING):
        changed = False
        for node in range(grid.stay.size):
            best = day[units, node]
            changed |= ships(r, date, units, node, day, best, True)
            for position in range(grid.near_count[node]):
                other = grid.near[node, position]
                if r.drive[node, other] > 0:
                    break
                if grid.visitable[other]:
                    continue
                for word in range(best.size):
                    read = r.recall.onward[node, position, word]
                    value = day[units, other, read] - grid.cost[node, other]
                    if value > best[word]:
                        best[word] = value
                        changed = True
        if not changed:
            return


@njit(cache=True, nogil=True)
def fill_day(r, number, day):  # type: ignore[no-untyped-def]
    """Fill the values of a day, shape (units + 1, n, words), from those of the days after it."""
    grid, date = r.grid, r.first_day + number
    nodes, words = grid.stay.size, day.shape[2]
    tonight = np.full((nodes, words + 1), NOTHING, dtype=np.int32)
    tonight[:, words] = 0
    for units in range(r.most + 1):
        for node in range(nodes):
            best = day[units, node]
            ends = number + 1 >= grid.least_days and (grid.end < 0 or grid.end == node)
            best[:] = 0 if ends else NOTHING
            if number + 1 < r.days:
                nights(r, number, units, node, tonight[node], best)
            visits(r, date, units, node, day, best)
            visit_here(r, date, units, node, day, best)
            ships(r, date, units, node, day, best, False)
        settle(r, date, units, day)
    r.mornings[number] = day[r.most]
    for sailing in range(grid.sail_to.size):
        if grid.sail_day[sailing] == date:
            r.landings[sailing] = day[left_on_landing(r, sailing), grid.sail_to[sailing]]
