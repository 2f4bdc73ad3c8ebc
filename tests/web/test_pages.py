"""The pages: the way in, the feasts, the trip, and what is said when none can be made."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from planner.model.itinerary import Status
from tests.web.builder import ASKED, HOSTILE, build_no_trip, build_trip, build_world
from tests.web.conftest import SitePlan

LANGUAGES = ("en", "it", "fr")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("it-IT,it;q=0.9,en;q=0.5", "it"), ("fr", "fr"), ("de", "en"), ("", "en")],
)
def test_the_way_in_leads_to_the_language_of_the_browser(
    site: FlaskClient, accepted: str, language: str
) -> None:
    answer = site.get("/?month=10", headers={"Accept-Language": accepted})

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/{language}/?month=10"
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_its_language_and_the_others(site: FlaskClient, language: str) -> None:
    page = site.get(f"/{language}/?month=4").text

    assert f'<html lang="{language}">' in page
    for other in LANGUAGES:
        assert f'hreflang="{other}" href="http://localhost/{other}/?month=4"' in page


def test_the_list_begins_with_the_next_feast(site: FlaskClient) -> None:
    page = site.get("/en/").text

    ids = re.findall(r'<li class="feast" id="(\w+)"', page)
    assert ids == ["agrumi", "prova", "isola"]
    assert "2–3 Oct 2027" in page
    assert "3–5 Dec 2027 or 10–12 Dec 2027" in page
    assert "Its rules disagree" in page


def test_a_month_hides_the_other_feasts_without_javascript(site: FlaskClient) -> None:
    page = site.get("/en/?month=10").text

    hidden = re.findall(r'<li class="feast" id="(\w+)"[^>]*\shidden', page)
    assert hidden == ["agrumi", "isola"]
    assert "1 feast in October" in page


@pytest.mark.parametrize("month", ["0", "13", "x", ""])
def test_a_month_that_does_not_exist_shows_all_feasts(site: FlaskClient, month: str) -> None:
    answer = site.get(f"/en/?month={month}")

    assert answer.status_code == 200
    assert "3 feasts" in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stand_in_is_never_called_a_member(site: FlaskClient, language: str) -> None:
    page = site.get(f"/{language}/").text
    card = page.split('id="agrumi"')[1].split("</li>")[0]

    assert "stand-in" in card
    said = {"en": "not a feast of the network", "it": "non è una festa", "fr": "pas une fête"}
    assert said[language] in card


def test_a_feast_can_be_taken_into_the_form(site: FlaskClient) -> None:
    page = site.get("/en/?must=isola").text

    assert re.search(r'name="must" value="isola" checked', page)
    assert re.search(r'<details class="wishes" id="must" open', page)


@pytest.mark.parametrize(
    ("language", "proof"),
    [
        ("en", "At most 3 % below the best possible."),
        ("it", "Al massimo 3 % sotto il migliore possibile."),
        ("fr", "Au plus 3 % en dessous du meilleur possible."),
    ],
)
def test_a_trip_says_how_good_it_is(site: FlaskClient, language: str, proof: str) -> None:
    assert proof in site.get(f"/{language}/trip?{ASKED}").text


def test_a_proof_tells_what_it_stands_on(site: FlaskClient) -> None:
    page = site.get(f"/en/trip?{ASKED}").text

    assert "This trip is worth 970" in page
    assert "no trip is worth more than 1000" in page
    assert "Data test, solver filofesta 1, seed 0." in page


def test_feasts_of_other_days_are_told_in_one_paragraph(site: FlaskClient) -> None:
    page = site.get(f"/en/trip?{ASKED}").text

    brief = page.split('<p class="brief">')[1].split("</p>")[0]
    assert "Not in your dates" in brief
    assert "Sagra agrumi" in brief
    assert "stand-in" in brief
    assert "Sagra isola" not in brief


def test_a_proved_trip_says_so(open_site: SitePlan) -> None:
    site = open_site(plan=lambda world, asked: build_trip(world, asked, Status.OPTIMAL))

    assert "No better trip exists under these wishes." in site.get(f"/en/trip?{ASKED}").text


def test_a_trip_tells_roads_ferries_visits_and_nights(site: FlaskClient) -> None:
    page = site.get(f"/en/trip?{ASKED}").text.replace("\u00a0", " ")

    for told in (
        "Saturday, 2 October 2027",
        "81 km · 1 h 15 min · A12 / SS1",
        "A12 → SS1",
        "Known road: it is in our road table",
        "Drive to Borgo prova",
        "Worked out from the feast’s usual rule",
        "Prova Lines",
        "check in 1 h before",
        "Indicative times from an earlier timetable",
        "from 1 April 2026 to 30 September 2026",
        "Livorno – Bastia, Prova Lines",
        "Mon–Wed, Sat",
        "08:00, 14:00",
        "Night on board",
        "Opening hours unknown: check before you go.",
        "https://example.org/page",
    ):
        assert told in page, told


def test_a_feast_left_out_has_its_reason_and_a_link_that_lets_it_in(site: FlaskClient) -> None:
    page = site.get(f"/en/trip?{ASKED}").text

    assert "It is too far for the days and driving hours you gave." in page
    link = re.search(r'href="(/en/trip\?[^"]*)" rel="nofollow">It fits with up to 5 days', page)
    assert link is not None
    assert "days_max=5" in link[1]
    assert "must=isola" in link[1]
    assert "start=Livorno" in link[1]


def test_a_trip_fills_its_form_with_what_was_asked(site: FlaskClient) -> None:
    page = site.get(f"/en/trip?{ASKED}&pace=full&end=anywhere").text

    assert 'name="start" type="text" value="Livorno"' in page
    assert '<option value="full" selected>' in page
    assert re.search(r'value="anywhere" checked', page)


def test_an_address_without_wishes_leads_to_the_form(site: FlaskClient) -> None:
    answer = site.get("/it/trip")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/it/#plan"


def test_no_trip_says_why_and_offers_changes(open_site: SitePlan) -> None:
    site = open_site(plan=lambda _, asked: build_no_trip(asked))

    answer = site.get(f"/fr/trip?{ASKED}")

    assert answer.status_code == 200
    assert "Aucun voyage selon vos souhaits n’atteint Sagra isola." in answer.text
    assert "avec un retour au plus tard le 5 décembre 2027" in answer.text
    assert "latest=2027-12-05" in answer.text


def test_a_name_is_escaped_once(open_site: SitePlan) -> None:
    world = build_world()
    feast = replace(world.catalogue.get_festival("prova"), municipality="Sant'Anna")
    festivals = {**world.catalogue.festivals, "prova": feast}
    site = open_site(world=replace(world, catalogue=replace(world.catalogue, festivals=festivals)))

    page = site.get(f"/en/trip?{ASKED}").text

    assert "Drive to Sant&#39;Anna" in page
    assert "&amp;#39;" not in page


def test_hostile_names_are_text_everywhere(open_site: SitePlan) -> None:
    site = open_site(world=build_world(name=HOSTILE, website="javascript:alert(1)"))

    for path in ("/en/", "/it/?month=10", f"/fr/trip?{ASKED}"):
        page = site.get(path).text
        assert "<script>window.hacked" not in page
        assert "<img src=x" not in page
        assert 'href="javascript:' not in page


def test_hostile_input_comes_back_as_text(site: FlaskClient) -> None:
    answer = site.get("/en/trip", query_string={"start": HOSTILE, "earliest": HOSTILE})

    assert answer.status_code == 400
    assert "<script>window.hacked" not in answer.text
    assert "&lt;script&gt;window.hacked" in answer.text
