"""Use cases of a trip: what the optimiser may ask of the world, plans, alternatives, new times."""

from dataclasses import replace
from datetime import date
from functools import partial

from planner.geodata.opening_hours import opening_window
from planner.model.festival import Attraction
from planner.model.itinerary import Itinerary
from planner.model.plan import PlanOrder
from planner.model.request import TripRequest
from planner.model.timewindow import TimeWindow
from planner.optimise.alternatives import Alternative
from planner.optimise.alternatives import find_alternatives as alternatives_of
from planner.optimise.planner import Cancelled, answer
from planner.optimise.problem import Progress
from planner.optimise.trip import Offer
from planner.service.bending import Retiming
from planner.service.bending import retime_trip as retime_order
from planner.service.nearby import near_catalogue
from planner.service.world import World
from planner.travel.emissions import leg_emissions


def offer_of(world: World, request: TripRequest | None = None) -> Offer:
    """Return what the optimiser may ask of the world; of imported sights those near the request."""

    def hours(sight: Attraction, day: date) -> TimeWindow | None:
        return opening_window(sight.opening_hours, sight.category, day, sight.country)

    ways, catalogue = world.ways_by_mode, world.catalogue
    return Offer(
        catalogue if request is None else near_catalogue(catalogue, request),
        hours,
        ways.durations,
        ways.ferries,
        ways.way,
        world.land,
        world.town,
        world.data_version,
        partial(leg_emissions, world.factors),
    )


def plan_trip(
    world: World,
    request: TripRequest,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Itinerary:
    """Return the best trip found, with its proof and the reasons for what was left out.

    Parameters
    ----------
    progress
        Called with the best worth and the proved bound so far, in points.
    cancelled
        Asked now and then; when true the search ends with the best trip so far.
    """
    found = answer(offer_of(world, request), request, progress, cancelled)
    stood_on = replace(found.provenance, data=world.data_notes)
    notes = world.ways_by_mode.notes(request, found)
    return replace(found, notes=notes, provenance=stood_on)


def find_alternatives(
    world: World,
    request: TripRequest,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Alternative, ...]:
    """Return up to three trips that are truly different from the best one."""
    return alternatives_of(offer_of(world, request), request, progress, cancelled)


def retime_trip(world: World, request: TripRequest, order: PlanOrder) -> Retiming:
    """Return an order of visits with its times and what it breaks; nothing changes its place.

    Raises
    ------
    RequestError
        The order is no row of days.
    UnknownRecordError, UnknownPlaceError
        It names something that no table holds.
    """
    return retime_order(world, offer_of(world, request), request, order)
