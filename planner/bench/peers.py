"""What others would do: networkx on the same roads and the same sailings."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import networkx as nx

from planner.graph.network import TravelNetwork
from planner.travel.departures import Departure
from planner.travel.timed import Doors

START, GOAL = "start", "goal"


def networkx_roads(network: TravelNetwork, sources: Sequence[str]) -> int:
    """Search from places to all places; return how many were reached."""
    return sum(
        len(nx.single_source_dijkstra_path_length(network.graph, source, weight="duration_s"))
        for source in sources
    )


class TimeExpanded:
    """The time-expanded graph of some sailings: events are nodes, waiting and riding are edges.

    Of the sailings from one quay each leads to the next; a ship leads to the first one that is
    still caught at each quay within reach by road.
    """

    def __init__(self, ships: Sequence[Departure], between: Sequence[Sequence[float]]) -> None:
        self.graph: nx.DiGraph[object] = nx.DiGraph()
        self.board: list[list[tuple[int, int]]] = [[] for _ in between]
        self.landings = [(number, ship) for number, ship in enumerate(ships)]
        for number, ship in self.landings:
            self.board[ship.origin].append((ship.board_by_s, number))
        for events in self.board:
            events.sort()
            for (early_s, early), (late_s, late) in pairwise(events):
                self.graph.add_edge(("board", early), ("board", late), s=late_s - early_s)
        for number, ship in self.landings:
            ride_s = ship.leave_s - ship.board_by_s
            self.graph.add_edge(("board", number), ("land", number), s=ride_s)
            self.join(("land", number), ship.leave_s, between[ship.destination])

    def join(self, node: object, now_s: float, drives_s: Sequence[float]) -> None:
        """Lead from a node to the first sailing that is caught at each quay."""
        for events, drive_s in zip(self.board, drives_s, strict=True):
            place = bisect_left(events, (now_s + drive_s, -1))
            if place < len(events):
                board_by_s, number = events[place]
                self.graph.add_edge(node, ("board", number), s=board_by_s - now_s)

    def arrival_s(self, doors: Doors, now_s: float) -> float:
        """Return when one arrives [s since 1970]; inf where nothing leads there."""
        self.join(START, now_s, doors.start_s)
        for number, ship in self.landings:
            self.graph.add_edge(("land", number), GOAL, s=doors.goal_s[ship.destination])
        if doors.direct_s < float("inf"):
            self.graph.add_edge(START, GOAL, s=doors.direct_s)
        try:
            spent_s = nx.dijkstra_path_length(self.graph, START, GOAL, weight="s")
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            spent_s = float("inf")
        self.graph.remove_nodes_from([START, GOAL])
        return now_s + float(spent_s)
