"""What set-up compiles is all that a first trip needs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TELL = """
from planner import service
from planner.optimise.expand import hunt_trips
from planner.optimise.filling import fill_nights, fill_slots
from planner.optimise.hours.forward import mark_day as mark_hours
from planner.optimise.hours.path import next_state
from planner.optimise.hours.recall import read_onward
from planner.optimise.hours.table import fill_day
from planner.optimise.live import number_cells
from planner.optimise.pruning import mark_day
from planner.optimise.rebuild.rebuild import anneal

filled = (fill_nights, fill_slots, mark_day, number_cells, hunt_trips, anneal)
loops = (*filled, read_onward, fill_day, next_state, mark_hours)
assert not any(loop.signatures for loop in loops)
service.warm_up(service.load_world())
print(*(loop.__name__ for loop in loops if not loop.signatures))
"""


def test_every_loop_of_the_engine_is_compiled_by_the_warm_up() -> None:
    told = subprocess.run(
        [sys.executable, "-c", TELL], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == ""
