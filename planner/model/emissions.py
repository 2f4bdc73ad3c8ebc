"""Greenhouse gases of a trip: the factors of the table, and what they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10
from types import MappingProxyType


class Unit(StrEnum):
    """What a figure of the table counts."""

    G_PER_VEHICLE_KM = "g/vehicle-km"
    G_PER_PASSENGER_KM = "g/passenger-km"
    KG_PER_NAUTICAL_MILE = "kg/nautical-mile"
    KM_PER_HOUR = "km/h"
    SQUARE_METRE = "m2"
    METRE = "m"
    NUMBER = "1"


class FactorId(StrEnum):
    """Rows of the table by which trips are counted; it may hold others, for comparison."""

    CAR = "car"
    COACH = "coach"
    RAIL = "rail"
    FERRY_FOOT = "ferry-foot"
    FERRY_CAR = "ferry-car"
    SHIP_EMISSIONS = "ship-emissions"
    SHIP_SPEED = "ship-speed"
    SHIP_SPEED_RANGE = "ship-speed-range"
    SHIP_DETOUR = "ship-detour"
    SHIP_PASSENGERS = "ship-passengers"
    SHIP_DECK_HEIGHT = "ship-deck-height"
    SHIP_GARAGE_LOW = "ship-garage-low"
    SHIP_GARAGE_HIGH = "ship-garage-high"
    SHIP_CABINS_AREA = "ship-cabins-area"
    SHIP_CABINS = "ship-cabins"
    SHIP_CABIN_BERTHS = "ship-cabin-berths"
    SHIP_SEATS_AREA = "ship-seats-area"
    SHIP_SEATS = "ship-seats"
    SHIP_LEISURE_AREA = "ship-leisure-area"
    SHIP_COMMON_AREA = "ship-common-area"
    SHIP_CAR_WIDTH = "ship-car-width"
    SHIP_CAR_LENGTH = "ship-car-length"


UNITS: Mapping[FactorId, Unit] = MappingProxyType(
    {
        FactorId.CAR: Unit.G_PER_VEHICLE_KM,
        FactorId.COACH: Unit.G_PER_PASSENGER_KM,
        FactorId.RAIL: Unit.G_PER_PASSENGER_KM,
        FactorId.FERRY_FOOT: Unit.G_PER_PASSENGER_KM,
        FactorId.FERRY_CAR: Unit.G_PER_PASSENGER_KM,
        FactorId.SHIP_EMISSIONS: Unit.KG_PER_NAUTICAL_MILE,
        FactorId.SHIP_SPEED: Unit.KM_PER_HOUR,
        FactorId.SHIP_SPEED_RANGE: Unit.KM_PER_HOUR,
        FactorId.SHIP_DETOUR: Unit.NUMBER,
        FactorId.SHIP_PASSENGERS: Unit.NUMBER,
        FactorId.SHIP_DECK_HEIGHT: Unit.METRE,
        FactorId.SHIP_GARAGE_LOW: Unit.SQUARE_METRE,
        FactorId.SHIP_GARAGE_HIGH: Unit.SQUARE_METRE,
        FactorId.SHIP_CABINS_AREA: Unit.SQUARE_METRE,
        FactorId.SHIP_CABINS: Unit.NUMBER,
        FactorId.SHIP_CABIN_BERTHS: Unit.NUMBER,
        FactorId.SHIP_SEATS_AREA: Unit.SQUARE_METRE,
        FactorId.SHIP_SEATS: Unit.NUMBER,
        FactorId.SHIP_LEISURE_AREA: Unit.SQUARE_METRE,
        FactorId.SHIP_COMMON_AREA: Unit.SQUARE_METRE,
        FactorId.SHIP_CAR_WIDTH: Unit.METRE,
        FactorId.SHIP_CAR_LENGTH: Unit.METRE,
    }
)
"""The unit in which each row has to stand: the formulas rely on it."""


@dataclass(frozen=True, slots=True)
class EmissionFactor:
    """One row of the table: a figure, or the ends of its range."""

    id: str
    mode: str
    who: str
    low: float
    high: float
    unit: Unit
    scope: str
    vintage: str
    note: str
    sources: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The figure itself where the row has no range, else the middle of it."""
        return (self.low + self.high) / 2


Factors = Mapping[str, EmissionFactor]


@dataclass(frozen=True, slots=True)
class Emissions:
    """What a leg or a trip emits for the whole party [g CO2e].

    `low_g` and `high_g` of a sum are the sums of its parts' ends, so they add up for a reader.
    `cases_g` holds the same under each set of assumptions (see `travel.emissions`), always in one
    order: two trips are compared case by case, as both sail and drive under the same assumptions.
    """

    low_g: int = 0
    high_g: int = 0
    factors: tuple[str, ...] = ()
    """Ids of the rows by which it was counted."""
    cases_g: tuple[int, ...] = ()
    """Empty: nothing is emitted under any."""

    def __add__(self, other: "Emissions") -> "Emissions":
        cases = self.cases_g or other.cases_g
        if self.cases_g and other.cases_g:
            cases = tuple(a + b for a, b in zip(self.cases_g, other.cases_g, strict=True))
        return Emissions(
            self.low_g + other.low_g,
            self.high_g + other.high_g,
            tuple(dict.fromkeys((*self.factors, *other.factors))),
            cases,
        )

    def per_person_g(self, people: int) -> tuple[int, int]:
        """Return the low and the high end for each of a party [g]."""
        return round(self.low_g / people), round(self.high_g / people)

    @property
    def shown_kg(self) -> tuple[float, float]:
        """Both ends as far as they mean anything: two significant digits [kg]."""
        return two_digits(self.low_g / 1000), two_digits(self.high_g / 1000)


def two_digits(number: float) -> float:
    """Return a number of 0 and more with two significant digits."""
    return round(number, 1 - floor(log10(number))) if number > 0 else 0.0


class Order(StrEnum):
    """Which of two ways emits less, the first one named."""

    LOWER = "lower"
    HIGHER = "higher"
    UNCERTAIN = "uncertain"
    """It depends on how one counts, or they are equal."""

    @property
    def robust(self) -> bool:
        """Whether the two keep their order under both methods and all assumptions."""
        return self is not Order.UNCERTAIN
