"""`filofesta import`: what others publish, as a group of commands; each importer adds its own."""

import click

from planner.cli.import_events import import_events


@click.group("import")
def imports() -> None:
    """Read what others publish: events, roads, timetables."""


imports.add_command(import_events)
