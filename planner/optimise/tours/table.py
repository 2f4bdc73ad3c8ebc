"""The table: the most that a path can have collected at each place by each time.

Paths may come back to a place, but not straight after the one between (i, j, i): a cell keeps the
best path and the best one that comes from elsewhere (Houck, Picard, Queyranne and Vemuganti 1980).
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from planner.optimise.tours.side import Ints, Side

HOPELESS = np.int32(-(2**29))
CELL_STEPS = 8
"""What a cell costs beside the arcs that lead to it."""
MANY = 24
"""Slots of a block from which it pays to let it end with the shortest leg."""


class Table(NamedTuple):
    """Cells (place, slot); what is known at a slot holds at later ones too."""

    width: int
    """Units of time in a slot."""
    block: int
    """Slots that few legs are shorter than, at least 1."""
    best: Ints
    best_from: Ints
    other: Ints
    other_from: Ints


def empty_table(side: Side, steps: int) -> Table:
    """Return room for a table that takes about so many steps to fill."""
    window = np.maximum(side.closes - side.opens, 0)[1:].astype(np.int64)
    arcs = side.arcs[1:, 1:]
    needed = int((np.minimum(window[:, None], window[None, :]) * arcs).sum())
    legs = np.sort(side.leg[1:, 1:][arcs])
    shortest, usual = (int(legs[0]), int(legs[legs.size // 30])) if legs.size else (1, 1)
    cells = side.opens.size * side.horizon * CELL_STEPS
    width = max(1, min(shortest, max(-(-needed // steps), -(-cells // steps))))
    shape = (side.opens.size, side.horizon // width + 1)
    block = shortest // width if shortest >= MANY * width else max(1, usual // width)
    return Table(width, block, *(np.empty(shape, np.int32) for _ in range(4)))


@njit(cache=True, nogil=True, inline="always")
def offer(
    best: Ints,
    best_from: Ints,
    other: Ints,
    other_from: Ints,
    j: int,
    t: int,
    value: int,
    place: int,
) -> None:
    """Offer a cell a path that comes from a place."""
    if best_from[j, t] == place:
        best[j, t] = max(best[j, t], value)
    elif value > best[j, t]:
        other[j, t] = best[j, t]
        other_from[j, t] = best_from[j, t]
        best[j, t] = value
        best_from[j, t] = place
    elif value > other[j, t]:
        other[j, t] = value
        other_from[j, t] = place


@njit(cache=True, nogil=True)
def pull(
    best: Ints,
    best_from: Ints,
    other: Ints,
    other_from: Ints,
    i: int,
    j: int,
    first: int,
    last: int,
    leg: int,
    gain: int,
) -> None:
    """Let the paths of i go on to j, where they arrive in slots [first, last).

    Each i comes once to a cell, and before `carry`, so that best_from is not i. No branches,
    narrow numbers and indices without a sign: only so is the loop vectorised.
    """
    extra, here, there = np.int32(gain), np.int32(i), np.int32(j)
    row, target, back = np.uintp(i), np.uintp(j), np.uintp(leg)
    for t in range(np.uintp(first), np.uintp(last)):
        one, two, source = best[row, t - back], other[row, t - back], best_from[row, t - back]
        value = np.int32((two if source == there else one) + extra)
        old, old_from = best[target, t], best_from[target, t]
        second, second_from = other[target, t], other_from[target, t]
        ahead = value > old
        behind = value > second
        best[target, t] = value if ahead else old
        best_from[target, t] = here if ahead else old_from
        next_best = value if behind else second
        next_from = here if behind else second_from
        other[target, t] = old if ahead else next_best
        other_from[target, t] = old_from if ahead else next_from


@njit(cache=True, nogil=True)
def clear(side: Side, reward: Ints, table: Table) -> None:
    """Empty a table but for the paths that go from the depot to their first place."""
    table.best[:] = HOPELESS
    table.other[:] = HOPELESS
    table.best_from[:] = -1
    table.other_from[:] = -1
    for j in range(1, side.opens.size):
        if side.arcs[0, j]:
            t = max(side.leg[0, j], side.opens[j]) // table.width
            if t <= side.closes[j] // table.width:
                table.best[j, t] = reward[j]
                table.best_from[j, t] = 0


@njit(cache=True, nogil=True)
def fill_row(
    best: Ints,
    best_from: Ints,
    other: Ints,
    other_from: Ints,
    j: int,
    first: int,
    last: int,
    opening: int,
    gain: int,
    before: Ints,
) -> None:
    """Fill slots [first, last) of a place from the rows in `before`: place, leg, opens, closes."""
    if first == opening:
        for k in range(before.shape[0]):
            i = before[k, 0]
            t = min(first - before[k, 1], before[k, 3])
            if t >= before[k, 2]:
                value = other[i, t] if best_from[i, t] == j else best[i, t]
                offer(best, best_from, other, other_from, j, first, value + gain, i)
        first += 1
    for k in range(before.shape[0]):
        leg = before[k, 1]
        a, z = max(first, before[k, 2] + leg), min(last, before[k, 3] + leg + 1)
        if a < z:
            pull(best, best_from, other, other_from, before[k, 0], j, a, z, leg, gain)


@njit(cache=True, nogil=True)
def carry(
    best: Ints, best_from: Ints, other: Ints, other_from: Ints, j: int, first: int, last: int
) -> None:
    """Let what is known at a slot hold at the next one, for slots [first, last).

    The two best paths of both slots, each from another place than the other of its slot.
    """
    for t in range(first, last):
        one, one_from = best[j, t], best_from[j, t]
        two, two_from = other[j, t], other_from[j, t]
        old, old_from = best[j, t - 1], best_from[j, t - 1]
        old_two, old_two_from = other[j, t - 1], other_from[j, t - 1]
        if old > one:
            if one_from != old_from:
                two, two_from = one, one_from
            if old_two > two:
                two, two_from = old_two, old_two_from
            best[j, t], best_from[j, t] = old, old_from
            other[j, t], other_from[j, t] = two, two_from
        elif old_from != one_from and old > two:
            other[j, t], other_from[j, t] = old, old_from
        elif old_from == one_from and old_two > two:
            other[j, t], other_from[j, t] = old_two, old_two_from


@njit(cache=True, nogil=True)
def list_before(side: Side, width: int, least: int, most: int) -> tuple[Ints, Ints]:
    """Return the rows that come before each place by legs of [least, most) slots.

    The rows of j are `rows[start[j] : start[j + 1]]`: place, leg, opens, closes, all in slots.
    """
    n = side.opens.size
    legs, arcs, opens, closes = side.leg, side.arcs, side.opens, side.closes
    start = np.zeros(n + 1, np.int32)
    rows = np.empty((n * n, 4), np.int32)
    count = 0
    for j in range(1, n):
        start[j] = count
        for i in range(1, n):
            leg = legs[i, j] // width
            if arcs[i, j] and least <= leg < most:
                rows[count, 0], rows[count, 1] = i, leg
                rows[count, 2], rows[count, 3] = opens[i] // width, closes[i] // width
                count += 1
    start[n] = count
    return start, rows


@njit(cache=True, nogil=True)
def fill_slot(
    side: Side, reward: Ints, table: Table, t: int, near_start: Ints, near_rows: Ints
) -> None:
    """Follow the short legs that end at a slot, and let what is known hold there."""
    best, best_from = table.best, table.best_from
    other, other_from = table.other, table.other_from
    for j in range(1, side.opens.size):
        if near_start[j] == near_start[j + 1]:
            continue
        opening = side.opens[j] // table.width
        if opening <= t <= side.closes[j] // table.width:
            row = near_rows[near_start[j] : near_start[j + 1]]
            fill_row(best, best_from, other, other_from, j, t, t + 1, opening, reward[j], row)
            if t > opening:
                carry(best, best_from, other, other_from, j, t, t + 1)


@njit(cache=True, nogil=True)
def fill(side: Side, reward: Ints, table: Table) -> None:
    """Fill the table for rewards of shape (n,).

    Long legs begin before the block of slots where they end, and are followed a row at once;
    short ones slot by slot.
    """
    n, slots = table.best.shape
    width, block = table.width, table.block
    best, best_from = table.best, table.best_from
    other, other_from = table.other, table.other_from
    clear(side, reward, table)
    start, rows = list_before(side, width, block, slots + 1)
    near_start, near_rows = list_before(side, width, 0, block)
    opens, closes = side.opens // width, side.closes // width
    for begin in range(0, slots, block):
        end = min(begin + block, slots)
        for j in range(1, n):
            a, z = max(begin, opens[j]), min(end, closes[j] + 1)
            if a < z:
                row = rows[start[j] : start[j + 1]]
                fill_row(best, best_from, other, other_from, j, a, z, opens[j], reward[j], row)
                if near_start[j] == near_start[j + 1]:
                    carry(best, best_from, other, other_from, j, max(a, opens[j] + 1), z)
        for t in range(begin, end if near_start[n] else begin):
            fill_slot(side, reward, table, t, near_start, near_rows)
    for j in range(1, n):
        if closes[j] >= opens[j]:
            best[j, closes[j] + 1 :] = best[j, closes[j]]
