"""The street network as arrays: segments between junctions, and the turns between them.

A segment runs from junction to junction and keeps its shape.  A *lane* is a segment driven one way
round; the search runs over lanes, not junctions, so that a turn has its price and may be banned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from planner.model.streets import SIGNAL_S

SHARPEST_S, BIAS, STEEPNESS = 7.5, 1.075, 13.0
ONCOMING_S, U_TURN_S = 2.0, 20.0
"""Prices of turns [s], as in OSRM's car profile: a logistic curve over the angle, more where one
crosses oncoming traffic, and for turning round."""
SMALLEST_PIECE = 40
"""Lanes that hang together in smaller pieces are left out: yards and gaps of the map."""
SMALLEST_WALKED = 400
"""The same for walkers: the paths of a garden that the map ties to no street are many."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class StreetNetwork:
    """Segments between junctions, as arrays of one length; `lon`, `lat` hold all their shapes."""

    tail: Ints
    head: Ints
    forward_s: Floats
    """Driving time from tail to head [s]; inf where a car may not go."""
    backward_s: Floats
    length_m: Floats
    kind: NDArray[np.int8]
    way: Ints
    """OSM id of the way."""
    name: NDArray[np.int32]
    names: tuple[str, ...]
    shape_at: Ints
    """Segment k has points `shape_at[k]` up to `shape_at[k + 1]`; length one more."""
    lon: Floats
    lat: Floats
    node: Ints
    """OSM id of each junction."""
    signal: NDArray[np.bool_]
    """Whether a junction has traffic lights."""
    bans: Ints
    """Shape (n, 4): from way, at junction's OSM id, to way, 1 where all other ways are banned."""
    on_foot: bool = False
    """Whether it is walked: turns cost a walker nothing."""

    @cached_property
    def lanes(self) -> "Lanes":
        """Segments by direction, with the turns between them."""
        return Lanes.build(self)


def bearings(lon: Floats, lat: Floats, start: Ints, end: Ints) -> Floats:
    """Return the direction from one point of a shape to another [rad], clockwise from north."""
    east = (lon[end] - lon[start]) * np.cos(np.radians((lat[start] + lat[end]) / 2))
    return np.arctan2(east, lat[end] - lat[start])


def turn_s(angle: Floats, busy: NDArray[np.bool_], calm: NDArray[np.bool_]) -> Floats:
    """Return the price of turns [s]; angles are clockwise [rad], 0 straight on.

    Parameters
    ----------
    busy
        Whether more than two roads meet.
    calm
        Whether one end is a roundabout, where nobody comes towards one.
    """
    degrees = np.degrees((angle + np.pi) % (2 * np.pi) - np.pi)
    right, share = degrees >= 0, np.abs(degrees) / 180
    steep = np.where(right, STEEPNESS / BIAS, STEEPNESS * BIAS)
    middle = np.where(right, STEEPNESS / 2 * BIAS, STEEPNESS / 2 / BIAS)
    price = SHARPEST_S / (1 + np.exp(middle - steep * share))
    oncoming = ONCOMING_S / (1 + np.exp(STEEPNESS / 4 - STEEPNESS * share))
    return np.where(busy, price + np.where(right | calm, 0.0, oncoming), 0.0)


