"""The judge: replays a trip move by move and says which rules it breaks.

It shares nothing with the solver but the dataclasses of `problem.py`, and it prefers the reading a
traveller would expect wherever the rules leave a choice:

- A moment belongs to the calendar day `moment_s // 86400`; midnight sharp belongs to the new day.
- A night is a SLEEP, or a SAIL whose arrival lies on a later day than its boarding.  Waiting never
  lasts past midnight.  Boarding before `day_start_s` therefore follows a night at that port or
  another sailing: nothing else gets one there in time.  On the first day nothing begins so early.
- A SLEEP lasts until `day_start_s` of the next day; if the next move boards there earlier that day,
  it lasts exactly until then, because no move begins before the one ahead of it has finished.
- A whole day of rest (SLEEP after SLEEP) is fine, and so is a SLEEP as first move.
- A trip has at least one move and its last one is not a SLEEP.  It lasts from `first_day` to the
  day on which the last move finishes, both counted.
- A DRIVE leads to another node, though it may take 0 s; two in a row are fine.
- A SAIL may be written as finishing up to an hour late, as a DRIVE may take up to an hour more than
  the road needs, but on the day it truly arrives: rounding gives nobody a bed on board.
- Hours at the wheel and on visits count on the calendar day of the move; time at sea never counts.
- A visit counts once: the second one is a fault, and every visit counts in the recomputed points.
- The answer's own claims are rules too: its points are the recomputed ones, its bound is not below
  them, and it is not called infeasible.
"""

from collections import Counter
from collections.abc import Iterator

from planner.model.clock import DAY_S
from planner.optimise.check_moves import find_sailing, move_faults, time_faults, title_move
from planner.optimise.problem import (
    UNREACHABLE_S,
    Move,
    MoveKind,
    OrienteeringProblem,
    OrienteeringSolution,
)


def violations(problem: OrienteeringProblem, solution: OrienteeringSolution) -> tuple[str, ...]:
    """Replay a trip and return one sentence for each rule it breaks.

    Parameters
    ----------
    problem
        What was asked for.
    solution
        The answer to judge, with its moves in order.

    Returns
    -------
    tuple of str
        Sentences that name move, nodes and numbers; empty when the trip is accepted.  An answer
        without moves is no trip and gets one sentence: ask about answers that claim a trip only.
    """
    if not solution.moves:
        return ("the trip has no move",)
    strangers = tuple(
        f"move {index} ({move.kind}): node {move.node} is none of 0 to {problem.node_count - 1}"
        for index, move in enumerate(solution.moves)
        if not 0 <= move.node < problem.node_count
    )
    return strangers or (
        *_replay(problem, solution),
        *_repeat_faults(problem, solution),
        *_limit_faults(problem, solution),
        *_trip_limit_faults(problem, solution),
        *_length_faults(problem, solution),
        *_goal_faults(problem, solution),
        *_claim_faults(problem, solution),
    )


def objective(problem: OrienteeringProblem, solution: OrienteeringSolution) -> int:
    """Recompute a trip's points: worth of visits less drives, sailings and days after the first.

    Parameters
    ----------
    problem
        Holds the points.
    solution
        The trip; its own claim is not looked at.  Nodes have to be in range.

    Returns
    -------
    int
        Points, may be negative; 0 without moves.  An unknown sailing costs nothing.
    """
    if not solution.moves:
        return 0
    points = -problem.day_points * (_last_day(solution) - solution.first_day)
    for node, move in _steps(problem, solution):
        if move.kind is MoveKind.VISIT:
            points += int(problem.worth[move.node])
        elif move.kind is MoveKind.DRIVE:
            points -= int(problem.drive_points[node, move.node])
        elif move.kind is MoveKind.SAIL:
            sailing = find_sailing(problem, node, move)
            points -= sailing.points if sailing else 0
    return points


def _steps(
    problem: OrienteeringProblem, solution: OrienteeringSolution
) -> Iterator[tuple[int, Move]]:
    """Yield each move after the node at which it begins."""
    node = problem.start
    for move in solution.moves:
        yield node, move
        node = move.node


def _replay(problem: OrienteeringProblem, solution: OrienteeringSolution) -> Iterator[str]:
    """Yield what is wrong with single moves, each judged from where the one before ended."""
    clock_s = solution.first_day * DAY_S + problem.day_start_s
    followers = (*solution.moves[1:], None)
    for index, ((node, move), follower) in enumerate(
        zip(_steps(problem, solution), followers, strict=True)
    ):
        for fault in (*time_faults(clock_s, move), *move_faults(problem, node, move, follower)):
            yield f"{title_move(problem, index, node, move)}: {fault}"
        clock_s = move.finish_s


