"""Points near streets, the same in every run."""

import random

from planner.model.journey import Spot
from planner.model.place import Coordinate
from planner.travel.streets import StreetRouter


def street_points(router: StreetRouter, count: int, seed: int = 0) -> list[Coordinate]:
    """Return points of the streets' own shapes, moved by up to some 30 m."""
    chance, streets = random.Random(seed), router.streets
    chosen = chance.sample(router.finder.candidates.tolist(), count)
    places = [int(streets.shape_at[segment]) for segment in chosen]
    return [
        Coordinate(
            float(streets.lon[k]) + chance.uniform(-3e-4, 3e-4),
            float(streets.lat[k]) + chance.uniform(-3e-4, 3e-4),
        )
        for k in places
    ]


def street_spots(router: StreetRouter, count: int, seed: int = 0) -> tuple[Spot, ...]:
    """Return such points as ends of legs."""
    points = street_points(router, count, seed)
    return tuple(Spot(f"point {k}", f"Point {k}", at, "MC") for k, at in enumerate(points))
