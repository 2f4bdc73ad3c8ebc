import json
import math
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import RequestError
from planner.geodata.catalogue import read_catalogue
from planner.geodata.gazetteer import read_gazetteer
from planner.geodata.request_document import RequestDocument
from planner.geodata.requests import read_request
from planner.model.request import TripRequest
from tests.geodata.small_folder import write_folder

Reader = Callable[[object], TripRequest]

TEXTS = st.text(st.characters(), max_size=250)  # lone surrogates are in: JSON can carry them
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=6) | st.dictionaries(TEXTS, inner, max_size=6)
)
DAYS = st.dates(date(2025, 6, 1), date(2029, 6, 1)).map(date.isoformat)
TOWNS = st.sampled_from(["Livorno", "pisa", "Bastia", "Leghorn", "Livrno", "anywhere", ""])
IDS = st.lists(st.sampled_from(["fair-a", "fair-b", "tower", "fair", ""]), max_size=3)
CLOCKS = st.times().map(lambda t: t.strftime("%H:%M"))
NUMBERS = st.integers(-2, 70) | st.floats(-1, 70)
SPOTS = (
    TOWNS
    | st.fixed_dictionaries({"place": TOWNS})
    | st.fixed_dictionaries({"lon": st.floats(5, 13), "lat": st.floats(40, 45)})
)
LIKELY: dict[str, st.SearchStrategy[object]] = {
    "start": SPOTS,
    "end": SPOTS | st.none(),
    "earliest": DAYS,
    "latest": DAYS,
    "days": NUMBERS | st.dictionaries(st.sampled_from(["min", "max", "mim"]), NUMBERS),
    "mode": st.sampled_from(["car", "transit"]),
    "must": IDS,
    "avoid": IDS,
    "areas": st.lists(st.sampled_from(["tuscany", "corsica", "umbria"]), max_size=4),
    "interests": st.dictionaries(st.sampled_from(["food", "sea", "fod"]), NUMBERS),
    "pace": st.sampled_from(["relaxed", "full", "fast"]),
    "max_drive_h": NUMBERS,
    "max_trip_drive_h": NUMBERS,
    "max_crossings": NUMBERS,
    "day_start": CLOCKS,
    "day_end": CLOCKS,
    "season": st.sampled_from(["off", "any"]),
    "date_status": st.sampled_from(["guess", "confirmed"]),
    "unconfirmed_crossings": st.booleans(),
    "party": st.dictionaries(st.sampled_from(["adults", "children"]), NUMBERS),
    "nights": st.just("anywhere") | st.lists(TOWNS, max_size=4),
    "time_limit_s": NUMBERS,
    "seed": st.integers(),
    "locked": st.lists(
        st.fixed_dictionaries({"id": st.sampled_from(["fair-a", "tower"]), "date": DAYS}),
        max_size=2,
    ),
    "fixed_days": st.lists(st.fixed_dictionaries({"date": DAYS, "visits": IDS}), max_size=2),
    "order": IDS,
    "stays": st.dictionaries(st.sampled_from(["fair-a", "fair"]), NUMBERS, max_size=2),
    "nights_at": st.lists(st.fixed_dictionaries({"date": DAYS, "place": TOWNS}), max_size=2),
}
NEARLY = st.fixed_dictionaries({}, optional={k: v | JSON for k, v in LIKELY.items()})
SOUND = st.fixed_dictionaries(
    {"start": TOWNS, "earliest": DAYS, "latest": DAYS},
    optional={k: v for k, v in LIKELY.items() if k not in {"start", "earliest", "latest"}},
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder: Path = write_folder(tmp_path_factory.mktemp("data"))
    catalogue, gazetteer = read_catalogue(folder), read_gazetteer(folder)
    return partial(read_request, catalogue=catalogue, gazetteer=gazetteer)


def read_or_refuse(read: Reader, document: object) -> None:
    """Read a document; whatever comes of it has to be sound."""
    try:
        wish = read(document)
    except RequestError as error:
        faults = error.faults
    else:
        expect_sound(wish)
        return
    assert faults
    for field, message in faults.items():
        assert message
        assert len(message) < 2000
        (field + message).encode()  # fit for a page and a terminal


def expect_sound(wish: TripRequest) -> None:
    assert 1 <= wish.days.least <= wish.days.most <= min(wish.window_days, 21)
    assert wish.earliest <= wish.latest
    assert wish.day_start < wish.day_end
    assert not set(wish.must) & set(wish.avoid)
    assert 900 <= wish.max_drive_s <= 12 * 3600
    assert wish.max_trip_drive_s is None or 900 <= wish.max_trip_drive_s <= 252 * 3600
    assert wish.max_crossings is None or 0 <= wish.max_crossings <= 42
    assert math.isfinite(wish.time_limit_s)


@settings(deadline=None)
@given(JSON)
def test_no_json_breaks_the_reader(read: Reader, document: object) -> None:
    read_or_refuse(read, document)


@settings(max_examples=300, deadline=None)
@given(NEARLY | SOUND)
def test_no_request_breaks_the_reader(read: Reader, document: dict[str, object]) -> None:
    read_or_refuse(read, document)


@settings(deadline=None)
@given(SOUND)
def test_reading_twice_says_the_same(read: Reader, document: dict[str, object]) -> None:
    def outcome() -> str:
        try:
            return repr(read(document))
        except RequestError as error:
            return json.dumps(error.faults)

    assert outcome() == outcome()


def test_every_field_is_tried() -> None:
    assert set(LIKELY) == set(RequestDocument.model_fields)
