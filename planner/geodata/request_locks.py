"""What a traveller has fixed of a trip: read from the request's document, with its faults."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from planner.geodata.request_document import RequestDocument
from planner.geodata.request_words import near, show
from planner.model.catalogue import Catalogue
from planner.model.request import FixedDay, NightLock, TripRequest, VisitLock

SECONDS_PER_MINUTE = 60
Fault = tuple[str, str]
"""Field and message."""


def with_locks(
    request: TripRequest, wish: RequestDocument, nights_at: tuple[NightLock, ...]
) -> TripRequest:
    """Return a request with what its document fixes; `lock_faults` says whether it is sound."""
    return replace(
        request,
        locked=tuple(VisitLock(one.id, one.date, one.at) for one in wish.locked),
        fixed_days=tuple(FixedDay(one.date, tuple(one.visits)) for one in wish.fixed_days),
        order=tuple(wish.order),
        stays=tuple((name, minutes * SECONDS_PER_MINUTE) for name, minutes in wish.stays.items()),
        nights_at=nights_at,
    )


def lock_faults(wish: RequestDocument, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield field and message of everything fixed that is unknown, twice, or outside the window."""
    known = {**catalogue.festivals, **catalogue.attractions}
    fixed = [name for day in wish.fixed_days for name in day.visits]
    fields = {
        "locked": [one.id for one in wish.locked],
        "fixed_days": fixed,
        "order": wish.order,
        "stays": list(wish.stays),
    }
    for field, names in fields.items():
        for name in names:
            if name not in known:
                hint = near(name, known, cutoff=0.5) or "; take the id of a festival or attraction"
                yield field, f"unknown id {show(name)}{hint}"
        if field != "stays":
            yield from _repeats(field, names)
    yield from _day_faults(wish)
    yield from _choice_faults(wish, [*fields["locked"], *fixed])


def _repeats(field: str, names: Iterable[object]) -> Iterator[Fault]:
    """Yield a fault for each name that is given twice."""
    for name, same in groupby(sorted(map(str, names))):
        if len(list(same)) > 1:
            yield field, f"{show(name)} is given twice; keep it once"


def _day_faults(wish: RequestDocument) -> Iterator[Fault]:
    """Yield a fault for each day outside the window, or given twice."""
    dated: dict[str, list[date]] = {
        "locked": [one.date for one in wish.locked],
        "fixed_days": [one.date for one in wish.fixed_days],
        "nights_at": [one.date for one in wish.nights_at],
    }
    for field, days in dated.items():
        for day in days:
            if not wish.earliest <= day <= wish.latest:
                yield field, f"{day} lies outside {wish.earliest} to {wish.latest}; widen the dates"
        if field != "locked":
            yield from _repeats(field, days)


def _choice_faults(wish: RequestDocument, dated: list[str]) -> Iterator[Fault]:
    """Yield a fault for what is fixed in two ways that contradict each other."""
    for name in dict.fromkeys(dated):
        if name in wish.avoid:
            yield "locked", f"{show(name)} is also in avoid; take it out of one of the two"
    fixed = {day.date: day.visits for day in wish.fixed_days}
    for lock in wish.locked:
        if lock.date in fixed and lock.id not in fixed[lock.date]:
            message = f"{show(lock.id)} is locked to {lock.date}, a fixed day without it"
            yield "locked", f"{message}; add it there or unlock one"
        others = [day for day, visits in fixed.items() if lock.id in visits and day != lock.date]
        for day in others:
            yield "locked", f"{show(lock.id)} is locked to {lock.date} and fixed on {day}; keep one"
    for name in wish.order:
        if name not in dated:
            message = f"{show(name)} is on no locked or fixed day; the order holds within a day"
            yield "order", f"{message}; lock it first"