@dataclass(frozen=True)
class Lanes:
    """Lanes as arrays, and the price of going from one to the next."""

    segment: Ints
    reverse: NDArray[np.bool_]
    tail: Ints
    """Junction at which each lane begins."""
    head: Ints
    seconds: Floats
    at: Mapping[tuple[int, bool], int]
    lon: NDArray[np.float32]
    lat: NDArray[np.float32]
    """About the middle of each lane."""
    turns: csr_matrix
    """Shape (n, n): turning from one lane into another and driving it to its end [s]."""
    on_foot: bool = False
    """Whether turns cost nothing."""

    @classmethod
    def build(cls, streets: StreetNetwork) -> "Lanes":
        """Find all lanes and turns, and leave out what hangs together in small pieces."""
        count = len(streets.tail)
        times = np.concatenate([streets.forward_s, streets.backward_s])
        usable = np.flatnonzero(np.isfinite(times))
        segment, reverse = usable % max(count, 1), usable >= count
        turns = price_turns(streets, segment, reverse, times[usable])
        _, label = connected_components(turns, directed=True, connection="strong")
        sizes = np.bincount(label, minlength=1)
        smallest = SMALLEST_WALKED if streets.on_foot else SMALLEST_PIECE
        kept = sizes[label] >= min(smallest, sizes.max(initial=0))
        segment, reverse, turns = segment[kept], reverse[kept], turns[kept][:, kept]
        middle = (streets.shape_at[segment] + streets.shape_at[segment + 1]) // 2
        pairs = zip(segment.tolist(), reverse.tolist(), strict=True)
        return cls(
            segment,
            reverse,
            np.where(reverse, streets.head[segment], streets.tail[segment]),
            np.where(reverse, streets.tail[segment], streets.head[segment]),
            times[usable][kept],
            {pair: number for number, pair in enumerate(pairs)},
            streets.lon[middle].astype(np.float32),
            streets.lat[middle].astype(np.float32),
            turns.tocsr(),
            streets.on_foot,
        )


def price_turns(
    streets: StreetNetwork, segment: Ints, reverse: NDArray[np.bool_], seconds: Floats
) -> csr_matrix:
    """Return what it takes to turn from one lane into another and to drive that one [s]."""
    tail = np.where(reverse, streets.head[segment], streets.tail[segment])
    head = np.where(reverse, streets.tail[segment], streets.head[segment])
    order = np.argsort(tail, kind="stable")
    first = np.searchsorted(tail[order], head, side="left")
    fan = np.searchsorted(tail[order], head, side="right") - first
    here = np.repeat(np.arange(len(segment)), fan)
    offset = np.arange(len(here)) - np.repeat(np.cumsum(fan) - fan, fan)
    there = order[np.repeat(first, fan) + offset]
    start, last = streets.shape_at[segment], streets.shape_at[segment + 1] - 1
    sign = np.where(reverse, -1, 1)
    begin, end = np.where(reverse, last, start), np.where(reverse, start, last)
    leaving = bearings(streets.lon, streets.lat, begin, begin + sign)
    arriving = bearings(streets.lon, streets.lat, end - sign, end)
    degree = np.bincount(np.concatenate([streets.tail, streets.head]), minlength=len(streets.node))
    back = (segment[here] == segment[there]) & (reverse[here] != reverse[there])
    at, round_it = head[here], (streets.kind[segment] & 1).astype(bool)
    busy = (degree[at] > 2) | back
    calm = round_it[here] | round_it[there] | back
    price = turn_s(leaving[there] - arriving[here], busy, calm) + U_TURN_S * back
    price += SIGNAL_S * streets.signal[at]
    if streets.on_foot:
        price = np.zeros_like(price)
    allowed = (here != there) & ~banned(streets, segment, here, there, at)
    values = np.maximum(price + seconds[there], 1e-3)[allowed]
    ends = here[allowed], there[allowed]
    return csr_matrix((values, ends), shape=(len(segment), len(segment)))


def banned(
    streets: StreetNetwork, segment: Ints, here: Ints, there: Ints, at: Ints
) -> NDArray[np.bool_]:
    """Answer for each turn whether a ban of the map forbids it."""
    result = np.zeros(len(here), dtype=bool)
    if not len(streets.bans) or not len(here):
        return result
    origin, target = streets.way[segment[here]], streets.way[segment[there]]
    places = streets.node[at]
    near = np.flatnonzero(np.isin(places, streets.bans[:, 1]))
    orders: dict[tuple[int, int], set[int]] = {}
    bans = set()
    for origin_way, node, target_way, only in streets.bans.tolist():
        if only:
            orders.setdefault((origin_way, node), set()).add(target_way)
        else:
            bans.add((origin_way, node, target_way))
    for turn in near.tolist():
        start, node, end = int(origin[turn]), int(places[turn]), int(target[turn])
        ordered = orders.get((start, node))
        turns_back = bool(segment[here[turn]] == segment[there[turn]])
        forbidden = (start, node, end) in bans and (start != end or turns_back)
        result[turn] = forbidden or (ordered is not None and end not in ordered)
    return result
