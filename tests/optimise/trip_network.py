"""The stops of a trip problem and the ways between them: what the CP-SAT model chooses among.

A trip is one circuit of stops: the first morning, then visits, sailings and nights in the order of
time, then the end of the last day.  Each stop belongs to a day, so that what counts by the day is a
plain sum over its ways.

Times are steps of the planning grid from a day's start.  Drives, stays and landings are rounded up,
boarding is rounded down; a drive takes one step at least; the steps driven in a day count against
its limit at the wheel, the seconds on visits and at the wheel against its active time.  Nodes that
cannot be visited are passed at will, all others are driven to for a visit or a night alone.  The
start, the end and the ports are of the first sort.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from planner.errors import RequestError
from planner.model.clock import DAY_S
from planner.optimise.problem import NEVER_S, UNREACHABLE_S, DatedSailing, OrienteeringProblem


class StopKind(StrEnum):
    """What is done at a stop."""

    HOME = "home"
    VISIT = "visit"
    SHIP = "ship"
    NIGHT = "night"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Road:
    """A way by road, perhaps through nodes that are only passed; no path: one is there already."""

    path: tuple[int, ...] = ()
    """Nodes after the first one."""
    steps: int = 0
    wheel_s: int = 0
    points: int = 0
    uses: tuple[int, ...] = ()
    """What it uses of each limit on the whole trip."""

    def beats(self, other: "Road") -> bool:
        """Tell whether this way is at least as good in every figure."""
        return (
            self.steps <= other.steps
            and self.wheel_s <= other.wheel_s
            and self.points <= other.points
            and all(mine <= more for mine, more in zip(self.uses, other.uses, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to do; `day` and `node` are where it begins, the others where it lets one go.

    It begins between the steps `earliest` and `latest`.  A visit takes `stay` steps from then on,
    after all others one goes on at step `onward`.
    """

    kind: StopKind
    day: int
    node: int | None
    next_day: int
    next_node: int
    earliest: int = 0
    latest: int = 0
    onward: int = 0
    stay: int = 0
    sailing: DatedSailing | None = None

    @property
    def free(self) -> int:
        """First step in which one can go on."""
        return self.earliest + self.stay if self.kind is StopKind.VISIT else self.onward


@dataclass(frozen=True, slots=True)
class Way:
    """From one stop straight to another, by any of some roads that do not beat each other."""

    origin: int
    target: int
    roads: tuple[Road, ...]


@dataclass(frozen=True)
class Network:
    """Stops, and all ways between them that are possible by themselves."""

    problem: OrienteeringProblem
    grid_s: int
    last: int
    """Last step of a day, in which a visit or drive may end."""
    drive_steps: int
    """Most steps at the wheel in a day."""
    stops: tuple[Stop, ...]
    ways: tuple[Way, ...]


Roads = dict[tuple[int, int], tuple[Road, ...]]


def build_network(problem: OrienteeringProblem, grid_s: int) -> Network:
    """Return the stops of a problem on a grid and the ways between them.

    Raises
    ------
    RequestError
        The start, the end or a port can be visited, or the grid has no step.
    """
    check_problem(problem, grid_s)
    last = (problem.day_end_s - problem.day_start_s) // grid_s
    drive_steps = problem.max_drive_s // grid_s
    stops = tuple(list_stops(problem, grid_s, last))
    roads = list_roads(problem, grid_s, drive_steps)
    by_day: defaultdict[int, list[int]] = defaultdict(list)
    for number, stop in enumerate(stops):
        if stop.kind is not StopKind.HOME:
            by_day[stop.day].append(number)
    ways = (
        Way(origin, target, found)
        for origin, stop in enumerate(stops)
        if stop.kind is not StopKind.GOAL
        for target in by_day[stop.next_day]
        if (found := ways_between(problem, roads, last, stop, stops[target]))
    )
    return Network(problem, grid_s, last, drive_steps, stops, tuple(ways))


def check_problem(problem: OrienteeringProblem, grid_s: int) -> None:
    """Refuse what the model would not read as the engine does."""
    faults = {} if grid_s > 0 else {"grid_s": f"{grid_s} is below 1"}
    ports = {node for one in problem.sailings for node in (one.from_node, one.to_node)}
    ends = {problem.start} if problem.end is None else {problem.start, problem.end}
    places = sorted(node for node in ports | ends if problem.visitable[node])
    if places:
        names = ", ".join(problem.names[node] for node in places)
        faults["visitable"] = f"start, end and ports are only passed, make nodes beside {names}"
    if faults:
        raise RequestError(faults)


