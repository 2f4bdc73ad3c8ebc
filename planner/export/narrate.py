"""A trip in plain English sentences, for files and the command line."""

from planner.model.itinerary import DayItem, Night, Visit
from planner.model.journey import Leg
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
