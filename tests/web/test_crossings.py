"""Car ferries on the home page: what sails in a month, in what order, and how it is told."""

import re
from dataclasses import replace
from datetime import time

import pytest
from flask.testing import FlaskClient

from planner.export.sea_chart import SeaChart, sail_by_chart
from planner.export.sea_lines import list_lines, list_services, months_of
from planner.service import read_trip_request
from tests.web.builder import (
    FAR_QUAY,
    QUAY,
    build_square,
    build_trip,
    build_world,
)
from tests.web.sailings import build_crossing, build_crossings

WISH = {"start": "Livorno", "earliest": "2027-10-01", "latest": "2027-10-10", "days": 2}


def rows_of(page: str) -> list[tuple[str, bool]]:
    """Return operator and whether it is hidden, of each row of the table."""
    body = page.partition('<tbody id="crossing-rows">')[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr([^>]*)>(.*?)</tr>", body, re.DOTALL)
    names = [re.search(r'<span class="muted">([^<]+)</span>', row) for _, row in rows]
    return [
        (name[1], attributes.endswith(" hidden"))
        for (attributes, _), name in zip(rows, names, strict=True)
        if name is not None
    ]


def test_sailings_that_differ_in_hours_only_are_one_service() -> None:
    services = list_services(build_crossings())

    assert [len(service.sailings) for service in services] == [2, 1, 1, 1]
    assert [one.depart for one in services[0].sailings] == [time(8), time(14)]


def test_a_line_holds_both_ways_of_one_operator_and_status() -> None:
    lines = list_lines(build_crossings())

    assert [line.operator for line in lines] == ["Estate Lines", "Neve Lines", "Prova Lines"]
    assert lines[2].ports == ("bastia-port", "livorno-port")
    assert len(lines[2].services) == 2


@pytest.mark.parametrize(
    ("season", "months"),
    [
        (((1, 1), (12, 31)), tuple(range(1, 13))),
        (((6, 15), (9, 1)), (6, 7, 8, 9)),
        (((11, 27), (3, 7)), (1, 2, 3, 11, 12)),
        (((5, 31), (5, 31)), (5,)),
    ],
)
def test_a_season_covers_the_months_in_which_it_has_a_day(
    season: tuple[tuple[int, int], tuple[int, int]], months: tuple[int, ...]
) -> None:
    crossing = build_crossing("any", season_from=season[0], season_to=season[1])

    assert months_of(crossing) == months


@pytest.mark.parametrize(
    ("month", "operators"),
    [
        ("7", {"Prova Lines", "Estate Lines"}),
        ("1", {"Prova Lines", "Neve Lines"}),
        ("", {"Prova Lines", "Estate Lines", "Neve Lines"}),
    ],
)
def test_a_month_hides_what_does_not_sail_without_javascript(
    site: FlaskClient, month: str, operators: set[str]
) -> None:
    page = site.get(f"/en/?month={month}").text

    assert {name for name, is_hidden in rows_of(page) if not is_hidden} == operators
    assert f"{len(operators)} lines in" in page


def test_plain_links_sort_the_table_and_keep_the_month(site: FlaskClient) -> None:
    page = site.get("/en/?sort=operator&month=1").text

    names = [name for name, _ in rows_of(page)]
    assert names == sorted(names)
    assert '<details class="wishes" id="crossing-details" open>' in page
    assert 'href="/en/?sort=to&amp;month=1#crossings"' in page
    assert 'href="/en/?month=2&amp;sort=operator#feasts"' in page


def test_an_order_that_does_not_exist_is_the_plain_one(site: FlaskClient) -> None:
    strange, plain = (site.get(f"/en/{query}").text for query in ("?sort=%27x", ""))

    assert rows_of(strange) == rows_of(plain)


def test_a_row_tells_days_hours_season_status_and_source(site: FlaskClient) -> None:
    page = site.get("/it/").text.replace("\u00a0", " ")

    for told in ("lun–mer, sab", "08:00, 14:00", "4 h 15 min", "27 nov – 7 mar", "non confermati"):
        assert told in page, told
    assert "La nostra fonte è del 2024." in page
    assert "La nostra fonte non ha data." in page


@pytest.mark.parametrize("kind", ["crossings", "ports", "sights"])
def test_a_layer_is_kept_until_it_changes(site: FlaskClient, kind: str) -> None:
    first = site.get(f"/fr/map/{kind}.json")
    again = site.get(f"/fr/map/{kind}.json", headers={"If-None-Match": first.headers["ETag"]})

    assert first.mimetype == "application/geo+json"
    assert "max-age" in first.headers["Cache-Control"]
    assert first.get_json()["type"] == "FeatureCollection"
    assert again.status_code == 304


def test_the_layer_of_crossings_speaks_the_language_of_its_path(site: FlaskClient) -> None:
    features = site.get("/fr/map/crossings.json").get_json()["features"]

    told = {one["properties"]["lines"][0]: one["properties"] for one in features}
    winter = told["Ferry avec voiture, Neve Lines"]
    assert winter["status"] == "unconfirmed"
    assert winter["months"] == [1, 2, 3, 11, 12]
    assert winter["timed"][0][1].startswith("vers Livorno")
    assert site.get("/fr/map/none.json").status_code == 404


def test_lines_between_the_same_ports_do_not_lie_on_each_other(site: FlaskClient) -> None:
    features = site.get("/en/map/crossings.json").get_json()["features"]

    middles = {tuple(one["geometry"]["coordinates"][12]) for one in features}
    assert len(middles) == len(features) == 3


def test_a_curve_joins_its_ends_and_keeps_off_the_land() -> None:
    chart = SeaChart.build(build_square())

    way = chart.curve(QUAY, FAR_QUAY)

    assert (way[0].lon, way[0].lat) == pytest.approx((QUAY.lon, QUAY.lat))
    assert (way[-1].lon, way[-1].lat) == pytest.approx((FAR_QUAY.lon, FAR_QUAY.lat))
    assert chart.curve(FAR_QUAY, QUAY) == way[::-1]


def test_a_ferry_of_a_trip_is_drawn_by_the_chart() -> None:
    world = build_world()
    trip = build_trip(world, read_trip_request(world, WISH))

    drawn = sail_by_chart(trip, SeaChart.build(build_square()))

    ferry = next(leg for leg in drawn.list_legs() if leg.ferry is not None)
    assert len(ferry.geometry) > 10
    assert ferry.geometry[0].distance_m(ferry.origin.coordinate) < 1
    assert ferry.geometry[-1].distance_m(ferry.destination.coordinate) < 1


@pytest.mark.parametrize(("metres", "minutes"), [(28, 1), (284, 4), (699, 10), (700, None)])
def test_a_walk_takes_its_time(metres: int, minutes: int | None) -> None:
    world = build_world()
    drive = build_trip(world, read_trip_request(world, WISH)).list_legs()[0]

    walk_s = replace(drive, distance_m=metres).walk_s

    assert walk_s == (None if minutes is None else minutes * 60)
