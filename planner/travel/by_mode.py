"""What the solver may ask about ways and ferries, answered by the mode of its request."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.graph.lines import NOTHING_WALKED, LineNetwork, running_lines
from planner.model.itinerary import Itinerary
from planner.model.journey import RoadWay, Spot, WayPart
from planner.model.request import TravelMode, TripRequest
from planner.model.timetable import Crossing, LineHop, Mode
from planner.travel.ferries import Ferry, ferries_of
from planner.travel.footpaths import Footpaths
from planner.travel.sailings import list_sailings
from planner.travel.transit import transit_matrix, transit_way

TRANSIT_NOTE = "indicative: coarse tables of lines, no exact departures"
"""Stands on every answer that goes by train and coach."""
LATE_NOTE = "outside the hours of {line}, {first}–{last}: {origin} {depart}"
"""Stands on an answer whose ride begins when the line does not run."""


def on_foot(request: TripRequest) -> bool:
    """Answer whether a trip goes without a car."""
    return request.mode is TravelMode.TRANSIT


@dataclass(frozen=True)
class WaysByMode:
    """Ways and ferries for requests of every mode.

    Attributes
    ----------
    spots
        Everything of the world that a walk may pass: stops, quays, feasts and sights.
    """

    road_durations: Callable[[tuple[Spot, ...]], NDArray[np.float64]]
    road_way: Callable[[Spot, Spot], RoadWay]
    land: Callable[[Spot], str]
    lines: Sequence[LineHop]
    spots: Sequence[Spot]
    crossings: Sequence[Crossing]
    quays: Mapping[str, Spot]
    footpaths: Footpaths | None = None
    """Imported streets and paths for walkers; None: all walks are straight lines."""

    def network(self, request: TripRequest) -> LineNetwork:
        """Return the lines that run on every day of a request's window, and all walks."""
        hops = running_lines(self.lines, request.earliest, request.latest)
        ends = (request.start, *((request.end,) if request.end else ()), *request.nights)
        known = {spot.id: spot for spot in (*self.spots, *ends)}
        lands = {spot.id: self.land(spot) for spot in known.values()}
        walked = NOTHING_WALKED if self.footpaths is None else self.footpaths.between(ends)
        return LineNetwork.build(known.values(), lands, hops, walked)

    def durations(self, request: TripRequest, spots: tuple[Spot, ...]) -> NDArray[np.float64]:
        """Return times between spots, shape (n, n) [s], inf where no way leads."""
        if on_foot(request):
            return transit_matrix(self.network(request), spots)
        return self.road_durations(spots)

    def way(self, request: TripRequest, origin: Spot, destination: Spot) -> tuple[WayPart, ...]:
        """Return the quickest known way between two spots, part by part.

        Raises
        ------
        NoConnectionError
            Nothing joins them but a ferry.
        """
        if on_foot(request):
            paths = None if self.footpaths is None else self.footpaths.router
            return transit_way(self.network(request), origin, destination, paths)
        way = self.road_way(origin, destination)
        return (
            WayPart(
                Mode.CAR,
                origin,
                destination,
                way.length_m,
                way.duration_s,
                way.basis,
                way.roads,
                way.geometry,
            ),
        )

    def ferries(self, request: TripRequest) -> tuple[Ferry, ...]:
        """Return the departures in a request's window; without a car every boat will do."""
        without_car = on_foot(request)
        sailings = list_sailings(
            self.crossings,
            request.earliest,
            request.latest,
            request.unconfirmed_crossings,
            without_car,
        )
        return ferries_of(sailings, self.quays, request.earliest, without_car)

    def notes(self, request: TripRequest, trip: Itinerary) -> tuple[str, ...]:
        """Return what holds for the whole answer, and each ride outside its line's hours."""
        if not on_foot(request):
            return ()
        hours = {hop.name: (hop.first, hop.last) for hop in self.lines}
        late = [
            LATE_NOTE.format(
                line=leg.roads[0],
                first=f"{hours[leg.roads[0]][0]:%H:%M}",
                last=f"{hours[leg.roads[0]][1]:%H:%M}",
                origin=leg.origin.name,
                depart=f"{leg.depart:%Y-%m-%d %H:%M}",
            )
            for leg in trip.list_legs()
            if leg.mode in (Mode.BUS, Mode.RAIL)
            and not hours[leg.roads[0]][0] <= leg.depart.time() <= hours[leg.roads[0]][1]
        ]
        return (TRANSIT_NOTE, *late)


def stop_spots(lines: Sequence[LineHop], find: Callable[[str], Spot]) -> tuple[Spot, ...]:
    """Return the stops of all lines, each once."""
    ids = {stop: None for hop in lines for stop in (hop.from_stop, hop.to_stop)}
    return tuple(find(stop) for stop in ids)
