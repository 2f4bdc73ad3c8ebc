"""A site over the tiny world; the search is replaced by a ready answer."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from planner import service
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from tests.web.builder import TODAY, build_trip, build_world
from web import create_app
from web.settings import Settings

Plan = Callable[[service.World, TripRequest], Itinerary]
SitePlan = Callable[..., FlaskClient]


@pytest.fixture
def open_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SitePlan:
    """Return what opens a site; settings, world and search may be given."""
    (tmp_path / "leaflet.js").write_text("/* leaflet */", encoding="utf-8")

    def open_one(
        world: service.World | None = None, plan: Plan = build_trip, **settings: Any
    ) -> FlaskClient:
        def answer(known: service.World, request: TripRequest, *_: object) -> Itinerary:
            return plan(known, request)

        monkeypatch.setattr(service, "plan_trip", answer)
        chosen = Settings(leaflet_folder=tmp_path, today=TODAY, **settings)
        return create_app(chosen, world or build_world()).test_client()

    return open_one


@pytest.fixture
def site(open_site: SitePlan) -> Iterator[FlaskClient]:
    """Return a site with all defaults."""
    with open_site() as client:
        yield client
