"""The best trip and those that are truly different from it, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from planner import service
from planner.model.catalogue import Catalogue
from planner.model.itinerary import Itinerary
from planner.model.plan import order_of
from web.plan_url import plan_query
from web.query import Fields, to_query
from web.speech import gettext

WIDTH, HEIGHT, MARGIN = 320, 180, 34


@dataclass(frozen=True, slots=True)
class Version:
    """A trip with its letter, its name, its feasts and the query that shows it."""

    letter: str
    name: str
    trip: Itinerary
    feasts: tuple[str, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A version on the chart; places that would cover each other are side by side."""

    letter: str
    x: int
    y: int
    crossings: int


@dataclass(frozen=True, slots=True)
class Axes:
    """The chart: hours at the wheel to the right, feasts upwards, crossings as a number."""

    dots: tuple[Dot, ...]
    hours: int
    feasts: int


def variant_name(kind: str) -> str:
    """Return in which respect a trip is better."""
    return {
        "more_feasts": gettext("More feasts"),
        "less_driving": gettext("Less driving"),
        "fewer_crossings": gettext("Fewer crossings"),
    }[kind]


def list_versions(
    best: Itinerary,
    others: Sequence[service.Alternative],
    fields: Fields,
    catalogue: Catalogue,
) -> list[Version]:
    """Return the best trip and the others, lettered from A."""
    named = [(gettext("The best for your wishes"), best, to_query(fields))]
    named += [
        (variant_name(one.kind.value), one.trip, plan_query(fields, order_of(one.trip)))
        for one in others
    ]
    return [
        Version(
            "ABCD"[number],
            name,
            trip,
            tuple(
                catalogue.get_festival(visit.id).name
                for visit in trip.list_visits()
                if visit.id in catalogue.festivals
            ),
            query,
        )
        for number, (name, trip, query) in enumerate(named)
    ]


def draw_axes(versions: Sequence[Version]) -> Axes:
    """Return where each version stands on the chart."""
    hours = max(1, ceil(max(one.trip.totals.drive_s for one in versions) / 3600))
    feasts = max(1, *(one.trip.totals.festivals for one in versions), 1)
    dots: list[Dot] = []
    for one in versions:
        sums = one.trip.totals
        x = MARGIN + round(sums.drive_s / 3600 / hours * (WIDTH - 2 * MARGIN))
        y = HEIGHT - MARGIN - round(sums.festivals / feasts * (HEIGHT - 2 * MARGIN))
        aside = 27 if x < WIDTH / 2 else -27
        while any(abs(dot.x - x) < 26 and abs(dot.y - y) < 26 for dot in dots):
            x += aside
        dots.append(Dot(one.letter, x, y, sums.crossings))
    return Axes(tuple(dots), hours, feasts)
