"""The command line over the data that Filofesta ships, read once for all tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner import service
from planner.cli.commands import main

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def world() -> service.World:
    """Return the real data."""
    return service.load_world()


@pytest.fixture
def run(world: service.World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command line in this process; `stdin` is what it reads."""
    load = service.load_world
    monkeypatch.setattr(
        service, "load_world", lambda folder=None: world if folder is None else load(folder)
    )

    def run_one(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    return run_one
