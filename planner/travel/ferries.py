"""Dated sailings as the solver and the answer need them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planner.model.clock import TripClock
from planner.model.journey import FerryFacts, Spot
from planner.model.timetable import Crossing, Sailing
from planner.travel.connections import sea_m
from planner.travel.sailings import check_in_s, landing_s, times_s


@dataclass(frozen=True, slots=True)
class Ferry:
    """One departure between two quays; times on the wall clock [s since the window's midnight]."""

    key: str
    origin: Spot
    destination: Spot
    board_by_s: int
    departs_s: int
    arrives_s: int
    leave_s: int
    """When one drives off the destination's quay."""
    distance_m: int
    facts: FerryFacts


def facts_of(
    crossing: Crossing, origin: Spot, destination: Spot, on_foot: bool = False
) -> FerryFacts:
    """Return what a traveller has to know about a crossing."""
    return FerryFacts(
        crossing.id,
        crossing.operator,
        f"{origin.name} – {destination.name}",
        check_in_s(crossing, on_foot),
        crossing.status,
        crossing.valid_from,
        crossing.valid_to,
        crossing.sources,
        crossing.note,
    )


def ferries_of(
    sailings: Iterable[Sailing],
    quays: Mapping[str, Spot],
    first_day: date,
    on_foot: bool = False,
) -> tuple[Ferry, ...]:
    """Return dated ferries, in order of departure, with the margins of a car or without one."""
    clock, found = TripClock(first_day), []
    for sailing in sailings:
        crossing = sailing.crossing
        origin, destination = quays[crossing.from_port], quays[crossing.to_port]
        departs_s, arrives_s = times_s(sailing, clock)
        found.append(
            Ferry(
                f"{crossing.id}@{sailing.day.isoformat()}",
                origin,
                destination,
                departs_s - check_in_s(crossing, on_foot),
                departs_s,
                arrives_s,
                arrives_s + landing_s(crossing),
                sea_m(origin, destination),
                facts_of(crossing, origin, destination, on_foot),
            )
        )
    return tuple(sorted(found, key=lambda ferry: (ferry.departs_s, ferry.key)))
