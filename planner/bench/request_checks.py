"""One request solved, judged and written as an answer, and what that shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from math import inf
from time import perf_counter
from typing import Any

from planner import service
from planner.bench.random_requests import Wish
from planner.errors import RequestError
from planner.model.itinerary import Itinerary, Provenance
from planner.model.request import TripRequest
from planner.optimise.check import violations
from planner.optimise.locked_search import solve_around_locks
from planner.optimise.master import SOLVER_VERSION
from planner.optimise.planner import JudgeError, make_ready, written
from planner.optimise.problem import OrienteeringProblem, OrienteeringSolution, SearchParams
from planner.optimise.trip import Offer, Trip
from planner.service import World

CLOCK = "clock"
"""Among the limits of an answer: the clock ended the search before its work was done."""
BEST = "proved best"
PROVED = "proved that there is none"
NEVER_OPEN = "something that has to be in is open on no day"
NOT_FOUND = "none found within the limit"


class Outcome(StrEnum):
    """What became of a request."""

    TRIP = "trip"
    NO_TRIP = "no trip"
    REFUSED = "refused"
    BROKEN = "broken"


class Fault(StrEnum):
    """What must not be."""

    JUDGE = "trips that the judge refuses"
    BOUND = "bounds below the objective"
    BYTES = "answers with differing bytes"
    ERROR = "errors other than a clear refusal"
    CLOCK = "differing bytes where the clock ended a search"
    TAKEN = "unsound requests that were taken"


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one request in one process, but for the time."""

    outcome: Outcome
    why: str = ""
    """Why it was refused or has no trip; of a trip, whether it is proved."""
    faults: tuple[tuple[Fault, str], ...] = ()
    answer: str = ""
    """Digest of the answer without explanations, or of the refusal."""
    limits_hit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A finding, how long it took, and the whole answer where that was asked for."""

    number: int
    finding: Finding
    seconds: float
    """For the answer without explanations."""
    explained: "Whole | None" = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole answer as people get it, with the reasons for every feast left out."""

    digest: str
    limits_hit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solved:
    """A search, what the judge holds it against, and the answer without explanations.

    Nothing is searched, and so `problem` None, where a must is open on no day; `answer` is None
    where there is no trip to be written.
    """

    problem: OrienteeringProblem | None
    solution: OrienteeringSolution
    answer: Itinerary | None


def check_request(world: World, wish: Wish, explain: bool) -> Check:
    """Answer a request and judge the answer; no error leaves.

    Parameters
    ----------
    explain
        Whether the whole use case is run too, with the reasons for every feast left out.
    """
    start = perf_counter()
    try:
        request = service.read_trip_request(world, wish.document)
    except RequestError as fault:
        refusal = digest_of({"faults": fault.faults})
        finding = Finding(Outcome.REFUSED, ", ".join(sorted(fault.faults)), (), refusal)
        return Check(wish.number, finding, perf_counter() - start)
    except Exception as fault:
        return Check(wish.number, broken(fault), perf_counter() - start)
    try:
        finding = examine(world, request, wish.unsound)
        seconds = perf_counter() - start
        explained = explain_request(world, request) if explain else None
    except Exception as fault:
        return Check(wish.number, broken(fault), perf_counter() - start)
    return Check(wish.number, finding, seconds, explained)


def broken(fault: Exception) -> Finding:
    """Return the finding of an error that no request may raise."""
    kind = Fault.JUDGE if isinstance(fault, JudgeError) else Fault.ERROR
    return Finding(Outcome.BROKEN, faults=((kind, f"{type(fault).__name__}: {fault}"),))


def examine(world: World, request: TripRequest, unsound: bool) -> Finding:
    """Solve a request that was taken, and judge what was found."""
    solved = solve_request(world, request)
    solution = solved.solution
    faults = [(Fault.TAKEN, "no field was refused")] if unsound else []
    if solved.problem is not None and solution.moves:
        faults += [(Fault.JUDGE, words) for words in violations(solved.problem, solution)]
    if solution.bound < solution.objective:
        faults.append((Fault.BOUND, f"bound {solution.bound}, objective {solution.objective}"))
    document = {} if solved.answer is None else service.answer_document(solved.answer)
    digest = digest_of({**document, "solution": solution_document(solution)})
    found = tuple(faults), digest, solution.limits_hit
    if solved.answer is not None:
        return Finding(Outcome.TRIP, BEST if solution.bound <= solution.objective else "", *found)
    proved = NEVER_OPEN if solved.problem is None else PROVED
    return Finding(Outcome.NO_TRIP, proved if solution.infeasible else NOT_FOUND, *found)


def solve_request(world: World, request: TripRequest) -> Solved:
    """Do what `planner.answer` does, without the reasons for what was left out."""
    offer = service.offer_of(world, request)
    trip, _ = make_ready(offer, request)
    if trip is None:
        return Solved(None, OrienteeringSolution((), 0, 0, 0, True, 0.0), None)
    params = SearchParams(time_limit_s=request.time_limit_s, seed=request.seed, patience=inf)
    solution = solve_around_locks(trip, params)
    answer = written_answer(world, offer, trip, solution) if solution.moves else None
    return Solved(trip.to_judge, solution, answer)


def written_answer(
    world: World, offer: Offer, trip: Trip, solution: OrienteeringSolution
) -> Itinerary:
    """Return a solution as days with local times; no watch is in it."""
    made = Provenance(
        offer.data_version,
        "filofesta",
        SOLVER_VERSION,
        trip.request.seed,
        0.0,
        solution.limits_hit,
        world.data_notes,
    )
    found = written(offer, trip, solution, made)
    return replace(found, notes=world.ways_by_mode.notes(trip.request, found))


def solution_document(solution: OrienteeringSolution) -> dict[str, Any]:
    """Return what a search claims, as JSON values."""
    return {
        "objective": solution.objective,
        "bound": solution.bound,
        "infeasible": solution.infeasible,
        "limits_hit": list(solution.limits_hit),
    }


def explain_request(world: World, request: TripRequest) -> Whole:
    """Answer a request as people are answered; only the watch is left out of what is compared."""
    found = service.plan_trip(world, request)
    document = service.answer_document(found)
    timeless = {**document, "provenance": {**document["provenance"], "seconds": 0}}
    return Whole(digest_of(timeless), found.provenance.limits_hit)


def digest_of(document: Mapping[str, Any]) -> str:
    """Return the digest of the bytes of a JSON document, in the order of its fields."""
    return sha256(json.dumps(document, ensure_ascii=False).encode()).hexdigest()
