"""What is taken out of a trip, which ships are exchanged, and how visits are put in again.

Ruin and recreate (Schrimpf and others 2000, doi 10.1006/jcph.1999.6413); runs of neighbours are
taken out as by Christiaens and Vanden Berghe (2020, doi 10.1287/trsc.2019.0914).
"""

import numpy as np
from numba import njit

from planner.optimise.compiled import borrowing
from planner.optimise.grid import FAR
from planner.optimise.rebuild.course import (
    BOARD_DAY,
    DAY,
    END,
    FIRST,
    FROM,
    LAND_DAY,
    NODE,
    START,
    TO,
)
from planner.optimise.rebuild.trip import (
    COUNT,
    ROOM,
    detours,
    extra_cost,
    lay_out,
    put_in,
    way,
)
from planner.optimise.tours.dice import below, chance

PLACES = 6
"""Places of the order at which a visit is tried."""
BLINKS = 0.05
"""Share of visits that are passed over."""
MOST_OUT = 8
TRIES = 30


@njit(cache=True, nogil=True)
def keep_but(trip, gone):  # type: ignore[no-untyped-def]
    """Return the items of a trip that are not gone."""
    items, count = np.empty(trip.sums[COUNT], dtype=np.int32), 0
    for place in range(trip.sums[COUNT]):
        if not gone[place]:
            items[count] = trip.order[place]
            count += 1
    return items[:count]


@borrowing
def take_run(c, trip, gone, dice):  # type: ignore[no-untyped-def]
    """Take out visits that follow each other."""
    count = trip.sums[COUNT]
    first = below(dice, count)
    for place in range(first, min(count, first + 1 + below(dice, MOST_OUT))):
        gone[place] = trip.order[place] < c.sleeps.size


@borrowing
def take_near(c, trip, gone, dice):  # type: ignore[no-untyped-def]
    """Take out the visits nearest to some node."""
    nodes, centre = c.sleeps.size, below(dice, c.sleeps.size)
    radius = 1 + below(dice, 8)
    for place in range(trip.sums[COUNT]):
        item = trip.order[place]
        gone[place] = item < nodes and way(c, centre, item) <= radius and chance(dice) < 0.7


@borrowing
def take_day(c, trip, gone, dice):  # type: ignore[no-untyped-def]
    """Take out the visits of a day or two."""
    day = below(dice, trip.span[1])
    last = day + below(dice, 2)
    for place in range(trip.sums[COUNT]):
        inside = day <= trip.at[place + 1, DAY] <= last
        gone[place] = inside and trip.order[place] < c.sleeps.size


@borrowing
def take_some(c, trip, gone, dice):  # type: ignore[no-untyped-def]
    """Take out visits here and there."""
    share = 0.05 + 0.2 * chance(dice)
    for place in range(trip.sums[COUNT]):
        gone[place] = trip.order[place] < c.sleeps.size and chance(dice) < share


@borrowing
def take_crossing(c, trip, gone, dice):  # type: ignore[no-untyped-def]
    """Take out a ship, the next one with it as a rule, and what lies between them."""
    count, first, second = trip.sums[COUNT], -1, -1
    start = below(dice, max(count, 1))
    for place in range(start, count):
        if trip.order[place] >= c.sleeps.size:
            if first < 0:
                first = place
            elif second < 0:
                second = place
    if first < 0:
        return
    if second < 0 or chance(dice) < 0.2:
        second = first
    gone[first : second + 1] = True


@njit(cache=True, nogil=True)
def other_ship(c, items, dice):  # type: ignore[no-untyped-def]
    """Put another sailing in the place of one, as a rule between the same ports."""
    nodes, ships = c.sleeps.size, c.ships
    place = below(dice, items.size)
    while place < items.size and items[place] < nodes:
        place += 1
    if place == items.size:
        return
    old = ships[items[place] - nodes]
    for _ in range(TRIES):
        new = ships[below(dice, ships.shape[0])]
        near = abs(new[BOARD_DAY] - old[BOARD_DAY]) <= 3
        joined = way(c, new[FROM], old[FROM]) < FAR and way(c, new[TO], old[TO]) < FAR
        if near and joined:
            for number in range(ships.shape[0]):
                if (ships[number] == new).all():
                    items[place] = nodes + number
                    return


