"""Hostile texts run nothing, and a map in one file works without any host."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from planner import service
from planner.export.folium_map import MapFiles, standalone_trip_html
from planner.export.place_names import to_place_names
from tests.browser.conftest import TODAY, OpenPage
from tests.browser.serving import serving
from tests.browser.watch import Watch
from tests.web.builder import ASKED, HOSTILE, build_trip, build_world
from web import create_app
from web.assets import STATIC
from web.settings import Settings

WISH = {"start": "Livorno", "earliest": "2027-10-01", "latest": "2027-10-10", "days": 2}


@pytest.mark.parametrize("path", ["/en/", f"/en/trip?{ASKED}", "/en/trip"])
def test_no_hostile_text_runs(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    world = build_world(name=HOSTILE, website="javascript:window.hacked = 3")
    monkeypatch.setattr(service, "plan_trip", lambda known, asked, _=None: build_trip(known, asked))
    with serving(create_app(Settings(today=TODAY), world)) as site:
        watch = open_page(path, site=site)
        page = watch.settle()
        for mark in page.locator(".leaflet-marker-icon.mark").all():
            mark.dispatch_event("click")
            page.locator(".map-popup").first.wait_for()

        assert page.evaluate("window.hacked") is None
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

    context = browser.new_context(offline=True)
    watch = Watch(context.new_page(), "file://")
    watch.page.goto(page_file.as_uri())
    page = watch.settle("map_trip")

    assert page.locator("path.leg").count() == 2
    assert page.locator(".leaflet-marker-icon.mark-festival").count() == 1
    assert page.evaluate("window.hacked") is None
    watch.assert_quiet()
    context.close()
