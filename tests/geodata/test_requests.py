import math
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from planner.errors import RequestError
from planner.geodata.catalogue import read_catalogue
from planner.geodata.gazetteer import read_gazetteer
from planner.geodata.requests import read_request, request_schema
from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus, Interest
from planner.model.gazetteer import Gazetteer
from planner.model.place import Area, Coordinate
from planner.model.request import DayRange, Pace, Season

World = tuple[Catalogue, Gazetteer]
PLAIN = {"start": "Livorno", "earliest": "2027-10-01", "latest": "2027-10-10"}
GONE = object()


@pytest.fixture
def world(folder: Path) -> World:
    return read_catalogue(folder), read_gazetteer(folder)


def faults_of(world: World, **fields: object) -> dict[str, str]:
    document = {k: v for k, v in {**PLAIN, **fields}.items() if v is not GONE}
    with pytest.raises(RequestError) as caught:
        read_request(document, *world)
    return caught.value.faults


def test_a_plain_request_gets_the_defaults_of_the_contract(world: World) -> None:
    wish = read_request(PLAIN, *world)
    assert wish.start.id == "livorno"
    assert wish.end == wish.start
    assert (wish.earliest, wish.latest) == (date(2027, 10, 1), date(2027, 10, 10))
    assert wish.days == DayRange(10, 10)
    assert (wish.max_drive_s, wish.day_start, wish.day_end) == (14_400, time(9), time(19, 30))
    assert (wish.pace, wish.season) == (Pace.NORMAL, Season.OFF)
    assert (wish.date_status, wish.areas) == (DateStatus.RULE_BASED, tuple(Area))
    assert set(wish.interests) == {(interest, 0.5) for interest in Interest}
    assert (wish.party.people, wish.nights, wish.time_limit_s, wish.seed) == (2, (), 5.0, 0)
    assert not wish.unconfirmed_crossings


def test_a_full_request_is_read(world: World) -> None:
    wish = read_request(
        {
            **PLAIN,
            "end": {"place": "Bastia"},
            "days": {"min": 3, "max": 5},
            "must": ["fair-a", "tower", "fair-a"],
            "avoid": ["fair-b"],
            "areas": ["corsica", "tuscany"],
            "interests": {"food": 1, "sea": 0},
            "pace": "full",
            "max_drive_h": 2.5,
            "max_trip_drive_h": 7.25,
            "max_crossings": 0,
            "day_start": "08:15",
            "season": "any",
            "date_status": "guess",
            "unconfirmed_crossings": True,
            "party": {"adults": 1, "children": 3},
            "nights": ["Pisa", {"place": "pisa"}, "bastia"],
            "time_limit_s": 1,
            "seed": 7,
        },
        *world,
    )
    assert wish.end is not None
    assert (wish.end.id, wish.days) == ("bastia", DayRange(3, 5))
    assert (wish.must, wish.avoid) == (("fair-a", "tower"), ("fair-b",))
    assert wish.areas == (Area.TUSCANY, Area.CORSICA)
    assert dict(wish.interests)[Interest.FOOD] == 1
    assert dict(wish.interests)[Interest.CRAFTS] == 0.5
    assert (wish.max_drive_s, wish.day_start) == (9000, time(8, 15))
    assert (wish.max_trip_drive_s, wish.max_crossings) == (26_100, 0)
    assert [spot.id for spot in wish.nights] == ["pisa", "bastia"]
    assert (wish.party.people, wish.unconfirmed_crossings, wish.seed) == (4, True, 7)


@pytest.mark.parametrize(
    ("start", "spot_id"),
    [
        ("Leghorn", "livorno"),
        ({"place": "livorno"}, "livorno"),
        ({"lon": 10.300001, "lat": 43.5}, "point:10.3,43.5"),
        ({"lon": 10, "lat": 43.5}, "point:10.0,43.5"),
    ],
)
def test_a_start_is_a_name_a_place_or_a_point(world: World, start: object, spot_id: str) -> None:
    spot = read_request({**PLAIN, "start": start}, *world).start
    assert (spot.id, spot.country) == (spot_id, "IT")


