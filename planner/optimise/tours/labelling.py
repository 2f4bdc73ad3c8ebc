"""A pass: all labels from one end that may still be part of a better tour.

Paths forget a place once they go where it is not remembered (ng sets: Baldacci, Mingozzi and
Roberti 2011, doi 10.1287/opre.1110.0975), so that those that can be told apart stay few, and no
tour without a repeated visit is lost.  In a `single` pass they forget nothing, collect scores
instead of scores less prices, and give up the price of what has got out of reach unvisited.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from planner.optimise.compiled import borrowing
from planner.optimise.tours.labels import (
    FRONT,
    HELD,
    KEPT,
    STUCK,
    TIME,
    Labels,
    behind,
    cell_of,
    clear_labels,
    count_one,
    lead,
    outdone,
    push,
    traced,
)
from planner.optimise.tours.rest import Rest, enough
from planner.optimise.tours.side import TIMES, WORD, Ints, Side, Words


class Task(NamedTuple):
    """What a pass looks for."""

    side: Side
    reward: Ints
    """Shape (n,), scores less prices."""
    gain: Ints
    """Shape (n,), what labels collect: rewards, or scores in a single pass."""
    price: Ints
    """Shape (words * 64,), prices; 0 where no place is."""
    near: Words
    """Shape (n, words), the places that are remembered at each."""
    reach: Words
    """Shape (n, TIMES, words), as `within_reach` has it."""
    rest: Rest
    need: int
    """Rewards of a tour that is worth looking for."""
    single: bool


@borrowing
def write_off(price: Ints, reach: Words, place: int, part: int, memory: Words) -> int:
    """Mark in a full memory what is out of reach from now on; return the prices of these."""
    total = 0
    for w in range(memory.size):
        gone = ~(reach[place, part, w] | memory[w])
        memory[w] |= gone
        for k in range(WORD if gone else 0):
            if gone >> np.uint64(k) & np.uint64(1):
                total += price[w * WORD + k]
    return total


@borrowing
def arrive(
    single: bool,
    price: Ints,
    near: Words,
    reach: Words,
    place: int,
    part: int,
    old: Words,
    memory: Words,
) -> int:
    """Write what a path that comes to a place remembers; return what it gives up by that."""
    word, bit = place // WORD, np.uint64(1) << np.uint64(place % WORD)
    if single:
        for w in range(memory.size):
            memory[w] = old[w]
        memory[word] |= bit
        given: int = price[place] + write_off(price, reach, place, part, memory)
        return given
    for w in range(memory.size):
        memory[w] = old[w] & near[place, w] & reach[place, part, w]
    memory[word] |= bit
    return 0


@njit(cache=True, nogil=True)
def begin(labels: Labels, task: Task) -> None:
    """Make the labels of the first places."""
    clear_labels(labels)
    side = task.side
    nothing = np.zeros(task.near.shape[1], np.uint64)
    memory = np.zeros(task.near.shape[1], np.uint64)
    for j in range(1, side.opens.size):
        time = max(side.leg[0, j], side.opens[j])
        if side.arcs[0, j] and time <= side.closes[j]:
            labels.used[0, j] = True
            part = int(time) * TIMES // (side.horizon + 1)
            extra = -arrive(
                task.single, task.price, task.near, task.reach, j, part, nothing, memory
            )
            new = count_one(labels.state)
            labels.parent[new], labels.extra[new] = -1, extra
            push(
                labels.place,
                labels.time,
                labels.value,
                labels.memory,
                labels.kept,
                labels.later,
                labels.queue,
                new,
                j,
                time,
                task.gain[j],
                memory,
            )


@borrowing
def end_tour(labels: Labels, task: Task, label: int) -> None:
    """Let a label's path go back to the depot, if it can."""
    i = labels.place[label]
    if task.side.arcs[i, 0] and labels.time[label] + task.side.leg[i, 0] <= task.side.horizon:
        labels.used[i, 0] = True
        if labels.value[label] > labels.end_value[i]:
            labels.end_value[i] = labels.value[label]
            labels.ends[i] = label


