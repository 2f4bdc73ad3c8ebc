"""The day-column master: OR-Tools CP-SAT recombines whole days of many found trips.

A column is what happens between two nights: where one wakes up, what is visited, where one sleeps.
One column is chosen for each stretch of the trip so that nights meet, nothing is visited twice and
everything that has to be visited is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from ortools.sat.python import cp_model

from planner.model.clock import DAY_S
from planner.optimise.decode import chain_of, moves_of
from planner.optimise.departure import Best
from planner.optimise.expand import finished_labels
from planner.optimise.grid import SCALE
from planner.optimise.problem import (
    DatedSailing,
    Move,
    MoveKind,
    OrienteeringProblem,
)
from planner.optimise.search import Hunt
from planner.optimise.tally import points_of, use_of

SOLVER_VERSION = version("ortools")
MOST_TRIPS = 300
DETERMINISTIC_TIME = 1.0
Junction = tuple[int, int, int, str]
"""Day, node, time and kind of move at which a column begins or ends."""
END: Junction = (-1, -1, -1, "end")


@dataclass(frozen=True, slots=True)
class Column:
    """Moves between two junctions, their points and the nodes that they visit."""

    begin: Junction
    end: Junction
    moves: tuple[Move, ...]
    points: int
    visits: frozenset[int]
    uses: tuple[int, ...]
    """What the moves use of each limit on the whole trip."""


Columns = dict[tuple[Junction, Junction, frozenset[int]], Column]
"""The best column of each begin, end and visits."""


def columns_of(
    problem: OrienteeringProblem, first_day: int, moves: tuple[Move, ...]
) -> list[Column]:
    """Cut a trip into columns at its nights."""
    begin: Junction = (first_day, problem.start, 0, "start")
    node, part, columns = problem.start, list[Move](), list[Column]()
    for position, move in enumerate(moves):
        part.append(move)
        last = position == len(moves) - 1
        if not last and move.finish_s // DAY_S == move.begin_s // DAY_S:
            continue
        end = END if last else (move.finish_s // DAY_S, move.node, move.finish_s, move.kind.value)
        visits = frozenset(m.node for m in part if m.kind is MoveKind.VISIT)
        uses = tuple(use_of(limit, node, part) for limit in problem.trip_limits)
        points = points_of(problem, node, part)
        columns.append(Column(begin, end, tuple(part), points, visits, uses))
        begin, node, part = end, move.node, []
    return columns


def best_finished(hunt: Hunt) -> list[int]:
    """Return the labels with which a trip may end, the most valuable first."""
    numbers = finished_labels(hunt)
    order = np.lexsort((numbers, -hunt.labels.value.ravel()[numbers]))
    return [int(number) for number in numbers[order[:MOST_TRIPS]]]


def gather(
    problem: OrienteeringProblem, hunt: Hunt, sailings: tuple[DatedSailing, ...], grid_s: int
) -> list[Column]:
    """Return the different columns of all trips that a search has found."""
    grid, first_day = hunt.case.grid, hunt.case.horizon.first_day
    kept: Columns = {}
    for label in best_finished(hunt):
        chain = chain_of(grid, hunt.labels, label)
        moves = moves_of(problem, sailings, grid_s, first_day, chain)
        keep_best(kept, columns_of(problem, first_day, moves))
    return list(kept.values())


def keep_best(kept: Columns, columns: Iterable[Column]) -> None:
    """Keep the columns that are new, or better than the one with the same visits."""
    for column in columns:
        key = (column.begin, column.end, column.visits)
        if key not in kept or kept[key].points < column.points:
            kept[key] = column


def choose(
    problem: OrienteeringProblem,
    first_day: int,
    columns: list[Column],
    lower: int,
    effort: float = DETERMINISTIC_TIME,
) -> list[Column]:
    """Return the best chain of columns worth more than `lower` points, or nothing.

    Parameters
    ----------
    effort
        How hard to look, about in seconds, the same everywhere.
    """
    model = cp_model.CpModel()
    chosen = [model.new_bool_var(f"c{position}") for position in range(len(columns))]
    ins, outs, visits = defaultdict(list), defaultdict(list), defaultdict(list)
    for column, literal in zip(columns, chosen, strict=True):
        outs[column.begin].append(literal)
        ins[column.end].append(literal)
        for node in column.visits:
            visits[node].append(literal)
    start: Junction = (first_day, problem.start, 0, "start")
    for junction in sorted(set(ins) | set(outs)):
        if junction not in (start, END):
            model.add(sum(ins[junction]) == sum(outs[junction]))
    model.add(sum(outs[start]) == 1)
    for node, literals in sorted(visits.items()):
        model.add(sum(literals) == 1) if node in problem.must else model.add_at_most_one(literals)
    for number, limit in enumerate(problem.trip_limits):
        used = (c.uses[number] * literal for c, literal in zip(columns, chosen, strict=True))
        model.add(sum(used) <= limit.most)
    worth = sum(c.points * literal for c, literal in zip(columns, chosen, strict=True))
    model.add(worth > lower)
    model.maximize(worth)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = effort
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    return [c for c, literal in zip(columns, chosen, strict=True) if solver.boolean_value(literal)]


def combined(
    problem: OrienteeringProblem,
    hunt: Hunt,
    sailings: tuple[DatedSailing, ...],
    grid_s: int,
    lower: int,
) -> Best:
    """Return the best trip made of the days of a search's trips, if it is worth more than `lower`.

    Parameters
    ----------
    lower
        What has to be beaten [hundredths of points].
    """
    first_day, scale = hunt.case.horizon.first_day, SCALE // problem.parts
    columns = gather(problem, hunt, sailings, grid_s)
    chosen = choose(problem, first_day, columns, lower // scale) if columns else []
    return joined(chosen, first_day, scale)


def joined(chosen: list[Column], first_day: int, scale: int) -> Best:
    """Return the trip of a chain of columns in any order; `scale` hundredths are one of points."""
    days = sorted(chosen, key=lambda column: column.moves[0].begin_s)
    if not days:
        return Best()
    points = sum(column.points for column in days)
    return Best(points * scale, tuple(move for day in days for move in day.moves), first_day)
