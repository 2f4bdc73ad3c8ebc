"""The bound: a backward dynamic program over (day, node, memory, slot, driven today).

`table[state]` is the most worth, less the price of each visit, that any path can still collect from
a state on.  The paths may visit a node twice (unless memory forbids it) and ignore the limit on
active hours, so with prices >= 0 the value at the start plus all prices is a valid upper bound on
every trip: state-space relaxation (Christofides, Mingozzi and Toth 1981, doi
10.1002/net.3230110207) with Lagrangean prices on "at most once".
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.grid import MINUTE_S, Grid
from planner.optimise.live import Live
from planner.optimise.memory import Memory

NOTHING = -(10**9)
"""Value of a state from which the trip cannot be finished."""
HOPELESS = NOTHING // 2


class Horizon(NamedTuple):
    """A trip's span inside the window: first day, number of days."""

    first_day: int
    days: int


class Table(NamedTuple):
    """Values of the states that are looked at."""

    values: NDArray[np.int32]
    """A row for each live cell, one value for each number of slots driven today; row 0 is that of
    all other cells."""
    fresh: NDArray[np.int32]
    """Shape (h, m, n): value of waking up at a node that is not visited yet."""


class Prices(NamedTuple):
    """Lagrangean prices, all >= 0: what the relaxed paths pay where they break a rule."""

    visit: NDArray[np.int32]
    """Shape (n,), price of each visit [hundredths of points]; each node gives one back."""
    minute: NDArray[np.int32]
    """Shape (h,), price of a minute on visits or at the wheel on each day; each day that the path
    enters gives back as many as it may have [hundredths of points]."""


class Relaxation(NamedTuple):
    """One departure to be bounded: everything that the loops read."""

    grid: Grid
    memory: Memory
    table: Table
    horizon: Horizon
    price: Prices
    live: Live


def empty_table(grid: Grid, memory: Memory, live: Live) -> Table:
    """Return a table with every state hopeless."""
    rows = int(live.alive.sum()) + 1
    days, most, nodes = memory.masks.shape[0], memory.following.shape[2], grid.stay.size
    fresh = np.full((days, most, nodes), NOTHING, dtype=np.int32)
    return Table(np.full(rows * (grid.drive_slots + 1), NOTHING, dtype=np.int32), fresh)


@njit(cache=True, nogil=True, inline="always")
def state_index(r, day, mask, node, slot):  # type: ignore[no-untyped-def]
    """Return the place of a state with nothing driven; what was driven today is added to it.

    It is 0 where the state is not looked at.
    """
    cell = r.live.begin[day, node] + mask * (r.grid.last + 2) + slot
    return np.int64(r.live.row[cell]) * (r.grid.drive_slots + 1)


@njit(cache=True, nogil=True, inline="always")
def tomorrow(r, day, mask, node):  # type: ignore[no-untyped-def]
    """Return the mask of the next day on the land of a node."""
    return r.memory.following[day, r.memory.land[node], mask]


@njit(cache=True, nogil=True, inline="always")
def mask_after(r, day, mask, node):  # type: ignore[no-untyped-def]
    """Return the mask after the visit of a node, -1 if it was made before."""
    if r.memory.bit[node] < 0:
        return mask
    return r.memory.visited[day, r.memory.land[node], mask, r.memory.bit[node]]


@njit(cache=True, nogil=True, inline="always")
def toll(r, day, node, other):  # type: ignore[no-untyped-def]
    """Return what a drive costs on a day, its minutes paid."""
    return r.grid.cost[node, other] + r.price.minute[day] * r.grid.drive_min[node, other]


@njit(cache=True, nogil=True, inline="always")
def yield_of(r, day, node):  # type: ignore[no-untyped-def]
    """Return what a visit brings on a day, its price and its minutes paid."""
    worth = r.grid.worth[node] + r.grid.bonus[node]
    return worth - r.price.visit[node] - r.price.minute[day] * r.grid.stay_min[node]


