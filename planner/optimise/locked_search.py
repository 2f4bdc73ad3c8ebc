"""The best trip around what is fixed, by the engine as it is."""

from dataclasses import replace

from planner.optimise.locks import (
    PRICES,
    keeps_order,
    locked_nodes,
    priced,
    rows_of,
    unpriced,
    with_order,
)
from planner.optimise.problem import OrienteeringProblem, OrienteeringSolution, SearchParams
from planner.optimise.trip import Trip
from planner.optimise.trip_limits import solve_within


def no_solution(problem: OrienteeringProblem) -> OrienteeringSolution:
    """Return what is known before any search: no trip, and no more than all visits together."""
    return OrienteeringSolution((), 0, 0, int(problem.worth.sum()), False, 0.0)


def solve_around_locks(trip: Trip, params: SearchParams) -> OrienteeringSolution:
    """Return the best trip found that keeps what is fixed, with a bound on every such trip.

    Where an order is fixed and the best trip breaks it, windows are cut apart to force it; the
    bound stays that of all trips, so that what the cut may lose widens the gap.
    """
    locked, rows = locked_nodes(trip.nodes, trip.request), rows_of(trip.nodes, trip.request)
    if not locked:
        return solve_within(trip.problem, params)

    def solve_windows(apart: bool) -> OrienteeringSolution:
        windowed = with_order(trip.problem, rows, apart)
        found = no_solution(trip.problem)
        for price in PRICES:
            tried = unpriced(solve_within(priced(windowed, locked, price), params), locked, price)
            seconds, bound = found.seconds + tried.seconds, min(found.bound, tried.bound)
            found = replace(tried, bound=max(bound, tried.objective), seconds=seconds)
            if found.moves or found.infeasible:
                break
        return found

    loose = solve_windows(apart=False)
    if not loose.moves or keeps_order(loose, rows):
        return loose
    tight = solve_windows(apart=True)
    seconds = loose.seconds + tight.seconds
    if not tight.moves:
        return replace(tight, infeasible=False, bound=loose.bound, seconds=seconds)
    return replace(tight, bound=max(loose.bound, tight.objective), seconds=seconds)
