"""`filofesta import`: what others publish, as a group of commands; each importer adds its own."""

import click

from planner.cli.import_events import import_events
from planner.cli.import_gtfs import gtfs
from planner.cli.import_osm import osm, router


@click.group("import")
def imports() -> None:
    """Read what others publish: events, maps, timetables, routers."""


imports.add_command(import_events)
imports.add_command(osm)
imports.add_command(gtfs)
imports.add_command(router)
