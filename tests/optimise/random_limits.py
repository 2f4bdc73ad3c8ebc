"""Limits on the whole trip for the tests: on slots at the wheel, crossings and visits."""

from dataclasses import replace
from random import Random

import numpy as np

from planner.optimise.problem import UNREACHABLE_S, OrienteeringProblem, TripLimit
from tests.optimise.random_trips import SLOT_S, random_problem


def wheel(problem: OrienteeringProblem, most: int) -> TripLimit:
    """Return a limit on the slots at the wheel on the whole trip."""
    reached = problem.drive_s < UNREACHABLE_S
    drive = np.where(reached, problem.drive_s // SLOT_S, 0)
    return TripLimit("slots at the wheel", most, drive, np.zeros_like(problem.worth))


def ships(problem: OrienteeringProblem, most: int) -> TripLimit:
    """Return a limit on the number of crossings."""
    none = np.zeros_like(problem.drive_s)
    return TripLimit("crossings", most, none, none[0], dict.fromkeys(problem.sailing_of, 1))


def visits(problem: OrienteeringProblem, most: int) -> TripLimit:
    """Return a limit on the number of visits."""
    none = np.zeros_like(problem.drive_s)
    return TripLimit("visits", most, none, np.ones_like(problem.worth))


def limited(seed: int) -> OrienteeringProblem:
    """Return a small random problem with one or two limits that mostly hurt."""
    rng, problem = Random(seed), random_problem(seed)
    kinds = rng.sample((wheel, ships, visits), rng.choice((1, 1, 2)))
    limits = (kind(problem, rng.randint(0, 12 if kind is wheel else 2)) for kind in kinds)
    return replace(problem, trip_limits=tuple(limits))
