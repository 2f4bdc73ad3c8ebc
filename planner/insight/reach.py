"""Who can be at a feast in time: people within some minutes, and the way from the nearest gateway.

The accessible population within a time of travel is the measure of DG REGIO, Road transport
performance in Europe (working paper, 2019).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from planner.model.network import Quarter, Reach

LIMITS_S = tuple(minutes * 60 for minutes in (30, 60, 90, 120))
ROUGH = 0.25
"""Share by which travel times may be wrong."""


@dataclass(frozen=True)
class Surroundings:
    """What lies around the feasts, in the order of the programme."""

    persons: NDArray[np.int64]
    """Inhabitants of each place, shape (places,)."""
    road_s: NDArray[np.float64]
    """Driving times between feasts and places, shape (n, places) [s]."""
    with_ferry_s: Mapping[Quarter, NDArray[np.float64]]
    """Times by car and ferry, the better of both, for each quarter, shape (n, places) [s]."""
    gateways: tuple[str, ...]
    gateway_s: NDArray[np.float64]
    """Driving times to the gateways, shape (n, gateways) [s]."""


def count_persons(
    persons: NDArray[np.int64], seconds: NDArray[np.float64], limit_s: float
) -> NDArray[np.int64]:
    """Return how many people live within a time of each feast, shape (n,)."""
    return np.asarray((seconds <= limit_s) @ persons, dtype=np.int64)


def list_reach(around: Surroundings, limits_s: Sequence[int] = LIMITS_S) -> list[tuple[Reach, ...]]:
    """Return the reach of each feast by road, and by road and ferry in each quarter."""
    tables: list[tuple[Quarter | None, NDArray[np.float64]]] = [(None, around.road_s)]
    tables += around.with_ferry_s.items()
    found: list[list[Reach]] = [[] for _ in range(len(around.road_s))]
    for quarter, seconds in tables:
        for limit_s in limits_s:
            counts = [
                count_persons(around.persons, seconds, within_s)
                for within_s in (limit_s, limit_s / (1 + ROUGH), limit_s / (1 - ROUGH))
            ]
            for feast, numbers in enumerate(zip(*(c.tolist() for c in counts), strict=True)):
                found[feast].append(Reach(quarter, limit_s, *numbers))
    return [tuple(one) for one in found]


@dataclass(frozen=True, slots=True)
class Access:
    """The way from the nearest gateway to a feast."""

    gateway: str
    duration_s: int | None
    gap_s: int | None
    """Less the median of all feasts that a gateway reaches by road."""


def list_access(around: Surroundings) -> tuple[tuple[Access, ...], float]:
    """Return the access of each feast, and the median of all [s]."""
    nearest = np.argmin(around.gateway_s, axis=1).tolist()
    least = [float(row[number]) for row, number in zip(around.gateway_s, nearest, strict=True)]
    reached = [seconds for seconds in least if np.isfinite(seconds)]
    middle = median(reached) if reached else 0.0
    return (
        tuple(
            Access(around.gateways[number], round(seconds), round(seconds - middle))
            if np.isfinite(seconds)
            else Access("", None, None)
            for number, seconds in zip(nearest, least, strict=True)
        ),
        middle,
    )
