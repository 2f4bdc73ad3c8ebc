"""Synthetic trips of the real size: islands, ferries, dated feasts and sights, by seed.

Coordinates are kilometres on land masses of 180 × 120 km; every drive is whole minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from planner.errors import RequestError
from planner.model.clock import DAY_S
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    BoolArray,
    DatedSailing,
    IntArray,
    OrienteeringProblem,
)

FloatArray = NDArray[np.float64]
WIDTH_KM, HEIGHT_KM = 180.0, 120.0
MINUTES_PER_KM = 1.35
"""A road is 1.35 times the straight line, at 60 km/h."""
CLUSTERS_PER_LAND, CLUSTER_SHARE, CLUSTER_KM = 7, 0.6, 5.0
"""Six sights of ten lie around the towns of their land, at some 5 km from them."""
FEAST, SIGHT, PORT = "feast", "sight", "port"
HOUR_S, MINUTE_S = 3600, 60
CHECK_IN_S = 30 * MINUTE_S
DAY_START_S, DAY_END_S = 8 * HOUR_S + 1800, 21 * HOUR_S
MAX_DRIVE_S = 4 * HOUR_S
WEEKDAY_SHARE, LOW_SEASON_SHARE = 0.4, 0.1
"""Shares of the sights that close one weekday, and for the whole low season."""


@dataclass(frozen=True)
class Sites:
    """Where the nodes lie: ports first, then feasts, then sights."""

    kinds: tuple[str, ...]
    land: IntArray
    place_km: FloatArray
    lines: tuple[tuple[int, int], ...]
    """Pairs of ports that ships join."""

    def nodes(self, kind: str) -> IntArray:
        """Return the nodes of a kind, ascending."""
        return np.flatnonzero(np.array(self.kinds) == kind)


def synthetic_trip(
    seed: int, days: int = 10, feasts: int = 19, sights: int = 300, lands: int = 3
) -> OrienteeringProblem:
    """Return a trip problem: each land has seven towns, each two neighbours a ferry line.

    Parameters
    ----------
    seed
        Equal arguments give equal problems.
    days
        Length of the window and of the trip; it begins on its first morning at a port and ends on
        its last evening at another.
    feasts, sights
        A feast is open on one to three days, a sight on most.
    lands
        Land masses; three or more lie in a ring of ferry lines with two sailings a day and
        direction on average.

    Raises
    ------
    RequestError
        A number is out of range; carries each.
    """
    limits = {"days": (days, 1), "feasts": (feasts, 0), "sights": (sights, 0), "lands": (lands, 1)}
    faults = {k: f"{n} is below {least}" for k, (n, least) in limits.items() if n < least}
    if faults or seed < 0:
        raise RequestError(faults or {"seed": f"{seed} is below 0"})
    rng = np.random.default_rng(seed)
    sites = lay_out(rng, feasts, sights, lands)
    opens_s, closes_s = draw_hours(rng, sites, days)
    stay_s, worth = draw_visits(rng, sites)
    wanted = np.array([kind != PORT for kind in sites.kinds])
    drive_s = close_roads(sites)
    ports = sites.nodes(PORT)
    return OrienteeringProblem(
        names=tuple(f"{kind} {number}" for number, kind in enumerate(sites.kinds)),
        drive_s=drive_s,
        drive_points=np.zeros_like(drive_s),
        opens_s=opens_s,
        closes_s=closes_s,
        stay_s=stay_s,
        worth=worth,
        visitable=wanted,
        sleeps=np.ones(len(wanted), dtype=np.bool_),
        sailings=draw_sailings(rng, sites, days),
        start=0,
        end=int(rng.choice(ports)),
        least_days=days,
        most_days=days,
        day_start_s=DAY_START_S,
        day_end_s=DAY_END_S,
        max_drive_s=MAX_DRIVE_S,
        max_active_s=DAY_END_S - DAY_START_S,
    )


def lay_out(rng: Generator, feasts: int, sights: int, lands: int) -> Sites:
    """Place ports on coasts, feasts anywhere, sights in and between towns."""
    pairs = [(land, (land + 1) % lands) for land in range(lands if lands > 2 else lands - 1)]
    coasts = [land for pair in pairs for land in pair] or [0, 0]
    ports = [coast_point(rng) for _ in coasts]
    towns = rng.uniform((0, 0), (WIDTH_KM, HEIGHT_KM), (lands, CLUSTERS_PER_LAND, 2))
    feast_land = np.arange(feasts) % lands
    sight_land = np.arange(sights) % lands
    feast_km = rng.uniform((0, 0), (WIDTH_KM, HEIGHT_KM), (feasts, 2))
    alone_km = rng.uniform((0, 0), (WIDTH_KM, HEIGHT_KM), (sights, 2))
    town_km = towns[sight_land, rng.integers(CLUSTERS_PER_LAND, size=sights)]
    near_km = town_km + rng.normal(0, CLUSTER_KM, (sights, 2))
    sight_km = np.where(rng.random((sights, 1)) < CLUSTER_SHARE, near_km, alone_km)
    sight_km = np.clip(sight_km, (0, 0), (WIDTH_KM, HEIGHT_KM))
    return Sites(
        kinds=(PORT,) * len(ports) + (FEAST,) * feasts + (SIGHT,) * sights,
        land=np.concatenate((np.array(coasts), feast_land, sight_land)),
        place_km=np.concatenate((np.array(ports), feast_km, sight_km)),
        lines=tuple((2 * line, 2 * line + 1) for line in range(len(pairs))),
    )


def coast_point(rng: Generator) -> tuple[float, float]:
    """Return a point on the coast of a land mass [km]."""
    along = float(rng.uniform(0, 2 * (WIDTH_KM + HEIGHT_KM)))
    if along < WIDTH_KM:
        return along, 0.0
    if along < WIDTH_KM + HEIGHT_KM:
        return WIDTH_KM, along - WIDTH_KM
    if along < 2 * WIDTH_KM + HEIGHT_KM:
        return 2 * WIDTH_KM + HEIGHT_KM - along, HEIGHT_KM
    return 0.0, 2 * (WIDTH_KM + HEIGHT_KM) - along


def close_roads(sites: Sites) -> IntArray:
    """Return driving times [s]: minutes rounded up, then closed so that the triangle law holds."""
    drive_s = np.full((len(sites.kinds),) * 2, UNREACHABLE_S, dtype=np.int64)
    for land in range(int(sites.land.max()) + 1):
        here = np.flatnonzero(sites.land == land)
        apart = sites.place_km[here, None] - sites.place_km[None, here]
        minutes = np.ceil(np.hypot(apart[..., 0], apart[..., 1]) * MINUTES_PER_KM)
        np.fill_diagonal(minutes, 0)
        for via in range(len(here)):
            np.minimum(minutes, minutes[:, via, None] + minutes[via], out=minutes)
        drive_s[np.ix_(here, here)] = minutes.astype(np.int64) * MINUTE_S
    return drive_s


def draw_hours(rng: Generator, sites: Sites, days: int) -> tuple[IntArray, IntArray]:
    """Return when each node opens and closes on each day, shapes (days, n) [s of the day]."""
    count = len(sites.kinds)
    opens_s = np.full((days, count), NEVER_S, dtype=np.int64)
    closes_s = opens_s.copy()
    for node in sites.nodes(FEAST):
        first, length = int(rng.integers(days)), int(rng.integers(1, 4))
        opening_s = int(rng.integers(18, 25)) * HOUR_S // 2
        shown = slice(first, min(first + length, days))
        opens_s[shown, node] = opening_s
        closes_s[shown, node] = min(opening_s + int(rng.integers(7, 11)) * HOUR_S, DAY_END_S)
    first_weekday = int(rng.integers(7))
    for node in sites.nodes(SIGHT):
        is_open = draw_open_days(rng, first_weekday, days)
        opens_s[is_open, node] = int(rng.integers(17, 22)) * HOUR_S // 2
        closes_s[is_open, node] = int(rng.integers(33, 41)) * HOUR_S // 2
    return opens_s, closes_s


def draw_open_days(rng: Generator, first_weekday: int, days: int) -> BoolArray:
    """Return on which days a sight is open, shape (days,)."""
    weekday = (first_weekday + np.arange(days)) % 7
    closing = int(rng.integers(7)) if rng.random() < WEEKDAY_SHARE else -1
    closed_now = rng.random() < LOW_SEASON_SHARE
    is_open: BoolArray = (weekday != closing) & np.full(days, not closed_now)
    return is_open


def draw_visits(rng: Generator, sites: Sites) -> tuple[IntArray, IntArray]:
    """Return the length of each visit [s] and its worth, shapes (n,)."""
    count = len(sites.kinds)
    stay_s, worth = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    feasts, sights = sites.nodes(FEAST), sites.nodes(SIGHT)
    stay_s[feasts] = rng.integers(6, 11, len(feasts)) * HOUR_S // 2
    worth[feasts] = rng.integers(80, 200, len(feasts)) * 10
    stay_s[sights] = rng.integers(6, 24, len(sights)) * 5 * MINUTE_S
    season = rng.choice((0.5, 0.75, 1.0), len(sights))
    worth[sights] = np.maximum(5, np.rint(rng.integers(10, 131, len(sights)) * season))
    return stay_s, worth


def draw_sailings(rng: Generator, sites: Sites, days: int) -> tuple[DatedSailing, ...]:
    """Return the sailings: of three lines one has one, one two, one three a day and direction.

    A ship may arrive after the day's end, and in the small hours of the next.
    """
    found: list[DatedSailing] = []
    for number, ports in enumerate(sites.lines):
        sail_s = int(rng.integers(18, 73)) * 5 * MINUTE_S
        for origin, destination in (ports, ports[::-1]):
            departures = draw_departures(rng, 1 + number % 3)
            for day in range(days):
                for depart_s in departures:
                    leave_s = day * DAY_S + depart_s
                    key = f"line {number} from {origin}, day {day}, {depart_s // MINUTE_S}"
                    found.append(
                        DatedSailing(
                            leave_s - CHECK_IN_S, leave_s + sail_s, origin, destination, key
                        )
                    )
    return tuple(sorted(found))


def draw_departures(rng: Generator, count: int) -> Sequence[int]:
    """Return different quarters of an hour between 7:30 and 20:00 [s of the day], ascending."""
    quarters = rng.choice(np.arange(30, 81), count, replace=False)
    return sorted(int(quarter) * 15 * MINUTE_S for quarter in quarters)
