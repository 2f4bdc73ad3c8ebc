"""`filofesta import gtfs`: timetables of ferries, trains and coaches."""

from datetime import UTC, datetime
from pathlib import Path

import click

from planner import service
from planner.cli.terminal import in_words


@click.command("gtfs")
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path))
@in_words
def gtfs(file: Path) -> None:
    """Import a GTFS feed: it replaces the sailings that it covers, the others stay."""
    report = service.import_gtfs(file, datetime.now(UTC).date())
    for line in report.lines:
        click.echo(line)
