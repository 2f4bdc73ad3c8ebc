"""The trip page tells what each leg and the whole trip emit, with the pages it was read on."""

import pytest
from flask.testing import FlaskClient

from planner.model.emissions import Emissions
from tests.web.builder import ASKED
from web.emissions import kilograms

WORDS = {
    "en": ("CO₂e for 2 people", "28–45\u00a0kg", "How the CO₂e is counted", "two ways of counting"),
    "fr": (
        "CO₂e pour 2 personnes",
        "28–45\u00a0kg",
        "Comment le CO₂e est calculé",
        "deux manières",
    ),
    "it": ("CO₂e per 2 persone", "28–45\u00a0kg", "Come si calcola la CO₂e", "due modi"),
}


@pytest.mark.parametrize("language", WORDS)
def test_the_total_and_every_leg_are_told_with_their_sources(
    site: FlaskClient, language: str
) -> None:
    page = site.get(f"/{language}/trip?{ASKED}").text

    assert all(word in page for word in WORDS[language])
    told = [*page.split('<details class="co2e">')[1:], *page.split('<dd class="co2e">')[1:]]
    assert len(told) == 3
    for part in told:
        assert 'href="https://example.org/page"' in part.split("</ul>")[0]


def test_small_amounts_are_told_in_the_digits_of_the_language(site: FlaskClient) -> None:
    with site.application.test_request_context("/fr/trip"):
        assert kilograms(Emissions(1_449, 1_549)) == "1,4–1,5\u00a0kg"
        assert kilograms(Emissions(1_010, 1_020)) == "1\u00a0kg"
