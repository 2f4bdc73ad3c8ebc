"""One tour anew: labels in the order of time thread it through all places that are free.

A label is a way from the depot: where it ends, when, and what it is worth.  A place keeps the few
labels that promise most and are not both later and worth less than another; which places a label
has seen is not compared, so this is a heuristic, where the exact labelling compares it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.tours.dice import Dice, below, chance
from planner.optimise.tours.state import (
    CLOSES,
    NOWHERE,
    OPENS,
    SCORE,
    SIZE,
    STAY,
    WORTH,
    Case,
    FloatArray,
    Int32Array,
    Int64Array,
    Marks,
    State,
    drop,
    retime,
)

MOST_LABELS = 100_000
WORD = 64
BUCKETS = 256
NONE = -1
Words = NDArray[np.uint64]


class Book(NamedTuple):
    """Labels and where to find them; written anew for every tour."""

    place: Int32Array
    ready: Int64Array
    worth: FloatArray
    parent: Int32Array
    following: Int32Array
    """Shape (l,), next label in its bucket of time."""
    dead: Marks
    """Shape (l,), label is later and worth less than another one."""
    seen: Words
    """Shape (l, n / 64), places that a label has visited, as bits."""
    first: Int32Array
    """Shape (b,), first label of each bucket."""
    front: Int32Array
    """Shape (n, w), labels that a place keeps."""
    kept: Int64Array
    """Shape (n,), how many they are."""
    free: Int32Array
    """Shape (n,), places that the tour may visit."""
    worth_of: FloatArray
    """Shape (n,), what a visit counts for."""
    used: Int64Array
    """Shape (2,), labels in use, and the best of them."""


def new_book(count: int, width: int) -> Book:
    """Return an empty book for so many places, each of which keeps so many labels."""
    most = MOST_LABELS
    return Book(
        place=np.zeros(most, dtype=np.int32),
        ready=np.zeros(most, dtype=np.int64),
        worth=np.zeros(most),
        parent=np.zeros(most, dtype=np.int32),
        following=np.zeros(most, dtype=np.int32),
        dead=np.zeros(most, dtype=np.bool_),
        seen=np.zeros((most, count // WORD + 1), dtype=np.uint64),
        first=np.zeros(BUCKETS, dtype=np.int32),
        front=np.zeros((count, width), dtype=np.int32),
        kept=np.zeros(count, dtype=np.int64),
        free=np.zeros(count, dtype=np.int32),
        worth_of=np.zeros(count),
        used=np.zeros(2, dtype=np.int64),
    )


@borrowing
def find_room(
    times: Int64Array,
    values: FloatArray,
    dead: Marks,
    front: Int32Array,
    kept: Int64Array,
    place: int,
    ready: int,
    worth: float,
    rate: float,
    width: int,
) -> int:
    """Return where a place's front has room for a label, or none; kill what the label beats."""
    at, count = 0, kept[place]
    least, weakest = worth - rate * ready, NONE
    while at < count:
        other = front[place, at]
        if times[other] <= ready and values[other] >= worth:
            return NONE
        if times[other] >= ready and values[other] <= worth:
            dead[other] = True
            count -= 1
            front[place, at] = front[place, count]
            continue
        promise = values[other] - rate * times[other]
        if promise < least:
            least, weakest = promise, at
        at += 1
    kept[place] = count
    if count < width:
        kept[place] = count + 1
        return int(count)
    if weakest != NONE:
        dead[front[place, weakest]] = True
    return weakest


