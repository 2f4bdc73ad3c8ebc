"""Maps: the same bytes each time, hostile names as text, nothing from another host."""

import json
import re
from typing import Any

import pytest

from planner.export.folium_map import (
    MapFiles,
    MapParts,
    MapWords,
    festival_map,
    standalone_trip_html,
    trip_map,
)
from planner.export.geojson import (
    SHAPES,
    FestivalMark,
    to_base_points,
    to_festival_points,
    to_leg_lines,
    to_stop_points,
)
from planner.export.narrate import describe_item
from planner.export.place_names import to_place_names
from planner.model.itinerary import Itinerary
from planner.model.place import Coordinate, Place
from planner.service import World, read_trip_request
from tests.web.builder import HOSTILE, build_trip, build_world
from web.assets import STATIC

WISH = {"start": "Livorno", "earliest": "2027-10-01", "latest": "2027-10-10", "days": 2}


@pytest.fixture
def world() -> World:
    return build_world(name=HOSTILE)


@pytest.fixture
def trip(world: World) -> Itinerary:
    return build_trip(world, read_trip_request(world, WISH))


def draw_all(world: World, trip: Itinerary) -> list[MapParts]:
    return [trip_map(trip, world.catalogue, "/basemap.json") for _ in range(2)]


def test_the_same_trip_gives_the_same_map(world: World, trip: Itinerary) -> None:
    first, second = draw_all(world, trip)

    assert first == second
    assert 'id="map_trip"' in first.html


def test_names_reach_the_script_as_data_only(world: World, trip: Itinerary) -> None:
    script = trip_map(trip, world.catalogue, "/basemap.json").script

    assert "<" not in script
    assert "\\u003cscript\\u003e" in script


def test_one_layer_holds_all_of_a_kind(world: World, trip: Itinerary) -> None:
    script = trip_map(trip, world.catalogue, "/basemap.json").script

    assert script.count("L.geoJson(") == 3
    assert "L.marker(" not in script
    assert "bindPopup" not in script
    assert "://" not in script


def test_lines_tell_how_surely_a_way_is_known(trip: Itinerary) -> None:
    legs = to_leg_lines(trip, describe_item)

    kinds = [feature["properties"]["kind"] for feature in as_features(legs)]
    assert kinds == ["known", "ferry"]
    lines = [feature["geometry"]["coordinates"] for feature in as_features(legs)]
    assert all(len(line) > 1 for line in lines)


def test_visits_are_numbered_and_nights_on_board_have_no_place(
    world: World, trip: Itinerary
) -> None:
    stops = as_features(to_stop_points(trip, world.catalogue, describe_item))
    bases = as_features(to_base_points(trip, describe_item, "Start"))

    assert [stop["properties"]["number"] for stop in stops] == [1, 2]
    assert [stop["properties"]["shape"] for stop in stops] == [
        SHAPES["tuscany"],
        SHAPES["attraction"],
    ]
    assert [base["properties"]["kind"] for base in bases] == ["start"]


def test_a_standalone_map_needs_no_other_file(world: World, trip: Itinerary) -> None:
    files = MapFiles(
        leaflet_js="var a = '</script><!-- x';",
        leaflet_css=".x{background:url(images/layers.png)}",
        map_js=(STATIC / "js" / "map.js").read_text(encoding="utf-8"),
        map_css=(STATIC / "css" / "map.css").read_text(encoding="utf-8"),
    )

    pages = [
        standalone_trip_html(trip, world.catalogue, world.basemap, files, "A <trip>")
        for _ in range(2)
    ]

    page = pages[0]
    assert pages[0] == pages[1]
    assert "url(images" not in page
    assert page.count("</script>") == 2
    assert "<title>A &lt;trip&gt;</title>" in page
    assert "<script>window.hacked" not in page
    assert not re.search(r'(?:src|href)="', page)
    assert "Night on board" in page


def test_place_names_never_overlap_and_the_larger_town_comes_first() -> None:
    near = [
        Place("small", "Smallville", Coordinate(10.01, 43.0), "mainland", "IT", population=20_000),
        Place("large", "Largetown", Coordinate(10.0, 43.0), "mainland", "IT", population=200_000),
    ]

    names = as_features(to_place_names(near))

    zooms = {name["properties"]["name"]: name["properties"]["zoom"] for name in names}
    assert zooms["Largetown"] == 5
    assert zooms.get("Smallville", 99) > 9


def test_a_feast_map_marks_stand_ins(world: World) -> None:
    marks = [
        FestivalMark(festival, number, (10,), ("told",))
        for number, festival in enumerate(world.catalogue.festivals.values(), start=1)
    ]

    features = as_features(to_festival_points(marks))
    script = festival_map(marks, "/basemap.json", MapWords()).script

    stand_ins = [one["properties"]["id"] for one in features if one["properties"]["stand_in"]]
    assert stand_ins == ["agrumi"]
    assert features[0]["geometry"]["coordinates"] == [10.6, 43.1]
    assert script.count("L.geoJson(") == 1


def as_features(collection: object) -> list[dict[str, Any]]:
    """Return the features of a collection, read back from JSON."""
    features: list[dict[str, Any]] = json.loads(json.dumps(collection))["features"]
    return features
