"""The GPX file, read back by gpxpy and held against the order of the GPX 1.1 schema."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from xml.etree import ElementTree

import gpxpy
from gpxpy.gpx import GPX

from planner.export.gpx import to_gpx
from planner.export.voice import english
from planner.model.itinerary import Itinerary
from tests.export.tour import LONG_NAME, ODD_TEXT, no_tour, tour, tour_catalogue

NAMESPACE = "{http://www.topografix.com/GPX/1/1}"
ORDER = {
    "gpx": "metadata wpt rte trk extensions",
    "metadata": "name desc author copyright link time keywords bounds extensions",
    "rte": "name cmt desc src link number type extensions rtept",
    "trk": "name cmt desc src link number type extensions trkseg",
    "trkseg": "trkpt extensions",
    "rtept": "ele time magvar geoidheight name cmt desc src link sym type",
    "trkpt": "ele time magvar geoidheight name cmt desc src link sym type",
}
"""Children of each element in the order that the schema asks for."""


def write(trip: Itinerary | None = None) -> str:
    """Return the file of a trip."""
    found = trip or tour()
    return to_gpx(found, tour_catalogue(), english(found))


def read(trip: Itinerary | None = None) -> GPX:
    """Return the file of a trip as gpxpy reads it."""
    return gpxpy.parse(write(trip))


def elements(name: str) -> Iterator[ElementTree.Element]:
    """Return all elements of a name."""
    return ElementTree.fromstring(write().encode()).iter(f"{NAMESPACE}{name}")


def test_every_element_is_of_the_schema_and_in_its_order() -> None:
    for parent, order in ORDER.items():
        children = order.split()
        for element in elements(parent):
            names = [child.tag.removeprefix(NAMESPACE) for child in element]
            places = [children.index(name) for name in names]
            assert places == sorted(places), f"{parent}: {names}"
            once = [a for a, b in pairwise(names) if a == b]
            assert not set(once) - {"wpt", "rte", "trk", "rtept", "trkpt", "trkseg", "link"}


def test_the_file_says_what_it_is() -> None:
    root = ElementTree.fromstring(write().encode())

    assert root.tag == f"{NAMESPACE}gpx"
    assert (root.get("version"), root.get("creator")) == ("1.1", "Filofesta")
    assert read().time == datetime(2026, 10, 23, tzinfo=UTC)
    assert read().name == "Trip from Livorno"


def test_the_route_holds_the_visits_in_order() -> None:
    routes = read().routes
    visits = tour().list_visits()

    assert len(routes) == 1
    points = routes[0].points
    assert [point.name for point in points] == [visit.spot.name for visit in visits]
    assert [point.time for point in points] == [visit.arrive for visit in visits]
    assert [(point.longitude, point.latitude) for point in points] == [
        (visit.spot.coordinate.lon, visit.spot.coordinate.lat) for visit in visits
    ]
    assert [point.type for point in points] == ["festival"] * 2 + ["attraction"] * 2


def test_a_stop_is_told_in_words() -> None:
    feast = read().routes[0].points[0]

    assert feast.name == LONG_NAME
    assert feast.comment == ODD_TEXT
    assert feast.description == (
        "Sat 24 Oct 2026, 10:15 – 13:00\ndate announced\nhttps://example.org/sagra"
    )


def test_each_leg_is_a_track_of_its_own_typed_by_its_mode() -> None:
    tracks = read().tracks

    assert [track.type for track in tracks] == ["car", "car", "ferry"]
    assert [track.number for track in tracks] == [1, 2, 3]
    assert tracks[2].name == "Livorno → Bastia"
    assert all(len(track.segments) == 1 for track in tracks)


def test_a_track_follows_its_leg_and_a_leg_without_a_shape_goes_straight() -> None:
    car, _, ferry = (track.segments[0].points for track in read().tracks)

    assert [(point.longitude, point.latitude) for point in car] == [
        (10.291234, 43.55),
        (10.4, 43.3),
        (10.6, 43.1),
    ]
    assert [(point.longitude, point.latitude) for point in ferry] == [
        (10.291234, 43.55),
        (9.45, 42.7),
    ]


def test_a_track_has_the_times_of_its_ends_in_utc() -> None:
    for track, leg in zip(read().tracks, tour().list_legs(), strict=True):
        first, *between, last = track.segments[0].points
        assert (first.time, last.time) == (leg.depart, leg.arrive)
        assert all(point.time is None for point in between)
    times = [element.text or "" for element in elements("time")]
    assert times[-2:] == ["2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"]
    assert all(text.endswith("Z") for text in times)


def test_the_same_trip_gives_the_same_bytes_whatever_time_it_took() -> None:
    assert write(tour(seconds=0.1)) == write(tour(seconds=9.9))


def test_no_trip_gives_a_file_without_routes_and_tracks() -> None:
    empty = read(no_tour())

    assert (empty.routes, empty.tracks) == ([], [])