def round_up(span_s: int, grid_s: int) -> int:
    """Return the steps that a span takes."""
    return -(-span_s // grid_s)


def list_stops(problem: OrienteeringProblem, grid_s: int, last: int) -> Iterator[Stop]:
    """Yield first mornings, ends, nights, visits and sailings of every day."""
    for day in range(problem.window_days):
        yield Stop(StopKind.HOME, day, None, day, problem.start)
        yield Stop(StopKind.GOAL, day, problem.end, day, problem.start, latest=last)
        for node in range(problem.node_count):
            if problem.sleeps[node] and day + 1 < problem.window_days:
                yield Stop(StopKind.NIGHT, day, node, day + 1, node, latest=last)
            yield from list_visits(problem, grid_s, last, day, node)
    for sailing in problem.sailings:
        day, lands = sailing.board_by_s // DAY_S, sailing.arrive_s // DAY_S
        if 0 <= day <= lands < problem.window_days:
            boards = (sailing.board_by_s % DAY_S - problem.day_start_s) // grid_s
            landed = round_up(sailing.arrive_s % DAY_S - problem.day_start_s, grid_s)
            yield Stop(
                StopKind.SHIP,
                day,
                sailing.from_node,
                lands,
                sailing.to_node,
                latest=boards,
                onward=min(max(landed, 0), last + 1),
                sailing=sailing,
            )


def list_visits(
    problem: OrienteeringProblem, grid_s: int, last: int, day: int, node: int
) -> Iterator[Stop]:
    """Yield the visit of a node on a day, if it is open long enough."""
    opens_s, closes_s = int(problem.opens_s[day, node]), int(problem.closes_s[day, node])
    if not problem.visitable[node] or NEVER_S in (opens_s, closes_s):
        return
    stay_s = int(problem.stay_s[node])
    stay = round_up(stay_s, grid_s)
    earliest = max(round_up(opens_s - problem.day_start_s, grid_s), 0)
    latest_s = min(closes_s, problem.day_end_s) - stay_s - problem.day_start_s
    latest = min(latest_s // grid_s, last - stay)
    if earliest <= latest:
        yield Stop(StopKind.VISIT, day, node, day, node, earliest, latest, stay=stay)


def list_roads(problem: OrienteeringProblem, grid_s: int, most_steps: int) -> Roads:
    """Return all unbeaten ways from each node to others, and out and back again."""
    found: defaultdict[tuple[int, int], tuple[Road, ...]] = defaultdict(tuple)
    for origin in range(problem.node_count):
        news = [Road(uses=(0,) * len(problem.trip_limits))]
        while news:
            longer = [way for road in news for way in prolong(problem, grid_s, origin, road)]
            news = []
            for way in longer:
                ends = (origin, way.path[-1])
                if way.steps <= most_steps and not any(old.beats(way) for old in found[ends]):
                    found[ends] = (*(o for o in found[ends] if not way.beats(o)), way)
                    news.append(way)
    return found


def prolong(problem: OrienteeringProblem, grid_s: int, origin: int, road: Road) -> Iterator[Road]:
    """Yield a way with one more drive at its end, where its end is a node that is only passed."""
    here = road.path[-1] if road.path else origin
    if road.path and problem.visitable[here]:
        return
    for node in range(problem.node_count):
        wheel_s = int(problem.drive_s[here, node])
        if node != here and wheel_s < UNREACHABLE_S:
            steps = max(round_up(wheel_s, grid_s), 1)
            points = road.points + int(problem.drive_points[here, node])
            uses = tuple(
                used + int(limit.drive[here, node])
                for used, limit in zip(road.uses, problem.trip_limits, strict=True)
            )
            path, driven_s = (*road.path, node), road.wheel_s + wheel_s
            yield Road(path, road.steps + steps, driven_s, points, uses)


def ways_between(
    problem: OrienteeringProblem, roads: Roads, last: int, origin: Stop, target: Stop
) -> tuple[Road, ...]:
    """Return the roads by which one can go from one stop straight to another."""
    if is_there(problem, origin, target):
        return (Road(),) if is_in_time(problem, last, origin, target) else ()
    if origin.next_node == target.node and target.kind is not StopKind.GOAL:
        return ()
    if target.node is None:
        passed = (int(node) for node in np.flatnonzero(~problem.visitable))
        chosen = unbeaten(r for node in passed for r in roads.get((origin.next_node, node), ()))
    else:
        chosen = roads.get((origin.next_node, target.node), ())
    latest = min(target.latest, last)
    return tuple(
        road
        for road in chosen
        if origin.free + road.steps <= latest and road.wheel_s <= problem.max_active_s
    )


def unbeaten(roads: Iterable[Road]) -> tuple[Road, ...]:
    """Return the roads that no other one beats."""
    kept: tuple[Road, ...] = ()
    for road in roads:
        if not any(old.beats(road) for old in kept):
            kept = (*(old for old in kept if not road.beats(old)), road)
    return kept


def is_there(problem: OrienteeringProblem, origin: Stop, target: Stop) -> bool:
    """Tell whether a stop lets one go where the next one begins.

    A trip does not end with a night, and it has one move at least: after those it takes a drive.
    """
    if target.kind is StopKind.GOAL:
        moved = origin.kind in (StopKind.VISIT, StopKind.SHIP)
        return moved and problem.end in (None, origin.next_node)
    return origin.next_node == target.node


def is_in_time(problem: OrienteeringProblem, last: int, origin: Stop, target: Stop) -> bool:
    """Tell whether one is in time for the next stop without a drive.

    Outside the day's hours ships are changed by the clock; in the morning one boards an early ship
    where one has slept.
    """
    if target.kind is StopKind.VISIT:
        return origin.kind is StopKind.NIGHT
    if target.kind is not StopKind.SHIP or origin.kind is StopKind.NIGHT:
        return True
    if origin.sailing is not None and target.sailing is not None:
        landed_s = origin.sailing.arrive_s
        if not problem.day_start_s <= landed_s % DAY_S <= problem.day_end_s:
            return landed_s <= target.sailing.board_by_s
        if origin.onward > last:
            return False
    return origin.free <= target.latest
