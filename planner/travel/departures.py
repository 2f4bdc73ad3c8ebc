"""Ferries as a scan needs them: quays with their roads, and the sailings of each day in order.

Moments are true seconds since 1970 (UTC), so that durations are true on the nights when clocks
change; the timetable's local times come back at the doors.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.graph.network import TravelNetwork
from planner.model.clock import DAY_S, instant_s
from planner.model.journey import Spot
from planner.model.place import Port
from planner.model.timetable import Crossing, TimetableStatus
from planner.travel.connections import spot_of_port
from planner.travel.engine import RoadEngine, to_quays_s
from planner.travel.roads import RoadTree, minutes_up
from planner.travel.sailings import check_in_s, landing_s

MOST_DAYS = 14
"""How many days a search looks ahead or back; the rarest line of a season sails weekly."""


class Departure(NamedTuple):
    """One dated sailing between two quays, given by their numbers; moments [s since 1970]."""

    departs_s: int
    arrives_s: int
    board_by_s: int
    leave_s: int
    """When one drives off the destination's quay."""
    origin: int
    destination: int
    row: int
    """Number of the timetable row."""


def shifted(ship: Departure, seconds: int) -> Departure:
    """Return a sailing that is some seconds later."""
    departs_s, arrives_s, board_by_s, leave_s, origin, destination, row = ship
    moments = (departs_s + seconds, arrives_s + seconds, board_by_s + seconds, leave_s + seconds)
    return Departure(*moments, origin, destination, row)


@dataclass(frozen=True)
class SeaTimetable:
    """Quays and the car ferries between them, prepared once for many questions."""

    network: TravelNetwork
    quays: tuple[Spot, ...]
    trees: tuple[RoadTree, ...]
    """Ways by road from each quay."""
    rows: tuple[Crossing, ...]
    """Car ferries, in order of their departure in the day."""
    roads: RoadEngine | None = None
    """Answers about roads; None: the trees above do, which is quicker for the built-in roads."""

    @classmethod
    def build(
        cls,
        network: TravelNetwork,
        ports: Iterable[Port],
        crossings: Iterable[Crossing],
        roads: RoadEngine | None = None,
    ) -> "SeaTimetable":
        """Prepare ports and crossings; airports and boats without cars are left out."""
        harbours = sorted((p for p in ports if p.kind == "ferry"), key=lambda port: port.id)
        quays = tuple(spot_of_port(port) for port in harbours)
        lands = [port.land for port in harbours]
        trees = tuple(RoadTree.grow(network, *pair) for pair in zip(quays, lands, strict=True))
        cars = (crossing for crossing in crossings if crossing.mode == "car")
        return cls(
            network, quays, trees, tuple(sorted(cars, key=lambda c: (c.depart, c.id))), roads
        )

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Number of each quay, by its id."""
        return MappingProxyType({quay.id: number for number, quay in enumerate(self.quays)})

    @cached_property
    def between_s(self) -> tuple[tuple[float, ...], ...]:
        """Driving time between quays [s], symmetric, inf where no road leads."""
        lands = [tree.land for tree in self.trees]
        rows = [self.to_quays_s(quay, land) for quay, land in zip(self.quays, lands, strict=True)]
        both = np.array(rows).reshape(len(rows), len(rows))
        both = np.minimum(both, both.T)
        np.fill_diagonal(both, 0.0)
        return tuple(tuple(float(value) for value in row) for row in both)

    def to_quays_s(self, spot: Spot, land: str | None = None) -> tuple[float, ...]:
        """Return the driving time between a spot and each quay [s], whole minutes.

        It is inf where no road leads; `land` as for `road_matrix`.
        """
        own_land = land or self.network.land_at(spot.coordinate)
        if self.roads is not None:
            lands = (own_land, *(tree.land for tree in self.trees))
            return tuple(to_quays_s(self.roads, spot, self.quays, lands))
        ways = self.network.accesses(spot.coordinate, own_land)
        found = (tree.reach(self.network, spot, own_land, ways) for tree in self.trees)
        return tuple(minutes_up(seconds) for seconds, _ in found)

    def to_quays_matrix(self, spots: Iterable[Spot]) -> NDArray[np.float64]:
        """Return the driving times of spots to the quays, shape (spots, quays) [s]."""
        return np.array([self.to_quays_s(spot) for spot in spots]).reshape(-1, len(self.quays))

    @cached_property
    def plain(self) -> tuple[Departure, ...]:
        """The sailing of each row on a day without a clock change [s since that midnight]."""
        day = date(2027, 1, 1)
        midnight_s = instant_s(day, time(), "IT")
        return tuple(shifted(self.departure(k, day), -midnight_s) for k in range(len(self.rows)))

    def on(self, day: date, unconfirmed: bool = False) -> list[Departure]:
        """Return the sailings that leave on a day, the first first."""
        sails = [
            number
            for number, row in enumerate(self.rows)
            if (unconfirmed or row.status is not TimetableStatus.UNCONFIRMED) and row.sails_on(day)
        ]
        midnight_s = instant_s(day, time(), "IT")
        if instant_s(day + timedelta(days=2), time(), "IT") - midnight_s == 2 * DAY_S:
            return [shifted(self.plain[number], midnight_s) for number in sails]
        return sorted(self.departure(number, day) for number in sails)

    def departure(self, number: int, day: date) -> Departure:
        """Return the sailing of a row on a day."""
        row = self.rows[number]
        origin, destination = self.number[row.from_port], self.number[row.to_port]
        departs_s = instant_s(day, row.depart, self.quays[origin].country)
        last_day = day + timedelta(days=row.arrive_day)
        arrives_s = instant_s(last_day, row.arrive, self.quays[destination].country)
        if arrives_s <= departs_s:  # the departure falls into the hour that spring leaves out
            arrives_s = departs_s + row.duration_s
        board_by_s, leave_s = departs_s - check_in_s(row), arrives_s + landing_s(row)
        return Departure(departs_s, arrives_s, board_by_s, leave_s, origin, destination, number)

    def after(self, day: date, unconfirmed: bool = False) -> Iterator[Departure]:
        """Yield the sailings from a day on, in order of departure, for two weeks."""
        days = (day + timedelta(days=number) for number in range(MOST_DAYS + 1))
        return chain.from_iterable(self.on(one, unconfirmed) for one in days)

    def before(self, day: date, unconfirmed: bool = False) -> Iterator[Departure]:
        """Yield the sailings up to a day, the last first, for two weeks."""
        days = (day - timedelta(days=number) for number in range(MOST_DAYS + 1))
        return chain.from_iterable(reversed(self.on(one, unconfirmed)) for one in days)

    def next_one(self, missed: Departure, day: date, unconfirmed: bool) -> Departure | None:
        """Return the next sailing between the same two quays within two weeks, or None."""
        ends = missed.origin, missed.destination
        for departure in self.after(day, unconfirmed):
            same = (departure.origin, departure.destination) == ends
            if same and departure.departs_s > missed.departs_s:
                return departure
        return None
