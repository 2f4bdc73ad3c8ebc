"""A trip as a GPX 1.1 file: stops as one route, each leg as a track of its own, times in UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from gpxpy.gpx import (
    GPX,
    GPXRoute,
    GPXRoutePoint,
    GPXTrack,
    GPXTrackPoint,
    GPXTrackSegment,
)

from planner.export.safe_text import printable
from planner.export.voice import Voice
from planner.model.catalogue import Catalogue
from planner.model.festival import Festival, Language
from planner.model.itinerary import Itinerary, Visit
from planner.model.journey import Leg
from planner.model.place import Coordinate

CREATOR = "Filofesta"
VERSION = "1.1"
PLACES = 6
"""Decimals of a degree: about a tenth of a metre."""


def to_gpx(itinerary: Itinerary, catalogue: Catalogue, voice: Voice) -> str:
    """Return the trip as the text of a GPX file.

    The file's own time is midnight (UTC) of the first day that the request allows, so that the
    same trip gives the same bytes.  A track has times at its two ends only: nothing is known of
    what lies between.

    Parameters
    ----------
    itinerary, catalogue
        The trip, and the catalogue that its visits are in.
    voice
        How the file speaks.
    """
    document = GPX()
    document.creator = CREATOR
    document.name = printable(voice.title)
    document.time = datetime.combine(itinerary.request.earliest, time(), tzinfo=UTC)
    visits = itinerary.list_visits()
    if visits:
        document.routes.append(_stops(visits, catalogue, voice))
    legs = enumerate(itinerary.list_legs(), start=1)
    document.tracks.extend(_track(leg, number, voice) for number, leg in legs)
    return str(document.to_xml(version=VERSION))


def _stops(visits: Sequence[Visit], catalogue: Catalogue, voice: Voice) -> GPXRoute:
    """Return the visits, in order, as a route."""
    language = Language(voice.language)
    route = GPXRoute(name=printable(voice.stops), number=1)
    for visit in visits:
        title, *lines = voice.describe(visit)
        where = visit.spot.coordinate
        record = catalogue.festivals.get(visit.id) or catalogue.attractions.get(visit.id)
        if isinstance(record, Festival) and record.website:
            lines.append(record.website)
        route.points.append(
            GPXRoutePoint(
                latitude=round(where.lat, PLACES),
                longitude=round(where.lon, PLACES),
                time=_utc(visit.arrive),
                name=printable(title),
                comment=printable(record.description.in_language(language)) if record else None,
                description=printable("\n".join(lines)),
                type=visit.kind.value,
            )
        )
    return route


def _track(leg: Leg, number: int, voice: Voice) -> GPXTrack:
    """Return a leg as a track of one segment, typed by its mode."""
    title, *lines = voice.describe(leg)
    track = GPXTrack(name=printable(title), description=printable("\n".join(lines)), number=number)
    track.type = leg.mode.value  # type: ignore[assignment]  # the library types it as always None
    ends = (leg.origin.coordinate, leg.destination.coordinate)
    points = [_track_point(one) for one in (leg.geometry if len(leg.geometry) > 1 else ends)]
    points[0].time, points[-1].time = _utc(leg.depart), _utc(leg.arrive)
    track.segments.append(GPXTrackSegment(points))
    return track


def _track_point(where: Coordinate) -> GPXTrackPoint:
    """Return a point of a track."""
    return GPXTrackPoint(latitude=round(where.lat, PLACES), longitude=round(where.lon, PLACES))


def _utc(moment: datetime) -> datetime:
    """Return a moment in UTC."""
    return moment.astimezone(UTC)
