"""Headers of every answer, files that are served, and limits of the address."""

import re
from gzip import decompress

import pytest
from flask.testing import FlaskClient

from tests.web.builder import ASKED
from tests.web.conftest import SitePlan

PATHS = (
    *("/", "/en/", "/it/?month=10", f"/fr/trip?{ASKED}", "/en/trip?start=x", "/none", "/it/none"),
    *("/healthz", "/api/v1/festivals", "/api/v1/places?q=l", "/api/v1/none", "/robots.txt"),
    *("/assets/leaflet/leaflet.js", "/assets/leaflet/../settings.py", "/favicon.ico"),
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(site: FlaskClient, path: str) -> None:
    answer = site.get(path, buffered=True)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert re.search(r"script-src 'self' 'nonce-[\w-]{20,}'", policy)
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/en/", f"/it/trip?{ASKED}"])
def test_inline_scripts_carry_the_nonce_of_their_answer(site: FlaskClient, path: str) -> None:
    first, second = site.get(path), site.get(path)

    nonces = []
    for answer in (first, second):
        used = set(re.findall(r'<script type="module" nonce="([^"]+)">', answer.text))
        assert len(used) == 1
        nonces.append(used.pop())
        assert f"'nonce-{nonces[-1]}'" in answer.headers["Content-Security-Policy"]
    assert nonces[0] != nonces[1]


@pytest.mark.parametrize("path", ["/en/", f"/it/trip?{ASKED}", "/fr/trip?start=x"])
def test_no_page_loads_from_another_host(site: FlaskClient, path: str) -> None:
    page = site.get(path).text

    loaded = re.findall(r'<(?:script|img|iframe)[^>]+src="([^"]+)"', page)
    loaded += re.findall(r'<link[^>]+rel="(?:stylesheet|preload|icon)"[^>]*href="([^"]+)"', page)
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)


def test_every_file_that_a_page_names_is_there(site: FlaskClient) -> None:
    for path in ("/en/", f"/it/trip?{ASKED}"):
        page = site.get(path).text
        for address in re.findall(r'(?:src|href|from) ?=? ?"(/(?:static|assets)/[^"]+)"', page):
            if not address.endswith("leaflet.css"):
                assert site.get(address, buffered=True).status_code == 200, address


def test_our_files_are_kept_for_good_under_their_version(site: FlaskClient) -> None:
    page = site.get("/en/").text
    style = re.search(r"/static/\w{12}/css/style.css", page)
    basemap = re.search(r"/assets/basemap/\w{12}.json", page)

    assert style is not None
    assert basemap is not None
    assert "immutable" in site.get(style[0], buffered=True).headers["Cache-Control"]
    old = site.get("/static/old/css/style.css", buffered=True)
    assert old.headers["Cache-Control"] == "no-cache"
    shapes = site.get(basemap[0], buffered=True)
    assert set(shapes.get_json()) == {"land", "regions", "borders", "names"}
    assert site.get("/assets/basemap/old.json").status_code == 404


@pytest.mark.parametrize("path", ["/static/x/../settings.py", "/static/x/%2e%2e/settings.py"])
def test_no_file_outside_its_folder_is_sent(site: FlaskClient, path: str) -> None:
    assert site.get(path).status_code == 404


def test_an_address_without_end_is_refused(site: FlaskClient) -> None:
    assert site.get(f"/en/trip?start={'x' * 9000}").status_code == 414


def test_another_host_name_is_refused_where_names_are_given(open_site: SitePlan) -> None:
    site = open_site(trusted_hosts=("filofesta.example",))

    assert site.get("/healthz", headers={"Host": "filofesta.example"}).status_code == 200
    assert site.get("/healthz", headers={"Host": "other.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/en/", "/api/v1/festivals"])
def test_texts_are_sent_as_gzip_to_those_who_take_it(site: FlaskClient, path: str) -> None:
    plain = site.get(path, buffered=True)
    packed = site.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
    refused = site.get(path, headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    assert len(decompress(packed.data)) == len(plain.data)
    assert "Content-Encoding" not in refused.headers


def test_a_packed_file_need_not_be_sent_twice(site: FlaskClient) -> None:
    found = re.search(r"/assets/basemap/\w{12}.json", site.get("/en/").text)
    assert found is not None
    first = site.get(found[0], headers={"Accept-Encoding": "gzip"}, buffered=True)

    seen = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    again = site.get(found[0], headers=seen, buffered=True)

    assert again.status_code == 304
    assert not again.data
