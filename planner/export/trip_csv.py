"""A trip as a table (RFC 4180): one line for each leg, visit and night."""

import csv
from datetime import date
from io import StringIO

from planner.export.safe_text import cell
from planner.export.voice import Voice
from planner.model.itinerary import DayItem, Itinerary, Night, Visit
from planner.model.journey import Leg, Spot

MARK = "\ufeff"
"""Byte order mark: without it, spreadsheet programs take UTF-8 for something else."""
DIGITS = 5
COLUMNS = (
    *("day", "date", "type", "title", "from", "to", "begin", "end"),
    *("lon", "lat", "mode", "distance_km", "minutes", "id", "details"),
)
Cell = str | int | float


def to_csv(itinerary: Itinerary, voice: Voice) -> str:
    """Return the trip as the text of a CSV file, lines ended by CRLF.

    Times are local, as ISO 8601 with their offset; `lon` and `lat` are degrees of the visit, the
    night or the end of the leg.  A text that a spreadsheet takes for a formula starts with `'`.

    Parameters
    ----------
    itinerary
        The trip.
    voice
        Says each item; the names of columns and of types are tokens in English.
    """
    page = StringIO()
    page.write(MARK)
    table = csv.writer(page, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for number, day in enumerate(itinerary.days, start=1):
        for item in day.items:
            title, *details = voice.describe(item)
            row = [number, day.date.isoformat(), *_facts(item, title, day.date)]
            row.append("; ".join(details))
            table.writerow([cell(one) if isinstance(one, str) else one for one in row])
    return page.getvalue()


def _facts(item: DayItem, title: str, day: date) -> list[Cell]:
    """Return the cells between the date and the details."""
    if isinstance(item, Leg):
        ends = [item.origin.name, item.destination.name]
        times = [item.depart.isoformat(), item.arrive.isoformat()]
        length: list[Cell] = [round(item.distance_m / 1000, 1), round(item.duration_s / 60)]
        mode = item.mode.value
        facts = ["leg", title, *ends, *times, *_place(item.destination), mode, *length, ""]
        return list(facts)
    if isinstance(item, Night):
        name, where = item.spot.name, _place(item.spot)
        return ["night", title, name, name, day.isoformat(), "", *where, "", "", "", item.spot.id]
    return _visit_facts(item, title)


def _visit_facts(visit: Visit, title: str) -> list[Cell]:
    """Return the cells of a visit."""
    name, where = visit.spot.name, _place(visit.spot)
    times = [visit.arrive.isoformat(), visit.depart.isoformat()]
    minutes = round((visit.depart.timestamp() - visit.arrive.timestamp()) / 60)
    return [visit.kind.value, title, name, name, *times, *where, "", "", minutes, visit.id]


def _place(spot: Spot) -> list[Cell]:
    """Return lon and lat."""
    return [round(spot.coordinate.lon, DIGITS), round(spot.coordinate.lat, DIGITS)]
