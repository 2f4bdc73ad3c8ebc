"""`filofesta bench solver`: how good and how fast the solvers are, beside their peers."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from planner import service
from planner.bench import tour_figures, trip_figures
from planner.bench.report import machine, put_section
from planner.bench.solver import (
    PAPER,
    PAPER_TOURS,
    Section,
    build_cases,
    measure_tours,
    peer_versions,
    proof_section,
    tour_section,
)
from planner.bench.tour_runs import PEERS
from planner.bench.trip_runs import (
    budget_tasks,
    catalogue_tasks,
    growth_tasks,
    run_tasks,
    trip_tasks,
)
from planner.cli.bench_requests import request_set
from planner.cli.terminal import ERR, NOT_FOUND, OUT, in_words, print_json
from planner.errors import RequestError

SETS = ("toptw", "optw", "trip", "catalogue", "budget", "growth", "requests")
BUDGET_TITLE = "Generated trips with less money than the best one costs"
TOUR_SETS = ("toptw", "optw")
LIMIT_S = 5.0
OWN_LIMITS_S = MappingProxyType({"budget": 20.0, "growth": 10.0, "requests": 0.2})
"""Limits of sets that are measured with another one where none is given [s]."""
LIBRARIES = ("filofesta", "numba", "numpy", "ortools")
MOST_INSTANCE_BYTES = 2**20


def text_of(path: Path, field: str) -> str:
    """Return what a file of at most a megabyte holds.

    Raises
    ------
    RequestError
        It cannot be read or is larger.
    """
    try:
        if path.stat().st_size > MOST_INSTANCE_BYTES:
            raise RequestError({field: f"{path} is larger than {MOST_INSTANCE_BYTES} bytes"})
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise RequestError({field: f"cannot read {path}: {fault}"}) from fault


def read_texts(folder: Path | None, names: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return the instances of a folder and its table of best known scores.

    Instances lie in it or in its folder `toptw`, one `NAME.txt` each, the table is
    `best_known.csv`.  Without names all instances are read.

    Raises
    ------
    RequestError
        No folder was named, or a file cannot be read.
    """
    if folder is None:
        raise RequestError({"instances": "name the folder of the published instances"})
    inner = folder / "toptw" if (folder / "toptw").is_dir() else folder
    table = text_of(folder / "best_known.csv", "instances")
    chosen = names or sorted(path.stem for path in inner.glob("*.txt"))
    return {name: text_of(inner / f"{name}.txt", "instances") for name in chosen}, table


