"""Filling the table of the bound: slot after slot from the last day's end, by several threads.

What a path can collect from a slot on depends on later slots alone, for every drive, visit and
crossing takes one at least.  So the nodes of a slot are shared out, and the table is the same
however many threads fill it.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.bound import (
    NOTHING,
    Relaxation,
    fresh_layer,
    may_end,
    moves_from,
    nights_layer,
    sailings_from,
    state_index,
    tonight_layer,
)


class Nights(NamedTuple):
    """What the nights after a day bring; m masks, n nodes."""

    stay: NDArray[np.int32]
    """Shape (m, n): sleeping where one is."""
    away: NDArray[np.int32]
    """Shape (m, n, driven slots + 1): the best night at most so many slots away."""


@njit(cache=True, nogil=True)
def fill_nights(r, day, nights):  # type: ignore[no-untyped-def]
    """Fill what the nights after a day bring, the next day being filled."""
    nodes = r.grid.stay.size
    arrive = np.empty(nodes, dtype=np.int32)
    if day + 1 < r.horizon.days:
        fresh_layer(r, day + 1)
    for mask in range(r.memory.masks[day].max()):
        nights_layer(r, day, mask, nights.stay[mask], arrive)
        for node in range(nodes):
            if r.live.alive[day, node] > 0:
                tonight_layer(r, day, arrive, node, nights.away[mask, node])


@njit(cache=True, nogil=True)
def fill_slots(r, day, slots, part, nights):  # type: ignore[no-untyped-def]
    """Fill some slots of a day, the last one first: every so manyth node, from one on.

    `slots` are the last and the first slot, `part` that node and how many are skipped to the next.
    No trip ends at slot 0, after a night: a day on which nothing happens is no day of the trip.
    """
    best = np.empty(r.grid.drive_slots + 1, dtype=np.int32)
    for slot in range(slots[0], slots[1] - 1, -1):
        for node in range(part[0], r.grid.stay.size, part[1]):
            if r.live.alive[day, node] == 0:
                continue
            for mask in range(r.memory.masks[day, r.memory.land[node]]):
                place = state_index(r, day, mask, node, slot)
                if place == 0:
                    continue
                ends = slot > 0 and may_end(r, day, mask, node)
                best[:] = max(0 if ends else NOTHING, nights.stay[mask, node])
                if slot <= r.grid.last:
                    for driven in range(best.size):
                        reach = min(r.grid.drive_slots - driven, r.grid.last - slot)
                        best[driven] = max(best[driven], nights.away[mask, node, reach])
                    moves_from(r, day, mask, node, slot, best)
                    sailings_from(r, day, mask, node, slot, best)
                r.table.values[place : place + best.size] = best


def fill_table(case: Relaxation, threads: int = 1) -> None:
    """Fill the table of a departure; several threads share the nodes of each slot."""
    most, nodes, last = case.memory.following.shape[2], case.grid.stay.size, case.grid.last + 1
    stay = np.empty((most, nodes), dtype=np.int32)
    nights = Nights(stay, np.empty((*stay.shape, case.grid.drive_slots + 1), dtype=np.int32))
    for day in range(case.horizon.days - 1, -1, -1):
        fill_nights(case, day, nights)
        if threads == 1:
            fill_slots(case, day, (last, 0), (0, 1), nights)
        else:
            fill_together(case, day, nights, threads)


def fill_together(case: Relaxation, day: int, nights: Nights, threads: int) -> None:
    """Fill the slots of a day, each by several threads."""
    with ThreadPoolExecutor(threads - 1) as pool:
        for slot in range(case.grid.last + 1, -1, -1):
            others = [
                pool.submit(fill_slots, case, day, (slot, slot), (part, threads), nights)
                for part in range(1, threads)
            ]
            fill_slots(case, day, (slot, slot), (0, threads), nights)
            for other in others:
                other.result()
