"""Use cases about ways: how far it is, which ferries to take, what is reached when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from planner.errors import RequestError
from planner.model.journey import Connection, Spot, TimedConnection
from planner.service.world import World, find_spot
from planner.travel.connections import find_connection as connect
from planner.travel.reach import MonthReach
from planner.travel.reach import reach_by_month as months_of
from planner.travel.slots import slot_matrix as slot_times
from planner.travel.timed import Doors, earliest_arrivals, latest_departures


def find_connection(world: World, origin: str, destination: str) -> Connection:
    """Return the quickest way between two places by car and car ferry.

    Raises
    ------
    UnknownPlaceError
        A name that is no place, festival or attraction.
    NoConnectionError
        Nothing joins them.
    """
    ends = [find_spot(world, name) for name in (origin, destination)]
    return connect(world.roads, world.gazetteer.ports.values(), world.crossings, ends[0], ends[1])


def find_timed_connections(  # noqa: PLR0913 - one question, six words
    world: World,
    origin: str,
    destination: str,
    *,
    depart: datetime | None = None,
    arrive_by: datetime | None = None,
    unconfirmed: bool = False,
) -> tuple[TimedConnection, ...]:
    """Return dated ways by car and car ferry, the best first, then those with fewer ferries.

    The best arrives first after `depart`, or leaves last to be there by `arrive_by`.

    Parameters
    ----------
    depart, arrive_by
        One of the two; without a zone a local date-time at the origin or the destination.
    unconfirmed
        Whether sailings that no source confirms may be used.

    Raises
    ------
    RequestError
        Neither or both moments are given, or both ends are one.
    UnknownPlaceError
        A name that is no place, festival or attraction.
    NoConnectionError
        Nothing joins them within two weeks.
    """
    ends = [find_spot(world, name) for name in (origin, destination)]
    if ends[0].id == ends[1].id:
        raise RequestError({"to": f"you are in {ends[0].name} already"})
    doors = Doors(world.timetable, ends[0], ends[1], unconfirmed)
    if depart is not None and arrive_by is None:
        return earliest_arrivals(doors, depart)
    if arrive_by is not None and depart is None:
        return latest_departures(doors, arrive_by)
    raise RequestError({"depart": "give either a departure or an arrival"})


def slot_matrix(world: World, spots: tuple[Spot, ...], departures: Sequence[datetime]) -> Any:
    """Return door-to-door times by car and ferry for each departure, shape (k, n, n) [s]."""
    return slot_times(world.timetable, spots, world.durations(spots), departures)


def reach_by_month(world: World, year: int = 2027) -> tuple[MonthReach, ...]:
    """Return how each feast is reached from each gateway in each month, or why it is not."""
    feasts = [find_spot(world, festival_id) for festival_id in world.catalogue.festivals]
    return tuple(months_of(world.timetable, feasts, year))


def reach_in_month(world: World, year: int, month: int) -> Mapping[str, tuple[MonthReach, ...]]:
    """Return how each feast is reached from each gateway in a month, by the feast's id.

    The world keeps the answer: all feasts of a month are found at once (about 0.15 s).
    """
    if (year, month) not in world.reaches:
        feasts = [find_spot(world, festival_id) for festival_id in world.catalogue.festivals]
        found = tuple(months_of(world.timetable, feasts, year, of_months=(month,)))
        world.reaches[year, month] = {
            feast.id: tuple(one for one in found if one.festival_id == feast.id) for feast in feasts
        }
    return world.reaches[year, month]