def test_a_point_keeps_its_coordinate(world: World) -> None:
    wish = read_request({**PLAIN, "start": {"lon": 10.2, "lat": 43.6}}, *world)
    assert wish.start.coordinate == Coordinate(10.2, 43.6)


def test_the_end_may_be_anywhere(world: World) -> None:
    assert read_request({**PLAIN, "end": "anywhere"}, *world).end is None
    assert read_request({**PLAIN, "end": None}, *world).end is not None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (4, DayRange(4, 4)),
        ({"min": 3}, DayRange(3, 10)),
        ({"max": 3}, DayRange(1, 3)),
        ({}, DayRange(1, 10)),
        (None, DayRange(10, 10)),
    ],
)
def test_days_are_a_number_or_a_range(world: World, days: object, expected: DayRange) -> None:
    assert read_request({**PLAIN, "days": days}, *world).days == expected


LONG = "2027-10-01 to 2027-12-31 is 92 days; choose a window of at most 62"
SPOT = "give a place by name"
FAULTS: list[tuple[str, object, str]] = [
    ("start", GONE, "is required"),
    ("start", "Livrno", "unknown place 'Livrno'; did you mean Livorno?"),
    ("start", {"place": "Atlantis"}, "unknown place 'Atlantis'; give a town"),
    ("start", "", "may not be empty"),
    ("start", "a" * 201, "at most 200 letters"),
    ("start", 5, SPOT),
    ("start", None, SPOT),
    ("start", ["Livorno"], SPOT),
    ("start", {"lon": 10.3}, "lat: is missing"),
    ("start", {"lon": math.nan, "lat": 43}, "lon: nan has to be"),
    ("start", {"lon": 10, "lat": 1e999}, "lat: inf has to be"),
    ("start", {"lon": 10, "lat": 100}, "100 has to be at most 90"),
    ("start", {"lon": 0, "lat": 0}, "km from the nearest known place"),
    ("start", {"place": "Livorno", "lon": 1}, "no such name 'lon'"),
    ("end", "Nowhere", "unknown place 'Nowhere'"),
    ("end", {}, SPOT),
    ("earliest", GONE, "is required"),
    ("earliest", "1 October", "'1 October': write the day as YYYY-MM-DD"),
    ("earliest", 20271001, "YYYY-MM-DD"),
    ("earliest", "2027-02-30", "no day 2027-02-30"),
    ("earliest", "2019-01-01", "no data for 2019-01-01; choose a day from 2026-01-01"),
    ("latest", "2029-01-01", "no data for 2029-01-01"),
    ("latest", "2027-09-30", "2027-09-30 is before the earliest day 2027-10-01"),
    ("latest", "2027-12-31", LONG),
    ("days", 0, "0 has to be at least 1"),
    ("days", 22, "22 has to be at most 21"),
    ("days", 11, "11 days do not fit into the 10 from 2027-10-01"),
    ("days", {"min": 5, "max": 3}, "min 5 is more than max 3"),
    ("days", {"min": 12}, "12 days do not fit"),
    ("days", {"mim": 3}, "did you mean min?"),
    ("days", "7", "give a number of days"),
    ("days", True, "true has to be a whole number"),
    ("days", 2.5, "2.5 has to be a whole number"),
    ("mode", "boat", "'boat' has to be 'car' or 'transit'"),
    ("must", ["fair"], "unknown id 'fair'; did you mean fair-a or fair-b?"),
    ("must", ["zzz"], "unknown id 'zzz'; take the id"),
    ("must", "fair-a", "has to be a list"),
    ("must", [1], "entry 1: 1 has to be a text"),
    ("must", ["fair-a"] * 51, "at most 50 entries"),
    ("avoid", ["towr"], "did you mean tower?"),
    ("areas", [], "needs at least 1 entry"),
    ("areas", ["umbria"], "entry 1: 'umbria' has to be 'tuscany'"),
    ("interests", {"food": 1.5}, "food: 1.5 has to be at most 1"),
    ("interests", {"fod": 1}, "did you mean food?"),
    ("interests", 3, "3 has to be an object"),
    ("pace", "fast", "'fast' has to be"),
    ("max_drive_h", -1, "-1 has to be at least 0.25"),
    ("max_drive_h", math.inf, "inf has to be"),
    ("max_drive_h", "4", "'4' has to be a number"),
    ("max_trip_drive_h", 0, "0 has to be at least 0.25"),
    ("max_trip_drive_h", math.nan, "nan has to be"),
    ("max_crossings", -1, "-1 has to be at least 0"),
    ("max_crossings", 1.5, "1.5 has to be a whole number"),
    ("day_start", "9:00", "write the time as HH:MM"),
    ("day_end", "09:00", "09:00 is not after day_start 09:00"),
    ("season", None, "null has to be"),
    ("date_status", "sure", "'sure' has to be 'confirmed'"),
    ("unconfirmed_crossings", "no", "'no' has to be true or false"),
    ("party", {"adults": 0}, "adults: 0 has to be at least 1"),
    ("nights", [], "needs at least 1 entry"),
    ("nights", "camping", "'camping' has to be 'anywhere'"),
    ("nights", ["Pisa", "Pissa"], "unknown place 'Pissa'; did you mean Pisa?"),
    ("time_limit_s", 0.05, "0.05 has to be at least 0.1"),
    ("time_limit_s", 61, "61 has to be at most 60"),
    ("seed", 2**31, "has to be at most 2147483647"),
    ("earlist", "2027-10-01", "no such field; did you mean earliest?"),
]


