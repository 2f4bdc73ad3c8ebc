"""Files of a trip, and the site as an app."""

import gpxpy
import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.web.builder import ASKED, build_no_trip
from tests.web.conftest import SitePlan


def test_the_calendar_file_holds_the_trip(site: FlaskClient) -> None:
    answer = site.get(f"/it/trip.ics?{ASKED}")

    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"].endswith('filename="filofesta-2027-10-02.ics"')
    assert len(Calendar.from_ical(answer.text).walk("VEVENT")) == 3


def test_the_gpx_file_holds_the_trip(site: FlaskClient) -> None:
    answer = site.get(f"/fr/trip.gpx?{ASKED}")

    assert answer.mimetype == "application/gpx+xml"
    assert gpxpy.parse(answer.text).routes


@pytest.mark.parametrize("kind", ["ics", "gpx"])
def test_where_there_is_no_trip_the_page_says_why(open_site: SitePlan, kind: str) -> None:
    with open_site(plan=lambda _, asked: build_no_trip(asked)) as client:
        answer = client.get(f"/en/trip.{kind}?{ASKED}")

    assert answer.status_code == 302
    assert answer.location.endswith(f"/en/trip?{ASKED}")


def test_bad_wishes_are_refused(site: FlaskClient) -> None:
    assert site.get("/en/trip.ics?start=Livorno&earliest=x").status_code == 400
    assert site.get(f"/en/trip.exe?{ASKED}").status_code == 404


def test_the_app_speaks_the_language_of_the_page(site: FlaskClient) -> None:
    answer = site.get("/it/app.webmanifest")

    assert answer.mimetype == "application/manifest+json"
    assert answer.get_json()["lang"] == "it"
    assert answer.get_json()["start_url"] == "/it/"


def test_the_worker_serves_all_pages_and_is_always_fresh(site: FlaskClient) -> None:
    answer = site.get("/offline-worker.js")

    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"].startswith("no-cache")
    answer.close()


def test_the_trip_page_offers_its_files(site: FlaskClient) -> None:
    page = site.get(f"/en/trip?{ASKED}").text

    for kind in ("ics", "gpx"):
        assert f'href="/en/trip.{kind}?{ASKED.replace("&", "&amp;")}"' in page
