"""What a traveller fixes: read, or refused with the field and what to do."""

from datetime import date, time
from typing import Any

import pytest

from planner.errors import RequestError
from planner.model.request import TripRequest
from planner.service import World, read_trip_request

WISH = {"start": "Livorno", "earliest": "2027-10-01", "latest": "2027-10-10", "days": 3}
FORT, SEA = "livorno-fortezza-nuova", "livorno-acquario"


def read(world: World, **fixed: Any) -> TripRequest:
    """Return a request with something fixed."""
    return read_trip_request(world, {**WISH, **fixed})


def test_everything_fixed_is_read(real_world: World) -> None:
    request = read(
        real_world,
        locked=[{"id": SEA, "date": "2027-10-02", "at": "10:30"}],
        fixed_days=[{"date": "2027-10-03", "visits": [FORT]}],
        order=[SEA, FORT],
        stays={SEA: 75},
        nights_at=[{"date": "2027-10-02", "place": "Pisa"}],
    )

    assert request.locked[0].at == time(10, 30)
    assert [(lock.id, lock.date.day) for lock in request.dated_visits] == [(SEA, 2), (FORT, 3)]
    assert dict(request.stays) == {SEA: 4500}
    assert (request.nights_at[0].date, request.nights_at[0].place.id) == (date(2027, 10, 2), "pisa")


@pytest.mark.parametrize(
    ("fixed", "field", "words"),
    [
        ({"locked": [{"id": "nix", "date": "2027-10-02"}]}, "locked", "unknown id 'nix'"),
        ({"locked": [{"id": SEA, "date": "2027-11-02"}]}, "locked", "widen the dates"),
        ({"locked": [{"id": SEA, "date": "2027-10-02"}] * 2}, "locked", "given twice"),
        ({"locked": [{"id": SEA, "date": "2027-10-02"}], "avoid": [SEA]}, "locked", "in avoid"),
        ({"order": [SEA]}, "order", "lock it first"),
        ({"stays": {SEA: 5}}, "stays", "at least 15"),
        ({"nights_at": [{"date": "2027-10-02", "place": "Pissa"}]}, "nights_at", "did you mean"),
        (
            {
                "locked": [{"id": SEA, "date": "2027-10-02"}],
                "fixed_days": [{"date": "2027-10-02", "visits": [FORT]}],
            },
            "locked",
            "a fixed day without it",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_advice(
    real_world: World, fixed: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(RequestError) as refused:
        read(real_world, **fixed)

    assert words in refused.value.faults[field]
