"""From a request to its answer: candidates, problem, solution, judge, days, reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from planner.errors import PlannerError
from planner.model.catalogue import Catalogue
from planner.model.clock import TripClock
from planner.model.emissions import Emissions
from planner.model.itinerary import Itinerary, LeftOut, Proof, Provenance, Status, Totals, VisitKind
from planner.model.journey import Leg, Spot, WayPart
from planner.model.request import TripRequest
from planner.optimise.candidates import Hours, list_candidates
from planner.optimise.check import violations
from planner.optimise.engine import solve
from planner.optimise.explain import explain_infeasible, explain_left_out, explain_unserved
from planner.optimise.lands import FerryLike, useful_ferries
from planner.optimise.mapping import Candidate, TripNodes, build_problem, gather_nodes
from planner.optimise.master import SOLVER_VERSION
from planner.optimise.problem import (
    DatedSailing,
    OrienteeringProblem,
    OrienteeringSolution,
    Progress,
    SearchParams,
)
from planner.optimise.reach import reachable_nodes
from planner.optimise.schedule import DatedFerry, Timetable, totals_of, write_days
from planner.optimise.worth import CROSSING_POINTS

QUICK = SearchParams(beam_width=40, bound_passes=0, time_limit_s=0.8, first_only=True)
"""How to answer only whether a trip exists."""
MOST_DOUBTS = 60
"""Questions that one answer may ask; what is left unasked is not claimed."""


@dataclass(frozen=True)
class Offer:
    """What the world offers: the catalogue, and answers on hours, ways, ferries, emissions."""

    catalogue: Catalogue
    hours: Hours
    durations: Callable[[TripRequest, tuple[Spot, ...]], NDArray[np.float64]]
    ferries: Callable[[TripRequest], Sequence[FerryLike]]
    way: Callable[[TripRequest, Spot, Spot], Sequence[WayPart]]
    land: Callable[[Spot], str]
    town: Callable[[Spot], Spot]
    data_version: str
    co2e: Callable[[Leg, TripRequest], Emissions]


class JudgeError(PlannerError):
    """The judge refused a solver's trip: a defect of ours, never shown as an answer."""


@dataclass(frozen=True)
class Trip:
    """A request made ready for the solver."""

    request: TripRequest
    nodes: TripNodes
    ferries: Mapping[str, FerryLike]
    problem: OrienteeringProblem

    @classmethod
    def build(cls, offer: Offer, request: TripRequest, candidates: Sequence[Candidate]) -> "Trip":
        """Put candidates, roads and sailings together."""
        sites = [c.spot for c in candidates] + [request.start, *request.nights]
        sites += [request.end] if request.end is not None else []
        ferries = {f.key: f for f in useful_ferries(offer.ferries(request), sites, offer.land)}
        ends = {spot.id: spot for f in ferries.values() for spot in (f.origin, f.destination)}
        nodes = gather_nodes(request, candidates, [ends[key] for key in sorted(ends)])
        sailings = [
            DatedSailing(
                f.board_by_s,
                f.leave_s,
                nodes.node_of(f.origin.id),
                nodes.node_of(f.destination.id),
                f.key,
                CROSSING_POINTS,
            )
            for f in ferries.values()
        ]
        return cls(
            request,
            nodes,
            ferries,
            build_problem(request, nodes, offer.durations(request, nodes.spots), sailings),
        )

    def timetable(self, offer: Offer) -> Timetable:
        """Return the ferries as the diary wants them."""
        dated = {
            key: DatedFerry(f.facts, f.departs_s, f.arrives_s, f.distance_m)
            for key, f in self.ferries.items()
        }
        way = partial(offer.way, self.request)
        return Timetable(way, offer.town, dated, lambda leg: offer.co2e(leg, self.request))


@dataclass
class Doubts:
    """Answers "does a trip exist that visits all of these feasts?", each question once."""

    offer: Offer
    asked: dict[tuple[TripRequest, tuple[str, ...]], bool] = field(default_factory=dict)

    def fits(self, request: TripRequest, feasts: Sequence[str]) -> bool:
        """Solve the request with some feasts as its musts and without sights."""
        key = (replace(request, must=()), tuple(sorted(set(feasts))))
        if key not in self.asked and len(self.asked) >= MOST_DOUBTS:
            return False
        if key not in self.asked:
            self.asked[key] = self.solve(request, key[1])
        return self.asked[key]

    def solve(self, request: TripRequest, feasts: tuple[str, ...]) -> bool:
        """Answer by solving."""
        sights = tuple(i for i in request.must if i in self.offer.catalogue.attractions)
        wanted = replace(request, must=(*feasts, *sights))
        candidates, _ = list_candidates(
            self.offer.catalogue, wanted, self.offer.hours, only=wanted.must
        )
        if {c.id for c in candidates} != set(wanted.must):
            return False
        trip = Trip.build(self.offer, wanted, candidates)
        solution = solve(trip.problem, QUICK)
        return bool(solution.moves) and not violations(trip.problem, solution)


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
    reasons, changes = explain_infeasible(offer.catalogue, request, Doubts(offer).fits)
    if not proved:
        reasons = (*reasons, "The search ended at its limit; a longer one may still find a trip.")
    totals = Totals(0, 0, 0, 0, 0, 0)
    return Itinerary(
        request, Status.INFEASIBLE, Proof(0, 0), (), left_out, totals, provenance, reasons, changes
    )


def missing_musts(request: TripRequest, candidates: Sequence[Candidate]) -> list[str]:
    """Return what has to be visited but cannot be on any day of the window."""
    known = {candidate.id for candidate in candidates}
    return [record_id for record_id in request.must if record_id not in known]


def answer(offer: Offer, request: TripRequest, progress: Progress | None = None) -> Itinerary:
    """Return the answer to a request.

    Raises
    ------
    JudgeError
        The solver returned a trip that breaks a rule.
    """
    candidates, left_out = list_candidates(offer.catalogue, request, offer.hours)
    params = SearchParams(time_limit_s=request.time_limit_s, seed=request.seed, progress=progress)
    if missing_musts(request, candidates):
        provenance = Provenance(offer.data_version, "filofesta", SOLVER_VERSION, request.seed, 0.0)
        return infeasible(offer, request, left_out, provenance, True)
    trip = Trip.build(offer, request, candidates)
    solution = solve(trip.problem, params)
    judged(trip.problem, solution)
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
    clock = TripClock(request.earliest)
    days = write_days(
        trip.problem, trip.nodes, solution.moves, solution.first_day, clock, trip.timetable(offer)
    )
    proof = Proof(solution.objective, solution.bound)
    found = Itinerary(
        request, status_of(solution), proof, days, left_out, totals_of(days), provenance
    )
    return replace(found, left_out=(*left_out, *crowded_out(offer, found, trip)))


def crowded_out(offer: Offer, found: Itinerary, trip: Trip) -> list[LeftOut]:
    """Return why each feast with usable days is not in the trip found."""
    reached = reachable_nodes(trip.problem)
    chosen = [visit.id for visit in found.list_visits() if visit.kind is VisitKind.FESTIVAL]
    doubts = Doubts(offer)
    return [
        explain_left_out(
            offer.catalogue, offer.catalogue.get_festival(c.id), found.request, chosen, doubts.fits
        )
        if node in reached
        else explain_unserved(offer.catalogue.get_festival(c.id), found.request, doubts.fits)
        for node, c in enumerate(trip.nodes.candidates)
        if c.kind is VisitKind.FESTIVAL and c.id not in chosen
    ]
