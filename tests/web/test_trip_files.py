"""The files of a trip by address, and what its page says of them."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from pypdf import PdfReader

from planner.export.trip_files import TRIP_FORMS
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from planner.service import World
from tests.web.builder import ASKED, build_no_trip, build_trip
from tests.web.conftest import SitePlan


@pytest.mark.parametrize("ending", TRIP_FORMS)
def test_every_form_is_sent_with_its_type_and_a_name(site: FlaskClient, ending: str) -> None:
    answer = site.get(f"/it/trip.{ending}?{ASKED}")

    assert answer.status_code == 200
    assert answer.mimetype == TRIP_FORMS[ending].media_type
    assert f'filename="filofesta-2027-10-02.{ending}"' in answer.headers["Content-Disposition"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert site.get(f"/it/trip.{ending}?{ASKED}").data == answer.data
    seen = {"If-None-Match": answer.headers["ETag"]}
    assert site.get(f"/it/trip.{ending}?{ASKED}", headers=seen).status_code == 304


def test_the_page_links_every_form_and_the_links_work(site: FlaskClient) -> None:
    page = site.get(f"/fr/trip?{ASKED}&colour=red").text

    links = re.findall(r'href="(/fr/trip\.(\w+)\?[^"]+)"', page)
    assert {ending for _, ending in links} == set(TRIP_FORMS)
    for link, _ in links:
        assert "colour" not in link
        assert site.get(link.replace("&amp;", "&")).status_code == 200


def test_a_calendar_subscribes_to_an_address_that_answers(site: FlaskClient) -> None:
    page = site.get(f"/en/trip?{ASKED}").text
    found = re.search(r'href="webcal://localhost(/en/trip\.ics\?[^"]+)"', page)
    assert found is not None

    answer = site.get(found[1].replace("&amp;", "&"))

    calendar = Calendar.from_ical(answer.text)
    assert str(calendar["SOURCE"]) == f"http://localhost{found[1].replace('&amp;', '&')}"
    assert len(calendar.walk("VEVENT")) == 3


def test_files_speak_the_language_of_their_address(site: FlaskClient) -> None:
    text = PdfReader(BytesIO(site.get(f"/it/trip.pdf?{ASKED}").data)).pages[0].extract_text()
    notes = site.get(f"/fr/trip.md?{ASKED}").text

    assert "Giorno 1, sabato 2 ottobre 2027" in " ".join(text.split())
    assert "## Jour 1, samedi 2 octobre 2027" in notes


WORDS = {
    "en": ("Trip from", "Worked out from the feast’s usual rule", "Sources:", "Italy", "Stops"),
    "it": ("Viaggio da", "Ricavata", "Fonti:", "Italia", "Tappe"),
    "fr": ("Voyage", "Déduite", "Sources :", "Italie", "Étapes"),
}


@pytest.mark.parametrize("language", list(WORDS))
def test_calendar_and_track_speak_the_language_of_their_address(
    site: FlaskClient, language: str
) -> None:
    title, status, sources, country, stops = WORDS[language]
    text = site.get(f"/{language}/trip.ics?{ASKED}").text
    calendar = Calendar.from_ical(text)
    track = ElementTree.fromstring(site.get(f"/{language}/trip.gpx?{ASKED}").data)
    names = [one.text or "" for one in track.iter() if one.tag.endswith("}name")]
    told = "\n".join(str(one["DESCRIPTION"]) for one in calendar.walk("VEVENT"))
    places = [str(one["LOCATION"]) for one in calendar.walk("VEVENT")]

    assert str(calendar["X-WR-CALNAME"]).startswith(title)
    assert calendar["NAME"].params["LANGUAGE"] == language
    assert status in told
    assert f"\n{sources}\n" in told
    assert any(place.endswith(f", {country}") for place in places)
    assert names[0].startswith(title)
    assert stops in names


def test_an_event_keeps_its_id_in_every_language(site: FlaskClient) -> None:
    ids = [
        [str(one["UID"]) for one in Calendar.from_ical(text).walk("VEVENT")]
        for text in (site.get(f"/{language}/trip.ics?{ASKED}").text for language in WORDS)
    ]

    assert ids[0]
    assert ids[0] == ids[1] == ids[2]


def test_a_faulty_request_and_no_trip_are_no_files(open_site: SitePlan) -> None:
    def none(_: World, request: TripRequest) -> Itinerary:
        return build_no_trip(request)

    assert open_site().get("/en/trip.ics?start=Livrono").status_code == 400
    answer = open_site(plan=none).get(f"/en/trip.gpx?{ASKED}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"http://localhost/en/trip?{ASKED}"
    assert open_site().get(f"/en/trip.exe?{ASKED}").status_code == 404


def test_one_search_serves_the_page_and_all_its_files(open_site: SitePlan) -> None:
    searches = []

    def note(world: World, request: TripRequest) -> Itinerary:
        searches.append(request)
        return build_trip(world, request)

    site = open_site(plan=note)
    for path in ("/en/trip", "/it/trip.gpx", "/fr/trip.pdf", "/en/trip.svg"):
        assert site.get(f"{path}?{ASKED}").status_code == 200

    assert len(searches) == 1


def test_the_code_is_a_picture_that_names_the_page(site: FlaskClient) -> None:
    picture = ElementTree.fromstring(site.get(f"/it/trip.svg?{ASKED}").data)

    title = picture.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == f"http://localhost/it/trip?{ASKED}"
