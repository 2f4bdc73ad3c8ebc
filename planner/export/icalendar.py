"""A trip as an iCalendar file (RFC 5545, 7986): one event for each visit and each ferry.

The same trip of the same data gives the same bytes.  An event's id is made of the request and of
what is visited or sailed, not of its time: a calendar that subscribes to the trip's address sees
an event move, no second one.  `DTSTAMP` and `SEQUENCE` grow with the day on which the sources were
read.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from planner.export.narrate import name_country
from planner.export.safe_text import printable
from planner.export.voice import Voice
from planner.model.catalogue import Catalogue
from planner.model.clock import ZONES
from planner.model.festival import Attraction, DateStatus, Festival, Language
from planner.model.itinerary import Itinerary, Visit
from planner.model.journey import FerryFacts, Leg, Spot
from planner.model.request import TripRequest
from planner.model.timetable import TimetableStatus

PRODUCT = "-//Filofesta//Filofesta//EN"
ROME, PARIS = ZONES["IT"], ZONES["FR"]
SURE = {DateStatus.CONFIRMED, DateStatus.ANNOUNCED, None}
"""Dates to be relied on; a sight has none."""
PLACES = 6
"""Decimals of a degree, as RFC 5545 advises for GEO."""
REFRESH = timedelta(days=1)
"""How often a calendar that subscribes should look again."""
FIRST_DATA = date(2026, 1, 1)
"""Day from which sequence numbers count."""


def new_calendar(name: str, address: str, language: str) -> Calendar:
    """Return a calendar without events; `address`, where given, is its own."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", printable(name), {"LANGUAGE": language})
    calendar.add("x-wr-calname", printable(name))
    if address:
        calendar.add("source", printable(address), {"VALUE": "URI"})
        calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "P1D")
    return calendar


def edition_number(catalogue: Catalogue) -> int:
    """Return a SEQUENCE: it grows whenever a source was read anew."""
    return max(0, (catalogue.read_on - FIRST_DATA).days)


def to_icalendar(
    itinerary: Itinerary, catalogue: Catalogue, voice: Voice, address: str = ""
) -> str:
    """Return the trip as the text of an iCalendar file, lines ended by CRLF.

    A trip that could not be made gives a calendar without events.

    Parameters
    ----------
    itinerary, catalogue
        The trip, and the catalogue that its visits and sources are in.
    voice
        How the file speaks; the ids of its events are the same in every language.
    address
        Where the file can be fetched again, for calendars that subscribe; empty: nowhere.
    """
    calendar = new_calendar(voice.title, address, voice.language)
    first, last = itinerary.request.earliest, itinerary.request.latest
    for zone in (ROME, PARIS):
        calendar.add_component(_timezone(zone, first, last))
    stamp = datetime.combine(catalogue.read_on, time(), tzinfo=UTC)
    trip, times, number = _trip_id(itinerary.request), Counter[str](), edition_number(catalogue)
    for item in (item for day in itinerary.days for item in day.items):
        if isinstance(item, Visit):
            key, event = f"visit {item.id}", _visit_event(item, catalogue, voice)
        elif isinstance(item, Leg) and item.ferry is not None:
            key = f"ferry {item.origin.id} {item.destination.id}"
            event = _ferry_event(item, item.ferry, catalogue, voice)
        else:
            continue
        times[key] += 1
        told = f"{trip} {key} {times[key]}"
        event.add("uid", f"{sha256(told.encode()).hexdigest()[:32]}@filofesta")
        event.add("dtstamp", stamp)
        event.add("sequence", number)
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _trip_id(request: TripRequest) -> str:
    """Return what tells one asked-for trip from another."""
    wishes = (request.start.id, request.end.id if request.end else "", request.earliest)
    more = (request.latest, request.days, request.mode, request.must, request.avoid, request.areas)
    return " ".join(str(one) for one in (*wishes, *more))


def _timezone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Return the VTIMEZONE of a zone for the years of a trip, with the clock before them."""
    return Timezone.from_tzinfo(
        zone, zone.key, date(first.year - 1, 1, 1), date(last.year + 2, 1, 1)
    )


def _visit_event(visit: Visit, catalogue: Catalogue, voice: Voice) -> Event:
    """Return a visit as an event; a date that nobody has announced is tentative."""
    record = catalogue.festivals.get(visit.id) or catalogue.attractions.get(visit.id)
    title, *lines = voice.note(visit)
    if record is not None:
        lines.insert(0, record.description.in_language(Language(voice.language)))
        lines += sources_of(record.sources, catalogue, voice.sources)
    event = _event(title, visit.arrive, visit.depart)
    event.add("status", _status(visit.date_status in SURE))
    event.add("description", printable("\n".join(lines)))
    event.add("location", address_of(record, voice.country) if record else _quay(visit.spot, voice))
    _add_geo(event, visit.spot)
    if isinstance(record, Festival) and record.website:
        event.add("url", printable(record.website))
    return event


def _ferry_event(leg: Leg, facts: FerryFacts, catalogue: Catalogue, voice: Voice) -> Event:
    """Return a ferry as an event at the quay of departure."""
    title, *lines = voice.note(leg)
    lines += sources_of(facts.sources, catalogue, voice.sources)
    event = _event(title, leg.depart, leg.arrive)
    event.add("status", _status(facts.timetable_status is TimetableStatus.TIMETABLE))
    event.add("description", printable("\n".join(lines)))
    event.add("location", _quay(leg.origin, voice))
    _add_geo(event, leg.origin)
    return event


def _event(name: str, begin: datetime, end: datetime) -> Event:
    """Return an event with its name and its times."""
    event = Event()
    event.add("dtstart", _in_zone(begin))
    event.add("dtend", _in_zone(end))
    event.add("summary", printable(name))
    return event


def _status(sure: bool) -> str:
    """Return the STATUS of an event."""
    return "CONFIRMED" if sure else "TENTATIVE"


def _in_zone(moment: datetime) -> datetime:
    """Return a moment in one of the two zones that the calendar has; Monaco keeps Paris time."""
    return moment.astimezone(ROME if moment.tzinfo == ROME else PARIS)


def _add_geo(event: Event, spot: Spot) -> None:
    """Add a spot's position; RFC 5545 wants the latitude first."""
    where = spot.coordinate
    event.add("geo", (round(where.lat, PLACES), round(where.lon, PLACES)))


def address_of(record: Festival | Attraction, country: Callable[[str], str] = name_country) -> str:
    """Return where a record is, from the small to the large, without repeats."""
    near = record.locality if isinstance(record, Festival) else record.name
    parts = [near, record.municipality, country(record.country)]
    return printable(", ".join(dict.fromkeys(part for part in parts if part)))


def _quay(spot: Spot, voice: Voice) -> str:
    """Return where a spot without a record is."""
    return printable(f"{spot.name}, {voice.country(spot.country)}")


def sources_of(ids: Iterable[str], catalogue: Catalogue, head: str) -> list[str]:
    """Return the addresses of sources below their head, each on a line of its own."""
    known = [catalogue.sources[one].url for one in ids if one in catalogue.sources]
    return [head, *known] if known else []
