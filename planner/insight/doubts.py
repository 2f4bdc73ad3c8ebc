"""How far figures and ranks stand when rough inputs vary: travel times are wrong by up to 25 %."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.graph.programme import FeastDays, Programme
from planner.graph.ties import Ties, closeness, find_apart, find_follows, join_days
from planner.insight.reach import ROUGH
from planner.model.network import Stability

RUNS = 100
TOP = 3


@dataclass(frozen=True)
class Doubts:
    """What the runs found; ranges are the least and the greatest of all runs."""

    partners: NDArray[np.int64]
    """Partners of each feast in each run, shape (runs, n)."""
    links: tuple[int, int]
    clash: tuple[float, float]
    complement: tuple[float, float]
    stability: Stability


def partners_of(links: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return with how many feasts each can be combined, shape (n,)."""
    return np.asarray((links | links.T).sum(axis=1), dtype=np.int64)


def top_of(partners: NDArray[np.int64]) -> frozenset[int]:
    """Return the feasts with most partners; of equals the first of the programme."""
    ranked = sorted(range(len(partners)), key=lambda number: (-int(partners[number]), number))
    return frozenset(ranked[:TOP])


def shake(programme: Programme, chance: np.random.Generator) -> Programme:
    """Return the programme with each pair's travel times off by up to a quarter, all months."""
    size = len(programme.festivals)
    factors = np.triu(chance.uniform(1 - ROUGH, 1 + ROUGH, (size, size)), 1)
    factors = factors + factors.T + np.eye(size)
    return replace(programme, travel_s=programme.travel_s * factors)


def measure_doubts(ties: Ties, seed: int, runs: int = RUNS) -> Doubts:
    """Vary the travel times and see what becomes of links, clashes and ranks."""
    chance, weights = np.random.default_rng(seed), ties.weights
    days, size = FeastDays.of(ties.programme), len(ties.programme.festivals)
    partners, links, sums = [], [], []
    close = ties.wait_days <= weights.most_wait_days
    for _ in range(runs):
        shaken = shake(ties.programme, chance)
        joined = join_days(find_follows(days, shaken.travel_s, weights), days, size)
        near = closeness(find_apart(shaken), weights.travel_scale_s)
        clash = np.triu(ties.overlap * near * ties.likeness, 1).sum()
        other = np.triu((1 - ties.overlap) * near * (1 - ties.likeness) * close, 1).sum()
        partners.append(partners_of(joined))
        links.append(int(joined.sum()))
        sums.append((float(clash), float(other)))
    top = top_of(partners_of(ties.links))
    same = sum(top_of(one) == top for one in partners)
    names = tuple(ties.programme.festivals[number].id for number in sorted(top))
    return Doubts(
        np.array(partners).reshape(runs, size),
        (min(links), max(links)),
        (min(clash for clash, _ in sums), max(clash for clash, _ in sums)),
        (min(other for _, other in sums), max(other for _, other in sums)),
        Stability(runs, same, names),
    )
