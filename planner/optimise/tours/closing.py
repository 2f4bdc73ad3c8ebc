"""Closing the gap: passes from either end in turn, each bounded by the one before."""

from typing import NamedTuple

import numpy as np

from planner.optimise.tours.labels import KEPT
from planner.optimise.tours.near import nearest, remember_cycles
from planner.optimise.tours.pricing import guide
from planner.optimise.tours.proof import Proof, Reduced, best_ends, run, task_of
from planner.optimise.tours.rest import Rest, rest_of_labels, rest_of_table
from planner.optimise.tours.side import Prices

PASSES = 30
PASS_STEPS = 300_000
"""Labels of a pass in the first attempt; later ones may take more."""
SINGLE_SHARE = 0.05
"""Gap, in parts of the objective, from which labels that forget nothing are tried."""
SINGLE_KEPT = 150_000
FEWEST_STEPS = 30_000
LONG_S = 1.0
SLOW = 0.2
STUCK = 0.1
"""Parts of the gap: where a pass closes less than that, go on in another way."""


class Pass(NamedTuple):
    """What came of a pass."""

    high: float
    """Bound [points]"""
    closed: float
    """How much lower than the one before [points]"""
    kept: int
    seconds: float


def by_labels(proof: Proof, prices: Prices, attempt: int) -> None:
    """Make passes under these prices while they pay."""
    reduced = Reduced(proof.score, prices, proof.fine)
    proof.near = nearest(proof.sides[0])
    rest = rest_of_table(guide(proof, reduced, 1), proof.sides[0].horizon)
    high = np.inf
    for k in range(PASSES):
        began = proof.seconds
        if not make_pass(proof, reduced, rest, k % 2, PASS_STEPS * (1 + attempt)):
            return
        if proof.is_done() or proof.is_late():
            return
        value = (int(proof.labels.end_value.max()) + reduced.sum) / proof.fine
        made = Pass(value, high - value, int(proof.labels.state[KEPT]), proof.seconds - began)
        rest = rest_of_labels(proof.labels, proof.sides[0].horizon)
        if k >= 2 and ripe(proof, made):
            singly(proof, reduced, rest, 1 - k % 2, max(FEWEST_STEPS, made.kept))
        if proof.is_done() or proof.is_late() or weary(proof, made, k, first=attempt == 0):
            return
        high = value


def make_pass(proof: Proof, reduced: Reduced, rest: Rest, way: int, steps: int) -> bool:
    """Make a pass and learn from it, unless it breaks off; return whether it did not."""
    need = reduced.need(proof.sought)
    if not run(proof, task_of(proof, way, reduced, need, rest), steps):
        return False
    proof.at_most(max(int(proof.labels.end_value.max()), need - 1) + reduced.sum)
    used = proof.labels.used
    proof.narrow(used.T if way else used)
    for path in best_ends(proof.labels, need, way):
        remember_cycles(proof.near, path)
        proof.offer(path)
    return True


def ripe(proof: Proof, made: Pass) -> bool:
    """Return whether to try labels that forget nothing."""
    gap = made.high - proof.objective
    small = gap < SINGLE_SHARE * proof.objective and made.kept < SINGLE_KEPT
    return small and made.closed < SLOW * gap


def weary(proof: Proof, made: Pass, k: int, *, first: bool) -> bool:
    """Return whether other prices promise more than another pass."""
    gap = made.high - proof.objective
    if first:
        return k >= 1 and (made.seconds > 0.4 * LONG_S or made.closed < 0.3 * gap)
    return k >= 2 and (made.closed < STUCK * gap or (made.seconds > LONG_S and k >= 3))


def singly(proof: Proof, reduced: Reduced, rest: Rest, way: int, steps: int) -> None:
    """Look for the best tour with labels that forget nothing; done in time, that proves it."""
    need = reduced.need(proof.sought)
    done = run(proof, task_of(proof, way, reduced, need, rest, single=True), steps)
    for path in best_ends(proof.labels, 0, way)[:1]:
        proof.offer(path)
    if done:
        proof.at_most(proof.objective * proof.fine)
