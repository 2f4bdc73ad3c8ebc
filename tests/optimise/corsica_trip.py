"""A hand-made problem of five places, and a trip of three days that keeps all its rules."""

from dataclasses import replace
from typing import Any

import numpy as np

from planner.model.clock import DAY_S
from planner.optimise.check import violations
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    DatedSailing,
    Move,
    MoveKind,
    OrienteeringProblem,
    OrienteeringSolution,
)

PISA, LUCCA, LIVORNO, BASTIA, CORTE = range(5)
DRIVE, VISIT, SLEEP, SAIL = MoveKind
WORTH = 40 + 60
COST = (5 + 5 + 9 + 9 + 5) + (10 + 12) + 2 * 3
"""Points of the trip's drives, sailings and days after the first."""


def at(day: int, clock_time: str) -> int:
    """Return the seconds of a day's "HH:MM" since the window's first midnight."""
    hours, minutes = clock_time.split(":")
    return day * DAY_S + int(hours) * 3600 + int(minutes) * 60


def corsica_problem() -> OrienteeringProblem:
    """Return four days between 09:00 and 19:30; Lucca opens 10:00-18:00, Corte on days 0 and 1."""
    drive_s = np.full((5, 5), UNREACHABLE_S, dtype=np.int64)
    np.fill_diagonal(drive_s, 0)
    drive_s[:3, :3] = np.array([[0, 30, 30], [30, 0, 60], [30, 60, 0]]) * 60
    drive_s[3:, 3:] = np.array([[0, 90], [90, 0]]) * 60
    drive_points = np.full((5, 5), 5, dtype=np.int64)
    drive_points[3:, 3:] = 9
    opens_s = np.full((4, 5), NEVER_S, dtype=np.int64)
    closes_s = opens_s.copy()
    opens_s[:, LUCCA], closes_s[:, LUCCA] = at(0, "10:00"), at(0, "18:00")
    opens_s[:2, CORTE], closes_s[:2, CORTE] = 0, DAY_S
    return OrienteeringProblem(
        names=("Pisa", "Lucca", "Livorno", "Bastia", "Corte"),
        drive_s=drive_s,
        drive_points=drive_points,
        opens_s=opens_s,
        closes_s=closes_s,
        stay_s=np.array([0, 7200, 0, 0, 7200]),
        worth=np.array([0, 40, 0, 0, 60]),
        visitable=np.array([False, True, False, False, True]),
        sleeps=np.array([True, False, True, True, False]),
        sailings=(
            DatedSailing(at(0, "18:30"), at(0, "21:45"), LIVORNO, BASTIA, "late@0", 10),
            DatedSailing(at(1, "07:00"), at(1, "11:30"), LIVORNO, BASTIA, "early@1", 10),
            DatedSailing(at(1, "21:00"), at(2, "06:30"), BASTIA, LIVORNO, "night@1", 12),
            DatedSailing(at(2, "20:00"), at(2, "23:30"), BASTIA, LIVORNO, "late@2", 12),
        ),
        start=PISA,
        end=PISA,
        least_days=2,
        most_days=3,
        day_start_s=at(0, "09:00"),
        day_end_s=at(0, "19:30"),
        max_drive_s=4 * 3600,
        max_active_s=7 * 3600,
        must=frozenset({CORTE}),
        day_points=3,
    )


def corsica_trip() -> OrienteeringSolution:
    """Return the trip: a short night for an early ship, a night on board, home on day 2."""
    return tell(
        Move(DRIVE, LUCCA, at(0, "09:00"), at(0, "09:30")),
        Move(VISIT, LUCCA, at(0, "10:00"), at(0, "12:00")),
        Move(DRIVE, LIVORNO, at(0, "12:00"), at(0, "13:00")),
        Move(SLEEP, LIVORNO, at(0, "13:00"), at(1, "07:00")),
        Move(SAIL, BASTIA, at(1, "07:00"), at(1, "11:30"), "early@1"),
        Move(DRIVE, CORTE, at(1, "11:30"), at(1, "13:00")),
        Move(VISIT, CORTE, at(1, "13:00"), at(1, "15:00")),
        Move(DRIVE, BASTIA, at(1, "15:00"), at(1, "16:30")),
        Move(SAIL, LIVORNO, at(1, "21:00"), at(2, "06:30"), "night@1"),
        Move(DRIVE, PISA, at(2, "09:00"), at(2, "09:30")),
    )


def tell(*moves: Move, points: int = WORTH - COST, first_day: int = 0) -> OrienteeringSolution:
    """Return moves as an answer that claims some points."""
    return OrienteeringSolution(moves, first_day, points, points, False, 0.0)


def corsica_trip_but(
    index: int,
    *,
    begin: tuple[int, str] | None = None,
    finish: tuple[int, str] | None = None,
    **others: Any,
) -> OrienteeringSolution:
    """Return the trip with one move changed: times as day and "HH:MM", other fields by name."""
    trip = corsica_trip()
    move = trip.moves[index]
    begin_s = at(*begin) if begin else move.begin_s
    finish_s = at(*finish) if finish else move.finish_s
    other = replace(move, begin_s=begin_s, finish_s=finish_s, **others)
    return replace(trip, moves=(*trip.moves[:index], other, *trip.moves[index + 1 :]))


def only_fault(solution: OrienteeringSolution, problem: OrienteeringProblem | None = None) -> str:
    """Return what the judge says of a trip with a single fault."""
    faults = violations(problem or corsica_problem(), solution)
    assert len(faults) == 1, faults
    return faults[0]


def some_fault(solution: OrienteeringSolution, text: str) -> bool:
    """Tell whether one of the judge's sentences holds some words."""
    return any(text in fault for fault in violations(corsica_problem(), solution))
