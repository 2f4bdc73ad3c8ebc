"""Prices of rules: no price is below zero, or the bound would be too low."""

from dataclasses import replace

import numpy as np
import pytest

from planner.bench.trips import synthetic_trip
from planner.optimise.decode import Link
from planner.optimise.engine import Engine
from planner.optimise.gatherer import priced
from planner.optimise.prices import dearer
from planner.optimise.problem import SearchParams
from planner.optimise.steps import START, VISIT
from tests.optimise.random_limits import visits
from tests.optimise.random_trips import SLOT_S

pytestmark = pytest.mark.usefixtures("compiled")
PATIENT = SearchParams(grid_s=SLOT_S, time_limit_s=2.0)


def test_no_price_of_a_visit_is_negative_though_the_visit_brings_less_than_nothing() -> None:
    problem = synthetic_trip(3, 3, feasts=6, sights=40, lands=2)
    dear = priced(replace(problem, trip_limits=(visits(problem, 5),)), np.array([6_000.0]))
    engine = Engine(dear, PATIENT)
    search = engine.prepare(engine.departures[0], engine.prices)
    twice = [Link(0, slot, int(np.argmax(dear.worth)), VISIT, -1) for slot in (1, 9)]

    moved = dearer(search, (Link(0, 0, dear.start, START, -1), *twice), 0, 0.5)

    assert (dear.worth < 0).any()
    assert moved is not None
    assert moved.visit.max() > 0
    assert moved.visit.min() == 0
