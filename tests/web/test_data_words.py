"""What a trip's data stands on is told in the reader's language."""

from dataclasses import replace
from datetime import date

import pytest

from planner.model.imported import DataSource
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from planner.service import World
from planner.service.imports import OSM_CREDIT, OSM_LICENCE
from tests.web.builder import ASKED, build_trip, build_world
from tests.web.conftest import SitePlan

READ_ON = date(2026, 11, 22)
OSM = DataSource(
    "osm", "corse of 2020.osm.pbf", "2026-11-20T20:00:00Z", READ_ON, OSM_LICENCE, OSM_CREDIT
)
FEED = DataSource(
    *("gtfs", "<b>ships</b>.zip", "", READ_ON, "see the feed"),
    credit="<b>ships</b>.zip, licence as its publisher states",
    last_day=date(2027, 10, 31),
)
ROUTER = DataSource("router", "osrm+http://127.0.0.1:5000", "", READ_ON, OSM_LICENCE, OSM_CREDIT)
TOLD = {
    "en": (
        *("Our own tables, version", "read on 21 November 2026."),
        "Streets and sights from OpenStreetMap: corse of 2020.osm.pbf. State of the data: 20 Nov",
        "Timetable: &lt;b&gt;ships&lt;/b&gt;.zip. Imported on 22 November 2026. Valid until 31 Oct",
        "Licence as its publisher states.",
        "Streets by a routing server: osrm+http://127.0.0.1:5000. Imported on",
    ),
    "it": (
        *("Le nostre tabelle, versione", "lette il 21 novembre 2026."),
        "Strade e luoghi da OpenStreetMap: corse of 2020.osm.pbf. Stato dei dati: 20 novembre",
        "Orario: &lt;b&gt;ships&lt;/b&gt;.zip. Importato il 22 novembre 2026. Valido fino al 31",
        "Licenza come indicata da chi lo pubblica.",
        "© contributori di OpenStreetMap, ODbL 1.0.",
    ),
    "fr": (
        *("Nos propres tables, version", "lues le 21 novembre 2026."),
        "Rues et sites d’OpenStreetMap : corse of 2020.osm.pbf. État des données : 20 novembre",
        "Horaires : &lt;b&gt;ships&lt;/b&gt;.zip. Importé le 22 novembre 2026. Valable jusqu’au 31",
        "© les contributeurs d’OpenStreetMap, ODbL 1.0.",
    ),
}


def build_told_trip(world: World, request: TripRequest) -> Itinerary:
    trip = build_trip(world, request)
    return replace(trip, provenance=replace(trip.provenance, data=world.data_notes))


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_a_trip_tells_its_data_in_the_readers_language(open_site: SitePlan, language: str) -> None:
    world = replace(build_world(), sources=(OSM, FEED, ROUTER))
    page = open_site(world, plan=build_told_trip).get(f"/{language}/trip?{ASKED}").text
    page = page.replace("\u00a0", " ").replace("\u202f", " ").replace("&#39;", "'")

    for told in TOLD[language]:
        assert told in page, told
    assert "licence as its" not in page


def test_what_no_pattern_knows_stays_as_it_came(open_site: SitePlan) -> None:
    strange = ("osm: a, read on 2026-13-77 (b)", "else")

    def plan(world: World, request: TripRequest) -> Itinerary:
        trip = build_trip(world, request)
        return replace(trip, provenance=replace(trip.provenance, data=strange))

    page = open_site(plan=plan).get(f"/it/trip?{ASKED}").text

    assert all(line in page for line in strange)
