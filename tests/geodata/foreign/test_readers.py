"""Readers of foreign events, on documents that we wrote after the formats' own examples."""

from datetime import date, time
from io import BytesIO
from json import dumps
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import DataError
from planner.geodata.foreign.countries import with_countries
from planner.geodata.foreign.draft import Sheet
from planner.geodata.foreign.port import FORMS, read_events
from planner.model.foreign import EventState, ForeignEvent, Origin
from planner.model.place import Coordinate
from planner.service.world import DATA

FIXTURES = Path(__file__).parent / "fixtures"
OCTOBER = (date(2027, 10, 2), date(2027, 10, 3))
HERE = Coordinate(10.31, 43.55)


def read(name: str, form: str = "auto", licence: str = "") -> dict[str, ForeignEvent]:
    content = (FIXTURES / name).read_bytes()
    events = read_events(content, Sheet(name, licence), form)
    return {event.key: event for event in events}


def test_jsonld_takes_series_places_and_schedules_together() -> None:
    events = read("events.jsonld")

    first, second = (
        events["https://festivals.example/sagra-2027"],
        events["https://festivals.example/sagra-2028"],
    )
    assert [(n.language, n.text) for n in first.names] == [
        ("it", "Sagra della Prova"),
        ("fr", "Fête de l'essai"),
    ]
    assert (first.days, first.state, first.coordinate) == (OCTOBER, EventState.SCHEDULED, HERE)
    assert (first.venue, first.municipality, first.country) == ("Piazza Grande", "Livorno", "IT")
    assert (first.organiser, first.series) == ("Pro Loco", "https://festivals.example/sagra")
    assert first.website == "https://festivals.example/2027"
    assert (second.days, second.state) == ((date(2028, 10, 7),), EventState.CANCELLED)
    assert (second.opens, second.closes) == (time(10), time(1, 30))
    polenta = events["polenta"]
    assert polenta.days == (date(2027, 10, 3), date(2027, 10, 17))
    assert [(n.language, n.text) for n in polenta.names] == [
        ("it", "Festa della Polenta 🌽"),
        ("ar", "عيد"),
    ]
    assert (polenta.opens, polenta.closes) == (time(10), time(19))
    assert len(events) == 3


def test_a_page_gives_the_jsonld_that_it_carries() -> None:
    (event,) = read("page.html").values()

    assert (event.name, event.names[0].language) == ("Sagra della Prova", "it")
    assert (event.days, event.municipality) == (OCTOBER, "Livorno")


def test_a_calendar_unites_what_one_uid_repeats() -> None:
    events = read("events.ics")

    first = events["sagra-2027@festivals.example"]
    assert (first.name, first.days) == ("Sagra della Prova, con canti", OCTOBER)
    assert (first.coordinate, first.organiser) == (HERE, "Pro Loco")
    assert first.descriptions[0].text == "Polenta; vino nuovo"
    polenta = events["polenta@festivals.example"]
    october = [date(2027, 10, day) for day in (3, 17, 24, 30)]
    assert polenta.days == (*october, date(2027, 11, 1))
    assert (polenta.opens, polenta.closes) == (time(10), time(19))
    assert events["vino@festivals.example"].state is EventState.CANCELLED
    assert {one.origins["names"].licence for one in events.values()} == {"CC-BY-4.0"}


def test_geojson_gives_one_event_an_edition() -> None:
    events = read("events.geojson")

    first = events["sagra-2027"]
    assert (first.days, first.coordinate, first.series) == (OCTOBER, HERE, "sagra")
    assert {n.language: n.text for n in first.names}["fr"] == "Fête de l'essai"
    assert events["sagra-2028"].state is EventState.CANCELLED
    palio = events["feature 2"]
    assert (palio.days, palio.opens, palio.closes) == ((date(2027, 8, 1),), time(18), time(23))
    assert palio.coordinate == Coordinate(10.3, 43.5)
    assert palio.origins["days"].licence == "CC0-1.0"
    assert events["feature 3"].days == ()


def test_csv_is_read_by_italian_names_with_semicolons() -> None:
    events = read("events.csv")

    first, second = events["sagra-2027"], events["vino-2027"]
    assert (first.days, first.coordinate, first.municipality) == (OCTOBER, HERE, "Livorno")
    assert second.name == 'Vino "nuovo"; e castagne'
    assert (second.state, second.website) == (EventState.CANCELLED, "")


def test_datatourisme_gives_events_only_under_its_licence() -> None:
    (event,) = read("datatourisme.json").values()

    assert [n.language for n in event.names] == ["fr", "it"]
    assert event.days == (*(date(2027, 12, day) for day in (3, 4, 5, 12)),)
    assert (event.opens, event.closes) == (time(9), time(18, 30))
    assert (event.municipality, event.coordinate) == ("Bocognano", Coordinate(9.07, 42.08))
    assert event.country == ""  # its address names none, and the portal's own need not be it
    assert event.origins["days"].licence == "etalab-2.0"


