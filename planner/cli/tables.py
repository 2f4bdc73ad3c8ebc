"""What the command line prints: tables by Rich, and the same facts as JSON values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from planner.model.catalogue import Catalogue
from planner.model.emissions import Emissions
from planner.model.festival import Edition
from planner.model.itinerary import DayItem, DayPlan, Itinerary, Night, Status, Visit
from planner.model.journey import Leg
from planner.model.timetable import Mode

WORDS = {
    "confirmed": "date confirmed",
    "announced": "date announced",
    "rule_based": "date by its rule, not announced",
    "guess": "date is a guess",
}
STYLE = {"confirmed": "green", "announced": "green", "rule_based": "yellow", "guess": "red"}


def span_text(seconds: float) -> str:
    """Return a span as hours and minutes."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02d}" if hours else f"{minutes} min"


def count_text(number: int, noun: str) -> str:
    """Return a number of things, as in `1 feast`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def days_text(days: Sequence[date]) -> str:
    """Return days as a short list, `29 Nov, 6 and 8 Dec 2026` style left to the pages."""
    return ", ".join(f"{day:%a %d %b %Y}" for day in days)


def leg_row(leg: Leg) -> tuple[str, Text]:
    """Return times and words of a leg."""
    times = f"{leg.depart:%H:%M}–{leg.arrive:%H:%M}"
    ends = f"{leg.origin.name} → {leg.destination.name}"
    if leg.mode is Mode.FERRY and leg.ferry is not None:
        facts = leg.ferry
        words = f"ferry {facts.operator}, check-in {span_text(facts.check_in_s)} before, "
        words += f"{facts.timetable_status.value} times"
        return times, Text(f"{ends}: {words}", style="cyan")
    if leg.walk_s is not None:
        words = f"on foot, {leg.distance_m} m, {span_text(leg.walk_s)}"
        return "", Text(f"{ends}: {words}", style="dim")
    ends = ends if leg.mode is Mode.CAR else f"{leg.mode.value} {ends}"
    roads = ", ".join(leg.roads[:4]) + (" …" if len(leg.roads) > 4 else "")
    words = f"{leg.distance_m / 1000:.0f} km, {span_text(leg.duration_s)}"
    return times, Text(f"{ends}: {words}{', ' + roads if roads else ''} [{leg.basis}]", style="dim")


def visit_row(visit: Visit) -> tuple[str, Text]:
    """Return times and words of a visit."""
    times = f"{visit.arrive:%H:%M}–{visit.depart:%H:%M}"
    text = Text(visit.spot.name, style="bold" if visit.date_status else "")
    if visit.date_status is not None:
        text.append(f"  {WORDS[visit.date_status.value]}", style=STYLE[visit.date_status.value])
    if not visit.hours_known:
        text.append("  hours unknown: check before you go", style="dim")
    return times, text


def item_row(item: DayItem) -> tuple[str, Text]:
    """Return times and words of one item."""
    if isinstance(item, Leg):
        return leg_row(item)
    if isinstance(item, Visit):
        return visit_row(item)
    return night_row(item)


def night_row(night: Night) -> tuple[str, Text]:
    """Return a night in words."""
    where = "on board" if night.ferry else night.spot.name
    return "night", Text(where, style="magenta")


def moving_text(drive_s: int, ride_s: int) -> str:
    """Return the time on the way: at the wheel, or as a passenger and on foot."""
    if ride_s and not drive_s:
        return f"on trains, coaches and foot {span_text(ride_s)}"
    return f"at the wheel {span_text(drive_s)}"


def day_table(day: DayPlan, number: int) -> Table:
    """Return one day as a table."""
    title = f"Day {number}, {day.date:%A %d %B %Y}"
    driving, visits = moving_text(day.drive_s, day.ride_s), span_text(day.visit_s)
    table = Table(
        title=escape(title),
        caption=f"{driving}, visits {visits}",
        title_justify="left",
        caption_justify="left",
        show_header=False,
        box=None,
        pad_edge=False,
    )
    table.add_column(width=11, no_wrap=True)
    table.add_column()
    for item in day.items:
        table.add_row(*item_row(item))
    return table


def proof_text(itinerary: Itinerary) -> str:
    """Return what is proved, in words."""
    worth = f"worth {itinerary.proof.objective} points"
    if itinerary.status is Status.OPTIMAL:
        return f"No better trip exists under these wishes ({worth}, in steps of 15 minutes)."
    gap = 100 * itinerary.proof.gap
    most = itinerary.proof.bound
    return f"Proved within {gap:.1f} % of the best possible ({worth}, at most {most})."


def left_out_table(itinerary: Itinerary, catalogue: Catalogue) -> Table:
    """Return the feasts that are not in the trip."""
    table = Table(title="Not in the trip", title_justify="left", box=None, pad_edge=False)
    for heading in ("feast", "why", "would fit"):
        table.add_column(heading)
    for left in itinerary.left_out:
        change = left.would_fit_if.detail if left.would_fit_if else ""
        table.add_row(
            Text(catalogue.get_festival(left.festival_id).name), Text(left.detail), Text(change)
        )
    return table


def emissions_text(co2e: Emissions, people: int) -> str:
    """Return what the whole party emits, low to high."""
    low_kg, high_kg = (f"{end:g}" for end in co2e.shown_kg)
    ends = low_kg if low_kg == high_kg else f"{low_kg}–{high_kg}"
    return f"CO2e {ends} kg for {people} {'person' if people == 1 else 'people'}"


def itinerary_text(itinerary: Itinerary, catalogue: Catalogue) -> RenderableType:
    """Return the whole answer for the terminal."""
    if itinerary.status is Status.INFEASIBLE:
        lines = [
            *itinerary.reasons,
            *(f"Possible {change.detail}." for change in itinerary.changes),
            *itinerary.notes,
        ]
        return Text("\n".join(lines))
    totals = itinerary.totals
    summary = (
        f"{count_text(len(itinerary.days), 'day')}, {count_text(totals.festivals, 'feast')}, "
        f"{count_text(totals.attractions, 'sight')}, "
        f"{(totals.drive_m + totals.ride_m) / 1000:.0f} km, "
        f"{moving_text(totals.drive_s, totals.ride_s)}, "
        f"{count_text(totals.crossings, 'crossing')}"
    )
    parts: list[RenderableType] = []
    for number, day in enumerate(itinerary.days, start=1):
        parts += [day_table(day, number), Text()]
    parts += [Text(summary, style="bold"), Text(proof_text(itinerary))]
    parts += [Text(emissions_text(totals.co2e, itinerary.request.party.people))]
    parts += [*(Text(note, style="yellow") for note in itinerary.notes)]
    parts += [*(Text(line, style="dim") for line in itinerary.provenance.data), Text()]
    return Group(*parts, left_out_table(itinerary, catalogue))


def edition_table(
    editions: Sequence[Edition], catalogue: Catalogue, first: date, last: date
) -> RenderableType:
    """Return editions with status and rule."""
    if not editions:
        return Text(f"No edition is known from {first} to {last}.")
    table = Table(box=None, pad_edge=False)
    for heading in ("days", "feast", "where", "status", "by"):
        table.add_column(heading)
    for edition in editions:
        festival = catalogue.get_festival(edition.festival_id)
        stand_in = " (stand-in)" if festival.role.value == "stand_in" else ""
        status = edition.date_status.value
        table.add_row(
            Text(days_text(edition.days)),
            Text(festival.name + stand_in),
            Text(festival.municipality),
            Text(WORDS[status], style=STYLE[status]),
            Text(f"{edition.variant}: {edition.basis}"),
        )
    return table


def edition_document(edition: Edition, catalogue: Catalogue) -> dict[str, Any]:
    """Return an edition as JSON values."""
    festival = catalogue.get_festival(edition.festival_id)
    return {
        "id": edition.id,
        "festival": edition.festival_id,
        "name": festival.name,
        "municipality": festival.municipality,
        "area": festival.area.value,
        "role": festival.role.value,
        "days": [day.isoformat() for day in edition.days],
        "date_status": edition.date_status.value,
        "variant": edition.variant,
        "basis": edition.basis,
        "note": edition.note,
        "sources": list(edition.sources),
    }
