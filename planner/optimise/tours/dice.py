"""Random numbers for compiled loops: xorshift64*, whose state is an array of the caller.

Vigna (2016, doi 10.1145/2845077) describes the generator.
"""

import numpy as np
from numpy.typing import NDArray

from planner.optimise.compiled import borrowing

Dice = NDArray[np.uint64]


def new_dice(seed: int) -> Dice:
    """Return dice that equal seeds make equal."""
    return np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1)


@borrowing
def chance(dice: Dice) -> float:
    """Return a number in [0, 1)."""
    x = dice[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    dice[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@borrowing
def below(dice: Dice, count: int) -> int:
    """Return a whole number in [0, count)."""
    return int(chance(dice) * count)
