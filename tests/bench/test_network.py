"""The bench of the network: synthetic feasts are the same for a seed, and figures have names."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.bench import network
from planner.service import World
from planner.service.network import load_network

TODAY = date(2026, 11, 21)


def test_synthetic_feasts_are_the_same_for_a_seed_and_lie_in_the_year(real_world: World) -> None:
    first, again = (network.synthetic_catalogue(real_world, 30, TODAY, 5) for _ in "ab")
    other = network.synthetic_catalogue(real_world, 30, TODAY, 6)

    assert first == again
    assert first.editions != other.editions
    assert len(first.festivals) == 30
    last = TODAY + timedelta(days=365 + 14)
    assert all(TODAY <= day < last for edition in first.editions for day in edition.days)
    assert load_network(replace(real_world, catalogue=first), TODAY).sums.links >= 0


def test_all_figures_are_measured(real_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "SIZES", (19,))
    monkeypatch.setattr(network, "MOVES", 1)
    figures = network.measure(real_world, TODAY)

    assert len(figures) == 5
    assert all(one.value > 0 for one in figures)
    assert "links" in figures[0].note