def show(section: Section) -> None:
    """Print the tables of a section."""
    for heads, rows in section.tables:
        table = Table(*heads, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        OUT.print(table)


def tour_set(
    which: str, wishes: dict[str, Any], facts: dict[str, Any]
) -> tuple[Section, list[dict[str, Any]]]:
    """Run published instances; return their section and all runs as JSON values."""
    proving = which == "optw"
    names = wishes["instance"] or (() if proving else PAPER)
    tours = (1,) if proving else wishes["tours"] or PAPER_TOURS
    cases = build_cases(*read_texts(wishes["instances"], names), tours)
    runs = []
    for run in measure_tours(cases, wishes["peer"], wishes["limit"], wishes["seeds"]):
        runs.append(run)
        ERR.print(f"{run.solver} {run.case.title} {run.limit_s:g} s: {run.score}", style="dim")
    facts |= peer_versions(wishes["peer"]) | {"seeds": wishes["seeds"]}
    section = proof_section(runs, facts) if proving else tour_section(cases, runs, facts)
    return section, [tour_figures.run_document(run) for run in runs]


def trip_set(
    which: str, wishes: dict[str, Any], facts: dict[str, Any]
) -> tuple[Section, list[dict[str, Any]]]:
    """Run the engine on trips; return their section and all runs as JSON values."""
    limit_s, seeds, sizes = wishes["limit"][0], wishes["seeds"], (wishes["feasts"], wishes["lands"])
    if which == "trip":
        title, tasks = "Generated trips", trip_tasks(seeds, limit_s, wishes["days"], *sizes)
    elif which == "budget":
        title, tasks = BUDGET_TITLE, budget_tasks(seeds, limit_s, wishes["days"])
    elif which == "growth":
        title, tasks = "Growing numbers of feasts", growth_tasks(limit_s)
    else:
        first, last = date(wishes["year"], 1, 1), date(wishes["year"], 12, 31)
        title, tasks = "Requests to the catalogue", catalogue_tasks(limit_s, 0, first, last)
    runs = []
    for run in run_tasks(tasks):
        runs.append(run)
        ERR.print(f"{run.title}: {run.objective} of {run.bound}", style="dim")
    rows, words = trip_figures.rows_of(runs), ""
    if which == "budget":
        words = trip_figures.BUDGET_WORDS
    if which == "growth":
        rows, words = trip_figures.growth_rows(runs), trip_figures.GROWTH_WORDS
    section = Section(title, (rows,), facts | {"limit": f"{limit_s:g} s"}, words)
    return section, [trip_figures.run_document(run) for run in runs]


@click.command("solver")
@click.option("--set", "which", type=click.Choice(SETS), default="toptw", show_default=True)
@click.option(
    "--instances",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the published instances and best_known.csv; for toptw and optw.",
)
@click.option("--instance", multiple=True, help="Only this one; may be repeated.")
@click.option("--tours", type=click.IntRange(1, 20), multiple=True, help="Default: 1, 2 and 4.")
@click.option("--peer", type=click.Choice(list(PEERS)), multiple=True, help="May be repeated.")
@click.option(
    "--limit",
    type=click.FloatRange(0.1, 3600),
    multiple=True,
    help="Seconds for each run; tours take several. Default: 5; budget 20, growth 10, requests .2.",
)
@click.option("--seeds", type=click.IntRange(1, 100), default=3, show_default=True)
@click.option(
    "--days", type=click.IntRange(1, 21), multiple=True, default=(10,), help="For trip, budget."
)
@click.option("--feasts", type=click.IntRange(0, 2000), default=19, help="For trip.")
@click.option("--lands", type=click.IntRange(1, 50), default=3, help="For trip.")
@click.option("--year", type=click.IntRange(2000, 2100), default=2027, help="Of the requests.")
@click.option("--count", type=click.IntRange(1, 10**6), default=10_000, help="For requests.")
@click.option("--seed", type=click.IntRange(0), default=0, help="For requests.")
@click.option("--date", "day", help="Date to write beside the figures; default: today.")
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Put the figures into this Markdown file.",
)
@in_words
def bench_solver(
    which: str, day: str | None, as_json: bool, write: Path | None, **wishes: Any
) -> None:
    """Measure the solvers on published instances, generated trips or the catalogue.

    The set `requests` answers random ones in two processes; a fault ends with exit code 1.
    """
    wishes["limit"] = wishes["limit"] or (OWN_LIMITS_S.get(which, LIMIT_S),)
    facts = {"date": day or f"{datetime.now(UTC):%Y-%m-%d}", **machine(LIBRARIES)}
    if which == "requests":
        section, runs = request_set(wishes, facts)
    else:
        section, runs = (tour_set if which in TOUR_SETS else trip_set)(which, wishes, facts)
    if as_json:
        print_json({"runs": runs, "measured_with": dict(section.facts)})
    else:
        show(section)
    if write is not None:
        old = text_of(write, "write") if write.exists() else ""
        service.save_text(write, put_section(old, section_key(which, wishes), section.markdown()))
    if any(run.get("faults") for run in runs):
        sys.exit(NOT_FOUND)


def section_key(which: str, wishes: dict[str, Any]) -> str:
    """Return the name of a section; generated trips of other sizes have one each."""
    days = "-".join(str(count) for count in wishes["days"])
    if which == "budget":
        return f"solver-budget-{days}"
    if which != "trip":
        return f"solver-{which}"
    return f"solver-trip-{days}-{wishes['feasts']}-{wishes['lands']}"