@borrowing
def extend(labels: Labels, task: Task, label: int, crowd: int, old: Words, memory: Words) -> None:
    """Make the labels that one with memory `old` leads to; memory (words,) is written over.

    Arrays are named once and handed on one by one: numba counts who holds an array whenever it is
    taken from a tuple, which in the loop took most of the time.
    """
    leg, opens, closes, arcs, horizon = task.side
    _, reward, gain, price, near, reach, rest, need, single = task
    _, width, best, start, first, times, values, memories, looks = rest
    places, whens, worths, traces = labels.place, labels.time, labels.value, labels.traces
    marks, newest, leaders, older = labels.memory, labels.newest, labels.leaders, labels.older
    bests, seen_bests, front = labels.leader_value, labels.leader_memory, labels.front
    used, kept, later, queue = labels.used, labels.kept, labels.later, labels.queue
    parents, extras, top = labels.parent, labels.extra, labels.top
    i, time, value, extra = int(places[label]), int(whens[label]), worths[label], extras[label]
    for j in range(1, opens.size):
        if not arcs[i, j] or old[j // WORD] >> np.uint64(j % WORD) & np.uint64(1):
            continue
        when, worth = max(time + leg[i, j], opens[j]), value + gain[j]
        left = horizon - when
        least = need - worth - extra + reward[j]
        if when > closes[j] or best[j, left // width] < least:
            continue
        if crowd == 1 and behind(front, j, when * FRONT // (horizon + 1), worth):
            continue
        part = when * TIMES // (horizon + 1)
        lost = arrive(single, price, near, reach, j, part, old, memory)
        begin = first[j, left * TIMES // (horizon + 1)]
        least += lost
        if best[j, left // width] < least or not enough(
            begin, start[j + 1], looks, times, values, memories, j, left, least, memory
        ):
            continue
        used[i, j] = True
        chunk = newest[j]
        if outdone(
            chunk, leaders, older, top, bests, seen_bests, worth, memory, reach, j, part, crowd
        ):
            continue
        cell = cell_of(traces.size, j, memory)
        if not traced(traces, cell, places, whens, worths, marks, j, when, worth, memory):
            new = count_one(labels.state)
            traces[cell + (new & 3)] = new
            parents[new], extras[new] = label, extra - lost
            push(places, whens, worths, marks, kept, later, queue, new, j, when, worth, memory)


@njit(cache=True, nogil=True)
def advance(labels: Labels, task: Task, steps: int, crowd: int) -> bool:
    """Go on for some labels; return whether there are more to come.

    Labels that `crowd` leaders are worth as much as are dropped too; a number past all counts
    drops none that it must not.
    """
    words = labels.memory.shape[1]
    return bool(
        settle(labels, task, steps, crowd, np.empty(words, np.uint64), np.empty(words, np.uint64))
    )


@borrowing
def settle(labels: Labels, task: Task, steps: int, crowd: int, old: Words, memory: Words) -> bool:
    """Advance; old and memory (words,) are written over."""
    horizon, reach, state = task.side.horizon, task.reach, labels.state
    places, values, memories, kept = labels.place, labels.value, labels.memory, labels.kept
    queue, later, newest, leaders = labels.queue, labels.later, labels.newest, labels.leaders
    older, top = labels.older, labels.top
    bests, seen_bests = labels.leader_value, labels.leader_memory
    time = int(state[TIME])
    while time <= horizon:
        label = int(queue[time])
        if label < 0:
            time += 1
            continue
        state[TIME] = time
        state[STUCK] = places.size - state[HELD] < newest.size
        if steps <= 0 or state[STUCK]:
            return True
        steps -= 1
        queue[time] = later[label]
        for w in range(old.size):
            old[w] = memories[label, w]
        i, value, part = int(places[label]), values[label], time * TIMES // (horizon + 1)
        chunk = newest[i]
        if not outdone(
            chunk, leaders, older, top, bests, seen_bests, value, old, reach, i, part, crowd
        ):
            lead(labels, i, value, old, reach, part)
            kept[label] = True
            state[KEPT] += 1
            end_tour(labels, task, label)
            extend(labels, task, label, crowd, old, memory)
    return False
