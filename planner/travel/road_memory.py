"""Driving times that were asked for before, so that a trip bent by hand is timed at once."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.model.journey import Spot

MOST_GUESTS = 64
"""Other spots that are remembered: starts, ends and nights."""
Durations = Callable[[tuple[Spot, ...]], NDArray[np.float64]]
Ways = dict[tuple[str, str], float]


class RoadMemory:
    """Times between fixed sites, and between them and the guests asked for last."""

    def __init__(self, durations: Durations, sites: tuple[Spot, ...]) -> None:
        self._durations, self._sites = durations, sites
        self._guests: OrderedDict[str, Ways] = OrderedDict()

    @cached_property
    def _known(self) -> Ways:
        return self._pairs(self._sites, {spot.id for spot in self._sites})

    def between(self, spots: tuple[Spot, ...]) -> Any:
        """Return times between spots, shape (n, n) [s], inf where no road leads."""
        guests = tuple(spot for spot in spots if (spot.id, spot.id) not in self._known)
        ways = self._pairs(guests, {spot.id for spot in guests}) if len(guests) > 1 else {}
        rows = {guest.id: self._meet(guest) for guest in guests}

        def seconds(here: str, there: str) -> float:
            pair = (here, there)
            known = self._known.get(pair, rows.get(here, {}).get(pair))
            return known if known is not None else rows.get(there, {}).get(pair, ways.get(pair, 0))

        return np.array([[seconds(a.id, b.id) for b in spots] for a in spots], dtype=np.float64)

    def _meet(self, guest: Spot) -> Ways:
        """Return the times between a guest and all sites, remembered for the next time."""
        ways = self._guests.get(guest.id)
        if ways is None:
            ways = self._pairs((guest, *self._sites), {guest.id})
            self._guests[guest.id] = ways
        while len(self._guests) > MOST_GUESTS:
            self._guests.popitem(last=False)
        return ways

    def _pairs(self, spots: tuple[Spot, ...], wanted: set[str]) -> Ways:
        """Return the times between spots of which at least one is wanted, by ids [s]."""
        seconds = self._durations(spots)
        return {
            (here.id, there.id): float(seconds[i, j])
            for i, here in enumerate(spots)
            for j, there in enumerate(spots)
            if here.id in wanted or there.id in wanted
        }
