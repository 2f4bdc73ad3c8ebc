"""Sights of the map beside the curated ones."""

from dataclasses import replace

import pytest

from planner.geodata.osm.offers import KNOWN_POINTS, NEAR_POINTS, SORTS, distinct, worth_of
from planner.geodata.osm.sights import SORTS as TAGS
from planner.geodata.osm.sights import MapSight, category_of, facts_of
from planner.model.place import Coordinate
from planner.model.request import DayRange, TripRequest
from planner.service import World, find_spot, read_trip_request
from planner.service.nearby import MOST_NEAR, MOST_SIGHTS, near_catalogue
from tests.town import build_sight, town_request

CASTLE = MapSight("node/1", "castle", 9.0, 42.0, {"name": "Castello di Prova"})


def test_every_sort_of_the_map_has_a_worth_and_words() -> None:
    assert set(TAGS.values()) <= set(SORTS)


def test_imported_sights_keep_their_licence_and_their_names(monaco: World) -> None:
    imported = [one for one in monaco.catalogue.attractions.values() if one.rank]

    assert len(imported) > 15
    assert {one.sources for one in imported} == {("openstreetmap",)}
    assert "ODbL" in monaco.catalogue.sources["openstreetmap"].publisher
    assert any(one.country == "MC" for one in imported)


def test_a_sight_that_is_curated_is_not_told_twice() -> None:
    curated = replace(
        build_sight("torre"), name="Il castello di Prova", coordinate=Coordinate(9.001, 42.0)
    )
    far = replace(curated, coordinate=Coordinate(9.1, 42.0))

    assert distinct([CASTLE], [curated]) == ([], 1)
    assert distinct([CASTLE], [far]) == ([CASTLE], 0)


def test_of_two_entries_of_one_sight_the_better_known_stays() -> None:
    area = replace(CASTLE, osm_id="way/2", tags={**CASTLE.tags, "wikidata": "Q1"})

    assert distinct([CASTLE, area], []) == ([area], 0)


def test_worth_adds_up_sort_facts_and_a_feast_at_the_door() -> None:
    known = replace(CASTLE, tags={**CASTLE.tags, "wikidata": "Q1", "opening_hours": "unknown"})
    base = SORTS["castle"].worth

    assert worth_of(CASTLE, ()) == base
    assert worth_of(known, ()) == base + KNOWN_POINTS["wikidata"]
    assert worth_of(CASTLE, [Coordinate(9.0, 42.0)]) == base + NEAR_POINTS


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ({"historic": "castle"}, "castle"),
        ({"amenity": "place_of_worship"}, None),
        ({"amenity": "place_of_worship", "wikidata": "Q1"}, "religious"),
        ({"tourism": "hotel"}, None),
    ],
)
def test_what_is_a_sight(tags: dict[str, str], category: str | None) -> None:
    assert category_of(tags) == category


def test_facts_of_the_map_are_checked_before_they_are_believed() -> None:
    facts = facts_of(
        {
            "name": "A\u202e\n<b>B</b>" + "x" * 500,
            "website": "javascript:alert(1)",
            "wikidata": "Q1; DROP",
            "opening_hours": "whenever",
            "wheelchair": "<yes>",
        }
    )

    assert set(facts) == {"name", "opening_hours"}
    assert facts["opening_hours"] == "unknown"
    assert len(facts["name"]) <= 200
    assert "\u202e" not in facts["name"]
    assert "\n" not in facts["name"]


def test_a_request_gets_the_worthiest_sights_near_it_and_all_curated_ones(monaco: World) -> None:
    request = read_trip_request(
        monaco, {"start": "Monaco", "earliest": "2027-10-05", "latest": "2027-10-06"}
    )
    near = near_catalogue(monaco.catalogue, request).attractions
    imported = {key: one for key, one in near.items() if one.rank}
    all_ranks = sorted(
        (o.rank for o in monaco.catalogue.attractions.values() if o.rank), reverse=True
    )

    assert (
        sorted((one.rank for one in imported.values()), reverse=True) == all_ranks[: len(imported)]
    )
    assert len(imported) == min(MOST_NEAR, len(all_ranks)) <= MOST_SIGHTS
    assert all(key in near for key, one in monaco.catalogue.attractions.items() if not one.rank)


def test_a_request_far_away_gets_none_and_a_must_is_always_there(monaco: World) -> None:
    livorno = find_spot(monaco, "livorno")
    first = monaco.catalogue.first_day
    plain: TripRequest = town_request(
        start=livorno, end=livorno, earliest=first, latest=first, days=DayRange(1, 1), areas=()
    )
    wanted = next(one.id for one in monaco.catalogue.attractions.values() if one.rank)
    kept = near_catalogue(monaco.catalogue, plain).attractions
    musts = near_catalogue(monaco.catalogue, replace(plain, must=(wanted,))).attractions

    assert not any(one.rank for one in kept.values())
    assert [key for key, one in musts.items() if one.rank] == [wanted]
