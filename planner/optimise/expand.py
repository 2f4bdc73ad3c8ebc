"""Every move out of a label, in the same order as the bound counts them.

A label is named by its bucket and its place in it; `mother` is its number, by which its children
remember it.
"""

import numpy as np
from numba import njit

from planner.optimise.bound import dawn, mask_after, may_end, toll, yield_of
from planner.optimise.compiled import borrowing
from planner.optimise.hours.guide import may_drive
from planner.optimise.memory import mask_of
from planner.optimise.search import push, remember, survivors
from planner.optimise.seen import was_seen
from planner.optimise.steps import (
    DRIVE,
    SAIL,
    SLEEP,
    SLEEP_SAIL,
    START,
    VISIT,
    VISIT_HERE,
    WAKE,
    WAKE_AGAIN,
    Step,
)


@borrowing
def number_of(labels, bucket, place):  # type: ignore[no-untyped-def]
    """Return the number of a label."""
    return bucket * labels.rank.shape[1] + place


@borrowing
def is_finished(hunt, day, slot, bucket, place):  # type: ignore[no-untyped-def]
    """Answer whether a trip may end with the label."""
    labels = hunt.labels
    if slot == 0 and labels.kind[bucket, place] not in (SAIL, SLEEP_SAIL):
        return False
    for word in range(hunt.must.size):
        if not hunt.relaxed and hunt.must[word] & ~labels.seen[bucket, place, word]:
            return False
    memory, node = hunt.case.memory, labels.node[bucket, place]
    mask = mask_of(memory, day, memory.land[node], labels.memory[bucket, place])
    return may_end(hunt.case, day, mask, node)


