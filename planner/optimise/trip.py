"""A request made ready for the solver: candidates, roads and sailings put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from planner.model.catalogue import Catalogue
from planner.model.emissions import Emissions
from planner.model.journey import Leg, Spot, WayPart
from planner.model.request import TripRequest
from planner.optimise.candidates import Hours
from planner.optimise.lands import FerryLike, useful_ferries
from planner.optimise.locks import locked_nodes
from planner.optimise.mapping import Candidate, TripNodes, build_problem, gather_nodes
from planner.optimise.problem import DatedSailing, OrienteeringProblem
from planner.optimise.schedule import DatedFerry, Timetable
from planner.optimise.worth import CROSSING_POINTS


@dataclass(frozen=True)
class Offer:
    """What the world offers: the catalogue, and answers on hours, ways, ferries, emissions."""

    catalogue: Catalogue
    hours: Hours
    durations: Callable[[TripRequest, tuple[Spot, ...]], NDArray[np.float64]]
    ferries: Callable[[TripRequest], Sequence[FerryLike]]
    way: Callable[[TripRequest, Spot, Spot], Sequence[WayPart]]
    land: Callable[[Spot], str]
    town: Callable[[Spot], Spot]
    data_version: str
    co2e: Callable[[Leg, TripRequest], Emissions]


@dataclass(frozen=True)
class Trip:
    """A request made ready for the solver."""

    request: TripRequest
    nodes: TripNodes
    ferries: Mapping[str, FerryLike]
    problem: OrienteeringProblem

    @classmethod
    def build(cls, offer: Offer, request: TripRequest, candidates: Sequence[Candidate]) -> "Trip":
        """Put candidates, roads and sailings together."""
        sites = [c.spot for c in candidates] + [request.start, *request.nights]
        sites += [request.end] if request.end is not None else []
        ferries = {f.key: f for f in useful_ferries(offer.ferries(request), sites, offer.land)}
        ends = {spot.id: spot for f in ferries.values() for spot in (f.origin, f.destination)}
        nodes = gather_nodes(request, candidates, [ends[key] for key in sorted(ends)])
        sailings = [
            DatedSailing(
                f.board_by_s,
                f.leave_s,
                nodes.node_of(f.origin.id),
                nodes.node_of(f.destination.id),
                f.key,
                CROSSING_POINTS,
            )
            for f in ferries.values()
        ]
        return cls(
            request,
            nodes,
            ferries,
            build_problem(request, nodes, offer.durations(request, nodes.spots), sailings),
        )

    @property
    def to_judge(self) -> OrienteeringProblem:
        """The problem that an answer is held against: what is locked has to be visited too."""
        locked = locked_nodes(self.nodes, self.request)
        return replace(self.problem, must=self.problem.must | locked)

    def timetable(self, offer: Offer) -> Timetable:
        """Return the ferries as the diary wants them."""
        dated = {
            key: DatedFerry(f.facts, f.departs_s, f.arrives_s, f.distance_m)
            for key, f in self.ferries.items()
        }
        way = partial(offer.way, self.request)
        return Timetable(way, offer.town, dated, lambda leg: offer.co2e(leg, self.request))
