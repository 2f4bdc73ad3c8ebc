"""`filofesta bench`: figures of quality and speed, beside a peer in the same run."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from planner import service
from planner.bench import network
from planner.bench.report import (
    HEADINGS,
    Figure,
    cells,
    document,
    machine,
    markdown,
    put_section,
)
from planner.bench.travel import LIBRARIES, measure, read_pairs
from planner.cli.bench_solver import bench_solver
from planner.cli.terminal import OUT, in_words, print_json
from planner.errors import RequestError


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
    reference: Path | None, seed: int, day: str | None, as_json: bool, write: Path | None
) -> None:
    """Compare roads with a reference, time matrices and dated connections."""
    pairs = read_pairs(text_of(reference)) if reference else ()
    world = service.load_world()
    figures = measure(world, pairs, seed)
    facts = {
        "date": day or f"{datetime.now(UTC):%Y-%m-%d}",
        "data": world.data_version,
        "seed": seed,
        **machine(LIBRARIES),
    }
    tell(figures, facts, as_json)
    if write is not None:
        old = text_of(write) if write.exists() else ""
        service.save_text(
            write, put_section(old, "travel", markdown("Getting there", figures, facts))
        )


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
    tell(figures, facts, as_json)
    if write is not None:
        old = text_of(write) if write.exists() else ""
        section = markdown("The network of feasts", figures, facts)
        service.save_text(write, put_section(old, "network", section))


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


def tell(figures: Sequence[Figure], facts: dict[str, Any], as_json: bool) -> None:
    """Print the figures of a bench."""
    if as_json:
        print_json(document(figures, facts))
        return
    table = Table(*HEADINGS, box=None, pad_edge=False)
    for figure in figures:
        table.add_row(*(Text(cell) for cell in cells(figure)))
    OUT.print(table)
