"""Door-to-door times at given departures, as a solver needs them."""

from collections.abc import Sequence
from datetime import datetime
from math import inf

import numpy as np
from numpy.typing import NDArray

from planner.model.clock import local_at, made_aware
from planner.model.journey import Spot
from planner.travel.departures import SeaTimetable
from planner.travel.scan import sweep


def slot_matrix(
    timetable: SeaTimetable,
    spots: Sequence[Spot],
    roads_s: NDArray[np.float64],
    departures: Sequence[datetime],
    unconfirmed: bool = False,
) -> NDArray[np.float64]:
    """Return door-to-door times between spots for each departure, shape (k, n, n) [s].

    Waiting, check-in and landing are counted; inf where nothing leads there within two weeks.

    Parameters
    ----------
    roads_s
        Driving times between the spots, shape (n, n) [s].
    departures
        Without a zone they are local date-times at the first spot.
    """
    quays_s = timetable.to_quays_matrix(spots)
    found = np.full((len(departures), len(spots), len(spots)), inf)
    for slot, depart in enumerate(departures):
        now_s = round(made_aware(depart, spots[0].country).timestamp())
        day = local_at(now_s, spots[0].country).date()
        ships = [s for s in timetable.after(day, unconfirmed) if s.board_by_s >= now_s]
        landed_s = sweep(ships, now_s + quays_s, timetable.between_s).landed_s - now_s
        found[slot] = roads_s
        for quay in range(len(timetable.quays)):
            by_sea_s = landed_s[:, quay, None] + quays_s[None, :, quay]
            np.minimum(found[slot], by_sea_s, out=found[slot])
    return found
