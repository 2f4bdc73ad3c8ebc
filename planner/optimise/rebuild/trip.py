"""A trip that is being changed: its order, the state after each item, and what it is worth."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.grid import FAR
from planner.optimise.rebuild.course import (
    CELLS,
    DAY,
    END,
    FIRST,
    FROM,
    NODE,
    SPENT,
    Ints,
)
from planner.optimise.rebuild.walk import finish, step

ROOM = 400
"""Items of an order at most."""
COUNT, WORTH, DONE, OUTLAY = range(4)
"""Cells of `Trip.sums`: items; gains less what is spent [hundredths]; 1 where it ends well; what is
spent up to the end, where it ends well."""
UNDONE = 10_000_000
"""What a trip that does not end well lacks [hundredths of points]."""
MOST_LATE = 3
"""A visit that puts off more items than these to another day is not tried further."""


class Trip(NamedTuple):
    """One trip."""

    span: Ints
    """First day of the window, most days."""
    order: Ints
    """Shape (ROOM,), items; nodes to visit, and n + s for sailings."""
    at: Ints
    """Shape (ROOM + 1, 6), state before the first item and after each."""
    used: NDArray[np.bool_]
    """Shape (n,), nodes that are visited."""
    sums: NDArray[np.int64]
    log: Ints
    """Shape (0, 5): no notes are taken."""


def new_trip(nodes: int, first_day: int, days: int) -> Trip:
    """Return a trip without items."""
    return Trip(
        np.array([first_day, days], dtype=np.int32),
        np.zeros(ROOM, dtype=np.int32),
        np.zeros((ROOM + 1, CELLS), dtype=np.int32),
        np.zeros(nodes, dtype=np.bool_),
        np.zeros(4, dtype=np.int64),
        np.zeros((0, 5), dtype=np.int32),
    )


@borrowing
def copy_trip(one, other):  # type: ignore[no-untyped-def]
    """Make the second trip equal to the first."""
    for place in range(one.sums[COUNT]):
        other.order[place] = one.order[place]
    for place in range(one.sums[COUNT] + 1):
        copy_state(one.at, place, other.at, place)
    for node in range(one.used.size):
        other.used[node] = one.used[node]
    for number in range(one.sums.size):
        other.sums[number] = one.sums[number]


@njit(cache=True, nogil=True, inline="always")
def copy_state(states, place, others, other):  # type: ignore[no-untyped-def]
    """Write a state over another."""
    for cell in range(CELLS):
        others[other, cell] = states[place, cell]


@njit(cache=True, nogil=True, inline="always")
def read_state(states, place, now):  # type: ignore[no-untyped-def]
    """Make `now` equal to a state."""
    for cell in range(CELLS):
        now[cell] = states[place, cell]


@njit(cache=True, nogil=True)
def lay_out(c, trip, items):  # type: ignore[no-untyped-def]
    """Give a trip those of some items that it can do one after the other; False for lost ships."""
    nodes, count = c.sleeps.size, 0
    trip.used[:] = False
    now = trip.at[0].copy()
    for item in items:
        now[:] = trip.at[count]
        if not step(c, trip.span, now, item, trip.log):
            if item >= nodes:
                return False
            continue
        trip.order[count] = item
        count += 1
        trip.at[count] = now
        if item < nodes:
            trip.used[item] = True
    trip.sums[COUNT] = count
    settle(c, trip, now)
    return True


@njit(cache=True, nogil=True, inline="always")
def where_to(c, trip, place):  # type: ignore[no-untyped-def]
    """Return the node that the item at a place begins at; the end's node behind the last; or -1."""
    if place >= trip.sums[COUNT]:
        return c.rule[END]
    item = trip.order[place]
    return item if item < c.sleeps.size else c.ships[item - c.sleeps.size, FROM]


@njit(cache=True, nogil=True, inline="always")
def way(c, here, other):  # type: ignore[no-untyped-def]
    """Return the drive between two nodes [slots], 0 to nowhere in particular."""
    return 0 if other < 0 or here == other else c.drive[here, other]


