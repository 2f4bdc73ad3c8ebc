"""`filofesta bench`: figures of quality and speed, beside a peer in the same run."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from planner import service
from planner.bench import network, web
from planner.bench.growth import measure_growth
from planner.bench.report import (
    HEADINGS,
    Figure,
    cells,
    document,
    machine,
    markdown,
    put_section,
)
from planner.bench.streets import growth_figures, peer_figures
from planner.bench.travel import LIBRARIES, measure, read_pairs
from planner.cli.bench_solver import bench_solver
from planner.cli.terminal import OUT, in_words, print_json
from planner.errors import RequestError

MOST_COPIES = 1_000


def text_of(path: Path) -> str:
    """Return what a file holds.

    Raises
    ------
    RequestError
        It cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise RequestError({"reference": f"cannot read {path}: {fault}"}) from fault


def sizes_of(text: str) -> list[int]:
    """Return the numbers of copies that an option names.

    Raises
    ------
    RequestError
        They are none.
    """
    parts = text.split(",")
    if not all(part.isdigit() and 1 <= int(part) <= MOST_COPIES for part in parts):
        reason = f"{text!r} are no numbers from 1 to {MOST_COPIES}, parted by commas"
        raise RequestError({"copies": reason})
    return [int(part) for part in parts]


def compare_streets(world: service.World, address: str, seed: int) -> list[Figure]:
    """Compare imported streets with the router at an address.

    Raises
    ------
    RequestError
        No streets are imported.
    """
    return peer_figures(world.streets, service.router_at(address), seed)


@click.group()
def bench() -> None:
    """Measure quality and speed, beside a peer in the same run."""


bench.add_command(bench_solver)


@bench.command("travel")
@click.option(
    "--reference",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV of known distances: from,to,from_lat,from_lon,to_lat,to_lon,road_km,car_minutes.",
)
@click.option("--peer", type=click.Choice(["osrm"]), help="Compare imported streets with a server.")
@click.option("--peer-url", default="http://127.0.0.1:5000", show_default=True)
@click.option(
    "--grow",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Import copies of this .osm.pbf and measure how time and memory grow.",
)
@click.option("--copies", default="1,10,100", show_default=True, help="How many copies.")
@click.option("--seed", default=0, show_default=True)
@click.option("--date", "day", help="Date to write beside the figures; default: today.")
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Put the figures into this Markdown file.",
)
@in_words
def bench_travel(
    reference: Path | None,
    peer: str | None,
    peer_url: str,
    grow: Path | None,
    copies: str,
    seed: int,
    day: str | None,
    as_json: bool,
    write: Path | None,
) -> None:
    """Compare roads with a reference, time matrices and dated connections.

    With --peer or --grow: measure imported streets instead.
    """
    world = service.load_world()
    if peer or grow:
        section, title, figures = "streets", "Imported streets", list[Figure]()
        if peer:
            figures += compare_streets(world, f"{peer}+{peer_url}", seed)
        if grow:
            figures += growth_figures(measure_growth(grow, sizes_of(copies), seed))
    else:
        section, title = "travel", "Getting there"
        pairs = read_pairs(text_of(reference)) if reference else ()
        figures = measure(world, pairs, seed)
    facts = {"data": world.data_version, "seed": seed}
    tell(section, title, figures, dated(facts, day, LIBRARIES), as_json, write)


@bench.command("network")
@click.option("--seed", default=0, show_default=True)
@click.option("--date", "day", help="Date to write beside the figures, and to count from.")
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Put the figures into this Markdown file.",
)
@in_words
def bench_network(seed: int, day: str | None, as_json: bool, write: Path | None) -> None:
    """Measure the figures of the network of feasts, with up to 300 feasts thought up."""
    today = read_day(day) if day else datetime.now(UTC).date()
    world = service.load_world()
    figures = network.measure(world, today, seed)
    facts = {"date": today.isoformat(), "data": world.data_version, "seed": seed}
    facts |= machine(network.LIBRARIES)
    tell("network", "The network of feasts", figures, facts, as_json, write)


def read_day(text: str) -> date:
    """Return a day.

    Raises
    ------
    RequestError
        It is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise RequestError({"date": f"{text!r} is no day YYYY-MM-DD"}) from fault


@bench.command("web")
@click.option(
    "--lighthouse",
    "chromium",
    type=click.Path(exists=True, dir_okay=False),
    help="Path of a Chromium: also measure scores and weights with Lighthouse.",
)
@click.option("--today", default="2026-11-21", show_default=True, help="Day that the site takes.")
@click.option("--date", "day", help="Date to write beside the figures; default: today.")
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Put the figures into this Markdown file.",
)
@in_words
def bench_web(
    chromium: str | None, today: str, day: str | None, as_json: bool, write: Path | None
) -> None:
    """Start the site and measure how long its pages take and what they weigh."""
    world = service.load_world()
    pages = web.list_pages(next(iter(world.catalogue.festivals)))
    with web.serving(today) as address:
        figures = web.measure(address, pages)
        if chromium:
            figures += web.audit(address, pages, chromium)
    facts = dated({"data": world.data_version}, day, web.LIBRARIES)
    tell("web", "The pages", figures, facts, as_json, write)


def dated(facts: dict[str, Any], day: str | None, libraries: Sequence[str]) -> dict[str, Any]:
    """Return what a bench stands on: a date, its own facts, the machine."""
    return {"date": day or f"{datetime.now(UTC):%Y-%m-%d}", **facts, **machine(libraries)}


def tell(
    key: str,
    title: str,
    figures: Sequence[Figure],
    facts: dict[str, Any],
    as_json: bool,
    write: Path | None,
) -> None:
    """Print figures, and put them into a file where one is named."""
    if as_json:
        print_json(document(figures, facts))
    else:
        table = Table(*HEADINGS, box=None, pad_edge=False)
        for figure in figures:
            table.add_row(*(Text(cell) for cell in cells(figure)))
        OUT.print(table)
    if write is not None:
        old = text_of(write) if write.exists() else ""
        service.save_text(write, put_section(old, key, markdown(title, figures, facts)))
