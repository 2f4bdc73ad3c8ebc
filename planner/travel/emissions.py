"""Greenhouse gases of legs, low and high, and whether a comparison of two ways holds.

A ferry is counted by two methods that differ up to sixfold: the passenger-kilometre factors of the
British government (DESNZ), over the sailed distance of the leg, and a ship's emissions shared by
volume (`travel.ship`).  A car counts by the kilometre, once for the party, from the average
petrol to the average diesel car; hybrid and electric cars emit less (rows `car-hybrid`,
`car-electric`) and may be asked for.  Coach and rail count by the passenger-kilometre.  Scope: what
the engine burns; fuel supply, building of vehicles and roads are left out (the rows say where one
differs).
"""

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType

from planner.model.emissions import Emissions, FactorId, Factors, Order
from planner.model.journey import Leg
from planner.model.request import TravelMode, TripRequest
from planner.model.timetable import Mode
from planner.travel.ship import Ship

SWITCHES: Mapping[Mode, int] = MappingProxyType(
    {Mode.FERRY: 0, Mode.CAR: 1, Mode.BUS: 2, Mode.RAIL: 3}
)
"""Each mode has one doubt with two ends; a ferry's ends are its two methods."""
CASES = tuple(product((0, 1), repeat=len(SWITCHES)))
"""All sets of assumptions: which end holds for each mode."""
SHARED: Mapping[Mode, FactorId] = MappingProxyType(
    {Mode.BUS: FactorId.COACH, Mode.RAIL: FactorId.RAIL}
)
"""Rows of the modes that count by the passenger."""


def between(mode: Mode, ends_g: tuple[float, float], used: tuple[str, ...]) -> Emissions:
    """Return emissions from what a leg emits at both ends of its mode's doubt [g]."""
    ends = round(ends_g[0]), round(ends_g[1])
    cases = tuple(ends[case[SWITCHES[mode]]] for case in CASES)
    return Emissions(min(ends), max(ends), used, cases)


def drive_emissions(factors: Factors, length_m: float, car: str = FactorId.CAR) -> Emissions:
    """Return what a car emits, however many sit in it.

    Parameters
    ----------
    car
        Row of the table: `car` (petrol to diesel), `car-petrol`, `car-diesel`, `car-hybrid` or
        `car-electric`.
    """
    factor, km = factors[car], length_m / 1000
    return between(Mode.CAR, (km * factor.low, km * factor.high), (car,))


def ride_emissions(factors: Factors, mode: Mode, length_m: float, people: int) -> Emissions:
    """Return what a party emits by coach or rail."""
    factor, passenger_km = factors[SHARED[mode]], people * length_m / 1000
    ends = passenger_km * factor.low, passenger_km * factor.high
    return between(mode, ends, (SHARED[mode].value,))


def sail_emissions(factors: Factors, leg: Leg, people: int, car: bool) -> Emissions:
    """Return what a party's crossing emits by both methods; past midnight it sleeps in cabins."""
    crow_m = leg.origin.coordinate.distance_m(leg.destination.coordinate)
    cabin = leg.arrive.date() > leg.depart.date()
    by_volume_g = Ship.build(factors).party_g(crow_m, leg.duration_s, people, car=car, cabin=cabin)
    row = FactorId.FERRY_CAR if car else FactorId.FERRY_FOOT
    by_passenger_g = factors[row].middle * people * leg.distance_m / 1000
    used = (row.value, FactorId.SHIP_EMISSIONS.value)
    return between(Mode.FERRY, (by_passenger_g, by_volume_g), used)


def leg_emissions(factors: Factors, leg: Leg, request: TripRequest) -> Emissions:
    """Return what a leg of the trip asked for emits, for the whole party."""
    people = request.party.people
    if leg.mode is Mode.CAR:
        return drive_emissions(factors, leg.distance_m)
    if leg.mode is Mode.FERRY:
        return sail_emissions(factors, leg, people, request.mode is TravelMode.CAR)
    if leg.mode in SHARED:
        return ride_emissions(factors, leg.mode, leg.distance_m, people)
    return Emissions()


def compare(a: Emissions, b: Emissions) -> Order:
    """Answer whether one way emits less than another under every set of assumptions.

    The same assumptions are made for both: the same method for ferries, the same car.
    """
    nothing = (0,) * len(CASES)
    pairs = list(zip(a.cases_g or nothing, b.cases_g or nothing, strict=True))
    if all(one < other for one, other in pairs):
        return Order.LOWER
    if all(one > other for one, other in pairs):
        return Order.HIGHER
    return Order.UNCERTAIN
