"""The search: labels in time order, guided and cut off by the table of the bound.

A label is a path up to a state.  What it has collected plus the table's value is the most that any
path through it can be worth; where that does not beat the best trip found, the label dies.  At most
`width` labels live in a time slot; the best of those thrown away bounds what was missed.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.optimise.bound import HOPELESS, Relaxation, may_end, state_index
from planner.optimise.compiled import borrowing
from planner.optimise.grid import Grid
from planner.optimise.hours.guide import Guide, most_ahead
from planner.optimise.memory import mask_of
from planner.optimise.seen import WORD
from planner.optimise.steps import SAIL, SLEEP_SAIL, WAKE, WAKE_AGAIN
from planner.optimise.within import Within, is_allowed, most_left, use_after, within_limits

WORK_PER_LABEL, WORK_PER_WAY = 35, 5
"""Work of a label and of each drive that is tried (see `prover.WORK_PER_SECOND`); measured."""


class Labels(NamedTuple):
    """Label s of bucket b at [b, s]; bucket = day * (last + 2) + slot."""

    held: NDArray[np.int32]
    """Shape (b,), labels in the bucket."""
    order: NDArray[np.int32]
    """Shape (b, width), slots as a heap, least promising first."""
    rank: NDArray[np.int64]
    """What the label has collected at visit prices, plus the table's value."""
    node: NDArray[np.int32]
    driven: NDArray[np.int32]
    active_s: NDArray[np.int64]
    memory: NDArray[np.int64]
    seen: NDArray[np.uint64]
    """Shape (b, width, words), one bit for each visited node."""
    priced: NDArray[np.int64]
    value: NDArray[np.int64]
    parent: NDArray[np.int64]
    kind: NDArray[np.int8]
    sailing: NDArray[np.int32]
    used: NDArray[np.int64]
    """Shape (b, width, l), what was used of each limit on the whole trip."""


class Hunt(NamedTuple):
    """One search: everything that its steps read, and what they change."""

    case: Relaxation
    labels: Labels
    best: NDArray[np.int64]
    """Best value, best label, most that was missed; drives tried."""
    prices: int
    """Sum of all prices, 0 for a relaxed search."""
    relaxed: bool
    """Whether visits may repeat and days may be too full, as in the bound."""
    must: NDArray[np.uint64]
    """Shape (words,): nodes that have to be visited."""
    guide: Guide
    """What the bound by hours tells, where it was filled."""
    within: Within
    """Limits on the whole trip that every label keeps."""

    @property
    def work(self) -> float:
        """Work that the labels took."""
        return WORK_PER_LABEL * int(self.labels.held.sum()) + WORK_PER_WAY * int(self.best[3])


