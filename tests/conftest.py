"""What several rooms' tests share: the world that Filofesta ships, read once."""

import pytest

from planner.service import World, load_world


@pytest.fixture(scope="session")
def real_world() -> World:
    """Return the world of the shipped data."""
    return load_world()
