"""Form fields in the address ↔ the contract's request document."""

from urllib.parse import parse_qsl

import pytest
from werkzeug.datastructures import MultiDict

from planner.model.itinerary import Change
from planner.model.request import DayRange
from web.query import Fields, apply_change, field_of, read_fields, to_document, to_query


def fields_of(query: str) -> Fields:
    """Return the fields of an address."""
    return read_fields(MultiDict(parse_qsl(query, keep_blank_values=True)))


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("start=Livorno", {"start": {"place": "Livorno"}}),
        ("start=10.3, 43.55", {"start": {"lon": 10.3, "lat": 43.55}}),
        ("end=", {}),
        ("end=anywhere", {"end": "anywhere"}),
        ("end=place&end_place=Toulon", {"end": {"place": "Toulon"}}),
        ("end=place&end_place=", {}),
        ("end=Toulon", {"end": {"place": "Toulon"}}),
        ("days_min=3&days_max=5", {"days": {"min": 3, "max": 5}}),
        ("days_max=many", {"days": {"max": "many"}}),
        ("max_drive_h=3,5", {"max_drive_h": 3.5}),
        ("max_trip_drive_h=9.5&max_crossings=2", {"max_trip_drive_h": 9.5, "max_crossings": 2}),
        ("must=a&must=b&avoid=c", {"must": ["a", "b"], "avoid": ["c"]}),
        ("nights=Bastia, Corte", {"nights": [{"place": "Bastia"}, {"place": "Corte"}]}),
        ("nights=anywhere", {"nights": "anywhere"}),
        ("unconfirmed_crossings=1", {"unconfirmed_crossings": True}),
        ("adults=1&children=2", {"party": {"adults": 1, "children": 2}}),
        ("colour=blue", {}),
    ],
)
def test_fields_become_the_contracts_document(query: str, document: dict[str, object]) -> None:
    assert to_document(fields_of(query)) == document


def test_one_taste_gives_weights_to_all() -> None:
    document = to_document(fields_of("interest_sea=1"))

    weights = {"food": 0.5, "crafts": 0.5, "history": 0.5, "nature": 0.5, "faith": 0.5, "sea": 1}
    assert document == {"interests": weights}


def test_the_address_of_a_trip_reads_back_as_the_same_fields() -> None:
    fields = fields_of("start=Livorno&must=a&must=b&end=anywhere&pace=full&nights=Bastia, Corte")

    assert fields_of(to_query(fields)) == fields


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ("start", "start"),
        ("start.place", "start"),
        ("days", "days_min"),
        ("days.max", "days_max"),
        ("interests.sea", "interest_sea"),
        ("party.children", "children"),
    ],
)
def test_a_fault_finds_its_field(fault: str, field: str) -> None:
    assert field_of(fault) == field


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("days.max", "9", ""), "days_max=9"),
        (Change("latest", "2027-11-01", ""), "latest=2027-11-01"),
        (Change("areas", "tuscany corsica", ""), "areas=tuscany&areas=corsica"),
        (Change("max_drive_h", "6", ""), "max_drive_h=6"),
    ],
)
def test_a_change_is_in_the_address(change: Change, expected: str) -> None:
    fields = fields_of("start=Livorno&latest=2027-10-20&must=a&must=b")

    assert expected in to_query(apply_change(fields, change, DayRange(3, 5)))


def test_a_change_takes_away_what_it_empties() -> None:
    fields = fields_of("must=a&nights=Corte&max_crossings=2")

    assert "max_crossings" not in apply_change(
        fields, Change("max_crossings", "", ""), DayRange(3, 5)
    )
    assert "must" not in apply_change(fields, Change("must", "", ""), DayRange(3, 5))
    assert "nights" not in apply_change(fields, Change("nights", "anywhere", ""), DayRange(3, 5))


def test_a_longer_window_does_not_lengthen_the_trip() -> None:
    fields = fields_of("start=Livorno")

    changed = apply_change(fields, Change("latest", "2027-11-01", ""), DayRange(3, 5))

    assert (changed["days_min"], changed["days_max"]) == (("3",), ("5",))
