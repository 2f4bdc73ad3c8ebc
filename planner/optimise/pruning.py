"""What a trip worth more than the best known may still pass: cells of the table, and drives.

What a path has collected up to a state, and what the table says can still be collected from there,
bounds every trip through that state.  A state that no better trip passes need not be filled again,
and a drive between such states need not be tried again: the next tables, at other prices, take a
part of the work and prove the same of all better trips.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.bound import (
    NOTHING,
    Relaxation,
    after_drive,
    after_first_visit,
    after_landing,
    dawn,
    may_end,
    morning_value,
    nights_between,
    state_index,
    toll,
    tomorrow,
    yield_of,
)
from planner.optimise.compiled import borrowing
from planner.optimise.grid import Grid
from planner.optimise.live import Live, first_cells, live_of, only
from planner.optimise.memory import Learned, Memory


class Passed(NamedTuple):
    """What was collected at most up to each state, and which drives may be made."""

    least: int
    """A path that does not pass this is not followed [hundredths of points, prices paid]."""
    states: NDArray[np.int32]
    """As the values of the table."""
    awake: NDArray[np.int32]
    """Shape (h, m, n): on waking up at a node that was visited."""
    fresh: NDArray[np.int32]
    """Shape (h, m, n): on waking up at a node that is not visited yet."""
    morning: NDArray[np.int32]
    """Shape (m, n): what waking up at a visited node can still bring, on the day that comes."""
    used: NDArray[np.bool_]
    """Shape (h, n, m): drives from a node to its neighbours."""


@njit(cache=True, nogil=True, inline="always")
def reach(passed, r, place, value):  # type: ignore[no-untyped-def]
    """Reach a state with so much collected; answer whether it may lead to a better trip."""
    if value + r.table.values[place] <= passed.least:
        return False
    passed.states[place] = max(passed.states[place], value)
    return True


@njit(cache=True, nogil=True)
def next_mornings(r, passed, day):  # type: ignore[no-untyped-def]
    """Fill what waking up at a visited node brings on the day after one."""
    for node in range(r.grid.stay.size):
        for mask in range(r.memory.masks[day + 1, r.memory.land[node]]):
            passed.morning[mask, node] = morning_value(r, day + 1, mask, node)


@borrowing
def board(r, passed, day, mask, node, sailing, states):  # type: ignore[no-untyped-def]
    """Board a sailing with what was collected, for each number of slots driven today."""
    arrival, after = after_landing(r, day, mask, node, sailing)
    port, slot = r.grid.sail_to[sailing], r.grid.sail_slot[sailing]
    place = state_index(r, arrival, after, port, slot) if arrival >= 0 else 0
    if place == 0:
        return
    fare = nights_between(r, day, sailing)
    ends = slot == 0 and may_end(r, arrival, after, port)
    for driven in range(states.size):
        if states[driven] <= NOTHING:
            continue
        onto, value = place + (driven if arrival == day else 0), states[driven] + fare
        reach(passed, r, onto, value)
        if ends and value > passed.least:
            passed.states[onto] = max(passed.states[onto], value)


@borrowing
def wake(r, passed, day, mask, node):  # type: ignore[no-untyped-def]
    """Begin a day at a node: go on, visit it first thing, sleep again, or board early."""
    date, place = r.horizon.first_day + day, state_index(r, day, mask, node, 0)
    fresh, awake = passed.fresh[day, mask, node], passed.awake[day, mask, node]
    visited = after_first_visit(r, day, mask, node)
    if fresh > NOTHING and visited >= 0:
        reach(passed, r, visited, fresh + yield_of(r, day, node))
    if fresh > NOTHING and r.grid.sleeps[node] and day + 1 < r.horizon.days:
        rest(r, passed, day, tomorrow(r, day, mask, node), node, fresh + dawn(r, day + 1))
    best = max(fresh, awake)
    if best > NOTHING:
        reach(passed, r, place, best)
        passed.awake[day, mask, node] = best
        states = passed.awake[day, mask, node : node + 1]
        for sailing in range(r.grid.sail_begin[date, node], r.grid.sail_open[date, node]):
            board(r, passed, day, mask, node, sailing, states)


@njit(cache=True, nogil=True, inline="always")
def rest(r, passed, day, mask, node, value):  # type: ignore[no-untyped-def]
    """Wake up at an unvisited node on the day after one; answer whether that may be of use."""
    if value + r.table.fresh[day + 1, mask, node] <= passed.least:
        return False
    passed.fresh[day + 1, mask, node] = max(passed.fresh[day + 1, mask, node], value)
    return True


@borrowing
def go_to_bed(r, passed, day, mask, node, states):  # type: ignore[no-untyped-def]
    """Sleep at a node, whatever was driven today."""
    if not r.grid.sleeps[node] or day + 1 >= r.horizon.days:
        return
    after, best = tomorrow(r, day, mask, node), NOTHING
    for driven in range(states.size):
        best = max(best, states[driven])
    value = best + dawn(r, day + 1)
    if value + passed.morning[after, node] > passed.least:
        passed.awake[day + 1, after, node] = max(passed.awake[day + 1, after, node], value)


@borrowing
def drive_on(r, passed, day, mask, node, slot, other, states):  # type: ignore[no-untyped-def]
    """Drive to a neighbour and visit or pass it; answer whether that may be of use."""
    place, gain = after_drive(r, day, mask, node, slot, other)
    if place < 0:
        return False
    used = False
    for driven in range(r.grid.drive_slots + 1 - r.grid.drive[node, other]):
        if states[driven] > NOTHING:
            used |= reach(passed, r, place + driven, states[driven] + gain)
    return used


@borrowing
def drive_to_bed(r, passed, day, mask, node, other, states):  # type: ignore[no-untyped-def]
    """Drive to a sight to sleep there before its visit; answer whether that may be of use."""
    if not r.grid.visitable[other] or not r.grid.sleeps[other] or day + 1 >= r.horizon.days:
        return False
    best = NOTHING
    for driven in range(r.grid.drive_slots + 1 - r.grid.drive[node, other]):
        best = max(best, states[driven])
    if best <= NOTHING:
        return False
    value = best - toll(r, day, node, other) + dawn(r, day + 1)
    return rest(r, passed, day, tomorrow(r, day, mask, other), other, value)


@borrowing
def leave(r, passed, day, mask, node, slot, states):  # type: ignore[no-untyped-def]
    """Make every move out of the states of a cell."""
    go_to_bed(r, passed, day, mask, node, states)
    if slot > r.grid.last:
        return
    for rank in range(r.live.roads.counts[day, node]):
        position = r.live.roads.place[day, node, rank]
        other = r.grid.near[node, position]
        if slot + r.grid.drive[node, other] > r.grid.last:
            break
        visits = drive_on(r, passed, day, mask, node, slot, other, states)
        sleeps = drive_to_bed(r, passed, day, mask, node, other, states)
        if visits or sleeps:
            passed.used[day, node, position] = True
    date = r.horizon.first_day + day
    for sailing in range(r.grid.sail_open[date, node], r.grid.sail_end[date, node]):
        if r.grid.sail_board[sailing] >= slot:
            board(r, passed, day, mask, node, sailing, states)


@njit(cache=True, nogil=True)
def mark_day(r, passed, day, alive):  # type: ignore[no-untyped-def]
    """Mark the cells of a day that a better trip may pass, and the drives out of them."""
    wide = r.grid.drive_slots + 1
    if day + 1 < r.horizon.days:
        next_mornings(r, passed, day)
    for node in range(r.grid.stay.size):
        for mask in range(r.memory.masks[day, r.memory.land[node]]):
            wake(r, passed, day, mask, node)
    for slot in range(r.grid.last + 2):
        for node in range(r.grid.stay.size):
            if r.live.alive[day, node] == 0:
                continue
            for mask in range(r.memory.masks[day, r.memory.land[node]]):
                place = state_index(r, day, mask, node, slot)
                states = passed.states[place : place + wide]
                if place > 0 and states.max() > NOTHING:
                    alive[r.live.begin[day, node] + mask * (r.grid.last + 2) + slot] = True
                    leave(r, passed, day, mask, node, slot, states)


def mark(case: Relaxation, least: int) -> Live:
    """Return what a path may pass that collects more than `least`, prices paid, in a filled table.

    Parameters
    ----------
    least
        Hundredths of points.
    """
    days, most, nodes = case.table.fresh.shape
    passed = Passed(
        least,
        np.full_like(case.table.values, NOTHING),
        np.full((days, most, nodes), NOTHING, dtype=np.int32),
        np.full((days, most, nodes), NOTHING, dtype=np.int32),
        np.full((most, nodes), NOTHING, dtype=np.int32),
        np.zeros(case.live.roads.place.shape, dtype=np.bool_),
    )
    passed.states[state_index(case, 0, 0, case.grid.start, 0)] = 0
    alive = np.zeros(case.live.row.size, dtype=np.bool_)
    for day in range(days):
        mark_day(case, passed, day, alive)
    return live_of(alive, case.live.begin, only(passed.used))


def with_more_memory(
    live: Live, grid: Grid, before: Memory, after: Memory, learned: Learned
) -> Live:
    """Return what is live once more was learned: each old mask with all that is new.

    Where a visit was remembered on other days already, a path may now come to masks with it that
    it reached without it before.
    """
    slots, begin = grid.last + 2, first_cells(grid, after)
    count = int(after.masks[:, after.land].sum(dtype=np.int64)) * slots
    alive = np.zeros(count, dtype=np.bool_)
    again = {int(before.bit[node]) for node, _ in learned} - {-1}
    for day, node in np.argwhere(live.alive > 0):
        own, first = (day, before.land[node]), live.begin[day, node]
        old, new = int(before.masks[own]), int(after.masks[own])
        cells = live.row[first : first + old * slots].reshape(old, slots) > 0
        for place, bit in enumerate(before.active[own].tolist()):
            if bit in again:
                cells |= cells[np.arange(old) & ~(1 << place)]
        at = begin[day, node]
        alive[at : at + new * slots] = np.tile(cells, (new // old, 1)).ravel()
    return live_of(alive, begin, live.roads)
