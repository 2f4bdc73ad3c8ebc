"""Trip requests: from a JSON object to a sound `TripRequest`, or to all of its faults at once."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pydantic import ValidationError

from planner.errors import RequestError, UnknownPlaceError
from planner.geodata.request_document import (
    ANYWHERE,
    DaysDocument,
    PlaceDocument,
    PointDocument,
    RequestDocument,
    request_schema,
)
from planner.geodata.request_faults import FaultBook
from planner.geodata.request_locks import lock_faults, with_locks
from planner.geodata.request_words import form_faults, near, show, unknown_fields
from planner.model.catalogue import Catalogue
from planner.model.festival import Interest
from planner.model.gazetteer import Gazetteer
from planner.model.journey import Spot
from planner.model.place import Area, Coordinate, Place
from planner.model.request import (
    MOST_TRIP_DAYS,
    MOST_WINDOW_DAYS,
    SECONDS_PER_HOUR,
    DayRange,
    NightLock,
    Party,
    TripRequest,
)

__all__ = ["read_request", "request_schema"]

NEAREST_PLACE_M = 60_000
"""A start on the map has to lie this near to a known place [m]."""
POINT_DIGITS = 5
"""Decimals kept of a start on the map: about a metre."""
STAND_INS: Mapping[str, object] = MappingProxyType(
    {"start": "-", "earliest": "2000-01-01", "latest": "2000-01-01"}
)
"""Let the sound rest of a request be read where a required field is not; never used further."""
NOWHERE = Spot("", "", Coordinate(0, 0), "")
"""Stands in for a spot with a fault; no sound request holds it."""
REQUIRED_WORDS = {
    "start": "is required: name the place where the trip begins",
    "earliest": "is required: the first possible day, as YYYY-MM-DD",
    "latest": "is required: the last possible day, as YYYY-MM-DD",
}


def spot_of(place: Place) -> Spot:
    """Return a place as an end of a leg."""
    return Spot(place.id, place.name, place.coordinate, place.country)


def read_form(document: Mapping[str, object], faults: FaultBook) -> RequestDocument:
    """Return the sound fields; note the others and leave a stand-in or the default for them."""
    for name, message in unknown_fields(document, RequestDocument):
        faults.add(name, message)
    given = {name: document[name] for name in RequestDocument.model_fields if name in document}
    for name in [name for name in STAND_INS if name not in given]:
        faults.add(name, REQUIRED_WORDS[name])
    try:
        return RequestDocument.model_validate({**STAND_INS, **given})
    except ValidationError as error:
        for name, message in form_faults(error):
            faults.add(name, message)
    sound = {name: value for name, value in given.items() if faults.clean(name)}
    return RequestDocument.model_validate({**STAND_INS, **sound})


def find_spot(
    field: str,
    wish: str | PlaceDocument | PointDocument,
    gazetteer: Gazetteer,
    faults: FaultBook,
) -> Spot:
    """Return the spot that a field names; note a fault and return `NOWHERE` where there is none."""
    if isinstance(wish, PointDocument):
        return find_point(field, wish, gazetteer, faults)
    try:
        return spot_of(gazetteer.get_place(wish.place if isinstance(wish, PlaceDocument) else wish))
    except UnknownPlaceError as error:
        hint = f"; did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
        advice = hint or "; give a town near one of the feasts, or a point on the map"
        faults.add(field, f"unknown place {show(error.name)}{advice}")
        return NOWHERE


def find_point(field: str, wish: PointDocument, gazetteer: Gazetteer, faults: FaultBook) -> Spot:
    """Return a point on the map as a spot; note a fault where it is far from every known place."""
    lon, lat = round(wish.lon, POINT_DIGITS), round(wish.lat, POINT_DIGITS)
    here = Coordinate(lon, lat)
    distance_m, nearest = min(
        ((here.distance_m(place.coordinate), place) for place in gazetteer.places.values()),
        key=lambda pair: (pair[0], pair[1].id),
    )
    if distance_m > NEAREST_PLACE_M:
        faults.add(
            field,
            f"lon {lon}, lat {lat} is {distance_m / 1000:.0f} km from the nearest known place "
            f"({nearest.name}); choose a point within {NEAREST_PLACE_M // 1000} km of one",
        )
        return NOWHERE
    return Spot(f"point:{lon},{lat}", f"{lat:.4f}, {lon:.4f}", here, nearest.country)


def read_end(
    wish: RequestDocument, start: Spot, gazetteer: Gazetteer, faults: FaultBook
) -> Spot | None:
    """Return where the trip ends: back at the start unless said otherwise, None for anywhere."""
    if wish.end is None:
        return start
    return None if wish.end == ANYWHERE else find_spot("end", wish.end, gazetteer, faults)


def read_nights(wish: RequestDocument, gazetteer: Gazetteer, faults: FaultBook) -> tuple[Spot, ...]:
    """Return the allowed overnight places without repeats, none where all are allowed."""
    if wish.nights == ANYWHERE:
        return ()
    spots = [find_spot("nights", place, gazetteer, faults) for place in wish.nights]
    return tuple({spot.id: spot for spot in spots}.values())


def check_window(wish: RequestDocument, catalogue: Catalogue, faults: FaultBook) -> None:
    """Note days without data, an end before the start, and a window that is too long."""
    for field, day in (("earliest", wish.earliest), ("latest", wish.latest)):
        if faults.clean(field) and not catalogue.first_day <= day <= catalogue.last_day:
            span = f"{catalogue.first_day} to {catalogue.last_day}"
            faults.add(field, f"there is no data for {day}; choose a day from {span}")
    if not faults.clean("earliest", "latest"):
        return
    if wish.latest < wish.earliest:
        faults.add("latest", f"{wish.latest} is before the earliest day {wish.earliest}; swap them")
    elif window_days(wish) > MOST_WINDOW_DAYS:
        faults.add(
            "latest",
            f"{wish.earliest} to {wish.latest} is {window_days(wish)} days; "
            f"choose a window of at most {MOST_WINDOW_DAYS}",
        )


def window_days(wish: RequestDocument) -> int:
    """Return the days of the window, first and last counted."""
    return (wish.latest - wish.earliest).days + 1


def with_measures(request: TripRequest, wish: RequestDocument) -> TripRequest:
    """Return the request with the weights of taste and the limits on the whole trip."""
    hours = wish.max_trip_drive_h
    return replace(
        request,
        interests=tuple((i, float(getattr(wish.interests, i.value))) for i in Interest),
        max_trip_drive_s=None if hours is None else round(hours * SECONDS_PER_HOUR),
        max_crossings=wish.max_crossings,
    )


def read_days(wish: RequestDocument, faults: FaultBook) -> DayRange:
    """Return the length of the trip; note a range that is empty or does not fit the window."""
    window = window_days(wish) if faults.clean("earliest", "latest") else MOST_TRIP_DAYS
    match wish.days:
        case None:
            least = most = window
        case DaysDocument():
            most = wish.days.max or min(max(window, wish.days.min or 1), MOST_TRIP_DAYS)
            least = wish.days.min or 1
        case _:
            least = most = wish.days
    if not faults.clean("days"):
        return DayRange(1, 1)
    if least > most:
        faults.add("days", f"min {least} is more than max {most}; swap them")
    elif max(least, most) > window:
        faults.add(
            "days",
            f"{most} days do not fit into the {window} from {wish.earliest} "
            f"to {wish.latest}; take fewer days or a longer window",
        )
    elif most > MOST_TRIP_DAYS:
        faults.add(
            "days",
            f"the window has {window} days and a trip at most {MOST_TRIP_DAYS}; "
            "say how many days it should have",
        )
    return DayRange(least, most)


def read_ids(
    field: str, ids: list[str], catalogue: Catalogue, faults: FaultBook
) -> tuple[str, ...]:
    """Return ids without repeats; note those that no table holds."""
    known = {**catalogue.festivals, **catalogue.attractions}
    for record_id in ids:
        if record_id not in known:
            hint = near(record_id, known, cutoff=0.5) or "; take the id of a festival or attraction"
            faults.add(field, f"unknown id {show(record_id)}{hint}")
    return tuple(dict.fromkeys(ids))


def read_areas(wish: RequestDocument, catalogue: Catalogue, faults: FaultBook) -> tuple[Area, ...]:
    """Return the areas asked for, in the order of the region; all where none is named."""
    for number, name in enumerate(wish.areas or (), start=1):
        if name not in catalogue.areas:
            *others, last = map(repr, map(str, catalogue.areas))
            known = f"{', '.join(others)} or {last}" if others else last
            faults.add("areas", f"entry {number}: {show(name)} has to be {known}")
    return tuple(area for area in catalogue.areas if wish.areas is None or area in wish.areas)


def check_choices(wish: RequestDocument, faults: FaultBook) -> None:
    """Note wishes that contradict each other."""
    if faults.clean("day_start", "day_end") and wish.day_start >= wish.day_end:
        faults.add(
            "day_end",
            f"{wish.day_end:%H:%M} is not after day_start {wish.day_start:%H:%M}; "
            "choose a later time",
        )
    for record_id in dict.fromkeys(wish.must):
        if record_id in wish.avoid:
            faults.add("must", f"{show(record_id)} is also in avoid; take it out of one of the two")


def check_locks(
    wish: RequestDocument, catalogue: Catalogue, gazetteer: Gazetteer, faults: FaultBook
) -> tuple[NightLock, ...]:
    """Return the nights in chosen places; note what is wrong with everything fixed."""
    for field, message in lock_faults(wish, catalogue):
        faults.add(field, message)
    return tuple(
        NightLock(one.date, find_spot("nights_at", one.place, gazetteer, faults))
        for one in wish.nights_at
    )


def read_request(document: object, catalogue: Catalogue, gazetteer: Gazetteer) -> TripRequest:
    """Return a sound trip request of a JSON object.

    Parameters
    ----------
    document
        What somebody wrote, by the contract of `request_schema`.
    catalogue, gazetteer
        What its ids, names and days have to be found in.

    Raises
    ------
    RequestError
        The request is not sound; `faults` holds a message for each faulty field.
    """
    if not isinstance(document, Mapping):
        raise RequestError({"request": f"{show(document)} has to be a JSON object"})
    faults = FaultBook()
    wish = read_form(document, faults)
    start = find_spot("start", wish.start, gazetteer, faults) if faults.clean("start") else NOWHERE
    end = read_end(wish, start, gazetteer, faults)
    check_window(wish, catalogue, faults)
    check_choices(wish, faults)
    days = read_days(wish, faults)
    must = read_ids("must", wish.must, catalogue, faults)
    avoid = read_ids("avoid", wish.avoid, catalogue, faults)
    nights = read_nights(wish, gazetteer, faults)
    areas = read_areas(wish, catalogue, faults)
    nights_at = check_locks(wish, catalogue, gazetteer, faults)
    faults.close()
    request = TripRequest(
        start=start,
        end=end,
        earliest=wish.earliest,
        latest=wish.latest,
        days=days,
        mode=wish.mode,
        must=must,
        avoid=avoid,
        areas=areas,
        pace=wish.pace,
        max_drive_s=round(wish.max_drive_h * SECONDS_PER_HOUR),
        day_start=wish.day_start,
        day_end=wish.day_end,
        season=wish.season,
        date_status=wish.date_status,
        unconfirmed_crossings=wish.unconfirmed_crossings,
        party=Party(wish.party.adults, wish.party.children),
        nights=nights,
        time_limit_s=wish.time_limit_s,
        seed=wish.seed,
    )
    return with_locks(with_measures(request, wish), wish, nights_at)
