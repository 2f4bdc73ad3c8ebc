"""Runs of tour solvers as tables: gap to the best known, by tours and limit."""

from collections.abc import Iterable, Sequence
from statistics import mean, median
from typing import Any

from planner.bench.tour_runs import Case, Run

Row = tuple[str, ...]


def case_gaps(runs: Iterable[Run]) -> dict[str, float]:
    """Return the median gap of each case over the seeds [%]."""
    gaps: dict[str, list[float]] = {}
    for run in runs:
        gaps.setdefault(run.case.title, []).append(run.gap)
    return {title: median(values) for title, values in gaps.items()}


def mean_gap(runs: Sequence[Run]) -> float:
    """Return the mean over the cases of the median over the seeds [%]."""
    return mean(case_gaps(runs).values())


def solver_row(name: str, limit_s: float, runs: Sequence[Run], tours: Sequence[int]) -> Row:
    """Return what one solver did at one limit."""
    gaps = case_gaps(runs)
    by_tours = []
    for count in tours:
        own = [run for run in runs if run.case.problem.tours == count]
        by_tours.append(f"{mean_gap(own):.2f}" if own else "")
    times = [run.one_percent_s for run in runs]
    reached = sorted(one for one in times if one is not None)
    half = f"{reached[len(times) // 2]:.2f} s" if len(reached) > len(times) // 2 else "not reached"
    return (
        f"{limit_s:g} s",
        name,
        f"{mean(gaps.values()):.3f}",
        *by_tours,
        f"{sum(gap <= 0 for gap in gaps.values())} of {len(gaps)}",
        f"{sum(gap <= 1 for gap in gaps.values())} of {len(gaps)}",
        half,
        str(sum(run.is_late for run in runs)),
    )


def headings(tours: Sequence[int]) -> Row:
    """Return the headings over the rows of `solver_row`."""
    by_tours = [f"m = {count}" for count in tours]
    gap = "mean gap %"
    return ("limit", "solver", gap, *by_tours, "best known", "within 1 %", "time to 1 %", "late")


def rows_of(runs: Sequence[Run]) -> tuple[Row, list[Row]]:
    """Return headings and a row for each limit and solver."""
    tours = sorted({run.case.problem.tours for run in runs})
    rows = []
    for limit_s in sorted({run.limit_s for run in runs}):
        for name in dict.fromkeys(run.solver for run in runs):
            own = [run for run in runs if run.limit_s == limit_s and run.solver == name]
            rows.append(solver_row(name, limit_s, own, tours))
    return headings(tours), rows


def proof_rows(runs: Sequence[Run]) -> tuple[Row, list[Row]]:
    """Return for runs that prove: how many did, how long it took, what contradicts the known."""
    proved = [run for run in runs if run.bound == run.score]
    wrong = [run for run in runs if contradicts(run)]
    slowest = max((run.seconds for run in proved), default=0.0)
    titles = ", ".join(run.case.title for run in runs if run not in proved)
    heads = ("instances", "proved", "slowest proof", "against a known optimum", "not proved")
    row = (str(len(runs)), str(len(proved)), f"{slowest:.2f} s", str(len(wrong)), titles or "none")
    return heads, [row]


def contradicts(run: Run) -> bool:
    """Return whether a run's proof and a known optimum, proved elsewhere, exclude each other."""
    if run.bound is None or not run.case.known.proved:
        return False
    return run.bound < run.case.known.score or run.score > run.case.known.score


def case_rows(cases: Sequence[Case], runs: Sequence[Run]) -> tuple[Row, list[Row]]:
    """Return the median score of each case at the longest limit, a column for each solver."""
    names = list(dict.fromkeys(run.solver for run in runs))
    longest = max(run.limit_s for run in runs)
    rows = []
    for case in cases:
        scores = []
        for name in names:
            own = [
                r.score for r in runs if (r.solver, r.limit_s) == (name, longest) and r.case is case
            ]
            scores.append(f"{median(own):g}")
        rows.append((case.title, str(case.known.score), *scores))
    return (f"case, {longest:g} s", "best known", *names), rows


def run_document(run: Run) -> dict[str, Any]:
    """Return a run as JSON values."""
    return {
        "instance": run.case.problem.name,
        "tours": run.case.problem.tours,
        "solver": run.solver,
        "limit_s": run.limit_s,
        "seed": run.seed,
        "score": run.score,
        "gap_percent": run.gap,
        "seconds": run.seconds,
        "one_percent_s": run.one_percent_s,
        "bound": run.bound,
        "best_known": run.case.known.score,
    }
