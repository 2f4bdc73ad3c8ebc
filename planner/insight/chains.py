"""Chains of feasts: trips of two and three, the longest of each group, and what a loss breaks."""

from collections.abc import Sequence
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
    kept: Labels = {}
    for seen, label in sorted(labels.items(), key=lambda one: (len(one[0]), sorted(one[0]))):
        if not any(other <= seen and kept[other][0] >= label[0] for other in kept):
            kept[seen] = label
    return kept


def longest_chain(ties: Ties, group: Sequence[int], without: int | None = None) -> Chain:
    """Return the chain with most feasts of a group, each once; of equals the least travel.

    A label keeps which feasts behind it still have a later day: only these could come twice.
    """
    days, travel_s = ties.days, ties.programme.travel_s
    allowed = np.isin(days.feast, [number for number in group if number != without])
    feast, ends, day = days.feast.tolist(), days.last_day.tolist(), days.day.tolist()
    visits = np.flatnonzero(allowed).tolist()
    labels: dict[int, Labels] = {}
    for v in visits:
        own = frozenset([feast[v]]) if ends[feast[v]] > day[v] else frozenset()
        labels[v] = {own: ((1, 0.0), -1, frozenset())}
    for v in visits:
        labels[v] = drop_dominated(labels[v])
        onward = np.flatnonzero(ties.follows[v] & allowed).tolist()
        for seen, (length, _, _) in labels[v].items():
            for w in onward:
                if feast[w] in seen:
                    continue
                drive_s = float(travel_s[days.next_month[v], feast[v], feast[w]])
                longer = length[0] + 1, length[1] - drive_s
                then = frozenset(g for g in {*seen, feast[w]} if ends[g] > day[w])
                if then not in labels[w] or labels[w][then][0] < longer:
                    labels[w][then] = longer, v, seen
    return trace_back(ties, labels)


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
    found = [longest_chain(ties, group) for group in list_groups(ties)]
    return tuple(
        sorted(found, key=lambda chain: (chain.visits[0].day, chain.visits[0].festival_id))
    )


def lengths_without(ties: Ties) -> dict[str, int]:
    """Return how long the longest chain of its group is without each feast that is on it."""
    names, found = ties.programme.festivals, dict[str, int]()
    for group in list_groups(ties):
        on_it = {visit.festival_id for visit in longest_chain(ties, group).visits}
        for number in group:
            if names[number].id in on_it:
                found[names[number].id] = len(longest_chain(ties, group, number).visits)
    return found
