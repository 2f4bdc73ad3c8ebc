"""In which country an event is, where its source does not say: by its point."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from math import cos, radians
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scipy.spatial import cKDTree

from planner.geodata.check_places import metres_outside, read_regions
from planner.geodata.gazetteer import read_gazetteer
from planner.geodata.region import read_region
from planner.model.foreign import ForeignEvent
from planner.model.place import Coordinate, Place

FARTHEST_PLACE_M = 15_000.0
"""A point farther than this from every place that we know could be anywhere."""


def on_plain(spot: Coordinate) -> tuple[float, float]:
    """Return a point on a plain on which neighbours may be compared [degrees of latitude]."""
    return spot.lon * cos(radians(spot.lat)), spot.lat


class Countries:
    """The countries of a data folder: read when the first point is asked about."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _areas(self) -> list[tuple[Any, str]]:
        known = read_region(self._folder).areas
        shapes = read_regions(self._folder, [area.value for area in known])
        return [(shapes[area.value], facts.country) for area, facts in known.items()]

    @cached_property
    def _places(self) -> tuple[tuple[Place, ...], Any]:
        places = tuple(read_gazetteer(self._folder).places.values())
        return places, cKDTree([on_plain(one.coordinate) for one in places] or [(0.0, 0.0)])

    def at(self, spot: Coordinate) -> str:
        """Return the country of a point: of the area around it, else of the nearest place.

        Empty where the tables know no place near it.

        Raises
        ------
        DataError
            The folder is not sound.
        """
        inside = (one for shape, one in self._areas if metres_outside(shape, spot) == 0.0)
        country = next(inside, "")
        if country:
            return country
        places, tree = self._places
        near = places[int(tree.query(on_plain(spot))[1])] if places else None
        if near is None or near.coordinate.distance_m(spot) > FARTHEST_PLACE_M:
            return ""
        return near.country


def with_countries(events: Iterable[ForeignEvent], folder: Path) -> Iterator[ForeignEvent]:
    """Yield events, each with its country where its source or its point tells it.

    Raises
    ------
    DataError
        The folder is not sound.
    """
    countries = Countries(folder)
    for event in events:
        country = "" if event.country or not event.coordinate else countries.at(event.coordinate)
        if not country:
            yield event
            continue
        origins = {**event.origins, "country": event.origins["coordinate"]}
        yield replace(event, country=country, origins=MappingProxyType(origins))
