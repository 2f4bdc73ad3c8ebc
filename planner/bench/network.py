"""How the figures of the network of feasts grow with their number, on feasts thought up."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from time import perf_counter, process_time

from planner.bench.report import Figure
from planner.bench.travel import seconds_of
from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus, Edition, Festival, Interest
from planner.model.network_changes import DropFerry, MoveEdition
from planner.model.place import Place
from planner.service import World
from planner.service.network import load_network, shifts_of, what_if

SIZES = (19, 50, 100, 300)
MOST_FEASTS = 300
MOST_S, MOST_WHAT_IF_S = 30.0, 2.0
MOVES = 20
LIBRARIES = ("filofesta", "numpy", "scipy", "networkx")
RUNS: Sequence[tuple[int, ...]] = ((0,), (0,), (0, 1), (0, 1, 2), (0, 7, 14))
"""Days of an edition after its first: most last a day, some a weekend, some three Sundays."""


def synthetic_feast(
    number: int, place: Place, pattern: Festival, today: date, chance: random.Random
) -> tuple[Festival, Edition]:
    """Return a feast at a place, on random days of the year after a day, with random themes."""
    themes = tuple(chance.sample(list(Interest), chance.randint(1, 3)))
    name = f"feast-{number}"
    festival = replace(
        pattern,
        id=name,
        name=place.name,
        municipality=place.name,
        area=place.area or pattern.area,
        country=place.country,
        coordinate=place.coordinate,
        interests=themes,
        tags=(),
    )
    first = today + timedelta(days=chance.randrange(365))
    days = tuple(first + timedelta(days=after) for after in chance.choice(RUNS))
    facts = (name, days, DateStatus.GUESS, "known", "synthetic", "", ())
    return festival, Edition(f"{name}-edition", *facts)


def synthetic_catalogue(world: World, size: int, today: date, seed: int) -> Catalogue:
    """Return a catalogue of random feasts at places of the five areas."""
    chance, catalogue = random.Random(seed), world.catalogue
    places = [place for place in world.gazetteer.places.values() if place.area and place.population]
    pattern = next(iter(catalogue.festivals.values()))
    chosen = chance.sample(sorted(places, key=lambda place: place.id), size)
    made = [
        synthetic_feast(number, place, pattern, today, chance)
        for number, place in enumerate(chosen)
    ]
    return replace(
        catalogue,
        festivals={festival.id: festival for festival, _ in made},
        editions=tuple(edition for _, edition in made),
    )


def page_figure(name: str, world: World, today: date, target_s: float | None) -> Figure:
    """Measure all figures of the network page; the note has the processor's share."""
    start_s, cpu_s = perf_counter(), process_time()
    links = len(load_network(world, today).report.links)
    spent_s, worked_s = perf_counter() - start_s, process_time() - cpu_s
    note = f"{links} links; {worked_s:.2g} s of processor time"
    return Figure(f"page's figures, {name}", spent_s, "s", target_s, note=note)


def growth_figures(world: World, today: date, seed: int) -> list[Figure]:
    """Measure all figures of the page at growing numbers of feasts."""
    return [
        page_figure(
            f"{size} synthetic feasts",
            replace(world, catalogue=synthetic_catalogue(world, size, today, seed)),
            today,
            MOST_S if size >= MOST_FEASTS else None,
        )
        for size in SIZES
    ]


def what_if_figures(world: World, today: date, seed: int) -> list[Figure]:
    """Measure changes to the network of the real feasts."""
    network, chance = load_network(world, today), random.Random(seed)
    names = sorted(one.id for one in network.programme.festivals)
    assert network.sums.links >= 0
    moves = [MoveEdition(chance.choice(names), chance.randint(-21, 21)) for _ in range(MOVES)]
    one = [seconds_of(lambda move=move: what_if(network, [move])) for move in moves]  # type: ignore[misc]
    scan = max(seconds_of(lambda name=name: shifts_of(network, name)) for name in names)  # type: ignore[misc]
    ferry = DropFerry(("livorno-port", "bastia-port"), ())
    dropped = seconds_of(lambda: what_if(network, [ferry]))
    return [
        Figure("what-if: one edition moved, median", 1000 * median(one), "ms", 2000.0),
        Figure("what-if: all moves within 21 days, slowest feast", scan, "s", MOST_WHAT_IF_S),
        Figure("what-if: a ferry dropped all year", dropped, "s", MOST_WHAT_IF_S),
    ]


def measure(world: World, today: date, seed: int = 0) -> list[Figure]:
    """Run the whole bench."""
    assert world.timetable.quays is not None
    real = page_figure("the real feasts", world, today, None)
    return [real, *what_if_figures(world, today, seed), *growth_figures(world, today, seed)]
