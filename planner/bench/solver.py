"""`filofesta bench solver`: sets of problems, and their figures as a section of a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from planner.bench.instances import Known, read_best_known, read_instance
from planner.bench.tour_figures import case_rows, proof_rows
from planner.bench.tour_figures import rows_of as tour_rows
from planner.bench.tour_peer import TourSolver
from planner.bench.tour_runs import OURS, PEERS, Case, Run, our_tours, proved_tours, run_all, warm
from planner.errors import RequestError
from planner.optimise.tours.exact import prove

Row = tuple[str, ...]
PAPER = (
    *("c104", "c109", "r104", "r112", "rc102", "rc107"),
    *("c203", "r203", "rc206", "pr03", "pr10", "pr15"),
)
"""Instances that stand for the twelve sorts of the published set."""
PAPER_TOURS = (1, 2, 4)
DISTRIBUTIONS = {"pyvrp": "pyvrp", "vroom": "pyvroom", "routing": "ortools"}
WHERE = (
    "The instances (Solomon's c, r, rc and Cordeau's pr with scores) are published by KU Leuven; "
    "best known scores: Karabulut and Tasgetiren 2020 and later finds. None are kept here."
)


@dataclass(frozen=True, slots=True)
class Section:
    """Tables of one set under a title."""

    title: str
    tables: tuple[tuple[Row, list[Row]], ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""

    def markdown(self) -> str:
        """Return the section as Markdown."""
        lines = [f"## {self.title}", ""]
        for heads, rows in self.tables:
            lines += [f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads)]
            lines += [f"| {' | '.join(row)} |" for row in rows]
            lines.append("")
        if self.words:
            lines += [self.words, ""]
        lines += [f"Measured with {', '.join(f'{k} {v}' for k, v in self.facts.items())}.", ""]
        return "\n".join(lines)


def choose_solvers(peers: Sequence[str], single: bool) -> dict[str, TourSolver]:
    """Return our solver and the peers asked for; single tours are proved after a start.

    Raises
    ------
    RequestError
        A peer is unknown.
    """
    unknown = [name for name in peers if name not in PEERS]
    if unknown:
        known = ", ".join(PEERS)
        raise RequestError({"peer": f"{unknown[0]!r} is none of {known}"})
    ours = proved_tours(prove) if single else our_tours
    return {OURS: ours, **{name: PEERS[name] for name in peers}}


def peer_versions(peers: Sequence[str]) -> dict[str, str]:
    """Return the versions of the peers that are installed."""
    found = {}
    for name in peers:
        try:
            found[DISTRIBUTIONS[name]] = version(DISTRIBUTIONS[name])
        except PackageNotFoundError:
            continue
    return found


def build_cases(texts: Mapping[str, str], best_known: str, tours: Sequence[int]) -> list[Case]:
    """Return each instance with each number of tours; the scores of the table beside it.

    Raises
    ------
    RequestError
        An instance is not sound, or the table holds no score for it.
    """
    table = read_best_known(best_known)
    cases = []
    for count in tours:
        for name, text in texts.items():
            known: Known | None = table.get((name, count))
            if known is None:
                raise RequestError({name: f"the table of best known scores has none for m={count}"})
            cases.append(Case(read_instance(text, name, count), known))
    if not cases:
        raise RequestError({"instances": "there is no instance to run"})
    return cases


def measure_tours(
    cases: Sequence[Case], peers: Sequence[str], limits_s: Sequence[float], seeds: int
) -> Iterator[Run]:
    """Yield the runs of our solver and its peers, all warmed up first."""
    single = all(case.problem.tours == 1 for case in cases)
    solvers = choose_solvers(peers, single)
    warm(solvers, cases[0])
    return run_all(cases, solvers, limits_s, seeds)


def tour_section(cases: Sequence[Case], runs: Sequence[Run], facts: Mapping[str, Any]) -> Section:
    """Return the tables of tour solvers."""
    title = "Several tours: ruin and recreate beside its peers"
    words = (
        "Gaps are means over the cases of the median over the seeds; one thread each, in turns, "
    )
    words += f"model building in the time, every answer replayed. {WHERE}"
    return Section(title, (tour_rows(runs), case_rows(cases, runs)), facts, words)


def proof_section(runs: Sequence[Run], facts: Mapping[str, Any]) -> Section:
    """Return the table of proofs for one tour."""
    return Section("One tour: proofs", (proof_rows(runs),), facts, WHERE)
