"""The Connection Scan Algorithm over ferries, with ways by road between quays.

J. Dibbelt, T. Pajor, B. Strasser, D. Wagner: Connection Scan Algorithm. ACM Journal of
Experimental Algorithmics 23 (2018), doi 10.1145/3274661.  One pass over the sailings in order of
departure relaxes the driving times from the quay where each lands.  Labels are kept apart by the
number of ferries, which gives the Pareto set of arrival and ferries; between two ferries there is
one way by road.  The latest departure is the same scan with time turned round.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from planner.travel.departures import Departure

MOST_FERRIES = 4
PATIENCE_S = 86_400
"""Ways with fewer ferries are looked for among sailings up to a day after the first arrival."""
Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Found:
    """A way: when it ends [s since 1970] and its ferries in order."""

    end_s: float
    path: tuple[Departure, ...]


class Labels:
    """What a scan knows so far, apart by number of ferries: a working record of one scan."""

    def __init__(self, start: Row, direct_s: float) -> None:
        nothing = [None] * len(start)
        self.ready = [list(start)]
        self.ready += [[inf] * len(start) for _ in range(MOST_FERRIES)]
        self.came: list[list[Departure | None]] = [list(nothing) for _ in range(MOST_FERRIES + 1)]
        self.end_s = [direct_s] + [inf] * MOST_FERRIES
        self.last: list[Departure | None] = [None] * (MOST_FERRIES + 1)

    def take(self, ship: Departure, count: int, between: Row, goal: Row) -> None:
        """Take a ship as ferry number `count`: what lies behind its quay comes nearer."""
        end_s = ship.leave_s + goal[ship.destination]
        if end_s < self.end_s[count]:
            self.end_s[count], self.last[count] = end_s, ship
        ready, came = self.ready[count], self.came[count]
        for quay, drive_s in enumerate(between):
            if ship.leave_s + drive_s < ready[quay]:
                ready[quay], came[quay] = ship.leave_s + drive_s, ship

    def path(self, count: int) -> tuple[Departure, ...]:
        """Return the ferries of the best way with `count` of them."""
        found, ship = list[Departure](), self.last[count]
        while ship is not None:
            found.append(ship)
            count -= 1
            ship = self.came[count][ship.origin]
        return tuple(reversed(found))


def scan(
    ships: Iterable[Departure],
    start: Row,
    between: Sequence[Row],
    goal: Row,
    direct_s: float,
) -> tuple[Found, ...]:
    """Return the ways that arrive first, and those with fewer ferries that arrive later.

    Parameters
    ----------
    ships
        In order of departure.
    start
        When one can be at each quay by road [s since 1970].
    between
        Driving times between quays [s].
    goal
        Driving times from the quays to the end [s].
    direct_s
        When one arrives by road alone [s since 1970]; inf where no road leads.
    """
    labels = Labels(start, direct_s)
    for ship in ships:
        if ship.departs_s > min(labels.end_s) + PATIENCE_S:
            break
        for count in range(MOST_FERRIES):
            if labels.ready[count][ship.origin] <= ship.board_by_s:
                labels.take(ship, count + 1, between[ship.destination], goal)
    found, first_s = list[Found](), inf
    for count, end_s in enumerate(labels.end_s):
        if end_s < first_s:
            first_s = end_s
            found.append(Found(end_s, labels.path(count)))
    return tuple(reversed(found))


def turned(ship: Departure) -> Departure:
    """Return a sailing with time turned round; twice turned it is itself again."""
    return Departure(
        -ship.departs_s,
        -ship.arrives_s,
        -ship.leave_s,
        -ship.board_by_s,
        ship.destination,
        ship.origin,
        ship.row,
    )


def scan_back(
    ships: Iterable[Departure],
    start: Row,
    between: Sequence[Row],
    goal: Row,
    direct_s: float,
) -> tuple[Found, ...]:
    """Return the ways that leave last, and those with fewer ferries that leave earlier.

    Parameters
    ----------
    ships
        In order of departure, the last first.
    start
        Driving times from the start to the quays [s].
    between
        Driving times between quays [s], symmetric.
    goal
        When one has to leave each quay by road [s since 1970].
    direct_s
        When one has to leave by road alone [s since 1970]; -inf where no road leads.

    Returns
    -------
    tuple
        `end_s` of each is the moment of departure.
    """
    mirrored = scan(map(turned, ships), [-s for s in goal], between, start, -direct_s)
    return tuple(
        Found(-found.end_s, tuple(turned(ship) for ship in reversed(found.path)))
        for found in mirrored
    )


@dataclass(frozen=True, slots=True)
class Sweep:
    """Earliest landings of many journeys at once, shape (journeys, quays)."""

    landed_s: NDArray[np.float64]
    """When each journey's first ship drives off at each quay [s since 1970]; inf if none."""
    landed_by: NDArray[np.int32]
    """Number of that ship among those scanned."""
    came_by: NDArray[np.int32]
    """Number of the ship after which a journey first reaches a quay, -1 where by road alone."""

    def path(self, ships: Sequence[Departure], journey: int, quay: int) -> tuple[Departure, ...]:
        """Return the ferries of a journey that lands at a quay."""
        number, found = int(self.landed_by[journey, quay]), list[Departure]()
        while number >= 0:
            found.append(ships[number])
            number = int(self.came_by[journey, ships[number].origin])
        return tuple(reversed(found))


def sweep(ships: Sequence[Departure], start: NDArray[np.float64], between: Sequence[Row]) -> Sweep:
    """Scan for many journeys at once, with any number of ferries.

    Parameters
    ----------
    start
        When each journey can be at each quay by road, shape (journeys, quays) [s since 1970].
    """
    ready, drive_s = start.copy(), np.array(between).reshape(start.shape[1], -1)
    landed_s = np.full(start.shape, inf)
    landed_by = np.full(start.shape, -1, dtype=np.int32)
    came_by = np.full(start.shape, -1, dtype=np.int32)
    for number, ship in enumerate(ships):
        aboard = np.flatnonzero(ready[:, ship.origin] <= ship.board_by_s)
        aboard = aboard[landed_s[aboard, ship.destination] > ship.leave_s]
        if not len(aboard):
            continue
        landed_s[aboard, ship.destination] = ship.leave_s
        landed_by[aboard, ship.destination] = number
        reach_s = ship.leave_s + drive_s[ship.destination]
        sooner = reach_s < ready[aboard]
        came_by[aboard] = np.where(sooner, number, came_by[aboard])
        ready[aboard] = np.where(sooner, reach_s, ready[aboard])
    return Sweep(landed_s, landed_by, came_by)
