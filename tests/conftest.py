"""What several rooms' tests share: the world that Filofesta ships, and how laws are searched."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from planner.optimise import prover
from planner.service import World, load_world

# The same examples in every run, so that a red run can be repeated, and no deadline: machines are
# noisy. FILOFESTA_EXPLORE=1 looks at new examples.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
# Built-in data alone, whatever has been imported into this checkout; tests of imports say so.
os.environ["FILOFESTA_IMPORTED"] = ""
settings.load_profile("explore" if os.environ.get("FILOFESTA_EXPLORE") == "1" else "repeatable")


@pytest.fixture(scope="session", autouse=True)
def no_clock() -> Iterator[None]:
    """Let searches end by their work alone, so that a slow or busy machine finds the same trips."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prover, "PATIENCE", 1_000.0)
        yield


@pytest.fixture(scope="session")
def real_world() -> World:
    """Return the world of the shipped data."""
    return load_world()
