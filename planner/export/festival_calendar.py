"""All feasts as an iCalendar feed (RFC 5545, 7986): one all-day event for each edition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Event

from planner.export.icalendar import address_of, edition_number, new_calendar
from planner.export.narrate import DATE_STATUS, name_country
from planner.export.safe_text import printable
from planner.export.schema_org import each_source, is_sure, runs
from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus, Edition, Festival, Language

DIGITS = 6


@dataclass(frozen=True, slots=True)
class FeedWords:
    """How the feed speaks; iCalendar takes one text only."""

    language: Language
    name: str
    """Of the calendar."""
    dates: Mapping[DateStatus, str]
    """Say how sure a date is."""
    country: Callable[[str], str] = name_country
    """Names a country by its code."""


def english_words(language: Language = Language.ENGLISH) -> FeedWords:
    """Return English words; the feasts' own descriptions may be in another language."""
    dates = {status: DATE_STATUS[status.value] for status in DateStatus}
    return FeedWords(language, "Filofesta", dates)


def to_festival_calendar(
    catalogue: Catalogue, words: FeedWords | None = None, address: str = ""
) -> str:
    """Return the feed's text, lines ended by CRLF.

    An edition keeps its id for good, so a calendar that subscribes sees a moved date move.  Days
    that do not follow each other are recurrence dates of the first.

    Parameters
    ----------
    catalogue
        The feasts.
    words
        How it speaks; English by default.
    address
        Of the feed itself; it tells programs where to look again.
    """
    spoken = words or english_words()
    language = spoken.language
    calendar = new_calendar(spoken.name, address, language.value)
    number = edition_number(catalogue)
    stamp = datetime.combine(catalogue.read_on, time(), tzinfo=UTC)
    for edition in catalogue.editions:
        festival = catalogue.get_festival(edition.festival_id)
        event = _event(edition, festival)
        event.add("location", address_of(festival, spoken.country))
        event.add("dtstamp", stamp)
        event.add("sequence", number)
        told = [festival.description.in_language(language), spoken.dates[edition.date_status]]
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
