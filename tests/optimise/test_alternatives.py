"""Alternatives visit other places, are better in their own respect, and are judged."""

from itertools import combinations

import pytest

from planner import service
from planner.optimise.alternatives import AlternativeKind, is_better, is_different, shifted
from planner.optimise.candidates import list_candidates
from planner.optimise.trip import Trip
from planner.service import World, offer_of
from tests.optimise.wishes import Document, read

WISH: Document = {
    "start": "Bastia",
    "earliest": "2027-10-20",
    "latest": "2027-10-30",
    "days": {"min": 3, "max": 4},
    "time_limit_s": 0.5,
}


@pytest.mark.usefixtures("compiled")
def test_each_is_truly_different_and_better_in_its_respect(real_world: World) -> None:
    request = read(real_world, WISH)
    best = service.plan_trip(real_world, request)
    steps: list[tuple[int, int]] = []

    found = service.find_alternatives(real_world, request, lambda a, b: steps.append((a, b)))

    assert steps == [(1, 4), (2, 4), (3, 4)]
    assert len({one.kind for one in found}) == len(found)
    for one in found:
        assert is_better(one.kind, one.trip, best)
        assert one.trip.proof.bound >= one.trip.proof.objective
    for one_trip, other in combinations([best, *(one.trip for one in found)], 2):
        assert is_different(one_trip, other)


def test_each_weighs_one_term_more_and_no_other(real_world: World) -> None:
    request, offer = read(real_world, WISH), offer_of(real_world)
    trip = Trip.build(offer, request, list_candidates(offer.catalogue, request, offer.hours)[0])
    plain = trip.problem
    kinds = {kind: shifted(trip, kind) for kind in AlternativeKind}

    dearer = kinds[AlternativeKind.LESS_DRIVING]
    assert (dearer.drive_points > plain.drive_points).any()
    assert (dearer.worth == plain.worth).all()
    feasts = kinds[AlternativeKind.MORE_FEASTS]
    assert (feasts.drive_points == plain.drive_points).all()
    assert ((feasts.worth >= plain.worth) & (feasts.worth <= 2 * plain.worth)).all()
    sea = kinds[AlternativeKind.FEWER_CROSSINGS]
    assert all(a.points > b.points for a, b in zip(sea.sailings, plain.sailings, strict=True))


@pytest.mark.usefixtures("compiled")
def test_ended_early_it_says_what_it_has(real_world: World) -> None:
    request = read(real_world, WISH)

    assert service.find_alternatives(real_world, request, cancelled=lambda: True) == ()
