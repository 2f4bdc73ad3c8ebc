"""The trip engine on generated trips and requests, each in a process of its own.

A process solves a small trip first, so that neither compilation nor loading falls into the figures.
"""

import multiprocessing
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import Any

import numpy as np

from planner import service
from planner.bench.trips import synthetic_trip
from planner.errors import PlannerError
from planner.optimise.check import violations
from planner.optimise.engine import solve
from planner.optimise.problem import (
    UNREACHABLE_S,
    OrienteeringProblem,
    SearchParams,
    TripLimit,
)
from planner.optimise.tally import use_of
from planner.optimise.trip_limits import solve_within
from planner.travel.reach import GATEWAYS

ACCEPTED = "accepted"
EARLY_S = 10.0
"""The gap is noted at this time too [s]."""
GROWTH = ((50, 3), (100, 4), (300, 7), (1_000, 13))
"""Numbers of feasts, each with its land masses: both their number and the feasts of one grow."""
SIGHTS_PER_FEAST = 2
CENTS_PER_MINUTE, CENTS_PER_CROSSING, CENTS_PER_VISIT = 30, 8_000, 500
"""What a generated trip costs: its minutes at the wheel (a kilometre each), crossings, visits."""
BUDGETS = (0.8, 0.6)
REQUESTS, LEAST_DAYS, MOST_DAYS, MOST_SPARE_DAYS = 24, 3, 14, 7


@dataclass(frozen=True, slots=True)
class TripTask:
    """A generated trip, or a request to the catalogue where `document` is not None.

    The start of a document is the id of a port; the town that it serves is asked for.
    """

    title: str
    limit_s: float
    seed: int = 0
    days: int = 10
    feasts: int = 19
    sights: int = 300
    lands: int = 3
    share: float | None = None
    """Share of what the best trip costs that the trip may cost; None: as much as it likes."""
    document: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class TripRun:
    """What the engine did with a task; None where it never came to that."""

    title: str
    limit_s: float
    objective: int
    bound: int
    seconds: float
    first_s: float | None
    proved_s: float | None
    early_gap: float | None
    """Gap after ten seconds, or at the end where that is sooner [%]."""
    memory_mb: float
    verdict: str
    """`accepted`, `no trip`, or what the judge said."""

    @property
    def gap(self) -> float:
        """By how much the trip may be improved at most [%]."""
        return gap_of(self.objective, self.bound)


def gap_of(objective: int, bound: int) -> float:
    """Return (bound - objective) / bound [%], 0 where the bound is 0."""
    return 100.0 * (bound - objective) / bound if bound else 0.0


@dataclass(slots=True)
class Log:
    """What the engine told while it searched."""

    started: float = field(default_factory=perf_counter)
    events: list[tuple[float, int, int]] = field(default_factory=list)

    def __call__(self, objective: int, bound: int) -> None:
        """Note a report."""
        self.events.append((perf_counter() - self.started, objective, bound))

    def close(
        self, task: TripTask, objective: int, bound: int, seconds: float, verdict: str
    ) -> TripRun:
        """Return the run as it stands at the end of the search."""
        end = [(seconds, objective, bound)] if verdict == ACCEPTED else []
        events = [*self.events, *end]
        early = [event for event in events if event[0] <= EARLY_S]
        proved = (at for at, worth, most in events if most <= worth)
        return TripRun(
            title=task.title,
            limit_s=task.limit_s,
            objective=objective,
            bound=bound,
            seconds=seconds,
            first_s=events[0][0] if events else None,
            proved_s=next(proved, None),
            early_gap=gap_of(*early[-1][1:]) if early else None,
            memory_mb=peak_memory_mb(),
            verdict=verdict,
        )


def peak_memory_mb(whose: int = resource.RUSAGE_SELF) -> float:
    """Return the most memory that this process, or one of its children, has held [MB]."""
    peak = resource.getrusage(whose).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def run_generated(task: TripTask) -> TripRun:
    """Solve a generated trip and let the judge replay it."""
    solve(synthetic_trip(0, 3, feasts=6, sights=30), SearchParams(time_limit_s=2.0))
    problem = synthetic_trip(task.seed, task.days, task.feasts, task.sights, task.lands)
    if task.share is not None:
        problem = with_budget(problem, task.share, task.limit_s)
    log = Log()
    params = SearchParams(time_limit_s=task.limit_s, seed=task.seed, progress=log)
    answer = solve_within(problem, params)
    faults = violations(problem, answer) if answer.moves else ("no trip",)
    verdict = faults[0] if faults else ACCEPTED
    return log.close(task, answer.objective, answer.bound, answer.seconds, verdict)


