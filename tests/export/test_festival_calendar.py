"""The feed of all feasts, read by icalendar and by recurring-ical-events."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar

from planner.export.festival_calendar import english_words, to_festival_calendar
from planner.model.catalogue import Catalogue
from planner.model.festival import Language
from planner.model.place import Source
from planner.service import World
from tests.export.feasts import HOSTILE, feast_catalogue, named


def events(catalogue: Catalogue, language: Language = Language.ENGLISH) -> dict[str, Any]:
    """Return the events of a feed by their ids."""
    calendar = Calendar.from_ical(to_festival_calendar(catalogue, english_words(language)))
    return {str(one["UID"]): one for one in calendar.walk("VEVENT")}


def days(catalogue: Catalogue) -> set[tuple[str, date]]:
    """Return the days on which a reader of occurrences sees each event."""
    calendar = Calendar.from_ical(to_festival_calendar(catalogue))
    seen = set()
    for one in recurring_ical_events.of(calendar).between(date(2014, 1, 1), date(2031, 1, 1)):
        day = one["DTSTART"].dt
        while day < one["DTEND"].dt:
            seen.add((str(one["UID"]), day))
            day += timedelta(days=1)
    return seen


def test_a_reader_of_occurrences_sees_every_day_and_no_other(real_world: World) -> None:
    for catalogue in (feast_catalogue(), real_world.catalogue):
        assert days(catalogue) == {
            (f"edition-{one.id}@filofesta", day) for one in catalogue.editions for day in one.days
        }


def test_a_feast_that_is_called_off_is_marked() -> None:
    told = events(feast_catalogue())

    assert str(told["edition-isola-2027@filofesta"]["STATUS"]) == "CANCELLED"
    assert str(told["edition-prova-2027@filofesta"]["STATUS"]) == "CONFIRMED"
    assert str(told["edition-agrumi-2027@filofesta"]["STATUS"]) == "TENTATIVE"


def test_an_edition_that_moves_keeps_its_id_and_its_sequence_grows() -> None:
    known = feast_catalogue()
    first = replace(known.editions[0], days=(date(2027, 10, 16),))
    later = Source("page-2", "https://example.org/2", "example.org", known.read_on + timedelta(9))
    moved = replace(
        known,
        editions=(first, *known.editions[1:]),
        sources={**known.sources, "page-2": later},
    )

    before, after = events(known), events(moved)

    assert set(before) == set(after)
    for uid, event in after.items():
        assert event["SEQUENCE"] == before[uid]["SEQUENCE"] + 9
        assert event["DTSTAMP"].dt > before[uid]["DTSTAMP"].dt


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    told = events(named(text))

    assert len(told) == 3
    shown = "".join(sign for sign in text if sign.isprintable() or sign in "\n\u202e\u202c")
    assert str(told["edition-prova-2027@filofesta"]["SUMMARY"]) == shown


def test_the_description_is_in_the_language_asked_for() -> None:
    told = events(feast_catalogue(), Language.FRENCH)["edition-prova-2027@filofesta"]

    assert str(told["DESCRIPTION"]).startswith("Fête d’été à l’œuvre\n")
    assert told["DESCRIPTION"].params["LANGUAGE"] == "fr"
