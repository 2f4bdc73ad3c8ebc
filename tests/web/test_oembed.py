"""oEmbed 1.0: the answers that its text asks for, and those that WordPress's filter needs."""

import json
import re
from html import unescape
from urllib.parse import quote
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

from tests.web.builder import ASKED
from tests.web.test_embed import TOKEN

HOME = "http://localhost/it/"
TRIP = f"http://localhost/it/trip?{ASKED}"
KNOWN = {
    HOME: ("/embed/map?lang=it", "Mappa delle feste"),
    f"{HOME}?month=10#feasts": ("/embed/map?lang=it", "Mappa delle feste"),
    f"{HOME}#isola": ("/embed/festival/isola?lang=it", "Sagra isola"),
    TRIP: (f"/embed/trip/{TOKEN}?lang=it", "Un viaggio da Livorno"),
    "http://localhost/embed/calendar?lang=it&area=tuscany": (
        "/embed/calendar?lang=it&area=tuscany",
        "Calendario delle feste",
    ),
    f"http://localhost/embed/trip/{TOKEN}?lang=it": (
        f"/embed/trip/{TOKEN}?lang=it",
        "Un viaggio da Livorno",
    ),
}
UNKNOWN = (
    *("", "x", "http://other.example/it/", "http://localhost.evil.example/it/", "ftp://localhost/"),
    *("http://localhost/", "http://localhost/it/none", "http://localhost/de/", "http://[::1"),
    *("http://localhost/it/trip?start=Nowhere", "http://localhost/embed/festival/none"),
    *("http://localhost/embed/map?zoom=99", "http://localhost/embed/map/x", "javascript:alert(1)"),
    *("http://localhost/embed/theme.css", "http://localhost/embed/trip/x"),
)
ITALIAN = {"Accept-Language": "it"}


def ask(site: FlaskClient, url: str, more: str = "") -> dict[str, object]:
    answer = site.get(f"/oembed?url={quote(url, safe='')}{more}", headers=ITALIAN)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found: dict[str, object] = json.loads(answer.text)
    return found


@pytest.mark.parametrize("url", KNOWN)
def test_a_page_is_described_as_rich(site: FlaskClient, url: str) -> None:
    address, title = KNOWN[url]

    told = ask(site, url)

    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", title)
    html = unescape(str(told["html"]))
    assert f'src="http://localhost{address}"' in html
    assert f'width="{told["width"]}" height="{told["height"]}"' in html
    assert {"provider_name", "provider_url", "cache_age"} <= set(told)


@pytest.mark.parametrize("most", [(300, 200), (5000, 5000), (1, 1)])
def test_width_and_height_keep_to_the_maxima(site: FlaskClient, most: tuple[int, int]) -> None:
    told = ask(site, HOME, f"&maxwidth={most[0]}&maxheight={most[1]}")

    assert 0 < int(str(told["width"])) <= most[0]
    assert 0 < int(str(told["height"])) <= most[1]


def test_xml_says_the_same_as_json(site: FlaskClient) -> None:
    answer = site.get(f"/oembed?url={quote(TRIP, safe='')}&format=xml", headers=ITALIAN)

    assert answer.mimetype == "text/xml"
    root = fromstring(answer.text)
    told = ask(site, TRIP)
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {k: str(v) for k, v in told.items()}


@pytest.mark.parametrize("url", UNKNOWN)
def test_what_is_not_ours_is_not_found(site: FlaskClient, url: str) -> None:
    assert site.get(f"/oembed?url={quote(url, safe='')}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("format=yaml", 501),
        (f"url={HOME}&maxwidth=0", 400),
        (f"url={HOME}&maxheight=-5", 400),
        (f"url={HOME}&maxwidth=%C2%B2", 400),
        (f"url={HOME}&maxwidth=9999999", 400),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    site: FlaskClient, query: str, status: int
) -> None:
    answer = site.get(f"/oembed?{query}")

    assert (answer.status_code, answer.mimetype) == (status, "text/plain")


@pytest.mark.parametrize("path", ["/it/", f"/it/trip?{ASKED}"])
def test_a_page_is_discovered_by_its_links(site: FlaskClient, path: str) -> None:
    page = site.get(path).text
    links = re.findall(
        r'<link rel="alternate" type="(\S+)\+oembed" href="([^"]+)" title="[^"]+">', page
    )

    assert [kind for kind, _ in links] == ["application/json", "text/xml"]
    for _, address in links:
        found = unescape(address)
        assert found.startswith("http://localhost/oembed?")
        answer = site.get(found.removeprefix("http://localhost"), headers=ITALIAN)
        assert KNOWN[f"http://localhost{path}"][0].split("?")[0] in unescape(answer.text)
    assert "+oembed" not in site.get("/it/embed").text


def test_what_wordpress_lets_through_is_enough(site: FlaskClient) -> None:
    html = str(ask(site, HOME)["html"])

    # Of a provider it does not know, WordPress keeps one iframe with a few attributes, puts it
    # into a sandbox of scripts alone, and adds a secret to the address for height messages.
    kept = re.search(r"<iframe.*?></iframe>", html, re.DOTALL)
    assert kept is not None
    attributes = dict(re.findall(r'(\S+)="([^"]*)"', kept[0]))
    assert {"src", "width", "height", "title"} <= attributes.keys()
    assert "#" not in attributes["src"]
    assert html.count("<iframe") == 1
