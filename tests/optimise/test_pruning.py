"""What is left out of a table, or remembered more, loses no trip that is better than the best."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from planner.optimise import memory, prover
from planner.optimise.bound import Prices
from planner.optimise.departure import Departure, Search, given_back
from planner.optimise.engine import Engine
from planner.optimise.grid import SCALE
from planner.optimise.memory import is_active
from planner.optimise.problem import OrienteeringProblem, OrienteeringSolution, SearchParams
from planner.optimise.prover import Prover
from planner.optimise.pruning import mark, with_more_memory
from tests.optimise.enumerate_trips import best_trip, passes_by
from tests.optimise.random_trips import SLOT_S, random_problem

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(200)
ROUNDS = 6
WIDE = 400
DEAREST_MINUTE = 60
PATIENT = SearchParams(grid_s=SLOT_S, time_limit_s=5.0)


def solved(seeds: range) -> Iterator[tuple[OrienteeringProblem, OrienteeringSolution]]:
    """Yield random problems with their best trips, which the engine can find."""
    for seed in seeds:
        problem = random_problem(seed)
        best = best_trip(problem, SLOT_S)
        if best is not None and not passes_by(problem, best):
            yield problem, best


def random_prices(rng: Random, problem: OrienteeringProblem) -> Prices:
    """Return any prices at all."""
    visit = [rng.randint(0, max(int(worth), 0) * SCALE) for worth in problem.worth]
    minute = [rng.choice((0, rng.randint(0, DEAREST_MINUTE))) for _ in range(problem.most_days)]
    return Prices(np.array(visit, dtype=np.int32), np.array(minute, dtype=np.int32))


def learn_anything(rng: Random, one: Prover, departure: Departure) -> None:
    """Remember a random visit more, as far as there are bits."""
    before, live = one.memory_of(departure), departure.live
    node = rng.choice(np.flatnonzero(one.problem.visitable).tolist())
    day = rng.randrange(departure.horizon.days)
    if not is_active(before, day, node) and live is not None:
        learned = ((node, day),)
        departure.learned += learned
        after = one.memory_of(departure)
        departure.live = with_more_memory(live, one.grid, before, after, learned)


def pruned_searches(
    problem: OrienteeringProblem, best: OrienteeringSolution, rng: Random
) -> Iterator[Search]:
    """Yield tables of the best trip's departure, each with what the one before left."""
    one = Prover(problem, PATIENT)
    departure = next(d for d in one.departures if d.horizon.first_day == best.first_day)
    search = one.fill(departure, random_prices(rng, problem))
    for _ in range(ROUNDS):
        departure.live = mark(search.case, best.objective * SCALE - 1 - given_back(search.case))
        learn_anything(rng, one, departure)
        search = one.fill(departure, random_prices(rng, problem))
        yield search


def test_what_is_left_of_a_table_bounds_and_holds_the_best_trip(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "MOST_BITS", 2)
    rng, shares = Random(0), list[float]()
    for problem, best in solved(SEEDS):
        worth = best.objective * SCALE
        for search in pruned_searches(problem, best, rng):
            hunt = search.hunt(WIDE, worth - 1)
            assert search.bound >= worth
            assert hunt.best[0] == worth or hunt.best[2] >= worth
            shares.append(float(search.case.live.alive.sum() / search.case.live.row.size))
    assert len(shares) > ROUNDS * len(SEEDS) / 2
    assert np.mean(shares) < 0.2


def test_an_engine_that_marks_and_learns_at_every_step_proves_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "MOST_BITS", 1)
    for name, value in (("CLOSE", 1e9), ("FALLEN", 1e9), ("LEARNING", 1e9), ("LEAST_STEP", 0.0)):
        monkeypatch.setattr(prover, name, value)
    learned = marked = 0
    for problem, best in solved(SEEDS):
        engine = Engine(problem, replace(PATIENT, beam_width=4))
        engine.open_soon()
        engine.go_on()
        found = engine.solution()
        assert (found.objective, found.bound) == (best.objective, best.objective)
        learned += sum(len(departure.learned) for departure in engine.departures)
        marked += sum(departure.live is not None for departure in engine.departures)
    assert learned > 20
    assert marked > 20