def empty_labels(grid: Grid, days: int, width: int, limits: int = 0) -> Labels:
    """Return room for `width` labels in each slot of each day, with so many limits."""
    shape = (days * (grid.last + 2), width)
    words = -(-grid.stay.size // WORD)
    return Labels(
        held=np.zeros(shape[0], dtype=np.int32),
        order=np.zeros(shape, dtype=np.int32),
        rank=np.zeros(shape, dtype=np.int64),
        node=np.zeros(shape, dtype=np.int32),
        driven=np.zeros(shape, dtype=np.int32),
        active_s=np.zeros(shape, dtype=np.int64),
        memory=np.zeros(shape, dtype=np.int64),
        seen=np.zeros((*shape, words), dtype=np.uint64),
        priced=np.zeros(shape, dtype=np.int64),
        value=np.zeros(shape, dtype=np.int64),
        parent=np.zeros(shape, dtype=np.int64),
        kind=np.zeros(shape, dtype=np.int8),
        sailing=np.zeros(shape, dtype=np.int32),
        used=np.zeros((*shape, limits), dtype=np.int64),
    )


@borrowing
def sift(labels, bucket, position):  # type: ignore[no-untyped-def]
    """Restore the heap of a bucket below and above one position."""
    order, rank = labels.order[bucket], labels.rank[bucket]
    while position > 0 and rank[order[position]] < rank[order[(position - 1) // 2]]:
        above = (position - 1) // 2
        order[position], order[above] = order[above], order[position]
        position = above
    while True:
        least, count = position, labels.held[bucket]
        for below in (2 * position + 1, 2 * position + 2):
            if below < count and rank[order[below]] < rank[order[least]]:
                least = below
        if least == position:
            return
        order[position], order[least] = order[least], order[position]
        position = least


@borrowing
def store(hunt, bucket, place, rank, step):  # type: ignore[no-untyped-def]
    """Write a label."""
    labels = hunt.labels
    for number in range(labels.used.shape[2]):
        labels.used[bucket, place, number] = use_after(hunt.within, labels, step, number)
    labels.rank[bucket, place] = rank
    labels.node[bucket, place] = step.node
    labels.driven[bucket, place] = step.driven
    labels.active_s[bucket, place] = step.active_s
    labels.memory[bucket, place] = step.memory
    labels.priced[bucket, place] = step.priced
    labels.value[bucket, place] = step.value
    labels.parent[bucket, place] = step.parent
    labels.kind[bucket, place] = step.kind
    labels.sailing[bucket, place] = step.sailing
    width = labels.rank.shape[1]
    for word in range(labels.seen.shape[2]):
        before = np.uint64(0)
        if step.parent >= 0:
            before = labels.seen[step.parent // width, step.parent % width, word]
        labels.seen[bucket, place, word] = before
    if step.visits >= 0:
        labels.seen[bucket, place, step.visits // WORD] |= np.uint64(1) << np.uint64(
            step.visits % WORD
        )


@njit(cache=True, nogil=True, inline="always")
def push(hunt, step):  # type: ignore[no-untyped-def]
    """Add a label to its bucket where it may lead to a better trip and there is room for it."""
    case, labels = hunt.case, hunt.labels
    grid, memory, table = case.grid, case.memory, case.table
    mask = mask_of(memory, step.day, memory.land[step.node], step.memory)
    place = state_index(case, step.day, mask, step.node, step.slot) + step.driven
    wakes = step.kind in (WAKE, WAKE_AGAIN)
    ahead = np.int64(table.fresh[step.day, mask, step.node] if wakes else table.values[place])
    landed = step.slot == 0 and step.kind in (SAIL, SLEEP_SAIL)
    ends = landed and may_end(case, step.day, mask, step.node)
    if ends:
        ahead = max(ahead, np.int64(0))
    if ahead < HOPELESS:
        return
    left = 0
    if labels.used.shape[2] > 0:
        if not is_allowed(hunt.within, labels, step):
            return
        left = most_left(hunt.within, labels, step, 0)
        ahead = min(ahead + left, within_limits(hunt.within, labels, step, mask, place, ends))
    rank = step.priced + ahead
    if rank + hunt.prices <= hunt.best[0]:
        return
    by_hours = most_ahead(hunt.guide, grid, labels, step)
    rank = min(rank, step.value + by_hours + left - hunt.prices)
    if rank + hunt.prices <= hunt.best[0]:
        return
    bucket = step.day * (grid.last + 2) + step.slot
    width = labels.rank.shape[1]
    if labels.held[bucket] < width:
        place = labels.held[bucket]
        store(hunt, bucket, place, rank, step)
        labels.order[bucket, place] = place
        labels.held[bucket] += 1
        sift(labels, bucket, place)
        return
    place = labels.order[bucket, 0]
    hunt.best[2] = max(hunt.best[2], min(rank, labels.rank[bucket, place]) + hunt.prices)
    if rank > labels.rank[bucket, place]:
        store(hunt, bucket, place, rank, step)
        sift(labels, bucket, 0)


@njit(cache=True, nogil=True, inline="always")
def remember(memory, mask, node):  # type: ignore[no-untyped-def]
    """Return the full memory after a visit to a node."""
    return mask | (1 << memory.bit[node]) if memory.bit[node] >= 0 else mask


@borrowing
def is_worse(hunt, bucket, one, other):  # type: ignore[no-untyped-def]
    """Answer whether label `one` is at most as good as `other` in everything.

    Who has seen less may visit more, but lacks no must that the other has.  Who has just landed may
    end the trip there, who has slept there may not.
    """
    labels = hunt.labels
    if (
        labels.value[bucket, one] > labels.value[bucket, other]
        or labels.driven[bucket, one] < labels.driven[bucket, other]
        or labels.active_s[bucket, one] < labels.active_s[bucket, other]
        or labels.memory[bucket, other] & ~labels.memory[bucket, one]
        or (labels.kind[bucket, one] >= SAIL and labels.kind[bucket, other] < SAIL)
    ):
        return False
    for number in range(labels.used.shape[2]):
        if labels.used[bucket, one, number] < labels.used[bucket, other, number]:
            return False
    for word in range(labels.seen.shape[2]):
        own, known = labels.seen[bucket, one, word], labels.seen[bucket, other, word]
        if known & ~own or own & ~known & hunt.must[word]:
            return False
    return True


@njit(cache=True, nogil=True)
def survivors(hunt, bucket, newest):  # type: ignore[no-untyped-def]
    """Return the labels of a bucket that no other one makes needless, best value first."""
    labels = hunt.labels
    count = labels.held[bucket]
    by_value = np.argsort(-labels.value[bucket, :count], kind="mergesort")
    before = np.full(count, -1, dtype=np.int64)
    kept = np.empty(count, dtype=np.int64)
    size = 0
    newest[:] = -1
    for place in by_value:
        node = labels.node[bucket, place]
        other = newest[node]
        while other >= 0 and not is_worse(hunt, bucket, place, other):
            other = before[other]
        if other < 0:
            before[place], newest[node] = newest[node], place
            kept[size] = place
            size += 1
    return kept[:size]