@borrowing
def has_seen(seen: Words, label: int, place: int) -> bool:
    """Return whether a label has visited a place."""
    return bool(seen[label, place // WORD] >> np.uint64(place % WORD) & np.uint64(1))


@borrowing
def extend(case: Case, book: Book, label: int, free: int, rate: float, width: int) -> None:
    """Lead a label on to every free place that it reaches in time."""
    travel, back, hours, _ = case
    _, times, values, _, following, dead, seen, first, front, kept, places, worth_of, used = book
    end, here, now = hours[0, CLOSES], book.place[label], times[label]
    for number in range(free):
        place = places[number]
        begin = now + travel[here, place]
        if begin > hours[place, CLOSES] or has_seen(seen, label, place):
            continue
        ready = max(begin, hours[place, OPENS]) + hours[place, STAY]
        if ready + back[0, place] > end:
            continue
        if used[0] == len(times):
            return
        value = values[label] + worth_of[place]
        room = find_room(times, values, dead, front, kept, place, ready, value, rate, width)
        if room != NONE:
            new = used[0]
            note(book, label, place, ready, value)
            front[place, room] = new
            bucket = ready * BUCKETS // (end + 1)
            following[new] = first[bucket]
            first[bucket] = new


@borrowing
def note(book: Book, parent: int, place: int, ready: int, worth: float) -> None:
    """Write a new label down."""
    label = book.used[0]
    book.used[0] += 1
    book.place[label] = place
    book.ready[label] = ready
    book.worth[label] = worth
    book.parent[label] = parent
    book.dead[label] = False
    for word in range(book.seen.shape[1]):
        book.seen[label, word] = book.seen[parent, word]
    book.seen[label, place // WORD] |= np.uint64(1) << np.uint64(place % WORD)
    if worth > book.worth[book.used[1]]:
        book.used[1] = label


@borrowing
def thread(case: Case, book: Book, free: int, rate: float, width: int) -> int:
    """Return the label of the best tour found through the first so many of `book.free`."""
    book.kept[:] = 0
    book.first[:] = NONE
    book.used[:] = 0
    book.used[0] = 1
    book.place[0] = 0
    book.ready[0] = case.hours[0, OPENS]
    book.worth[0] = 0.0
    book.parent[0] = NONE
    book.seen[0] = 0
    extend(case, book, 0, free, rate, width)
    for bucket in range(BUCKETS):
        while book.first[bucket] != NONE:
            label = book.first[bucket]
            book.first[bucket] = book.following[label]
            if not book.dead[label]:
                extend(case, book, label, free, rate, width)
    return int(book.used[1])


@borrowing
def clear_tour(state: State, one: int, gone: Marks) -> None:
    """Mark all visits of a tour."""
    for at in range(1, state.sums[one, SIZE] + 1):
        gone[state.places[one, at]] = True


@borrowing
def list_free(case: Case, state: State, book: Book, dice: Dice, gone: Marks) -> int:
    """List the places outside all tours and what they count for; return how many there are."""
    tour, hours = state.tour, case.hours
    noise = 0.3 * chance(dice) if chance(dice) < 0.5 else 0.0
    share = 0.3 + chance(dice)
    count = 0
    for place in range(1, len(tour)):
        if tour[place] == NOWHERE and (gone[place] or chance(dice) < share):
            book.free[count] = place
            book.worth_of[place] = hours[place, SCORE] * (1.0 + noise * (chance(dice) - 0.5))
            count += 1
    return count


@borrowing
def write_tour(case: Case, state: State, book: Book, one: int, label: int, gone: Marks) -> None:
    """Make an empty tour the way of a label."""
    size, step = 0, label
    while book.parent[step] != NONE:
        size += 1
        step = book.parent[step]
    state.sums[one, SIZE] = size
    while size:
        place = book.place[label]
        state.places[one, size] = place
        state.tour[place] = one
        gone[place] = False
        label = book.parent[label]
        size -= 1
    retime(case, state, one)


@borrowing
def rethread(
    case: Case, state: State, book: Book, dice: Dice, gone: Marks, changed: Marks
) -> float:
    """Make one tour anew through what is free, after the ruin that is marked; return the work."""
    one = below(dice, len(state.sums))
    rate = state.sums[one, WORTH] / max(case.hours[0, CLOSES], 1)
    clear_tour(state, one, gone)
    drop(case, state, gone, changed)
    free = list_free(case, state, book, dice, gone)
    width = 2 + below(dice, book.front.shape[1] - 1)
    write_tour(case, state, book, one, thread(case, book, free, rate, width), gone)
    changed[one] = True
    return float(free * book.used[0])
