"""Small random trip problems: islands, ferries, feasts; every time a multiple of 900 s."""

from collections.abc import Set
from dataclasses import replace
from random import Random

import numpy as np

from planner.model.clock import DAY_S
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    BoolArray,
    DatedSailing,
    IntArray,
    OrienteeringProblem,
)

SLOT_S = 900
SLOTS_PER_HOUR = 4
SAILING_HOURS = {
    "day": ((9, 16), (1, 4)),
    "early": ((4, 8), (1, 5)),
    "small_hours": ((0, 2), (2, 6)),
    "evening": ((18, 21), (1, 3)),
    "overnight": ((18, 23), (6, 12)),
}
"""For each sort of sailing the hours between which boarding ends and between which it lasts."""


def random_problem(
    seed: int, sizes: tuple[int, int] = (7, 10), window: tuple[int, int] = (2, 4)
) -> OrienteeringProblem:
    """Return a problem of 2 or 3 land masses, a small one unless asked otherwise.

    Parameters
    ----------
    seed
        Equal arguments give equal problems.  Some problems have no possible trip.
    sizes, window
        Least and most nodes, 6 at least; least and most days of the window.
    """
    rng = Random(seed)
    days = rng.randint(*window)
    lands = _split_lands(rng, sizes)
    nodes = len(lands)
    drive_s = _roads(rng, lands)
    start = rng.randrange(nodes)
    end = rng.choice((start, start, None, rng.randrange(nodes)))
    passed = {start, end, *(lands.index(land) for land in lands)}
    opens_s, closes_s, visitable = _hours(rng, days, nodes, passed)
    wanted = [node for node in range(nodes) if visitable[node]]
    least_days = rng.choice((1, 1, 2, rng.randint(1, days)))
    return OrienteeringProblem(
        names=tuple(f"{'abc'[land]}{node}" for node, land in enumerate(lands)),
        drive_s=drive_s,
        drive_points=_drive_points(rng, drive_s),
        opens_s=opens_s,
        closes_s=closes_s,
        stay_s=np.where(visitable, _draw(rng, nodes, 2, 12) * SLOT_S, 0),
        worth=np.where(visitable, _draw(rng, nodes, 5, 100), 0),
        visitable=visitable,
        sleeps=np.array([rng.random() < 0.65 for _ in range(nodes)], dtype=np.bool_),
        sailings=_sailings(rng, lands, days),
        start=start,
        end=end,
        least_days=least_days,
        most_days=rng.randint(least_days, days),
        day_start_s=rng.choice((28, 32, 36, 36, 40)) * SLOT_S,
        day_end_s=rng.choice((68, 72, 78, 78, 84)) * SLOT_S,
        max_drive_s=rng.randint(8, 24) * SLOT_S,
        max_active_s=rng.randint(16, 44) * SLOT_S,
        must=frozenset(rng.sample(wanted, 1) if wanted and rng.random() < 0.3 else ()),
        day_points=rng.choice((0, 0, 5, 15)),
    )


def odd_problem(seed: int) -> OrienteeringProblem:
    """Return a random problem whose times are no multiples of the grid."""
    problem, rng = random_problem(seed), np.random.default_rng(seed)
    nodes = problem.node_count
    longer = problem.drive_s + rng.integers(1, SLOT_S, (nodes, nodes))
    drive_s = np.where(problem.drive_s < UNREACHABLE_S, longer, UNREACHABLE_S)
    np.fill_diagonal(drive_s, 0)
    later = np.where(problem.opens_s == NEVER_S, 0, rng.integers(0, 600, problem.opens_s.shape))
    ships = [
        replace(ship, board_by_s=ship.board_by_s + int(early), arrive_s=ship.arrive_s + int(late))
        for ship, (early, late) in zip(
            problem.sailings, rng.integers(0, 600, (len(problem.sailings), 2)), strict=True
        )
    ]
    return replace(
        problem,
        drive_s=drive_s,
        opens_s=problem.opens_s + later,
        stay_s=np.where(problem.visitable, problem.stay_s + rng.integers(-300, 300, nodes), 0),
        sailings=tuple(ships),
        day_start_s=problem.day_start_s + int(rng.integers(0, 800)),
        day_end_s=problem.day_end_s - int(rng.integers(0, 800)),
        max_drive_s=problem.max_drive_s + int(rng.integers(0, 800)),
    )