@borrowing
def detours(c, trip, node, last_day, places, lengths):  # type: ignore[no-untyped-def]
    """Put the places where a node is least out of the way into `places`; return how many."""
    found, most = 0, places.size
    for place in range(trip.sums[COUNT] + 1):
        here, there = trip.at[place, NODE], where_to(c, trip, place)
        if trip.at[place, DAY] + trip.span[FIRST] > last_day:
            break
        length = way(c, here, node) + way(c, node, there) - way(c, here, there)
        if way(c, here, node) >= FAR or way(c, node, there) >= FAR:
            continue
        if found == most and length >= lengths[most - 1]:
            continue
        spot = found if found < most else most - 1
        found = min(found + 1, most)
        while spot > 0 and lengths[spot - 1] > length:
            places[spot], lengths[spot] = places[spot - 1], lengths[spot - 1]
            spot -= 1
        places[spot], lengths[spot] = place, length
    return found


@borrowing
def goes_on(c, trip, place, now):  # type: ignore[no-untyped-def]
    """Go on with the items from a place on: 1 where times are as they were again, 0 at the end.

    It is -1 where an item cannot be done, or where too many are put off to another day.
    """
    late = 0
    for later in range(place, trip.sums[COUNT]):
        if not step(c, trip.span, now, trip.order[later], trip.log):
            return -1
        late += now[DAY] > trip.at[later + 1, DAY]
        if late > MOST_LATE:
            return -1
        if is_same(now, trip.at, later + 1):
            now[SPENT] -= trip.at[later + 1, SPENT]
            return 1
    return 0


@njit(cache=True, nogil=True, inline="always")
def is_same(now, states, place):  # type: ignore[no-untyped-def]
    """Answer whether a state is that after some item, whatever was spent."""
    same = True
    for cell in range(SPENT):
        same = same and now[cell] == states[place, cell]
    return same


@borrowing
def extra_cost(c, trip, place, node, now):  # type: ignore[no-untyped-def]
    """Return what a visit at a place of the order adds to what is spent, -1 where it cannot be."""
    count = trip.sums[COUNT]
    read_state(trip.at, place, now)
    if not step(c, trip.span, now, node, trip.log):
        return -1
    outcome = goes_on(c, trip, place, now)
    if outcome != 0:
        return now[SPENT] if outcome > 0 else -1
    if not trip.sums[DONE]:
        return now[SPENT] - trip.at[count, SPENT]
    sailed = place < count and trip.order[count - 1] >= c.sleeps.size
    if not finish(c, trip.span, now, sailed, trip.log):
        return -1
    return now[SPENT] - trip.sums[OUTLAY]


@borrowing
def put_in(c, trip, place, node, now):  # type: ignore[no-untyped-def]
    """Put a visit at a place of the order at which it can be made; `now` is written over."""
    count = trip.sums[COUNT] + 1
    for later in range(count - 1, place, -1):
        trip.order[later] = trip.order[later - 1]
        copy_state(trip.at, later, trip.at, later + 1)
    trip.order[place], trip.sums[COUNT], trip.used[node] = node, count, True
    read_state(trip.at, place, now)
    for later in range(place, count):
        step(c, trip.span, now, trip.order[later], trip.log)
        if later > place and is_same(now, trip.at, later + 1):
            spend_more(trip, later + 1, now[SPENT] - trip.at[later + 1, SPENT])
            break
        for cell in range(CELLS):
            trip.at[later + 1, cell] = now[cell]
    settle(c, trip, now)


@borrowing
def spend_more(trip, first, more):  # type: ignore[no-untyped-def]
    """Add to what is spent in all states from one on."""
    for later in range(first, trip.sums[COUNT] + 1):
        trip.at[later, SPENT] += more


@borrowing
def settle(c, trip, now):  # type: ignore[no-untyped-def]
    """Say what a trip is worth, and whether it ends well; `now` is written over."""
    nodes, count, gains = c.sleeps.size, trip.sums[COUNT], np.int64(0)
    for place in range(count):
        if trip.order[place] < nodes:
            gains += c.gain[trip.order[place]]
    read_state(trip.at, count, now)
    sailed = count > 0 and trip.order[count - 1] >= nodes
    done = finish(c, trip.span, now, sailed, trip.log)
    trip.sums[DONE], trip.sums[OUTLAY] = done, now[SPENT]
    trip.sums[WORTH] = gains - (now[SPENT] if done else trip.at[count, SPENT] + UNDONE)