@njit(cache=True, nogil=True, inline="always")
def dawn(r, day):  # type: ignore[no-untyped-def]
    """Return what entering a day brings: the minutes that it may have, less what it costs."""
    return r.price.minute[day] * (r.grid.most_active_s // MINUTE_S + 1) - r.grid.day_cost


@borrowing
def may_end(r, day, mask, node):  # type: ignore[no-untyped-def]
    """Answer whether a trip may end at a node on a day, what has to be visited being visited."""
    if day + 1 < r.grid.least_days or not r.memory.may_stop[day, r.memory.land[node], mask]:
        return False
    return r.grid.end < 0 or r.grid.end == node


@borrowing
def morning_value(r, day, mask, node):  # type: ignore[no-untyped-def]
    """Return the best value of waking up at a node on `day`, the mask being that day's."""
    best = r.table.values[state_index(r, day, mask, node, 0)]
    date = r.horizon.first_day + day
    for sailing in range(r.grid.sail_begin[date, node], r.grid.sail_open[date, node]):
        value = after_sailing(r, day, mask, node, sailing, 0)
        best = max(best, value)
    return best


@njit(cache=True, nogil=True, inline="always")
def after_first_visit(r, day, mask, node):  # type: ignore[no-untyped-def]
    """Return the place of the state after visiting, first thing, where one woke up; -1 for none."""
    date = r.horizon.first_day + day
    slot, after = r.grid.first_start[date, node], mask_after(r, day, mask, node)
    if not r.grid.visitable[node] or slot > r.grid.last_start[date, node] or after < 0:
        return -1
    return state_index(r, day, after, node, slot + r.grid.stay[node])


@borrowing
def first_visit_value(r, day, mask, node):  # type: ignore[no-untyped-def]
    """Return the best value of visiting, first thing on `day`, the node one woke up at."""
    place = after_first_visit(r, day, mask, node)
    return r.table.values[place] + yield_of(r, day, node) if place >= 0 else NOTHING


@borrowing
def after_landing(r, day, mask, node, sailing):  # type: ignore[no-untyped-def]
    """Return the day on which a sailing boarded on `day` lands, -1 after the last, and the mask."""
    arrival = r.grid.sail_day[sailing] - r.horizon.first_day
    if arrival >= r.horizon.days:
        return -1, 0
    for step in range(day, arrival):
        mask = tomorrow(r, step, mask, node)
    port = r.grid.sail_to[sailing]
    return arrival, r.memory.crossed[arrival, r.memory.land[node], r.memory.land[port], mask]


@borrowing
def nights_between(r, day, sailing):  # type: ignore[no-untyped-def]
    """Return what boarding a sailing on `day` brings, its cost and the days entered counted."""
    value = -r.grid.sail_cost[sailing]
    for step in range(day, r.grid.sail_day[sailing] - r.horizon.first_day):
        value += dawn(r, step + 1)
    return value


@borrowing
def after_sailing(r, day, mask, node, sailing, driven):  # type: ignore[no-untyped-def]
    """Return the value of boarding a sailing at a node on `day`, its cost and nights counted."""
    arrival, after = after_landing(r, day, mask, node, sailing)
    if arrival < 0:
        return NOTHING
    if arrival > day:
        driven = 0
    slot, port = r.grid.sail_slot[sailing], r.grid.sail_to[sailing]
    onward = r.table.values[state_index(r, arrival, after, port, slot) + driven]
    if slot == 0 and may_end(r, arrival, after, port):
        onward = max(onward, 0)
    return onward + nights_between(r, day, sailing)


@borrowing
def fresh_layer(r, day):  # type: ignore[no-untyped-def]
    """Fill the values of waking up, on one day, at a node that is not visited yet."""
    for node in range(r.grid.stay.size):
        for mask in range(r.memory.masks[day, r.memory.land[node]]):
            best = morning_value(r, day, mask, node)
            first = first_visit_value(r, day, mask, node)
            best = max(best, first)
            if r.grid.sleeps[node] and day + 1 < r.horizon.days:
                onward = r.table.fresh[day + 1, tomorrow(r, day, mask, node), node]
                best = max(best, onward + dawn(r, day + 1))
            r.table.fresh[day, mask, node] = best


@borrowing
def nights_layer(r, day, mask, awake, arrive):  # type: ignore[no-untyped-def]
    """Fill the value of sleeping at each node, after a visit there and on coming there."""
    for node in range(r.grid.stay.size):
        awake[node] = NOTHING
        arrive[node] = NOTHING
        known = mask < r.memory.masks[day, r.memory.land[node]]
        if not known or not r.grid.sleeps[node] or day + 1 >= r.horizon.days:
            continue
        after = tomorrow(r, day, mask, node)
        value = morning_value(r, day + 1, after, node)
        awake[node] = value + dawn(r, day + 1)
        arrive[node] = r.table.fresh[day + 1, after, node] + dawn(r, day + 1)


@borrowing
def tonight_layer(r, day, arrive, node, tonight):  # type: ignore[no-untyped-def]
    """Fill, for each number of slots, the value of the best night at most that drive away."""
    tonight[:] = NOTHING
    for rank in range(r.live.roads.counts[day, node]):
        other = r.grid.near[node, r.live.roads.place[day, node, rank]]
        if r.grid.visitable[other]:
            drive = r.grid.drive[node, other]
            tonight[drive] = max(tonight[drive], arrive[other] - toll(r, day, node, other))
    for slots in range(1, tonight.size):
        tonight[slots] = max(tonight[slots], tonight[slots - 1])


@njit(cache=True, nogil=True, inline="always")
def raise_to(best, ahead, gain):  # type: ignore[no-untyped-def]
    """Raise `best[q]` to `ahead[q] + gain` for as many driven slots q as `ahead` has."""
    for driven in range(ahead.size):
        best[driven] = max(best[driven], ahead[driven] + gain)


@njit(cache=True, nogil=True, inline="always")
def after_drive(r, day, mask, node, slot, other):  # type: ignore[no-untyped-def]
    """Return the place of the state after a drive and the visit at its end, and what both bring.

    What was driven before is added to the place; it is -1 where the visit cannot be made.
    """
    date, drive = r.horizon.first_day + day, r.grid.drive[node, other]
    after, arrival, gain = mask, slot + drive, -toll(r, day, node, other)
    if r.grid.visitable[other]:
        begin = max(arrival, r.grid.first_start[date, other])
        after = mask_after(r, day, mask, other)
        if begin > r.grid.last_start[date, other] or after < 0:
            return -1, 0
        arrival = begin + r.grid.stay[other]
        gain += yield_of(r, day, other)
    return state_index(r, day, after, other, arrival) + drive, gain


@borrowing
def moves_from(r, day, mask, node, slot, best):  # type: ignore[no-untyped-def]
    """Raise `best` by every drive from a node, with the visit at its end."""
    for rank in range(r.live.roads.counts[day, node]):
        other = r.grid.near[node, r.live.roads.place[day, node, rank]]
        drive = r.grid.drive[node, other]
        if slot + drive > r.grid.last:
            break
        place, gain = after_drive(r, day, mask, node, slot, other)
        if place >= 0:
            ahead = r.table.values[place : place + r.grid.drive_slots + 1 - drive]
            raise_to(best, ahead, gain)


@borrowing
def sailings_from(r, day, mask, node, slot, best):  # type: ignore[no-untyped-def]
    """Raise `best` by every sailing that one can still board today."""
    date = r.horizon.first_day + day
    for sailing in range(r.grid.sail_open[date, node], r.grid.sail_end[date, node]):
        if r.grid.sail_board[sailing] < slot:
            continue
        same_day = r.grid.sail_day[sailing] == date
        value = after_sailing(r, day, mask, node, sailing, 0)
        for driven in range(r.grid.drive_slots + 1):
            if same_day and driven > 0:
                value = after_sailing(r, day, mask, node, sailing, driven)
            best[driven] = max(best[driven], value)
