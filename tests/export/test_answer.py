"""The answer document holds what the contract says, as plain JSON."""

import json
from datetime import datetime
from typing import Any

import pytest

from planner.export.answer import to_document
from tests.export.tour import no_tour, tour

FIELDS = {
    "answer": "status objective bound gap days left_out totals provenance notes reasons changes",
    "day": "date from to items drive_s visit_s ride_s",
    "leg": "type mode from to depart arrive distance_m duration_s basis roads geometry "
    "co2e_g co2e_factors",
    "ferry": "operator line check_in_s timetable_status valid_from valid_to sources",
    "visit": "type kind id name lon lat edition date_status arrive depart hours_known worth "
    "worth_terms",
    "night": "type place on_board",
    "spot": "id name lon lat",
    "left_out": "id reason detail would_fit_if",
    "change": "field value detail",
    "totals": "festivals attractions drive_s drive_m crossings nights ride_s ride_m "
    "co2e_g co2e_per_person_g",
    "provenance": "data_version solver solver_version seed seconds limits_hit data",
}


@pytest.fixture
def document() -> dict[str, Any]:
    """Return the answer of the tour."""
    return to_document(tour())


def fields(name: str) -> set[str]:
    """Return the fields that the contract gives something."""
    return set(FIELDS[name].split())


def items(document: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the items of a kind in order."""
    return [item for day in document["days"] for item in day["items"] if item["type"] == kind]


def test_the_answer_and_its_days_have_the_fields_of_the_contract(document: dict[str, Any]) -> None:
    assert set(document) == fields("answer")
    assert set(document["totals"]) == fields("totals")
    assert set(document["provenance"]) == fields("provenance")
    assert all(set(day) == fields("day") for day in document["days"])
    assert all(set(left) == fields("left_out") for left in document["left_out"])
    assert set(document["left_out"][0]["would_fit_if"]) == fields("change")
    assert document["left_out"][1]["would_fit_if"] is None


def test_items_have_the_fields_of_the_contract(document: dict[str, Any]) -> None:
    first, _, ferry = items(document, "leg")

    assert set(first) == fields("leg")
    assert set(ferry) == fields("leg") | fields("ferry")
    assert all(set(visit) == fields("visit") for visit in items(document, "visit"))
    assert [set(night) for night in items(document, "night")] == [fields("night")]
    spots = [first["from"], first["to"], document["days"][0]["from"], document["days"][1]["to"]]
    assert all(set(spot) == fields("spot") for spot in spots)


def test_items_keep_their_order(document: dict[str, Any]) -> None:
    kinds = [[item["type"] for item in day["items"]] for day in document["days"]]

    assert kinds == [["leg", "visit", "leg", "leg", "night"], ["visit", "visit", "visit"]]


def test_the_numbers_of_the_proof_belong_together(document: dict[str, Any]) -> None:
    assert (document["objective"], document["bound"], document["gap"]) == (970, 1000, 0.03)


def test_times_are_iso_with_the_offset_of_the_place(document: dict[str, Any]) -> None:
    ferry = items(document, "leg")[2]

    assert ferry["depart"] == "2026-10-24T22:00:00+02:00"
    assert ferry["arrive"] == "2026-10-25T06:00:00+01:00"
    ends = {"leg": ("depart", "arrive"), "visit": ("arrive", "depart")}
    for kind, (first, last) in ends.items():
        for item in items(document, kind):
            begin, end = (datetime.fromisoformat(item[name]) for name in (first, last))
            assert None not in (begin.utcoffset(), end.utcoffset())
            assert begin < end


def test_the_length_of_a_leg_is_the_true_one_over_the_clock_change(
    document: dict[str, Any],
) -> None:
    assert items(document, "leg")[2]["duration_s"] == 9 * 3600


def test_emissions_are_low_and_high_of_the_party(document: dict[str, Any]) -> None:
    drive, _, ferry = items(document, "leg")

    assert drive["co2e_g"] == {"low": 13_245, "high": 14_085}
    assert drive["co2e_factors"] == ["car"]
    assert ferry["co2e_g"] is None, "nobody counted it"
    assert document["totals"]["co2e_g"] == {"low": 26_490, "high": 28_170}
    assert document["totals"]["co2e_per_person_g"] == {"low": 13_245, "high": 14_085}


def test_a_feast_has_its_edition_and_a_sight_has_none(document: dict[str, Any]) -> None:
    feast, _, sight, _ = items(document, "visit")

    assert (feast["kind"], feast["edition"], feast["date_status"]) == (
        "festival",
        "prova-2026",
        "announced",
    )
    assert (sight["kind"], sight["edition"], sight["date_status"]) == ("attraction", None, None)
    assert sum(feast["worth_terms"].values()) == feast["worth"] == 90


def test_days_of_validity_are_dates_or_null(document: dict[str, Any]) -> None:
    ferry = items(document, "leg")[2]

    assert (ferry["valid_from"], ferry["valid_to"]) == ("2026-04-01", None)


def test_shapes_are_lon_lat_and_can_be_left_out(document: dict[str, Any]) -> None:
    shape = items(document, "leg")[0]["geometry"]

    assert shape["type"] == "LineString"
    assert shape["coordinates"] == [[10.29123, 43.55], [10.4, 43.3], [10.6, 43.1]]
    assert all("geometry" not in leg for leg in items(to_document(tour(), geometry=False), "leg"))


@pytest.mark.parametrize("trip", [tour(), no_tour()], ids=["tour", "no tour"])
def test_the_document_is_plain_json(trip: Any) -> None:
    document = to_document(trip)

    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_no_trip_says_why_and_what_would_help() -> None:
    document = to_document(no_tour())

    assert (document["status"], document["gap"], document["days"]) == ("infeasible", 0.0, [])
    assert document["reasons"] == ["No trip within your wishes reaches A Fiera."]
    assert [set(change) for change in document["changes"]] == [fields("change")]
