"""Which prices: first under the loose rules of the table, then under those of the labels."""

import numpy as np

from planner.optimise.tours.near import nearest, remember_cycles
from planner.optimise.tours.prices import PriceSearch
from planner.optimise.tours.proof import Proof, Reduced, best_ends, run, task_of
from planner.optimise.tours.rest import Rest, rest_of_table
from planner.optimise.tours.side import Prices
from planner.optimise.tours.table import Table, empty_table, fill
from planner.optimise.tours.table_reading import best_path, mark_arcs

TABLES = ((6_000_000, 30), (12_000_000, 40))
"""Coarse tables and finer ones: steps, and how often prices are moved by them."""
GUIDE_STEPS, GUESS_TABLE = 24_000_000, 12_000_000
TABLE_SHARE = 0.25
"""Most of the limit that is spent on them; guesses have `GUESS_SHARE` each time."""
GUESS_SHARE = 0.3
GUESS_STEPS = 2_000_000
MEAN, CYCLES = 3, 5
"""How many of the best paths show where prices should move, and which cycles to remember."""
LOWER = 0.12
"""How far below the last bound the next one is expected, in parts of the gap."""


def by_table(proof: Proof) -> Prices:
    """Return prices of shape (n,) that are good where paths may come back to a place."""
    prices: Prices = np.zeros(proof.score.size)
    for steps, rounds in TABLES:
        prices = move_by_table(proof, prices, steps, rounds)
        if not proof.is_done():
            leave_out_arcs(proof, Reduced(proof.score, prices, proof.fine))
    return prices


def move_by_table(proof: Proof, prices: Prices, steps: int, rounds: int) -> Prices:
    """Return prices moved by the best paths of tables that take so many steps to fill."""
    search = PriceSearch(proof.score, prices, 1.0, 4)
    table = empty_table(proof.sides[0], steps)
    for _ in range(rounds):
        reduced = Reduced(proof.score, search.prices, proof.fine)
        fill(proof.sides[0], reduced.reward, table)
        value, path = best_path(proof.sides[0], reduced.reward, table)
        fine = int(value) + reduced.sum
        proof.at_most(fine)
        places = path[::-1].tolist()
        proof.offer(places)
        late = proof.seconds > TABLE_SHARE * proof.params.time_limit_s
        if proof.is_done() or late:
            search.note(fine / proof.fine)
            break
        if not search.move(fine / proof.fine, proof.objective - 1, [places]):
            break
    return search.best_prices


def leave_out_arcs(proof: Proof, reduced: Reduced) -> None:
    """Leave out the arcs that no better tour uses, as tables from both ends show."""
    there, back = guide(proof, reduced, 0), guide(proof, reduced, 1)
    arcs = np.zeros_like(proof.sides[0].arcs)
    mark_arcs(proof.sides[0], there, back, reduced.need(proof.sought), arcs)
    proof.narrow(arcs)


def guide(proof: Proof, reduced: Reduced, way: int) -> Table:
    """Return a finer table from the start (way 0) or the end (1)."""
    table = empty_table(proof.sides[way], GUIDE_STEPS)
    fill(proof.sides[way], reduced.reward, table)
    return table


def by_guess(proof: Proof, prices: Prices, rounds: int, crowd: int) -> Prices:
    """Return better prices for paths that come back to few places.

    Labels that `crowd` others are worth as much as are dropped: what is left is quick to have, and
    its best path shows where to move as well as the true one would, though it bounds nothing.
    """
    search = PriceSearch(proof.score, prices, 0.5, 3)
    proof.near = nearest(proof.sides[0])
    table = empty_table(proof.sides[1], GUESS_TABLE)
    high, end = np.inf, proof.seconds + GUESS_SHARE * proof.params.time_limit_s
    for _ in range(rounds):
        reduced = Reduced(proof.score, search.prices, proof.fine)
        fill(proof.sides[1], reduced.reward, table)
        most = best_path(proof.sides[1], reduced.reward, table)[0]
        high = min(high, (int(most) + reduced.sum) / proof.fine)
        rest = rest_of_table(table, proof.sides[0].horizon)
        paths = guess(proof, reduced, rest, high, crowd)
        if not paths:
            search.note(0)
            break
        for k, path in enumerate(paths):
            proof.offer(path)
            if k < CYCLES:
                remember_cycles(proof.near, path)
        value = (int(proof.labels.end_value.max()) + reduced.sum) / proof.fine
        high = min(high, value)
        if not search.move(value, proof.objective - 1, paths[:MEAN]) or proof.seconds > end:
            break
    return search.best_prices


def guess(
    proof: Proof, reduced: Reduced, rest: Rest, high: float, crowd: int
) -> list[tuple[int, ...]]:
    """Return good paths, best first, or none where none beats the best tour known."""
    while True:
        aim = max(proof.sought, high - max(1, LOWER * (high - proof.objective)))
        need = reduced.need(aim)
        run(proof, task_of(proof, 0, reduced, need, rest), GUESS_STEPS, crowd)
        paths = best_ends(proof.labels, need, 0)
        if paths or aim <= proof.sought or proof.is_late():
            return paths
        high = aim
