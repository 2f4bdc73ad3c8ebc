"""The judge's rules of single moves; `check.py` has the readings and the rules of a whole trip."""

from collections.abc import Iterator

from planner.model.clock import DAY_S
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    DatedSailing,
    Move,
    MoveKind,
    OrienteeringProblem,
)

ROUNDING_S = 3600
"""A drive or sailing may be planned longer than it is, by less than this [s]."""


def title_move(problem: OrienteeringProblem, index: int, node: int, move: Move) -> str:
    """Name a move for a sentence."""
    places = problem.names[move.node]
    if move.kind in (MoveKind.DRIVE, MoveKind.SAIL):
        places = f"{problem.names[node]} to {places}"
    return f"move {index} ({move.kind} {places})"


def time_faults(clock_s: int, move: Move) -> Iterator[str]:
    """Yield what is wrong with a move's times, given the end of the move before [s]."""
    if move.begin_s < clock_s:
        yield f"begins {_clock(move.begin_s)}, before {_clock(clock_s)} when the traveller is free"
    elif move.begin_s // DAY_S != clock_s // DAY_S:
        yield f"waits from {_clock(clock_s)} to {_clock(move.begin_s)} without a night"
    if move.finish_s < move.begin_s:
        yield f"finishes {_clock(move.finish_s)}, before it begins {_clock(move.begin_s)}"


def move_faults(
    problem: OrienteeringProblem, node: int, move: Move, follower: Move | None
) -> Iterator[str]:
    """Yield what is wrong with a move that begins at a node and is followed by another."""
    if move.kind is MoveKind.DRIVE:
        yield from _drive_faults(problem, node, move)
    elif move.kind is MoveKind.SAIL:
        yield from _sail_faults(problem, node, move)
    elif move.node != node:
        yield f"the traveller is at {problem.names[node]}"
    elif move.kind is MoveKind.VISIT:
        yield from _visit_faults(problem, move)
    else:
        yield from _sleep_faults(problem, move, follower)


def _drive_faults(problem: OrienteeringProblem, node: int, move: Move) -> Iterator[str]:
    """Yield what is wrong with a drive."""
    needed_s, taken_s = int(problem.drive_s[node, move.node]), move.finish_s - move.begin_s
    if move.node == node:
        yield "leads nowhere"
    elif needed_s >= UNREACHABLE_S:
        yield "no road leads there"
    elif taken_s < needed_s:
        yield f"takes {taken_s} s, the road needs {needed_s} s"
    elif taken_s >= needed_s + ROUNDING_S:
        yield f"takes {taken_s} s, the road needs but {needed_s} s"
    yield from _daytime_faults(problem, move)


def _visit_faults(problem: OrienteeringProblem, move: Move) -> Iterator[str]:
    """Yield what is wrong with a visit, other than being the second one."""
    stay_s = int(problem.stay_s[move.node])
    if not problem.visitable[move.node]:
        yield "is not a place to visit"
    if move.finish_s - move.begin_s != stay_s:
        yield f"takes {move.finish_s - move.begin_s} s, not {stay_s} s"
    yield from _daytime_faults(problem, move)
    day = move.begin_s // DAY_S
    if not 0 <= day < problem.window_days:
        return
    opens_s, closes_s = int(problem.opens_s[day, move.node]), int(problem.closes_s[day, move.node])
    if NEVER_S in (opens_s, closes_s):
        yield f"is closed on day {day}"
    elif move.begin_s < day * DAY_S + opens_s or move.finish_s > day * DAY_S + closes_s:
        hours = f"{_clock(day * DAY_S + opens_s)} to {_clock(day * DAY_S + closes_s)}"
        yield f"lasts from {_clock(move.begin_s)} to {_clock(move.finish_s)}, open {hours}"


def _daytime_faults(problem: OrienteeringProblem, move: Move) -> Iterator[str]:
    """Yield a fault unless a drive or visit lies in the waking hours of one day."""
    midnight_s = move.begin_s // DAY_S * DAY_S
    from_s, to_s = midnight_s + problem.day_start_s, midnight_s + problem.day_end_s
    if move.begin_s < from_s or move.finish_s > to_s:
        hours = f"{_clock(from_s)} to {_clock(to_s)}"
        yield f"runs from {_clock(move.begin_s)} to {_clock(move.finish_s)}, outside {hours}"


def _sleep_faults(problem: OrienteeringProblem, move: Move, follower: Move | None) -> Iterator[str]:
    """Yield what is wrong with a night ashore, which an early boarding right after cuts short."""
    if not problem.sleeps[move.node]:
        yield "is not a place to sleep at"
    midnight_s = (move.begin_s // DAY_S + 1) * DAY_S
    wake_s = midnight_s + problem.day_start_s
    if follower is not None and follower.kind is MoveKind.SAIL:
        sailing = find_sailing(problem, move.node, follower)
        if sailing and sailing.from_node == move.node and sailing.board_by_s >= midnight_s:
            wake_s = min(wake_s, sailing.board_by_s)
    if move.finish_s != wake_s:
        yield f"lasts until {_clock(move.finish_s)}, not until {_clock(wake_s)}"


def _sail_faults(problem: OrienteeringProblem, node: int, move: Move) -> Iterator[str]:
    """Yield what is wrong with a sailing."""
    sailing = find_sailing(problem, node, move)
    if sailing is None:
        yield f"there is no sailing {move.sailing!r}"
        return
    if sailing.from_node != node:
        yield f"{sailing.key} leaves from {problem.names[sailing.from_node]}"
    if sailing.to_node != move.node:
        yield f"{sailing.key} goes to {problem.names[sailing.to_node]}"
    if move.begin_s != sailing.board_by_s:
        yield f"begins {_clock(move.begin_s)}, boarding ends {_clock(sailing.board_by_s)}"
    if not 0 <= move.finish_s - sailing.arrive_s < ROUNDING_S:
        yield f"finishes {_clock(move.finish_s)}, {sailing.key} lets off {_clock(sailing.arrive_s)}"
    elif move.finish_s // DAY_S != sailing.arrive_s // DAY_S:
        landing = _clock(sailing.arrive_s)
        yield f"finishes {_clock(move.finish_s)}, a day after one lands {landing}"


def find_sailing(problem: OrienteeringProblem, node: int, move: Move) -> DatedSailing | None:
    """Return the sailing of a move's key that fits it best, or None where no key is equal."""
    named = (sailing for sailing in problem.sailings if sailing.key == move.sailing)

    def misfit(sailing: DatedSailing) -> int:
        return (
            (sailing.from_node != node)
            + (sailing.to_node != move.node)
            + (sailing.board_by_s != move.begin_s)
        )

    return min(named, key=misfit, default=None)


def _clock(moment_s: int) -> str:
    """Write a moment as day and clock time."""
    day, within_s = divmod(moment_s, DAY_S)
    return f"day {day} {within_s // 3600:02d}:{within_s // 60 % 60:02d}:{within_s % 60:02d}"
