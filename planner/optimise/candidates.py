"""Which festivals and attractions a request may use, and why the other feasts may not."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from planner.errors import UnknownRecordError
from planner.model.catalogue import Catalogue
from planner.model.clock import seconds_of
from planner.model.festival import Attraction, DateStatus, Edition, Festival
from planner.model.itinerary import LeftOut, Reason, VisitKind
from planner.model.journey import Spot
from planner.model.request import Pace, TripRequest
from planner.model.timewindow import TimeWindow
from planner.optimise.mapping import Candidate
from planner.optimise.worth import attraction_terms, festival_terms

STAY_STEP_S = 300


Hours = Callable[[Attraction, date], TimeWindow | None]
"""Gives the window in which an attraction is open on a day, None where it is closed."""


def days_of(request: TripRequest) -> list[date]:
    """Return the days of the request's window."""
    return [request.earliest + timedelta(days=number) for number in range(request.window_days)]


def locked_ids(request: TripRequest) -> frozenset[str]:
    """Return the ids of everything that has to be visited on its day."""
    return frozenset(lock.id for lock in request.dated_visits)


def usable_editions(
    catalogue: Catalogue, festival: Festival, request: TripRequest
) -> dict[date, Edition]:
    """Return the days of the window on which the feast goes on, with the surest edition of each."""
    chosen: dict[date, Edition] = {}
    for edition in catalogue.list_editions_of(festival.id):
        if not edition.date_status.is_at_least(request.date_status):
            continue
        for day in edition.days:
            if not request.earliest <= day <= request.latest:
                continue
            known = chosen.get(day)
            if known is None or edition.date_status.rank < known.date_status.rank:
                chosen[day] = edition
    return chosen


def festival_candidate(
    festival: Festival, editions: Mapping[date, Edition], request: TripRequest
) -> Candidate:
    """Return a feast as a candidate; its worth counts the least sure of its usable days."""
    window = TimeWindow(seconds_of(festival.opens), seconds_of(festival.closes))
    statuses = (edition.date_status for edition in editions.values())
    status = max(statuses, key=lambda s: s.rank, default=DateStatus.GUESS)
    spot = Spot(festival.id, festival.name, festival.coordinate, festival.country)
    return Candidate(
        VisitKind.FESTIVAL,
        festival.id,
        spot,
        dict(request.stays).get(festival.id, festival.stay_s),
        dict.fromkeys(editions, window),
        festival_terms(festival, status, request),
        editions,
        festival.hours_status == "source",
    )


def stay_of(attraction: Attraction, pace: Pace) -> int:
    """Return how long a visit lasts at a pace [s]: relaxed the longest, full the shortest."""
    middle = (attraction.stay_min_s + attraction.stay_max_s) // 2
    stay_s = {
        Pace.RELAXED: attraction.stay_max_s,
        Pace.NORMAL: middle,
        Pace.FULL: attraction.stay_min_s,
    }
    return -(-stay_s[pace] // STAY_STEP_S) * STAY_STEP_S


def attraction_candidate(attraction: Attraction, request: TripRequest, hours: Hours) -> Candidate:
    """Return a sight as a candidate."""
    windows = {day: hours(attraction, day) for day in days_of(request)}
    stay_s = dict(request.stays).get(attraction.id, stay_of(attraction, request.pace))
    known = attraction.hours_known
    spot = Spot(attraction.id, attraction.name, attraction.coordinate, attraction.country)
    return Candidate(
        VisitKind.ATTRACTION,
        attraction.id,
        spot,
        stay_s,
        {day: window for day, window in windows.items() if window is not None},
        attraction_terms(attraction, stay_s, known, request),
        {},
        known,
    )


def why_unusable(catalogue: Catalogue, festival: Festival, request: TripRequest) -> LeftOut | None:
    """Return why a feast cannot be a candidate at all, or None where it can."""
    if festival.id in request.avoid:
        return LeftOut(festival.id, Reason.AVOIDED, "You asked to leave it out.")
    if festival.area not in request.areas and festival.id not in locked_ids(request):
        return LeftOut(festival.id, Reason.OTHER_AREA, "It lies outside the areas that you chose.")
    known = catalogue.list_editions_of(festival.id)
    sure = [edition for edition in known if edition.date_status.is_at_least(request.date_status)]
    if not sure:
        detail = "No edition with dates as sure as you ask is known."
        return LeftOut(festival.id, Reason.NO_KNOWN_EDITION, detail)
    if usable_editions(catalogue, festival, request):
        return None
    detail = f"None of its days falls between {request.earliest} and {request.latest}."
    nearest = min((day for e in sure for day in e.days), key=lambda d: days_outside(d, request))
    return LeftOut(festival.id, Reason.NOT_IN_DATES, f"{detail} The nearest one is {nearest}.")


def days_outside(day: date, request: TripRequest) -> int:
    """Return by how many days a day misses the request's window; 0 inside."""
    return max((request.earliest - day).days, (day - request.latest).days, 0)


def list_candidates(
    catalogue: Catalogue, request: TripRequest, hours: Hours, only: tuple[str, ...] | None = None
) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
    """Return the candidates, feasts first, and the feasts that cannot be any.

    Parameters
    ----------
    only
        Ids to which the candidates are limited.
    """
    feasts, left_out = [], []
    for festival in catalogue.festivals.values():
        if only is not None and festival.id not in only:
            continue
        reason = why_unusable(catalogue, festival, request)
        if reason is not None:
            left_out.append(reason)
        else:
            editions = usable_editions(catalogue, festival, request)
            feasts.append(festival_candidate(festival, editions, request))
    sights = [
        attraction_candidate(attraction, request, hours)
        for attraction in usable_attractions(catalogue.attractions.values(), request)
        if only is None or attraction.id in only
    ]
    return (*feasts, *(sight for sight in sights if sight.windows)), tuple(left_out)


def usable_attractions(attractions: Iterable[Attraction], request: TripRequest) -> list[Attraction]:
    """Return the attractions of the chosen areas, less the avoided, and those that are a must."""
    wanted = {*request.must, *locked_ids(request)}
    return [
        attraction
        for attraction in attractions
        if attraction.id not in request.avoid
        and (attraction.area in request.areas or attraction.id in wanted)
    ]


def any_candidate(
    catalogue: Catalogue, request: TripRequest, hours: Hours, record_id: str
) -> Candidate:
    """Return a feast or sight as a candidate whatever the request says; maybe open on no day.

    Raises
    ------
    UnknownRecordError
        There is none of that id.
    """
    festival = catalogue.festivals.get(record_id)
    if festival is not None:
        editions = usable_editions(catalogue, festival, request)
        return festival_candidate(festival, editions, request)
    attraction = catalogue.attractions.get(record_id)
    if attraction is None:
        raise UnknownRecordError("festival or attraction", record_id)
    return attraction_candidate(attraction, request, hours)
