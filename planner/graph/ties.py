"""What two feasts have to do with each other: links in time, clash, complement, shared themes.

Links, clash and complement are our own definitions: no published measure of clashes between
festivals was found.  Jaccard (1901), Szymkiewicz-Simpson and the cosine are not ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from planner.graph.programme import FeastDays, Programme
from planner.model.clock import DAY_S, seconds_of
from planner.model.festival import Festival
from planner.model.network import Definition, Link, Tie, Weights

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
T = TypeVar("T", str, int)

FORMULAS = {
    "travel": Definition("median of seven departures, one on each weekday, door to door", ""),
    "link": Definition(
        "morning after a day of j + travel + margin <= last entry on a day of k, "
        "days between <= W, travel <= T; weight exp(-wait/tau_w) * exp(-travel/tau_t)",
        "",
    ),
    "overlap": Definition("|Dj and Dk| / min(|Dj|, |Dk|)", "Szymkiewicz-Simpson"),
    "jaccard": Definition("|Dj and Dk| / |Dj or Dk|", "Jaccard 1901"),
    "likeness": Definition("|Aj and Ak| / sqrt(|Aj| |Ak|)", "cosine of sets (Ochiai 1957)"),
    "clash": Definition("overlap * exp(-t/tau_t) * likeness", ""),
    "theme": Definition("likeness >= 0.25", ""),
    "near": Definition("driving time, an hour at most", ""),
    "complement": Definition(
        "(1 - overlap) * exp(-t/tau_t) * (1 - likeness) where the days between are <= W, else 0",
        "",
    ),
}
"""Formula of each kind of tie; `t` is the slower of the two journeys."""


def themes_of(festival: Festival) -> frozenset[str]:
    """Return interests and tags of a feast as one set."""
    return frozenset({*(interest.value for interest in festival.interests), *festival.tags})


def incidence(sets: Sequence[frozenset[T]]) -> Floats:
    """Return which set holds which element, shape (sets, elements), 0 or 1."""
    known = sorted({one for some in sets for one in some}, key=str)
    place = {one: number for number, one in enumerate(known)}
    found = np.zeros((len(sets), len(known)))
    for row, some in enumerate(sets):
        found[row, [place[one] for one in some]] = 1.0
    return found


def cosine_of(sets: Sequence[frozenset[str]]) -> Floats:
    """Return the cosine between sets, shape (n, n), 0..1; 0 for an empty set."""
    rows = incidence(sets)
    norms = np.sqrt(np.outer(rows.sum(axis=1), rows.sum(axis=1)))
    return np.divide(rows @ rows.T, norms, out=np.zeros_like(norms), where=norms > 0)


def closeness(seconds: Floats, scale_s: float) -> Floats:
    """Return exp(-seconds/scale), 0..1; 0 where nothing leads there."""
    return np.asarray(np.exp(-seconds / scale_s), dtype=np.float64)


@dataclass(frozen=True)
class Ties:
    """All ties of a programme as arrays; row j, column k are feasts j and k."""

    programme: Programme
    weights: Weights
    days: FeastDays
    follows: Bools
    """Whether visit w can come after visit v, shape (visits, visits)."""
    links: Bools
    """Whether some visit of k can come after some visit of j, shape (n, n)."""
    overlap: Floats
    jaccard: Floats
    likeness: Floats
    apart_s: Floats
    wait_days: NDArray[np.int64]
    clash: Floats
    complement: Floats

    @classmethod
    def of(cls, programme: Programme, weights: Weights) -> "Ties":
        """Find all ties of a programme."""
        days = FeastDays.of(programme)
        follows = find_follows(days, programme.travel_s, weights)
        rows = incidence([frozenset(d.toordinal() for d in e.days) for e in programme.editions])
        shared, sizes = rows @ rows.T, rows.sum(axis=1)
        overlap = shared / np.minimum.outer(sizes, sizes)
        jaccard = shared / (np.add.outer(sizes, sizes) - shared)
        likeness = cosine_of([themes_of(festival) for festival in programme.festivals])
        apart_s = find_apart(programme)
        wait_days = find_waits(days, len(sizes))
        near = closeness(apart_s, weights.travel_scale_s)
        clash = overlap * near * likeness
        other = (1 - overlap) * near * (1 - likeness) * (wait_days <= weights.most_wait_days)
        for table in (clash, other):
            np.fill_diagonal(table, 0.0)
        links = join_days(follows, days, len(sizes))
        return cls(
            *(programme, weights, days, follows, links, overlap, jaccard, likeness),
            *(apart_s, wait_days, clash, other),
        )

    def link(self, v: int, w: int) -> Link:
        """Return the link of two visits, given by number."""
        days, names = self.days, self.programme.festivals
        j, k = int(days.feast[v]), int(days.feast[w])
        travel_s = float(self.programme.travel_s[days.next_month[v], j, k])
        start_s = seconds_of(self.weights.leave) + travel_s
        opens_s = (int(days.day[w] - days.day[v]) - 1) * DAY_S + int(days.opens_s[w])
        wait_s = max(0.0, opens_s - start_s)
        weight = float(
            np.exp(-wait_s / self.weights.wait_scale_s)
            * np.exp(-travel_s / self.weights.travel_scale_s)
        )
        ends = (date.fromordinal(int(days.day[v])), date.fromordinal(int(days.day[w])))
        return Link(names[j].id, names[k].id, *ends, round(travel_s), weight)

    def list_links(self) -> tuple[Link, ...]:
        """Return the link of each ordered pair with the fewest days between, the earliest first."""
        gap = self.days.day[None, :] - self.days.day[:, None]
        best: dict[tuple[int, int], tuple[int, int, int]] = {}
        for v, w in np.argwhere(self.follows).tolist():
            pair = int(self.days.feast[v]), int(self.days.feast[w])
            best[pair] = min(best.get(pair, (10**9, 0, 0)), (int(gap[v, w]), v, w))
        chosen = sorted((v, w) for _, v, w in best.values())
        return tuple(self.link(v, w) for v, w in chosen)

    def tie(self, j: int, k: int) -> Tie:
        """Return the tie of two feasts, given by number."""
        festivals, editions = self.programme.festivals, self.programme.editions
        shared = sorted(set(editions[j].days) & set(editions[k].days))
        apart_s = float(self.apart_s[j, k])
        return Tie(
            festivals[j].id,
            festivals[k].id,
            tuple(shared),
            float(self.overlap[j, k]),
            float(self.jaccard[j, k]),
            round(apart_s) if np.isfinite(apart_s) else None,
            float(self.likeness[j, k]),
            tuple(sorted(themes_of(festivals[j]) & themes_of(festivals[k]))),
            int(self.wait_days[j, k]),
            float(self.clash[j, k]),
            float(self.complement[j, k]),
        )

    def list_ties(self) -> tuple[Tie, ...]:
        """Return the tie of each pair of feasts once."""
        size = len(self.programme.festivals)
        return tuple(self.tie(j, k) for j in range(size) for k in range(j + 1, size))


def find_follows(days: FeastDays, travel_s: Floats, weights: Weights) -> Bools:
    """Return which visit can come after which, shape (visits, visits).

    One sets out on the morning after a visit, and arrives with a margin before the last entry.
    """
    gap = days.day[None, :] - days.day[:, None]
    between_s = travel_s[days.next_month[:, None], days.feast[:, None], days.feast[None, :]]
    entry_s = (gap - 1) * DAY_S + days.entry_s[None, :]
    in_time = seconds_of(weights.leave) + between_s + weights.margin_s <= entry_s
    near = (gap >= 1) & (gap <= weights.most_wait_days) & (between_s <= weights.most_travel_s)
    return np.asarray(in_time & near & (days.feast[:, None] != days.feast[None, :]))


def join_days(follows: Bools, days: FeastDays, size: int) -> Bools:
    """Return which feast can come after which, shape (n, n), from their visits."""
    found = np.zeros((size, size), dtype=np.bool_)
    v, w = np.nonzero(follows)
    found[days.feast[v], days.feast[w]] = True
    return found


def find_apart(programme: Programme) -> Floats:
    """Return the slower of the two journeys between feasts, each in its month, shape (n, n) [s]."""
    months = np.array([edition.days[0].month - 1 for edition in programme.editions], dtype=np.int64)
    size = len(months)
    there = programme.travel_s[months[:, None], np.arange(size)[:, None], np.arange(size)[None, :]]
    return np.maximum(there, there.T)


def find_waits(days: FeastDays, size: int) -> NDArray[np.int64]:
    """Return the least number of days from a day of one feast to a day of another, (n, n)."""
    found = np.full((size, size), np.iinfo(np.int64).max)
    apart = np.abs(days.day[None, :] - days.day[:, None])
    np.minimum.at(found, (days.feast[:, None], days.feast[None, :]), apart)
    return found
