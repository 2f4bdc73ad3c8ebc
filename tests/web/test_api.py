"""JSON over HTTP: answers, problem documents, limits."""

from threading import Event, Thread

import pytest
from flask.testing import FlaskClient

from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from planner.service import World
from tests.web.builder import ASKED, build_trip
from tests.web.conftest import SitePlan

WISH = {
    "start": {"place": "Livorno"},
    "earliest": "2027-10-01",
    "latest": "2027-10-10",
    "days": {"min": 2, "max": 3},
}


def test_the_site_says_that_it_is_alive(site: FlaskClient) -> None:
    assert site.get("/healthz").get_json() == {"status": "ok"}


def test_feasts_come_with_editions_roles_and_sources(site: FlaskClient) -> None:
    answer = site.get("/api/v1/festivals?from=2027-10-01&to=2027-10-31").get_json()

    feasts = {feast["id"]: feast for feast in answer["festivals"]}
    assert feasts["agrumi"]["role"] == "stand_in"
    assert feasts["prova"]["coordinates"] == [10.6, 43.1]
    assert [one["days"] for one in feasts["prova"]["editions"]] == [["2027-10-02", "2027-10-03"]]
    assert feasts["isola"]["editions"] == []
    assert answer["sources"]["page-1"]["url"] == "https://example.org/page"


def test_places_are_found_by_how_they_begin(site: FlaskClient) -> None:
    places = site.get("/api/v1/places?q=LIV").get_json()["places"]

    assert [place["id"] for place in places] == ["livorno"]
    assert site.get("/api/v1/places").get_json() == {"places": []}


def test_places_are_found_by_likeness_where_nothing_begins_so(site: FlaskClient) -> None:
    places = site.get("/api/v1/places?q=Livrono&lang=fr").get_json()["places"]

    assert [(place["id"], place["where"]) for place in places] == [("livorno", "Toscane")]
    assert site.get("/api/v1/places?q=zzzzzz").get_json() == {"places": []}


def test_a_plan_is_answered_by_the_contract(site: FlaskClient) -> None:
    answer = site.post("/api/v1/plans", json=WISH).get_json()

    assert answer["status"] == "feasible"
    assert answer["days"][0]["items"][0]["basis"] == "corridor"
    assert answer["left_out"][0]["would_fit_if"]["field"] == "days.max"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ('{"start": ', "application/json", 400),
        ("[1, 2]", "application/json", 400),
        ('"Livorno"', "application/json", 400),
        ("start=Livorno", "application/x-www-form-urlencoded", 415),
        ('{"start": "Livrono", "earliest": 3}', "application/json", 400),
        ('{"x": "' + "y" * 70_000 + '"}', "application/json", 413),
    ],
)
def test_a_bad_body_is_answered_with_a_problem(
    site: FlaskClient, body: str, kind: str, status: int
) -> None:
    answer = site.post("/api/v1/plans", data=body, content_type=kind)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == status


def test_a_problem_names_each_faulty_field(site: FlaskClient) -> None:
    answer = site.post("/api/v1/plans", json={**WISH, "start": "Livrono", "latest": "x"})

    faults = answer.get_json()["faults"]
    assert set(faults) == {"start", "latest"}
    assert "did you mean Livorno" in faults["start"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/v1/none", 404), ("/api/v1/plans", 405), ("/api/v1/festivals?from=x", 400)],
)
def test_errors_of_the_api_are_problems(site: FlaskClient, path: str, status: int) -> None:
    answer = site.get(path)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_a_search_never_gets_more_time_than_the_site_allows(open_site: SitePlan) -> None:
    limits = []

    def note(world: World, request: TripRequest) -> Itinerary:
        limits.append(request.time_limit_s)
        return build_trip(world, request)

    site = open_site(plan=note, max_time_limit_s=7.0)
    site.get(f"/en/trip?{ASKED}&time_limit_s=60")
    site.get(f"/en/trip?{ASKED}&time_limit_s=2")

    assert limits == [7.0, 2.0]


def test_the_same_trip_is_searched_for_once(open_site: SitePlan) -> None:
    searches = []

    def note(world: World, request: TripRequest) -> Itinerary:
        searches.append(request)
        return build_trip(world, request)

    site = open_site(plan=note)
    for path in ("/en", "/it", "/en"):
        assert site.get(f"{path}/trip?{ASKED}").status_code == 200

    assert len(searches) == 1


def test_beyond_the_queue_the_site_asks_to_come_back(open_site: SitePlan) -> None:
    begun, go_on = Event(), Event()

    def wait(world: World, request: TripRequest) -> Itinerary:
        begun.set()
        assert go_on.wait(20)
        return build_trip(world, request)

    site = open_site(plan=wait, max_solves=1, max_waiting=0)
    other = site.application.test_client()
    first = Thread(target=other.get, args=(f"/en/trip?{ASKED}",))
    first.start()
    assert begun.wait(20)
    page = site.get(f"/it/trip?{ASKED}&seed=1")
    problem = site.post("/api/v1/plans", json={**WISH, "seed": 2})
    home = site.get("/en/")
    go_on.set()
    first.join(20)

    assert page.status_code == problem.status_code == 503
    assert int(page.headers["Retry-After"]) >= 1
    assert "Il sito è molto occupato" in page.text
    assert home.status_code == 200
    assert site.get(f"/en/trip?{ASKED}&seed=1").status_code == 200


def test_a_fault_of_the_program_shows_nothing_of_its_inside(open_site: SitePlan) -> None:
    def fail(world: World, request: TripRequest) -> Itinerary:
        raise ZeroDivisionError(f"secret of {len(world.crossings)} {request.seed}")

    answer = open_site(plan=fail).get(f"/en/trip?{ASKED}")

    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.text
    assert "secret" not in answer.text
