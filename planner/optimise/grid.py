"""The problem on a grid of time slots, as flat arrays that compiled loops can read.

Slot 0 of a day is its `day_start_s`, slot `last` the latest one that a visit or drive may end in,
slot `last + 1` an arrival by ship after the day's end.  Drives, stays and arrivals are rounded up,
boarding is rounded down, so that every path on the grid is possible on the clock.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.model.clock import DAY_S
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    DatedSailing,
    IntArray,
    OrienteeringProblem,
)

SCALE = 100
"""Worth on the grid is in hundredths of a point, so that prices of visits can be fine."""
FAR = 10_000
"""Drive slots between nodes that no road joins."""
MOST_TRANSFERS = 500
MINUTE_S = 60


class Grid(NamedTuple):
    """Arrays of one problem; n nodes, k days, s sailings sorted by port, day and boarding slot."""

    last: int
    drive_slots: int
    drive: NDArray[np.int32]
    """Shape (n, n), slots."""
    drive_s: IntArray
    cost: NDArray[np.int32]
    """Shape (n, n), hundredths of points."""
    near: NDArray[np.int32]
    """Shape (n, n), other nodes by growing drive; only the first `near_count` are in reach."""
    near_count: NDArray[np.int32]
    first_start: NDArray[np.int32]
    """Shape (k, n), earliest slot in which a visit may begin."""
    last_start: NDArray[np.int32]
    """Shape (k, n), latest one; below `first_start` when closed."""
    drive_min: NDArray[np.int32]
    """Shape (n, n), whole minutes at the wheel, rounded down."""
    stay: NDArray[np.int32]
    stay_s: IntArray
    stay_min: NDArray[np.int32]
    """Shape (n,), whole minutes of a visit, rounded down."""
    worth: NDArray[np.int32]
    bonus: NDArray[np.int32]
    """Shape (n,), what a visit that has to be made brings on top while one searches, where the
    bound does not remember it (see `memory.split_musts`); 0 for all others."""
    visitable: NDArray[np.bool_]
    sleeps: NDArray[np.bool_]
    sail_begin: NDArray[np.int32]
    """Shape (k, n): first sailing from node on day; the early ones come first."""
    sail_open: NDArray[np.int32]
    """Shape (k, n): first sailing that one can board at slot 0 or later."""
    sail_end: NDArray[np.int32]
    sail_board: NDArray[np.int32]
    sail_to: NDArray[np.int32]
    sail_day: NDArray[np.int32]
    """Calendar day of arrival."""
    sail_slot: NDArray[np.int32]
    sail_cost: NDArray[np.int32]
    start: int
    end: int
    least_days: int
    day_cost: int
    most_active_s: int


def ceil_div(value: IntArray, step: int) -> IntArray:
    """Divide whole numbers, rounding up."""
    return -(-value // step)


def drive_arrays(problem: OrienteeringProblem, grid_s: int) -> tuple[IntArray, IntArray, IntArray]:
    """Return drive slots (n, n), neighbours by growing drive (n, n) and their count (n,)."""
    reachable = problem.drive_s < UNREACHABLE_S
    slots = np.where(reachable, np.maximum(ceil_div(problem.drive_s, grid_s), 1), FAR)
    np.fill_diagonal(slots, FAR)
    most = problem.max_drive_s // grid_s
    near = np.argsort(slots, axis=1, kind="stable")
    return slots, near, (slots <= most).sum(axis=1)


def start_slots(problem: OrienteeringProblem, grid_s: int, last: int) -> tuple[IntArray, IntArray]:
    """Return earliest and latest start slot of each visit, shape (k, n)."""
    closed = (problem.opens_s == NEVER_S) | ~problem.visitable
    first = np.maximum(ceil_div(problem.opens_s - problem.day_start_s, grid_s), 0)
    closes = np.minimum(problem.closes_s, problem.day_end_s)
    latest = (closes - problem.stay_s - problem.day_start_s) // grid_s
    latest = np.minimum(latest, last - ceil_div(problem.stay_s, grid_s))
    return np.where(closed, 1, first), np.where(closed, 0, latest)


def join_transfers(problem: OrienteeringProblem) -> list[DatedSailing]:
    """Return the sailings and every change of ship that happens outside the day's hours."""
    joined = list(problem.sailings)
    position = 0
    while position < len(joined) and len(joined) < len(problem.sailings) + MOST_TRANSFERS:
        first = joined[position]
        position += 1
        day, within = divmod(first.arrive_s, DAY_S)
        if problem.day_start_s <= within <= problem.day_end_s:
            continue
        gap_end = day * DAY_S + (problem.day_start_s if within < problem.day_start_s else DAY_S)
        joined += [
            DatedSailing(
                first.board_by_s,
                second.arrive_s,
                first.from_node,
                second.to_node,
                f"{first.key}+{second.key}",
                first.points + second.points,
            )
            for second in problem.sailings
            if second.from_node == first.to_node and first.arrive_s <= second.board_by_s < gap_end
        ]
    return joined