@pytest.mark.parametrize(("field", "value", "message"), FAULTS)
def test_a_fault_is_named_by_its_field(
    world: World, field: str, value: object, message: str
) -> None:
    faults = faults_of(world, **{field: value})
    assert set(faults) == {field}
    assert message in faults[field]


def test_a_fault_of_two_fields_is_named_at_the_one_to_change(world: World) -> None:
    late = faults_of(world, day_start="20:00")
    assert late == {"day_end": "19:30 is not after day_start 20:00; choose a later time"}
    assert "say how many days" in faults_of(world, latest="2027-11-20")["days"]


def test_a_number_of_thousands_of_digits_is_named_without_them(world: World) -> None:
    assert "a number far too long" in faults_of(world, seed=10**5000)["seed"]


def test_must_and_avoid_contradict(world: World) -> None:
    faults = faults_of(world, must=["fair-a"], avoid=["fair-a"])
    assert faults == {"must": "'fair-a' is also in avoid; take it out of one of the two"}


def test_all_faults_come_at_once(world: World) -> None:
    faults = faults_of(
        world,
        start="Livrno",
        earliest="2027-10-20",
        days=0,
        must=["nothing"],
        max_drive_h=-2,
        pace="fast",
        strat="Pisa",
    )
    assert set(faults) == {"start", "latest", "days", "must", "max_drive_h", "pace", "strat"}


def test_many_faults_of_one_field_are_cut(world: World) -> None:
    said = faults_of(world, nights=[f"Town {n}" for n in range(30)])["nights"]
    assert said.count("unknown place") == 5
    assert said.endswith("and more of the kind")


@pytest.mark.parametrize("document", [None, [], "Livorno", 5, [PLAIN]])
def test_what_is_no_object_is_refused(world: World, document: object) -> None:
    with pytest.raises(RequestError, match="has to be a JSON object"):
        read_request(document, *world)


def test_the_schema_names_every_field_of_the_contract() -> None:
    schema: dict[str, Any] = request_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["required"]) == {"start", "earliest", "latest"}
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == {
        *("start", "end", "earliest", "latest", "days", "mode", "must", "avoid", "areas"),
        *("interests", "pace", "max_drive_h", "day_start", "day_end", "season", "date_status"),
        *("unconfirmed_crossings", "party", "nights", "time_limit_s", "seed"),
        *("locked", "fixed_days", "order", "stays", "nights_at"),
        *("max_trip_drive_h", "max_crossings"),
    }
    assert schema["properties"]["earliest"]["format"] == "date"
    assert schema["properties"]["day_end"]["default"] == "19:30"
