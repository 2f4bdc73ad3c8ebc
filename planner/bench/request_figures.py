"""What a campaign of random requests comes to: counts, faults, times."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from planner.bench.random_requests import RequestMaker, Wish
from planner.bench.request_checks import Check, Fault, Outcome
from planner.bench.request_runs import PROCESSES, Answered, Campaign, differences, is_clocked
from planner.bench.solver import Row, Section

TITLE = "Random requests to the catalogue"
MOST_SHOWN = 20
"""Faults that are shown with their requests at most."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A request with what each process found out about it."""

    wish: Wish
    checks: tuple[Check, ...]

    @property
    def faults(self) -> tuple[tuple[Fault, str], ...]:
        """Every fault, of one process or between two."""
        own = {fault: None for check in self.checks for fault in check.finding.faults}
        first, *others = self.checks
        return (*own, *(fault for other in others for fault in differences(first, other)))

    def document(self) -> dict[str, Any]:
        """Return it as JSON values; the request itself where there is a fault."""
        finding, whole = self.checks[0].finding, self.checks[0].explained
        document: dict[str, Any] = {
            "number": self.wish.number,
            "outcome": finding.outcome.value,
            "why": finding.why,
            "answer_sha256": finding.answer,
            "explained_sha256": whole.digest if whole else None,
            "seconds": [round(check.seconds, 4) for check in self.checks],
            "limits_hit": list(finding.limits_hit),
        }
        if self.faults:
            document["faults"] = [f"{kind}: {words}" for kind, words in self.faults]
            document["request"] = self.wish.document
        return document


def settle(maker: RequestMaker, answers: Iterable[Answered]) -> list[Settled]:
    """Return the requests that every process has answered, in their order."""
    found: dict[int, dict[int, Check]] = {}
    for answer in answers:
        found.setdefault(answer.check.number, {})[answer.process] = answer.check
    return [
        Settled(maker.make(number), tuple(own[process] for process in sorted(own)))
        for number, own in sorted(found.items())
        if len(own) == PROCESSES
    ]


def count_rows(settled: Sequence[Settled]) -> list[Row]:
    """Return how many requests became what."""
    firsts = [one.checks[0].finding for one in settled]
    outcomes = Counter(finding.outcome for finding in firsts)
    reasons = Counter((finding.outcome, finding.why) for finding in firsts if finding.why)
    rows: list[Row] = [("requests, each answered in two processes", str(len(settled)))]
    for outcome, words in (
        (Outcome.TRIP, "trips"),
        (Outcome.NO_TRIP, "without a trip"),
        (Outcome.REFUSED, "refused with a reason for each faulty field"),
    ):
        rows.append((words, str(outcomes[outcome])))
        if outcome is not Outcome.REFUSED:
            some = sorted(why for kind, why in reasons if kind is outcome)
            rows += [(f"{words}: {why}", str(reasons[outcome, why])) for why in some]
    return rows


def fault_rows(settled: Sequence[Settled]) -> list[Row]:
    """Return of each kind of fault how many requests show it, none being a row too."""
    shown = Counter(kind for one in settled for kind in {kind for kind, _ in one.faults})
    return [(kind.value, str(shown[kind])) for kind in Fault]


def measure_rows(settled: Sequence[Settled], memory_mb: float) -> list[Row]:
    """Return what was compared, times and memory."""
    whole = sum(one.checks[0].explained is not None for one in settled)
    clocked = sum(any(map(is_clocked, one.checks)) for one in settled)
    seconds = [
        check.seconds
        for one in settled
        for check in one.checks
        if check.finding.outcome is not Outcome.REFUSED
    ]
    return [
        ("searches that the clock ended, not their work", str(clocked)),
        ("compared with all explanations too", str(whole)),
        ("median of an answer", f"{median(seconds):.3f} s" if seconds else "–"),
        ("slowest answer", f"{max(seconds):.2f} s" if seconds else "–"),
        ("memory of a process", f"{memory_mb:.0f} MB"),
    ]


def refusal_table(settled: Sequence[Settled]) -> tuple[Row, list[Row]]:
    """Return for which fields requests were refused, the most frequent first."""
    findings = [one.checks[0].finding for one in settled]
    fields = Counter(f.why for f in findings if f.outcome is Outcome.REFUSED)
    ranked = sorted(fields.items(), key=lambda one: (-one[1], one[0]))
    return ("refused for", "requests"), [(why, str(count)) for why, count in ranked]


def shown_faults(settled: Sequence[Settled]) -> tuple[Row, list[Row]]:
    """Return the first faults, each with the number of its request."""
    faults = [(one.wish.number, *fault) for one in settled for fault in one.faults]
    rows: list[Row] = [
        (str(number), kind.value, in_a_cell(words)) for number, kind, words in faults
    ]
    return ("request", "fault", "what"), rows[:MOST_SHOWN]


def in_a_cell(words: str) -> str:
    """Return words that do not end a cell of a table."""
    return " ".join(words.split()).replace("|", "/")


def words_of(campaign: Campaign) -> str:
    """Return what was asked and compared."""
    return (
        f"Requests of seed {campaign.seed} from {campaign.first} to {campaign.last}: every wish "
        "that a request may hold, some of them not sound. Both processes answer all of them, each "
        "in its own order; the judge replays every trip, and the bytes of both answers are "
        "compared: the whole document but for the seconds that the search took, without the "
        f"reasons for feasts left out, and with them for every {campaign.every}th request."
    )


def request_section(
    campaign: Campaign,
    settled: Sequence[Settled],
    memory_mb: float,
    facts: Mapping[str, Any],
) -> Section:
    """Return the tables of a campaign."""
    rows = [*count_rows(settled), *fault_rows(settled), *measure_rows(settled, memory_mb)]
    tables: list[tuple[Row, list[Row]]] = [(("what", "measured"), rows)]
    tables += [table for table in (refusal_table(settled), shown_faults(settled)) if table[1]]
    return Section(TITLE, tuple(tables), facts, words_of(campaign))
