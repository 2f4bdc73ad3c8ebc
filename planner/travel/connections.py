"""Door to door without a date: the quickest way over roads and the crossings of a season."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import networkx as nx

from planner.errors import NoConnectionError
from planner.model.journey import Connection, ConnectionPart, RoadWay, Spot
from planner.model.place import Port
from planner.model.timetable import Crossing, Mode, TimetableStatus
from planner.travel.engine import RoadEngine
from planner.travel.sailings import check_in_s, landing_s

WAIT_S, SEASONAL_WAIT_S = 7_200, 21_600
"""What waiting for a ship counts in the choice of a way without a date, where the line sails all
year and where it does not; assumed, so that one daily ferry beats two rare ones."""
SINUOSITY_AT_SEA = 1.1
"""Sailed over great-circle distance; assumed."""


def spot_of_port(port: Port) -> Spot:
    """Return the quay as an end of a leg."""
    return Spot(port.id, port.name, port.coordinate, port.country)


def sea_m(origin: Spot, destination: Spot) -> int:
    """Return the assumed length of a crossing [m]."""
    return round(origin.coordinate.distance_m(destination.coordinate) * SINUOSITY_AT_SEA)


def by_pair(crossings: Iterable[Crossing]) -> dict[tuple[str, str], list[Crossing]]:
    """Group car crossings by their ports, the quickest first, unconfirmed ones last."""
    pairs: dict[tuple[str, str], list[Crossing]] = {}
    for crossing in crossings:
        if crossing.mode == "car":
            pairs.setdefault((crossing.from_port, crossing.to_port), []).append(crossing)
    for rows in pairs.values():
        rows.sort(key=lambda c: (c.status is TimetableStatus.UNCONFIRMED, c.duration_s, c.id))
    return pairs


def season_of(rows: Sequence[Crossing]) -> str:
    """Say when the rows of one line sail: `all year`, or its seasons."""
    seasons = {(row.season_from, row.season_to) for row in rows}
    if ((1, 1), (12, 31)) in seasons or covers_year(seasons):
        return "all year"
    return ", ".join(
        f"{start[1]:02d}.{start[0]:02d}.–{end[1]:02d}.{end[0]:02d}."
        for start, end in sorted(seasons)
    )


def covers_year(seasons: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Answer whether seasons together leave no month without a sailing."""
    months: set[int] = set()
    for start, end in seasons:
        first, last = start[0], end[0]
        wraps = start > end
        months.update([*range(first, 13), *range(1, last + 1)] if wraps else range(first, last + 1))
    return len(months) == 12


def build_links(
    roads: RoadEngine,
    spots: Sequence[Spot],
    lands: Sequence[str | None],
    pairs: Mapping[tuple[str, str], list[Crossing]],
) -> "nx.DiGraph[str]":
    """Return the graph of roads between spots and crossings between their ports [s]."""
    seconds = roads.matrix(spots, lands)
    links: nx.DiGraph[str] = nx.DiGraph()
    for i, a in enumerate(spots):
        for j, b in enumerate(spots):
            if i != j and seconds[i, j] < float("inf"):
                links.add_edge(a.id, b.id, duration_s=float(seconds[i, j]), rows=())
    for (a_id, b_id), rows in pairs.items():
        quickest = rows[0]
        total_s = check_in_s(quickest) + quickest.duration_s + landing_s(quickest)
        total_s += WAIT_S if season_of(rows) == "all year" else SEASONAL_WAIT_S
        links.add_edge(a_id, b_id, duration_s=float(total_s), rows=tuple(rows))
    return links


def crossing_part(origin: Spot, destination: Spot, rows: Sequence[Crossing]) -> ConnectionPart:
    """Return a crossing as a part of a connection."""
    return ConnectionPart(
        Mode.FERRY,
        origin,
        destination,
        sea_m(origin, destination),
        rows[0].duration_s,
        "timetable",
        operators=tuple(dict.fromkeys(row.operator for row in rows)),
        season=season_of(rows),
        statuses=tuple(sorted({row.status for row in rows})),
        rows=tuple(rows),
    )


def road_part(origin: Spot, destination: Spot, way: RoadWay) -> ConnectionPart:
    """Return a way by road as a part of a connection."""
    return ConnectionPart(
        Mode.CAR, origin, destination, way.length_m, way.duration_s, way.basis, roads=way.roads
    )


def find_connection(
    roads: RoadEngine,
    ports: Iterable[Port],
    crossings: Iterable[Crossing],
    origin: Spot,
    destination: Spot,
) -> Connection:
    """Return the quickest way by car and car ferry, check-in and landing counted in the choice.

    Raises
    ------
    NoConnectionError
        Neither road nor ferry joins the two.
    """
    if origin.id == destination.id:
        return Connection(())
    harbours = [port for port in ports if port.kind == "ferry"]
    spots = [origin, destination, *(spot_of_port(port) for port in harbours)]
    by_id = {spot.id: spot for spot in spots}
    lands: list[str | None] = [None, None, *(port.land for port in harbours)]
    links = build_links(roads, spots, lands, by_pair(crossings))
    try:
        path = nx.dijkstra_path(links, origin.id, destination.id, weight="duration_s")
    except nx.NetworkXNoPath as none:
        raise NoConnectionError(
            origin.name, destination.name, "no road and no ferry leads there"
        ) from none
    parts = []
    for a, b in pairwise(path):
        rows = links.edges[a, b]["rows"]
        if rows:
            parts.append(crossing_part(by_id[a], by_id[b], rows))
        else:
            parts.append(road_part(by_id[a], by_id[b], roads.route(by_id[a], by_id[b])))
    return Connection(tuple(parts))
