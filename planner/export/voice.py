"""How the file of a trip speaks: its title, its days, its items, in one language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.export.geojson import Describe
from planner.export.narrate import describe_item, name_country, note_item
from planner.model.itinerary import DayItem, Itinerary

CAUTION = "Dates, hours and sailings change: check with the organiser and the operator."


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of a file; a page gives them in the reader's language."""

    language: str
    title: str
    caution: str
    day: Callable[[int, date], str]
    """Heading of a day, of its number from 1 and its date."""
    describe: Describe
    note: Callable[[DayItem], Sequence[str]]
    """Title of a visit or a ferry, and what to know of it beside its time and place."""
    country: Callable[[str], str]
    """Name of a country by its code."""
    sources: str
    """Head of a list of sources."""
    stops: str
    """Name of the row of all visits."""


def english(itinerary: Itinerary) -> Voice:
    """Return the voice of the command line."""
    return Voice(
        language="en",
        title=f"Trip from {itinerary.request.start.name}",
        caution=CAUTION,
        day=lambda number, day: f"Day {number}: {day:%A} {day.day} {day:%B %Y}",
        describe=describe_item,
        note=note_item,
        country=name_country,
        sources="Sources:",
        stops="Stops",
    )
