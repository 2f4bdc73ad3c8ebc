"""A trip in every form, read back by readers that are not ours."""

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any

import numpy as np
import pytest
import zxingcpp
from fastkml import KML
from fastkml.validator import validate
from hypothesis import given
from hypothesis import settings as limits
from lxml import etree
from markdown_it import MarkdownIt
from pypdf import PdfReader
from segno import make_qr

from planner import service
from planner.errors import RequestError
from planner.export.safe_text import FORMULA_STARTS
from planner.export.schema_org import Site
from planner.export.share_code import dark_runs, to_svg
from planner.export.trip_files import TRIP_FORMS, TripToWrite, write_trip
from planner.export.voice import english
from planner.model.itinerary import Itinerary, Visit
from tests.export.feasts import HOSTILE, SITE, plain_texts
from tests.export.tour import tour, tour_catalogue
from tests.samples import gpx_schema

ADDRESS = f"{SITE}en/trip?start=Livorno&earliest=2026-10-23&latest=2026-10-30"
FORMS = [ending for ending in TRIP_FORMS if ending != "svg"]


def to_write(trip: Itinerary | None = None) -> TripToWrite:
    """Return the tour with all that a form may need."""
    shown = trip or tour()
    fonts = service.print_fonts()
    calendar = ADDRESS.replace("/trip?", "/trip.ics?")
    site = Site(SITE)
    return TripToWrite(shown, tour_catalogue(), english(shown), site, fonts, ADDRESS, calendar)


def write(ending: str, trip: Itinerary | None = None) -> str:
    """Return a text form of a trip."""
    return write_trip(ending, to_write(trip)).decode()


def renamed(text: str) -> Itinerary:
    """Return the tour with a text as the name of its first feast."""
    trip = tour()
    day = trip.days[0]
    items = tuple(
        replace(item, spot=replace(item.spot, name=text)) if isinstance(item, Visit) else item
        for item in day.items
    )
    return replace(trip, days=(replace(day, items=items), *trip.days[1:]))


def rows(text: str) -> list[dict[str, str]]:
    """Return the lines of a CSV file."""
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


