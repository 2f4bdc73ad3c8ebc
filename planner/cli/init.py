"""`filofesta init`: a data folder for another network."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.text import Text

from planner import service
from planner.cli.terminal import OUT, in_words


@click.command()
@click.argument("region", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the network; default: that of the folder.")
@in_words
def init(region: Path, name: str | None) -> None:
    """Make the data folder REGION for another network: tables, checks and an example."""
    today = datetime.now(UTC).date()
    folder = region.absolute()
    title = name or folder.name.replace("-", " ").title()
    files = service.make_region(folder, title, today)
    OUT.print(Text(f"{folder}: {len(files)} files. Fill them, and look at them by:"))
    for command in ("check", "festivals", "plan --start Alfa … ", "serve"):
        OUT.print(Text(f"  filofesta {command.strip()} --data {region}"))