def _repeat_faults(problem: OrienteeringProblem, solution: OrienteeringSolution) -> Iterator[str]:
    """Yield a fault for each visit of a node that was visited before."""
    first: dict[int, int] = {}
    for index, move in enumerate(solution.moves):
        if move.kind is MoveKind.VISIT and first.setdefault(move.node, index) != index:
            title = title_move(problem, index, move.node, move)
            yield f"{title}: was visited before, by move {first[move.node]}"


def _limit_faults(problem: OrienteeringProblem, solution: OrienteeringSolution) -> Iterator[str]:
    """Yield a fault for each day with too much time at the wheel, or at the wheel and on visits."""
    wheel_s, active_s = Counter[int](), Counter[int]()
    for node, move in _steps(problem, solution):
        day, needed_s = move.begin_s // DAY_S, int(problem.drive_s[node, move.node])
        if move.kind is MoveKind.VISIT:
            active_s[day] += int(problem.stay_s[move.node])
        elif move.kind is MoveKind.DRIVE and needed_s < UNREACHABLE_S:
            wheel_s[day] += needed_s
            active_s[day] += needed_s
    for day, spent_s in sorted(wheel_s.items()):
        if spent_s > problem.max_drive_s:
            yield f"day {day}: {spent_s} s at the wheel, at most {problem.max_drive_s} s"
    for day, spent_s in sorted(active_s.items()):
        if spent_s > problem.max_active_s:
            limit_s = problem.max_active_s
            yield f"day {day}: {spent_s} s at the wheel and on visits, at most {limit_s} s"


def _trip_limit_faults(
    problem: OrienteeringProblem, solution: OrienteeringSolution
) -> Iterator[str]:
    """Yield a fault for each limit on the whole trip that it does not keep."""
    for limit in problem.trip_limits:
        used = 0
        for node, move in _steps(problem, solution):
            if move.kind is MoveKind.VISIT:
                used += int(limit.visit[move.node])
            elif move.kind is MoveKind.DRIVE:
                used += int(limit.drive[node, move.node])
            elif move.kind is MoveKind.SAIL:
                sailing = find_sailing(problem, node, move)
                used += limit.sail.get(sailing.key, 0) if sailing else 0
        if used > limit.most:
            yield f"the trip uses {used} of {limit.name}, at most {limit.most}"


def _length_faults(problem: OrienteeringProblem, solution: OrienteeringSolution) -> Iterator[str]:
    """Yield what is wrong with the trip's first day, last day and length."""
    last_day = _last_day(solution)
    days = last_day - solution.first_day + 1
    if not 0 <= solution.first_day < problem.window_days:
        yield f"first day {solution.first_day} is outside the window of {problem.window_days} days"
    if last_day >= problem.window_days:
        yield f"last day {last_day} is outside the window of {problem.window_days} days"
    if not problem.least_days <= days <= problem.most_days:
        yield f"the trip takes {days} days, not {problem.least_days} to {problem.most_days}"


def _goal_faults(problem: OrienteeringProblem, solution: OrienteeringSolution) -> Iterator[str]:
    """Yield what is wrong with where the trip ends and what it had to visit."""
    last = solution.moves[-1]
    if last.kind is MoveKind.SLEEP:
        last_index = len(solution.moves) - 1
        yield f"the trip's last move {last_index} is a night at {problem.names[last.node]}"
    if problem.end is not None and last.node != problem.end:
        yield f"the trip ends at {problem.names[last.node]}, not at {problem.names[problem.end]}"
    visited = {move.node for move in solution.moves if move.kind is MoveKind.VISIT}
    for node in sorted(problem.must - visited):
        yield f"{problem.names[node]} has to be visited and is not"


def _claim_faults(problem: OrienteeringProblem, solution: OrienteeringSolution) -> Iterator[str]:
    """Yield what is wrong with what the answer says about itself."""
    points = objective(problem, solution)
    if solution.objective != points:
        yield f"the trip is worth {points} points, not {solution.objective}"
    if solution.bound < points:
        yield f"the bound of {solution.bound} points is below the trip's {points}"
    if solution.infeasible:
        yield "the trip is called infeasible and yet has moves"


def _last_day(solution: OrienteeringSolution) -> int:
    """Return the day on which the last move finishes."""
    return solution.moves[-1].finish_s // DAY_S
