"""Times for an order: nothing is reordered, what breaks is said, and the judge agrees."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from planner.model.clock import DAY_S
from planner.optimise.check import objective, violations
from planner.optimise.problem import MoveKind, OrienteeringProblem, OrienteeringSolution
from planner.optimise.retime import BreakKind, DayWish, Retimed, SailWish, VisitWish, retime
from tests.optimise.corsica_trip import corsica_problem, corsica_trip
from tests.optimise.random_trips import random_problem

JUDGED = {
    *(BreakKind.CLOSED, BreakKind.TOO_LATE, BreakKind.DAY_TOO_LONG, BreakKind.TOO_MUCH_DRIVING),
    *(BreakKind.MISSED_SAILING, BreakKind.LATE_HOME, BreakKind.TWICE),
}
"""What the judge of moves refuses too; a sailing that is not there leaves no move to judge."""


def free_problem(seed: int) -> OrienteeringProblem:
    """Return a random problem of which any row of days may be a trip."""
    problem = random_problem(seed)
    return replace(
        problem,
        sleeps=np.ones(problem.node_count, dtype=np.bool_),
        must=frozenset(),
        least_days=1,
        most_days=problem.window_days,
    )


def random_order(problem: OrienteeringProblem, seed: int) -> list[DayWish]:
    """Return a random row of days: visits, each at most once, and now and then a sailing."""
    rng = Random(seed)
    nodes = [int(node) for node in np.flatnonzero(problem.visitable)]
    rng.shuffle(nodes)
    order = []
    for day in range(problem.window_days):
        steps: list[VisitWish | SailWish] = []
        for _ in range(rng.choice((0, 1, 1, 2))):
            if nodes:
                steps.append(VisitWish(nodes.pop()))
        sailings = [s for s in problem.sailings if s.board_by_s // DAY_S == day]
        if sailings and rng.random() < 0.5:
            steps.insert(rng.randint(0, len(steps)), SailWish(rng.choice(sailings).key))
        order.append(DayWish(day, tuple(steps)))
    return order


def judge(problem: OrienteeringProblem, found: Retimed) -> tuple[str, ...]:
    """Return what the judge says of moves, which claim their true worth."""
    claim = OrienteeringSolution(found.moves, 0, 0, 0, False, 0.0)
    points = objective(problem, claim)
    return violations(problem, replace(claim, objective=points, bound=points))


def test_the_judge_accepts_exactly_what_breaks_nothing() -> None:
    accepted = 0
    for seed in range(6000):
        problem = free_problem(seed)
        found = retime(problem, random_order(problem, seed))
        if not found.moves or found.moves[-1].kind is MoveKind.SLEEP:
            continue
        if found.moves[-1].finish_s // DAY_S >= problem.window_days:
            continue  # a ship that lands after the window, which a service's window never does
        said = judge(problem, found)
        if not found.breaks:
            assert said == (), f"seed {seed}"
            accepted += 1
        elif {one.kind for one in found.breaks} & JUDGED:
            assert said, f"seed {seed}: {found.breaks}"

    assert accepted > 40


def test_an_order_keeps_its_order() -> None:
    for seed in range(300):
        problem = free_problem(seed)
        order = random_order(problem, seed)
        wanted = [s.node for day in order for s in day.steps if isinstance(s, VisitWish)]

        moves = retime(problem, order).moves

        visited = [move.node for move in moves if move.kind is MoveKind.VISIT]
        late = len(wanted) - len(visited)
        assert late >= 0
        assert [node for node in wanted if node in visited] == visited, f"seed {seed}"


def order_of_moves(trip: OrienteeringSolution) -> list[DayWish]:
    """Return the order of a trip by hand: its visits and sailings by day."""
    last = trip.moves[-1].finish_s // DAY_S
    days: dict[int, list[VisitWish | SailWish]]
    days = {day: [] for day in range(trip.first_day, last + 1)}
    for move in trip.moves:
        if move.kind is MoveKind.VISIT:
            days[move.begin_s // DAY_S].append(VisitWish(move.node))
        elif move.kind is MoveKind.SAIL:
            days[move.begin_s // DAY_S].append(SailWish(move.sailing or ""))
    return [DayWish(day, tuple(steps)) for day, steps in days.items()]


def test_a_sound_trip_breaks_nothing() -> None:
    problem = corsica_problem()

    found = retime(problem, order_of_moves(corsica_trip()))

    assert found.breaks == ()
    assert judge(problem, found) == ()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"max_drive_s": 600}, BreakKind.TOO_MUCH_DRIVING),
        ({"max_active_s": 600}, BreakKind.DAY_TOO_LONG),
        ({"sailings": ()}, BreakKind.NO_SAILING),
    ],
)
def test_what_no_longer_fits_is_said(change: dict[str, object], kind: BreakKind) -> None:
    problem = corsica_problem()
    order = order_of_moves(corsica_trip())

    found = retime(replace(problem, **change), order)  # type: ignore[arg-type]

    assert kind in {one.kind for one in found.breaks}


def test_a_visit_with_its_own_time_waits_for_it_or_is_late() -> None:
    problem = corsica_problem()
    order = order_of_moves(corsica_trip())
    begun = next(m for m in retime(problem, order).moves if m.kind is MoveKind.VISIT)
    at_s = begun.begin_s % DAY_S

    def with_time(own_s: int) -> Retimed:
        def timed(step: VisitWish | SailWish) -> VisitWish | SailWish:
            is_it = isinstance(step, VisitWish) and step.node == begun.node
            return VisitWish(begun.node, own_s) if is_it else step

        days = [replace(day, steps=tuple(map(timed, day.steps))) for day in order]
        return retime(problem, days)

    early = with_time(at_s - 7200)
    later = with_time(at_s + 900)

    assert {one.kind for one in early.breaks} & {BreakKind.TOO_LATE, BreakKind.CLOSED}
    begins = [m.begin_s % DAY_S for m in later.moves if m.node == begun.node and m.kind == "visit"]
    assert begins == [at_s + 900]
