"""Single changes of a request that may let a feast or a sight in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from planner.model.catalogue import Catalogue
from planner.model.festival import Attraction, DateStatus, Festival
from planner.model.itinerary import Change
from planner.model.request import (
    MOST_TRIP_DAYS,
    MOST_WINDOW_DAYS,
    SECONDS_PER_HOUR,
    DayRange,
    TravelMode,
    TripRequest,
)
from planner.optimise.candidates import days_outside

MORE_DAYS = 3
MOST_WINDOW_SHIFT = 366
MORE_DRIVING_H = (5, 6, 8)
NEAREST_EDITIONS = 1
LATER_ENDS = (time(21, 0), time(22, 30))


def longer(request: TripRequest) -> Iterator[tuple[Change, TripRequest]]:
    """Yield the request with more days, one by one."""
    for extra in range(1, MORE_DAYS + 1):
        most = request.days.most + extra
        if most > min(request.window_days, MOST_TRIP_DAYS):
            return
        change = Change(
            "days.max", str(most), f"with up to {most} days instead of {request.days.most}"
        )
        yield change, replace(request, days=DayRange(request.days.least, most))


def other_dates(
    catalogue: Catalogue, festival: Festival, request: TripRequest
) -> Iterator[tuple[Change, TripRequest]]:
    """Yield the request with the window stretched to the nearest usable day of the feast."""
    editions = catalogue.list_editions_of(festival.id)
    days = [d for e in editions if e.date_status.is_at_least(request.date_status) for d in e.days]
    outside = [day for day in days if 0 < days_outside(day, request) <= MOST_WINDOW_SHIFT]
    for day in sorted(outside, key=lambda d: (days_outside(d, request), d))[:NEAREST_EDITIONS]:
        yield stretched(request, day, catalogue.first_day, catalogue.last_day)


def stretched(
    request: TripRequest, day: date, first_day: date, last_day: date
) -> tuple[Change, TripRequest]:
    """Return the request with a window that reaches a day, with two days to spare.

    The window is moved, not stretched, where it would grow beyond what may be asked; it stays
    within the days for which there is data.
    """
    spare, span = timedelta(days=2), timedelta(days=MOST_WINDOW_DAYS - 1)
    first = min(request.earliest, max(day - spare, first_day))
    last = max(request.latest, min(day + spare, last_day))
    if day > request.latest:
        first = max(first, last - span)
    else:
        last = min(last, first + span)
    changed = replace(request, earliest=first, latest=last)
    if first != request.earliest and last != request.latest:
        detail = f"between {first} and {last}"
        return Change("dates", f"{first}/{last}", detail), changed
    if first != request.earliest:
        return Change("earliest", first.isoformat(), f"with a start from {first} on"), changed
    detail = f"with an end by {last} instead of {request.latest}"
    return Change("latest", last.isoformat(), detail), changed


def looser(
    catalogue: Catalogue, wanted: Festival | Attraction, request: TripRequest
) -> Iterator[tuple[Change, TripRequest]]:
    """Yield the request with one of its limits loosened."""
    closes = wanted.closes if isinstance(wanted, Festival) else request.day_end
    for hours in () if request.mode is TravelMode.TRANSIT else MORE_DRIVING_H:
        if hours * SECONDS_PER_HOUR > request.max_drive_s:
            change = Change(
                "max_drive_h", str(hours), f"with up to {hours} hours at the wheel a day"
            )
            yield change, replace(request, max_drive_s=hours * SECONDS_PER_HOUR)
    for end in LATER_ENDS:
        if end > request.day_end and closes > request.day_end:
            change = Change(
                "day_end", end.isoformat("minutes"), f"with days that end at {end:%H:%M}"
            )
            yield change, replace(request, day_end=end)
    yield from unlimited(request)
    if request.date_status is not DateStatus.GUESS:
        change = Change("date_status", "guess", "with dates that are only a guess")
        yield change, replace(request, date_status=DateStatus.GUESS)
    if wanted.area not in request.areas:
        areas = tuple(a for a in catalogue.areas if a in (*request.areas, wanted.area))
        change = Change("areas", " ".join(areas), f"with {wanted.area.value} among the areas")
        yield change, replace(request, areas=areas)
    if request.nights:
        yield Change("nights", "anywhere", "with nights anywhere"), replace(request, nights=())
    if request.mode is TravelMode.TRANSIT:
        yield by_car(request)


def unlimited(request: TripRequest) -> Iterator[tuple[Change, TripRequest]]:
    """Yield the request without one of its limits on the whole trip."""
    if request.max_trip_drive_s is not None and request.mode is not TravelMode.TRANSIT:
        change = Change("max_trip_drive_h", "", "with any number of hours at the wheel in all")
        yield change, replace(request, max_trip_drive_s=None)
    if request.max_crossings is not None:
        change = Change("max_crossings", "", "with any number of crossings")
        yield change, replace(request, max_crossings=None)


def by_car(request: TripRequest) -> tuple[Change, TripRequest]:
    """Return the request as a trip by car."""
    changed = replace(request, mode=TravelMode.CAR)
    return Change("mode", TravelMode.CAR.value, "by car"), changed


def list_changes(
    catalogue: Catalogue, wanted: Festival | Attraction, request: TripRequest
) -> Iterator[tuple[Change, TripRequest]]:
    """Yield single changes of the request that may let a feast or sight in, the smallest first."""
    yield from longer(request)
    if isinstance(wanted, Festival):
        yield from other_dates(catalogue, wanted, request)
    yield from looser(catalogue, wanted, request)
