"""Different trips side by side: what is named best, and where each stands on the chart."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from planner import service
from planner.model.itinerary import Itinerary, Proof
from planner.optimise.alternatives import AlternativeKind
from tests.web.builder import ASKED, build_trip, build_world
from tests.web.conftest import SitePlan
from web.variants import DOT_HEIGHT, DOT_WIDTH, HEIGHT, MARGIN, WIDTH, Version, draw_axes, tick

RADIUS = 12


def version(letter: str, trip: Itinerary, hours: float, feasts: int, crossings: int) -> Version:
    """Return a version with the sums of a trip set."""
    sums = replace(trip.totals, drive_s=round(hours * 3600), festivals=feasts, crossings=crossings)
    return Version(letter, letter, replace(trip, totals=sums), (), "")


@pytest.fixture
def trip() -> Itinerary:
    """Return a ready trip."""
    world = build_world()
    asked = {
        "start": {"place": "Livorno"},
        "earliest": "2027-10-01",
        "latest": "2027-10-05",
        "days": 3,
    }
    return build_trip(world, service.read_trip_request(world, asked))


def test_letters_never_cover_each_other_and_stay_on_the_chart(trip: Itinerary) -> None:
    versions = [
        version("A", trip, 17.1, 2, 2),
        version("B", trip, 17.0, 2, 1),
        version("C", trip, 16.9, 2, 0),
        version("D", trip, 0.0, 0, 0),
    ]

    axes = draw_axes(versions)

    assert [dot.crossings for dot in axes.dots] == [2, 1, 0, 0]
    assert [dot.x for dot in axes.dots[:3]] == sorted(
        (dot.x for dot in axes.dots[:3]), reverse=True
    )
    for number, dot in enumerate(axes.dots):
        assert MARGIN <= dot.x <= WIDTH - MARGIN
        assert RADIUS <= dot.y <= HEIGHT - MARGIN
        for other in axes.dots[:number]:
            is_aside = abs(dot.x - other.x) >= DOT_WIDTH
            assert is_aside or abs(dot.y - other.y) >= DOT_HEIGHT


@pytest.mark.parametrize(
    ("most", "numbers"),
    [
        (0, (0, 1)),
        (2, (0, 1, 2)),
        (7.2, (0, 2, 4, 6, 8)),
        (18.4, (0, 5, 10, 15, 20)),
        (1000, (0, 200, 400, 600, 800, 1000)),
    ],
)
def test_an_axis_holds_its_greatest_number_with_few_ticks(
    most: float, numbers: tuple[int, ...]
) -> None:
    assert tick(most) == numbers


@pytest.mark.parametrize(("more", "is_told"), [(-1, False), (1, True)])
def test_a_trip_worth_more_than_the_first_is_told(
    open_site: SitePlan, monkeypatch: pytest.MonkeyPatch, more: int, is_told: bool
) -> None:
    def others(world: service.World, request: object, *_: object) -> object:
        found = build_trip(world, request)  # type: ignore[arg-type]
        points = found.proof.objective + more
        richer = replace(found, proof=Proof(points, points))
        return (service.Alternative(AlternativeKind.LESS_DRIVING, richer),)

    monkeypatch.setattr(service, "find_alternatives", others)
    site: FlaskClient = open_site()

    page = site.get(f"/en/alternatives?{ASKED}").text

    assert "Less driving" in page
    assert ("Worth more than A" in page) is is_told
    assert ("The best for your wishes" in page) is not is_told