def town_in(country: dict[str, Any]) -> dict[str, Any]:
    region = {"isPartOfRegion": {"isPartOfCountry": country}}
    return {"hasAddressCity": [{"isPartOfDepartment": region}]}


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ({"schema:addressCountry": "IT"}, "IT"),
        ({"schema:addressCountry": {"@id": "kb:France"}}, "FR"),
        (town_in({"@id": "kb:Italy"}), "IT"),
        (town_in({"rdfs:label": {"fr": ["Italie"]}}), "IT"),
        (town_in({"rdfs:label": {"fr": ["Suisse"]}}), "Suisse"),
        ({"hasAddressCity": "kb:2A040"}, ""),
        ({"hasAddressCity": {"isPartOfDepartment": [7]}}, ""),
    ],
)
def test_datatourisme_takes_the_country_that_the_address_names(
    address: dict[str, Any], country: str
) -> None:
    node = {
        "@id": "urn:one",
        "takesPlaceAt": [{"startDate": "2027-12-03"}],
        "isLocatedAt": [{"schema:address": [address]}],
    }
    (event,) = read_events(dumps([node]).encode(), Sheet("one.json"))

    assert event.country == country


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (9.07, 42.08, "FR"),  # Bocognano, in Corsica
        (10.33, 43.55, "IT"),  # Livorno, in Tuscany
        (7.6, 43.79, "IT"),  # Ventimiglia, near the border
        (7.68, 45.07, ""),  # Turin, outside the tables
        (7.505, 43.776, "FR"),  # Menton, in no area of ours
        (7.42, 43.735, "MC"),
        (0.0, 0.0, ""),
    ],
)
def test_a_point_tells_the_country_where_the_source_does_not(
    lon: float, lat: float, country: str
) -> None:
    origin = Origin("CSV", "a.csv", "1", "lon, lat", "CC0-1.0")
    event = ForeignEvent("1", coordinate=Coordinate(lon, lat), origins={"coordinate": origin})
    (placed,) = with_countries([event], DATA)

    assert placed.country == country
    assert placed.origins.get("country") == (origin if country else None)


def test_a_country_that_the_source_names_stays() -> None:
    event = ForeignEvent("1", coordinate=Coordinate(9.07, 42.08), country="IT")

    assert list(with_countries([event], DATA)) == [event]


def test_openagenda_counts_the_small_hours_to_the_day_before() -> None:
    events = read("openagenda.json", licence="etalab-2.0")

    assert events["7"].days == (date(2027, 12, 3), date(2027, 12, 4))
    assert (events["7"].opens, events["7"].organiser) == (time(9), "Agenda corse")
    assert events["8"].state is EventState.CANCELLED
    assert events["7"].origins["names"].licence == "etalab-2.0"


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_every_field_has_an_origin(name: str) -> None:
    for event in read(name, licence="CC0-1.0").values():
        filled = {
            field
            for field in ForeignEvent.__dataclass_fields__
            if field not in {"key", "origins"} and getattr(event, field) not in ("", (), None)
        }
        assert filled == set(event.origins)
        for origin in event.origins.values():
            assert origin.document == name
            assert all((origin.form, origin.record, origin.path, origin.licence))


def test_an_archive_of_documents_is_read_whole() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.write(FIXTURES / "events.csv", "export/a.csv")
        archive.write(FIXTURES / "openagenda.json", "export/b.json")
        archive.writestr("export/readme.txt", "no events")

    events = read_events(packed.getvalue(), Sheet("export.zip"))

    assert len(events) == 4
    assert events[0].origins["names"].document == "export.zip#export/a.csv"


def outcome(content: bytes, form: str) -> str:
    """Return what a document comes to: a fault in words, or that it was read."""
    try:
        return f"read {len(read_events(content, Sheet('x'), form))}"
    except DataError as fault:
        return str(fault)


@given(st.binary(max_size=300), st.sampled_from(FORMS))
def test_any_bytes_give_events_or_a_fault_in_words(content: bytes, form: str) -> None:
    assert outcome(content, form).startswith(("x", "read"))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2027-10-02", "9999-12-31", "https://schema.org/Event"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("@type", "@id", "@graph", "name", "startDate", "endDate", "location", "geo"),
                    *(
                        "subEvent",
                        "superEvent",
                        "eventSchedule",
                        "byDay",
                        "url",
                        "type",
                        "features",
                    ),
                    *("properties", "geometry", "coordinates", "events", "timings", "begin", "end"),
                    *("takesPlaceAt", "isLocatedAt", "label", "title", "days", "editions", "it"),
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(VALUES, st.sampled_from(["auto", "jsonld", "geojson", "datatourisme", "openagenda"]))
def test_any_json_gives_events_or_a_fault_in_words(value: object, form: str) -> None:
    assert outcome(dumps(value).encode(), form).startswith(("x", "read"))
