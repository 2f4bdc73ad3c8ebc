"""Trip requests as documents, the way a traveller sends them, and changes made to them."""

from copy import deepcopy
from typing import Any

from planner.model.itinerary import Change, Itinerary, LeftOut, VisitKind
from planner.model.request import TripRequest
from planner.service import World, plan_trip, read_trip_request

Document = dict[str, Any]
TOWN: Document = {
    "start": "Molo",
    "end": "Molo",
    "earliest": "2027-10-01",
    "latest": "2027-10-12",
    "days": {"min": 1, "max": 10},
    "time_limit_s": 2,
}
"""A wish in the tiny world that holds all three feasts."""


def wish(**changes: Any) -> Document:
    """Return the wish in the tiny world with some fields changed."""
    return {**TOWN, **changes}


def read(world: World, document: Document) -> TripRequest:
    """Return the request of a document."""
    return read_trip_request(world, document)


def plan(world: World, document: Document) -> Itinerary:
    """Return the answer to a document."""
    return plan_trip(world, read(world, document))


def changed(document: Document, change: Change) -> Document:
    """Return a document with a proposed change made: what a traveller would type."""
    result = deepcopy(document)
    if change.field == "days.max":
        least = result["days"] if isinstance(result["days"], int) else result["days"]["min"]
        result["days"] = {"min": least, "max": int(change.value)}
    elif change.field == "dates":
        result["earliest"], result["latest"] = change.value.split("/")
    elif change.field == "max_drive_h":
        result["max_drive_h"] = float(change.value)
    elif change.field in ("areas", "must"):
        result[change.field] = change.value.split()
    elif change.field in ("max_trip_drive_h", "max_crossings") and not change.value:
        result.pop(change.field)
    elif change.field == "nights":
        result.pop("nights")
    else:
        result[change.field] = change.value
    return result


def with_must(document: Document, *ids: str) -> Document:
    """Return a document in which some more have to be visited."""
    return {**document, "must": [*dict.fromkeys([*document.get("must", []), *ids])]}


def feasts_of(itinerary: Itinerary) -> list[str]:
    """Return the feasts that a trip visits, in order."""
    visits = itinerary.list_visits()
    return [visit.id for visit in visits if visit.kind is VisitKind.FESTIVAL]


def left_out_of(itinerary: Itinerary) -> dict[str, LeftOut]:
    """Return why feasts are left out, by their ids."""
    return {one.festival_id: one for one in itinerary.left_out}
