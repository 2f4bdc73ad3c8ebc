"""The region that a network of festivals covers: its areas, its years, its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planner.model.festival import Description
from planner.model.place import Area


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """An area by name and country."""

    names: Description
    country: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the earth that maps show, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Region:
    """What is the same for all records of a data folder."""

    name: str = ""
    years: range = range(2026, 2029)
    """Years for which editions are expanded."""
    lead: Description | None = None
    """One sentence for the home page; None: the program's own."""
    about: Description | None = None
    """Who chose the feasts; None: the program's own sentence."""
    frame: Frame | None = None
    """None: what the map's land covers."""
    areas: Mapping[Area, AreaFacts] = field(default_factory=lambda: MappingProxyType({}))
    """All areas, in the order in which they are listed."""