@njit(cache=True, nogil=True)
def finished_labels(hunt):  # type: ignore[no-untyped-def]
    """Return the numbers of all labels with which a trip may end."""
    labels, slots = hunt.labels, hunt.case.grid.last + 2
    found = np.empty(labels.held.sum(), dtype=np.int64)
    size = 0
    for bucket in range(labels.held.size):
        for place in range(labels.held[bucket]):
            if is_finished(hunt, bucket // slots, bucket % slots, bucket, place):
                found[size] = number_of(labels, bucket, place)
                size += 1
    return found[:size]


@borrowing
def note_end(hunt, day, slot, bucket, place):  # type: ignore[no-untyped-def]
    """Keep the label as the best trip where it may end here and is worth more."""
    labels = hunt.labels
    if not is_finished(hunt, day, slot, bucket, place):
        return
    worth = labels.priced[bucket, place] if hunt.relaxed else labels.value[bucket, place]
    if worth > hunt.best[0]:
        hunt.best[0] = worth
        hunt.best[1] = number_of(labels, bucket, place)


@borrowing
def still_known(hunt, day, bucket, place, arrival, node):  # type: ignore[no-untyped-def]
    """Return what a label remembers at a node on a later day: what the table remembers."""
    labels, memory = hunt.labels, hunt.case.memory
    word, land = labels.memory[bucket, place], memory.land[labels.node[bucket, place]]
    for step in range(day, arrival + 1):
        word &= memory.known[step, land]
    return word & memory.known[arrival, memory.land[node]]


@borrowing
def sail(hunt, day, bucket, place, sailing, kind):  # type: ignore[no-untyped-def]
    """Board a sailing; `day` is the day of boarding."""
    grid, horizon, labels = hunt.case.grid, hunt.case.horizon, hunt.labels
    arrival = grid.sail_day[sailing] - horizon.first_day
    if arrival >= horizon.days:
        return
    cost = grid.sail_cost[sailing] + (arrival - day) * grid.day_cost
    paid = grid.sail_cost[sailing]
    for later in range(day + 1, arrival + 1):
        paid -= dawn(hunt.case, later)
    driven, active_s = labels.driven[bucket, place], labels.active_s[bucket, place]
    if kind == SLEEP_SAIL:
        cost += grid.day_cost
        paid -= dawn(hunt.case, day)
    if arrival > day or kind == SLEEP_SAIL:
        driven, active_s = 0, 0
    step = Step(
        arrival,
        grid.sail_slot[sailing],
        grid.sail_to[sailing],
        driven,
        active_s,
        still_known(hunt, day, bucket, place, arrival, grid.sail_to[sailing]),
        labels.priced[bucket, place] - paid,
        labels.value[bucket, place] - cost,
        number_of(labels, bucket, place),
        kind,
        sailing,
        -1,
    )
    push(hunt, step)


@borrowing
def wake_up(hunt, day, bucket, place, node, kind):  # type: ignore[no-untyped-def]
    """Begin the next day at a node, where one is or drives to."""
    grid, labels = hunt.case.grid, hunt.labels
    here, cost, paid = labels.node[bucket, place], grid.day_cost, -dawn(hunt.case, day + 1)
    if here != node:
        cost += grid.cost[here, node]
        paid += toll(hunt.case, day, here, node)
    step = Step(
        day + 1,
        0,
        node,
        0,
        0,
        still_known(hunt, day, bucket, place, day + 1, node),
        labels.priced[bucket, place] - paid,
        labels.value[bucket, place] - cost,
        number_of(labels, bucket, place),
        kind,
        -1,
        -1,
    )
    push(hunt, step)


@borrowing
def sleep(hunt, day, bucket, place):  # type: ignore[no-untyped-def]
    """Spend the night at the label's node, and perhaps board an early sailing there."""
    grid, horizon, labels = hunt.case.grid, hunt.case.horizon, hunt.labels
    node, before = labels.node[bucket, place], labels.kind[bucket, place]
    if not grid.sleeps[node] or day + 1 >= horizon.days:
        return
    kind = WAKE_AGAIN if before in (WAKE, WAKE_AGAIN) else SLEEP
    wake_up(hunt, day, bucket, place, node, kind)
    date = horizon.first_day + day + 1
    for sailing in range(grid.sail_begin[date, node], grid.sail_open[date, node]):
        sail(hunt, day + 1, bucket, place, sailing, SLEEP_SAIL)


@borrowing
def drive_and_sleep(hunt, day, bucket, place, other):  # type: ignore[no-untyped-def]
    """Drive to a sight for the night, before any visit to it."""
    grid, labels = hunt.case.grid, hunt.labels
    here = labels.node[bucket, place]
    if not grid.sleeps[other] or day + 1 >= hunt.case.horizon.days:
        return
    active_s = labels.active_s[bucket, place] + grid.drive_s[here, other]
    if active_s <= grid.most_active_s or hunt.relaxed:
        wake_up(hunt, day, bucket, place, other, WAKE)


@borrowing
def visit(hunt, day, slot, bucket, place, other):  # type: ignore[no-untyped-def]
    """Drive to a node and visit it today; or visit, before anything else, where one woke up."""
    grid, memory, labels = hunt.case.grid, hunt.case.memory, hunt.labels
    here, date = labels.node[bucket, place], hunt.case.horizon.first_day + day
    drive, drive_s, cost, paid, kind = 0, 0, 0, 0, VISIT_HERE
    if here != other:
        drive, drive_s, kind = grid.drive[here, other], grid.drive_s[here, other], VISIT
        cost, paid = grid.cost[here, other], toll(hunt.case, day, here, other)
    begin = max(slot + drive, grid.first_start[date, other])
    if begin > grid.last_start[date, other]:
        return
    active_s = labels.active_s[bucket, place] + drive_s + grid.stay_s[other]
    seen = was_seen(labels, bucket, place, other)
    if not hunt.relaxed and (active_s > grid.most_active_s or seen):
        return
    full, land = labels.memory[bucket, place], memory.land[other]
    if mask_after(hunt.case, day, mask_of(memory, day, land, full), other) < 0:
        return
    step = Step(
        day,
        begin + grid.stay[other],
        other,
        labels.driven[bucket, place] + drive,
        active_s,
        remember(memory, full, other) & memory.known[day, land],
        labels.priced[bucket, place] + yield_of(hunt.case, day, other) - paid,
        labels.value[bucket, place] + grid.worth[other] - cost,
        number_of(labels, bucket, place),
        kind,
        -1,
        other,
    )
    push(hunt, step)


@borrowing
def pass_through(hunt, day, slot, bucket, place, other):  # type: ignore[no-untyped-def]
    """Drive to a node that is not visited: a port, a place for the night, the end."""
    grid, labels = hunt.case.grid, hunt.labels
    here = labels.node[bucket, place]
    drive, cost = grid.drive[here, other], grid.cost[here, other]
    active_s = labels.active_s[bucket, place] + grid.drive_s[here, other]
    if active_s > grid.most_active_s and not hunt.relaxed:
        return
    step = Step(
        day,
        slot + drive,
        other,
        labels.driven[bucket, place] + drive,
        active_s,
        labels.memory[bucket, place],
        labels.priced[bucket, place] - toll(hunt.case, day, here, other),
        labels.value[bucket, place] - cost,
        number_of(labels, bucket, place),
        DRIVE,
        -1,
        -1,
    )
    push(hunt, step)


@borrowing
def expand(hunt, day, slot, bucket, place):  # type: ignore[no-untyped-def]
    """Push every label that one move makes of this one."""
    note_end(hunt, day, slot, bucket, place)
    sleep(hunt, day, bucket, place)
    grid, labels = hunt.case.grid, hunt.labels
    if slot > grid.last:
        return
    here, driven = labels.node[bucket, place], labels.driven[bucket, place]
    if labels.kind[bucket, place] in (WAKE, WAKE_AGAIN) and grid.visitable[here]:
        visit(hunt, day, slot, bucket, place, here)
    roads = hunt.case.live.roads
    for rank in range(roads.counts[day, here]):
        other = grid.near[here, roads.place[day, here, rank]]
        drive = grid.drive[here, other]
        if slot + drive > grid.last or driven + drive > grid.drive_slots:
            break
        hunt.best[3] += 1
        if not may_drive(hunt.guide, day, here, other):
            continue
        if grid.visitable[other]:
            drive_and_sleep(hunt, day, bucket, place, other)
            visit(hunt, day, slot, bucket, place, other)
        else:
            pass_through(hunt, day, slot, bucket, place, other)
    date = hunt.case.horizon.first_day + day
    for sailing in range(grid.sail_open[date, here], grid.sail_end[date, here]):
        if grid.sail_board[sailing] >= slot:
            sail(hunt, day, bucket, place, sailing, SAIL)


@njit(cache=True, nogil=True)
def hunt_trips(hunt):  # type: ignore[no-untyped-def]
    """Expand all labels in the order of time, from the start node on the first day."""
    grid, labels = hunt.case.grid, hunt.labels
    newest = np.empty(grid.stay.size, dtype=np.int64)
    push(hunt, Step(0, 0, grid.start, 0, 0, 0, 0, 0, -1, START, -1, -1))
    for bucket in range(labels.held.size):
        if labels.held[bucket] == 0:
            continue
        day, slot = bucket // (grid.last + 2), bucket % (grid.last + 2)
        for place in survivors(hunt, bucket, newest):
            if labels.rank[bucket, place] + hunt.prices > hunt.best[0]:
                expand(hunt, day, slot, bucket, place)