@njit(cache=True, nogil=True)
def excursion(c, trip, dice):  # type: ignore[no-untyped-def]
    """Return the items with a ship to another land and one back, where some fit."""
    nodes, ships, count = c.sleeps.size, c.ships, trip.sums[COUNT]
    items = np.empty(count + 2, dtype=np.int32)
    items[:count] = trip.order[:count]
    for _ in range(TRIES):
        out = below(dice, ships.shape[0])
        place, day = 0, ships[out, BOARD_DAY] - trip.span[FIRST]
        while place < count and trip.at[place + 1, DAY] <= day:
            place += 1
        here = trip.at[place, NODE]
        if day < 0 or day >= trip.span[1] or way(c, here, ships[out, FROM]) >= FAR:
            continue
        for _ in range(TRIES):
            back = below(dice, ships.shape[0])
            later = ships[back, BOARD_DAY] - ships[out, LAND_DAY]
            apart = way(c, ships[out, TO], ships[back, FROM]) >= FAR
            if 0 <= later <= 5 and not apart and way(c, ships[back, TO], here) < FAR:
                items[place] = nodes + out
                items[place + 1] = nodes + back
                items[place + 2 :] = trip.order[place:count]
                return items
    return items[:count]


@njit(cache=True, nogil=True)
def voyage(c, trip, most, dice):  # type: ignore[no-untyped-def]
    """Return up to so many ships one after the other, at random, to the land where one has to end.

    Where luck finds none, the last ones that were tried.
    """
    nodes, ships, end = c.sleeps.size, c.ships, c.rule[END]
    items, count = np.empty(most, dtype=np.int32), 0
    for _ in range(TRIES):
        count, here, day = 0, c.rule[START], trip.span[FIRST]
        for _ in range(TRIES if ships.shape[0] > 0 else 0):
            number = below(dice, ships.shape[0])
            ship = ships[number]
            inside = day <= ship[BOARD_DAY] and ship[LAND_DAY] < trip.span[FIRST] + trip.span[1]
            away = way(c, here, ship[FROM]) < FAR and way(c, ship[TO], here) >= FAR
            if count < most and inside and away:
                items[count] = nodes + number
                count, here, day = count + 1, ship[TO], ship[LAND_DAY]
        if way(c, here, end) < FAR:
            break
    return items[:count]


@njit(cache=True, nogil=True)
def ruin(c, trip, dice):  # type: ignore[no-untyped-def]
    """Take something out of a trip, or exchange its ships; False where that spoils it."""
    count, luck = trip.sums[COUNT], chance(dice)
    gone = np.zeros(count, dtype=np.bool_)
    if luck < 0.04 and c.ships.shape[0] > 0 and count + 2 < ROOM:
        return lay_out(c, trip, excursion(c, trip, dice))
    if count == 0:
        return True
    if luck < 0.07:
        take_crossing(c, trip, gone, dice)
    elif luck < 0.4:
        take_run(c, trip, gone, dice)
    elif luck < 0.6:
        take_near(c, trip, gone, dice)
    elif luck < 0.8:
        take_day(c, trip, gone, dice)
    else:
        take_some(c, trip, gone, dice)
    items = keep_but(trip, gone)
    if c.ships.shape[0] > 0 and chance(dice) < 0.08 and items.size > 0:
        other_ship(c, items, dice)
    return lay_out(c, trip, items)


@njit(cache=True, nogil=True)
def queue_of(c, trip, last_day, dice):  # type: ignore[no-untyped-def]
    """Return the visits that are not in the trip, in one of several orders."""
    nodes, mood = c.sleeps.size, below(dice, 3)
    chosen, keys, count = np.empty(nodes, np.int32), np.empty(nodes), 0
    for node in range(nodes):
        if trip.used[node] or last_day[node] < trip.span[FIRST]:
            continue
        luck = chance(dice)
        key = luck
        if mood == 1:
            key = c.gain[node] * (0.7 + 0.6 * luck)
        elif mood == 2:
            key = c.gain[node] / (c.stay[node] + 2.0) * (0.7 + 0.6 * luck)
        if c.gain[node] > 20_000:
            key *= 100.0
        chosen[count], keys[count] = node, -key
        count += 1
    return chosen[np.argsort(keys[:count])]


@njit(cache=True, nogil=True)
def recreate(c, trip, last_day, dice):  # type: ignore[no-untyped-def]
    """Put in each visit that can be, where it is least out of the way."""
    places, lengths = np.empty(PLACES, np.int32), np.empty(PLACES, np.int32)
    now = trip.at[0].copy()
    for node in queue_of(c, trip, last_day, dice):
        if chance(dice) < BLINKS or trip.sums[COUNT] + 1 >= ROOM:
            continue
        for k in range(detours(c, trip, node, last_day[node], places, lengths)):
            spent = extra_cost(c, trip, places[k], node, now)
            if 0 <= spent < c.gain[node]:
                put_in(c, trip, places[k], node, now)
                break
