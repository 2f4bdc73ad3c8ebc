"""What the moves of a trip, or of a part of it, add up to."""

from collections.abc import Callable, Sequence

from planner.model.clock import DAY_S
from planner.optimise.problem import IntArray, Move, MoveKind, OrienteeringProblem, TripLimit


def tally(
    start: int, moves: Sequence[Move], drive: IntArray, visit: IntArray, sail: Callable[[str], int]
) -> int:
    """Return the sum of what moves that begin at a node count.

    Parameters
    ----------
    drive, visit
        Shapes (n, n) and (n,), what a drive and a visit count.
    sail
        Tells what a sailing counts, by its key.
    """
    total, node = 0, start
    for move in moves:
        if move.kind is MoveKind.DRIVE:
            total += int(drive[node, move.node])
        elif move.kind is MoveKind.VISIT:
            total += int(visit[move.node])
        elif move.kind is MoveKind.SAIL:
            total += sail(move.sailing or "")
        node = move.node
    return total


def points_of(problem: OrienteeringProblem, start: int, moves: Sequence[Move]) -> int:
    """Return the points of moves that begin at a node, nights counted by `day_points`."""
    nights = sum(move.finish_s // DAY_S - move.begin_s // DAY_S for move in moves)
    by_key = problem.sailing_of
    spent = tally(
        start, moves, problem.drive_points, -problem.worth, lambda key: by_key[key].points
    )
    return -spent - problem.day_points * nights


def use_of(limit: TripLimit, start: int, moves: Sequence[Move]) -> int:
    """Return what moves that begin at a node use of what a limit counts."""
    return tally(start, moves, limit.drive, limit.visit, lambda key: limit.sail.get(key, 0))
