"""The solver made ready: its loops are compiled before the clock of any search runs."""

import pytest

from planner.optimise.engine import solve
from planner.optimise.problem import SearchParams
from tests.optimise.corsica_trip import corsica_problem


@pytest.fixture(scope="session")
def compiled() -> None:
    """Solve one problem; the first time on a machine this takes about a minute."""
    solve(corsica_problem(), SearchParams())
