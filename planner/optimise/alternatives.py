"""Trips that are truly different from the best one: more feasts, less driving, fewer crossings.

Each is the best trip found when one term of the worth weighs more.  It is judged and valued by the
plain problem, so that the values of all of them compare, and it is only named where it visits other
places and is better in its own respect.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from planner.model.itinerary import Itinerary, Provenance, VisitKind
from planner.model.request import TripRequest
from planner.optimise.check import objective
from planner.optimise.locked_search import solve_around_locks
from planner.optimise.master import SOLVER_VERSION
from planner.optimise.planner import Cancelled, judged, make_ready, written
from planner.optimise.problem import (
    OrienteeringProblem,
    OrienteeringSolution,
    Progress,
    SearchParams,
)
from planner.optimise.trip import Offer, Trip

FEAST_FACTOR = 2
DRIVE_FACTOR = 4
"""An hour at the wheel then costs as much as a sight of medium worth brings."""
CROSSING_POINTS_MORE = 400
LEAST_DIFFERENCE = 0.25
"""Share of all places visited by either of two trips that only one of them visits."""
LESS_DRIVING = 0.85
"""Most of the best trip's driving that an alternative with less driving may have."""


class AlternativeKind(StrEnum):
    """In which respect a trip is better than the best one."""

    MORE_FEASTS = "more_feasts"
    LESS_DRIVING = "less_driving"
    FEWER_CROSSINGS = "fewer_crossings"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A trip that is truly different; its proof's bound is that of the best trip."""

    kind: AlternativeKind
    trip: Itinerary


def shifted(trip: Trip, kind: AlternativeKind) -> OrienteeringProblem:
    """Return the problem in which one term weighs more."""
    problem = trip.problem
    if kind is AlternativeKind.LESS_DRIVING:
        return replace(problem, drive_points=problem.drive_points * DRIVE_FACTOR)
    if kind is AlternativeKind.FEWER_CROSSINGS:
        dear = (replace(s, points=s.points + CROSSING_POINTS_MORE) for s in problem.sailings)
        return replace(problem, sailings=tuple(dear))
    feasts = [c.kind is VisitKind.FESTIVAL for c in trip.nodes.candidates]
    factors = np.ones(problem.node_count, dtype=np.int64)
    factors[: len(feasts)] = np.where(feasts, FEAST_FACTOR, 1)
    return replace(problem, worth=problem.worth * factors)


def is_better(kind: AlternativeKind, trip: Itinerary, best: Itinerary) -> bool:
    """Answer whether a trip is better than the best one in a respect."""
    new, old = trip.totals, best.totals
    if kind is AlternativeKind.MORE_FEASTS:
        return new.festivals > old.festivals
    if kind is AlternativeKind.FEWER_CROSSINGS:
        return new.crossings < old.crossings
    return new.drive_s <= old.drive_s * LESS_DRIVING


def is_different(one: Itinerary, other: Itinerary) -> bool:
    """Answer whether two trips visit truly different places."""
    a, b = ({visit.id for visit in trip.list_visits()} for trip in (one, other))
    return len(a ^ b) >= LEAST_DIFFERENCE * max(len(a | b), 1)


def true_solution(trip: Trip, found: OrienteeringSolution, bound: int) -> OrienteeringSolution:
    """Return a solution of a shifted problem with what it is worth in the plain one."""
    points = objective(trip.problem, found)
    return replace(found, objective=points, bound=max(bound, points), infeasible=False)


@dataclass(frozen=True)
class Hunt:
    """What all searches of one question share."""

    offer: Offer
    trip: Trip
    params: SearchParams
    best: OrienteeringSolution

    def show(self, solution: OrienteeringSolution) -> Itinerary:
        """Return a solution of the plain problem as days, once the judge has accepted it."""
        judged(self.trip.to_judge, solution)
        seed, seconds = self.trip.request.seed, solution.seconds
        made = Provenance(self.offer.data_version, "filofesta", SOLVER_VERSION, seed, seconds)
        return written(self.offer, self.trip, solution, made)

    def search(self, kind: AlternativeKind) -> Itinerary | None:
        """Return the best trip found where one term weighs more, or None."""
        params = replace(self.params, time_limit_s=self.params.time_limit_s / 2)
        found = solve_around_locks(replace(self.trip, problem=shifted(self.trip, kind)), params)
        return self.show(true_solution(self.trip, found, self.best.bound)) if found.moves else None


def find_alternatives(
    offer: Offer,
    request: TripRequest,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Alternative, ...]:
    """Return up to three trips that are truly different from the best one and from each other.

    Parameters
    ----------
    progress
        Called with how many of the searches are done, and how many there are.
    cancelled
        When it answers true, what is found so far is returned.

    Raises
    ------
    JudgeError
        A trip breaks a rule.
    """
    trip, _ = make_ready(offer, request)
    if trip is None:
        return ()
    params = SearchParams(time_limit_s=request.time_limit_s, seed=request.seed, cancelled=cancelled)
    hunt = Hunt(offer, trip, params, solve_around_locks(trip, params))
    if not hunt.best.moves:
        return ()
    best = hunt.show(hunt.best)
    found: list[Alternative] = []
    for number, kind in enumerate(AlternativeKind, start=1):
        if progress is not None:
            progress(number, len(AlternativeKind) + 1)
        if cancelled is not None and cancelled():
            break
        other = hunt.search(kind)
        known = [best, *(one.trip for one in found)]
        if other is not None and is_better(kind, other, best) and differs(other, known):
            found.append(Alternative(kind, other))
    return tuple(found)


def differs(trip: Itinerary, known: Sequence[Itinerary]) -> bool:
    """Answer whether a trip is truly different from all known ones."""
    return all(is_different(trip, other) for other in known)
