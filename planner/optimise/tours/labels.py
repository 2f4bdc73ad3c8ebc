"""Labels: paths from one end, in the order of their times.

A label remembers some of the places that its path has been to, and dies when another one at its
place is no later, worth no less and remembers nothing else that is still within reach.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing
from planner.optimise.tours.side import WORD, Bools, Ints, Words

CHUNK = 32
TRACES = 1 << 18
FRONT = 1024
HELD, TIME, KEPT, CHUNKS, STUCK = range(5)
"""Cells of `Labels.state`: labels made, time reached, labels not outdone, chunks begun, no room."""


class Labels(NamedTuple):
    """Label k at [k]; the leaders of a place, in linked chunks, outdo what comes later."""

    place: NDArray[np.int16]
    time: Ints
    value: Ints
    extra: Ints
    """What to add to the value before it is compared with what is sought."""
    parent: Ints
    later: Ints
    """The next label of the same time, or -1."""
    memory: Words
    kept: Bools
    queue: Ints
    """Shape (horizon + 1,), the first label of each time, or -1."""
    traces: Ints
    """Labels that wait for their time, found by place and memory."""
    front: Ints
    """Shape (n, `FRONT` + 1), most worth of the labels of a place by time, as a Fenwick tree."""
    newest: Ints
    """Shape (n,), the newest chunk of each place, or -1."""
    leaders: Ints
    older: Ints
    """Shape (chunks,), how many leaders a chunk holds, and the chunk before it."""
    top: Ints
    """Shape (chunks,), no leader of the chunk is worth more."""
    leader_value: Ints
    leader_memory: Words
    used: Bools
    """Shape (n, n), arcs by which a label was made or a tour ended."""
    ends: Ints
    """Shape (n,), the label of the best tour that ends after each place, or -1."""
    end_value: Ints
    state: NDArray[np.int64]


def empty_labels(places: int, horizon: int, room: int) -> Labels:
    """Return room for so many labels, which the system hands out only as it is used."""
    words = -(-places // WORD)
    chunks = room // (2 * CHUNK) + places

    def ints(*shape: int) -> Ints:
        return np.empty(shape, np.int32)

    return Labels(
        place=np.empty(room, np.int16),
        time=ints(room),
        value=ints(room),
        extra=ints(room),
        parent=ints(room),
        later=ints(room),
        memory=np.empty((room, words), np.uint64),
        kept=np.empty(room, np.bool_),
        queue=ints(horizon + 1),
        traces=ints(TRACES),
        front=ints(places, FRONT + 1),
        newest=ints(places),
        leaders=ints(chunks),
        older=ints(chunks),
        top=ints(chunks),
        leader_value=ints(chunks, CHUNK),
        leader_memory=np.empty((chunks, CHUNK, words), np.uint64),
        used=np.empty((places, places), np.bool_),
        ends=ints(places),
        end_value=ints(places),
        state=np.zeros(5, np.int64),
    )


@borrowing
def clear_labels(labels: Labels) -> None:
    """Forget all labels."""
    labels.queue[:] = -1
    labels.traces[:] = -1
    labels.front[:] = -(2**30)
    labels.newest[:] = -1
    labels.used[:] = False
    labels.ends[:] = -1
    labels.end_value[:] = 0
    labels.state[:] = 0


@borrowing
def count_one(state: NDArray[np.int64]) -> int:
    """Return where a new label goes, and count it."""
    state[HELD] += 1
    return int(state[HELD] - 1)


@borrowing
def push(
    places: NDArray[np.int16],
    times: Ints,
    values: Ints,
    memories: Words,
    kept: Bools,
    later: Ints,
    queue: Ints,
    new: int,
    place: int,
    time: int,
    value: int,
    memory: Words,
) -> None:
    """Write a label and let it wait for its time."""
    places[new] = place
    times[new] = time
    values[new] = value
    kept[new] = False
    for w in range(memory.size):
        memories[new, w] = memory[w]
    later[new] = queue[time]
    queue[time] = new


@borrowing
def behind(front: Ints, place: int, slot: int, value: int) -> bool:
    """Return whether a label of an earlier slot is worth as much; otherwise take note of this."""
    k, most = slot, np.int32(-(2**30))
    while k > 0:
        most = max(most, front[place, k])
        k -= k & -k
    k = slot + 1
    while k <= FRONT and most < value:
        front[place, k] = max(front[place, k], value)
        k += k & -k
    return bool(most >= value)


@borrowing
def cell_of(cells: int, place: int, memory: Words) -> int:
    """Return where the traces of labels with a place and a memory begin."""
    key = np.int64(place)
    for w in range(memory.size):
        key = (key ^ np.int64(memory[w] ^ (memory[w] >> np.uint64(29)))) * 0x5851F42D4C957F2D
    return int(((key >> 20) & (cells // 4 - 1)) * 4)


@borrowing
def traced(
    traces: Ints,
    cell: int,
    places: NDArray[np.int16],
    times: Ints,
    values: Ints,
    memories: Words,
    place: int,
    time: int,
    value: int,
    memory: Words,
) -> bool:
    """Return whether a label that still waits outdoes a new one."""
    for k in range(cell, cell + 4):
        other = traces[k]
        if other < 0 or places[other] != place or times[other] > time or values[other] < value:
            continue
        inside = True
        for w in range(memory.size):
            if memories[other, w] & ~memory[w]:
                inside = False
                break
        if inside:
            return True
    return False


@borrowing
def outdone(
    chunk: int,
    leaders: Ints,
    older: Ints,
    top: Ints,
    values: Ints,
    memories: Words,
    value: int,
    memory: Words,
    reach: Words,
    place: int,
    part: int,
    crowd: int,
) -> bool:
    """Return whether a leader outdoes a path, or `crowd` leaders are worth as much."""
    rivals = 0
    while chunk >= 0:
        for k in range(leaders[chunk] if top[chunk] >= value else 0):
            if values[chunk, k] < value:
                continue
            inside = True
            for w in range(memory.size):
                if memories[chunk, k, w] & ~memory[w] & reach[place, part, w]:
                    inside = False
                    break
            rivals += 1
            if inside or rivals >= crowd:
                return True
        chunk = older[chunk]
    return False


@borrowing
def drop_leaders(
    labels: Labels, place: int, value: int, memory: Words, reach: Words, part: int
) -> None:
    """Drop the leaders of a place that a new one outdoes from now on."""
    leaders, older = labels.leaders, labels.older
    values, memories = labels.leader_value, labels.leader_memory
    chunk = labels.newest[place]
    while chunk >= 0:
        k = 0
        while k < leaders[chunk]:
            inside = values[chunk, k] <= value
            for w in range(memory.size if inside else 0):
                if memory[w] & ~memories[chunk, k, w] & reach[place, part, w]:
                    inside = False
                    break
            if inside:
                last = leaders[chunk] - 1
                leaders[chunk] = last
                values[chunk, k] = values[chunk, last]
                for w in range(memory.size):
                    memories[chunk, k, w] = memories[chunk, last, w]
            else:
                k += 1
        chunk = older[chunk]


@borrowing
def lead(labels: Labels, place: int, value: int, memory: Words, reach: Words, part: int) -> None:
    """Make a path a leader of its place; without room for it, later ones are outdone less often."""
    drop_leaders(labels, place, value, memory, reach, part)
    chunk = labels.newest[place]
    if chunk < 0 or labels.leaders[chunk] == CHUNK:
        new = labels.state[CHUNKS]
        if new >= labels.leaders.size:
            return
        labels.state[CHUNKS] += 1
        labels.older[new] = chunk
        labels.leaders[new] = 0
        labels.top[new] = value
        labels.newest[place] = new
        chunk = new
    k = labels.leaders[chunk]
    labels.leader_value[chunk, k] = value
    labels.top[chunk] = max(value, labels.top[chunk])
    for w in range(memory.size):
        labels.leader_memory[chunk, k, w] = memory[w] & reach[place, part, w]
    labels.leaders[chunk] = k + 1


def path_to(labels: Labels, label: int) -> tuple[int, ...]:
    """Return the places of a label's path, from its end of the tour on."""
    path = []
    while label >= 0:
        path.append(int(labels.place[label]))
        label = int(labels.parent[label])
    return tuple(path[::-1])
