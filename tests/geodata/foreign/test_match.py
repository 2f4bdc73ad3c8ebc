"""Matching foreign events with our festivals, and what they would change."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from planner.geodata.foreign.findings import Sort, find_all
from planner.geodata.foreign.match import SAME_NAME, Verdict, match_one, name_likeness
from planner.model.catalogue import Catalogue
from planner.model.foreign import EventState, ForeignEvent, LocalText
from planner.model.place import Coordinate
from planner.service import World

SUVERETO = "sagra-del-cinghiale-suvereto"


@pytest.fixture(scope="module")
def catalogue(real_world: World) -> Catalogue:
    return real_world.catalogue


def event(name: str = "Sagra del Cinghiale", **changes: object) -> ForeignEvent:
    facts: dict[str, object] = {
        "key": "1",
        "names": (LocalText("it", name),),
        "days": (date(2027, 11, 28), date(2027, 12, 5), date(2027, 12, 8)),
        "municipality": "Suvereto",
    }
    return ForeignEvent(**{**facts, **changes})  # type: ignore[arg-type]


def test_no_two_festivals_of_ours_have_the_same_name(catalogue: Catalogue) -> None:
    for one, other in combinations(catalogue.festivals.values(), 2):
        names = (one.name, *one.names_alt), (other.name, *other.names_alt)
        near = one.coordinate.distance_m(other.coordinate) < 20_000
        assert name_likeness(*names) < SAME_NAME or not near, (one.id, other.id)


def test_each_festival_is_found_by_its_own_name_and_village(catalogue: Catalogue) -> None:
    for festival in catalogue.festivals.values():
        own = event(festival.name, municipality=festival.municipality, days=())
        assert match_one(own, catalogue).festival_id == festival.id


@pytest.mark.parametrize(
    ("name", "changes", "verdict"),
    [
        ("SAGRA DEL CINGHIALE di Suvereto", {}, Verdict.SAME),
        ("Cinghiale, sagra del", {"municipality": "", "venue": "Suvereto (LI)"}, Verdict.SAME),
        ("Sagra del Cinghiale", {"municipality": "Capalbio"}, Verdict.UNCLEAR),
        ("Sagra del Cinghiale", {"coordinate": Coordinate(11.42, 42.45)}, Verdict.UNKNOWN),
        ("Festa del Cinghiale e del Bosco", {}, Verdict.UNCLEAR),
        ("Concerto d'inverno", {"municipality": "Bari"}, Verdict.UNKNOWN),
        ("", {}, Verdict.UNKNOWN),
        ("Boar fair", {"series": f"https://x.example/festivals/{SUVERETO}"}, Verdict.SAME),
    ],
)
def test_name_place_and_dates_decide_together(
    catalogue: Catalogue, name: str, changes: dict[str, object], verdict: Verdict
) -> None:
    found = match_one(event(name, **changes), catalogue)

    assert found.verdict is verdict
    assert found.festival_id == (SUVERETO if verdict is Verdict.SAME else "")
    if verdict is Verdict.UNCLEAR:
        assert found.likenesses[0].festival_id == SUVERETO


def sorts(catalogue: Catalogue, one: ForeignEvent) -> list[Sort]:
    return [found.sort for found in find_all([match_one(one, catalogue)], catalogue)]


def test_days_are_held_against_what_we_know(catalogue: Catalogue) -> None:
    moved = event(days=(date(2027, 11, 27),))
    stated = next(one for one in catalogue.editions if one.variant == "known")
    festival = catalogue.get_festival(stated.festival_id)
    place = {"municipality": festival.municipality}
    known = event(festival.name, days=stated.days, **place)
    other = event(festival.name, days=(stated.days[0].replace(day=1, month=3),), **place)

    assert sorts(catalogue, event()) == [Sort.NEW_DAYS]
    assert sorts(catalogue, moved) == [Sort.DAYS_AGAINST_RULE]
    assert sorts(catalogue, known) == [Sort.AGREES]
    assert sorts(catalogue, other) == [Sort.DAYS_AGAINST_SOURCE]
    assert sorts(catalogue, event(days=())) == [Sort.NO_DAYS]
    assert sorts(catalogue, replace(moved, state=EventState.CANCELLED)) == [Sort.CANCELLED]


def test_website_and_position_are_conflicts_of_their_own(catalogue: Catalogue) -> None:
    here = catalogue.get_festival(SUVERETO).coordinate
    far = Coordinate(here.lon + 0.02, here.lat)
    near = Coordinate(here.lon + 0.001, here.lat)

    assert sorts(catalogue, event(website="https://x.example/")) == [Sort.NEW_DAYS, Sort.WEBSITE]
    assert sorts(catalogue, event(coordinate=near)) == [Sort.NEW_DAYS]
    assert sorts(catalogue, event(coordinate=far)) == [Sort.NEW_DAYS, Sort.POSITION_DIFFERS]
