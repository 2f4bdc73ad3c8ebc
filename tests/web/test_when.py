"""The part of the year that is shown: read from the address, told, and stepped through."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from web.when import WEEKS_AHEAD, When, read_when


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, When()),
        ({"month": "4"}, When(month=4)),
        ({"month": "13"}, When()),
        ({"month": "x"}, When()),
        ({"day": "2027-10-04"}, When(first=date(2027, 10, 4))),
        ({"day": "2027-02-30"}, When()),
        ({"day": "2027-10-04", "month": "4"}, When(first=date(2027, 10, 4))),
        ({"day": "9999-12-31"}, When()),
        ({"day": "<script>"}, When()),
    ],
)
def test_an_address_is_read_or_asks_for_the_whole_year(
    arguments: dict[str, Any], expected: When
) -> None:
    assert read_when(arguments) == expected


def test_two_weeks_touch_the_months_of_both_ends() -> None:
    over_the_year = When(first=date(2027, 12, 27))

    assert over_the_year.months == (12, 1)
    assert over_the_year.sails((1,))
    assert not over_the_year.sails((2, 11))
    assert When().sails((2,))


def test_the_page_shows_what_takes_place_in_two_weeks(site: FlaskClient) -> None:
    page = site.get("/en/?day=2027-09-20").text

    assert "1 feast, 20 Sept" in page
    assert page.count('class="feast" ') == 3
    assert 'id="prova" tabindex="-1" data-months="10" data-days="2027-10-02' in page
    assert 'id="empty" hidden' in page


def test_an_empty_part_says_so(site: FlaskClient) -> None:
    page = site.get("/it/?day=2027-02-01").text

    assert '<p class="empty" id="empty">' in page
    assert "Mostra tutto l’anno" in page


def test_the_slider_has_a_step_for_each_week(site: FlaskClient) -> None:
    page = site.get("/fr/").text

    assert f'max="{WEEKS_AHEAD}" value="0"' in page


def test_a_page_kept_for_the_next_reader_has_a_nonce_of_its_own(site: FlaskClient) -> None:
    answers = [site.get("/en/?month=4") for _ in range(2)]

    policies = [answer.headers["Content-Security-Policy"] for answer in answers]
    nonces = [policy.split("'nonce-")[1].split("'")[0] for policy in policies]
    assert nonces[0] != nonces[1]
    for answer, own, other in zip(answers, nonces, nonces[::-1], strict=True):
        assert f'nonce="{own}"' in answer.text
        assert other not in answer.text


def test_the_wishes_of_one_reader_are_not_shown_to_the_next(site: FlaskClient) -> None:
    wished = site.get("/en/?must=prova").text
    plain = site.get("/en/").text

    assert 'name="must" value="prova" checked' in wished
    assert 'name="must" value="prova" checked' not in plain
