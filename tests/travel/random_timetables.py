"""Random small timetables between four quays of the tiny world, and a search by brute force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from planner.model.clock import ZONES
from planner.model.gazetteer import Gazetteer
from planner.model.journey import Spot
from planner.model.timetable import Crossing, TimetableStatus
from planner.service import World
from planner.travel.departures import MOST_DAYS
from planner.travel.roads import road_matrix
from planner.travel.sailings import check_in_s, landing_s
from planner.travel.scan import MOST_FERRIES
from planner.travel.timed import Doors
from tests.town import SPOTS, build_crossing, place_at, quay_of, spot_at, town_world

QUAYS = ("molo", "rocca", "riva", "bosco")
SEASONS = (((1, 1), (12, 31)), ((4, 1), (10, 31)), ((11, 1), (3, 31)), ((10, 28), (10, 30)))


@st.composite
def crossings(draw: st.DrawFn) -> Crossing:
    """Draw a row of the timetable; hours of the night of the clock change come up, too."""
    origin, target = draw(st.permutations(QUAYS))[:2]
    leaves = draw(st.integers(0, 1439))
    lands = leaves + draw(st.integers(30, 1200))
    season = draw(st.sampled_from(SEASONS))
    return build_crossing(
        origin,
        target,
        id=draw(st.uuids()).hex,
        depart=time(*divmod(leaves, 60)),
        arrive=time(*divmod(lands % 1440, 60)),
        arrive_day=lands // 1440,
        duration_s=(lands - leaves) * 60,
        weekdays=frozenset(draw(st.sets(st.integers(0, 6), min_size=1))),
        season_from=season[0],
        season_to=season[1],
        status=draw(st.sampled_from([TimetableStatus.INDICATIVE, TimetableStatus.UNCONFIRMED])),
    )


@st.composite
def questions(draw: st.DrawFn) -> Doors:
    """Draw a timetable of up to nine rows and two different places."""
    rows = tuple(draw(st.lists(crossings(), min_size=1, max_size=9)))
    ends = draw(st.permutations(sorted(SPOTS)))[:2]
    world = sea_world(rows)
    return Doors(world.timetable, spot_at(ends[0]), spot_at(ends[1]), draw(st.booleans()))


MOMENTS = st.datetimes(datetime(2027, 10, 20), datetime(2027, 11, 5)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
"""Around the last Sunday of October 2027, the 31st; local at the place where one is."""


def sea_world(rows: tuple[Crossing, ...]) -> World:
    """Return the tiny world with four quays and some ferries."""
    gazetteer = Gazetteer.build([place_at(name) for name in SPOTS], map(quay_of, QUAYS))
    return town_world(crossings=rows, gazetteer=gazetteer)


@dataclass(frozen=True)
class Ship:
    """One dated sailing, timed by the library of dates alone."""

    origin: str
    target: str
    board_by_s: float
    leave_s: float


def ships_after(doors: Doors, depart: datetime) -> Iterator[Ship]:
    """Yield every sailing of the two weeks after a moment."""
    for row in doors.timetable.rows:
        if row.status is TimetableStatus.UNCONFIRMED and not doors.unconfirmed:
            continue
        for number in range(MOST_DAYS + 1):
            day = depart.date() + timedelta(days=number)
            if not row.sails_on(day):
                continue
            leaves = datetime.combine(day, row.depart, ZONES["IT"]).timestamp()
            lands = datetime.combine(
                day + timedelta(days=row.arrive_day), row.arrive, ZONES["FR"]
            ).timestamp()
            board_by_s, leave_s = leaves - check_in_s(row), lands + landing_s(row)
            yield Ship(row.from_port, row.to_port, board_by_s, leave_s)


def brute_force_arrival_s(doors: Doors, depart: datetime) -> float:
    """Return the earliest arrival by a graph of every catch of a ship after a ship."""
    spots: list[Spot] = [doors.origin, doors.destination, *doors.timetable.quays]
    lands = [None, None, *(tree.land for tree in doors.timetable.trees)]
    drive = road_matrix(doors.timetable.network, spots, lands)
    place = {spot.id: number for number, spot in enumerate(spots)}
    now_s = depart.replace(tzinfo=ZONES[doors.origin.country]).timestamp()
    ships = list(ships_after(doors, depart))
    catches: nx.DiGraph[object] = nx.DiGraph()
    catches.add_node("start")
    for number, ship in enumerate(ships):
        if now_s + drive[0, place[ship.origin]] <= ship.board_by_s:
            catches.add_edge("start", (1, number))
        for later, other in enumerate(ships):
            transfer_s = drive[place[ship.target], place[other.origin]]
            if ship.leave_s + transfer_s <= other.board_by_s:
                for count in range(1, MOST_FERRIES):
                    catches.add_edge((count, number), (count + 1, later))
    caught = {node[1] for node in nx.descendants(catches, "start") if isinstance(node, tuple)}
    ends = [ships[one].leave_s + drive[place[ships[one].target], 1] for one in caught]
    return float(np.min([now_s + drive[0, 1], *ends]))
