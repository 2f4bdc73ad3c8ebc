"""The page of one feast."""

import pytest
from flask.testing import FlaskClient

from planner import service
from planner.model.journey import RoadWay
from tests.web.builder import build_world
from tests.web.conftest import SitePlan


@pytest.fixture(autouse=True)
def ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the tiny world, which has no roads, ways to its feasts."""
    asked: list[tuple[int, int]] = []

    def reach(
        known: service.World, year: int, month: int
    ) -> dict[str, tuple[service.MonthReach, ...]]:
        asked.append((year, month))
        far = service.MonthReach(
            "prova", "bastia-port", month, 30_000, lines=("Prova Lines A – B",)
        )
        near = service.MonthReach("prova", "livorno-port", month, 3_600)
        none = service.MonthReach("prova", "bastia-port", month, None, reason="no road")
        return dict.fromkeys(known.catalogue.festivals, (none, far, near))

    monkeypatch.setattr(service, "reach_in_month", reach)
    road = RoadWay(81_400, 4_500, "corridor", ("A12", "SS1"), ())
    monkeypatch.setattr(service.World, "way", lambda *_: road)


@pytest.mark.parametrize(
    ("language", "dates", "way"),
    [
        ("en", "2–3 Oct 2027", "by road, 81 km (A12 / SS1)"),
        ("it", "02–03 ott 2027", "su strada, 81 km (A12 / SS1)"),
        ("fr", "2–3 oct. 2027", "par la route, 81 km (A12 / SS1)"),
    ],
)
def test_it_tells_when_and_how_in_every_language(
    site: FlaskClient, language: str, dates: str, way: str
) -> None:
    page = site.get(f"/{language}/festival/prova").text.replace("\xa0", " ")

    assert dates in page
    assert way in page
    assert page.index(way) < page.index("Prova Lines A – B")
    assert "example.org" in page


def test_the_ways_are_those_of_the_month_of_the_next_edition(site: FlaskClient) -> None:
    page = site.get("/en/festival/isola").text

    assert "the quickest way in December 2027" in page


def test_a_stand_in_is_told_to_be_one(site: FlaskClient) -> None:
    assert "Stand-in: not a feast of the network" in site.get("/en/festival/agrumi").text
    assert "Stand-in" not in site.get("/en/festival/prova").text


def test_a_correction_is_mailed_where_an_address_is_set(open_site: SitePlan) -> None:
    with open_site(corrections_mail="feste@example.org") as client:
        page = client.get("/en/festival/prova").text

    assert 'href="mailto:feste@example.org?subject=Correction%3A%20Sagra' in page
    assert "http%3A//localhost/en/festival/prova" in page
    with open_site() as client:
        assert "mailto:" not in client.get("/en/festival/prova").text


def test_an_unknown_feast_is_not_found(site: FlaskClient) -> None:
    answer = site.get("/en/festival/nowhere")

    assert answer.status_code == 404
    assert "nowhere" in answer.text


def test_a_hostile_name_is_text(open_site: SitePlan) -> None:
    with open_site(build_world(name="<img src=x>", website="javascript:1")) as client:
        page = client.get("/en/festival/prova").text

    assert "<img" not in page
    assert 'href="javascript' not in page
