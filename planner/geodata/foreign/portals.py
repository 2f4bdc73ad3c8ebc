"""Events as two portals export them: DATAtourisme (JSON-LD of its own) and OpenAgenda (JSON)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from planner.errors import DataError
from planner.geodata.foreign.draft import (
    MOST_NAME,
    MOST_TEXT,
    Draft,
    Sheet,
    clean,
    clean_web,
    clock,
    local_texts,
    moment,
    point,
    span,
    walk,
)
from planner.geodata.foreign.nodes import (
    MOST_OBJECTS,
    Node,
    bare,
    first,
    get,
    kinds,
    listed,
    plain,
    texts_of,
)
from planner.model.foreign import EventState, ForeignEvent

MOST_EVENTS = 20_000
DATATOURISME_LICENCE = "etalab-2.0"
"""DATAtourisme publishes under Licence Ouverte 2.0, and its files do not repeat it."""
ABOVE_TOWN = ("isPartOfDepartment", "isPartOfRegion", "isPartOfCountry")
COUNTRY_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("fr", "fra", "france", "francia"), "FR"),
    **dict.fromkeys(("it", "ita", "italie", "italia", "italy"), "IT"),
    **dict.fromkeys(("mc", "mco", "monaco"), "MC"),
}
"""Codes of the countries around by the words that stand for them; others stay as written."""
OPENAGENDA_STATES: Mapping[Any, EventState] = {
    1: EventState.SCHEDULED,
    2: EventState.RESCHEDULED,
    3: EventState.CANCELLED,  # moved online: nothing to travel to
    4: EventState.POSTPONED,
    5: EventState.SCHEDULED,  # full
    6: EventState.CANCELLED,
}


def read_datatourisme(document: Any, sheet: Sheet) -> Iterator[ForeignEvent]:
    """Yield the events of a DATAtourisme export: one object, a graph, or a list of objects.

    Raises
    ------
    DataError
        A date cannot be read, or the document is too large.
    """
    try:
        nodes = [node for node in walk(document, MOST_OBJECTS) if get(node, "takesPlaceAt")]
    except ValueError as error:
        raise DataError(sheet.document, None, str(error)) from error
    for node in nodes[:MOST_EVENTS]:
        yield _read_poi(node, sheet)


def _read_poi(node: Node, sheet: Sheet) -> ForeignEvent:
    """Return the event of one point of interest."""
    key = clean(node.get("@id") or plain(get(node, "identifier")), 500)
    licence = clean(plain(get(node, "license"))) or sheet.licence or DATATOURISME_LICENCE
    draft = Draft(sheet, "DATAtourisme", key, licence)
    draft.put("names", local_texts(_texts(get(node, "label"))), "rdfs:label")
    about = first(get(node, "hasDescription"))
    if isinstance(about, Mapping):
        text = get(about, "shortDescription") or get(about, "description")
        draft.put("descriptions", local_texts(_texts(text), MOST_TEXT), "hasDescription")
    _put_periods(draft, listed(get(node, "takesPlaceAt")))
    _put_place(draft, first(get(node, "isLocatedAt")))
    contact = first(get(node, "hasContact"))
    if isinstance(contact, Mapping):
        draft.put("website", clean_web(plain(get(contact, "homepage"))), "hasContact")
    creator = first(get(node, "hasBeenCreatedBy"))
    if isinstance(creator, Mapping):
        draft.put("organiser", clean(plain(get(creator, "legalName"))), "hasBeenCreatedBy")
    return draft.finish(key)


def _texts(value: Any) -> Any:
    """Return a language map of a map, or of a list of literals with a language."""
    found: dict[str, list[Any]] = {}
    for one in listed(value):
        if isinstance(one, Mapping) and "@value" in one:
            found.setdefault(str(one.get("@language") or ""), []).append(one["@value"])
        elif isinstance(one, Mapping):
            return one
        else:
            found.setdefault("", []).append(one)
    return found


def _put_periods(draft: Draft, periods: list[Any]) -> None:
    """Note the days of all periods and the hours of the first.

    Raises
    ------
    DataError
        A date cannot be read.
    """
    days = []
    for period in (one for one in periods if isinstance(one, Mapping)):
        if not kinds(period) <= {"Period"}:
            continue
        since, till = (plain(get(period, name)) for name in ("startDate", "endDate"))
        begins, ends = moment(since), moment(till)
        if begins is None or (till and ends is None):
            raise draft.fault(f"period {clean(since, 40)!r} to {clean(till, 40)!r} is no ISO span")
        try:
            days += span(begins, ends)
        except ValueError as error:
            raise draft.fault(str(error)) from error
        draft.put("opens", clock(plain(get(period, "startTime"))), "takesPlaceAt.startTime")
        draft.put("closes", clock(plain(get(period, "endTime"))), "takesPlaceAt.endTime")
    draft.put_days(days, "takesPlaceAt")


def _put_place(draft: Draft, place: Any) -> None:
    """Note point, municipality and, where the address names it, country."""
    if not isinstance(place, Mapping):
        return
    geo, address = first(get(place, "geo")), first(get(place, "address"))
    if isinstance(geo, Mapping):
        where = point(plain(get(geo, "longitude")), plain(get(geo, "latitude")))
        draft.put("coordinate", where, "isLocatedAt.geo")
    if isinstance(address, Mapping):
        town = plain(get(address, "addressLocality"))
        draft.put("municipality", clean(town), "isLocatedAt.address")
        draft.put("country", _country_of(address), "isLocatedAt.address")


def _country_of(address: Node) -> str:
    """Return the country that an address names: itself, or through its town; else nothing.

    The portal is French, but what is published in its form need not be.
    """
    named = plain(get(address, "addressCountry"))
    town: Any = first(get(address, "hasAddressCity"))
    for step in ABOVE_TOWN:
        town = first(get(town, step)) if isinstance(town, Mapping) else None
    if not named and isinstance(town, Mapping):
        words = texts_of(get(town, "label"), MOST_NAME)
        named = words[0].text if words else town.get("@id")
    name = bare(clean(named))
    return COUNTRY_NAMES.get(name.lower(), name)


def read_openagenda(document: Mapping[str, Any], sheet: Sheet) -> Iterator[ForeignEvent]:
    """Yield the events of an OpenAgenda export (v2): an object with a list `events`.

    Raises
    ------
    DataError
        A date cannot be read.
    """
    events = document.get("events")
    for number, event in enumerate((events if isinstance(events, list) else [])[:MOST_EVENTS], 1):
        if isinstance(event, Mapping):
            yield _read_agenda_event(event, sheet, f"event {number}")


def _read_agenda_event(event: Node, sheet: Sheet, place: str) -> ForeignEvent:
    """Return one event of an agenda."""
    key = clean(event.get("uid")) or clean(event.get("slug"))
    draft = Draft(sheet, "OpenAgenda", key or place, clean(event.get("license")))
    draft.put("names", local_texts(event.get("title")), "title")
    draft.put("descriptions", local_texts(event.get("description"), MOST_TEXT), "description")
    _put_timings(draft, listed(event.get("timings")))
    where = event.get("location")
    if isinstance(where, Mapping):
        draft.put("venue", clean(where.get("name")), "location.name")
        draft.put("municipality", clean(where.get("city")), "location.city")
        draft.put("country", clean(where.get("countryCode")), "location.countryCode")
        spot = point(where.get("longitude"), where.get("latitude"))
        draft.put("coordinate", spot, "location.longitude")
    status = event.get("status")
    draft.put("state", OPENAGENDA_STATES.get(status if isinstance(status, int) else 0), "status")
    draft.put(
        "website", clean_web(event.get("canonicalUrl") or event.get("website")), "canonicalUrl"
    )
    draft.put("organiser", clean(plain(event.get("originAgenda"))), "originAgenda")
    return draft.finish(key)


def _put_timings(draft: Draft, timings: list[Any]) -> None:
    """Note the days of all timings, the first opening and the last closing.

    Raises
    ------
    DataError
        A date cannot be read.
    """
    days, opens, closes = [], [], []
    for one in (one for one in timings if isinstance(one, Mapping)):
        begins, ends = moment(one.get("begin")), moment(one.get("end"))
        if begins is None or ends is None:
            told = f"{clean(one.get('begin'), 40)!r} to {clean(one.get('end'), 40)!r}"
            raise draft.fault(f"timing {told} is no ISO span")
        try:
            days += span(begins, ends)
        except ValueError as error:
            raise draft.fault(str(error)) from error
        if isinstance(begins, datetime) and isinstance(ends, datetime):
            opens.append(begins.time())
            closes.append(ends.time())
    draft.put_days(days, "timings")
    draft.put("opens", min(opens, default=None), "timings")
    draft.put("closes", max(closes, default=None), "timings")
