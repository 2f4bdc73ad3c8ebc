"""`filofesta network`: how the feasts connect, and what a change would change."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planner import service
from planner.cli.terminal import OUT, in_words, print_json
from planner.errors import RequestError
from planner.model.network import Link, Weights
from planner.service.network import GLOSSARY, FeastNetwork, load_network, network_document

DAY = click.DateTime(formats=["%Y-%m-%d"])
KEPT_WHOLE = ("figure", "value", "range", "days", "day", "first day", "before", "after")
"""Columns that are not broken on a narrow terminal."""
TODAY_HELP = "Day from which editions count, YYYY-MM-DD; default: today."


def open_network(today: datetime | None, wait: int | None = None) -> FeastNetwork:
    """Return the network from a day on.

    Raises
    ------
    RequestError
        The wait is no number of days.
    """
    if wait is not None and not 1 <= wait <= 60:
        raise RequestError({"wait": f"{wait}: choose a number of days from 1 to 60"})
    weights = Weights() if wait is None else Weights(most_wait_days=wait)
    day = (today or datetime.now(UTC)).date()
    return load_network(service.load_world(), day, weights)


def brief(value: float) -> str:
    """Return a figure without false decimals."""
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"


def rows_table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """Return a plain table."""
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, no_wrap=heading in KEPT_WHOLE)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def link_row(link: Link, network: FeastNetwork) -> tuple[str, ...]:
    """Return a link as cells."""
    names = names_of(network)
    hours = f"{link.travel_s / 3600:.0f} h"
    ends = names.get(link.origin, link.origin), names.get(link.destination, link.destination)
    return ends[0], str(link.leave), ends[1], str(link.arrive), hours


def names_of(network: FeastNetwork) -> dict[str, str]:
    """Return the names of the feasts by id."""
    return {one.id: f"{one.name}, {one.municipality}" for one in network.programme.festivals}


def figures_text(network: FeastNetwork) -> RenderableType:
    """Return figures, links and chains for the terminal."""
    report, names = network.report, names_of(network)
    figures = [
        (
            one.name,
            brief(one.value),
            "" if one.low is None else f"{brief(one.low)}–{brief(one.high or 0.0)}",
            GLOSSARY[one.name].source or "our own definition",
            GLOSSARY[one.name].formula,
        )
        for one in report.figures
    ]
    chains = [
        Text(" → ".join(f"{names[v.festival_id]} ({v.day})" for v in chain.visits))
        for chain in report.chains
    ]
    links = [link_row(link, network) for link in report.links]
    return Group(
        rows_table(("figure", "value", "range", "source", "formula"), figures),
        Text("\nLongest chain of each group"),
        *chains,
        Text("\nFeasts that follow each other"),
        rows_table(("from", "day", "to", "day", "travel"), links),
    )


@click.group("network", invoke_without_command=True)
@click.option("--today", type=DAY, help=TODAY_HELP)
@click.option("--wait", type=int, help="Most days between two feasts of a trip; default: 10.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
@in_words
def network(ctx: click.Context, today: datetime | None, wait: int | None, as_json: bool) -> None:
    """Show how the feasts connect: links, chains, clashes, seasons, reach."""
    if ctx.invoked_subcommand is not None:
        return
    found = open_network(today, wait)
    print_json(network_document(found)) if as_json else OUT.print(figures_text(found))
