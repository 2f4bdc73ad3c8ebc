"""All feasts as an iCalendar feed (RFC 5545, 7986): one all-day event for each edition."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Event

from planner.export.icalendar import address_of, edition_number, new_calendar
from planner.export.narrate import DATE_STATUS
from planner.export.safe_text import printable
from planner.export.schema_org import each_source, is_sure, runs
from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus, Edition, Festival, Language

DIGITS = 6
Words = Mapping[DateStatus, str]


def to_festival_calendar(
    catalogue: Catalogue,
    language: Language = Language.ENGLISH,
    address: str = "",
    name: str = "Filofesta",
    words: Words | None = None,
) -> str:
    """Return the feed's text, lines ended by CRLF.

    An edition keeps its id for good, so a calendar that subscribes sees a moved date move.  Days
    that do not follow each other are recurrence dates of the first.

    Parameters
    ----------
    catalogue
        The feasts.
    language
        Of the descriptions; iCalendar takes one text only.
    address
        Of the feed itself; it tells programs where to look again.
    name
        Of the calendar.
    words
        Say how sure a date is, in that language; English by default.
    """
    spoken = words or {status: DATE_STATUS[status.value] for status in DateStatus}
    calendar = new_calendar(name, address, language.value)
    number = edition_number(catalogue)
    stamp = datetime.combine(catalogue.read_on, time(), tzinfo=UTC)
    for edition in catalogue.editions:
        festival = catalogue.get_festival(edition.festival_id)
        event = _event(edition, festival)
        event.add("dtstamp", stamp)
        event.add("sequence", number)
        told = [festival.description.in_language(language), spoken[edition.date_status]]
        told += each_source(catalogue, (*festival.sources, *edition.sources))
        event.add("description", printable("\n".join(told)), {"LANGUAGE": language.value})
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _event(edition: Edition, festival: Festival) -> Event:
    """Return an edition without the words on its date."""
    event = Event()
    event.add("uid", f"edition-{edition.id}@filofesta")
    (first, last), *others = runs(edition.days)
    if others:  # a repeated event keeps its length, so each day is one of its own
        last = first
        days = [day for day in edition.days if day != first]
        event.add("rdate", days, {"VALUE": "DATE"})
    event.add("dtstart", first)
    event.add("dtend", _after(last))
    event.add("summary", printable(festival.name), {"LANGUAGE": festival.name_language})
    event.add("status", _status(edition))
    event.add("transp", "TRANSPARENT")
    event.add("location", address_of(festival))
    where = festival.coordinate
    event.add("geo", (round(where.lat, DIGITS), round(where.lon, DIGITS)))
    event.add("categories", [interest.value for interest in festival.interests])
    event.add("related-to", f"festival-{festival.id}@filofesta")
    if festival.website:
        event.add("url", printable(festival.website))
    return event


def _status(edition: Edition) -> str:
    """Return whether an edition goes ahead."""
    if edition.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if is_sure(edition.date_status) else "TENTATIVE"


def _after(day: date) -> date:
    """Return the day after: an all-day event ends before it."""
    return day + timedelta(days=1)
