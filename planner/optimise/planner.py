"""From a request to its answer: candidates, problem, solution, judge, days, reasons."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.errors import PlannerError
from planner.model.clock import TripClock
from planner.model.itinerary import (
    Change,
    Itinerary,
    LeftOut,
    Proof,
    Provenance,
    Status,
    Totals,
    VisitKind,
)
from planner.model.request import TripRequest
from planner.optimise.candidates import list_candidates, locked_ids
from planner.optimise.check import violations
from planner.optimise.doubts import Doubts
from planner.optimise.explain import Fits, explain_infeasible, explain_left_out, explain_unserved
from planner.optimise.locked_search import solve_around_locks
from planner.optimise.locks import with_locks
from planner.optimise.mapping import Candidate
from planner.optimise.master import SOLVER_VERSION
from planner.optimise.problem import (
    OrienteeringProblem,
    OrienteeringSolution,
    Progress,
    SearchParams,
)
from planner.optimise.reach import reachable_nodes
from planner.optimise.schedule import totals_of, write_days
from planner.optimise.trip import Offer, Trip

Cancelled = Callable[[], bool]
"""Answers whether the search has to end with the best so far."""


class JudgeError(PlannerError):
    """The judge refused a solver's trip: a defect of ours, never shown as an answer."""


def judged(problem: OrienteeringProblem, solution: OrienteeringSolution) -> None:
    """Refuse a solution that breaks a rule.

    Raises
    ------
    JudgeError
        Naming every broken rule.
    """
    broken = violations(problem, solution) if solution.moves else ()
    if broken:
        raise JudgeError("the judge refused the trip: " + "; ".join(broken))


def status_of(solution: OrienteeringSolution) -> Status:
    """Return how the search ended."""
    if not solution.moves:
        return Status.INFEASIBLE
    return Status.OPTIMAL if solution.bound <= solution.objective else Status.FEASIBLE


def infeasible(
    offer: Offer,
    request: TripRequest,
    left_out: tuple[LeftOut, ...],
    provenance: Provenance,
    proved: bool,
) -> Itinerary:
    """Return the answer to a request that no trip meets."""
    changes: tuple[Change, ...] = ()
    if has_locks(request):
        reasons: tuple[str, ...] = ("No trip keeps everything that you locked.",) if proved else ()
    else:
        reasons, changes = explain_infeasible(offer.catalogue, request, Doubts(offer).fits, proved)
    if not proved:
        reasons = (*reasons, "The search ended at its limit; a longer one may still find a trip.")
    totals = Totals(0, 0, 0, 0, 0, 0)
    return Itinerary(
        request, Status.INFEASIBLE, Proof(0, 0), (), left_out, totals, provenance, reasons, changes
    )


def has_locks(request: TripRequest) -> bool:
    """Answer whether anything of the trip is fixed."""
    return bool(request.dated_visits or request.fixed_days or request.nights_at)


def missing_musts(request: TripRequest, candidates: Sequence[Candidate]) -> list[str]:
    """Return what has to be visited but cannot be on any day of the window."""
    known = {candidate.id for candidate in candidates if candidate.windows}
    return [name for name in (*request.must, *locked_ids(request)) if name not in known]


def make_ready(offer: Offer, request: TripRequest) -> tuple[Trip | None, tuple[LeftOut, ...]]:
    """Return a request ready for the solver, and what is left out from the first.

    There is no trip where something that has to be visited is open on no day.
    """
    candidates, left_out = list_candidates(offer.catalogue, request, offer.hours)
    candidates = with_locks(candidates, request)
    if missing_musts(request, candidates):
        return None, left_out
    return Trip.build(offer, request, candidates), left_out


def answer(
    offer: Offer,
    request: TripRequest,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Itinerary:
    """Return the answer to a request.

    Raises
    ------
    JudgeError
        The solver returned a trip that breaks a rule.
    """
    trip, left_out = make_ready(offer, request)
    params = SearchParams(
        time_limit_s=request.time_limit_s,
        seed=request.seed,
        progress=progress,
        cancelled=cancelled,
    )
    if trip is None:
        provenance = Provenance(offer.data_version, "filofesta", SOLVER_VERSION, request.seed, 0.0)
        return infeasible(offer, request, left_out, provenance, True)
    solution = solve_around_locks(trip, params)
    judged(trip.to_judge, solution)
    provenance = Provenance(
        offer.data_version,
        "filofesta",
        SOLVER_VERSION,
        request.seed,
        solution.seconds,
        solution.limits_hit,
    )
    if not solution.moves:
        return infeasible(offer, request, left_out, provenance, solution.infeasible)
    found = written(offer, trip, solution, provenance)
    is_settled = not has_locks(request) and not (cancelled and cancelled())
    fits = Doubts(offer).fits if is_settled else unsettled
    return replace(found, left_out=(*left_out, *crowded_out(offer, found, trip, fits)))


def written(
    offer: Offer, trip: Trip, solution: OrienteeringSolution, provenance: Provenance
) -> Itinerary:
    """Return a solution as days with true local times, without what was left out."""
    clock = TripClock(trip.request.earliest)
    days = write_days(
        trip.problem, trip.nodes, solution.moves, solution.first_day, clock, trip.timetable(offer)
    )
    proof = Proof(solution.objective, solution.bound)
    return Itinerary(
        trip.request, status_of(solution), proof, days, (), totals_of(days), provenance
    )


def unsettled(request: TripRequest, wanted: Sequence[str]) -> None:
    """Answer that it is not known whether a trip visits all of something."""


def crowded_out(offer: Offer, found: Itinerary, trip: Trip, fits: Fits) -> list[LeftOut]:
    """Return why each feast with usable days is not in the trip found."""
    reached = reachable_nodes(trip.problem)
    chosen = [visit.id for visit in found.list_visits() if visit.kind is VisitKind.FESTIVAL]
    return [
        explain_left_out(
            offer.catalogue, offer.catalogue.get_festival(c.id), found.request, chosen, fits
        )
        if node in reached
        else explain_unserved(offer.catalogue.get_festival(c.id), found.request, fits)
        for node, c in enumerate(trip.nodes.candidates)
        if c.kind is VisitKind.FESTIVAL and c.id not in chosen
    ]
