"""The arrays that the loops of this room read, and the state that they carry along."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.optimise.grid import Grid
from planner.optimise.problem import DatedSailing

Ints = NDArray[np.int32]

NODE, DAY, SLOT, WHEEL, BUSY, SPENT = range(6)
"""Cells of a state: where one is, day of the trip, slot, slots driven and seconds active on that
day, points spent so far [hundredths]."""
CELLS = 6
LAST, DRIVE_SLOTS, ACTIVE_S, START, END, LEAST_DAYS, DAY_COST = range(7)
"""Cells of `Course.rule`."""
FROM, BOARD_DAY, BOARD, TO, LAND_DAY, LAND, FARE = range(7)
"""Columns of `Course.ships`: port, day of the window and slot (below 0: before the day begins) of
the boarding; the same of the landing; points."""
FIRST, DAYS = range(2)
"""Cells of a span: first day of the window, most days."""


class Course(NamedTuple):
    """One problem; items of an order are nodes to visit, and n + s for sailing s."""

    rule: Ints
    drive: Ints
    """Shape (n, n), slots."""
    drive_s: Ints
    cost: Ints
    """Shape (n, n), hundredths of points."""
    opens: Ints
    """Shape (k, n), first slot in which a visit may begin."""
    closes: Ints
    """Shape (k, n), last one; below `opens` when closed."""
    stay: Ints
    stay_s: Ints
    gain: Ints
    """Shape (n,), what a visit brings, musts with their bonus [hundredths of points]."""
    sleeps: NDArray[np.bool_]
    ships: Ints
    """Shape (s, 7)."""


def build_course(grid: Grid, sailings: tuple[DatedSailing, ...], gain: NDArray[np.int32]) -> Course:
    """Return the arrays of a problem on its grid."""
    rule = [grid.last, grid.drive_slots, grid.most_active_s, grid.start, grid.end]
    ships = np.zeros((len(sailings), 7), dtype=np.int32)
    for day, node in np.argwhere(grid.sail_end > grid.sail_begin):
        span = slice(grid.sail_begin[day, node], grid.sail_end[day, node])
        ships[span, FROM], ships[span, BOARD_DAY] = node, day
    if len(sailings):
        ships[:, BOARD], ships[:, TO] = grid.sail_board, grid.sail_to
        ships[:, LAND_DAY], ships[:, LAND] = grid.sail_day, grid.sail_slot
        ships[:, FARE] = grid.sail_cost
    return Course(
        rule=np.array([*rule, grid.least_days, grid.day_cost], dtype=np.int32),
        drive=grid.drive,
        drive_s=np.minimum(grid.drive_s, 10**9).astype(np.int32),
        cost=grid.cost,
        opens=grid.first_start,
        closes=grid.last_start,
        stay=grid.stay,
        stay_s=grid.stay_s.astype(np.int32),
        gain=gain,
        sleeps=grid.sleeps,
        ships=ships,
    )


def start_of(course: Course) -> Ints:
    """Return the state in which a trip begins."""
    state = np.zeros(CELLS, dtype=np.int32)
    state[NODE] = course.rule[START]
    return state
