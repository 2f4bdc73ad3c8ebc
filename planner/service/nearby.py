"""Of thousands of imported sights those that a request can use: the worthiest near its places."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from planner.model.catalogue import Catalogue
from planner.model.festival import Attraction
from planner.model.place import Coordinate
from planner.model.request import TripRequest

MOST_NEAR, NEAR_M = 25, 25_000.0
"""Most imported sights taken around one place of a request, and how far around it [m]."""
MOST_SIGHTS = 120
"""Most imported sights in one search: the solver's time grows with them."""


def centres_of(catalogue: Catalogue, request: TripRequest) -> list[Coordinate]:
    """Return where a request may lead: its ends and nights, and the feasts of its days."""
    ends = [request.start, *request.nights, *([request.end] if request.end else [])]
    editions = catalogue.list_editions(request.earliest, request.latest)
    feasts = dict.fromkeys(edition.festival_id for edition in editions)
    usable = [catalogue.festivals[one] for one in feasts if one not in request.avoid]
    return [
        *(spot.coordinate for spot in ends),
        *(feast.coordinate for feast in usable if feast.area in request.areas),
    ]


def nearest_best(
    sights: Iterable[Attraction], centres: Iterable[Coordinate]
) -> dict[str, Attraction]:
    """Return the worthiest sights around some places, the same number around each."""
    known, found = list(sights), dict[str, Attraction]()
    for centre in dict.fromkeys(centres):
        near = [one for one in known if one.coordinate.distance_m(centre) <= NEAR_M]
        near.sort(key=lambda one: (-one.rank, one.id))
        found |= {one.id: one for one in near[:MOST_NEAR]}
    best = sorted(found.values(), key=lambda one: (-one.rank, one.id))[:MOST_SIGHTS]
    return {one.id: one for one in best}


def near_catalogue(catalogue: Catalogue, request: TripRequest) -> Catalogue:
    """Return the catalogue of a request: all curated sights, and the best imported ones near it."""
    imported = [one for one in catalogue.attractions.values() if one.rank]
    if not imported:
        return catalogue
    wanted = {one.id for one in imported if one.id in request.must}
    kept = nearest_best(imported, centres_of(catalogue, request)).keys() | wanted
    sights = {key: one for key, one in catalogue.attractions.items() if not one.rank or key in kept}
    return replace(catalogue, attractions=MappingProxyType(sights))
