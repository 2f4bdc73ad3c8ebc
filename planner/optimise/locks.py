"""What a traveller has fixed, said to the solver as windows, and proved on the plain problem.

A locked visit keeps only the window of its day, a fixed day only the windows of its visits, and a
night in a chosen place is a visit of a minute at the day's end, from which nothing else can be
reached that day.  So the engine needs no rule of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from planner.model.clock import seconds_of
from planner.model.itinerary import VisitKind
from planner.model.request import TripRequest
from planner.model.timewindow import TimeWindow
from planner.optimise.mapping import Candidate, TripNodes
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    IntArray,
    OrienteeringProblem,
    OrienteeringSolution,
    SearchParams,
)

NIGHT = "night@"
"""Begins the id of what stands for a night in a chosen place."""
ARRIVE_S = 60
"""Length of the visit that stands for a night [s]; it counts among the active hours."""
GRID_S = SearchParams().grid_s
PRICES = (600, 3_000)
"""What a locked visit is worth to the search on top: about half a feast, and if that leaves one
out, more than two.  A price never changes what is proved, only where the search looks."""


def night_candidates(request: TripRequest) -> tuple[Candidate, ...]:
    """Return what stands for each night in a chosen place: being there when the day ends."""
    start_s, end_s = seconds_of(request.day_start), seconds_of(request.day_end)
    opens_s = start_s + (end_s - ARRIVE_S - start_s) // GRID_S * GRID_S
    return tuple(
        Candidate(
            VisitKind.ATTRACTION,
            f"{NIGHT}{night.date}",
            night.place,
            ARRIVE_S,
            {night.date: TimeWindow(opens_s, end_s)},
            (),
            {},
            shown=False,
        )
        for night in request.nights_at
    )


def locked_nodes(nodes: TripNodes, request: TripRequest) -> frozenset[int]:
    """Return the nodes of everything that has to be visited on its day."""
    wanted = {lock.id for lock in request.dated_visits}
    return frozenset(
        node
        for node, candidate in enumerate(nodes.candidates)
        if candidate.id in wanted or not candidate.shown
    )


@dataclass(frozen=True)
class DayRow:
    """Nodes that follow each other on one day of the window."""

    day: int
    nodes: tuple[int, ...]


def rows_of(nodes: TripNodes, request: TripRequest) -> tuple[DayRow, ...]:
    """Return the visits of each day whose order is fixed."""
    by_id = {candidate.id: node for node, candidate in enumerate(nodes.candidates)}
    dates = {lock.id: lock.date for lock in request.dated_visits}
    days: dict[date, list[int]] = {}
    for name in request.order:
        if name in by_id and name in dates:
            days.setdefault(dates[name], []).append(by_id[name])
    return tuple(
        DayRow((day - request.earliest).days, tuple(found))
        for day, found in days.items()
        if len(found) > 1
    )


def in_order(problem: OrienteeringProblem, one: DayRow) -> tuple[IntArray, IntArray]:
    """Return earliest begin and latest end of each visit of a sequence [s of the day]."""
    nodes = np.array(one.nodes)
    stay = problem.stay_s[nodes]
    opens = np.maximum(problem.opens_s[one.day, nodes], problem.day_start_s)
    closes = np.minimum(problem.closes_s[one.day, nodes], problem.day_end_s)
    ways = problem.drive_s[nodes[:-1], nodes[1:]]
    between = np.where(ways < UNREACHABLE_S, ways, 0)
    for place in range(1, len(nodes)):
        ready = opens[place - 1] + stay[place - 1] + between[place - 1]
        opens[place] = max(opens[place], ready)
    for place in range(len(nodes) - 2, -1, -1):
        closes[place] = min(closes[place], closes[place + 1] - stay[place + 1] - between[place])
    return opens, closes


def with_order(
    problem: OrienteeringProblem, rows: Sequence[DayRow], apart: bool
) -> OrienteeringProblem:
    """Return the problem with the windows of each sequence narrowed.

    Parameters
    ----------
    apart
        Whether windows are cut so that they do not overlap, which forces the order and may lose
        trips that keep it; else only times that no such trip uses are taken away.
    """
    opens, closes = problem.opens_s.copy(), problem.closes_s.copy()
    for one in rows:
        nodes = np.array(one.nodes)
        if (opens[one.day, nodes] == NEVER_S).any():
            continue
        first, last = in_order(problem, one)
        if (last - first < problem.stay_s[nodes]).any():
            opens[one.day, nodes] = closes[one.day, nodes] = NEVER_S
            continue
        if apart:
            begins = (first + last - problem.stay_s[nodes]) // 2
            cuts = (begins[:-1] + problem.stay_s[nodes[:-1]] + begins[1:]) // 2
            last[:-1], first[1:] = np.minimum(last[:-1], cuts), np.maximum(first[1:], cuts)
        opens[one.day, nodes], closes[one.day, nodes] = first, last
    return replace(problem, opens_s=opens, closes_s=closes)


def keeps_order(solution: OrienteeringSolution, rows: Sequence[DayRow]) -> bool:
    """Answer whether a trip visits every sequence in its order."""
    begins = {move.node: move.begin_s for move in solution.moves if move.kind == "visit"}
    times = ([begins.get(node, 0) for node in one.nodes] for one in rows)
    return all(found == sorted(found) for found in times)


def priced(problem: OrienteeringProblem, locked: frozenset[int], price: int) -> OrienteeringProblem:
    """Return the problem in which every locked visit is worth `price` points more."""
    worth = problem.worth.copy()
    worth[sorted(locked)] += price
    return replace(problem, worth=worth)


def unpriced(
    solution: OrienteeringSolution, locked: frozenset[int], price: int
) -> OrienteeringSolution:
    """Return what a solution of the priced problem says of the plain one.

    A trip with every locked visit is worth exactly `price` more for each of them, so the priced
    bound less that is a bound on all such trips, whatever the price.
    """
    total = price * len(locked)
    bound = max(solution.bound - total, 0)
    if locked <= {move.node for move in solution.moves if move.kind == "visit"}:
        return replace(solution, objective=solution.objective - total, bound=bound)
    infeasible = solution.infeasible and not solution.moves
    return replace(solution, moves=(), first_day=0, objective=0, bound=bound, infeasible=infeasible)


def own_windows(
    candidate: Candidate, request: TripRequest, days: Mapping[str, date]
) -> dict[date, TimeWindow]:
    """Return the windows that what is fixed leaves to a candidate."""
    fixed = {one.date: one.visits for one in request.fixed_days}
    own = days.get(candidate.id)
    return {
        day: window
        for day, window in candidate.windows.items()
        if (own is None or day == own)
        and (day not in fixed or candidate.id in fixed[day] or not candidate.shown)
    }


def at_time(window: TimeWindow, at_s: int, stay_s: int, day_start_s: int) -> TimeWindow | None:
    """Return the part of a window in which a visit begins at a time, None where there is none.

    A time between two steps of the planning grid may be met by either step.
    """
    floor_s = day_start_s + (at_s - day_start_s) // GRID_S * GRID_S
    spare_s = 0 if floor_s == at_s else GRID_S
    opens_s = max(window.opens_s, floor_s)
    closes_s = min(window.closes_s, floor_s + spare_s - (-stay_s // GRID_S) * GRID_S)
    return TimeWindow(opens_s, closes_s) if opens_s < closes_s else None


def with_locks(candidates: Sequence[Candidate], request: TripRequest) -> tuple[Candidate, ...]:
    """Return the candidates with the windows that what is fixed leaves them, and the nights."""
    if not (request.dated_visits or request.fixed_days or request.nights_at):
        return tuple(candidates)
    days = {lock.id: lock.date for lock in request.dated_visits}
    times = {lock.id: seconds_of(lock.at) for lock in request.locked if lock.at is not None}
    start_s = seconds_of(request.day_start)
    kept = []
    for candidate in candidates:
        windows = own_windows(candidate, request, days)
        if candidate.id in times:
            cut = {
                day: at_time(window, times[candidate.id], candidate.stay_s, start_s)
                for day, window in windows.items()
            }
            windows = {day: window for day, window in cut.items() if window is not None}
        kept.append(replace(candidate, windows=windows))
    return (*kept, *night_candidates(request))
