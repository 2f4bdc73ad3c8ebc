"""The festival graph: feasts, sights and businesses, and every tie with its numbers and formula."""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np

from planner.graph.ties import FORMULAS, Ties
from planner.model.festival import Attraction, Business
from planner.model.network import Partner, Quarter

LIKE = 0.25
"""Likeness from which two feasts count as of one theme."""


def build_festival_graph(
    ties: Ties,
    partners: Mapping[str, Sequence[Partner]],
    records: Mapping[str, Attraction | Business],
) -> "nx.MultiDiGraph[str]":
    """Return the graph; keys of edges are `travel`, `link`, `clash`, `complement`, `theme`, `near`.

    Ties that hold in both directions stand as one edge, from the first feast of the programme to
    the later one.

    Parameters
    ----------
    partners
        What goes with each feast, by its id.
    records
        Sights and businesses by id.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for festival, edition in zip(ties.programme.festivals, ties.programme.editions, strict=True):
        graph.add_node(
            festival.id,
            kind="feast",
            name=festival.name,
            area=festival.area.value,
            lon=festival.coordinate.lon,
            lat=festival.coordinate.lat,
            days=" ".join(day.isoformat() for day in edition.days),
            date_status=edition.date_status.value,
        )
    add_travel(graph, ties)
    for link in ties.list_links():
        ends = link.origin, link.destination
        days = {"leave": link.leave.isoformat(), "arrive": link.arrive.isoformat()}
        numbers = {"travel_s": link.travel_s, "wait_days": link.wait_days, "weight": link.weight}
        add(graph, "link", ends, **days, **numbers)
    add_ties(graph, ties)
    for festival_id, some in partners.items():
        for partner in some:
            add_partner(graph, festival_id, partner, records[partner.record_id])
    return graph


def add(graph: "nx.MultiDiGraph[str]", kind: str, ends: tuple[str, str], **facts: Any) -> None:
    """Add an edge of a kind with its formula."""
    graph.add_edge(*ends, key=kind, kind=kind, formula=FORMULAS[kind].formula, **facts)


def add_travel(graph: "nx.MultiDiGraph[str]", ties: Ties) -> None:
    """Add the journeys between feasts: the median of the months of each quarter."""
    names, months = ties.programme.festivals, ties.programme.travel_s
    quarters = {
        quarter.value: np.median(months[[month - 1 for month in quarter.months]], axis=0)
        for quarter in Quarter
    }
    for j, start in enumerate(names):
        for k, end in enumerate(names):
            seconds = {f"{name}_s": float(table[j, k]) for name, table in quarters.items()}
            known = {name: value for name, value in seconds.items() if np.isfinite(value)}
            if j != k and known:
                add(graph, "travel", (start.id, end.id), **known)


def add_ties(graph: "nx.MultiDiGraph[str]", ties: Ties) -> None:
    """Add clashes, complements and shared themes."""
    for tie in ties.list_ties():
        ends = tie.first, tie.second
        apart: dict[str, Any] = {} if tie.apart_s is None else {"apart_s": tie.apart_s}
        if tie.shared_days:
            days = " ".join(day.isoformat() for day in tie.shared_days)
            facts = {"overlap": tie.overlap, "jaccard": tie.jaccard, "likeness": tie.likeness}
            add(graph, "clash", ends, value=tie.clash, shared_days=days, **facts, **apart)
        if tie.complement > 0:
            facts = {"overlap": tie.overlap, "likeness": tie.likeness, "wait_days": tie.wait_days}
            add(graph, "complement", ends, value=tie.complement, **facts, **apart)
        if tie.likeness >= LIKE:
            add(graph, "theme", ends, value=tie.likeness, themes=" ".join(tie.themes))


def add_partner(
    graph: "nx.MultiDiGraph[str]", festival_id: str, partner: Partner, record: Attraction | Business
) -> None:
    """Add what goes with a feast, and the drive to it."""
    where = record.coordinate
    spot: dict[str, Any] = {} if where is None else {"lon": where.lon, "lat": where.lat}
    graph.add_node(record.id, kind=partner.kind, name=record.name, area=record.area.value, **spot)
    opened: dict[str, Any] = {} if partner.open_days is None else {"open_days": partner.open_days}
    facts = {"drive_s": partner.drive_s, "shared": " ".join(partner.shared), **opened}
    add(graph, "near", (festival_id, record.id), added=" ".join(partner.added), **facts)
