"""A trip as an iCalendar file (RFC 5545): one event for each visit and each ferry.

The same trip gives the same bytes: event ids are made of what the events say, and `DTSTAMP` is
midnight (UTC) of the first day that the request allows.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from planner.export.narrate import DATE_STATUS, TIMETABLE
from planner.model.catalogue import Catalogue
from planner.model.clock import ZONES
from planner.model.festival import Attraction, DateStatus, Festival
from planner.model.itinerary import Itinerary, Visit
from planner.model.journey import FerryFacts, Leg, Spot
from planner.model.timetable import TimetableStatus

PRODUCT = "-//Filofesta//Filofesta//EN"
COUNTRIES = {"IT": "Italy", "FR": "France", "MC": "Monaco"}
ROME, PARIS = ZONES["IT"], ZONES["FR"]
SURE = {DateStatus.CONFIRMED, DateStatus.ANNOUNCED, None}
"""Dates to be relied on; a sight has none."""
PLACES = 6
"""Decimals of a degree, as RFC 5545 advises for GEO."""


def to_icalendar(itinerary: Itinerary, catalogue: Catalogue) -> str:
    """Return the trip as the text of an iCalendar file, lines ended by CRLF.

    A trip that could not be made gives a calendar without events.

    Parameters
    ----------
    itinerary, catalogue
        The trip, and the catalogue that its visits and sources are in.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    first, last = itinerary.request.earliest, itinerary.request.latest
    for zone in (ROME, PARIS):
        calendar.add_component(_timezone(zone, first, last))
    stamp = datetime.combine(first, time(), tzinfo=UTC)
    for item in (item for day in itinerary.days for item in day.items):
        if isinstance(item, Visit):
            calendar.add_component(_visit_event(item, catalogue, stamp))
        elif isinstance(item, Leg) and item.ferry is not None:
            calendar.add_component(_ferry_event(item, item.ferry, catalogue, stamp))
    return str(calendar.to_ical(), "utf-8")


def _timezone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Return the VTIMEZONE of a zone for the years of a trip, with the clock before them."""
    return Timezone.from_tzinfo(
        zone, zone.key, date(first.year - 1, 1, 1), date(last.year + 2, 1, 1)
    )


def _visit_event(visit: Visit, catalogue: Catalogue, stamp: datetime) -> Event:
    """Return a visit as an event; a date that nobody has announced is tentative."""
    record = catalogue.festivals.get(visit.id) or catalogue.attractions.get(visit.id)
    lines = [] if record is None else [record.description.en]
    if visit.date_status is not None:
        lines.append(f"{_capitalised(DATE_STATUS[visit.date_status.value])}.")
    if not visit.hours_known:
        lines.append("Opening hours unknown: check before you go.")
    if record is not None:
        lines += _sources(record.sources, catalogue)
    event = _event(visit.spot.name, visit.arrive, visit.depart, stamp, f"visit {visit.id}")
    event.add("status", _status(visit.date_status in SURE))
    event.add("description", "\n".join(lines))
    event.add("location", _address(visit.spot, record))
    _add_geo(event, visit.spot)
    if isinstance(record, Festival) and record.website:
        event.add("url", record.website)
    return event


def _ferry_event(leg: Leg, facts: FerryFacts, catalogue: Catalogue, stamp: datetime) -> Event:
    """Return a ferry as an event at the quay of departure."""
    lines = [
        f"{facts.operator}, {facts.line}." if facts.line else f"{facts.operator}.",
        f"Be at the check-in {facts.check_in_s // 60} minutes before departure.",
        f"{_capitalised(TIMETABLE[facts.timetable_status.value])}.",
        *_validity(facts),
        *_sources(facts.sources, catalogue),
    ]
    name = f"Ferry {leg.origin.name} → {leg.destination.name} ({facts.operator})"
    event = _event(name, leg.depart, leg.arrive, stamp, f"ferry {facts.crossing_id}")
    event.add("status", _status(facts.timetable_status is TimetableStatus.TIMETABLE))
    event.add("description", "\n".join(lines))
    event.add("location", _address(leg.origin, None))
    _add_geo(event, leg.origin)
    return event


def _event(name: str, begin: datetime, end: datetime, stamp: datetime, key: str) -> Event:
    """Return an event with what every event has."""
    told = f"{key} {begin.isoformat()} {end.isoformat()}"
    event = Event()
    event.add("uid", f"{sha256(told.encode()).hexdigest()[:32]}@filofesta")
    event.add("dtstamp", stamp)
    event.add("sequence", 0)
    event.add("dtstart", _in_zone(begin))
    event.add("dtend", _in_zone(end))
    event.add("summary", name)
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


def _address(spot: Spot, record: Festival | Attraction | None) -> str:
    """Return where a spot is, from the small to the large, without repeats."""
    country = COUNTRIES.get(spot.country, spot.country)
    if record is None:
        parts = [spot.name, country]
    else:
        near = record.locality if isinstance(record, Festival) else record.name
        parts = [near, record.municipality, country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _validity(facts: FerryFacts) -> list[str]:
    """Return the days for which a sailing's times were published."""
    if facts.valid_from is None and facts.valid_to is None:
        return []
    begin = f" from {facts.valid_from}" if facts.valid_from else ""
    end = f" to {facts.valid_to}" if facts.valid_to else ""
    return [f"Times published for departures{begin}{end}."]


def _sources(ids: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Return the addresses of sources, each on a line of its own."""
    known = [catalogue.sources[one].url for one in ids if one in catalogue.sources]
    return ["Sources:", *known] if known else []


def _capitalised(text: str) -> str:
    """Return a text with a capital at its head, the rest as it is."""
    return text[:1].upper() + text[1:]
