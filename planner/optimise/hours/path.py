"""The best path of a filled table, read forwards."""

from typing import NamedTuple

import numpy as np
from numba import njit

from planner.optimise.hours.table import (
    Hours,
    bit_of,
    boards,
    left_after,
    left_on_landing,
    may_end,
    own_bit,
    reading,
)

LONGEST = 1_000
"""Moves of a path at most."""
VISIT, OTHER, NO_MOVE = 1, 0, -1


class State(NamedTuple):
    """Where a path is: day, units left of it, node, cell; and whether it came for a visit."""

    number: np.int64
    units: np.int64
    node: np.int64
    cell: np.int64
    kind: np.int64


@njit(cache=True, nogil=True, inline="always")
def state_at(number, units, node, cell, kind):  # type: ignore[no-untyped-def]
    """Return a state, all of one width."""
    return State(np.int64(number), np.int64(units), np.int64(node), np.int64(cell), np.int64(kind))


@njit(cache=True, nogil=True, inline="always")
def fits(r, state, value):  # type: ignore[no-untyped-def]
    """Answer whether a state is worth so much."""
    return r.values[state.number, state.units, state.cell] == value


@njit(cache=True, nogil=True, inline="always")
def word_of(r, state):  # type: ignore[no-untyped-def]
    """Return what a state remembers."""
    return state.cell - r.recall.begin[state.node]


@njit(cache=True, nogil=True, inline="always")
def cell_after(r, state, position):  # type: ignore[no-untyped-def]
    """Return the cell after a drive to a neighbour."""
    read = reading(r.recall, r.recall.road[state.node, position], state.node)
    return read[word_of(r, state)]


@njit(cache=True, nogil=True)
def by_road(r, state, value, still):  # type: ignore[no-untyped-def]
    """Return the drive that is worth so much: to a visit, or past a node (`still`: at no time)."""
    grid, recall, number = r.grid, r.recall, state.number
    node, word = state.node, word_of(r, state)
    for rank in range(r.roads.counts[number, node]):
        position = r.roads.place[number, node, rank]
        other = grid.near[node, position]
        drive = r.drive[node, other]
        if drive > state.units:
            break
        units, cell = state.units - drive, cell_after(r, state, position)
        spent = value + grid.cost[node, other]
        if not grid.visitable[other]:
            passed = state_at(number, units, other, cell, OTHER)
            if (drive == 0) == still and fits(r, passed, spent):
                return passed
            continue
        left = left_after(r, r.first_day + number, units, other)
        visited = state_at(number, max(left, 0), other, cell + own_bit(recall, other), VISIT)
        known = word & bit_of(recall, node, other)
        if left >= 0 and not known and fits(r, visited, spent - r.gain[other]):
            return visited
    return state_at(0, 0, 0, 0, NO_MOVE)


@njit(cache=True, nogil=True)
def by_staying(r, state, value):  # type: ignore[no-untyped-def]
    """Return the visit where one is, or the night here or not far, that is worth so much."""
    grid, recall = r.grid, r.recall
    number, node = state.number, state.node
    if grid.visitable[node] and not word_of(r, state) & own_bit(recall, node):
        left = left_after(r, r.first_day + number, state.units, node)
        visited = state_at(number, max(left, 0), node, state.cell + own_bit(recall, node), VISIT)
        if left >= 0 and fits(r, visited, value - r.gain[node]):
            return visited
    if number + 1 < r.days:
        tomorrow = state_at(number + 1, r.most, node, state.cell, OTHER)
        if grid.sleeps[node] and fits(r, tomorrow, value + grid.day_cost):
            return tomorrow
        for rank in range(r.roads.counts[number, node]):
            position = r.roads.place[number, node, rank]
            other = grid.near[node, position]
            if r.drive[node, other] > state.units:
                break
            cell = cell_after(r, state, position)
            tomorrow = state_at(number + 1, r.most, other, cell, OTHER)
            spent = grid.cost[node, other] + grid.day_cost
            if grid.sleeps[other] and fits(r, tomorrow, value + spent):
                return tomorrow
    return state_at(0, 0, 0, 0, NO_MOVE)


@njit(cache=True, nogil=True)
def by_ship(r, state, value):  # type: ignore[no-untyped-def]
    """Return the sailing that is worth so much."""
    grid, recall, date = r.grid, r.recall, r.first_day + state.number
    for sailing in range(grid.sail_begin[date, state.node], grid.sail_end[date, state.node]):
        landing = grid.sail_day[sailing] - date
        if not boards(r, sailing, state.units) or state.number + landing >= r.days:
            continue
        left = left_on_landing(r, sailing, landing, state.units)
        cell = reading(recall, recall.ship[sailing], state.node)[word_of(r, state)]
        ashore = state_at(state.number + landing, left, grid.sail_to[sailing], cell, OTHER)
        if fits(r, ashore, value + grid.sail_cost[sailing] + landing * grid.day_cost):
            return ashore
    return state_at(0, 0, 0, 0, NO_MOVE)


@njit(cache=True, nogil=True)
def next_state(r, state):  # type: ignore[no-untyped-def]
    """Return the state after the next move of a best path; none where it ends."""
    value = r.values[state.number, state.units, state.cell]
    if may_end(r, state.number, state.node) and value == 0:
        return state_at(0, 0, 0, 0, NO_MOVE)
    onward = by_road(r, state, value, False)
    if onward.kind == NO_MOVE:
        onward = by_staying(r, state, value)
    if onward.kind == NO_MOVE:
        onward = by_ship(r, state, value)
    return by_road(r, state, value, True) if onward.kind == NO_MOVE else onward


def best_path(case: Hours) -> list[tuple[int, bool]]:
    """Return the nodes of a best path of a filled table, each with whether it is visited."""
    start = case.grid.start
    state = state_at(0, case.most, start, case.recall.begin[start], OTHER)
    path: list[tuple[int, bool]] = []
    while state.kind != NO_MOVE and len(path) < LONGEST:
        path.append((int(state.node), state.kind == VISIT))
        state = next_state(case, state)
    return path