def with_budget(problem: OrienteeringProblem, share: float, limit_s: float) -> OrienteeringProblem:
    """Return the problem with a share of what its best trip costs as a limit on the whole trip."""
    minutes = np.where(problem.drive_s < UNREACHABLE_S, problem.drive_s // 60, 0)
    costs = CENTS_PER_MINUTE * minutes, np.full_like(problem.worth, CENTS_PER_VISIT)
    money = TripLimit("cents", 0, *costs, dict.fromkeys(problem.sailing_of, CENTS_PER_CROSSING))
    free = solve(problem, SearchParams(time_limit_s=limit_s))
    most = int(share * use_of(money, problem.start, free.moves))
    return replace(problem, trip_limits=(replace(money, most=most),))


def run_request(task: TripTask) -> TripRun:
    """Plan a request; the planner lets the judge replay the trip before it explains it.

    The first trip is timed from the question on, the proof by the search's own watch: what is said
    about left-out feasts comes after it.
    """
    world = service.load_world()
    service.warm_up(world)
    wishes = {**(task.document or {}), "time_limit_s": task.limit_s}
    wishes["start"] = world.gazetteer.ports[wishes["start"]].place_id
    request = service.read_trip_request(world, wishes)
    log = Log()
    try:
        found = service.plan_trip(world, request, log)
    except PlannerError as fault:
        return log.close(task, 0, 0, 0.0, str(fault))
    verdict = ACCEPTED if found.days else "no trip"
    proof, seconds = found.proof, found.provenance.seconds
    return log.close(task, proof.objective, proof.bound, seconds, verdict)


def run_task(task: TripTask) -> TripRun:
    """Run one task in this process."""
    return run_generated(task) if task.document is None else run_request(task)


def run_tasks(tasks: Sequence[TripTask]) -> Iterator[TripRun]:
    """Run each task in a new process, one after the other; one that breaks down is a run too."""
    context = multiprocessing.get_context("spawn")
    for task in tasks:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            try:
                yield pool.submit(run_task, task).result()
            except (BrokenProcessPool, MemoryError) as fault:
                run = Log().close(task, 0, 0, 0.0, f"broke down: {type(fault).__name__}")
                yield replace(run, memory_mb=peak_memory_mb(resource.RUSAGE_CHILDREN))


def trip_tasks(
    seeds: int, limit_s: float, lengths: Sequence[int], feasts: int, lands: int
) -> list[TripTask]:
    """Return generated trips of each length with seeds from 1 on."""
    return [
        TripTask(
            f"{days} days, {feasts} feasts, seed {seed}", limit_s, seed, days, feasts, 300, lands
        )
        for days in lengths
        for seed in range(1, seeds + 1)
    ]


def budget_tasks(seeds: int, limit_s: float, lengths: Sequence[int]) -> list[TripTask]:
    """Return generated trips of each length with less money than their best trip costs."""
    return [
        TripTask(f"{days} days, seed {seed}, {share:.0%}", limit_s, seed, days, share=share)
        for days in lengths
        for seed in range(1, seeds + 1)
        for share in BUDGETS
    ]


def growth_tasks(limit_s: float) -> list[TripTask]:
    """Return generated trips of ten days with more and more feasts, lands and sights."""
    return [
        TripTask(
            title=f"{feasts} feasts, {SIGHTS_PER_FEAST * feasts} sights, {lands} lands",
            limit_s=limit_s,
            seed=1,
            feasts=feasts,
            sights=SIGHTS_PER_FEAST * feasts,
            lands=lands,
        )
        for feasts, lands in GROWTH
    ]


def catalogue_tasks(limit_s: float, seed: int, first: date, last: date) -> list[TripTask]:
    """Return requests over a year from all gateways, 3 to 14 days long, some with days to spare."""
    chance = Random(seed)
    span = (last - first).days
    tasks = []
    for number in range(REQUESTS):
        days = chance.randint(LEAST_DAYS, MOST_DAYS)
        spare = chance.choice((0, 2, MOST_SPARE_DAYS))
        begin = first + timedelta(days=min(span * number // REQUESTS, span - days - spare))
        end = begin + timedelta(days=days - 1 + spare)
        start = GATEWAYS[number % len(GATEWAYS)]
        wishes: dict[str, Any] = {
            "start": start,
            "earliest": begin.isoformat(),
            "latest": end.isoformat(),
        }
        wishes |= {"end": chance.choice((None, None, "anywhere"))}
        title = f"{start}, {begin} to {end}, {days} days"
        tasks.append(TripTask(title, limit_s, document={**wishes, "days": days}))
    return tasks
