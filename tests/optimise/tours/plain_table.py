"""What the table says at the end, slot by slot and without its shortcuts."""

import numpy as np
from numpy.typing import NDArray

from planner.optimise.tours.side import Side


def best_walk(side: Side, reward: NDArray[np.int32], width: int) -> int:
    """Return the most that a walk without a step straight back (i, j, i) collects."""
    count = side.opens.size
    leg, opens, closes = side.leg // width, side.opens // width, side.closes // width
    last = side.horizon // width
    walks: dict[tuple[int, int, int], int] = {}
    best = 0

    def note(place: int, before: int, slot: int, worth: int) -> None:
        if side.arcs[before, place] and slot <= closes[place]:
            key = (max(slot, int(opens[place])), place, before)
            walks[key] = max(worth, walks.get(key, worth))

    for place in range(1, count):
        # The first leg waits in units, before slots are counted.
        begin = max(int(side.leg[0, place]), int(side.opens[place])) // width
        note(place, 0, begin, int(reward[place]))
    states = ((slot, i, j) for slot in range(last + 1) for i in range(count) for j in range(count))
    for slot, place, before in states:
        worth = walks.get((slot, place, before))
        if worth is None:
            continue
        if side.arcs[place, 0] and slot + leg[place, 0] <= last:
            best = max(best, worth)
        for onward in set(range(1, count)) - {before, place}:
            note(onward, place, slot + int(leg[place, onward]), worth + int(reward[onward]))
    return best
