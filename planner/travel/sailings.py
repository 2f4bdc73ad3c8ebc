"""Dated sailings, and the margins that a ferry port asks for."""

from collections.abc import Iterable
from datetime import date, timedelta

from planner.model.clock import TripClock
from planner.model.timetable import Crossing, Sailing, TimetableStatus

SHORT_CROSSING_S = 5_400
"""Crossings up to this long work like a shuttle: short check-in, quick landing."""


def check_in_s(crossing: Crossing, on_foot: bool = False) -> int:
    """Return how long before departure one has to be at the quay [s].

    Own margins with a car: 30 min for shuttles, 75 min else; operators ask for 30 to 90.  Own
    margins on foot: 20 min and 45 min.
    """
    shuttle = crossing.duration_s <= SHORT_CROSSING_S
    if on_foot:
        return 1_200 if shuttle else 2_700
    return 1_800 if shuttle else 4_500


def landing_s(crossing: Crossing) -> int:
    """Return how long after arrival one drives off the quay [s]; own margins."""
    return 600 if crossing.duration_s <= SHORT_CROSSING_S else 1_800


def list_sailings(
    crossings: Iterable[Crossing],
    first: date,
    last: date,
    unconfirmed: bool = False,
    on_foot: bool = False,
) -> tuple[Sailing, ...]:
    """Return every departure on the days of a span, ends included: of car ferries, or of all."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(
        Sailing(crossing, day)
        for crossing in crossings
        if (on_foot or crossing.mode == "car")
        and (unconfirmed or crossing.status is not TimetableStatus.UNCONFIRMED)
        for day in days
        if crossing.sails_on(day)
    )


def times_s(sailing: Sailing, clock: TripClock) -> tuple[int, int]:
    """Return departure and arrival on the wall clock [s since the clock's first midnight]."""
    crossing = sailing.crossing
    departs = clock.at(sailing.day, crossing.depart)
    arrives = clock.at(sailing.day + timedelta(days=crossing.arrive_day), crossing.arrive)
    return departs, arrives
