"""Tours within a limit of time: the heuristic, and for one tour the proof on the rest."""

from dataclasses import replace
from time import perf_counter

from planner.optimise.tours.exact import prove
from planner.optimise.tours.problem import TourParams, TourProblem, TourSolution
from planner.optimise.tours.proof import within_size
from planner.optimise.tours.ruin_recreate import improve

START_SHARE, START_S = 0.3, 1.0
"""The heuristic's part of the limit before a proof, and the most seconds it takes."""


def solve_tours(problem: TourProblem, params: TourParams) -> TourSolution:
    """Return the best tours found within the limit, and what none are worth more than.

    Parameters
    ----------
    problem
        Up to so many tours; of one, the best is looked for, with a proof.
    params
        Limit of time, seed, progress; the proof is never worse than the heuristic.

    Raises
    ------
    RequestError
        The depot closes too late for the kernels' integers.
    """
    if problem.tours != 1 or not within_size(problem):
        return improve(problem, params)
    began = perf_counter()
    first = improve(problem, replace(params, time_limit_s=start_seconds(params.time_limit_s)))
    before = perf_counter() - began

    def tell(seconds: float, objective: int, bound: int) -> None:
        if params.progress is not None:
            params.progress(before + seconds, objective, min(bound, first.bound))

    rest = replace(params, time_limit_s=params.time_limit_s - before, progress=tell)
    last = prove(problem, rest, first.tours)
    bound = max(last.objective, min(first.bound, last.bound))
    return TourSolution(last.tours, last.objective, bound, perf_counter() - began)


def start_seconds(limit_s: float) -> float:
    """Return how long the heuristic goes first."""
    return min(START_SHARE * limit_s, START_S)
