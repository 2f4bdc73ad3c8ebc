"""Streets as a router tells them: what every engine answers, built in, imported or far away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from planner.model.place import Coordinate

SIGNAL_S = 2.0
"""Mean delay at traffic lights [s], as in OSRM's car profile."""


@dataclass(frozen=True, slots=True)
class StreetRoute:
    """The quickest way between two points along streets."""

    length_m: float
    duration_s: float
    roads: tuple[str, ...]
    """Road numbers or street names, in order."""
    geometry: tuple[Coordinate, ...]


class Router(Protocol):
    """One interface to every engine that knows streets."""

    @property
    def basis(self) -> str:
        """On what the answers stand, as a leg says it."""

    def snap_m(self, points: Sequence[Coordinate]) -> list[float]:
        """Return how far each point lies from the nearest street [m]; inf where there is none."""

    def table_s(self, origins: Sequence[Coordinate], destinations: Sequence[Coordinate]) -> Any:
        """Return driving times, an array of shape (n, m) [s]; inf where no street leads."""

    def route(self, origin: Coordinate, destination: Coordinate) -> StreetRoute | None:
        """Return the quickest way, or None where no street leads there."""
