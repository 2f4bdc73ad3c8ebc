"""Pages for organisers over the tiny world."""

import re
from datetime import date
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from planner.service import read_trip_request
from tests.town import build_catalogue, build_feast, town_world
from tests.web.builder import HOSTILE
from tests.web.conftest import SitePlan
from web.query import read_fields, to_document

WHAT_IF = "/en/network/what-if?"


@pytest.fixture
def town(open_site: SitePlan) -> FlaskClient:
    """Return a site over the tiny world of three feasts."""
    return open_site(town_world())


def words(text: str) -> str:
    """Return the words of a page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").split())


def test_every_page_leads_to_the_network_and_it_to_every_feast(town: FlaskClient) -> None:
    assert 'href="/en/network"' in town.get("/en/").text
    page = town.get("/en/network").text
    for feast in ("torta", "miele", "palio"):
        assert f'href="/en/network/{feast}"' in page


@pytest.mark.parametrize("language", ["en", "it", "fr"])
@pytest.mark.parametrize("path", ["", "/miele", "/miele?shift=-3", "/what-if"])
def test_the_pages_speak_three_languages_without_inline_styles(
    town: FlaskClient, language: str, path: str
) -> None:
    answer = town.get(f"/{language}/network{path}")

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert " style=" not in answer.text
    assert "<style" not in answer.text
    assert answer.text.count("<h1") == 1


def test_figures_say_whose_definition_they_are(town: FlaskClient) -> None:
    page = words(town.get("/en/network").text)

    assert "3 trips of two feasts" in page
    assert "our own definition" in page
    assert "Baggio, Scott &amp; Cooper 2010" in page


def test_a_month_and_an_order_are_chosen_by_address(town: FlaskClient) -> None:
    assert "In this month no two feasts make a trip." in town.get("/en/network?month=5").text
    by_name = town.get("/en/network?order=name").text
    rows = re.findall(r'<th scope="row"><b>(\d)</b>', by_name)
    assert rows == ["2", "3", "1"]
    assert town.get("/en/network?month=99&order=nonsense").status_code == 200


def test_a_feast_tells_partners_moves_and_reach(town: FlaskClient) -> None:
    page = words(town.get("/en/network/miele?shift=7").text)

    assert "before it Sagra torta" in page
    assert "after it Sagra palio" in page
    assert "It shares no day with another feast." in page
    assert "7 days later 12–13 Oct 2027" in page
    assert "Trip lost: Sagra miele" in page
    assert "New trip: Sagra palio" in page
    assert "Mulino" in page
    assert "open on 2 of 2 days" in page


def test_a_trip_with_both_is_one_link_away(town: FlaskClient) -> None:
    page = town.get("/en/network/torta").text
    found = re.search(r'href="(/en/trip\?[^"]+must=torta&amp;must=miele[^"]*)"', page)

    assert found is not None
    query = found[1].replace("&amp;", "&").partition("?")[2]
    request = read_trip_request(town_world(), to_document(read_fields(MultiDict(parse_qsl(query)))))
    assert request.must == ("torta", "miele")
    assert (request.earliest, request.latest) == (date(2027, 10, 2), date(2027, 10, 6))


@pytest.mark.parametrize("shift", ["x", "22", "-22", "1.5", "٣", "--1", ""])
def test_a_shift_that_cannot_be_is_refused(town: FlaskClient, shift: str) -> None:
    assert town.get(f"/en/network/miele?shift={shift}").status_code == 400


@pytest.mark.parametrize("name", ["nobody", "%3Cscript%3E", "files/passwd"])
def test_what_does_not_exist_is_not_found(town: FlaskClient, name: str) -> None:
    assert town.get(f"/en/network/{name}").status_code == 404


def test_a_what_if_shows_what_it_would_change(town: FlaskClient) -> None:
    ferry = "ferry=drop&port=molo-port&other=riva-port&month=10"
    page = words(town.get(f"{WHAT_IF}{ferry}").text)

    assert "Trip lost: Sagra torta" in page
    assert "Trips of two feasts 3 1" in page
    feast = words(town.get(f"{WHAT_IF}place=Colle&first=2027-10-07&days=1").text)
    assert "the new feast" in feast
    assert "New trip:" in feast


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("feast=miele&move=x", "“x” is not a number."),
        ("feast=miele&move=999", "“999”: choose from -366 to 366."),
        ("feast=miele&longer=-1", "“-1”: choose from 0 to 31."),
        ("place=Kolle&first=2027-10-07", "We do not know the place “Kolle”. Did you mean Colle?"),
        ("place=Colle&first=soon", "“soon” is not a day"),
        ("ferry=add&port=molo-port&other=molo-port", "Choose two different ports."),
        ("ferry=add&port=molo-port&other=riva-port&month=13", "“13”: choose from 1 to 12."),
    ],
)
def test_a_faulty_field_is_told_beside_it(town: FlaskClient, query: str, says: str) -> None:
    answer = town.get(f"{WHAT_IF}{query}")

    assert answer.status_code == 400
    assert says in answer.text
    assert 'aria-invalid="true"' in answer.text or "ferry" in query


def test_ports_and_feasts_that_do_not_exist_are_not_found(town: FlaskClient) -> None:
    assert town.get(f"{WHAT_IF}feast=nobody&move=1").status_code == 404
    assert town.get(f"{WHAT_IF}ferry=drop&port=x&other=y").status_code == 404


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("network.json", "application/json", "{"),
        ("figures.csv", "text/csv", "figure,value"),
        ("pairs.csv", "text/csv", "first,second"),
        ("network.graphml", "application/xml", "<graphml"),
    ],
)
def test_the_figures_are_there_as_files(
    town: FlaskClient, name: str, kind: str, start: str
) -> None:
    answer = town.get(f"/en/network/files/{name}")

    assert answer.mimetype == kind
    assert answer.text.lstrip().startswith(start)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="filofesta-{name}"'


def test_hostile_names_stay_text(open_site: SitePlan) -> None:
    feasts = {one: build_feast(one, name=HOSTILE) for one in ("torta", "miele", "palio")}
    hostile = open_site(town_world(catalogue=build_catalogue(festivals=feasts)))
    for path in ("", "/miele?shift=7", "/what-if?feast=miele&move=7"):
        page = hostile.get(f"/en/network{path}").text
        assert "<script>window" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page
    typed = hostile.get(WHAT_IF, query_string={"place": HOSTILE}).text
    assert "<script>window" not in typed
