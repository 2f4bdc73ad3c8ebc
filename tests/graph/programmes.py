"""Programmes with given days, themes and travel times, and random ones for laws."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from hypothesis import strategies as st

from planner.graph.programme import Programme
from planner.graph.ties import Ties
from planner.model.festival import Interest
from planner.model.network import Weights
from planner.model.place import Area
from tests.web.builder import build_edition, build_festival

FIRST = date(2027, 10, 1)
AREAS = tuple(Area)


def build_programme(
    days: Mapping[str, Sequence[int]],
    hours: float | Sequence[Sequence[float]] = 2.0,
    themes: Mapping[str, Sequence[Interest]] | None = None,
    **changes: Any,
) -> Programme:
    """Return feasts on days counted from 1 October 2027, so many hours apart in every month."""
    festivals, editions = [], []
    for number, name in enumerate(days):
        chosen = tuple((themes or {}).get(name, (Interest.FOOD,)))
        area = AREAS[number % len(AREAS)]
        festivals.append(build_festival(name, area, interests=chosen, country="IT", **changes))
        numbers = sorted(set(days[name]))
        listed = tuple(date.fromordinal(FIRST.toordinal() + n - 1) for n in numbers)
        editions.append(build_edition(name, FIRST, days=1))
        editions[-1] = type(editions[-1])(
            f"{name}-2027", name, listed, editions[-1].date_status, "published", "", "", ()
        )
    size = len(days)
    table = np.full((size, size), 3600.0 * hours) if isinstance(hours, int | float) else None
    travel_s = 3600.0 * np.array(hours) if table is None else table
    np.fill_diagonal(travel_s, 0.0)
    return Programme(tuple(festivals), tuple(editions), np.repeat(travel_s[None], 12, axis=0))


def build_ties(programme: Programme, **weights: Any) -> Ties:
    """Return the ties of a programme."""
    return Ties.of(programme, Weights(**weights))


@st.composite
def programmes(draw: st.DrawFn, most: int = 6) -> Programme:
    """Return a random programme: up to six feasts of up to three days within five weeks."""
    size = draw(st.integers(2, most))
    names = [f"f{number}" for number in range(size)]
    runs = st.lists(st.integers(1, 35), min_size=1, max_size=3, unique=True)
    some = st.lists(st.sampled_from(list(Interest)), min_size=1, max_size=3, unique=True)
    hour = st.one_of(st.floats(0.2, 40.0), st.just(float("inf")))
    hours = [[draw(hour) for _ in names] for _ in names]
    days = {name: draw(runs) for name in names}
    return build_programme(days, hours, {name: draw(some) for name in names})
