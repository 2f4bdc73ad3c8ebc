"""From the world to the programme: next editions, travel times by month, who lives around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from planner.errors import NoConnectionError
from planner.graph.programme import Programme
from planner.insight.reach import Surroundings
from planner.model.catalogue import Catalogue
from planner.model.festival import Edition, Festival
from planner.model.journey import Spot
from planner.model.network import Dated, Quarter, Weights
from planner.service.world import World, find_spot
from planner.travel.departures import SeaTimetable
from planner.travel.reach import GATEWAYS
from planner.travel.typical import road_catchment, sea_catchment, typical_times

SAMPLE_DAYS = range(8, 15)
"""Days of each month on which journeys are tried: one of each weekday."""
MONTHS = range(1, 13)
Floats = NDArray[np.float64]


def sample_week(month: int, today: date) -> list[date]:
    """Return the sampled days of a month where it next comes as a whole."""
    year = today.year if date(today.year, month, SAMPLE_DAYS[0]) >= today else today.year + 1
    return [date(year, month, day) for day in SAMPLE_DAYS]


def travel_by_month(
    timetables: Mapping[int, SeaTimetable],
    spots: Sequence[Spot],
    roads_s: Floats,
    today: date,
    weights: Weights,
) -> dict[int, Floats]:
    """Return typical door-to-door times of some months, each shape (n, n) [s].

    Parameters
    ----------
    timetables
        What sails, by month of departure.
    """
    return {
        month: typical_times(timetable, spots, roads_s, sample_week(month, today), weights.leave)
        for month, timetable in timetables.items()
    }


def candidates(catalogue: Catalogue, festival_id: str, today: date) -> list[Edition]:
    """Return the candidate editions of the next year in which a feast is held, surest first."""
    coming = [e for e in catalogue.list_editions_of(festival_id) if e.days[-1] >= today]
    near = [edition for edition in coming if edition.days[0].year == coming[0].days[0].year]
    return sorted(near, key=lambda edition: (edition.date_status.rank, edition.days[0]))


def spots_of(festivals: Sequence[Festival]) -> tuple[Spot, ...]:
    """Return feasts as ends of legs."""
    return tuple(Spot(one.id, one.name, one.coordinate, one.country) for one in festivals)


def build_programme(
    world: World, today: date, weights: Weights
) -> tuple[Programme, tuple[Dated, ...], tuple[str, ...]]:
    """Return the programme from a day on, the days taken, and feasts without a coming edition.

    Raises
    ------
    NoConnectionError
        No feast has a known edition on that day or later.
    """
    coming = {name: candidates(world.catalogue, name, today) for name in world.catalogue.festivals}
    known = {name: editions for name, editions in coming.items() if editions}
    if not known:
        raise NoConnectionError("feast", "feast", f"no edition is known on {today} or later")
    festivals = tuple(world.catalogue.festivals[name] for name in known)
    spots = spots_of(festivals)
    roads_s = world.durations(spots)
    tables = dict.fromkeys(MONTHS, world.timetable)
    by_month = travel_by_month(tables, spots, roads_s, today, weights)
    travel_s = np.array([by_month[month] for month in MONTHS])
    programme = Programme(festivals, tuple(e[0] for e in known.values()), travel_s)
    dated = tuple(
        Dated(name, e[0].id, e[0].days, e[0].date_status.value, tuple(o.days for o in e[1:]))
        for name, e in known.items()
    )
    return programme, dated, tuple(name for name, editions in coming.items() if not editions)


def build_surroundings(world: World, festivals: Sequence[Festival], today: date) -> Surroundings:
    """Return who lives around feasts, and how far the gateways are."""
    spots, network = spots_of(festivals), world.network
    places = world.gazetteer.places
    persons = [places[name].population if name in places else 0 for name in network.names]
    road_s = road_catchment(network, spots)
    with_ferry = {}
    for quarter in Quarter:
        days = [day for month in quarter.months for day in sample_week(month, today)]
        with_ferry[quarter] = np.minimum(road_s, sea_catchment(world.timetable, spots, days))
    gateways = [name for name in GATEWAYS if name in world.timetable.number]
    numbers = [world.timetable.number[name] for name in gateways]
    to_quays_s = world.timetable.to_quays_matrix(spots)
    named = tuple(gateways) or tuple(quay.id for quay in world.timetable.quays)
    columns = numbers or list(range(len(world.timetable.quays)))
    return Surroundings(
        np.array(persons, dtype=np.int64), road_s, with_ferry, named, to_quays_s[:, columns]
    )


@dataclass(frozen=True)
class Near:
    """Drives from feasts to sights and businesses with a known spot."""

    ids: tuple[str, ...]
    drive_s: Floats
    """Shape (feasts, ids) [s]."""


def build_near(world: World, festivals: Sequence[Festival]) -> Near:
    """Return the drives from feasts to all sights and businesses."""
    ids = [*world.catalogue.attractions]
    spots = [find_spot(world, name) for name in ids]
    for business in world.catalogue.businesses.values():
        if business.coordinate is not None:
            spots.append(Spot(business.id, business.name, business.coordinate, business.country))
            ids.append(business.id)
    own = spots_of(festivals)
    table = world.durations((*own, *spots))
    return Near(tuple(ids), table[: len(own), len(own) :])
