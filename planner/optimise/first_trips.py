"""First trips, soon: of what stands out alone, and of everything on a coarser grid."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.optimise.bound import HOPELESS
from planner.optimise.departure import Best
from planner.optimise.memory import choose_nodes, open_days
from planner.optimise.prices import no_prices
from planner.optimise.problem import Move, OrienteeringProblem
from planner.optimise.prover import Prover

COARSER, WIDTH = 2, 8
"""Trips are looked for on a grid so many times coarser, with so many labels a slot."""
MOST_SHARE = 0.5
"""Share of the limit that a table of everything may take before that of what stands out."""
FEW = 0.5
"""Share of the nodes that stand out, ports among them, from which on it does not pay to look at
them alone."""


def first_trips(prover: Prover, least: float) -> Iterator[Best]:
    """Yield trips of a problem, one at least if any is found, while more than some work is left.

    The first is of everything, unless its table takes too long; then come those of what stands
    out, which show in little time which departure and which ships join the most of it; then more of
    everything.
    """
    chosen = backbone(prover)
    few = chosen.size < FEW * prover.problem.node_count
    dear, known = few and prover.is_dear(MOST_SHARE), False
    whole = coarse_trips(prover, prover.problem, least)
    if not dear:
        first = next(whole, None)
        if first is None:
            return
        yield first
    if few:
        for best in coarse_trips(prover, part_of(prover.problem, chosen), least):
            known = True
            yield replace(best, moves=tuple(renamed(move, chosen) for move in best.moves))
    if not (dear and known):
        yield from whole


def backbone(prover: Prover) -> NDArray[np.int64]:
    """Return the nodes of what stands out: feasts as a rule, musts, ports, start and end."""
    grid, problem = prover.grid, prover.problem
    chosen = choose_nodes(grid, open_days(grid, 0, problem.window_days), problem.must)
    ports = [node for sailing in problem.sailings for node in (sailing.from_node, sailing.to_node)]
    ends = [problem.start] if problem.end is None else [problem.start, problem.end]
    return np.unique(np.array([*chosen, *ports, *ends], dtype=np.int64))


def part_of(problem: OrienteeringProblem, nodes: NDArray[np.int64]) -> OrienteeringProblem:
    """Return the problem over some of its nodes, which are numbered anew in their order."""
    number = {int(node): k for k, node in enumerate(nodes)}
    square = np.ix_(nodes, nodes)
    return replace(
        problem,
        names=tuple(problem.names[node] for node in nodes),
        drive_s=problem.drive_s[square],
        drive_points=problem.drive_points[square],
        opens_s=problem.opens_s[:, nodes],
        closes_s=problem.closes_s[:, nodes],
        stay_s=problem.stay_s[nodes],
        worth=problem.worth[nodes],
        visitable=problem.visitable[nodes],
        sleeps=problem.sleeps[nodes],
        sailings=tuple(
            replace(one, from_node=number[one.from_node], to_node=number[one.to_node])
            for one in problem.sailings
        ),
        start=number[problem.start],
        end=None if problem.end is None else number[problem.end],
        must=frozenset(number[node] for node in problem.must),
    )


def renamed(move: Move, nodes: NDArray[np.int64]) -> Move:
    """Return a move of a part as one of the whole."""
    return replace(move, node=int(nodes[move.node]))


def coarse_trips(prover: Prover, problem: OrienteeringProblem, least: float) -> Iterator[Best]:
    """Yield trips of the departures of a problem on a coarser grid, one at least, while work lasts.

    They are trips on the true grid too, for what is rounded up there takes less time.
    """
    params = replace(prover.params, grid_s=COARSER * prover.params.grid_s)
    coarse, known = Prover(problem, params, prover.budget), False
    free = no_prices(problem.node_count, problem.most_days)
    for departure in coarse.possible:
        if prover.budget.is_spent() or (known and prover.budget.work < least):
            return
        search, coarse.best = coarse.prepare(departure, free), Best()
        if departure.bound > HOPELESS:
            coarse.look(departure, search, WIDTH)
        if coarse.best.moves:
            known = True
            yield coarse.best
