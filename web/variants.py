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

WIDTH, HEIGHT, MARGIN = 320, 190, 34
DOT_WIDTH, DOT_HEIGHT = 48, 27
"""Room of a letter with the crossings beside it."""
MOST_TICKS = 5
STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Version:
    """A trip with its letter, its name, its feasts and the query that shows it."""

    letter: str
    name: str
    trip: Itinerary
    feasts: tuple[str, ...]
    query: str
    is_worth_more: bool = False
    """Whether it is worth more than the first: a search that ends at its limit may miss it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis."""

    number: int
    at: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A version on the chart, at its hours; those that would cover each other are stacked."""

    letter: str
    x: int
    y: int
    crossings: int


@dataclass(frozen=True, slots=True)
class Axes:
    """The chart: hours at the wheel to the right, feasts upwards, crossings beside each letter."""

    dots: tuple[Dot, ...]
    hours: tuple[Tick, ...]
    feasts: tuple[Tick, ...]


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
    """Return the best trip and the others, lettered from A.

    An alternative worth more shows that the first search ended too early: A is then named so.
    """
    points = best.proof.objective
    is_best = all(one.trip.proof.objective <= points for one in others)
    name = gettext("The best for your wishes") if is_best else gettext("Found first")
    named = [(name, best, to_query(fields))]
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
            trip.proof.objective > points,
        )
        for number, (name, trip, query) in enumerate(named)
    ]


def draw_axes(versions: Sequence[Version]) -> Axes:
    """Return where each version stands on the chart."""
    sums = [one.trip.totals for one in versions]
    hours = tick(max(one.drive_s for one in sums) / 3600)
    feasts = tick(max(one.festivals for one in sums))
    across = (WIDTH - 2 * MARGIN) / hours[-1]
    up = (HEIGHT - 2 * MARGIN) / feasts[-1]
    dots: list[Dot] = []
    for one, total in zip(versions, sums, strict=True):
        x = MARGIN + round(total.drive_s / 3600 * across)
        y = HEIGHT - MARGIN - round(total.festivals * up)
        step = DOT_HEIGHT if y < HEIGHT / 2 else -DOT_HEIGHT
        while any(abs(dot.x - x) < DOT_WIDTH and abs(dot.y - y) < DOT_HEIGHT for dot in dots):
            y += step
        dots.append(Dot(one.letter, x, y, total.crossings))
    return Axes(
        tuple(dots),
        tuple(Tick(number, MARGIN + round(number * across)) for number in hours),
        tuple(Tick(number, HEIGHT - MARGIN - round(number * up)) for number in feasts),
    )


def tick(most: float) -> tuple[int, ...]:
    """Return the numbers on an axis, from 0 to the first that is not less than the greatest."""
    step = next((one for one in STEPS if most <= one * MOST_TICKS), ceil(most / MOST_TICKS))
    return tuple(range(0, max(1, ceil(most / step)) * step + 1, step))
