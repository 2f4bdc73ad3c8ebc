"""How commands speak: one line for an error, one document for `--json`, tables else."""

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console

from planner.errors import DataError, PlannerError, RequestError, UnknownPlaceError

NOT_FOUND, BAD_INPUT = 1, 2
OUT = Console(soft_wrap=False)
ERR = Console(stderr=True)


def fail(message: str, code: int) -> NoReturn:
    """Say one line on standard error and end the program."""
    click.echo(f"filofesta: {' '.join(message.split())}", err=True)
    sys.exit(code)


DATA_OPTION = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Data folder of another network; default: the one beside the program.",
)


def in_words(command: Callable[..., None]) -> Callable[..., None]:
    """Turn errors raised on purpose into one line and an exit code."""

    @wraps(command)
    def guarded(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except (RequestError, UnknownPlaceError) as fault:
            fail(str(fault), BAD_INPUT)
        except DataError as fault:
            fail(str(fault), BAD_INPUT)
        except PlannerError as fault:
            fail(str(fault), NOT_FOUND)

    return guarded


def print_json(document: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
