"""The best trip by full enumeration, for small instances: what every solver has to agree with.

Every order of drives, visits, nights and sailings is tried, each move as early as it can be: being
somewhere earlier never hurts, for waiting is free and the limits of a day do not depend on when.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.model.clock import DAY_S
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    Move,
    MoveKind,
    OrienteeringProblem,
    OrienteeringSolution,
)


@dataclass(frozen=True, slots=True)
class Road:
    """One way by road, perhaps through other nodes, which no other beats in all figures."""

    planned_s: int
    """Sum of the drives, each rounded up to the grid [s]."""
    drive_s: int
    points: int
    path: tuple[int, ...]
    """Nodes from first to last."""
    used: tuple[int, ...] = ()
    """What it uses of each limit on the whole trip."""

    def beats(self, other: "Road") -> bool:
        """Tell whether this way is at least as good in every figure."""
        return (
            self.planned_s <= other.planned_s
            and self.drive_s <= other.drive_s
            and self.points <= other.points
            and all(mine <= own for mine, own in zip(self.used, other.used, strict=True))
        )


@dataclass(frozen=True, slots=True)
class State:
    """Where a trip stands: all that decides how it may go on."""

    node: int
    clock_s: int
    """After a night the midnight that begins the new day, so that early boarding is possible."""
    visited: frozenset[int] = frozenset()
    drive_s: int = 0
    active_s: int = 0
    last: MoveKind | None = None
    used: tuple[int, ...] = ()
    """What the trip has used of each limit on the whole of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Moves that lead to a new state, and the points they bring."""

    moves: tuple[Move, ...]
    points: int
    state: State


@dataclass(frozen=True, slots=True)
class Rest:
    """The best way to finish a trip from some state."""

    points: int
    moves: tuple[Move, ...]


def best_objective(problem: OrienteeringProblem, grid_s: int = 1) -> int | None:
    """Return the points of the best trip, or None where no trip is possible."""
    best = best_trip(problem, grid_s)
    return None if best is None else best.objective


def best_trip(problem: OrienteeringProblem, grid_s: int = 1) -> OrienteeringSolution | None:
    """Return the best trip, or None where no trip is possible.

    Parameters
    ----------
    problem
        A small instance: the work grows exponentially with visits and days.
    grid_s
        Drive times are rounded up to multiples of it, and starts of visits too [s].

    Returns
    -------
    OrienteeringSolution or None
        With at least one move, be it a drive out and back, even where staying at home would
        be worth more points.
    """
    roads = list_roads(problem, grid_s)
    best: OrienteeringSolution | None = None
    for first_day in range(problem.window_days):
        nothing = (0,) * len(problem.trip_limits)
        home = State(problem.start, first_day * DAY_S + problem.day_start_s, used=nothing)
        found = Enumeration(problem, grid_s, roads, first_day).finish(home)
        if found and (best is None or found.points > best.objective):
            best = OrienteeringSolution(
                found.moves, first_day, found.points, found.points, False, 0.0
            )
    return best


def passes_by(problem: OrienteeringProblem, trip: OrienteeringSolution) -> bool:
    """Tell whether a trip drives to a sight or feast and neither visits nor sleeps there next."""
    followers = (*(move.kind for move in trip.moves[1:]), None)
    return any(
        move.kind is MoveKind.DRIVE
        and bool(problem.visitable[move.node])
        and follower not in (MoveKind.VISIT, MoveKind.SLEEP)
        for move, follower in zip(trip.moves, followers, strict=True)
    )


def list_roads(problem: OrienteeringProblem, grid_s: int) -> tuple[tuple[Road, ...], ...]:
    """Return for each node all unbeaten ways by road to others, and out and back again."""
    found: list[tuple[Road, ...]] = []
    for origin in range(problem.node_count):
        known: list[Road] = []
        news = [Road(0, 0, 0, (origin,), (0,) * len(problem.trip_limits))]
        while news:
            longer = [way for road in news for way in _prolong(problem, grid_s, road)]
            news = []
            for way in longer:
                if not any(old.path[-1] == way.path[-1] and old.beats(way) for old in known):
                    known = [
                        old for old in known if old.path[-1] != way.path[-1] or not way.beats(old)
                    ]
                    known.append(way)
                    news.append(way)
        found.append(tuple(known))
    return tuple(found)


def _prolong(problem: OrienteeringProblem, grid_s: int, road: Road) -> Iterator[Road]:
    """Yield a way by road with one more drive at its end."""
    here = road.path[-1]
    for node in range(problem.node_count):
        drive_s = int(problem.drive_s[here, node])
        if node != here and drive_s < UNREACHABLE_S:
            planned_s = road.planned_s + _round_up(drive_s, grid_s)
            points = road.points + int(problem.drive_points[here, node])
            used = added(road.used, (int(one.drive[here, node]) for one in problem.trip_limits))
            yield Road(planned_s, road.drive_s + drive_s, points, (*road.path, node), used)


def added(used: tuple[int, ...], more: Iterable[int]) -> tuple[int, ...]:
    """Return what is used of each limit, some more of each added."""
    return tuple(one + other for one, other in zip(used, more, strict=True))


def _round_up(span_s: int, grid_s: int) -> int:
    """Return the next multiple of the grid [s]."""
    return -(-span_s // grid_s) * grid_s


class Enumeration:
    """All trips that begin on one day; remembers what it knows of each state."""

    def __init__(
        self,
        problem: OrienteeringProblem,
        grid_s: int,
        roads: tuple[tuple[Road, ...], ...],
        first_day: int,
    ) -> None:
        self.problem, self.grid_s, self.roads, self.first_day = problem, grid_s, roads, first_day
        self.days_end = min(problem.window_days, first_day + problem.most_days)
        self.known: dict[State, Rest | None] = {}

    def finish(self, state: State) -> Rest | None:
        """Return the best way to finish from a state, or None where there is none."""
        if state not in self.known:
            best = Rest(0, ()) if self._may_end(state) else None
            for step in filter(self._is_within, self._list_steps(state)):
                rest = self.finish(step.state)
                if rest and (best is None or step.points + rest.points > best.points):
                    best = Rest(step.points + rest.points, self._join(step, rest))
            self.known[state] = best
        return self.known[state]

    def _is_within(self, step: Step) -> bool:
        """Tell whether the limits on the whole trip are kept so far."""
        limits = self.problem.trip_limits
        return all(u <= one.most for u, one in zip(step.state.used, limits, strict=True))

    def _may_end(self, state: State) -> bool:
        """Tell whether the trip may be over."""
        problem = self.problem
        return (
            state.last not in (None, MoveKind.SLEEP)
            and problem.end in (None, state.node)
            and problem.must <= state.visited
            and state.clock_s // DAY_S - self.first_day + 1 >= problem.least_days
        )

    def _join(self, step: Step, rest: Rest) -> tuple[Move, ...]:
        """Put moves in a row; a night ends when the ship boards, if that is early."""
        last, follower = step.moves[-1], rest.moves[:1]
        if last.kind is MoveKind.SLEEP and follower and follower[0].kind is MoveKind.SAIL:
            last = replace(last, finish_s=min(last.finish_s, follower[0].begin_s))
        return (*step.moves[:-1], last, *rest.moves)

    def _list_steps(self, state: State) -> Iterator[Step]:
        """Yield all that may come next."""
        if state.last is not MoveKind.DRIVE:
            yield from self._list_drives(state)
        yield from self._list_visits(state)
        yield from self._list_nights(state)
        yield from self._list_sailings(state)

    def _list_drives(self, state: State) -> Iterator[Step]:
        """Yield drives, a row of them as one step; out and back only helps to end the trip."""
        problem, midnight_s = self.problem, state.clock_s // DAY_S * DAY_S
        begin_s = max(state.clock_s, midnight_s + problem.day_start_s)
        for road in self.roads[state.node]:
            drive_s, active_s = state.drive_s + road.drive_s, state.active_s + road.drive_s
            finish_s = begin_s + road.planned_s
            if (
                finish_s <= midnight_s + problem.day_end_s
                and drive_s <= problem.max_drive_s
                and active_s <= problem.max_active_s
            ):
                used = added(state.used, road.used)
                after = State(
                    road.path[-1], finish_s, state.visited, drive_s, active_s, MoveKind.DRIVE, used
                )
                if after.node != state.node or self._may_end(after):
                    yield Step(self._drive(road, begin_s), -road.points, after)

    def _drive(self, road: Road, begin_s: int) -> tuple[Move, ...]:
        """Write a way by road as moves."""
        moves: list[Move] = []
        for here, there in pairwise(road.path):
            finish_s = begin_s + _round_up(int(self.problem.drive_s[here, there]), self.grid_s)
            moves.append(Move(MoveKind.DRIVE, there, begin_s, finish_s))
            begin_s = finish_s
        return tuple(moves)

    def _list_visits(self, state: State) -> Iterator[Step]:
        """Yield the visit of the node where one is, if it is possible."""
        problem, node = self.problem, state.node
        day = state.clock_s // DAY_S
        opens_s, closes_s = int(problem.opens_s[day, node]), int(problem.closes_s[day, node])
        if not problem.visitable[node] or node in state.visited or NEVER_S in (opens_s, closes_s):
            return
        stay_s = int(problem.stay_s[node])
        earliest_s = max(state.clock_s, day * DAY_S + max(opens_s, problem.day_start_s))
        begin_s = _round_up(earliest_s, self.grid_s)
        active_s = state.active_s + stay_s
        latest_s = day * DAY_S + min(closes_s, problem.day_end_s)
        if begin_s + stay_s <= latest_s and active_s <= problem.max_active_s:
            move = Move(MoveKind.VISIT, node, begin_s, begin_s + stay_s)
            visited = state.visited | {node}
            used = added(state.used, (int(one.visit[node]) for one in problem.trip_limits))
            after = State(
                node, move.finish_s, visited, state.drive_s, active_s, MoveKind.VISIT, used
            )
            yield Step((move,), int(problem.worth[node]), after)

    def _list_nights(self, state: State) -> Iterator[Step]:
        """Yield the night at the node where one is, if it is possible."""
        day = state.clock_s // DAY_S
        if self.problem.sleeps[state.node] and day + 1 < self.days_end:
            rested = state.last is MoveKind.SLEEP
            begin_s = state.clock_s + (self.problem.day_start_s if rested else 0)
            wake_s = (day + 1) * DAY_S + self.problem.day_start_s
            move = Move(MoveKind.SLEEP, state.node, begin_s, wake_s)
            midnight_s, kind = (day + 1) * DAY_S, MoveKind.SLEEP
            after = State(state.node, midnight_s, state.visited, last=kind, used=state.used)
            yield Step((move,), -self.problem.day_points, after)

    def _list_sailings(self, state: State) -> Iterator[Step]:
        """Yield the day's sailings that can still be boarded where one is."""
        day = state.clock_s // DAY_S
        for sailing in self.problem.sailings:
            board_s, arrive_s = sailing.board_by_s, sailing.arrive_s
            nights = arrive_s // DAY_S - day
            in_time = state.clock_s <= board_s < (day + 1) * DAY_S
            if sailing.from_node == state.node and in_time and day + nights < self.days_end:
                drive_s, active_s = (0, 0) if nights else (state.drive_s, state.active_s)
                move = Move(MoveKind.SAIL, sailing.to_node, board_s, arrive_s, sailing.key)
                limits = self.problem.trip_limits
                used = added(state.used, (one.sail.get(sailing.key, 0) for one in limits))
                visited, kind = state.visited, MoveKind.SAIL
                after = State(sailing.to_node, arrive_s, visited, drive_s, active_s, kind, used)
                yield Step((move,), -sailing.points - nights * self.problem.day_points, after)
