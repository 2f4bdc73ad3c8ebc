"""A trip as one GeoJSON collection (RFC 7946): legs as lines, visits and nights as points."""

from planner.export.answer import leg_document, visit_document
from planner.export.geojson import GeoObject, build_line, build_point, collect
from planner.export.voice import Voice
from planner.model.itinerary import DayItem, Itinerary, Visit
from planner.model.journey import Leg

IN_GEOMETRY = {"lon", "lat", "geometry", "worth", "worth_terms"}
"""Fields of the answer that are said by the geometry, or concern the search alone."""


def to_trip_geojson(itinerary: Itinerary, voice: Voice) -> GeoObject:
    """Return the items of a trip as features, in order; properties are those of the answer.

    `title` and `lines` say each item in words, as plain text.
    """
    features = [
        _feature(item, voice, day=number, date=day.date.isoformat())
        for number, day in enumerate(itinerary.days, start=1)
        for item in day.items
    ]
    return collect(features) | {"name": voice.title}


def _feature(item: DayItem, voice: Voice, **when: object) -> GeoObject:
    """Return one item."""
    title, *lines = voice.describe(item)
    said = {**when, "title": title, "lines": lines}
    if isinstance(item, Leg):
        ends = (item.origin.coordinate, item.destination.coordinate)
        way = item.geometry if len(item.geometry) > 1 else ends
        facts = {k: v for k, v in leg_document(item, False).items() if k not in IN_GEOMETRY}
        return build_line(way, **said, **facts)
    if isinstance(item, Visit):
        facts = {k: v for k, v in visit_document(item).items() if k not in IN_GEOMETRY}
        return build_point(item.spot.coordinate, **said, **facts)
    place = {"id": item.spot.id, "name": item.spot.name}
    return build_point(item.spot.coordinate, **said, type="night", **place, on_board=item.ferry)
