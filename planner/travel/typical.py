"""Door-to-door times that are typical of a time of the year, and who lives how far away."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import floyd_warshall

from planner.graph.network import TravelNetwork
from planner.model.clock import instant_s
from planner.model.journey import Spot
from planner.model.timetable import TimetableStatus
from planner.travel.departures import SeaTimetable
from planner.travel.roads import dijkstra_from
from planner.travel.sailings import check_in_s, landing_s
from planner.travel.scan import sweep

PATIENCE_DAYS = 5
"""How many days a typical journey may wait for ships at most."""


def typical_times(
    timetable: SeaTimetable,
    spots: Sequence[Spot],
    roads_s: NDArray[np.float64],
    days: Sequence[date],
    leave: time,
) -> NDArray[np.float64]:
    """Return the median door-to-door time over some days of departure, shape (n, n) [s].

    Waiting for ships, check-in and landing are counted; inf where on most of the days nothing
    leads there within five days after the last departure.  Unconfirmed lines are not used.

    Parameters
    ----------
    roads_s
        Driving times between the spots, shape (n, n) [s].
    days
        Days of departure, ascending.
    leave
        Local time at which one leaves on each of them.
    """
    quays_s = timetable.to_quays_matrix(spots)
    country = spots[0].country if spots else "IT"
    starts_s = np.array([float(instant_s(day, leave, country)) for day in days])
    span = (days[-1] - days[0]).days + PATIENCE_DAYS
    ships = [ship for k in range(span + 1) for ship in timetable.on(days[0] + timedelta(days=k))]
    at_quays_s = (starts_s[:, None, None] + quays_s[None, :, :]).reshape(-1, quays_s.shape[1])
    landed_s = sweep(ships, at_quays_s, timetable.between_s).landed_s
    found = np.empty((len(days), len(spots), len(spots)))
    for number, start_s in enumerate(starts_s):
        rows = landed_s[number * len(spots) : (number + 1) * len(spots)] - start_s
        found[number] = roads_s
        for quay in np.flatnonzero(np.isfinite(rows).any(axis=0)):
            by_sea_s = rows[:, quay, None] + quays_s[None, :, quay]
            np.minimum(found[number], by_sea_s, out=found[number])
    return np.asarray(np.median(found, axis=0), dtype=np.float64)


def road_catchment(network: TravelNetwork, spots: Sequence[Spot]) -> NDArray[np.float64]:
    """Return driving times from spots to all places of the network, shape (n, places) [s]."""
    accesses = [network.accesses(spot.coordinate) for spot in spots]
    return whole_seconds(np.atleast_2d(dijkstra_from(network, accesses)[0]))


def sea_catchment(
    timetable: SeaTimetable, spots: Sequence[Spot], days: Iterable[date]
) -> NDArray[np.float64]:
    """Return times from all places to spots by car and ferry, shape (n, places) [s].

    One chooses the ship before setting out: check-in, crossing and landing are counted, a wait for
    the right ship is not.  Lines count that sail on one of the days; unconfirmed ones do not.
    """
    quays_s = timetable.to_quays_matrix(spots)
    known = tuple(days)
    links_s = np.array(timetable.between_s)
    for row in timetable.rows:
        if row.status is TimetableStatus.UNCONFIRMED or not any(map(row.sails_on, known)):
            continue
        ends = timetable.number[row.from_port], timetable.number[row.to_port]
        links_s[ends] = min(links_s[ends], check_in_s(row) + row.duration_s + landing_s(row))
    onward_s = floyd_warshall(np.where(np.isfinite(links_s), links_s, 0.0))
    to_spots_s = np.min(onward_s[:, None, :] + quays_s[None, :, :], axis=2)
    found = np.full((len(spots), len(timetable.network.names)), inf)
    for quay, tree in enumerate(timetable.trees):
        np.minimum(found, tree.seconds[None, :] + to_spots_s[quay][:, None], out=found)
    return whole_seconds(found)


def whole_seconds(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return times in whole seconds, so that half an hour lies within half an hour."""
    return np.asarray(np.round(values), dtype=np.float64)
