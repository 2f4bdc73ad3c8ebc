"""Which feast is reached from which gateway in which month, and why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray

from planner.model.clock import instant_s, local_at
from planner.model.journey import Spot
from planner.travel.departures import Departure, SeaTimetable
from planner.travel.scan import Sweep, sweep

GATEWAYS = (
    *("livorno-port", "piombino-port", "genova-port", "vado-ligure-port", "toulon-port"),
    *("nice-port", "bastia-port", "ajaccio-port", "porto-torres-port", "olbia-port"),
    "cagliari-port",
)
"""Where travellers come ashore or embark; Savona's ferries leave from Vado Ligure."""
ALL_MONTHS = range(1, 13)
SLOT = time(6)
"""Journeys are tried from this time of each day of the month."""


@dataclass(frozen=True, slots=True)
class MonthReach:
    """How one comes from a gateway to a feast in a month, or why one does not."""

    festival_id: str
    gateway: str
    month: int
    duration_s: int | None
    """From check-in at the first quay, or by road from the gateway; None where unreachable."""
    depart: datetime | None = None
    """When the first ferry's check-in closes; None by road alone, which is any time."""
    arrive: datetime | None = None
    lines: tuple[str, ...] = ()
    """Ferries in order: operator and ports."""
    reason: str = ""
    """Why there is no connection; empty where there is one."""


def month_days(year: int, month: int) -> list[date]:
    """Return the days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    first = date(year, month, 1)
    return [first + timedelta(days=number) for number in range((following - first).days)]


def line_name(timetable: SeaTimetable, ship: Departure) -> str:
    """Return operator and ports of a sailing."""
    ends = f"{timetable.quays[ship.origin].name} – {timetable.quays[ship.destination].name}"
    return f"{timetable.rows[ship.row].operator} {ends}"


@dataclass(frozen=True)
class Month:
    """All journeys of one month, from every gateway on every day."""

    timetable: SeaTimetable
    number: int
    days: int
    slots_s: NDArray[np.float64]
    """When each journey begins [s since 1970]; gateway by gateway, day by day."""
    ships: Sequence[Departure]
    swept: Sweep

    @classmethod
    def sail(
        cls, timetable: SeaTimetable, gateways: Sequence[int], year: int, month: int
    ) -> "Month":
        """Scan the sailings of a month once for all gateways and days."""
        days = month_days(year, month)
        ships = [ship for day in days for ship in timetable.on(day)]
        country = timetable.quays[0].country
        slots_s = np.array([float(instant_s(day, SLOT, country)) for day in days] * len(gateways))
        between = np.array(timetable.between_s)
        start = slots_s[:, None] + np.repeat(between[list(gateways)], len(days), axis=0)
        return cls(
            timetable, month, len(days), slots_s, ships, sweep(ships, start, timetable.between_s)
        )

    def best(self, gateway: int, goal: NDArray[np.float64]) -> tuple[Departure, ...]:
        """Return the ferries of the quickest journey from a gateway, none where no ship leads."""
        rows = slice(gateway * self.days, (gateway + 1) * self.days)
        arrive_s = self.swept.landed_s[rows] + goal
        total_s = arrive_s - self.slots_s[rows, None]
        day, quay = np.unravel_index(int(np.argmin(total_s)), total_s.shape)
        if not np.isfinite(total_s[day, quay]):
            return ()
        return self.swept.path(self.ships, gateway * self.days + int(day), int(quay))


def summary(
    timetable: SeaTimetable,
    where: tuple[str, int, int],
    feast: Spot,
    goal: NDArray[np.float64],
    path: Sequence[Departure],
) -> MonthReach:
    """Return the connection of a gateway and a month; `where` is its id, number and month."""
    gateway, number, month = where
    road_s = float(goal[number])
    first_s = timetable.between_s[number][path[0].origin] if path else inf
    depart_s = path[0].board_by_s - first_s if path else 0.0
    arrive_s = path[-1].leave_s + float(goal[path[-1].destination]) if path else inf
    if road_s <= arrive_s - depart_s:
        if road_s == inf:
            reason = "no road leads there and no confirmed car ferry in this month"
            return MonthReach(feast.id, gateway, month, None, reason=reason)
        return MonthReach(feast.id, gateway, month, round(road_s))
    country = timetable.quays[path[0].origin].country
    return MonthReach(
        feast.id,
        gateway,
        month,
        round(arrive_s - depart_s),
        local_at(round(depart_s), country),
        local_at(round(arrive_s), feast.country),
        tuple(line_name(timetable, ship) for ship in path),
    )


def reach_by_month(
    timetable: SeaTimetable,
    feasts: Sequence[Spot],
    year: int,
    gateways: Sequence[str] = GATEWAYS,
    of_months: Sequence[int] = ALL_MONTHS,
) -> Iterator[MonthReach]:
    """Yield, for each feast, gateway and month, the quickest connection or why there is none.

    Unconfirmed lines are not used.  Ferries leave within the month.
    """
    known: Mapping[str, int] = timetable.number
    numbers = [known[gateway] for gateway in gateways]
    months = [Month.sail(timetable, numbers, year, month) for month in of_months]
    for feast, goal in zip(feasts, timetable.to_quays_matrix(feasts), strict=True):
        for place, (gateway, number) in enumerate(zip(gateways, numbers, strict=True)):
            for month in months:
                path = month.best(place, goal)
                yield summary(timetable, (gateway, number, month.number), feast, goal, path)
