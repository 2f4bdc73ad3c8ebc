"""A trip as an iCalendar file (RFC 5545, 7986): one event for each visit and each ferry.

The same trip of the same data gives the same bytes.  An event's id is made of the request and of
what is visited or sailed, not of its time: a calendar that subscribes to the trip's address sees
an event move, no second one.  `DTSTAMP` and `SEQUENCE` grow with the day on which the sources were
read.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from planner.export.narrate import DATE_STATUS, TIMETABLE
from planner.export.safe_text import printable
from planner.model.catalogue import Catalogue
from planner.model.clock import ZONES
from planner.model.festival import Attraction, DateStatus, Festival
from planner.model.itinerary import Itinerary, Visit
from planner.model.journey import FerryFacts, Leg, Spot
from planner.model.request import TripRequest
from planner.model.timetable import TimetableStatus

PRODUCT = "-//Filofesta//Filofesta//EN"
COUNTRIES = {"IT": "Italy", "FR": "France", "MC": "Monaco"}
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


def to_icalendar(itinerary: Itinerary, catalogue: Catalogue, address: str = "") -> str:
    """Return the trip as the text of an iCalendar file, lines ended by CRLF.

    A trip that could not be made gives a calendar without events.

    Parameters
    ----------
    itinerary, catalogue
        The trip, and the catalogue that its visits and sources are in.
    address
        Where the file can be fetched again, for calendars that subscribe; empty: nowhere.
    """
    calendar = new_calendar(f"Trip from {itinerary.request.start.name}", address, "en")
    first, last = itinerary.request.earliest, itinerary.request.latest
    for zone in (ROME, PARIS):
        calendar.add_component(_timezone(zone, first, last))
    stamp = datetime.combine(catalogue.read_on, time(), tzinfo=UTC)
    trip, times, number = _trip_id(itinerary.request), Counter[str](), edition_number(catalogue)
    for item in (item for day in itinerary.days for item in day.items):
        if isinstance(item, Visit):
            key, event = f"visit {item.id}", _visit_event(item, catalogue)
        elif isinstance(item, Leg) and item.ferry is not None:
            key = f"ferry {item.origin.id} {item.destination.id}"
            event = _ferry_event(item, item.ferry, catalogue)
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


def _visit_event(visit: Visit, catalogue: Catalogue) -> Event:
    """Return a visit as an event; a date that nobody has announced is tentative."""
    record = catalogue.festivals.get(visit.id) or catalogue.attractions.get(visit.id)
    lines = [] if record is None else [record.description.en]
    if visit.date_status is not None:
        lines.append(f"{_capitalised(DATE_STATUS[visit.date_status.value])}.")
    if not visit.hours_known:
        lines.append("Opening hours unknown: check before you go.")
    if record is not None:
        lines += sources_of(record.sources, catalogue)
    event = _event(visit.spot.name, visit.arrive, visit.depart)
    event.add("status", _status(visit.date_status in SURE))
    event.add("description", printable("\n".join(lines)))
    event.add("location", address_of(record) if record else _quay(visit.spot))
    _add_geo(event, visit.spot)
    if isinstance(record, Festival) and record.website:
        event.add("url", printable(record.website))
    return event


def _ferry_event(leg: Leg, facts: FerryFacts, catalogue: Catalogue) -> Event:
    """Return a ferry as an event at the quay of departure."""
    lines = [
        f"{facts.operator}, {facts.line}." if facts.line else f"{facts.operator}.",
        f"Be at the check-in {facts.check_in_s // 60} minutes before departure.",
        f"{_capitalised(TIMETABLE[facts.timetable_status.value])}.",
        *_validity(facts),
        *sources_of(facts.sources, catalogue),
    ]
    name = f"Ferry {leg.origin.name} → {leg.destination.name} ({facts.operator})"
    event = _event(name, leg.depart, leg.arrive)
    event.add("status", _status(facts.timetable_status is TimetableStatus.TIMETABLE))
    event.add("description", printable("\n".join(lines)))
    event.add("location", _quay(leg.origin))
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


def address_of(record: Festival | Attraction) -> str:
    """Return where a record is, from the small to the large, without repeats."""
    near = record.locality if isinstance(record, Festival) else record.name
    country = COUNTRIES.get(record.country, record.country)
    parts = [near, record.municipality, country]
    return printable(", ".join(dict.fromkeys(part for part in parts if part)))


def _quay(spot: Spot) -> str:
    """Return where a spot without a record is."""
    return printable(f"{spot.name}, {COUNTRIES.get(spot.country, spot.country)}")


def _validity(facts: FerryFacts) -> list[str]:
    """Return the days for which a sailing's times were published."""
    if facts.valid_from is None and facts.valid_to is None:
        return []
    begin = f" from {facts.valid_from}" if facts.valid_from else ""
    end = f" to {facts.valid_to}" if facts.valid_to else ""
    return [f"Times published for departures{begin}{end}."]


def sources_of(ids: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Return the addresses of sources, each on a line of its own."""
    known = [catalogue.sources[one].url for one in ids if one in catalogue.sources]
    return ["Sources:", *known] if known else []


def _capitalised(text: str) -> str:
    """Return a text with a capital at its head, the rest as it is."""
    return text[:1].upper() + text[1:]
