"""The trip problem in plain numbers: orienteering with time windows along one path of days.

A trip is one path.  It begins on some day of the window at `start`, moves by road or by sailing,
visits nodes inside their windows, sleeps at nodes where `sleeps` holds or on board, and ends at
`end` (or anywhere).  Every node is visited at most once.  Vansteenwegen, Souffriau and Van
Oudheusden (2011, doi 10.1016/j.ejor.2010.03.045) survey the family.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
UNREACHABLE_S = 2**40
"""Drive time between nodes that no road joins [s]."""
NEVER_S = -1
"""Opening and closing time of a node on a day on which it cannot be visited."""


@dataclass(frozen=True, slots=True, order=True)
class DatedSailing:
    """One departure: be at `from_node` by `board_by_s`, leave `to_node` from `arrive_s` on.

    Times are wall-clock seconds since the window's first midnight; `arrive_s` counts the time to
    get off the ship, `board_by_s` the time to check in.
    """

    board_by_s: int
    arrive_s: int
    from_node: int
    to_node: int
    key: str
    """Names the crossing and its day, for whoever writes the legs."""
    points: int = 0
    """What the crossing costs in points, >= 0."""


@dataclass(frozen=True)
class TripLimit:
    """Something of which the whole trip may use up only so much: hours at the wheel, crossings.

    Attributes
    ----------
    name
        What it is, for sentences.
    most
        How much may be used.
    drive, visit
        Shapes (n, n) and (n,), what a drive and a visit use, >= 0.
    sail
        What a sailing uses by its key, >= 0; the others use nothing.
    """

    name: str
    most: int
    drive: IntArray
    visit: IntArray
    sail: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class OrienteeringProblem:
    """All numbers that a solver or a judge needs; n nodes, k days in the window.

    Attributes
    ----------
    drive_s
        Shape (n, n), road time [s], triangle law holds, `UNREACHABLE_S` where no road leads.
    drive_points
        Shape (n, n), what the drive costs in points, >= 0.
    opens_s, closes_s
        Shape (k, n), a visit begins and ends inside [s of the day], `NEVER_S` when closed.
    stay_s, worth
        Shape (n,), length of a visit [s] and its points; 0 for nodes that are only passed.
    visitable, sleeps
        Shape (n,), may be visited; may be slept at.
    day_start_s, day_end_s
        Driving and visiting happen between these [s of the day].
    max_drive_s, max_active_s
        Most seconds a day at the wheel; most seconds a day at the wheel and on visits.
    """

    names: tuple[str, ...]
    drive_s: IntArray
    drive_points: IntArray
    opens_s: IntArray
    closes_s: IntArray
    stay_s: IntArray
    worth: IntArray
    visitable: BoolArray
    sleeps: BoolArray
    sailings: tuple[DatedSailing, ...]
    start: int
    end: int | None
    least_days: int
    most_days: int
    day_start_s: int
    day_end_s: int
    max_drive_s: int
    max_active_s: int
    must: frozenset[int] = frozenset()
    day_points: int = 0
    """What each day after the first costs in points, >= 0."""
    trip_limits: tuple[TripLimit, ...] = ()
    parts: int = 1
    """Parts of a point in which all points here are counted: 1, or what divides a hundred."""

    @property
    def node_count(self) -> int:
        """Number of nodes n."""
        return len(self.names)

    @property
    def window_days(self) -> int:
        """Number of days k in the window."""
        return int(self.opens_s.shape[0])

    @cached_property
    def sailing_of(self) -> Mapping[str, DatedSailing]:
        """Each sailing by its key."""
        return {sailing.key: sailing for sailing in self.sailings}


def replace_points(problem: OrienteeringProblem, points: Mapping[str, int]) -> OrienteeringProblem:
    """Return the problem with other points for each sailing, 0 for those that are not named."""
    sailings = (replace(sailing, points=points.get(sailing.key, 0)) for sailing in problem.sailings)
    return replace(problem, sailings=tuple(sailings))


class MoveKind(StrEnum):
    """What a move of the path does."""

    DRIVE = "drive"
    VISIT = "visit"
    SLEEP = "sleep"
    SAIL = "sail"


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the path, with wall-clock times [s since the window's first midnight].

    `node` is where the step ends; for a sleep `begin_s` is when the day's last item ended and
    `finish_s` the next day's start; for a sailing `begin_s` is `board_by_s` and `sailing` its key.
    """

    kind: MoveKind
    node: int
    begin_s: int
    finish_s: int
    sailing: str | None = None


@dataclass(frozen=True, slots=True)
class OrienteeringSolution:
    """The best path found and what is proved about it.

    `moves` is empty when none was found; then `infeasible` tells whether it is proved that no path
    exists.  No path is worth more than `bound` points.
    """

    moves: tuple[Move, ...]
    first_day: int
    objective: int
    bound: int
    infeasible: bool
    seconds: float
    limits_hit: tuple[str, ...] = ()


Progress = Callable[[int, int], None]
"""Called with the best objective and the bound so far."""


@dataclass(frozen=True, slots=True)
class SearchParams:
    """How hard to look: the limits of the search, none of which may change what is true."""

    grid_s: int = 900
    """Steps of the planning grid [s]; times are rounded so that plans stay possible."""
    beam_width: int = 120
    """Labels kept in a time slot."""
    bound_passes: int = 30
    """Subgradient passes that tighten the bound."""
    time_limit_s: float = 5.0
    seed: int = 0
    """Chance; the same seed, the same trip."""
    patience: float | None = None
    """How many times its limit a search may take on the clock; None: as ever."""
    first_only: bool = False
    """Stop at the first trip: only whether one exists is asked."""
    progress: Progress | None = field(default=None, compare=False)
    cancelled: Callable[[], bool] | None = field(default=None, compare=False)
    """Asked now and then; when true the search ends with the best so far and its valid bound."""
