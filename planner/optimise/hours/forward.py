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
def drive(r, before, least, number, units, node, place):  # type: ignore[no-untyped-def]
    """Drive to a neighbour with every word; return whether that may lead to a better trip."""
    grid, recall, first = r.grid, r.recall, r.recall.begin[node]
    other, at = grid.near[node, place], recall.road[node, place]
    ahead, used = units - r.drive[node, other], False
    visited = bool(grid.visitable[other])
    own, twice = 0, 0
    left = ahead
    if visited:
        left = left_after(r, r.first_day + number, ahead, other)
        own, twice = own_bit(recall, other), bit_of(recall, node, other)
    gain = (r.gain[other] if visited else 0) - grid.cost[node, other]
    sleeps, spent = (
        number + 1 < r.days and grid.sleeps[other],
        grid.cost[node, other] + grid.day_cost,
    )
    for word in range(recall.begin[node + 1] - first):
        value = before[number, units, first + word]
        if value == NOTHING:
            continue
        cell = recall.onward[at + word]
        if left >= 0 and word & twice == 0:
            used |= reach(r, before, least, number, left, cell + own, value + gain)
        if sleeps:
            used |= reach(r, before, least, number + 1, r.most, cell, value - spent)
    return used


@borrowing
def stay(r, before, least, number, units, node):  # type: ignore[no-untyped-def]
    """Visit where one is, or sleep there."""
    grid, recall, first = r.grid, r.recall, r.recall.begin[node]
    own, left = 0, -1
    if grid.visitable[node]:
        own, left = own_bit(recall, node), left_after(r, r.first_day + number, units, node)
    for cell in range(first, recall.begin[node + 1]):
        value = before[number, units, cell]
        if value == NOTHING:
            continue
        if left >= 0 and (cell - first) & own == 0:
            reach(r, before, least, number, left, cell + own, value + r.gain[node])
        if number + 1 < r.days and grid.sleeps[node]:
            reach(r, before, least, number + 1, r.most, cell, value - grid.day_cost)


@borrowing
def sail(r, before, least, number, units, node):  # type: ignore[no-untyped-def]
    """Board every sailing."""
    grid, recall, date = r.grid, r.recall, r.first_day + number
    first, words = recall.begin[node], recall.begin[node + 1] - recall.begin[node]
    for sailing in range(grid.sail_begin[date, node], grid.sail_end[date, node]):
        landing = grid.sail_day[sailing] - date
        if not boards(r, sailing, units) or number + landing >= r.days:
            continue
        left, at = left_on_landing(r, sailing, landing, units), recall.ship[sailing]
        spent = grid.sail_cost[sailing] + landing * grid.day_cost
        for word in range(words):
            value = before[number, units, first + word]
            if value > NOTHING:
                cell = recall.onward[at + word]
                reach(r, before, least, number + landing, left, cell, value - spent)


@borrowing
def pass_at_once(r, before, least, number, units, node):  # type: ignore[no-untyped-def]
    """Make the moves that take no unit and come to no visit."""
    grid, roads = r.grid, r.roads
    for rank in range(roads.counts[number, node]):
        place = roads.place[number, node, rank]
        other = grid.near[node, place]
        if r.drive[node, other] > 0:
            break
        if not grid.visitable[other]:
            drive(r, before, least, number, units, node, place)
    sail(r, before, least, number, units, node)


@borrowing
def mark_drives(r, before, least, number, units, node, used):  # type: ignore[no-untyped-def]
    """Make every drive from a node, and mark those that may lead to a better trip."""
    roads = r.roads
    for rank in range(roads.counts[number, node]):
        place = roads.place[number, node, rank]
        if r.drive[node, r.grid.near[node, place]] > units:
            return
        if drive(r, before, least, number, units, node, place):
            used[number, node, place] = True


@njit(cache=True, nogil=True)
def mark_day(r, before, least, number, used):  # type: ignore[no-untyped-def]
    """Mark the drives of a day, shape (h, n, m), by which a better trip may go.

    `before`, of the shape of the values, is what was collected at most up to each state.
    """
    grid, begin = r.grid, r.recall.begin
    for units in range(r.most, -1, -1):
        row = before[number, units]
        for _ in range(SETTLING):
            known = row.copy()
            for node in range(grid.stay.size):
                if row[begin[node] : begin[node + 1]].max() > NOTHING:
                    pass_at_once(r, before, least, number, units, node)
            if (known == row).all():
                break
        for node in range(grid.stay.size):
            if row[begin[node] : begin[node + 1]].max() > NOTHING:
                mark_drives(r, before, least, number, units, node, used)
                stay(r, before, least, number, units, node)
                sail(r, before, least, number, units, node)


def mark(case: Hours, least: int) -> NDArray[np.bool_]:
    """Return the drives by which a trip worth more than `least` may go, shape (h, n, m)."""
    before = np.full_like(case.values, NOTHING)
    before[0, case.most, case.recall.begin[case.grid.start]] = 0
    used = np.zeros(case.roads.place.shape, dtype=np.bool_)
    for number in range(case.days):
        mark_day(case, before, least, number, used)
    return used
