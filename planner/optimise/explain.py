"""Why a feast is not in the trip, and which single change of the request would let it in.

Every change is verified: the changed request is solved with the feast as a must, on the problem
without sights, whose trips are all trips of the full problem as well.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus, Festival
from planner.model.itinerary import Change, LeftOut, Reason
from planner.model.request import SECONDS_PER_HOUR, DayRange, TravelMode, TripRequest
from planner.optimise.candidates import days_outside, why_unusable

Fits = Callable[[TripRequest, Sequence[str]], bool]
"""Answers whether a trip exists that visits all of some feasts (sights left aside)."""
MORE_DAYS = 3
MOST_WINDOW_SHIFT = 366
MOST_WINDOW_DAYS = 62
MORE_DRIVING_H = (5, 6, 8)
NEAREST_EDITIONS = 1
BY_TRANSIT = "on foot, by train, coach and ferry "
LATER_ENDS = (time(21, 0), time(22, 30))


def longer(request: TripRequest) -> Iterator[tuple[Change, TripRequest]]:
    """Yield the request with more days, one by one."""
    for extra in range(1, MORE_DAYS + 1):
        most = request.days.most + extra
        if most > request.window_days:
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
        yield stretched(request, day)


def stretched(request: TripRequest, day: date) -> tuple[Change, TripRequest]:
    """Return the request with a window that reaches a day, with two days to spare.

    The window is moved, not stretched, where it would grow beyond what may be asked.
    """
    spare, span = timedelta(days=2), timedelta(days=MOST_WINDOW_DAYS - 1)
    first, last = min(request.earliest, day - spare), max(request.latest, day + spare)
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


def looser(festival: Festival, request: TripRequest) -> Iterator[tuple[Change, TripRequest]]:
    """Yield the request with one of its limits loosened."""
    for hours in () if request.mode is TravelMode.TRANSIT else MORE_DRIVING_H:
        if hours * SECONDS_PER_HOUR > request.max_drive_s:
            change = Change(
                "max_drive_h", str(hours), f"with up to {hours} hours at the wheel a day"
            )
            yield change, replace(request, max_drive_s=hours * SECONDS_PER_HOUR)
    for end in LATER_ENDS:
        if end > request.day_end and festival.closes > request.day_end:
            change = Change(
                "day_end", end.isoformat("minutes"), f"with days that end at {end:%H:%M}"
            )
            yield change, replace(request, day_end=end)
    if request.date_status is not DateStatus.GUESS:
        change = Change("date_status", "guess", "with dates that are only a guess")
        yield change, replace(request, date_status=DateStatus.GUESS)
    if festival.area not in request.areas:
        areas = (*request.areas, festival.area)
        change = Change("areas", " ".join(areas), f"with {festival.area.value} among the areas")
        yield change, replace(request, areas=areas)
    if request.nights:
        yield Change("nights", "anywhere", "with nights anywhere"), replace(request, nights=())
    if request.mode is TravelMode.TRANSIT:
        yield by_car(request)


def by_car(request: TripRequest) -> tuple[Change, TripRequest]:
    """Return the request as a trip by car."""
    changed = replace(request, mode=TravelMode.CAR)
    return Change("mode", TravelMode.CAR.value, "by car"), changed


def list_changes(
    catalogue: Catalogue, festival: Festival, request: TripRequest
) -> Iterator[tuple[Change, TripRequest]]:
    """Yield single changes of the request that may let a feast in, the smallest first."""
    yield from longer(request)
    yield from other_dates(catalogue, festival, request)
    yield from looser(festival, request)


def smallest_change(
    catalogue: Catalogue,
    festival: Festival,
    request: TripRequest,
    together: Sequence[str],
    fits: Fits,
) -> Change | None:
    """Return the first single change after which the feast fits beside others, or None."""
    for change, changed in list_changes(catalogue, festival, request):
        if fits(changed, [*together, festival.id]):
            return change
    return None


def explain_left_out(
    catalogue: Catalogue,
    festival: Festival,
    request: TripRequest,
    chosen: Sequence[str],
    fits: Fits,
) -> LeftOut:
    """Return why a feast with usable days is not in a trip that visits the chosen feasts."""
    must = [record_id for record_id in request.must if record_id in catalogue.festivals]
    if not fits(request, [*must, festival.id]):
        alone = not must or not fits(request, [festival.id])
        change = smallest_change(catalogue, festival, request, must, fits)
        reason = Reason.TOO_FAR if alone else Reason.CLASHES_WITH
        beside = "" if alone else " beside what you have to see"
        means = BY_TRANSIT if request.mode is TravelMode.TRANSIT else ""
        detail = f"No trip {means}within your days, hours and crossings reaches it{beside}."
        return LeftOut(festival.id, reason, detail, change)
    rivals = [other for other in chosen if not fits(request, [*must, festival.id, other])]
    if rivals:
        names = ", ".join(catalogue.get_festival(other).name for other in rivals)
        detail = f"One trip cannot reach both it and {names}."
        return LeftOut(festival.id, Reason.CLASHES_WITH, detail, as_must(festival, request))
    detail = "It could be reached, but the trip found is worth more without it."
    return LeftOut(festival.id, Reason.CROWDED_OUT, detail, as_must(festival, request))


def explain_unserved(festival: Festival, request: TripRequest, fits: Fits) -> LeftOut:
    """Return why a feast is not in a trip from whose start no way at all leads to it."""
    if request.mode is not TravelMode.TRANSIT:
        detail = "No road and no sailing in your dates leads to it."
        return LeftOut(festival.id, Reason.NO_CROSSING, detail)
    change, changed = by_car(request)
    must = [record_id for record_id in request.must if record_id != festival.id]
    lets_in = change if fits(changed, [*must, festival.id]) else None
    detail = "No train, coach or walk that we know leads to it every day of your dates."
    return LeftOut(festival.id, Reason.TOO_FAR, detail, lets_in)


def as_must(festival: Festival, request: TripRequest) -> Change:
    """Return the change that asks for a feast which is known to fit beside the musts."""
    must = " ".join((*request.must, festival.id))
    return Change("must", must, f"with {festival.name} as a must, in place of something else")


def why_alone(catalogue: Catalogue, festival: Festival, request: TripRequest) -> str:
    """Return why no trip reaches a feast even as the only one."""
    unusable = why_unusable(catalogue, festival, request)
    if unusable is None:
        return f"No trip within your wishes reaches {festival.name}."
    return f"No trip within your wishes reaches {festival.name}: {unusable.detail}"


def explain_infeasible(
    catalogue: Catalogue, request: TripRequest, fits: Fits
) -> tuple[tuple[str, ...], tuple[Change, ...]]:
    """Return in words why no trip meets the request, and verified changes that allow one."""
    must = [catalogue.get_festival(i) for i in request.must if i in catalogue.festivals]
    ids = [festival.id for festival in must]
    alone = [festival for festival in must if not fits(request, [festival.id])]
    reasons = [why_alone(catalogue, festival, request) for festival in alone]
    if not alone and len(must) > 1:
        names = " and ".join(festival.name for festival in must)
        reasons.append(f"Each can be reached, but no single trip reaches {names}.")
    if not reasons:
        reasons.append("No trip leads from the start to the end within your days and hours.")
    changes = []
    for festival in alone or must:
        others = [i for i in ids if i != festival.id]
        change = smallest_change(catalogue, festival, request, others, fits)
        if change is not None and change not in changes:
            changes.append(change)
    for festival in must if len(must) > 1 else []:
        rest = tuple(i for i in request.must if i != festival.id)
        if fits(request, [i for i in ids if i != festival.id]):
            changes.append(Change("must", " ".join(rest), f"without {festival.name} as a must"))
    return tuple(reasons), tuple(changes)
