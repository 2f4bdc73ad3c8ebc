"""What the judge says of a trip that a part of the engine found."""

from planner.optimise.check import violations
from planner.optimise.departure import Best
from planner.optimise.grid import SCALE
from planner.optimise.problem import OrienteeringProblem, OrienteeringSolution


def faults_of(problem: OrienteeringProblem, trip: Best) -> tuple[str, ...]:
    """Return the rules that a trip breaks."""
    worth = trip.value // SCALE
    answer = OrienteeringSolution(trip.moves, trip.first_day, worth, worth, False, 0.0)
    return violations(problem, answer)
