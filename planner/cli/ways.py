"""Ways on the terminal: roads, kilometres, minutes and on what they stand; ferries with their days.

With a date also the time spare at each quay, and when the next ferry goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planner.cli.tables import span_text
from planner.model.journey import Connection, FerryMargin, Leg, TimedConnection
from planner.model.timetable import Crossing, Mode

Rows = Mapping[str, Crossing]
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def weekdays_of(row: Crossing) -> list[str]:
    """Return the days of the week on which a ferry leaves."""
    return [name for number, name in enumerate(WEEKDAYS) if number in row.weekdays]


def days_of_week(row: Crossing) -> str:
    """Return the days of the week as words."""
    return "daily" if len(row.weekdays) == len(WEEKDAYS) else " ".join(weekdays_of(row))


def season_words(row: Crossing) -> str:
    """Return the season of a row as words."""
    if (row.season_from, row.season_to) == ((1, 1), (12, 31)):
        return "all year"
    (first_month, first), (last_month, last) = row.season_from, row.season_to
    return f"{first:02d}.{first_month:02d}.–{last:02d}.{last_month:02d}."


def validity_words(row: Crossing) -> str:
    """Return for which days a source gives a row, and when it was read."""
    if row.valid_from is None and row.valid_to is None:
        year = f"source of {row.source_year}" if row.source_year else "undated source"
        return f"{year}, checked {row.checked_on}"
    return f"{row.valid_from or '…'} to {row.valid_to or '…'}, checked {row.checked_on}"


def plain_table(*headings: str) -> Table:
    """Return an empty table without lines."""
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading)
    return table


def sailings_table(rows: Iterable[Crossing]) -> RenderableType:
    """Return operator, days, hours, status and validity of each row of the timetable."""
    table = plain_table("ferry", "days", "season", "hours", "status", "valid")
    for row in rows:
        hours = f"{row.depart:%H:%M}–{row.arrive:%H:%M}" + ("+1" if row.arrive_day else "")
        status = row.status.value + (", typical hours" if row.times_basis == "typical" else "")
        cells = (row.operator, days_of_week(row), season_words(row), hours, status)
        table.add_row(*(Text(cell) for cell in (*cells, validity_words(row))))
    return table


def connection_table(connection: Connection) -> RenderableType:
    """Return a door-to-door way."""
    if not connection.parts:
        return Text("You are there already: 0 km.")
    table = plain_table("from", "to", "by", "km", "time", "on what it stands")
    for part in connection.parts:
        status = "/".join(status.value for status in part.statuses)
        by_sea = ", ".join([*part.operators, part.season, status])
        words = part.basis if part.mode is Mode.CAR else by_sea
        table.add_row(
            Text(part.origin.name),
            Text(part.destination.name),
            part.mode.value,
            f"{part.distance_m / 1000:.0f}",
            span_text(part.duration_s),
            Text(f"{', '.join(part.roads)} ({words})" if part.roads else words),
        )
    total = (
        f"{connection.distance_m / 1000:.0f} km, {span_text(connection.duration_s)} without waiting"
    )
    parts: list[RenderableType] = [table, Text(total, style="bold")]
    for part in connection.parts:
        if part.rows:
            title = Text(f"\n{part.origin.name} → {part.destination.name}", style="cyan")
            parts += [title, sailings_table(part.rows)]
    return Group(*parts)


def iso_day(day: date | None) -> str | None:
    """Return a day as JSON has it."""
    return None if day is None else day.isoformat()


def sailing_document(row: Crossing) -> dict[str, Any]:
    """Return a row of the timetable as JSON values."""
    season_from, season_to = (
        f"{month:02d}-{day:02d}" for month, day in (row.season_from, row.season_to)
    )
    return {
        "operator": row.operator,
        "weekdays": weekdays_of(row),
        "season_from": season_from,
        "season_to": season_to,
        "depart": f"{row.depart:%H:%M}",
        "arrive": f"{row.arrive:%H:%M}",
        "arrive_day": row.arrive_day,
        "times_basis": row.times_basis,
        "timetable_status": row.status.value,
        "valid_from": iso_day(row.valid_from),
        "valid_to": iso_day(row.valid_to),
        "checked_on": iso_day(row.checked_on),
        "sources": list(row.sources),
    }


def connection_document(connection: Connection) -> dict[str, Any]:
    """Return a door-to-door way as JSON values."""
    return {
        "distance_m": connection.distance_m,
        "duration_s": connection.duration_s,
        "parts": [
            {
                "mode": part.mode.value,
                "from": part.origin.name,
                "to": part.destination.name,
                "distance_m": part.distance_m,
                "duration_s": part.duration_s,
                "basis": part.basis,
                "roads": list(part.roads),
                "operators": list(part.operators),
                "season": part.season,
                "timetable_status": [status.value for status in part.statuses],
                "sailings": [sailing_document(row) for row in part.rows],
            }
            for part in connection.parts
        ],
    }


def margin_words(margin: FerryMargin) -> str:
    """Return the time spare at the quay and the next ferry."""
    minutes = margin.spare_s // 60
    words = f"{minutes} min spare before check-in closes"
    if margin.next_departure is None:
        return f"{words}; no other ferry for two weeks"
    moment = f"{margin.next_departure:%a %d %b %H:%M}"
    return f"{words}; if missed, the next leaves {moment} ({margin.next_operator})"


def ferry_words(leg: Leg, margin: FerryMargin, rows: Rows) -> str:
    """Return what is known of a crossing."""
    facts = leg.ferry
    if facts is None:
        return ""
    row = rows[facts.crossing_id]
    words = [facts.operator, days_of_week(row), season_words(row), facts.timetable_status.value]
    words += [f"check-in {span_text(facts.check_in_s)} before", validity_words(row)]
    return f"{', '.join(words)}\n{margin_words(margin)}"


def timed_table(found: Sequence[TimedConnection], rows: Rows) -> RenderableType:
    """Return dated ways, the best first."""
    parts: list[RenderableType] = []
    for way in found:
        table = plain_table("leaves", "arrives", "from", "to", "by", "km", "time", "how")
        margins = iter(way.margins)
        for leg in way.legs:
            how = f"{', '.join(leg.roads)} ({leg.basis})" if leg.roads else leg.basis
            if leg.ferry is not None:
                how = ferry_words(leg, next(margins), rows)
            ends = (f"{leg.depart:%a %d %b %H:%M}", f"{leg.arrive:%a %d %b %H:%M}")
            names = (leg.origin.name, leg.destination.name, leg.mode.value)
            size = (f"{leg.distance_m / 1000:.0f}", span_text(leg.duration_s))
            table.add_row(*(Text(cell) for cell in (*ends, *names, *size, how)))
        total = (
            f"{way.depart:%a %d %b %Y %H:%M} → {way.arrive:%a %d %b %Y %H:%M}: "
            f"{span_text(way.duration_s)} door to door, {span_text(way.drive_s)} at the wheel, "
            f"{way.distance_m / 1000:.0f} km, {len(way.ferries)} "
            f"{'ferry' if len(way.ferries) == 1 else 'ferries'}"
        )
        parts += [Text(total, style="bold"), table, Text()]
    return Group(*parts)


def leg_document(leg: Leg) -> dict[str, Any]:
    """Return what every leg of a dated way has."""
    return {
        "mode": leg.mode.value,
        "from": leg.origin.name,
        "to": leg.destination.name,
        "depart": leg.depart.isoformat(),
        "arrive": leg.arrive.isoformat(),
        "distance_m": leg.distance_m,
        "duration_s": leg.duration_s,
        "basis": leg.basis,
        "roads": list(leg.roads),
    }


def ferry_document(leg: Leg, margin: FerryMargin, rows: Rows) -> dict[str, Any]:
    """Return what a crossing of a dated way has besides."""
    facts = leg.ferry
    if facts is None:
        return {}
    following = margin.next_departure
    return {
        "line": facts.line,
        "check_in_s": facts.check_in_s,
        "spare_s": margin.spare_s,
        "next_departure": None if following is None else following.isoformat(),
        "next_operator": margin.next_operator,
        **{
            name: value
            for name, value in sailing_document(rows[facts.crossing_id]).items()
            if name not in ("depart", "arrive", "arrive_day")
        },
    }


def timed_document(found: Sequence[TimedConnection], rows: Rows) -> dict[str, Any]:
    """Return dated ways as JSON values, the best first."""
    ways = []
    for way in found:
        margins = iter(way.margins)
        legs = [
            leg_document(leg) | (ferry_document(leg, next(margins), rows) if leg.ferry else {})
            for leg in way.legs
        ]
        ways.append(
            {
                "depart": way.depart.isoformat(),
                "arrive": way.arrive.isoformat(),
                "duration_s": way.duration_s,
                "drive_s": way.drive_s,
                "distance_m": way.distance_m,
                "ferries": len(way.ferries),
                "legs": legs,
            }
        )
    return {"connections": ways}
