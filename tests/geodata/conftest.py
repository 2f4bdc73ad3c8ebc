"""Folders for the tests of the room that reads data."""

from pathlib import Path

import pytest

from tests.geodata.small_folder import write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small sound data folder."""
    return write_folder(tmp_path)


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """Return the data that Filofesta ships."""
    return Path(__file__).parents[2] / "data"