class Tags(HTMLParser):
    """Notes the elements of a text and its letters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


def test_a_table_has_a_line_for_each_item() -> None:
    lines = rows(write("csv"))

    assert [line["type"] for line in lines] == [
        *("leg", "festival", "leg", "leg", "night", "festival", "attraction", "attraction")
    ]
    ferry = lines[3]
    assert (ferry["mode"], ferry["minutes"], ferry["distance_km"]) == ("ferry", "540", "120.0")
    assert (lines[5]["lon"], lines[5]["lat"], lines[5]["id"]) == ("9.07", "42.08", "isola")


@given(text=plain_texts())
@limits(max_examples=40)
def test_no_cell_begins_a_formula_and_texts_come_back(text: str) -> None:
    for trap in ("", *FORMULA_STARTS):
        line = rows(write("csv", renamed(trap + text)))[1]
        assert not any(one.startswith(FORMULA_STARTS) for one in line.values() if one)
        assert line["title"].removeprefix("'") == trap + text


@given(text=plain_texts())
@limits(max_examples=60)
def test_markdown_shows_texts_as_they_are(text: str) -> None:
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(write("md", renamed(text)))
    page = Tags()
    page.feed(shown)

    assert text in " ".join(page.said.split())
    assert set(page.tags) <= {"h1", "h2", "ul", "li", "strong", "p", "a"}
    assert page.tags.count("a") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_every_form(text: str) -> None:
    trip = renamed(text)
    for ending in FORMS:
        assert write_trip(ending, to_write(trip))
    assert len(json.loads(write("geojson", trip))["features"]) == 8
    assert json.loads(write("jsonld", trip))["@type"] == "TouristTrip"
    etree.fromstring(write("gpx", trip).encode())
    descriptions = etree.fromstring(write("kml", trip).encode()).iter("{*}description")
    for one in descriptions:
        page = Tags()
        page.feed(one.text or "")
        assert set(page.tags) <= {"br"}
    assert write("ics", trip).count("\r\nBEGIN:VEVENT\r\n") == 5
    page = Tags()
    page.feed(MarkdownIt("gfm-like", {"linkify": False}).render(write("md", trip)))
    assert not set(page.tags) & {"script", "b", "img"}


def test_kml_is_valid_and_holds_days_legs_and_visits() -> None:
    text = write("kml")

    assert validate(element=etree.fromstring(text.encode()))
    document = KML.from_string(text.partition("\n")[2]).features[0]
    folders: list[Any] = list(getattr(document, "features", []))
    assert [folder.name for folder in folders] == [
        "Day 1: Saturday 24 October 2026",
        "Day 2: Sunday 25 October 2026",
    ]
    kinds = [mark.geometry.geom_type for mark in folders[0].features]
    assert kinds == ["LineString", "Point", "LineString", "LineString", "Point"]
    car = folders[0].features[0]
    assert car.geometry.coords[0] == (10.291234, 43.55)
    assert car.times.begin.dt.isoformat() == "2026-10-24T09:00:00+02:00"


def test_gpx_keeps_to_its_schema() -> None:
    schema = etree.XMLSchema(etree.fromstring(gpx_schema()))

    document = etree.fromstring(write("gpx").encode())

    assert schema.validate(document), schema.error_log
    document[0].append(etree.Element("{http://www.topografix.com/GPX/1/1}name"))
    assert not schema.validate(document)


def test_geojson_has_every_item_with_the_fields_of_the_answer() -> None:
    features = json.loads(write("geojson"))["features"]

    kinds = [one["geometry"]["type"] for one in features]
    assert kinds == [*("LineString", "Point", "LineString", "LineString"), *["Point"] * 4]
    ferry = features[3]["properties"]
    assert (ferry["operator"], ferry["arrive"]) == ("Prova Lines", "2026-10-25T06:00:00+01:00")
    assert all(one["properties"]["date"] for one in features)


def test_the_print_has_all_days_and_a_code_that_leads_back() -> None:
    content = write_trip("pdf", to_write())

    pages = PdfReader(BytesIO(content)).pages
    text = " ".join("".join(page.extract_text() for page in pages).split())
    for told in ("Trip from Livorno", "Day 2: Sunday 25 October 2026", "Musée du Rocher", "22:00"):
        assert told in text
    links = [str(one.get_object()) for page in pages for one in page.get("/Annots", [])]
    assert any(ADDRESS in link for link in links)
    assert content == write_trip("pdf", to_write(tour(seconds=9.9)))


def test_a_long_trip_goes_on_over_pages() -> None:
    trip = tour()
    content = write_trip("pdf", to_write(replace(trip, days=trip.days * 9)))

    assert len(PdfReader(BytesIO(content)).pages) > 2


def test_a_phone_reads_the_address_from_the_code() -> None:
    width, runs = dark_runs(ADDRESS)
    picture = np.full((width + 8, width + 8), 255, np.uint8)
    for x, y, length in runs:
        picture[y + 4, x + 4 : x + 4 + length] = 0

    found = zxingcpp.read_barcodes(np.kron(picture, np.ones((4, 4), np.uint8)))

    assert [one.text for one in found] == [ADDRESS]
    svg = etree.fromstring(to_svg(ADDRESS).encode())
    assert svg.get("width") == str((make_qr(ADDRESS, error="l").symbol_size()[0]) * 4)


def test_an_address_that_no_code_holds_is_refused_in_words() -> None:
    with pytest.raises(RequestError, match="do not fit into a QR code"):
        to_svg("x" * 3000)
    long = replace(to_write(), address=f"{SITE}{'x' * 3000}")
    assert write_trip("pdf", long).startswith(b"%PDF")


def test_a_subscribed_event_moves_instead_of_doubling() -> None:
    def ids(trip: Itinerary) -> list[str]:
        lines = write("ics", trip).replace("\r\n ", "").split("\r\n")
        return [line for line in lines if line.startswith("UID:")]

    trip = tour()
    day = trip.days[0]
    later = [
        replace(item, depart=item.depart.replace(minute=30)) if isinstance(item, Visit) else item
        for item in day.items
    ]
    moved = replace(trip, days=(replace(day, items=tuple(later)), *trip.days[1:]))
    other = replace(trip, request=replace(trip.request, must=("isola",)))

    assert write("ics", moved) != write("ics", trip)
    assert ids(moved) == ids(trip)
    assert not set(ids(other)) & set(ids(trip))
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in write("ics")
    assert f"SOURCE;VALUE=URI:{ADDRESS.replace('/trip?', '/trip.ics?')}" in write("ics").replace(
        "\r\n ", ""
    )
