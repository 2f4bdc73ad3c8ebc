"""OGC API Features: paging, filters, and owslib as a client that is not ours."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask.testing import FlaskClient
from owslib.ogcapi.features import Features
from werkzeug.serving import make_server

from tests.export.feasts import build_many
from tests.web.builder import build_world
from tests.web.conftest import SitePlan

ITEMS = "/api/v1/collections/{}/items"


def ids(site: FlaskClient, collection: str, query: str = "") -> list[str]:
    """Return the ids of the features that a question finds."""
    answer = site.get(f"{ITEMS.format(collection)}?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/geo+json"
    return [one["id"] for one in answer.get_json()["features"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["prova", "isola", "agrumi"]),
        ("bbox=9,42,11,44", ["prova", "isola"]),
        ("bbox=9,42,-10,11,44,500", ["prova", "isola"]),
        ("bbox=10,39,9,44", ["prova"]),
        ("bbox=9,44,11,42", []),
        ("datetime=2027-10-02", ["prova"]),
        ("datetime=2027-10-04T00:00:00Z/2027-12-03T12:00:00%2B01:00", ["isola"]),
        ("datetime=2027-12-13/..", ["prova"]),
        ("datetime=../2027-04-31", ["agrumi"]),
        ("datetime=/2027-10-02", ["prova", "agrumi"]),
        ("area=corsica", ["isola"]),
        ("country=IT&bbox=9,42,11,44", ["prova"]),
        ("limit=1&offset=1", ["isola"]),
        ("offset=9", []),
    ],
)
def test_features_are_found_by_box_days_and_area(
    site: FlaskClient, query: str, found: list[str]
) -> None:
    assert ids(site, "festivals", query) == found


def test_sights_have_no_days_and_are_always_found(site: FlaskClient) -> None:
    assert ids(site, "sights", "datetime=2027-01-01") == ["museo"]


def test_editions_are_features_of_their_own(site: FlaskClient) -> None:
    assert ids(site, "editions", "datetime=2027-12-01/2027-12-31") == [
        "isola-2027-published",
        "isola-2027-observed",
    ]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("bbox=1,2,3", {"bbox"}),
        ("bbox=1,2,3,nan", {"bbox"}),
        ("datetime=2027-13-01", {"datetime"}),
        ("datetime=2027-10-01/2027-10-02/2027-10-03", {"datetime"}),
        ("limit=0", {"limit"}),
        ("limit=1001&offset=-1", {"limit", "offset"}),
        ("limit=1e2", {"limit"}),
        ("area=Sicily!", {"area"}),
        ("colour=red", {"colour"}),
        ("limit=1&limit=2", {"limit"}),
    ],
)
def test_a_faulty_argument_is_named(site: FlaskClient, query: str, fields: set[str]) -> None:
    answer = site.get(f"{ITEMS.format('festivals')}?{query}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert set(answer.get_json()["faults"]) == fields


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v1/collections/none", ITEMS.format("none"), f"{ITEMS.format('festivals')}/none"),
        *("/api/v1/collections/none/queryables", "/api/v1/festivals/none"),
    ],
)
def test_what_is_not_there_is_a_problem_of_404(site: FlaskClient, path: str) -> None:
    answer = site.get(path)

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_pages_follow_each_other_through_their_links(open_site: SitePlan) -> None:
    world = build_world()
    object.__setattr__(world, "catalogue", build_many())
    site = open_site(world)
    address, seen = f"{ITEMS.format('festivals')}?limit=3&area=tuscany", []

    while address:
        page = site.get(address).get_json()
        seen += [one["id"] for one in page["features"]]
        assert page["numberMatched"] == 7
        address = next((one["href"] for one in page["links"] if one["rel"] == "next"), "")

    assert seen == [f"f{n}" for n in range(7)]


def test_festivals_of_the_api_come_in_pages(open_site: SitePlan) -> None:
    world = build_world()
    object.__setattr__(world, "catalogue", build_many())
    site = open_site(world)

    first = site.get("/api/v1/festivals?limit=5&from=2027-01-01").get_json()
    after = next(one["href"] for one in first["links"] if one["rel"] == "next")
    second = site.get(after).get_json()

    assert "from=2027-01-01" in after
    told = [one["id"] for one in (*first["festivals"], *second["festivals"])]
    assert told == [f"f{n}" for n in range(7)]
    assert [one["rel"] for one in second["links"]] == ["self"]


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v1/", "/api/v1/collections", ITEMS.format("festivals"), "/api/v1/openapi.json"),
        *("/api/v1/festivals", "/data/festivals.geojson", "/data/catalog.jsonld"),
        *("/en/festivals.ics", "/data/crossings.gtfs.zip", "/data/package/festivals.csv"),
    ],
)
def test_read_data_may_be_kept_and_read_from_any_site(site: FlaskClient, path: str) -> None:
    first = site.get(path)
    again = site.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_trips_are_not_open_to_scripts_of_other_sites(site: FlaskClient) -> None:
    answer = site.post("/api/v1/plans", json={"start": "nowhere"})

    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.fixture
def address(open_site: SitePlan) -> Iterator[str]:
    """Return the address of the API of a site that listens on this machine."""
    server = make_server("127.0.0.1", 0, open_site().application, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1/"
    server.shutdown()
    thread.join(10)
    server.server_close()


def test_owslib_reads_the_service(address: str) -> None:
    service = Features(address)

    assert (
        f"{'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/'}core"
        in (service.conformance()["conformsTo"])
    )
    assert service.feature_collections() == ["festivals", "editions", "sights"]
    found = service.collection_items(
        "editions", bbox=[8.0, 41.0, 11.0, 44.0], datetime_="2027-10-01/2027-10-31", limit=5
    )
    assert [one["id"] for one in found["features"]] == ["prova-2027"]
    assert service.collection_item("festivals", "isola")["properties"]["country"] == "FR"
    assert "area" in service.collection_queryables("festivals")["properties"]
