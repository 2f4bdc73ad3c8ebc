"""The commands; with `--json` one JSON document goes to standard output and nothing else."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from planner import service
from planner.cli.bench import bench
from planner.cli.distance import distance
from planner.cli.imports import imports
from planner.cli.init import init
from planner.cli.network import network
from planner.cli.tables import (
    count_text,
    edition_document,
    edition_table,
    itinerary_text,
)
from planner.cli.terminal import (
    BAD_INPUT,
    DATA_OPTION,
    ERR,
    NOT_FOUND,
    OUT,
    fail,
    in_words,
    print_json,
)
from planner.cli.whatif import whatif
from planner.errors import RequestError
from planner.model.itinerary import Itinerary, Status
from planner.model.request import TripRequest

DAY = click.DateTime(formats=["%Y-%m-%d"])
DAYS = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")
MOST_REQUEST_BYTES = 65_536


@contextmanager
def usage_in_one_line() -> Iterator[None]:
    """Say what is wrong with options and arguments as all else is said: in one line."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as fault:
        fail(fault.format_message(), BAD_INPUT)


class Commands(click.Group):
    """A group of commands of which a wrong use ends in one line."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the options of the group."""
        with usage_in_one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Read the options of a command and run it."""
        with usage_in_one_line():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="filofesta")
@click.option(
    "--imported",
    type=click.Path(file_okay=False),
    help="Folder of imported data; default: FILOFESTA_IMPORTED, else imported/ beside data/.",
)
def main(imported: str | None) -> None:
    """Plan trips along local festivals."""
    if imported is not None:  # one setting for every command, and for the server that `serve` is
        os.environ["FILOFESTA_IMPORTED"] = imported


main.add_command(bench)
network.add_command(whatif)
main.add_command(network)
main.add_command(imports)
main.add_command(init)
main.add_command(distance)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65_535))
@click.option("--workers", default=4, show_default=True, type=click.IntRange(1, 64))
@DATA_OPTION
def serve(host: str, port: int, workers: int, data: Path | None) -> None:
    """Serve the pages; prints the address."""
    sys.stdout.flush()
    command = [sys.executable, "-m", "web", host, str(port), str(workers)]
    folder = {} if data is None else {"FILOFESTA_DATA": str(data)}
    os.execve(sys.executable, command, {**os.environ, **folder})


@main.command()
@click.argument("request_file", metavar="REQUEST.json", required=False)
@click.option("--start", help="Where the trip begins: a place of the gazetteer.")
@click.option("--end", help="Where it ends; 'anywhere' for free. Default: back at the start.")
@click.option("--earliest", help="First possible day, YYYY-MM-DD.")
@click.option("--latest", help="Last possible day, YYYY-MM-DD.")
@click.option("--days", help="Days of the trip: 7, or 8-10.")
@click.option("--must", multiple=True, help="Festival or attraction that has to be in; repeatable.")
@click.option("--avoid", multiple=True, help="Festival or attraction to leave out; repeatable.")
@click.option("--max-drive-h", type=float, help="Hours at the wheel a day.")
@click.option("--mode", help="car, or transit: on foot, by train, coach and ferry (indicative).")
@click.option("--pace", help="relaxed, normal or full.")
@click.option("--time-limit-s", type=float, help="Limit on the search.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--map", "map_file", type=click.Path(dir_okay=False), help="Write a map page.")
@click.option("--ics", "ics_file", type=click.Path(dir_okay=False), help="Write a calendar file.")
@click.option("--gpx", "gpx_file", type=click.Path(dir_okay=False), help="Write a GPX file.")
@click.option(
    *("--export", "exports"),
    multiple=True,
    help="Write a file in the form of its ending: pdf, ics, gpx, kml, geojson, csv, md, jsonld.",
)
@DATA_OPTION
@in_words
def plan(
    request_file: str | None,
    as_json: bool,
    map_file: str | None,
    ics_file: str | None,
    gpx_file: str | None,
    exports: tuple[str, ...],
    data: Path | None,
    **wishes: Any,
) -> None:
    """Plan a trip: from REQUEST.json (- reads standard input), from options, or both."""
    endings = {name: service.ending_of(name) for name in exports}
    document = read_document(request_file) if request_file else {}
    document |= wishes_document(wishes)
    world = service.load_world(data)
    request = service.read_trip_request(world, document)
    itinerary = solve_with_progress(world, request, quiet=as_json)
    if as_json:
        print_json(service.answer_document(itinerary))
    else:
        OUT.print(itinerary_text(itinerary, world.catalogue))
    if itinerary.status is Status.INFEASIBLE:
        sys.exit(NOT_FOUND)
    files = (
        (map_file, service.map_page),
        (ics_file, service.calendar_file),
        (gpx_file, service.gpx_file),
    )
    for name, write in files:
        if name is not None:
            service.save_text(Path(name), write(world, itinerary))
    for name in exports:
        service.save_bytes(Path(name), service.trip_file(world, itinerary, endings[name]))


def read_document(name: str) -> dict[str, Any]:
    """Read a request document from a file, or from standard input for `-`.

    Raises
    ------
    RequestError
        The file cannot be read, is too large, or is no JSON object.
    """
    source = "standard input" if name == "-" else name
    try:
        with click.open_file(name, "rb") as stream:
            text = stream.read(MOST_REQUEST_BYTES + 1)
    except OSError as fault:
        raise RequestError({"request": f"cannot read {source}: {fault.strerror}"}) from fault
    if len(text) > MOST_REQUEST_BYTES:
        raise RequestError({"request": f"{source} is larger than {MOST_REQUEST_BYTES} bytes"})
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise RequestError({"request": f"{source} is not JSON: {fault}"}) from fault
    if not isinstance(document, dict):
        raise RequestError({"request": f"{source} has to hold a JSON object"})
    return document


def wishes_document(wishes: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given as fields of a request document."""
    document = {name: value for name, value in wishes.items() if value not in (None, ())}
    for name in ("must", "avoid"):
        if name in document:
            document[name] = list(document[name])
    days = document.get("days")
    if days is not None:
        found = DAYS.fullmatch(days)
        if found is None:
            raise RequestError({"days": f"{days!r} is neither a number nor a range such as 8-10"})
        document["days"] = {"min": int(found[1]), "max": int(found[2] or found[1])}
    return document


