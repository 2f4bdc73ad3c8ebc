"""The search within limits: at no price does it lose a trip that full enumeration finds."""

import numpy as np
import pytest

from planner.optimise.limited import LimitedEngine
from planner.optimise.pool import Pool
from planner.optimise.problem import SearchParams
from tests.optimise.enumerate_trips import best_trip, passes_by
from tests.optimise.random_limits import limited
from tests.optimise.random_trips import SLOT_S

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(80)
PATIENT = SearchParams(grid_s=SLOT_S, time_limit_s=2.0)


@pytest.mark.parametrize("share", [0.3, 1.0, 3.0])
def test_labels_within_limits_lose_no_trip_at_whatever_price(share: float) -> None:
    known, proved = 0, 0
    for seed in SEEDS:
        problem = limited(seed)
        best = best_trip(problem, SLOT_S)
        if best is None or passes_by(problem, best):
            continue
        known += 1
        pool, most = Pool(problem), [max(limit.most, 1) for limit in problem.trip_limits]
        prices = share * best.objective * 100 / np.array(most) / len(most)
        engine = LimitedEngine(pool, prices, PATIENT)
        engine.open_soon()
        engine.go_on()
        engine.note_bound()
        assert pool.bound >= best.objective * 100, seed
        assert pool.best.value <= best.objective * 100, seed
        proved += pool.bound == best.objective * 100
    assert known > 25
    assert proved > 0.9 * known
