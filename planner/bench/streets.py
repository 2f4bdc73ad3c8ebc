"""Imported streets beside an OSRM server, and how import and matrices grow with the extract."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

from planner.bench.report import Figure
from planner.errors import RequestError
from planner.model.place import Coordinate
from planner.model.streets import Router
from planner.travel.streets import StreetRouter

POINTS, PEER_POINTS, SPREAD_DEG = 400, 200, 3e-4
REPEATS = 9
SHORTEST_S = 60.0
"""Shorter ways are not compared: there a traffic light is a tenth."""
MOST_S, MOST_BYTES, MATRIX_S = 60.0, 1.5e9, 0.5
LARGE_NODES = 1_700_000


@dataclass(frozen=True, slots=True)
class Compared:
    """Our times beside a peer's, in percent of the peer's."""

    compared: int
    median_percent: float
    bias_percent: float
    worst_tenth_percent: float
    """Nine in ten differ by less."""


def street_points(router: StreetRouter, count: int, seed: int) -> list[Coordinate]:
    """Return points up to some 30 m from streets, spread over the whole network."""
    chance, streets = random.Random(seed), router.streets
    chosen = chance.choices(router.finder.candidates.tolist(), k=count)
    places = [int(streets.shape_at[segment]) for segment in chosen]
    return [
        Coordinate(
            float(streets.lon[k]) + chance.uniform(-SPREAD_DEG, SPREAD_DEG),
            float(streets.lat[k]) + chance.uniform(-SPREAD_DEG, SPREAD_DEG),
        )
        for k in places
    ]


def compare_tables(
    ours: StreetRouter, peer: Router, points: Sequence[Coordinate], pace: float = 1.0
) -> Compared:
    """Compare times from street to street; ways to the streets are not counted.

    `pace` is how many times as fast the peer goes.

    Raises
    ------
    RequestError
        The peer knows no way that we know.
    """
    access_s = ours.access_s(np.array(ours.snap_m(points), dtype=np.float64))
    mine = ours.table_s(points, points) - access_s[:, None] - access_s[None, :]
    theirs = np.array(peer.table_s(points, points), dtype=np.float64) * pace
    both = np.isfinite(mine) & np.isfinite(theirs) & (theirs >= SHORTEST_S)
    if not both.any():
        raise RequestError({"peer": "the server knows no way between points of the imported map"})
    off = 100 * (mine[both] / theirs[both] - 1)
    size = np.abs(off)
    return Compared(
        int(both.sum()),
        float(np.median(size)),
        float(np.median(off)),
        float(np.percentile(size, 90)),
    )


def peer_figures(ours: Router | None, peer: Router, seed: int) -> list[Figure]:
    """Compare with an OSRM server that stands on the same extract.

    Raises
    ------
    RequestError
        No streets are imported.
    """
    if not isinstance(ours, StreetRouter):
        raise RequestError({"peer": "no streets are imported; first: filofesta import osm FILE"})
    points = street_points(ours, PEER_POINTS, seed)
    found = compare_tables(ours, peer, points)
    mine_s = seconds_of(lambda: ours.table_s(points, points))
    theirs_s = seconds_of(lambda: peer.table_s(points, points))
    note = f"{found.compared} pairs of {PEER_POINTS} points on streets"
    name = f"{PEER_POINTS} × {PEER_POINTS} points by street"
    far = "OSRM, over HTTP"
    return [
        Figure("street minutes, median difference", found.median_percent, "%", 5.0, note=note),
        Figure("street minutes, median bias", found.bias_percent, "%"),
        Figure("street minutes, nine in ten differ by less than", found.worst_tenth_percent, "%"),
        Figure(name, mine_s, "s", None, far, theirs_s),
    ]


def seconds_of(work: Callable[[], Any]) -> float:
    """Return the median of a few measurements of a piece of work [s]."""
    found = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return median(found)


@dataclass(frozen=True, slots=True)
class Growth:
    """What was measured at one size."""

    copies: int
    nodes: int
    wall_s: float
    cpu_s: float
    bytes: int
    """Largest memory of the process [B]."""
    prepare_s: float
    matrix_s: float
    matrix_cpu_s: float


def measure_matrix(router: StreetRouter, seed: int) -> tuple[float, float, float]:
    """Return the time to prepare a router, and a matrix of 400 points by both clocks [s].

    Clocks are the wall's and the processor's.
    """
    start = perf_counter()
    points = street_points(router, POINTS, seed)
    router.table_s(points[:2], points[:2])
    prepare_s = perf_counter() - start
    router.table_s(points, points)
    before = process_time()
    wall_s = seconds_of(lambda: router.table_s(points, points))
    return prepare_s, wall_s, (process_time() - before) / REPEATS


def growth_figures(grown: Sequence[Growth]) -> list[Figure]:
    """Return the growth as rows; the targets hold for the smallest that is large enough."""
    large = (one.nodes for one in grown if one.nodes >= LARGE_NODES)
    aim, found = min(large, default=None), list[Figure]()
    for one in grown:
        top = one.nodes == aim
        size = f"× {one.copies} ({one.nodes:,} nodes)"
        note = f"processor time {one.cpu_s:.1f} s; then {one.prepare_s:.1f} s to prepare matrices"
        found += [
            Figure(f"import {size}", one.wall_s, "s", MOST_S if top else None, note=note),
            Figure(f"memory {size}", one.bytes / 1e6, "MB", MOST_BYTES / 1e6 if top else None),
            Figure(
                f"{POINTS} × {POINTS} by street {size}",
                one.matrix_s,
                "s",
                MATRIX_S if top else None,
                note=f"processor time {one.matrix_cpu_s:.2f} s",
            ),
        ]
    return found
