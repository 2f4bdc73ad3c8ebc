"""Which visits the bound remembers: a few bits a day keep a feast from being counted twice.

A node with several open days (or one that has to be visited) could be visited again in a relaxed
path.  Its bit says that it is done.  A bit is active on the days on which it can still matter, and
on the land of its node: who crosses the water forgets it, but for what has to be visited and where
there is room.  Active bits of a day and a land are numbered compactly, so that tables stay small.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from planner.optimise.grid import FAR, Grid
from planner.optimise.problem import IntArray

MOST_BITS = 30
LEAST_SHARE = 0.25
LEAST_RATIO = 4.0
"""Nodes worth more than this share of the best one, and so many times the usual one, are
remembered: where nothing stands out, bits cost time and prove next to nothing.  Where there are no
more nodes than bits, none has to stand out."""
MOST_MUSTS = 4
"""Musts that are remembered: their bits stay active to the end and double every day's table."""
BONUS = 1_000_000
"""What each further must brings on top [hundredths of points]: more than any trip is worth."""
MOST_ACTIVE = 6
"""Active bits of a day and a land at most: each one doubles its part of the day's table."""
MOST_CELLS = 50_000_000
"""Cells of a table at most, musts aside: 200 MB."""
MOST_ABROAD = 4_000_000
"""Cells up to which it is also remembered what was seen on other lands."""
MOST_LEARNED, MOST_LEARNED_BITS = 9, 60
"""Active bits of a day and a land, and bits in all, up to which sights are learned."""
MOST_MASKED = 6_000_000
"""Cells of day, node, mask and slot up to which sights are learned: 30 MB."""
MOST_APART = 2
"""Days between two visits up to which it is learned that the second is one too many."""
Active = list[list[list[int]]]
"""Active bits of each day and land."""
Learned = tuple[tuple[int, int], ...]
"""Nodes with a day on which their visit is remembered too, in the order of learning."""


class Memory(NamedTuple):
    """Tables over h days, l lands and b bits; words count all bits, masks only the active ones."""

    land: NDArray[np.int32]
    """Shape (n,), land of a node."""
    bit: NDArray[np.int32]
    """Shape (n,), bit of a node or -1."""
    active: NDArray[np.int32]
    """Shape (h, l, `MOST_ACTIVE` or more), active bits in the order of a mask, then -1."""
    known: NDArray[np.int64]
    """Shape (h, l), word of the active bits."""
    masks: NDArray[np.int32]
    """Shape (h, l), number of masks."""
    following: NDArray[np.int32]
    """Shape (h, l, m), mask of the next day."""
    crossed: NDArray[np.int32]
    """Shape (h, l, l, m): mask on another land, of the same day."""
    visited: NDArray[np.int32]
    """Shape (h, l, m, b): mask after the visit, -1 if it was made before."""
    may_stop: NDArray[np.bool_]
    """Shape (h, l, m), whether everything that has to be visited is."""
    needed: NDArray[np.bool_]
    """Shape (n,), what has to be visited and has a bit for that."""


@njit(cache=True, nogil=True, inline="always")
def mask_of(memory, day, land, word):  # type: ignore[no-untyped-def]
    """Return the mask that a word is on a day and a land."""
    mask = 0
    for position in range(memory.active.shape[2]):
        bit = memory.active[day, land, position]
        if bit < 0:
            break
        mask |= (word >> bit & 1) << position
    return mask


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


def lands_of(grid: Grid) -> NDArray[np.int32]:
    """Return the land of each node, shape (n,): what roads join.

    Nodes that neither roads nor ships join to the start may be many, each one alone: they count as
    one land, which nobody enters.
    """
    land = connected_components(grid.drive < FAR, directed=False)[1]
    ports = np.flatnonzero((grid.sail_end > grid.sail_begin).any(axis=0))
    entered = np.unique(land[[grid.start, *ports, *grid.sail_to]])
    number = np.full(int(land.max()) + 1, entered.size, dtype=np.int32)
    number[entered] = np.arange(entered.size)
    of_node: NDArray[np.int32] = number[land]
    return of_node