def sailing_order(problem: OrienteeringProblem) -> tuple[DatedSailing, ...]:
    """Return sailings and transfers in the order of the grid's arrays."""
    inside = [s for s in join_transfers(problem) if s.board_by_s >= 0]
    return tuple(
        sorted(
            inside,
            key=lambda s: (s.from_node, s.board_by_s // DAY_S, s.board_by_s, s.arrive_s, s.key),
        )
    )


def sailing_slots(
    problem: OrienteeringProblem, sailings: tuple[DatedSailing, ...], grid_s: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Return boarding slot, arrival day and arrival slot of each sailing; early slots are < 0."""
    boards = np.array([s.board_by_s for s in sailings], dtype=np.int64)
    arrives = np.array([s.arrive_s for s in sailings], dtype=np.int64)
    board = (boards % DAY_S - problem.day_start_s) // grid_s
    return board, arrives // DAY_S, ceil_div(arrives % DAY_S - problem.day_start_s, grid_s)


def sailing_pointers(
    problem: OrienteeringProblem, sailings: tuple[DatedSailing, ...], board: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Return begin, open and end of the sailings of each day and node, each of shape (k, n)."""
    begin, opening, end = (
        np.zeros((problem.window_days, problem.node_count), dtype=np.int64) for _ in range(3)
    )
    for position, sailing in enumerate(sailings):
        day, node = sailing.board_by_s // DAY_S, sailing.from_node
        if day >= problem.window_days:
            continue
        if end[day, node] == 0:
            begin[day, node] = opening[day, node] = position
        end[day, node] = position + 1
        if board[position] < 0:
            opening[day, node] = position + 1
    return begin, opening, end


def build_grid(problem: OrienteeringProblem, grid_s: int) -> tuple[Grid, tuple[DatedSailing, ...]]:
    """Return the problem on a grid of `grid_s` seconds, and its sailings in the arrays' order."""
    last = (problem.day_end_s - problem.day_start_s) // grid_s
    drive, near, near_count = drive_arrays(problem, grid_s)
    first_start, last_start = start_slots(problem, grid_s, last)
    sailings, scale = sailing_order(problem), SCALE // problem.parts
    board, arrival_day, slot = sailing_slots(problem, sailings, grid_s)
    begin, opening, end = sailing_pointers(problem, sailings, board)
    grid = Grid(
        last=int(last),
        drive_slots=int(problem.max_drive_s // grid_s),
        drive=drive.astype(np.int32),
        drive_s=problem.drive_s,
        cost=(problem.drive_points * scale).astype(np.int32),
        near=near.astype(np.int32),
        near_count=near_count.astype(np.int32),
        drive_min=(np.minimum(problem.drive_s, DAY_S) // MINUTE_S).astype(np.int32),
        first_start=first_start.astype(np.int32),
        last_start=last_start.astype(np.int32),
        stay=ceil_div(problem.stay_s, grid_s).astype(np.int32),
        stay_s=problem.stay_s,
        stay_min=(problem.stay_s // MINUTE_S).astype(np.int32),
        worth=(problem.worth * scale).astype(np.int32),
        bonus=np.zeros(problem.node_count, dtype=np.int32),
        visitable=problem.visitable,
        sleeps=problem.sleeps,
        sail_begin=begin.astype(np.int32),
        sail_open=opening.astype(np.int32),
        sail_end=end.astype(np.int32),
        sail_board=board.astype(np.int32),
        sail_to=np.array([s.to_node for s in sailings], dtype=np.int32),
        sail_day=arrival_day.astype(np.int32),
        sail_slot=np.clip(slot, 0, last + 1).astype(np.int32),
        sail_cost=np.array([s.points * scale for s in sailings], dtype=np.int32),
        start=problem.start,
        end=-1 if problem.end is None else problem.end,
        least_days=problem.least_days,
        day_cost=problem.day_points * scale,
        most_active_s=problem.max_active_s,
    )
    return grid, sailings
