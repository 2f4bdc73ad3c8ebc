"""Lagrangean prices that tighten the bound: what a relaxed path breaks becomes dearer.

The relaxed path of a filled table shows by how much it visits nodes too often and fills days too
full; prices move along that subgradient (Held, Wolfe and Crowder 1974, doi 10.1007/BF01580223),
each kind in its own scale.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.optimise.bound import Prices
from planner.optimise.decode import Chain, chain_of
from planner.optimise.departure import Search, given_back
from planner.optimise.grid import MINUTE_S, SCALE, Grid
from planner.optimise.steps import DRIVE, VISIT, WAKE

MINUTE_SCALE = 0.3
"""Hundredths of points by which a minute of excess moves its price, beside the worth of a visit."""
DEAREST_MINUTE = 1_000


def no_prices(nodes: int, days: int) -> Prices:
    """Return prices of 0."""
    return Prices(np.zeros(nodes, dtype=np.int32), np.zeros(days, dtype=np.int32))


def visits_of(chain: Chain, nodes: int) -> NDArray[np.int64]:
    """Return how often each node is visited, shape (n,)."""
    visited = [link.visits for link in chain if link.visits >= 0]
    return np.bincount(np.array(visited, dtype=np.int64), minlength=nodes)


def excess_minutes(grid: Grid, chain: Chain, days: int) -> NDArray[np.int64]:
    """Return by how many minutes each day is too full, below 0 where there is room, shape (h,)."""
    active = np.zeros(days, dtype=np.int64)
    for before, link in pairwise(chain):
        if link.kind in (DRIVE, VISIT, WAKE):
            active[before.day] += grid.drive_min[before.node, link.node]
        if link.visits >= 0:
            active[link.day] += grid.stay_min[link.node]
    over: NDArray[np.int64] = active - (grid.most_active_s // MINUTE_S + 1)
    over[chain[-1].day + 1 :] = 0
    return over


def relaxed_path(search: Search) -> Chain | None:
    """Return the best path of a filled table, which may break rules; None without one."""
    hunt = search.hunt(1, search.bound - given_back(search.case) - 1, relaxed=True)
    return chain_of(search.case.grid, hunt.labels, int(hunt.best[1])) if hunt.best[1] >= 0 else None


def dearer(search: Search, chain: Chain, lower: int, step: float) -> Prices | None:
    """Return prices moved along the subgradient, or None where the path breaks no rule.

    Parameters
    ----------
    chain
        Best path of the search's table.
    lower
        Worth of the best trip known [hundredths of points].
    step
        Share of the gap that the step aims to close.
    """
    case = search.case
    twice = visits_of(chain, case.grid.worth.size) - 1
    twice[(twice < 0) & (case.price.visit == 0)] = 0
    over = excess_minutes(case.grid, chain, case.horizon.days)
    over[(over < 0) & (case.price.minute == 0)] = 0
    if not twice.any() and not over.any():
        return None
    worth = np.maximum(case.grid.worth, 0)
    norm = float((worth * twice**2).sum() + (MINUTE_SCALE * over**2).sum())
    scale = step * max(search.bound - max(lower, 0), SCALE) / max(norm, 1.0)
    visit = np.clip(case.price.visit + scale * worth * twice, 0, worth)
    minute = np.clip(case.price.minute + scale * MINUTE_SCALE * over, 0, DEAREST_MINUTE)
    return Prices(np.rint(visit).astype(np.int32), np.rint(minute).astype(np.int32))
