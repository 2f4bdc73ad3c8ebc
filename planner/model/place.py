"""Where things are, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import ClassVar

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius R1 of the WGS 84 ellipsoid [m] (Moritz, Geodetic Reference System 1980)."""


class NamedAreas(type):
    """Lists the areas that the program itself has names for."""

    def __iter__(cls) -> Iterator["Area"]:
        """Yield the five areas of QM FESTA, in their order."""
        return (Area(name) for name in ("tuscany", "liguria", "sardinia", "corsica", "var"))


class Area(str, metaclass=NamedAreas):
    """Id of an area, as `areas.csv` names it: QM FESTA's five, or those of another network."""

    __slots__ = ()
    TUSCANY: ClassVar["Area"]
    LIGURIA: ClassVar["Area"]
    SARDINIA: ClassVar["Area"]
    CORSICA: ClassVar["Area"]
    VAR: ClassVar["Area"]

    @property
    def value(self) -> str:
        """The id as a plain text."""
        return str(self)


Area.TUSCANY, Area.LIGURIA, Area.SARDINIA, Area.CORSICA, Area.VAR = Area


class Confidence(StrEnum):
    """How far a record may be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A point on the ground in degrees, longitude first (WGS 84)."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise ValueError(f"no such coordinate: lon {self.lon}, lat {self.lat}")

    def distance_m(self, other: "Coordinate") -> float:
        """Return the great-circle distance to another point [m] (haversine)."""
        lat_a, lat_b = radians(self.lat), radians(other.lat)
        half_lat, half_lon = (lat_b - lat_a) / 2, radians(other.lon - self.lon) / 2
        root = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lon) ** 2
        return 2 * EARTH_RADIUS_M * asin(sqrt(root))


@dataclass(frozen=True, slots=True)
class Source:
    """A page on which a fact was read."""

    id: str
    url: str
    publisher: str
    accessed: date


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement or road junction of the gazetteer."""

    id: str
    name: str
    coordinate: Coordinate
    land: str
    """Land mass: places of one land are joined by road, lands only by crossings."""
    country: str
    area: Area | None = None
    population: int = 0
    names_alt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Port:
    """A ferry port or an airport; `place_id` names the town that it serves."""

    id: str
    name: str
    place_id: str
    coordinate: Coordinate
    land: str
    kind: str
    area: Area | None = None
    country: str = ""
    """That of the town which it serves."""
