"""Shape of the network of links: measures of network science, by networkx.

R. Baggio, N. Scott, C. Cooper: Network science, a review focused on tourism. Annals of Tourism
Research 37(3), 2010, 802-827.
"""

from dataclasses import dataclass
from typing import Any

import networkx as nx

from planner.graph.ties import Ties


@dataclass(frozen=True, slots=True)
class Structure:
    """Measures of the undirected graph in which a link in either direction joins two feasts."""

    density: float
    clustering: float
    efficiency: float
    modularity: float
    area_modularity: float
    """Modularity of the division into areas: below 0 where links rather cross areas."""
    betweenness: tuple[float, ...]
    """0..1, in the order of the programme."""
    community: tuple[int, ...]
    """Number of the group found by greedy modularity, the largest group first."""


def link_graph(ties: Ties) -> "nx.Graph[Any]":
    """Return the undirected graph of links; nodes are places in the programme."""
    return nx.from_numpy_array(ties.links | ties.links.T)


def measure_structure(ties: Ties) -> Structure:
    """Measure density, clustering, efficiency, modularity and betweenness."""
    graph, size = link_graph(ties), len(ties.programme.festivals)
    if graph.number_of_edges() == 0:
        return Structure(0.0, 0.0, 0.0, 0.0, 0.0, (0.0,) * size, tuple(range(size)))
    found = nx.community.greedy_modularity_communities(graph)
    groups = sorted((set(group) for group in found), key=lambda group: (-len(group), min(group)))
    community = {number: place for place, group in enumerate(groups) for number in group}
    areas: dict[str, set[int]] = {}
    for number, festival in enumerate(ties.programme.festivals):
        areas.setdefault(festival.area.value, set()).add(number)
    between = nx.betweenness_centrality(graph)
    return Structure(
        nx.density(graph),
        float(nx.average_clustering(graph)),
        float(nx.global_efficiency(graph)),
        float(nx.community.modularity(graph, groups)),
        float(nx.community.modularity(graph, areas.values())),
        tuple(float(between[number]) for number in range(size)),
        tuple(community[number] for number in range(size)),
    )
