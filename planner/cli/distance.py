"""`filofesta distance`: from one place to another, by road and ferry."""

from datetime import datetime
from pathlib import Path

import click

from planner import service
from planner.cli.terminal import DATA_OPTION, OUT, in_words, print_json
from planner.cli.ways import (
    connection_document,
    connection_table,
    timed_document,
    timed_table,
)

MOMENT = click.DateTime(formats=["%Y-%m-%dT%H:%M"])


@click.command()
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--depart", type=MOMENT, help="Leave then or later, local time.")
@click.option("--arrive-by", type=MOMENT, help="Be there by then, local time.")
@click.option("--unconfirmed", is_flag=True, help="Use ferries that no source confirms, too.")
@click.option("--json", "as_json", is_flag=True)
@DATA_OPTION
@in_words
def distance(
    origin: str,
    destination: str,
    depart: datetime | None,
    arrive_by: datetime | None,
    unconfirmed: bool,
    as_json: bool,
    data: Path | None,
) -> None:
    """Say how far it is by road and ferry, and on what each part stands.

    With a moment of departure or arrival, say which ferries to take.
    """
    world = service.load_world(data)
    if depart is None and arrive_by is None:
        way = service.find_connection(world, origin, destination)
        print_json(connection_document(way)) if as_json else OUT.print(connection_table(way))
        return
    ends = world, origin, destination
    found = service.find_timed_connections(
        *ends, depart=depart, arrive_by=arrive_by, unconfirmed=unconfirmed
    )
    rows = {row.id: row for row in world.crossings}
    print_json(timed_document(found, rows)) if as_json else OUT.print(timed_table(found, rows))
