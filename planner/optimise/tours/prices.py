"""Prices: what a visit must earn, so that paths which come back to a place are not worth it.

A tour may visit a place once.  In the bound that rule is bought off: every visit costs the price of
its place, and every place pays its price once, visited or not (Lagrange's multipliers, moved along
subgradients with Polyak's step).  Any prices give a valid bound; good ones give a low one.
"""

import numpy as np
from numpy.typing import NDArray

from planner.optimise.tours.side import Prices

INERTIA = 0.35
PROGRESS = 0.02
SMALLEST_STEP = 0.12


class PriceSearch:
    """Prices of shape (n,), in points, moved by the best path under each."""

    def __init__(
        self, score: NDArray[np.int64], prices: Prices, step: float, patience: int
    ) -> None:
        self.score = score
        self.prices = prices
        self.best_prices = prices
        self.best_bound = np.inf
        self.step = step
        self._patience = patience
        self._stalled = 0
        self._direction = np.zeros(score.size)

    def move(self, bound: float, target: float, path: NDArray[np.int64]) -> bool:
        """Move the prices, given their bound and its path; return whether there is more to do."""
        gap = bound - target
        better = bound < self.best_bound - PROGRESS * (self.best_bound - target)
        self._stalled = 0 if not np.isfinite(self.best_bound) or better else self._stalled + 1
        self.note(bound)
        if self._stalled >= self._patience:
            self.step *= 0.7
            self._stalled = 0
            self.prices = self.best_prices
        over = np.bincount(path, minlength=self.score.size) - 1.0
        over[(self.prices <= 0) & (over < 0)] = 0
        over[0] = 0
        self._direction = (1 - INERTIA) * over * self.score + INERTIA * self._direction
        norm = float((self._direction**2 / np.maximum(self.score, 1)).sum())
        if norm == 0 or self.step < SMALLEST_STEP:
            return False
        self.prices = np.maximum(0, self.prices + self.step * gap * self._direction / norm)
        return True

    def note(self, bound: float) -> None:
        """Take note of a bound that the prices give."""
        if bound <= self.best_bound:
            self.best_bound, self.best_prices = bound, self.prices
