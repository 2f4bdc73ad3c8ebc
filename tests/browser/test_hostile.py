"""Hostile texts run nothing, and a map in one file works without any host."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from planner import service
from planner.export.folium_map import MapFiles, standalone_trip_html
from planner.export.place_names import to_place_names
from planner.model.festival import Description
from planner.model.gazetteer import Gazetteer
from planner.model.journey import RoadWay
from tests.browser.conftest import TODAY, OpenPage, new_context
from tests.browser.serving import serving
from tests.browser.watch import Watch
from tests.web.builder import ASKED, HOSTILE, build_trip, build_world
from web import create_app
from web.assets import STATIC
from web.settings import Settings

WISH = {"start": "Livorno", "earliest": "2027-10-01", "latest": "2027-10-10", "days": 2}


def list_marks(page: Page) -> list[Locator]:
    """Return the marks on the page's map, where it has one, once they are drawn."""
    for one in page.locator(".folium-map").all():
        expect(one).to_have_attribute("data-ready", "true")
    return page.locator(".leaflet-marker-icon.mark").all()


@pytest.mark.parametrize("path", ["/en/", f"/en/trip?{ASKED}", "/en/trip"])
def test_no_hostile_text_runs(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    world = build_world(name=HOSTILE, website="javascript:window.hacked = 3")
    monkeypatch.setattr(service, "plan_trip", lambda known, asked, *_: build_trip(known, asked))
    with serving(create_app(Settings(today=TODAY), world)) as site:
        watch = open_page(path, site=site)
        page = watch.settle()
        for mark in list_marks(page):
            mark.dispatch_event("click")
            page.locator(".map-popup").first.wait_for()

        assert page.evaluate("window.hacked") is None
        watch.assert_quiet()


CORPUS = (
    HOSTILE,
    "</script><script>window.hacked = 3</script>",
    "<svg/onload=window.hacked=4>",
    "javascript:window.hacked=5//",
    "{{7*7}}${window.hacked=6}`;window.hacked=6;//",
    "'-window.hacked=7-'\"><iframe srcdoc='<script>parent.window.hacked=7</script>'>",
    "]]><!--<img src=x onerror=window.hacked=8>-->\u2028\u202e",
)
KEPT = {"id", "area", "country", "category", "hours_status", "opening_hours", "name_language"}
KEPT |= {"kind", "land", "place_id", "basis", "variant", "festival_id", "rrule", "sources"}


def poison(record: Any, text: str) -> Any:
    """Return a record whose every free text, in every language, is hostile."""
    changed: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name not in KEPT and type(value) is str:
            changed[field.name] = text
        elif isinstance(value, Description):
            changed[field.name] = Description(text, text, text)
        elif field.name in {"names_alt", "tags"}:
            changed[field.name] = (text,)
    return replace(record, **changed)


def poison_world(text: str) -> service.World:
    """Return the tiny world with every text of its catalogue and gazetteer hostile."""
    world = build_world()
    known, places = world.catalogue, world.gazetteer
    tables: dict[str, Any] = {
        name: {key: poison(one, text) for key, one in getattr(known, name).items()}
        for name in ("festivals", "attractions", "sources")
    }
    editions = tuple(poison(one, text) for one in known.editions)
    return replace(
        world,
        catalogue=replace(known, editions=editions, **tables),
        gazetteer=Gazetteer.build(
            [poison(one, text) for one in places.places.values()],
            [poison(one, text) for one in places.ports.values()],
        ),
        crossings=tuple(replace(one, operator=text) for one in world.crossings),
    )


def build_roadless(world: service.World) -> dict[str, tuple[service.MonthReach, ...]]:
    """Return ways to each feast for a world without a road network."""
    told = next(iter(world.crossings)).operator
    return {
        one: (service.MonthReach(one, "livorno-port", 10, 3600, lines=(told,)),)
        for one in world.catalogue.festivals
    }


@pytest.mark.parametrize("text", CORPUS)
def test_no_text_of_any_record_or_query_runs(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    world = poison_world(text)
    monkeypatch.setattr(service, "plan_trip", lambda known, asked, _=None: build_trip(known, asked))
    monkeypatch.setattr(service, "reach_in_month", lambda known, *_: build_roadless(known))
    monkeypatch.setattr(service.World, "way", lambda *_: RoadWay(900, 60, text, (text,), ()))
    query = urlencode(dict.fromkeys(("start", "day", "month", "sort", "must", "q", "nights"), text))
    asked = f"{ASKED.replace('Livorno', 'livorno')}&{urlencode({'seed': text})}"
    paths = ["/it/", f"/en/?{query}", f"/en/trip?{query}", "/fr/festival/prova"]
    paths += [f"/it/trip?{ASKED.replace('Livorno', 'livorno')}", f"/en/trip?{asked}"]
    with serving(create_app(Settings(today=TODAY, corrections_mail="a@b.example"), world)) as site:
        watch = open_page("/robots.txt", site=site)
        for path in [*paths, f"/en/festival/{quote(text, safe='')}"]:
            watch.page.goto(site + path)
            page = watch.settle()
            for mark in list_marks(page):
                mark.dispatch_event("click")
            assert page.evaluate("window.hacked") is None, path
            assert page.locator("a[href^='javascript:' i], iframe, img").count() == 0, path
        watch.assert_quiet()


def test_a_map_in_one_file_is_drawn_offline(browser: Browser, tmp_path: Path) -> None:
    world = build_world(name=HOSTILE)
    trip = build_trip(world, service.read_trip_request(world, WISH))
    leaflet = Settings().leaflet_folder
    files = MapFiles(
        *[(leaflet / name).read_text(encoding="utf-8") for name in ("leaflet.js", "leaflet.css")],
        *[(STATIC / name).read_text(encoding="utf-8") for name in ("js/map.js", "css/map.css")],
    )
    names = to_place_names(world.gazetteer.places.values())
    basemap = {**world.basemap, "names": names}
    page_file = tmp_path / "trip.html"
    page_file.write_text(
        standalone_trip_html(trip, world.catalogue, basemap, files), encoding="utf-8"
    )

    context = new_context(browser, offline=True)
    watch = Watch(context.new_page(), "file://")
    watch.page.goto(page_file.as_uri())
    page = watch.settle("map_trip")

    assert page.locator("path.leg").count() == 2
    assert page.locator(".leaflet-marker-icon.mark-festival").count() == 1
    assert page.evaluate("window.hacked") is None
    watch.assert_quiet()
    context.close()
