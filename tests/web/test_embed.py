"""Pages for frames: options checked, no cookie, no other host, whole without a script."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.web.builder import ASKED, HOSTILE, build_no_trip, build_world
from tests.web.conftest import SitePlan
from web.contrast import contrast, read_colour, text_on
from web.embed_options import DEFAULT_COLOURS, read_options
from web.plan_token import read_token, to_token
from web.query import read_fields

TOKEN = to_token(read_fields(MultiDict(parse_qsl(ASKED))))
TRIP = f"/embed/trip/{TOKEN}"
PAGES = ("/embed/map", "/embed/calendar", "/embed/festival/prova", TRIP)
BAD = {
    "lang=de": "lang",
    "from=soon": "from",
    "from=1999-01-01": "from",
    "from=2027-10-02&to=2027-10-01": "to",
    "area=umbria": "area",
    "area=tuscany+%3Cb%3E": "area",
    "month=2027-13": "month",
    "slider=perhaps": "slider",
    "list=2": "list",
    "zoom=4": "zoom",
    "zoom=nan": "zoom",
    "lat=91&lon=9": "lat",
    "ink=red": "ink",
    "accent=ffcc00": "accent",
    "ground=1f2a30": "ink",
    "id=a+b": "id",
    "scrollwheel=x": "scrollwheel",
}


@pytest.mark.parametrize("path", [*PAGES, "/embed/none", "/embed/festival/none", "/embed/trip/x"])
def test_only_what_lies_below_embed_may_be_framed(site: FlaskClient, path: str) -> None:
    answer = site.get(path)

    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'; script-src 'self'; style-src 'self'; " in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "Set-Cookie" not in answer.headers
    assert "X-Frame-Options" not in answer.headers


@pytest.mark.parametrize("path", ["/en/", "/en/embed", f"/en/trip?{ASKED}", "/oembed", "/embedded"])
def test_everything_else_refuses_to_be_framed(site: FlaskClient, path: str) -> None:
    assert "frame-ancestors 'none'" in site.get(path).headers["Content-Security-Policy"]


def test_the_operator_may_name_the_sites_that_frame(open_site: SitePlan) -> None:
    site = open_site(embed_hosts=("https://a.example", "https://b.example"))
    policy = site.get("/embed/map").headers["Content-Security-Policy"]
    assert "frame-ancestors https://a.example https://b.example" in policy


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_a_page_is_whole_in_each_language(site: FlaskClient, path: str, language: str) -> None:
    page = site.get(f"{path}?lang={language}").text

    assert f'<html lang="{language}">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="http://localhost/{language}/' in page
    assert " style=" not in page
    assert "<style" not in page
    inline = re.findall(r"<script(?![^>]+src=)([^>]*)>", page)
    assert all('type="application/json"' in attributes for attributes in inline)
    loaded = re.findall(r'<(?:script|img)[^>]+src="([^"]+)"', page)
    loaded += re.findall(r'<link[^>]+rel="stylesheet"[^>]*href="([^"]+)"', page)
    assert len(loaded) >= 3
    assert all(re.match(r"/(static|assets|embed)/", address) for address in loaded)


@pytest.mark.parametrize("path", PAGES)
def test_the_same_address_gives_the_same_bytes_and_may_be_kept(
    site: FlaskClient, path: str
) -> None:
    first, second = site.get(f"{path}?lang=it"), site.get(f"{path}?lang=it")

    assert first.data == second.data
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = site.get(f"{path}?lang=it", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Accept-Language" in site.get(path).headers["Vary"]


@pytest.mark.parametrize("query", BAD)
def test_a_value_that_cannot_be_used_is_named(site: FlaskClient, query: str) -> None:
    answer = site.get(f"/embed/map?{query}")

    assert answer.status_code == 400
    assert f"<strong>{BAD[query]}</strong>" in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "<b>" not in answer.text
    assert "site-head" not in answer.text


def test_unknown_names_are_left_aside(site: FlaskClient) -> None:
    assert site.get("/embed/map?colour=red&utm_source=x").status_code == 200


def test_dates_and_areas_choose_the_feasts(site: FlaskClient) -> None:
    october = site.get("/embed/map?lang=en&from=2027-10-01&to=2027-10-31").text
    corsica = site.get("/embed/map?lang=en&area=corsica&from=2027-01-01&to=2027-12-31").text

    assert 'id="prova"' in october
    assert 'id="isola"' not in october
    assert ('id="isola"' in corsica, 'id="prova"' in corsica) == (True, False)
    assert "No feast in these days and areas." in site.get("/embed/map?lang=en&to=2026-12-01").text


def test_without_a_script_months_are_links(site: FlaskClient) -> None:
    base = "/embed/map?lang=en&from=2027-10-01&to=2027-12-31"
    page = unescape(site.get(base).text)
    chosen = site.get(f"{base}&month=2027-12").text

    assert "?lang=en&from=2027-10-01&to=2027-12-31&month=2027-12" in page
    assert re.search(r'id="prova"[^>]* hidden', chosen)
    assert not re.search(r'id="isola"[^>]* hidden', chosen)
    assert '<p class="count" id="count" role="status">1 feast</p>' in chosen


def test_slider_and_list_can_be_left_out(site: FlaskClient) -> None:
    page = site.get("/embed/map?lang=en&slider=0&list=0").text

    assert 'id="slider"' not in page
    assert "<details><summary>The feasts as a list</summary>" in page


def test_own_colours_come_as_a_style_sheet(site: FlaskClient) -> None:
    page = unescape(site.get("/embed/map?ink=203010&ground=%23FFFFFF").text)
    address = re.search(r'href="(/embed/theme.css[^"]+)"', page)

    assert address is not None
    sheet = site.get(address[1])
    assert sheet.mimetype == "text/css"
    for part in ("--ink: #203010", "--ground: #ffffff", f"--accent: {DEFAULT_COLOURS['accent']}"):
        assert part in sheet.text
    assert site.get("/embed/theme.css?ink=red;}").status_code == 400
    assert "theme.css" not in site.get("/embed/map").text


def test_hostile_names_stay_text(open_site: SitePlan) -> None:
    site = open_site(build_world(name=HOSTILE, website=f"javascript:alert(1)//{HOSTILE}"))
    for path in PAGES:
        page = site.get(f"{path}?from=2027-01-01&to=2027-12-31").text
        assert "<script>window" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


def test_a_trip_that_does_not_exist_says_why(open_site: SitePlan) -> None:
    site = open_site(plan=lambda _world, request: build_no_trip(request))
    page = site.get(f"{TRIP}?lang=en").text

    assert "No trip fits these wishes" in page
    assert "No trip within your wishes reaches Sagra isola." in page


@pytest.mark.parametrize("token", ["x", "%20", "AAAA", "c3RhcnQ9Tm93aGVyZQ", "_" * 500])
def test_a_token_that_is_none_of_ours_is_not_found(site: FlaskClient, token: str) -> None:
    assert site.get(f"/embed/trip/{token}").status_code == 404


@given(st.dictionaries(st.sampled_from(["start", "must", "nights"]), st.text(min_size=1)))
def test_a_token_brings_back_its_fields(values: dict[str, str]) -> None:
    fields = read_fields(MultiDict(values))

    token = to_token(fields)

    assert re.fullmatch(r"[A-Za-z0-9_-]*", token)
    assert read_token(token) == fields


@given(st.text(max_size=60))
def test_any_token_is_read_or_refused(token: str) -> None:
    assert isinstance(read_token(token), dict)


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, COLOURS)
def test_contrast_is_symmetric_and_within_its_bounds(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21
    assert contrast(text_on(one), one) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert (read_colour("abc"), read_colour(" #ABCDEF ")) == (None, "#abcdef")


def test_options_are_written_again_as_they_were_read(site: FlaskClient) -> None:
    said = [("lang", "it"), ("from", "2027-10-01"), ("area", "tuscany"), ("slider", "0")]
    with site.application.test_request_context():
        catalogue = site.application.extensions["world"].catalogue
        day = date(2026, 11, 21)
        first = read_options(MultiDict([*said, ("other", "1")]), catalogue, "en", day)
        again = read_options(MultiDict(parse_qsl(first.query())), catalogue, "en", day)

    assert first.query() == "lang=it&from=2027-10-01&area=tuscany&slider=0"
    assert again == first


def test_the_height_script_is_a_kilobyte_and_open_to_all(site: FlaskClient) -> None:
    answer = site.get("/embed/height.js", buffered=True)

    assert answer.mimetype == "text/javascript"
    assert len(answer.data) <= 1024
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert site.get("/embed/element.js", buffered=True).status_code == 200
    assert site.get("/embed/other.js").status_code == 404


def test_the_builder_makes_the_frame_that_it_shows(site: FlaskClient) -> None:
    plain = unescape(site.get("/it/embed").text)
    chosen = unescape(
        site.get(
            "/it/embed?kind=festival&record=isola&frame_lang=fr&height=500&coloured=1&ink=%23000000"
        ).text
    )

    assert 'src="http://localhost/embed/map?lang=it" title="Mappa delle feste"' in plain
    assert "/embed/height.js" in plain
    frame = '<iframe src="http://localhost/embed/festival/isola?lang=fr&ink=%23000000"'
    assert frame in unescape(chosen)
    assert 'height="500"' in chosen
    assert '<a href="http://localhost/it/#isola">' in chosen
    assert '<filofesta-map kind="festival" record="isola"' in chosen
    assert "height.js" not in chosen


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("kind=map&slider=1&coloured=1&accent=%23ffcc00", "accent"),
        ("kind=map&height=9", "height"),
        ("kind=map&from=x", "from"),
        ("kind=festival&record=none", "record"),
    ],
)
def test_the_builder_says_what_cannot_be_used_beside_its_field(
    site: FlaskClient, query: str, name: str
) -> None:
    answer = site.get(f"/it/embed?{query}")

    assert answer.status_code == 400
    assert f'id="{name}-fault"' in answer.text
    assert "<iframe" not in answer.text


def test_a_trip_leads_to_its_own_builder(site: FlaskClient) -> None:
    page = site.get(f"/it/trip?{ASKED}").text
    link = re.search(r'href="(/it/embed\?kind=trip&amp;record=[^"]+)"', page)

    assert link is not None
    shown = site.get(unescape(link[1])).text
    assert f"/embed/trip/{TOKEN}?lang=it" in shown
