"""The rest of a tour: what can follow a path, from a pass that came the other way."""

from typing import NamedTuple

import numpy as np

from planner.optimise.compiled import borrowing
from planner.optimise.tours.labels import HELD, Labels
from planner.optimise.tours.side import TIMES, WORD, Ints, Words
from planner.optimise.tours.table import HOPELESS, Table

CELLS = 1_000_000
LOOKS = 1000


class Rest(NamedTuple):
    """Paths from the other end, best first at each place."""

    horizon: int
    width: int
    """Units of time in a slot of `best`."""
    best: Ints
    """Shape (n, slots), the most worth of a path by each time."""
    start: Ints
    """Shape (n + 1,), where the paths of each place begin below."""
    first: Ints
    """Shape (n, `TIMES`), paths before that one are too late for each part of the horizon."""
    time: Ints
    value: Ints
    memory: Words
    looks: int
    """How many paths to look at; 0 if only `best` is known."""


def rest_of_table(table: Table, horizon: int) -> Rest:
    """Return the rest as a table filled from the other end knows it."""
    n = table.best.shape[0]
    none = np.zeros(0, np.int32)
    memory = np.zeros((0, -(-n // WORD)), np.uint64)
    start, first = np.zeros(n + 1, np.int32), np.zeros((n, TIMES), np.int32)
    return Rest(horizon, table.width, table.best, start, first, none, none, memory, 0)


@borrowing
def fill_best(labels: Labels, width: int, best: Ints) -> None:
    """Write into best (n, slots) the most worth of a path by each time."""
    best[:] = HOPELESS
    for label in range(labels.state[HELD]):
        if labels.kept[label]:
            i, slot = labels.place[label], labels.time[label] // width
            best[i, slot] = max(best[i, slot], labels.value[label])
    for i in range(best.shape[0]):
        for slot in range(1, best.shape[1]):
            best[i, slot] = max(best[i, slot], best[i, slot - 1])


def rest_of_labels(labels: Labels, horizon: int) -> Rest:
    """Return the rest as a finished pass from the other end knows it."""
    n = labels.newest.size
    width = max(1, -(-n * horizon // CELLS))
    best = np.empty((n, horizon // width + 1), np.int32)
    fill_best(labels, width, best)
    kept = np.flatnonzero(labels.kept[: int(labels.state[HELD])])
    order = kept[np.lexsort((-labels.value[kept], labels.place[kept]))]
    start = np.searchsorted(labels.place[order], np.arange(n + 1)).astype(np.int32)
    time = labels.time[order]
    first = np.empty((n, TIMES), np.int32)
    latest = ((np.arange(TIMES) + 1) * (horizon + 1) - 1) // TIMES
    for i in range(n):
        earliest = np.minimum.accumulate(time[start[i] : start[i + 1]])
        first[i] = start[i] + np.searchsorted(-earliest, -latest)
    memory = labels.memory[order]
    return Rest(horizon, width, best, start, first, time, labels.value[order], memory, LOOKS)


@borrowing
def enough(
    begin: int,
    last: int,
    looks: int,
    times: Ints,
    values: Ints,
    memories: Words,
    place: int,
    left: int,
    least: int,
    memory: Words,
) -> bool:
    """Return whether one of some paths is worth `least`, takes `left` at most, and fits a memory.

    A path fits that remembers nothing in common but the place where both meet.
    """
    end = min(last, begin + looks)
    word, bit = place // WORD, np.uint64(1) << np.uint64(place % WORD)
    for k in range(begin, end):
        if values[k] < least:
            return False
        if times[k] > left:
            continue
        apart = True
        for w in range(memory.size):
            both = memories[k, w] & memory[w]
            if w == word:
                both &= ~bit
            if both:
                apart = False
                break
        if apart:
            return True
    return end < last or looks == 0