def choose_nodes(grid: Grid, opened: NDArray[np.bool_], must: frozenset[int]) -> list[int]:
    """Return the nodes that get a bit: what has to be visited, then what is worth much."""
    worths = grid.worth[grid.visitable]
    usual = float(np.median(worths)) if worths.size > MOST_BITS else 0.0
    least = max(grid.worth.max(initial=0) * LEAST_SHARE, LEAST_RATIO * usual)
    by_worth = np.argsort(-grid.worth, kind="stable")
    rest = [
        int(node)
        for node in by_worth
        if node not in must and grid.worth[node] > least and opened[:, node].any()
    ]
    return [*sorted(must), *rest][:MOST_BITS]


def active_bits(
    grid: Grid,
    land: NDArray[np.int32],
    opened: NDArray[np.bool_],
    nodes: list[int],
    must: frozenset[int],
) -> Active:
    """Return the active bits of each day and land, the first nodes first, while there is room.

    A bit that has to be set stays active to the end, everywhere.  Others are active on the land of
    their node, and on other lands between two of its days where that costs little.
    """
    days = opened.shape[0]
    cells = np.bincount(land) * (grid.last + 2) * (grid.drive_slots + 1)
    active: Active = [[[] for _ in cells] for _ in range(days)]

    def add(bit: int, where: int, span: range, most: int) -> None:
        now = sum(int(c) << len(own) for day in active for c, own in zip(cells, day, strict=True))
        more = sum(int(cells[where]) << len(active[day][where]) for day in span)
        widest = max((len(active[day][where]) for day in span), default=0)
        if nodes[bit] in must or (widest < MOST_ACTIVE and now + more <= most):
            for day in span:
                active[day][where].append(bit)

    spans = [span_of(opened[:, node], node in must) for node in nodes]
    for bit, node in enumerate(nodes):
        for where in range(len(cells)) if node in must else [int(land[node])]:
            add(bit, where, spans[bit], MOST_CELLS)
    for bit, node in enumerate(nodes):
        again = node not in must and opened[:, node].sum() > 1
        for where in range(len(cells)) if again else []:
            if where != land[node]:
                add(bit, where, spans[bit], MOST_ABROAD)
    return active


def span_of(opened: NDArray[np.bool_], to_the_end: bool) -> range:
    """Return the days on which a bit matters, from the first one on which its node is open."""
    days = np.flatnonzero(opened)
    if days.size == 0:
        return range(0)
    return range(int(days[0]), opened.size if to_the_end else int(days[-1]) + 1)


def moved(bits: list[int], onto: list[int]) -> NDArray[np.int32]:
    """Return which mask over other bits each mask over some becomes, shape (2^bits,)."""
    masks = np.arange(1 << len(bits), dtype=np.int32)
    found = np.zeros_like(masks)
    for position, bit in enumerate(bits):
        if bit in onto:
            found |= (masks >> position & 1) << onto.index(bit)
    return found


def build_memory(
    grid: Grid, first_day: int, days: int, must: frozenset[int], learned: Learned = ()
) -> Memory:
    """Return the tables for a trip that begins on `first_day` and lasts up to `days` days.

    What was learned comes last in each mask, so that masks keep their meaning as more is learned.
    """
    opened = open_days(grid, first_day, days)
    nodes = choose_nodes(grid, opened, must)
    land = lands_of(grid)
    active = active_bits(grid, land, opened, nodes, must)
    nodes += [node for node in dict.fromkeys(node for node, _ in learned) if node not in nodes]
    bit_of = np.full(grid.stay.size, -1, dtype=np.int32)
    bit_of[nodes] = np.arange(len(nodes))
    for node, day in learned:
        active[day][land[node]].append(int(bit_of[node]))
    lands, most = len(active[0]), max(len(bits) for day in active for bits in day)
    positions = np.full((days, lands, max(most, 1)), -1, dtype=np.int32)
    known = np.zeros((days, lands), dtype=np.int64)
    for day, own in enumerate(active):
        for where, bits in enumerate(own):
            positions[day, where, : len(bits)] = bits
            known[day, where] = sum(1 << bit for bit in bits)
    masks = np.array([[1 << len(bits) for bits in own] for own in active], dtype=np.int32)
    following, crossed = onward_tables(active, most)
    visited = visit_table(active, most, len(nodes))
    # Musts have the first bits; with more musts than bits there is no trip that visits all.
    may_stop = np.all(visited[..., : len(must)] < 0, axis=3)
    may_stop[:] &= len(must) <= len(nodes)
    needed = np.isin(np.arange(grid.stay.size), sorted(must))
    return Memory(
        land, bit_of, positions, known, masks, following, crossed, visited, may_stop, needed
    )  # fmt: skip


