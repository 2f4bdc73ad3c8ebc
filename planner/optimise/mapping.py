"""From a request and its candidates to the problem in plain numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from planner.errors import UnknownRecordError
from planner.model.clock import seconds_of
from planner.model.festival import Edition
from planner.model.itinerary import VisitKind, WorthTerm
from planner.model.journey import Spot
from planner.model.request import TravelMode, TripRequest
from planner.model.timewindow import TimeWindow
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    BoolArray,
    DatedSailing,
    IntArray,
    OrienteeringProblem,
    TripLimit,
)
from planner.optimise.worth import DAY_POINTS, DRIVE_POINTS_PER_HOUR, LEAST_DRIVE_POINTS, total

WHEEL, CROSSINGS = "seconds at the wheel", "crossings"
"""Names of the limits on the whole trip."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A festival or an attraction that the trip may visit."""

    kind: VisitKind
    id: str
    spot: Spot
    stay_s: int
    windows: Mapping[date, TimeWindow]
    """Where it is open, one window a day [s of that day]."""
    terms: tuple[WorthTerm, ...]
    editions: Mapping[date, Edition]
    hours_known: bool = True
    shown: bool = True
    """Whether the answer shows the visit; one that stands for a night is not shown."""


@dataclass(frozen=True, slots=True)
class TripNodes:
    """The nodes of a problem in order: candidates first, then spots that are only passed."""

    candidates: tuple[Candidate, ...]
    passed: tuple[Spot, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Spot of each node."""
        return (*(candidate.spot for candidate in self.candidates), *self.passed)

    def node_of(self, spot_id: str) -> int:
        """Return the node of a passed spot."""
        ids = [spot.id for spot in self.passed]
        return len(self.candidates) + ids.index(spot_id)


def gather_nodes(
    request: TripRequest, candidates: Sequence[Candidate], ports: Sequence[Spot]
) -> TripNodes:
    """Return the nodes: candidates, start, end, allowed night places and ports, each spot once."""
    ends = [request.start] + ([request.end] if request.end is not None else [])
    passed = {spot.id: spot for spot in (*ends, *request.nights, *ports)}
    return TripNodes(tuple(candidates), tuple(passed.values()))


def windows_of(
    candidates: Sequence[Candidate], request: TripRequest, count: int
) -> tuple[IntArray, IntArray]:
    """Return opening and closing seconds, each of shape (days, nodes)."""
    shape = (request.window_days, count)
    opens, closes = np.full(shape, NEVER_S, dtype=np.int64), np.full(shape, NEVER_S, dtype=np.int64)
    for node, candidate in enumerate(candidates):
        for number in range(request.window_days):
            window = candidate.windows.get(request.earliest + timedelta(days=number))
            if window is not None:
                opens[number, node], closes[number, node] = window.opens_s, window.closes_s
    return opens, closes


def drive_seconds(durations: NDArray[np.float64]) -> IntArray:
    """Return driving times as whole seconds, `UNREACHABLE_S` where no road leads."""
    finite = np.where(np.isfinite(durations), durations, 0.0).astype(np.int64)
    return np.where(np.isfinite(durations), finite, UNREACHABLE_S)


def sleeping_nodes(nodes: TripNodes, request: TripRequest) -> BoolArray:
    """Return where one may sleep: anywhere, or at the allowed places alone."""
    if not request.nights:
        return np.ones(len(nodes.spots), dtype=np.bool_)
    allowed = {spot.id for spot in request.nights}
    chosen = [not candidate.shown for candidate in nodes.candidates]
    return np.array(chosen + [s.id in allowed for s in nodes.passed])


def must_nodes(nodes: TripNodes, request: TripRequest) -> frozenset[int]:
    """Return the nodes that have to be visited.

    Raises
    ------
    UnknownRecordError
        Something that has to be visited is no candidate.
    """
    by_id = {candidate.id: node for node, candidate in enumerate(nodes.candidates)}
    for record_id in request.must:
        if record_id not in by_id:
            raise UnknownRecordError("candidate", record_id)
    return frozenset(by_id[record_id] for record_id in request.must)


def build_problem(
    request: TripRequest,
    nodes: TripNodes,
    durations: NDArray[np.float64],
    sailings: Sequence[DatedSailing],
) -> OrienteeringProblem:
    """Return the problem in plain numbers.

    Parameters
    ----------
    durations
        Shape (n, n), driving times between the nodes' spots [s], inf where no road leads.
    """
    count, visits = len(nodes.spots), len(nodes.candidates)
    opens, closes = windows_of(nodes.candidates, request, count)
    stay, worth = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    stay[:visits] = [candidate.stay_s for candidate in nodes.candidates]
    worth[:visits] = [total(c.terms) if c.shown else 0 for c in nodes.candidates]
    seconds = drive_seconds(durations)
    hours = np.where(seconds < UNREACHABLE_S, seconds, 0) / 3600
    points = np.maximum(np.round(hours * DRIVE_POINTS_PER_HOUR), LEAST_DRIVE_POINTS)
    return OrienteeringProblem(
        names=tuple(spot.name for spot in nodes.spots),
        drive_s=seconds,
        drive_points=points.astype(np.int64),
        opens_s=opens,
        closes_s=closes,
        stay_s=stay,
        worth=worth,
        visitable=np.arange(count) < visits,
        sleeps=sleeping_nodes(nodes, request),
        sailings=tuple(sailings),
        start=nodes.node_of(request.start.id),
        end=None if request.end is None else nodes.node_of(request.end.id),
        least_days=request.days.least,
        most_days=request.days.most,
        day_start_s=seconds_of(request.day_start),
        day_end_s=seconds_of(request.day_end),
        max_drive_s=request.most_drive_s,
        max_active_s=request.pace.active_s,
        must=must_nodes(nodes, request),
        day_points=DAY_POINTS,
        trip_limits=tuple(limits_of(request, seconds, sailings)),
    )


def limits_of(
    request: TripRequest, seconds: IntArray, sailings: Sequence[DatedSailing]
) -> Iterator[TripLimit]:
    """Yield the limits on the whole trip that a request has."""
    none = np.zeros_like(seconds)
    if request.max_trip_drive_s is not None and request.mode is TravelMode.CAR:
        drive = np.where(seconds < UNREACHABLE_S, seconds, 0)
        yield TripLimit(WHEEL, request.max_trip_drive_s, drive, none[0])
    if request.max_crossings is not None:
        ships = {sailing.key: 1 for sailing in sailings}
        yield TripLimit(CROSSINGS, request.max_crossings, none, none[0], ships)
