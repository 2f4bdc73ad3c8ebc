"""Another network, in Apulia, Albania and Montenegro: a folder made by this test, no code."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner import service
from planner.errors import RequestError
from planner.geodata.schema import TABLES
from planner.model.itinerary import Status, Visit
from planner.model.journey import Leg
from planner.model.timetable import Mode
from web import create_app
from web.settings import Settings

AREAS = {
    "puglia": ("IT", "mainland", 16.5, 40.5, 18.0, 41.3),
    "shqiperia": ("AL", "east", 19.3, 40.9, 20.3, 41.8),
    "crna-gora": ("ME", "east", 18.9, 41.85, 19.6, 42.6),
}
NAMES = {
    "puglia": ("Puglia", "Pouilles", "Apulia"),
    "shqiperia": ("Albania", "Albanie", "Albania"),
    "crna-gora": ("Montenegro", "Monténégro", "Montenegro"),
}
TOWNS = {
    "bari": ("puglia", 16.87, 41.12),
    "alberobello": ("puglia", 17.24, 40.78),
    "durres": ("shqiperia", 19.45, 41.32),
    "kruja": ("shqiperia", 19.79, 41.51),
    "bar": ("crna-gora", 19.10, 42.09),
}
FEASTS = {
    "sagra": ("alberobello", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=2", "it"),
    "festa-e-gjellës": ("kruja", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=5", "sq"),
    "maslinijada": ("bar", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=7", "cnr"),
}
ROADS = (("bari", "alberobello", 55, 60), ("durres", "kruja", 45, 60), ("kruja", "bar", 130, 165))
WISH = {"start": "Bari", "earliest": "2027-10-01", "latest": "2027-10-10", "days": 9}
TODAY = date(2026, 11, 21)
Row = dict[str, str]


def slug(name: str) -> str:
    return name.replace("ë", "e")


def fill(folder: Path, rows: Mapping[str, list[Row]]) -> None:
    """Put rows into tables in place of the example's."""
    for table in TABLES:
        if table.name not in rows:
            continue
        names = [column.name for column in table.columns]
        with (folder / table.file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(
                stream, names, restval="", extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(rows[table.name])


def example(folder: Path, table: str) -> Row:
    """Return the first row of a table of the example."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return next(csv.DictReader(stream))


def outlines(folder: Path) -> None:
    """Draw each area as a box, and each land as the boxes of its areas."""
    for layer, index in (("regions", None), ("land", 1)):
        features = []
        for area, (_, land, west, south, east, north) in AREAS.items():
            ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            shape = {"type": "Polygon", "coordinates": [ring]}
            key = area if index is None else land
            features.append({"type": "Feature", "properties": {"id": key}, "geometry": shape})
        content = {"type": "FeatureCollection", "features": features}
        (folder / f"basemap/{layer}.geojson").write_text(json.dumps(content), encoding="utf-8")


def town(name: str) -> Row:
    area, lon, lat = TOWNS[name]
    facts = {"lon": str(lon), "lat": str(lat), "area": area, "country": AREAS[area][0]}
    return {**facts, "municipality": name.title()}


def sailing(here: str, there: str, depart: str, arrive: str) -> Row:
    return {
        **{"id": f"{here}-{there}", "from_port": f"{here}-port", "to_port": f"{there}-port"},
        **{"operator": "Linja", "mode": "car", "season_from": "01-01", "season_to": "12-31"},
        **{"weekdays": "Mo Tu We Th Fr Sa Su", "depart": depart, "arrive": arrive},
        **{"arrive_day": "1", "duration_min": "540", "times_basis": "source"},
        **{"status": "timetable", "checked_on": "2026-11-21", "sources": "example-page"},
    }


def region_rows(folder: Path) -> Mapping[str, list[Row]]:
    """Return the network and its areas."""
    languages = ("it", "fr", "en")
    region = example(folder, "region") | {"west": "16", "south": "40", "east": "21", "north": "43"}
    region |= {f"lead_{one}": f"Feste adriatiche {one}" for one in languages}
    region |= {f"about_{one}": f"Scelte da un consorzio {one}" for one in languages}
    areas = [
        {"id": one, "country": AREAS[one][0]}
        | {f"name_{code}": name for code, name in zip(languages, names, strict=True)}
        for one, names in NAMES.items()
    ]
    return {"region": [region], "areas": areas}


def feast_rows(folder: Path) -> Mapping[str, list[Row]]:
    """Return the feasts and their rules."""
    feast, rule = example(folder, "festivals"), example(folder, "timing_rules")
    feasts = [
        {**feast, **town(where), "id": slug(name), "name": name, "name_language": code}
        for name, (where, _, code) in FEASTS.items()
    ]
    rules = [
        {**rule, "id": f"{slug(name)}-1", "festival_id": slug(name), "rrule": rrule}
        for name, (_, rrule, _) in FEASTS.items()
    ]
    return {"festivals": feasts, "timing_rules": rules, "attractions": []}


def way_rows() -> Mapping[str, list[Row]]:
    """Return places, ports, roads and sailings."""
    lands = {name: {"land": AREAS[TOWNS[name][0]][1], **town(name)} for name in TOWNS}
    places = [
        {"id": name, "name": name.title(), "why": "test", "population": "9000", **lands[name]}
        for name in TOWNS
    ]
    ports = [
        {"id": f"{name}-port", "name": name.title(), "place_id": name, "kind": "ferry"}
        | lands[name]
        for name in ("bari", "durres")
    ]
    roads = [
        {"from_place": a, "to_place": b, "road": "SP1", "km": str(km), "minutes": str(minutes)}
        | {"basis": "own knowledge", "confidence": "low", "note": "test"}
        for a, b, km, minutes in ROADS
    ]
    ways = (("bari", "durres"), ("durres", "bari"))
    sailings = [sailing(*ends, "22:00", "07:00") for ends in ways]
    return {"places_added": places, "ports": ports, "corridors": roads, "crossings": sailings}


def write_region(folder: Path) -> None:
    """Fill a new folder with the tables of three countries."""
    fill(folder, {**region_rows(folder), **feast_rows(folder), **way_rows()})
    outlines(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the second network."""
    made = tmp_path_factory.mktemp("regions") / "adria-juzhe"
    service.make_region(made, "Adria", TODAY)
    write_region(made)
    return made


@pytest.fixture(scope="module")
def adria(folder: Path) -> service.World:
    return service.load_world(folder)


@pytest.fixture
def site(adria: service.World, tmp_path: Path) -> Iterator[FlaskClient]:
    (tmp_path / "leaflet.js").write_text("", encoding="utf-8")
    settings = Settings(leaflet_folder=tmp_path, today=TODAY)
    with create_app(settings, adria).test_client() as client:
        yield client


def test_its_data_are_sound(folder: Path) -> None:
    assert [str(fault) for fault in service.check(folder)] == []


def test_a_trip_goes_over_the_sea_to_the_feasts_of_three_countries(adria: service.World) -> None:
    trip = service.plan_trip(adria, service.read_trip_request(adria, WISH))

    assert trip.status is Status.OPTIMAL
    visits = [item.id for day in trip.days for item in day.items if isinstance(item, Visit)]
    assert visits == [slug(name) for name in FEASTS]
    ferries = [
        item
        for day in trip.days
        for item in day.items
        if isinstance(item, Leg) and item.mode is Mode.FERRY
    ]
    assert [(leg.origin.country, leg.destination.country) for leg in ferries] == [
        ("IT", "AL"),
        ("AL", "IT"),
    ]
    assert str(ferries[0].arrive.tzinfo) == "Europe/Tirane"
    answer = service.answer_document(trip)
    assert json.loads(json.dumps(answer)) == answer
    assert "Europe" in service.calendar_file(adria, trip)


def test_its_areas_are_the_areas_of_requests(adria: service.World) -> None:
    wish: dict[str, Any] = {**WISH, "areas": ["puglia"]}
    asked = service.read_trip_request(adria, wish)
    every = service.read_trip_request(adria, WISH)

    assert [area.value for area in asked.areas] == ["puglia"]
    assert [area.value for area in every.areas] == list(AREAS)
    with pytest.raises(RequestError, match="'puglia', 'shqiperia' or 'crna-gora'"):
        service.read_trip_request(adria, {**WISH, "areas": ["tuscany"]})


@pytest.mark.parametrize(("language", "number"), [("it", 0), ("fr", 1), ("en", 2)])
def test_pages_speak_of_it(site: FlaskClient, language: str, number: int) -> None:
    home = site.get(f"/{language}/").text
    frame = site.get(f"/embed/map?lang={language}&area=crna-gora&to=2027-12-31").text

    for names in NAMES.values():
        assert names[number] in home
    assert f"Feste adriatiche {language}" in home
    assert f"Scelte da un consorzio {language}" in home
    for ours in ("Tuscany", "Toscana", "Toscane", "QM FESTA", "Corsica"):
        assert ours not in home
    assert NAMES["crna-gora"][number] in frame
    assert "maslinijada" in frame
    assert "sagra" not in re.sub(r"<script.*?</script>", "", frame, flags=re.DOTALL)
    assert "[[40.0, 16.0], [43.0, 21.0]]" in home


def test_countries_with_another_clock_are_named(tmp_path: Path) -> None:
    made = tmp_path / "greek"
    service.make_region(made, "Greek", TODAY)
    write_region(made)
    text = (made / "areas.csv").read_text(encoding="utf-8")
    (made / "areas.csv").write_text(text.replace(",AL", ",GR"), encoding="utf-8")
    for table in ("festivals", "places_added"):
        path = made / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(",AL,", ",GR,"), encoding="utf-8")

    faults = [str(fault) for fault in service.check(made)]

    assert any("GR keeps another clock than IT" in fault for fault in faults)