def learn(
    memory: Memory, slots: int, alive: IntArray, visits: Sequence[tuple[int, int]]
) -> Learned:
    """Return what has to be remembered so that a path cannot visit so soon again; see `Learned`.

    Parameters
    ----------
    slots
        Slots of a day in the table.
    alive
        Shape (h, n), cells of the table that are looked at; they may double in all.
    visits
        Nodes with the day of their visit, in the order of the path.
    """
    learned, last = list[tuple[int, int]](), dict[int, int]()
    named = set(np.flatnonzero(memory.bit >= 0).tolist())
    nodes, live = np.bincount(memory.land), np.zeros(memory.masks.shape, dtype=np.int64)
    np.add.at(live.T, memory.land, alive.T)
    bits, room = (memory.active >= 0).sum(axis=2), int(live.sum())
    empty = MOST_MASKED - int((memory.masks * nodes).sum()) * slots
    for node, day in visits:
        land, span = memory.land[node], range(last.get(node, day + 1), day + 1)
        last[node] = day
        steps = [
            step
            for step in span
            if (node, step) not in learned and not is_active(memory, step, node)
        ]
        full = any(bits[step, land] >= MOST_LEARNED for step in steps)
        if not steps or full or len(span) > MOST_APART + 1:
            continue
        grows = int(live[steps, land].sum())
        widens = int((nodes[land] << bits[steps, land]).sum()) * slots
        if grows <= room and widens <= empty and len(named | {node}) <= MOST_LEARNED_BITS:
            learned += [(node, step) for step in steps]
            bits[steps, land] += 1
            live[steps, land] *= 2
            named.add(node)
            room, empty = room - grows, empty - widens
    return tuple(learned)


def is_active(memory: Memory, day: int, node: int) -> bool:
    """Answer whether the visit of a node is remembered on a day on its land."""
    bit = int(memory.bit[node])
    return bit >= 0 and bit in memory.active[day, memory.land[node]].tolist()


def onward_tables(active: Active, most: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return `following` and `crossed` of a memory with so many active bits at most."""
    days, lands = len(active), len(active[0])
    following = np.zeros((days, lands, 1 << most), dtype=np.int32)
    crossed = np.zeros((days, lands, lands, 1 << most), dtype=np.int32)
    for day, own in enumerate(active):
        for land, bits in enumerate(own):
            if day + 1 < days:
                following[day, land, : 1 << len(bits)] = moved(bits, active[day + 1][land])
            for other, theirs in enumerate(own):
                crossed[day, land, other, : 1 << len(bits)] = moved(bits, theirs)
    return following, crossed


def visit_table(active: Active, most: int, count: int) -> NDArray[np.int32]:
    """Return `visited` of a memory of `count` bits, so many of them active at most."""
    masks = np.arange(1 << most, dtype=np.int32)
    visited = np.empty((len(active), len(active[0]), masks.size, max(count, 1)), dtype=np.int32)
    visited[:] = masks[:, None]
    for day, own in enumerate(active):
        for land, bits in enumerate(own):
            for position, bit in enumerate(bits):
                done = masks >> position & 1
                visited[day, land, :, bit] = np.where(done, -1, masks | 1 << position)
    return visited
