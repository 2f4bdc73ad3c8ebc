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
Ways = dict[tuple[Spot, Spot], float]


class RoadMemory:
    """Times between fixed sites, and between them and the guests asked for last."""

    def __init__(self, durations: Durations, sites: tuple[Spot, ...]) -> None:
        self._durations, self._sites = durations, sites
        self._guests: OrderedDict[Spot, Ways] = OrderedDict()

    @cached_property
    def _known(self) -> Ways:
        return self._pairs(self._sites, set(self._sites))

    def between(self, spots: tuple[Spot, ...]) -> Any:
        """Return times between spots, shape (n, n) [s], inf where no road leads."""
        guests = tuple(spot for spot in spots if (spot, spot) not in self._known)
        ways = self._pairs(guests, set(guests)) if len(guests) > 1 else {}
        rows = {guest: self._meet(guest) for guest in guests}

        def seconds(here: Spot, there: Spot) -> float:
            pair = (here, there)
            known = self._known.get(pair, rows.get(here, {}).get(pair))
            return known if known is not None else rows.get(there, {}).get(pair, ways.get(pair, 0))

        return np.array([[seconds(a, b) for b in spots] for a in spots], dtype=np.float64)

    def _meet(self, guest: Spot) -> Ways:
        """Return the times between a guest and all sites, remembered for the next time."""
        ways = self._guests.get(guest)
        if ways is None:
            ways = self._pairs((guest, *self._sites), {guest})
            self._guests[guest] = ways
        while len(self._guests) > MOST_GUESTS:
            self._guests.popitem(last=False)
        return ways

    def _pairs(self, spots: tuple[Spot, ...], wanted: set[Spot]) -> Ways:
        """Return the times between spots of which at least one is wanted [s]."""
        seconds = self._durations(spots)
        return {
            (here, there): float(seconds[i, j])
            for i, here in enumerate(spots)
            for j, there in enumerate(spots)
            if here in wanted or there in wanted
        }
