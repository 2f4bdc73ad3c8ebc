"""Runs of the trip engine as a table, and what they come to."""

from collections.abc import Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from planner.bench.trip_runs import ACCEPTED, TripRun

Row = tuple[str, ...]
BUDGET_WORDS = (
    "A trip costs 30 cents for each minute at the wheel, 80 euros a crossing and 5 euros a visit; "
    "it may cost the share named of what the best trip costs that is found without a limit."
)
GROWTH_HEADINGS = ("trip", "worth", "bound", "gap %", "first s", "seconds", "memory MB", "judge")
GROWTH_WORDS = (
    "Ten days between land masses of 180 × 120 km in a ring of ferry lines, two sights for each "
    "feast, seed 1; memory is the most that a process of its own held."
)
HEADINGS = (
    *("trip", "worth", "bound", "gap %", "gap at 10 s %", "first s", "proved s", "memory MB"),
    "judge",
)


def shown(value: float | None, digits: int = 2) -> str:
    """Return a figure, or a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def run_row(run: TripRun) -> Row:
    """Return one run as text."""
    return (
        run.title,
        str(run.objective),
        str(run.bound),
        shown(run.gap),
        shown(run.early_gap),
        shown(run.first_s),
        shown(run.proved_s),
        shown(run.memory_mb, 0),
        run.verdict,
    )


def total_row(runs: Sequence[TripRun]) -> Row:
    """Return medians and counts over all runs."""
    firsts = [run.first_s for run in runs if run.first_s is not None]
    proofs = [run.proved_s for run in runs if run.proved_s is not None]
    early = [run.early_gap for run in runs if run.early_gap is not None]
    good = sum(gap <= 1.0 for gap in early)
    return (
        f"all {len(runs)}",
        "",
        "",
        f"worst {shown(max((run.gap for run in runs), default=None))}",
        f"≤ 1 %: {good}, worst {shown(max(early, default=None))}",
        f"median {shown(median(firsts) if firsts else None)}",
        f"{len(proofs)} proved, median {shown(median(proofs) if proofs else None)}",
        f"most {shown(max((run.memory_mb for run in runs), default=None), 0)}",
        f"{sum(run.verdict == ACCEPTED for run in runs)} accepted",
    )


def rows_of(runs: Sequence[TripRun]) -> tuple[Row, list[Row]]:
    """Return headings and rows, what all runs come to last."""
    return HEADINGS, [*(run_row(run) for run in runs), total_row(runs)]


def growth_rows(runs: Sequence[TripRun]) -> tuple[Row, list[Row]]:
    """Return headings and rows of trips that grow, each with the time that it took in all."""
    rows: list[Row] = [
        (
            run.title,
            str(run.objective),
            str(run.bound),
            shown(run.gap),
            shown(run.first_s),
            shown(run.seconds),
            shown(run.memory_mb, 0),
            run.verdict,
        )
        for run in runs
    ]
    return GROWTH_HEADINGS, rows


def run_document(run: TripRun) -> dict[str, Any]:
    """Return a run as JSON values."""
    return asdict(run) | {"gap_percent": run.gap}
