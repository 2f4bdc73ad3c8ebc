"""Changes to the network, made to a programme: editions, feasts, ferries."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from planner.errors import RequestError, UnknownRecordError
from planner.graph.programme import Programme
from planner.model.festival import (
    DateStatus,
    Description,
    Edition,
    Festival,
    Interest,
    Role,
)
from planner.model.network import Weights
from planner.model.network_changes import (
    AddDays,
    AddFeast,
    AddFerry,
    Change,
    DropFerry,
    MoveEdition,
)
from planner.model.place import Area, Confidence, Coordinate
from planner.model.timetable import Crossing, TimetableStatus
from planner.service.programme import MONTHS, spots_of, travel_by_month
from planner.service.world import World
from planner.travel.connections import sea_m
from planner.travel.departures import SeaTimetable

MOST_MOVE_DAYS = 366
MOST_DAYS = 31
MOST_CHANGES = 20
SHIP_M_PER_S = 33 / 3.6
"""Speed at which an unknown crossing is assumed to sail."""


BLANK = Festival(
    id="new",
    name="",
    name_language="",
    names_alt=(),
    municipality="",
    locality="",
    province="",
    area=Area.TUSCANY,
    country="",
    coordinate=Coordinate(0.0, 0.0),
    coord_precision_m=0,
    category="what-if",
    interests=(),
    tags=(),
    opens=time(10),
    closes=time(18),
    hours_status="typical",
    stay_s=10_800,
    low_season=None,
    role=Role.STAND_IN,
    organiser="",
    website="",
    email="",
    admission="",
    first_held=None,
    attendance=None,
    description=Description("", "", ""),
    confidence=Confidence.LOW,
    sources=(),
)
"""What is assumed of a feast that is thought up."""


def within(name: str, value: int, least: int, most: int) -> int:
    """Return a number that lies within bounds.

    Raises
    ------
    RequestError
        It does not.
    """
    if not least <= value <= most:
        raise RequestError({name: f"{value}: choose a number from {least} to {most}"})
    return value


def find_port(world: World, name: str) -> str:
    """Return the ferry port of an id, or of the name of a port or its town.

    Raises
    ------
    UnknownRecordError
        There is none; carries near names.
    """
    wanted = name.strip().casefold()
    known = {
        text.casefold(): port.id
        for port in world.gazetteer.ports.values()
        if port.kind == "ferry"
        for text in (port.place_id, port.name, port.id)
    }
    if wanted not in known:
        raise UnknownRecordError("ferry port", name, get_close_matches(wanted, known, n=3))
    return known[wanted]


def find_ports(world: World, change: AddFerry | DropFerry) -> tuple[str, str]:
    """Return the two ports of a change of ferries.

    Raises
    ------
    RequestError
        Both are one, or a month is none.
    UnknownRecordError
        A port does not exist.
    """
    first, second = (find_port(world, name) for name in change.ports)
    if first == second:
        raise RequestError({"ports": f"{first} twice: name two ports"})
    for month in change.months:
        within("months", month, 1, 12)
    return first, second


def new_crossings(world: World, change: AddFerry) -> list[Crossing]:
    """Return a daily sailing each way, all year; its months are the caller's to choose.

    Raises
    ------
    RequestError
        It takes less than ten minutes or more than two days, or both ports are one.
    UnknownRecordError
        A port does not exist.
    """
    ports = find_ports(world, change)
    known = [c.duration_s for c in world.crossings if {c.from_port, c.to_port} == set(ports)]
    length_m = sea_m(world.quays[ports[0]], world.quays[ports[1]])
    usual_s = min(known, default=round(length_m / SHIP_M_PER_S))
    duration_s = change.duration_s if change.duration_s is not None else max(600, usual_s)
    within("minutes", duration_s // 60, 10, 2_880)
    lands = datetime.combine(date.min, change.depart) + timedelta(seconds=duration_s)
    return [
        Crossing(
            id=f"new-{start}-{end}",
            from_port=start,
            to_port=end,
            operator="",
            mode="car",
            season_from=(1, 1),
            season_to=(12, 31),
            weekdays=frozenset(range(7)),
            depart=change.depart,
            duration_s=duration_s,
            arrive=lands.time(),
            arrive_day=(lands.date() - date.min).days,
            times_basis="what-if",
            status=TimetableStatus.INDICATIVE,
            source_year=None,
            valid_from=None,
            valid_to=None,
            checked_on=date.min,
            note="",
            sources=(),
        )
        for start, end in (ports, ports[::-1])
    ]


def changed_timetables(
    world: World, changes: Sequence[AddFerry | DropFerry]
) -> dict[int, SeaTimetable]:
    """Return what sails in each month in which changes of ferries have a say.

    Raises
    ------
    RequestError, UnknownRecordError
        A change makes no sense.
    """
    ends = [set(find_ports(world, change)) for change in changes]
    made: dict[tuple[int, ...], SeaTimetable] = {}
    found = {}
    for month in MONTHS:
        active = tuple(n for n, one in enumerate(changes) if month in (one.months or MONTHS))
        if not active:
            continue
        if active not in made:
            rows = list(world.timetable.rows)
            for number in active:
                change = changes[number]
                if isinstance(change, DropFerry):
                    rows = [row for row in rows if {row.from_port, row.to_port} != ends[number]]
                else:
                    rows += new_crossings(world, change)
            rows.sort(key=lambda row: (row.depart, row.id))
            made[active] = replace(world.timetable, rows=tuple(rows))
        found[month] = made[active]
    return found


def new_feast(world: World, change: AddFeast, number: int) -> tuple[Festival, Edition]:
    """Return a feast that is thought up, open from ten to six for visits of three hours.

    Raises
    ------
    RequestError
        Too many days, or an unknown interest.
    UnknownPlaceError
        No such place.
    """
    place = world.gazetteer.get_place(change.place)
    within("days", change.days, 1, MOST_DAYS)
    known = {interest.value: interest for interest in Interest}
    for name in change.interests:
        if name not in known:
            raise RequestError({"interests": f"{name!r}: choose from {', '.join(known)}"})
    festivals = world.catalogue.festivals.values()
    nearest = min(festivals, key=lambda f: f.coordinate.distance_m(place.coordinate), default=None)
    festival = replace(
        BLANK,
        id=f"new-{number}",
        name=place.name,
        municipality=place.name,
        area=place.area or (nearest.area if nearest else BLANK.area),
        country=place.country,
        coordinate=place.coordinate,
        interests=tuple(known[name] for name in change.interests),
    )
    days = tuple(change.first + timedelta(days=k) for k in range(change.days))
    facts = (festival.id, days, DateStatus.GUESS, "known", "what-if", "", ())
    return festival, Edition(f"{festival.id}-edition", *facts)


def with_feasts(
    programme: Programme, added: Sequence[tuple[Festival, Edition]], travel_s: NDArray[np.float64]
) -> Programme:
    """Return the programme with more feasts and new travel times, shape (12, n, n) [s]."""
    festivals = (*programme.festivals, *(festival for festival, _ in added))
    editions = (*programme.editions, *(edition for _, edition in added))
    return Programme(festivals, editions, travel_s)


def apply_changes(
    world: World, programme: Programme, today: date, weights: Weights, changes: Sequence[Change]
) -> Programme:
    """Return the programme after some changes.

    Raises
    ------
    RequestError, UnknownRecordError, UnknownPlaceError
        A change makes no sense.
    """
    within("changes", len(changes), 0, MOST_CHANGES)
    ferries = [one for one in changes if isinstance(one, AddFerry | DropFerry)]
    feasts = [one for one in changes if isinstance(one, AddFeast)]
    added = [new_feast(world, one, number) for number, one in enumerate(feasts, start=1)]
    tables = changed_timetables(world, ferries)
    if added:
        tables = dict.fromkeys(MONTHS, world.timetable) | tables
    found = programme
    if tables:
        festivals = (*programme.festivals, *(festival for festival, _ in added))
        spots = spots_of(festivals)
        roads_s = world.durations(spots)
        by_month = travel_by_month(tables, spots, roads_s, today, weights)
        travel_s = [by_month.get(month, programme.travel_s[month - 1]) for month in MONTHS]
        found = with_feasts(programme, added, np.array(travel_s))
    for change in changes:
        if isinstance(change, MoveEdition):
            within("days", change.days, -MOST_MOVE_DAYS, MOST_MOVE_DAYS)
            found = found.moved(change.festival_id, change.days)
        elif isinstance(change, AddDays):
            within("days", change.days, 1, MOST_DAYS)
            found = found.lengthened(change.festival_id, change.days)
    return found
