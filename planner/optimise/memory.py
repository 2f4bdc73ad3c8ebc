"""Which visits the bound remembers: a few bits a day keep a feast from being counted twice.

A node with several open days (or one that has to be visited) could be visited again in a relaxed
path.  Its bit says that it is done.  A bit is active on the days on which it can still matter;
active bits of a day are numbered compactly, so that the tables of the bound stay small.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.grid import Grid

MOST_BITS = 12
LEAST_SHARE = 0.25
LEAST_RATIO = 4.0
"""Nodes worth more than this share of the best one, and so many times the usual one, are
remembered: where nothing stands out, bits cost time and prove next to nothing."""
MOST_MUSTS = 4
"""Musts that are remembered: their bits stay active to the end and double every day's table."""
BONUS = 1_000_000
"""What each further must brings on top [hundredths of points]: more than any trip is worth."""
MOST_ACTIVE = 6
"""Active bits a day at most: each one doubles the day's table."""
MOST_CELLS = 50_000_000
"""Cells of a table at most, musts aside: 200 MB."""


class Memory(NamedTuple):
    """Tables over h days and b bits; `full` masks count all bits, `compact` ones the active."""

    bit: NDArray[np.int32]
    """Shape (n,), bit of a node or -1."""
    masks: NDArray[np.int32]
    """Shape (h,), number of compact masks."""
    compact: NDArray[np.int32]
    """Shape (h, 2^b), compact mask of a full one."""
    following: NDArray[np.int32]
    """Shape (h, m), compact mask of the next day."""
    visited: NDArray[np.int32]
    """Shape (h, m, b): compact mask after the visit, -1 if it was made before."""
    may_stop: NDArray[np.bool_]
    """Shape (h, m), whether everything that has to be visited is."""


def split_musts(must: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the musts that get a bit, and those that a bonus draws into the trip instead."""
    first = sorted(must)[:MOST_MUSTS]
    return frozenset(first), must - frozenset(first)


def gains_with_bonus(grid: Grid, must: frozenset[int]) -> NDArray[np.int32]:
    """Return what each visit brings, shape (n,), every must with its bonus [hundredths]."""
    gain = grid.worth.copy()
    gain[sorted(must)] += BONUS
    return gain


def open_days(grid: Grid, first_day: int, days: int) -> NDArray[np.bool_]:
    """Return which nodes are open on the days of a horizon, shape (h, n)."""
    span = slice(first_day, first_day + days)
    return grid.first_start[span] <= grid.last_start[span]


def choose_nodes(grid: Grid, opened: NDArray[np.bool_], must: frozenset[int]) -> list[int]:
    """Return the nodes that get a bit: what has to be visited, then what is worth much."""
    usual = float(np.median(grid.worth[grid.visitable])) if grid.visitable.any() else 0.0
    least = max(grid.worth.max(initial=0) * LEAST_SHARE, LEAST_RATIO * usual)
    by_worth = np.argsort(-grid.worth, kind="stable")
    rest = [
        int(node)
        for node in by_worth
        if node not in must and grid.worth[node] > least and opened[:, node].any()
    ]
    return [*sorted(must), *rest][:MOST_BITS]


def most_active(grid: Grid, days: int) -> int:
    """Return how many bits may be active on a day, so that the table has room."""
    layer = grid.stay.size * (grid.last + 2) * (grid.drive_slots + 1)
    room = MOST_CELLS // (layer * days)
    return max(0, min(MOST_ACTIVE, room.bit_length() - 1))


def active_bits(
    opened: NDArray[np.bool_], nodes: list[int], must: frozenset[int], most: int
) -> list[list[int]]:
    """Return the active bits of each day; a bit that has to be set stays active to the end."""
    days = opened.shape[0]
    active: list[list[int]] = [[] for _ in range(days)]
    for bit, node in enumerate(nodes):
        its_days = np.flatnonzero(opened[:, node])
        if its_days.size == 0:
            continue
        end = days - 1 if node in must else int(its_days[-1])
        for day in range(int(its_days[0]), end + 1):
            if node in must or len(active[day]) < most:
                active[day].append(bit)
    return active


def build_memory(grid: Grid, first_day: int, days: int, must: frozenset[int]) -> Memory:
    """Return the tables for a trip that begins on `first_day` and lasts up to `days` days."""
    opened = open_days(grid, first_day, days)
    nodes = choose_nodes(grid, opened, must)
    active = active_bits(opened, nodes, must, most_active(grid, days))
    bit_of = np.full(grid.stay.size, -1, dtype=np.int32)
    bit_of[nodes] = np.arange(len(nodes))
    widest = 1 << max((len(bits) for bits in active), default=0)
    compact = np.zeros((days, 1 << len(nodes)), dtype=np.int32)
    following = np.zeros((days, widest), dtype=np.int32)
    visited = np.zeros((days, widest, max(len(nodes), 1)), dtype=np.int32)
    may_stop = np.zeros((days, widest), dtype=np.bool_)
    full = np.arange(1 << len(nodes))
    for day, bits in enumerate(active):
        for position, bit in enumerate(bits):
            compact[day] |= ((full >> bit) & 1).astype(np.int32) << position
    needed = sum(1 << bit for bit, node in enumerate(nodes) if node in must)
    everything_fits = len(must) <= len(nodes)
    for day, bits in enumerate(active):
        for mask in range(1 << len(bits)):
            spread = sum(1 << bit for position, bit in enumerate(bits) if mask >> position & 1)
            if day + 1 < days:
                following[day, mask] = compact[day + 1, spread]
            may_stop[day, mask] = everything_fits and spread & needed == needed
            for bit in range(len(nodes)):
                done = bit in bits and bool(spread >> bit & 1)
                visited[day, mask, bit] = -1 if done else compact[day, spread | 1 << bit]
    count = np.array([1 << len(bits) for bits in active], dtype=np.int32)
    return Memory(bit_of, count, compact, following, visited, may_stop)
