"""`filofesta import osm`: streets and sights of OpenStreetMap; `import router`: a server's."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from planner import service
from planner.cli.terminal import ERR, in_words
from planner.errors import RequestError
from planner.model.place import Area

AREAS = click.Choice([area.value for area in Area])


def tell_lines(lines: tuple[str, ...]) -> None:
    """Print what an import brought, a fact a line."""
    for line in lines:
        click.echo(line)


@click.command("osm")
@click.argument("files", metavar="FILE.osm.pbf…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--area", "areas", multiple=True, type=AREAS, help="Only these areas; repeatable.")
@click.option("--place", help="Instead of files: a place, asked of Overpass; needs internet.")
@in_words
def osm(files: tuple[Path, ...], areas: tuple[str, ...], place: str | None) -> None:
    """Import streets and sights: FILE.osm.pbf as Geofabrik serves them, or --place.

    What was imported before stands until all is ready; a broken-off import goes on where it was.
    """
    if bool(files) == bool(place):
        raise RequestError({"import osm": "name a FILE.osm.pbf, or a place with --place"})
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as bar:
        task = bar.add_task("opening", total=None)

        def step(words: str, count: int) -> None:
            bar.update(task, description=f"{words}: {count:,}" if count else words)

        today = datetime.now(UTC).date()
        if place:
            files = (service.fetch_place(place, step),)
        report = service.import_osm(files, areas, step, today)
    tell_lines(report.lines)


@click.command("router")
@click.argument("address")
@in_words
def router(address: str) -> None:
    """Let a server answer about roads: osrm+http://HOST:PORT or valhalla+http://HOST:PORT."""
    tell_lines(service.import_router(address, datetime.now(UTC).date()).lines)
