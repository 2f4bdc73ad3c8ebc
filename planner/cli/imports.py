"""`filofesta import`: what comes from outside."""

import click

from planner.cli.import_gtfs import gtfs
from planner.cli.import_osm import osm, router


@click.group("import")
def imports() -> None:
    """Bring in maps, timetables and routers."""


imports.add_command(osm)
imports.add_command(gtfs)
imports.add_command(router)
