"""Rules of feasts in words."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from planner import service
from planner.model.festival import DateStatus, TimingRule
from planner.model.place import Confidence
from web.rules import say_rule


def build_rule(rrule: str, offset_days: int = 0, duration_days: int = 1) -> TimingRule:
    about: tuple[Any, ...] = (DateStatus.RULE_BASED, "", Confidence.HIGH, ())
    return TimingRule("r", "prova", "published", rrule, offset_days, duration_days, *about)


@pytest.mark.parametrize(
    ("rule", "language", "expected"),
    [
        (build_rule("FREQ=YEARLY;BYMONTH=10;BYDAY=2SU"), "en", "in October: the second Sunday"),
        (build_rule("FREQ=YEARLY;BYMONTH=10;BYDAY=2SU"), "it", "a ottobre: la seconda domenica"),
        (
            build_rule("FREQ=YEARLY;BYMONTH=12;BYDAY=1SA", -1, 3),
            "fr",
            "en décembre : le premier samedi, à partir de 1 jour avant, pendant 3 jours",
        ),
        (build_rule("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=29"), "en", "every year on 29 June"),
        (build_rule("FREQ=YEARLY;BYEASTER=14"), "it", "14 giorni dopo Pasqua"),
        (build_rule("FREQ=YEARLY;BYEASTER=0"), "en", "on Easter Sunday"),
        (
            build_rule("FREQ=YEARLY;BYMONTH=12;BYDAY=FR;BYMONTHDAY=5,6,7,8,9,10,11"),
            "en",
            "in December: the Friday falling on days 5 to 11",
        ),
        (build_rule("FREQ=WEEKLY;COUNT=3"), "en", "FREQ=WEEKLY;COUNT=3"),
        (build_rule("FREQ=YEARLY;BYMONTH=2;BYDAY=9TU"), "en", "FREQ=YEARLY;BYMONTH=2;BYDAY=9TU"),
        (build_rule("<b>;BYMONTH=x"), "en", "<b>;BYMONTH=x"),
    ],
)
def test_a_rule_is_said_or_shown_as_it_is(
    site: FlaskClient, rule: TimingRule, language: str, expected: str
) -> None:
    with site.application.test_request_context(f"/{language}/"):
        assert say_rule(rule) == expected


def test_every_rule_of_the_data_has_words(site: FlaskClient) -> None:
    rules = service.load_world().catalogue.rules
    for language in ("en", "it", "fr"):
        with site.application.test_request_context(f"/{language}/"):
            told = [say_rule(rule) for rule in rules]

        assert rules
        assert not [text for text in told if "BYMONTH" in text or "FREQ" in text]
