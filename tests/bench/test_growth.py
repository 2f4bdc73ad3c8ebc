"""Trips with more and more feasts, and runs that break down."""

from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.bench import trip_runs
from planner.bench.trip_figures import GROWTH_HEADINGS, growth_rows
from planner.bench.trip_runs import TripRun, TripTask, growth_tasks, run_task, run_tasks
from planner.cli import bench_solver
from planner.cli.commands import main


def test_feasts_sights_and_lands_grow_together() -> None:
    tasks = growth_tasks(10.0)
    assert [task.feasts for task in tasks] == [50, 100, 300, 1_000]
    assert all(task.sights == 2 * task.feasts for task in tasks)
    lands = [task.lands for task in tasks]
    assert lands == sorted(set(lands))
    assert {(task.days, task.limit_s) for task in tasks} == {(10, 10.0)}


@pytest.mark.parametrize("fault", [BrokenProcessPool("killed"), MemoryError()])
def test_a_run_that_breaks_down_is_told_and_the_next_one_goes_on(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    class Pool:
        """Runs in this process; the first task breaks down."""

        def __init__(self, *_: object, **__: object) -> None:
            pass

        def __enter__(self) -> "Pool":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def submit(self, _: object, task: TripTask) -> "Pool":
            self.task = task
            return self

        def result(self) -> TripRun:
            if self.task.feasts == 50:
                raise fault
            return run_task(replace(self.task, limit_s=0.3, days=2, feasts=2, sights=6, lands=2))

    monkeypatch.setattr(trip_runs, "ProcessPoolExecutor", Pool)
    broken, fine = run_tasks(growth_tasks(0.3)[:2])
    assert broken.verdict == f"broke down: {type(fault).__name__}"
    assert fine.verdict == "accepted"
    assert fine.objective <= fine.bound
    heads, rows = growth_rows([broken, fine])
    assert heads == GROWTH_HEADINGS
    assert [len(row) for row in rows] == [len(heads)] * 2


def test_the_command_writes_a_section_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[float] = []

    def run(tasks: Sequence[TripTask]) -> list[TripRun]:
        limits.extend(task.limit_s for task in tasks)
        small = replace(tasks[0], limit_s=0.3, days=2, feasts=2, sights=6, lands=2)
        return [run_task(small)]

    monkeypatch.setattr(bench_solver, "run_tasks", run)
    figures = tmp_path / "figures.md"
    words = ["bench", "solver", "--set", "growth", "--write", str(figures)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert limits == [10.0] * 4
    text = figures.read_text()
    assert "<!-- solver-growth -->" in text
    assert "| 50 feasts, 100 sights, 3 lands |" in text
