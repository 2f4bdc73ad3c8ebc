"""The best single tour (OPTW), with the proof that none is better.

Labels from both ends in turn, as in Righini and Salani (2009, doi 10.1016/j.cor.2008.01.003), who
let paths come back to most places and forbid more the longer that goes on.  Here visits are priced
too, so that few paths are worth coming back for; each pass bounds the labels of the next, and arcs
that none of its labels used are left out for good.  What is left when the prices can do no more
is searched with labels that forget nothing.
"""

from planner.errors import RequestError
from planner.optimise.tours.closing import by_labels
from planner.optimise.tours.pricing import by_guess, by_table
from planner.optimise.tours.problem import TourParams, TourProblem, Tours, TourSolution
from planner.optimise.tours.proof import Proof, within_size

FIRST_GUESSES, GUESSES = 40, 24


def prove(problem: TourProblem, params: TourParams, start: Tours) -> TourSolution:
    """Return the best tour, or when the time is over the best one found, with a valid bound.

    Takes at most about 0.8 GB, most of it for labels.

    Raises
    ------
    RequestError
        If the problem has more than one tour, times or scores are too large for the tables
        (`within_size`), or the start is not a tour in time.
    """
    if problem.tours != 1 or not within_size(problem):
        raise RequestError({problem.name: "only one tour of a moderate size can be proved best"})
    proof = Proof(problem, params, start)
    proof.tell()
    if proof.is_done():
        return proof.solution()
    prices = by_table(proof)
    attempt = 0
    while not proof.is_done() and not proof.is_late():
        if attempt:
            rounds = FIRST_GUESSES if attempt == 1 else GUESSES
            prices = by_guess(proof, prices, rounds, 1 + attempt // 3)
        by_labels(proof, prices, attempt)
        attempt += 1
    return proof.solution()