def _draw(rng: Random, count: int, least: int, most: int) -> IntArray:
    """Return that many random integers, both ends included."""
    return np.array([rng.randint(least, most) for _ in range(count)], dtype=np.int64)


def _split_lands(rng: Random, sizes: tuple[int, int]) -> tuple[int, ...]:
    """Return the land mass of each node; every land has two nodes at least, its first is a port."""
    count = rng.choice((2, 2, 3))
    extra = rng.randint(*sizes) - 2 * count
    return tuple(
        sorted([*range(count), *range(count), *(rng.randrange(count) for _ in range(extra))])
    )


def _roads(rng: Random, lands: tuple[int, ...]) -> IntArray:
    """Return drive times: none between lands, closed under the triangle law."""
    nodes = len(lands)
    drive_s = np.full((nodes, nodes), UNREACHABLE_S, dtype=np.int64)
    for one in range(nodes):
        drive_s[one, one] = 0
        for other in range(one):
            if lands[one] == lands[other]:
                slots = rng.randint(1, 10)
                drive_s[other, one] = slots * SLOT_S
                drive_s[one, other] = (slots + (rng.random() < 0.1)) * SLOT_S
    for via in range(nodes):
        drive_s = np.minimum(drive_s, drive_s[:, via, None] + drive_s[None, via, :])
    return np.minimum(drive_s, UNREACHABLE_S)


def _drive_points(rng: Random, drive_s: IntArray) -> IntArray:
    """Return what drives cost: in proportion to their time, or nothing at all."""
    rate = rng.choice((0, 1, 1, 2))
    return np.where(drive_s < UNREACHABLE_S, drive_s // SLOT_S * rate, 0)


def _hours(
    rng: Random, days: int, nodes: int, passed: Set[int | None]
) -> tuple[IntArray, IntArray, BoolArray]:
    """Return opening and closing times, and which nodes can be visited: feasts and sights.

    Nodes of `passed` (start, end, ports) are never visited.
    """
    opens_s = np.full((days, nodes), NEVER_S, dtype=np.int64)
    closes_s = np.full((days, nodes), NEVER_S, dtype=np.int64)
    visitable = np.zeros(nodes, dtype=np.bool_)
    for node in range(nodes):
        sort = rng.choice(("passed", "feast", "feast", "feast", "sight", "always"))
        sort = "passed" if node in passed else sort
        visitable[node] = sort != "passed"
        first = rng.randrange(days) if sort == "feast" else 0
        last = min(days - 1, first + rng.randint(0, 2)) if sort == "feast" else days - 1
        closed_day = rng.randrange(days) if sort == "sight" else None
        opens = 0 if sort == "always" else rng.randint(28, 64)
        closes = 96 if sort == "always" else min(96, opens + rng.randint(6, 36))
        for day in range(first, last + 1):
            if sort != "passed" and day != closed_day:
                opens_s[day, node], closes_s[day, node] = opens * SLOT_S, closes * SLOT_S
    return opens_s, closes_s, visitable


def _sailings(rng: Random, lands: tuple[int, ...], days: int) -> tuple[DatedSailing, ...]:
    """Return sailings between the lands' ports on some days, in time order; a few end too late."""
    ports = tuple(lands.index(land) for land in sorted(set(lands)))
    sailings: list[DatedSailing] = []
    for origin in ports:
        for target in ports:
            for line in range(rng.randint(1, 2) if target != origin else 0):
                sort = rng.choice(
                    ("day", "day", "early", "evening", "overnight", "overnight", "small_hours")
                )
                board, last = (_hour_slot(rng, span) for span in SAILING_HOURS[sort])
                points = rng.choice((0, 3, 8))
                for day in range(days):
                    if rng.random() < 0.7:
                        board_s = day * DAY_S + board * SLOT_S
                        arrive_s = board_s + last * SLOT_S
                        key = f"{origin}-{target}-{line}-{sort}@{day}"
                        sailings.append(
                            DatedSailing(board_s, arrive_s, origin, target, key, points)
                        )
    return tuple(sorted(sailings))


def _hour_slot(rng: Random, hours: tuple[int, int]) -> int:
    """Return a random slot between two hours."""
    return rng.randint(hours[0] * SLOTS_PER_HOUR, hours[1] * SLOTS_PER_HOUR)
