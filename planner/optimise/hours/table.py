"""The loops of the bound by hours: a backward dynamic program over (day, hours left, node, word).

`values[d, r, c]` is the most that a path can still collect which is at a cell's node on day d, has
r units of the day left, and remembers the visits of the cell's word.  The units left are the
smaller of the active time that the pace leaves and of the time on the clock; all that is used up
is rounded down, so that no path is lost.  What the wheel is allowed in a day is not looked at.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.grid import Grid
from planner.optimise.hours.recall import Recall
from planner.optimise.live import Roads

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
    """Shape (n,): what a visit brings [hundredths of points]."""
    drive: NDArray[np.int32]
    """Shape (n, n), units."""
    stay: NDArray[np.int32]
    slot: int
    """Units of a slot of the grid."""
    most: int
    """Units that a day may have."""
    whole: int
    """Whole units of active time or of the clock, whichever is less."""
    roads: Roads
    """Drives that are tried."""
    alive: NDArray[np.bool_]
    """Shape (h, units + 1, n): where a path is followed; elsewhere no better trip can be."""
    values: NDArray[np.int32]
    """Shape (h, units + 1, cells)."""


@njit(cache=True, nogil=True, inline="always")
def raise_to(best, ahead, read, gain):  # type: ignore[no-untyped-def]
    """Raise `best` to what lies ahead, each word as the next node reads it."""
    for word in range(best.size):
        value = ahead[read[word]] + gain
        best[word] = max(best[word], value)


@njit(cache=True, nogil=True, inline="always")
def reading(recall, at, node):  # type: ignore[no-untyped-def]
    """Return the cells after a move whose cells begin there, one for each word of a node."""
    return recall.onward[at : at + recall.begin[node + 1] - recall.begin[node]]


@njit(cache=True, nogil=True, inline="always")
def own_bit(recall, node):  # type: ignore[no-untyped-def]
    """Return the word in which a node knows of itself alone."""
    return 1 << recall.bit[node, node]


@njit(cache=True, nogil=True, inline="always")
def bit_of(recall, node, other):  # type: ignore[no-untyped-def]
    """Return the word in which a node knows of another one alone, 0 where it does not know it."""
    place = recall.bit[node, other]
    return 1 << place if place >= 0 else 0


@borrowing
def visits(r, number, units, node, best):  # type: ignore[no-untyped-def]
    """Raise `best` by every drive to a visit, and to nodes that are passed."""
    grid, recall, day, date = r.grid, r.recall, r.values[number], r.first_day + number
    for rank in range(r.roads.counts[number, node]):
        position = r.roads.place[number, node, rank]
        other = grid.near[node, position]
        drive = r.drive[node, other]
        if drive > units:
            break
        read = reading(recall, recall.road[node, position], node)
        if not grid.visitable[other]:
            if drive > 0:
                raise_to(best, day[units - drive], read, -grid.cost[node, other])
            continue
        left = left_after(r, date, units - drive, other)
        if left < 0:
            continue
        gain, ahead = r.gain[other] - grid.cost[node, other], day[left]
        own, twice = own_bit(recall, other), bit_of(recall, node, other)
        for word in range(best.size):
            if word & twice == 0:
                value = ahead[read[word] + own] + gain
                best[word] = max(best[word], value)


@njit(cache=True, nogil=True, inline="always")
def left_after(r, date, units, node):  # type: ignore[no-untyped-def]
    """Return the units left after a visit that begins with so many at most, below 0 for none."""
    grid = r.grid
    first, last = grid.first_start[date, node], grid.last_start[date, node]
    if last < first or r.whole - units > last * r.slot:
        return -1
    return min(units - r.stay[node], (grid.last - first - grid.stay[node]) * r.slot)


@borrowing
def visit_here(r, number, units, node, best):  # type: ignore[no-untyped-def]
    """Raise `best` by a visit where one is, having slept there."""
    if not r.grid.visitable[node]:
        return
    left, own = left_after(r, r.first_day + number, units, node), own_bit(r.recall, node)
    if left < 0:
        return
    ahead = r.values[number, left, r.recall.begin[node] : r.recall.begin[node + 1]]
    for word in range(best.size):
        if word & own == 0:
            best[word] = max(best[word], ahead[word | own] + r.gain[node])


@njit(cache=True, nogil=True, inline="always")
def boards(r, sailing, units):  # type: ignore[no-untyped-def]
    """Answer whether one can still board with so many units left; early, with the whole day."""
    slot = r.grid.sail_board[sailing]
    return units == r.most if slot < 0 else r.whole - units <= slot * r.slot


@njit(cache=True, nogil=True, inline="always")
def left_on_landing(r, sailing, landing, units):  # type: ignore[no-untyped-def]
    """Return the units left of the day on which a sailing lands, so many days later."""
    left = max(0, (r.grid.last - r.grid.sail_slot[sailing]) * r.slot)
    return min(units if landing == 0 else r.most, left)


@borrowing
def ships(r, number, units, node, best, level):  # type: ignore[no-untyped-def]
    """Raise `best` by sailings: those that land with fewer units left, or (`level`) with as many.

    Returns whether that raised anything.
    """
    grid, date, changed = r.grid, r.first_day + number, False
    for sailing in range(grid.sail_begin[date, node], grid.sail_end[date, node]):
        landing = grid.sail_day[sailing] - date
        if not boards(r, sailing, units) or number + landing >= r.days:
            continue
        left = left_on_landing(r, sailing, landing, units)
        if level != (landing == 0 and left == units):
            continue
        ahead = r.values[number + landing, left]
        read = reading(r.recall, r.recall.ship[sailing], node)
        spent = grid.sail_cost[sailing] + landing * grid.day_cost
        for word in range(best.size):
            value = ahead[read[word]] - spent
            if value > best[word]:
                best[word] = value
                changed = True
    return changed


@borrowing
def nights(r, number, units, node, begun, tonight, best):  # type: ignore[no-untyped-def]
    """Raise `best` by the nights: here, or where one can still drive to.

    `tonight` holds the words' best nights away, over the first `begun` neighbours; returns how
    many it is over now.
    """
    grid, ahead, at = r.grid, r.values[number + 1, r.most], r.recall.begin[node]
    if grid.sleeps[node]:
        for word in range(best.size):
            best[word] = max(best[word], ahead[at + word] - grid.day_cost)
    while begun < r.roads.counts[number, node]:
        position = r.roads.place[number, node, begun]
        other = grid.near[node, position]
        if r.drive[node, other] > units:
            break
        if grid.sleeps[other]:
            spent = grid.cost[node, other] + grid.day_cost
            raise_to(tonight, ahead, reading(r.recall, r.recall.road[node, position], node), -spent)
        begun += 1
    for word in range(best.size):
        best[word] = max(best[word], tonight[word])
    return begun


@borrowing
def settle(r, number, units):  # type: ignore[no-untyped-def]
    """Let moves that take no unit raise the values of one number of units left."""
    grid, begin, row = r.grid, r.recall.begin, r.values[number, units]
    for _ in range(SETTLING):
        changed = False
        for node in range(grid.stay.size):
            if not r.alive[number, units, node]:
                continue
            best = row[begin[node] : begin[node + 1]]
            changed |= ships(r, number, units, node, best, True)
            for rank in range(r.roads.counts[number, node]):
                position = r.roads.place[number, node, rank]
                other = grid.near[node, position]
                if r.drive[node, other] > 0:
                    break
                if grid.visitable[other]:
                    continue
                read = reading(r.recall, r.recall.road[node, position], node)
                for word in range(best.size):
                    value = row[read[word]] - grid.cost[node, other]
                    if value > best[word]:
                        best[word] = value
                        changed = True
        if not changed:
            return


@njit(cache=True, nogil=True, inline="always")
def may_end(r, number, node):  # type: ignore[no-untyped-def]
    """Answer whether the trip may be over at a node on a day."""
    return number + 1 >= r.grid.least_days and (r.grid.end < 0 or r.grid.end == node)


@njit(cache=True, nogil=True)
def fill_day(r, number):  # type: ignore[no-untyped-def]
    """Fill the values of a day from those of the days after it."""
    nodes, begin = r.grid.stay.size, r.recall.begin
    tonight, begun = np.full(begin[nodes], NOTHING, dtype=np.int32), np.zeros(nodes, dtype=np.int64)
    for units in range(r.most + 1):
        for node in range(nodes):
            if not r.alive[number, units, node]:
                continue
            cells = slice(begin[node], begin[node + 1])
            best = r.values[number, units, cells]
            best[:] = 0 if may_end(r, number, node) else NOTHING
            if number + 1 < r.days:
                begun[node] = nights(r, number, units, node, begun[node], tonight[cells], best)
            visits(r, number, units, node, best)
            visit_here(r, number, units, node, best)
            ships(r, number, units, node, best, False)
        settle(r, number, units)
