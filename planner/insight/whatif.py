"""What a change changes: links, trips of three, the longest chain, clashes, the spread of days."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from planner.graph.programme import Programme
from planner.graph.ties import Ties
from planner.insight.chains import list_chains, list_threes
from planner.insight.seasons import count_days, gini
from planner.model.network import Link, Tie, Weights
from planner.model.network_changes import Outcome, Shift, Sums

MOST_SHIFT = 21
SMALL = 1e-9
SATURDAY = 5


def sums_of(ties: Ties) -> Sums:
    """Return what changes of a programme are measured by."""
    chains = list_chains(ties)
    return Sums(
        int(ties.links.sum()),
        len(list_threes(ties)),
        max((len(chain.visits) for chain in chains), default=min(1, len(ties.days.day))),
        float(np.triu(ties.clash, 1).sum()),
        float(np.triu(ties.complement, 1).sum()),
        gini(count_days(ties.programme)),
    )


def pairs_of(links: tuple[Link, ...]) -> dict[tuple[str, str], Link]:
    """Return links by their ends."""
    return {(link.origin, link.destination): link for link in links}


def clashes_of(ties: Ties) -> dict[tuple[str, str], Tie]:
    """Return the pairs that share days, by their ids in alphabetical order."""
    found = {}
    for j, k in np.argwhere(np.triu(ties.overlap, 1) > 0).tolist():
        tie = ties.tie(j, k)
        found[min(tie.first, tie.second), max(tie.first, tie.second)] = tie
    return found


def compare(before: Ties, after: Ties, known: Sums | None = None) -> Outcome:
    """Return what differs between two programmes.

    Parameters
    ----------
    known
        Sums of the first one, where they were made already.
    """
    old, new = pairs_of(before.list_links()), pairs_of(after.list_links())
    was, now = clashes_of(before), clashes_of(after)
    worse = [
        tie for pair, tie in now.items() if pair not in was or tie.clash > was[pair].clash + SMALL
    ]
    better = [
        tie for pair, tie in was.items() if pair not in now or now[pair].clash < tie.clash - SMALL
    ]
    return Outcome(
        known or sums_of(before),
        sums_of(after),
        tuple(link for pair, link in new.items() if pair not in old),
        tuple(link for pair, link in old.items() if pair not in new),
        tuple(sorted(worse, key=lambda tie: (-tie.clash, tie.first, tie.second))),
        tuple(sorted(better, key=lambda tie: (-tie.clash, tie.first, tie.second))),
    )


Gains = tuple[float, ...]


def gains(sums: Sums, weekend_days: int) -> Gains:
    """Return what is better the greater: trips, no clash, an even year, days off work.

    Finer differences than these digits are none for so few feasts.
    """
    return sums.links, sums.threes, -round(sums.clash, 3), -round(sums.gini, 2), weekend_days


def is_beaten(own: Gains, other: Gains) -> bool:
    """Answer whether another result is better in one thing and as good in all others."""
    return other != own and all(b >= a for a, b in zip(own, other, strict=True))


def pick_balanced(results: Mapping[int, Gains]) -> frozenset[int]:
    """Return the shifts that none beats; of equal results only the smallest shift."""
    first: dict[Gains, int] = {}
    for by_days in sorted(results, key=lambda one: (abs(one), one)):
        first.setdefault(results[by_days], by_days)
    return frozenset(
        by_days
        for own, by_days in first.items()
        if not any(is_beaten(own, other) for other in first)
    )


def list_shifts(
    programme: Programme,
    festival_id: str,
    weights: Weights,
    most: int = MOST_SHIFT,
    earliest: date = date.min,
) -> tuple[Shift, ...]:
    """Return what moving one edition by up to some days either way changes, the earliest first.

    Parameters
    ----------
    earliest
        No edition is moved to before this day.

    Raises
    ------
    UnknownRecordError
        The programme has no such feast.
    """
    number = programme.number(festival_id)
    here = Ties.of(programme, weights)
    known, first = sums_of(here), programme.editions[number].days[0]
    days: dict[int, tuple[date, ...]] = {}
    outcomes: dict[int, Outcome] = {}
    for by_days in range(-most, most + 1):
        if by_days == 0 or first + timedelta(days=by_days) >= earliest:
            changed = programme.moved(festival_id, by_days)
            days[by_days] = changed.editions[number].days
            outcomes[by_days] = compare(here, Ties.of(changed, weights), known)
    weekend = {one: sum(day.weekday() >= SATURDAY for day in days[one]) for one in days}
    balanced = pick_balanced({n: gains(one.after, weekend[n]) for n, one in outcomes.items()})
    return tuple(
        Shift(n, days[n], weekend[n], outcome, n in balanced) for n, outcome in outcomes.items()
    )
