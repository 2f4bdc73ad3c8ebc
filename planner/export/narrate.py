"""A trip in plain English sentences, for files and the command line."""

from collections.abc import Iterator

from planner.model.itinerary import DayItem, Night, Visit
from planner.model.journey import FerryFacts, Leg
from planner.model.timetable import Mode

DATE_STATUS = {
    "confirmed": "date confirmed",
    "announced": "date announced",
    "rule_based": "date expected from the usual rule, not announced",
    "guess": "date is a guess",
}
TIMETABLE = {
    "timetable": "from a timetable",
    "indicative": "indicative times: check before you go",
    "unconfirmed": "unconfirmed sailing: check before you go",
}
BASIS = {
    "corridor": "known road",
    "approximate": "estimated road",
    "osm": "road by OpenStreetMap",
    "timetable": "by timetable",
    "indicative": "indicative, no exact departure",
    "paths": "on foot by OpenStreetMap",
    "straight": "on foot, guessed from the straight line",
}
COUNTRIES = {"IT": "Italy", "FR": "France", "MC": "Monaco"}


def name_country(code: str) -> str:
    """Return the name of a country, its code where it has none here."""
    return COUNTRIES.get(code, code)


def describe_item(item: DayItem) -> tuple[str, ...]:
    """Return an item of a day in words, its title first."""
    if isinstance(item, Leg):
        return describe_leg(item)
    if isinstance(item, Visit):
        return describe_visit(item)
    return describe_night(item)


def describe_leg(leg: Leg) -> tuple[str, ...]:
    """Return a leg in words."""
    title = f"{leg.origin.name} → {leg.destination.name}"
    times = f"{leg.depart:%H:%M} – {leg.arrive:%H:%M}"
    if leg.mode is Mode.FERRY and leg.ferry is not None:
        status = TIMETABLE[leg.ferry.timetable_status.value]
        return title, f"Ferry {leg.ferry.operator}, {times}", status
    if leg.walk_s is not None:
        return title, f"on foot, {leg.distance_m} m, {leg.walk_s // 60} min"
    way = " / ".join(leg.roads)
    length = f"{leg.distance_m / 1000:.0f} km, {BASIS.get(leg.basis, leg.basis)}"
    return tuple(text for text in (title, times, way, length) if text)


def describe_visit(visit: Visit) -> tuple[str, ...]:
    """Return a visit in words."""
    lines = [visit.spot.name, f"{visit.arrive:%a %d %b %Y, %H:%M} – {visit.depart:%H:%M}"]
    if visit.date_status is not None:
        lines.append(DATE_STATUS[visit.date_status.value])
    if not visit.hours_known:
        lines.append("opening hours unknown: check before you go")
    return tuple(lines)


def describe_night(night: Night) -> tuple[str, ...]:
    """Return a night in words."""
    return (
        (f"Night on board: {night.spot.name}",) if night.ferry else (f"Night: {night.spot.name}",)
    )


def note_item(item: DayItem) -> tuple[str, ...]:
    """Return the title of an item and what a calendar tells of it beside its time and place."""
    if isinstance(item, Leg) and item.ferry is not None:
        title = f"Ferry {item.origin.name} → {item.destination.name} ({item.ferry.operator})"
        return title, *_note_ferry(item.ferry)
    title, *lines = describe_item(item)
    if not isinstance(item, Visit):
        return title, *lines
    _, *told = lines  # the first says when, as the calendar itself does
    return title, *(f"{_capitalised(line)}." for line in told)


def _note_ferry(facts: FerryFacts) -> Iterator[str]:
    """Yield what a passenger has to know of a ferry."""
    yield f"{facts.operator}, {facts.line}." if facts.line else f"{facts.operator}."
    yield f"Be at the check-in {facts.check_in_s // 60} minutes before departure."
    yield f"{_capitalised(TIMETABLE[facts.timetable_status.value])}."
    if facts.valid_from or facts.valid_to:
        begin = f" from {facts.valid_from}" if facts.valid_from else ""
        end = f" to {facts.valid_to}" if facts.valid_to else ""
        yield f"Times published for departures{begin}{end}."


def _capitalised(text: str) -> str:
    """Return a text with a capital at its head, the rest as it is."""
    return text[:1].upper() + text[1:]
