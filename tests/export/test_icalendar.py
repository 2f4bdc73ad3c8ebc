"""The calendar file, read back by other readers than its writer."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar, Timezone

from planner.export.icalendar import to_icalendar
from planner.export.voice import english
from planner.model.itinerary import Itinerary, Visit
from planner.model.journey import Leg
from planner.model.timetable import Mode
from tests.export.tour import (
    LONG_NAME,
    ODD_TEXT,
    SATURDAY,
    SUNDAY,
    no_tour,
    tour,
    tour_catalogue,
)


def write(trip: Itinerary | None = None) -> str:
    """Return the file of a trip."""
    found = trip or tour()
    return to_icalendar(found, tour_catalogue(), english(found))


def read(text: str) -> Calendar:
    """Return a file's calendar."""
    calendar = Calendar.from_ical(text)
    assert isinstance(calendar, Calendar)
    return calendar


def events(text: str) -> list[Any]:
    """Return the events of a file in order; a property's type is known only where it is read."""
    return list(read(text).walk("VEVENT"))


def event(summary: str) -> Any:
    """Return the event of which the summary begins so."""
    found = [one for one in events(write()) if str(one["SUMMARY"]).startswith(summary)]
    assert len(found) == 1
    return found[0]


def test_each_visit_and_each_ferry_is_one_event_in_the_order_of_the_trip() -> None:
    kept = [
        item
        for day in tour().days
        for item in day.items
        if isinstance(item, Visit) or (isinstance(item, Leg) and item.mode is Mode.FERRY)
    ]
    begins = [item.arrive if isinstance(item, Visit) else item.depart for item in kept]
    ends = [item.depart if isinstance(item, Visit) else item.arrive for item in kept]

    told = events(write())

    assert [one["DTSTART"].dt.astimezone(UTC) for one in told] == [
        t.astimezone(UTC) for t in begins
    ]
    assert [one["DTEND"].dt.astimezone(UTC) for one in told] == [t.astimezone(UTC) for t in ends]


def test_a_reader_of_occurrences_finds_the_events_on_the_day_they_begin() -> None:
    occurrences = recurring_ical_events.of(read(write()))

    names = [[str(one["SUMMARY"])[:5] for one in occurrences.at(day)] for day in (SATURDAY, SUNDAY)]

    assert names == [["Sagra", "Ferry"], ["A Fie", "Museo", "Musée"]]
    assert len(occurrences.between(date(2026, 1, 1), date(2027, 1, 1))) == 5


def test_a_ferry_over_the_clock_change_keeps_its_true_length() -> None:
    crossing = event("Ferry Livorno → Bastia")

    begin, end = crossing["DTSTART"].dt, crossing["DTEND"].dt

    assert (begin.hour, end.hour) == (22, 6)
    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(hours=9)
    assert (crossing["DTSTART"].params["TZID"], crossing["DTEND"].params["TZID"]) == (
        "Europe/Rome",
        "Europe/Paris",
    )


def test_the_written_zones_give_the_true_offsets_all_through_the_trip() -> None:
    zones = {str(one["TZID"]): one for one in read(write()).walk("VTIMEZONE")}

    assert set(zones) == {"Europe/Rome", "Europe/Paris"}
    first = datetime(2026, 10, 23, tzinfo=UTC)
    for key, zone in zones.items():
        assert isinstance(zone, Timezone)
        own, true = zone.to_tz(lookup_tzid=False), ZoneInfo(key)
        for hour in range(0, 8 * 24, 3):
            moment = first + timedelta(hours=hour)
            local = moment.astimezone(true).replace(tzinfo=None)
            if local.replace(tzinfo=true).astimezone(UTC) == moment:
                assert local.replace(tzinfo=own).utcoffset() == moment.astimezone(true).utcoffset()


def test_every_zone_that_an_event_names_is_written() -> None:
    calendar = read(write())

    named = {
        value.params["TZID"] for one in events(write()) for value in (one["DTSTART"], one["DTEND"])
    }

    assert named <= {str(one["TZID"]) for one in calendar.walk("VTIMEZONE")}
    assert event("Musée du Rocher")["DTSTART"].params["TZID"] == "Europe/Paris"


def test_lines_end_in_crlf_and_are_folded_at_75_octets() -> None:
    data = write().encode()

    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_awkward_texts_come_back_as_they_were() -> None:
    feast = event("Sagra")

    assert str(feast["SUMMARY"]) == LONG_NAME
    assert str(feast["DESCRIPTION"]).startswith(f"{ODD_TEXT}\n")
    assert str(feast["LOCATION"]) == "Borgo; vecchio, su, Borgo prova, Italy"


def test_a_feast_tells_how_sure_its_date_is_and_who_says_so() -> None:
    announced, expected = event("Sagra"), event("A Fiera")

    assert "\nDate announced.\n" in str(announced["DESCRIPTION"])
    assert str(announced["STATUS"]) == "CONFIRMED"
    assert "expected from the usual rule, not announced." in str(expected["DESCRIPTION"])
    assert str(expected["STATUS"]) == "TENTATIVE"
    assert str(expected["DESCRIPTION"]).endswith("\nSources:\nhttps://example.org/page")
    assert str(announced["URL"]) == "https://example.org/sagra"
    assert "URL" not in expected


def test_a_sight_warns_where_its_hours_are_unknown() -> None:
    assert "Opening hours unknown: check before you go." in str(event("Museo")["DESCRIPTION"])


def test_a_ferry_tells_what_a_passenger_has_to_know() -> None:
    crossing = event("Ferry")

    assert str(crossing["DESCRIPTION"]).split("\n") == [
        "Prova Lines, Livorno – Bastia.",
        "Be at the check-in 90 minutes before departure.",
        "Indicative times: check before you go.",
        "Times published for departures from 2026-04-01.",
        "Sources:",
        "https://example.org/page",
    ]
    assert str(crossing["LOCATION"]) == "Livorno, Italy"
    assert str(crossing["STATUS"]) == "TENTATIVE"


def test_positions_have_the_latitude_first() -> None:
    assert event("Ferry")["GEO"].to_ical() == "43.55;10.291234"


def test_ids_are_unique_and_the_same_each_time() -> None:
    ids = [str(one["UID"]) for one in events(write())]

    assert len(set(ids)) == len(ids) == 5
    assert ids == [str(one["UID"]) for one in events(write())]


def test_the_same_trip_gives_the_same_bytes_whatever_time_it_took() -> None:
    assert write(tour(seconds=0.1)) == write(tour(seconds=9.9))


def test_what_every_event_needs_is_there() -> None:
    read_on = max(source.accessed for source in tour_catalogue().sources.values())
    stamp = datetime(read_on.year, read_on.month, read_on.day, tzinfo=UTC)

    for one in events(write()):
        assert one["SEQUENCE"] == (read_on - date(2026, 1, 1)).days
        assert one["DTSTAMP"].dt == stamp
        assert one["DTSTART"].dt < one["DTEND"].dt
        assert not one.errors


def test_no_trip_gives_a_calendar_without_events() -> None:
    calendar = read(write(no_tour()))

    assert str(calendar["VERSION"]) == "2.0"
    assert not calendar.walk("VEVENT")
    assert recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2027, 1, 1)) == []