def solve_with_progress(world: service.World, request: TripRequest, quiet: bool) -> Itinerary:
    """Solve while the terminal shows the best worth and the bound so far."""
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(
        *columns, console=ERR, transient=True, disable=quiet or not ERR.is_terminal
    ) as bar:
        task = bar.add_task("looking for a trip", total=None)

        def tell(best: int, bound: int) -> None:
            bar.update(task, description=f"best trip {best} points, at most {bound} possible")

        return service.plan_trip(world, request, tell)


@main.command()
@click.option("--from", "first", type=DAY, help="First day; default: the first day of the data.")
@click.option("--to", "last", type=DAY, help="Last day; default: the last day of the data.")
@click.option("--json", "as_json", is_flag=True)
@DATA_OPTION
@in_words
def festivals(
    first: datetime | None, last: datetime | None, as_json: bool, data: Path | None
) -> None:
    """List the editions in some dates, with status and rule."""
    world = service.load_world(data)
    span = service.span_of(world, day_of(first), day_of(last))
    editions = service.list_editions(world, *span)
    if as_json:
        print_json([edition_document(edition, world.catalogue) for edition in editions])
    else:
        OUT.print(edition_table(editions, world.catalogue, *span))
    if not editions:
        sys.exit(NOT_FOUND)


def day_of(moment: datetime | None) -> date | None:
    """Return the day of an option, or None."""
    return None if moment is None else moment.date()


@main.command()
@DATA_OPTION
@click.option("--json", "as_json", is_flag=True)
@in_words
def check(data: Path | None, as_json: bool) -> None:
    """Validate every data file; one line for each fault."""
    faults = service.check(data)
    if as_json:
        print_json([{"file": f.file, "line": f.line, "reason": f.reason} for f in faults])
    else:
        for fault in faults:
            click.echo(f"{fault.file}:{fault.line or 1}: {fault.reason}")
        click.echo(count_text(len(faults), "fault") if faults else "no faults", err=True)
    for warning in service.import_warnings(datetime.now(UTC).date()) if data is None else ():
        click.echo(f"warning: {warning}", err=True)
    if faults:
        sys.exit(NOT_FOUND)


@main.command()
@in_words
def warm() -> None:
    """Compile the solver's loops and keep them on disk, so that the first plan is quick."""
    service.warm_up(service.load_world())
