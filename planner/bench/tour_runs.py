"""Runs of the tour solvers, ours and peers in turn, each answer replayed before it counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.bench.instances import Known
from planner.bench.replay import tour_faults, tours_score
from planner.bench.tour_peer import Found, TourSolver, Watch
from planner.bench.tour_pyvrp import pyvrp_tours
from planner.bench.tour_routing import routing_tours
from planner.bench.tour_vroom import vroom_tours
from planner.errors import PlannerError
from planner.optimise.tours.problem import TourParams, TourProblem, Tours, TourSolution
from planner.optimise.tours.ruin_recreate import improve

OURS = "filofesta"
PEERS: Mapping[str, TourSolver] = {
    "pyvrp": pyvrp_tours,
    "vroom": vroom_tours,
    "routing": routing_tours,
}
SEEDLESS = frozenset({"vroom", "routing"})
"""Peers that throw no dice run once."""
START_SHARE, MOST_START_S = 0.2, 1.0
"""What the heuristic has of a limit before the exact method begins [share, s]."""
Prover = Callable[[TourProblem, TourParams, Tours], TourSolution]
"""Called with a problem, limits and tours to begin with."""
OVERTIME = 1.1
"""An answer that took longer than its limit by more than this factor is not counted as in time."""


class ReplayError(PlannerError):
    """A solver's tours broke a rule; nothing of such a run is counted."""


@dataclass(frozen=True, slots=True)
class Case:
    """An instance with so many tours and what is known of it."""

    problem: TourProblem
    known: Known

    @property
    def title(self) -> str:
        """Name and number of tours."""
        return f"{self.problem.name} m={self.problem.tours}"


@dataclass(frozen=True, slots=True)
class Run:
    """One answer of one solver."""

    solver: str
    case: Case
    limit_s: float
    seed: int
    score: int
    seconds: float
    one_percent_s: float | None
    """When it was within 1 % of the best known [s]; None if never."""
    bound: int | None = None

    @property
    def gap(self) -> float:
        """By how much it falls behind the best known [%]; negative where it is better."""
        return gap_of(self.score, self.case.known)

    @property
    def is_late(self) -> bool:
        """Whether it overran its limit."""
        return self.seconds > OVERTIME * self.limit_s + 0.05


def gap_of(score: int, known: Known) -> float:
    """Return by how much a score falls behind the best known [%]."""
    return 100.0 * (known.score - score) / known.score if known.score else 0.0


def our_tours(problem: TourProblem, limit_s: float, seed: int) -> Found:
    """Return our heuristic's tours within a limit, model building in it."""
    watch = Watch()
    params = TourParams(limit_s, seed, lambda _seconds, score, _bound: watch.note(score))
    answer = improve(problem, params)
    return watch.close(answer.tours, answer.bound)


def proved_tours(prove: Prover) -> TourSolver:
    """Return a solver that gives our heuristic a part of the limit and an exact method the rest."""

    def solve(problem: TourProblem, limit_s: float, seed: int) -> Found:
        watch = Watch()
        start = our_tours(problem, min(START_SHARE * limit_s, MOST_START_S), seed)
        left_s = max(limit_s - start.seconds, 0.0)
        answer = prove(problem, TourParams(left_s, seed), start.tours)
        return watch.close(answer.tours, answer.bound)

    return solve


def judged_run(name: str, solve: TourSolver, case: Case, limit_s: float, seed: int) -> Run:
    """Run a solver once and replay its tours.

    Raises
    ------
    ReplayError
        The tours break a rule, or are worth more than their own bound.
    """
    found = solve(case.problem, limit_s, seed)
    faults = tour_faults(case.problem, found.tours)
    if faults:
        raise ReplayError(f"{name} on {case.title}: {'; '.join(faults[:3])}")
    score = tours_score(case.problem, found.tours)
    if found.bound is not None and score > found.bound:
        raise ReplayError(f"{name} on {case.title}: {score} is above its bound {found.bound}")
    rises = (*found.rises, (found.seconds, score))
    near = (at for at, value in rises if gap_of(value, case.known) <= 1.0)
    return Run(name, case, limit_s, seed, score, found.seconds, next(near, None), found.bound)


def warm(solvers: Mapping[str, TourSolver], case: Case) -> None:
    """Run every solver for a moment, so that no compilation falls into a measured run."""
    for solve in solvers.values():
        solve(case.problem, 0.3, 0)


def run_all(
    cases: Sequence[Case], solvers: Mapping[str, TourSolver], limits_s: Sequence[float], seeds: int
) -> Iterator[Run]:
    """Yield all runs; at every case, limit and seed the solvers take turns.

    Raises
    ------
    ReplayError
        Some tours break a rule.
    """
    for case in cases:
        for limit_s in limits_s:
            for seed in range(seeds):
                for name, solve in solvers.items():
                    if seed == 0 or name not in SEEDLESS:
                        yield judged_run(name, solve, case, limit_s, seed)
