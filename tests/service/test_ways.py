"""A way ends where it was asked to, whatever was asked before."""

import numpy as np

from planner import service
from planner.model.journey import Spot

NAMESAKE, FROM = "rocchetta-nervina", "genova"


def namesakes(world: service.World) -> tuple[Spot, Spot, Spot]:
    """Return a place, the sight with the same id, and a place far from both."""
    places = world.gazetteer.places
    place, far = (
        Spot(one.id, one.name, one.coordinate, one.country)
        for one in (places[NAMESAKE], places[FROM])
    )
    sight = world.catalogue.attractions[NAMESAKE]
    assert sight.coordinate != place.coordinate
    return place, Spot(sight.id, sight.name, sight.coordinate, sight.country), far


def test_a_place_and_a_sight_of_one_id_have_ways_of_their_own() -> None:
    world = service.load_world()
    place, sight, far = namesakes(world)

    for spot in (place, sight, place):
        assert world.way(far, spot).geometry[-1] == spot.coordinate


def test_times_that_were_asked_for_before_do_not_mix_them_up() -> None:
    world = service.load_world()
    spots = namesakes(world)

    remembered = world.road_memory.between(spots)

    assert np.array_equal(remembered, world.durations(spots))
