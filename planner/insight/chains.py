"""Chains of feasts: trips of two and three, the longest of each group, and what a loss breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import networkx as nx
import numpy as np

from planner.graph.ties import Ties
from planner.model.network import Chain, FeastDay

Length = tuple[int, float]
"""Visits and less the seconds of travel: the greater, the better."""
Labels = dict[frozenset[int], tuple[Length, int, frozenset[int]]]


def list_threes(ties: Ties) -> frozenset[tuple[int, int, int]]:
    """Return every trip of three feasts j, k, l in this order, on days that follow each other."""
    feast = ties.days.feast
    found: set[tuple[int, int, int]] = set()
    for visit, middle in enumerate(feast.tolist()):
        before = np.unique(feast[ties.follows[:, visit]]).tolist()
        after = np.unique(feast[ties.follows[visit]]).tolist()
        found.update((j, middle, k) for j in before for k in after if j != k)
    return frozenset(found)


def drop_dominated(labels: Labels) -> Labels:
    """Return the labels of which no other has fewer feasts behind it and is as long."""
    if len(labels) == 1:
        return labels
    kept: Labels = {}
    for seen, label in sorted(labels.items(), key=lambda one: (len(one[0]), sorted(one[0]))):
        if not any(other <= seen and kept[other][0] >= label[0] for other in kept):
            kept[seen] = label
    return kept


@dataclass(frozen=True)
class ChainSearch:
    """The visits of a programme as plain lists, prepared once for many searches."""

    ties: Ties
    feast: list[int]
    onward: list[list[tuple[int, float]]]
    """For each visit those that can follow it, with the journey [s]."""
    behind: dict[tuple[frozenset[int], int], frozenset[int]]
    """A cache: which feasts of a set could come again after a visit."""

    @classmethod
    def of(cls, ties: Ties) -> "ChainSearch":
        """Prepare the visits of a programme."""
        days, travel_s = ties.days, ties.programme.travel_s
        onward: list[list[tuple[int, float]]] = [[] for _ in days.feast]
        ends = travel_s[days.next_month[:, None], days.feast[:, None], days.feast[None, :]]
        for v, w in np.argwhere(ties.follows).tolist():
            onward[v].append((w, float(ends[v, w])))
        return cls(ties, days.feast.tolist(), onward, {})

    def after(self, seen: frozenset[int], visit: int) -> frozenset[int]:
        """Return which of some feasts, and the visited one, have a day after a visit."""
        key = seen, visit
        if key not in self.behind:
            days, day = self.ties.days, self.ties.days.day[visit]
            feasts = {*seen, self.feast[visit]}
            self.behind[key] = frozenset(g for g in feasts if days.last_day[g] > day)
        return self.behind[key]

    def longest(self, group: Sequence[int]) -> Chain:
        """Return the chain with most feasts of a group, each once; of equals the least travel."""
        return trace_back(self.ties, self.explore(set(group)))

    def explore(self, group: set[int], known: dict[int, Labels] | None = None) -> dict[int, Labels]:
        """Return for each visit the chains that end with it, all but those that others beat.

        A label keeps which feasts behind it still have a later day: only these could come twice.

        Parameters
        ----------
        known
            Labels of a larger group: what comes before the first visit that differs is taken over.
        """
        feast, nothing = self.feast, frozenset[int]()
        visits = [visit for visit, number in enumerate(feast) if number in group]
        old = known or {}
        fresh = min(set(old) - set(visits), default=-1)
        labels: dict[int, Labels] = {
            v: old[v] if v < fresh else {self.after(nothing, v): ((1, 0.0), -1, nothing)}
            for v in visits
        }
        for v in visits:
            if v >= fresh:
                labels[v] = drop_dominated(labels[v])
            for w, drive_s in self.onward[v]:
                if w >= fresh and w in labels:
                    self.extend(labels[v], (v, w), drive_s, labels[w])
        return labels

    def extend(self, own: Labels, step: tuple[int, int], drive_s: float, there: Labels) -> None:
        """Lengthen the chains that end with one visit by another one, in place."""
        visit, following = step
        number = self.feast[following]
        for seen, (length, _, _) in own.items():
            if number not in seen:
                longer = length[0] + 1, length[1] - drive_s
                then = self.after(seen, following)
                known = there.get(then)
                if known is None or known[0] < longer:
                    there[then] = longer, visit, seen


def trace_back(ties: Ties, labels: dict[int, Labels]) -> Chain:
    """Return the best chain of all labels."""
    length, visit, seen = max(
        ((label[0], -v, seen) for v, some in labels.items() for seen, label in some.items()),
        key=lambda one: (one[0], one[1], sorted(one[2])),
        default=((0, 0.0), 1, frozenset()),
    )
    names, days, found = ties.programme.festivals, ties.days, list[FeastDay]()
    number = -visit
    while number >= 0:
        day = date.fromordinal(int(days.day[number]))
        found.append(FeastDay(names[int(days.feast[number])].id, day))
        _, number, seen = labels[number][seen]
    return Chain(tuple(reversed(found)), round(-length[1]))


def list_groups(ties: Ties) -> list[list[int]]:
    """Return the groups of feasts that links join, in either direction; single feasts left out."""
    graph = nx.from_numpy_array(ties.links | ties.links.T)
    groups = [sorted(group) for group in nx.connected_components(graph) if len(group) > 1]
    return sorted(groups)


def list_chains(ties: Ties) -> tuple[Chain, ...]:
    """Return the longest chain of each group, the earliest first."""
    search = ChainSearch.of(ties)
    found = [search.longest(group) for group in list_groups(ties)]
    return tuple(
        sorted(found, key=lambda chain: (chain.visits[0].day, chain.visits[0].festival_id))
    )


def lengths_without(ties: Ties) -> dict[str, int]:
    """Return how long the longest chain of its group is without each feast that is on it."""
    names, found, search = ties.programme.festivals, dict[str, int](), ChainSearch.of(ties)
    for group in list_groups(ties):
        whole = search.explore(set(group))
        on_it = {visit.festival_id for visit in trace_back(ties, whole).visits}
        for number in group:
            if names[number].id in on_it:
                labels = search.explore(set(group) - {number}, whole)
                lengths = (label[0][0] for some in labels.values() for label in some.values())
                found[names[number].id] = max(lengths, default=0)
    return found
