"""The loops that mark drives: what was collected up to each state, in the order of time.

A state is followed only where what was collected and what lies ahead together pass the best trip.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.hours.table import (
    NOTHING,
    SETTLING,
    Hours,
    bit_of,
    boards,
    left_after,
    left_on_landing,
    own_bit,
)


@njit(cache=True, nogil=True, inline="always")
def reach(r, before, least, number, units, cell, value):  # type: ignore[no-untyped-def]
    """Reach a state with so much collected; return whether it may lead to more than `least`."""
    if value + r.values[number, units, cell] <= least:
        return False
    before[number, units, cell] = max(before[number, units, cell], value)
    return True


@borrowing
def collect(r, before, number, units, node, live):  # type: ignore[no-untyped-def]
    """List the words with which a node was reached; return how many there are."""
    first, count = r.recall.begin[node], 0
    for word in range(r.recall.begin[node + 1] - first):
        if before[number, units, first + word] > NOTHING:
            live[count] = word
            count += 1
    return count


@borrowing
def drive(r, before, least, number, units, node, place, words):  # type: ignore[no-untyped-def]
    """Drive to a neighbour with some words; return whether that may lead to a better trip."""
    grid, recall, first = r.grid, r.recall, r.recall.begin[node]
    other, at = grid.near[node, place], recall.road[node, place]
    cost, used = grid.cost[node, other], False
    left, gain, own, twice = units - r.drive[node, other], -cost, 0, 0
    if grid.visitable[other]:
        left, gain = left_after(r, r.first_day + number, left, other), r.gain[other] - cost
        own, twice = own_bit(recall, other), bit_of(recall, node, other)
    sleeps, spent = number + 1 < r.days and grid.sleeps[other], cost + grid.day_cost
    for word in words:
        value, cell = before[number, units, first + word], recall.onward[at + word]
        if left >= 0 and word & twice == 0:
            used |= reach(r, before, least, number, left, cell + own, value + gain)
        if sleeps:
            used |= reach(r, before, least, number + 1, r.most, cell, value - spent)
    return used


@borrowing
def stay(r, before, least, number, units, node, words):  # type: ignore[no-untyped-def]
    """Visit where one is, or sleep there."""
    grid, recall, first = r.grid, r.recall, r.recall.begin[node]
    own, left = 0, -1
    if grid.visitable[node]:
        own, left = own_bit(recall, node), left_after(r, r.first_day + number, units, node)
    for word in words:
        value, cell = before[number, units, first + word], first + word
        if left >= 0 and word & own == 0:
            reach(r, before, least, number, left, cell + own, value + r.gain[node])
        if number + 1 < r.days and grid.sleeps[node]:
            reach(r, before, least, number + 1, r.most, cell, value - grid.day_cost)


@borrowing
def sail(r, before, least, number, units, node, words):  # type: ignore[no-untyped-def]
    """Board every sailing."""
    grid, recall, date = r.grid, r.recall, r.first_day + number
    first = recall.begin[node]
    for sailing in range(grid.sail_begin[date, node], grid.sail_end[date, node]):
        landing = grid.sail_day[sailing] - date
        if not boards(r, sailing, units) or number + landing >= r.days:
            continue
        left, at = left_on_landing(r, sailing, landing, units), recall.ship[sailing]
        spent = grid.sail_cost[sailing] + landing * grid.day_cost
        for word in words:
            value = before[number, units, first + word] - spent
            reach(r, before, least, number + landing, left, recall.onward[at + word], value)


@borrowing
def drives(r, before, least, number, units, node, words, at_once, used):  # type: ignore[no-untyped-def]
    """Make the drives from a node, or (`at_once`) those that take no unit and come to no visit.

    Those are marked that may lead to a better trip.
    """
    roads, grid = r.roads, r.grid
    for rank in range(roads.counts[number, node]):
        place = roads.place[number, node, rank]
        other = grid.near[node, place]
        if r.drive[node, other] > (0 if at_once else units):
            return
        if at_once and grid.visitable[other]:
            continue
        if drive(r, before, least, number, units, node, place, words):
            used[number, node, place] = True


@njit(cache=True, nogil=True)
def mark_day(r, before, least, number, used, alive):  # type: ignore[no-untyped-def]
    """Mark the drives of a day by which a better trip may go, and where it may be; see `mark`.

    `before`, of the shape of the values, is what was collected at most up to each state.
    """
    nodes = r.grid.stay.size
    live = np.empty(np.diff(r.recall.begin).max(), dtype=np.int64)
    for units in range(r.most, -1, -1):
        for _ in range(SETTLING):
            known = before[number, units].copy()
            for node in range(nodes):
                words = live[: collect(r, before, number, units, node, live)]
                drives(r, before, least, number, units, node, words, True, used)
                sail(r, before, least, number, units, node, words)
            if (known == before[number, units]).all():
                break
        for node in range(nodes):
            words = live[: collect(r, before, number, units, node, live)]
            alive[number, units, node] = words.size > 0
            if words.size > 0:
                drives(r, before, least, number, units, node, words, False, used)
                stay(r, before, least, number, units, node, words)
                sail(r, before, least, number, units, node, words)


def mark(case: Hours, least: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where a trip worth more than `least` may go.

    First the drives, shape (h, n, m), then the nodes with the units left, shape (h, units + 1, n).
    More memory leads no path elsewhere, so that both hold for later tables too.
    """
    before = np.full_like(case.values, NOTHING)
    before[0, case.most, case.recall.begin[case.grid.start]] = 0
    used, alive = np.zeros(case.roads.place.shape, dtype=np.bool_), np.zeros_like(case.alive)
    for number in range(case.days):
        mark_day(case, before, least, number, used, alive)
    return used, alive
