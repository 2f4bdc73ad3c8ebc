"""Open data by address: the page, the files, and the linked data inside our own pages."""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import extruct
import pytest
from flask.testing import FlaskClient
from frictionless import Package
from icalendar import Calendar
from pyshacl import validate
from rdflib import RDF, Graph, Namespace

from planner.geodata.package import package_paths
from planner.service import DATA
from tests.export.shapes import DCAT, SCHEMA_ORG
from tests.web.builder import ASKED, HOSTILE, build_world
from tests.web.conftest import SitePlan
from web.open_data import FILES

SCHEMA = Namespace("https://schema.org/")
PAGES = ("/en/", "/it/data", f"/fr/trip?{ASKED}")
# rdflib's JSON-LD reader uses a class that rdflib itself calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def read(document: str) -> Graph:
    """Return a document's statements; schema.org's remote context is replaced by its vocabulary."""
    text = document.replace('"https://schema.org"', '{"@vocab": "https://schema.org/"}', 1)
    return Graph().parse(data=text, format="json-ld", publicID="http://localhost/")


def embedded(page: str) -> str:
    """Return the JSON-LD that a page carries."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_the_page_lists_files_that_are_there(site: FlaskClient, language: str) -> None:
    page = site.get(f"/{language}/data").text

    links = set(re.findall(r'href="(/(?:data|\w\w/festivals)[^"]*)"', page))
    assert {f"/data/{name}" for name in FILES} < links
    for link in links:
        assert site.get(link).status_code == 200, link
    assert f"webcal://localhost/{language}/festivals.ics" in page
    assert f'href="/{language}/data"' in site.get(f"/{language}/").text


def test_the_page_of_the_api_names_every_route(site: FlaskClient) -> None:
    described = site.get("/api/v1/openapi.json").get_json()
    page = site.get("/it/api").text

    for path in described["paths"]:
        assert f"{path}</code>" in page
    assert "earliest" in page


def test_the_catalogue_keeps_to_dcat_and_its_files_are_there(site: FlaskClient) -> None:
    graph = Graph().parse(data=site.get("/data/catalog.jsonld").text, format="json-ld")
    shapes = Graph().parse(data=DCAT, format="turtle")

    conforms, _report, text = validate(graph, shacl_graph=shapes)

    assert conforms, text
    dcat = Namespace("http://www.w3.org/ns/dcat#")
    addresses = {str(one) for one in graph.objects(None, dcat.downloadURL)}
    assert len(addresses) == len(FILES) + 4
    for address in addresses:
        assert site.get(address.removeprefix("http://localhost")).status_code == 200


def test_the_package_that_is_served_is_valid(site: FlaskClient, tmp_path: Path) -> None:
    for name in package_paths(DATA):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(site.get(f"/data/package/{name}").data)

    report = Package(str(tmp_path / "datapackage.json")).get_resource("festivals").validate()

    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize(
    "name", ["../settings.py", "screenshots/home.png", "..%2fpyproject.toml", "basemap", "none"]
)
def test_nothing_beside_the_package_is_sent(site: FlaskClient, name: str) -> None:
    assert site.get(f"/data/package/{name}").status_code == 404


def test_the_feed_speaks_the_language_of_its_address(site: FlaskClient) -> None:
    feed = Calendar.from_ical(site.get("/it/festivals.ics").text)

    told = str(feed.walk("VEVENT")[0]["DESCRIPTION"])
    assert told.startswith("Festa di prova.\nRicavata dalla regola")
    assert str(feed["SOURCE"]) == "http://localhost/it/festivals.ics"


def test_the_timetable_is_an_archive_with_all_its_tables(site: FlaskClient) -> None:
    with ZipFile(BytesIO(site.get("/data/crossings.gtfs.zip").data)) as archive:
        assert {"agency.txt", "stops.txt", "trips.txt", "stop_times.txt"} < set(archive.namelist())


@pytest.mark.parametrize("path", PAGES)
def test_pages_say_in_linked_data_what_they_show(site: FlaskClient, path: str) -> None:
    graph = read(embedded(site.get(path).text))
    shapes = Graph().parse(data=SCHEMA_ORG, format="turtle")

    conforms, _report, text = validate(graph, shacl_graph=shapes)

    assert conforms, text
    kinds = set(graph.objects(None, RDF.type))
    wanted = {"/en/": "Festival", "/it/data": "DataCatalog"}.get(path, "TouristTrip")
    assert SCHEMA[wanted] in kinds


@pytest.mark.parametrize("path", PAGES)
def test_no_name_ends_the_script_that_it_stands_in(open_site: SitePlan, path: str) -> None:
    page = open_site(build_world(name=HOSTILE)).get(path).text

    document = json.loads(embedded(page))
    assert "<script>window" not in page
    assert path == "/it/data" or HOSTILE in json.dumps(document).encode().decode("unicode_escape")


def test_extruct_finds_the_linked_data(site: FlaskClient) -> None:
    page = site.get(f"/fr/trip?{ASKED}").text
    found = extruct.extract(page, base_url="http://localhost", syntaxes=["json-ld"])

    assert found["json-ld"] == [json.loads(embedded(page))]
