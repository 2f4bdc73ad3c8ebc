"""Which ferries a trip can use: lands that lead nowhere are left out, exactly."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from planner.model.journey import FerryFacts, Spot


class FerryLike(Protocol):
    """What is asked of a dated ferry, whoever makes it; times [s since the window's midnight]."""

    @property
    def key(self) -> str:
        """Name of the departure."""

    @property
    def origin(self) -> Spot:
        """Quay of departure."""

    @property
    def destination(self) -> Spot:
        """Quay of arrival."""

    @property
    def board_by_s(self) -> int:
        """When one has to be at the quay."""

    @property
    def departs_s(self) -> int:
        """When the ship leaves."""

    @property
    def arrives_s(self) -> int:
        """When the ship arrives."""

    @property
    def leave_s(self) -> int:
        """When one drives off the quay."""

    @property
    def distance_m(self) -> int:
        """Length of the crossing [m]."""

    @property
    def facts(self) -> FerryFacts:
        """What a traveller has to know."""


def useful_ferries(
    ferries: Iterable[FerryLike], sites: Sequence[Spot], land_of: Callable[[Spot], str]
) -> tuple[FerryLike, ...]:
    """Return the ferries without those to lands that have no site and lead to one other land only.

    Nobody gains by going to such a land: one can only come back the way one went.

    Parameters
    ----------
    sites
        Spots that the trip may begin, end, sleep or stop at.
    """
    wanted = {land_of(site) for site in sites}
    kept = [(ferry, land_of(ferry.origin), land_of(ferry.destination)) for ferry in ferries]
    while True:
        beside: dict[str, set[str]] = {}
        for _, origin, destination in kept:
            beside.setdefault(origin, set()).add(destination)
            beside.setdefault(destination, set()).add(origin)
        dead = {
            land
            for land, others in beside.items()
            if land not in wanted and len(others - {land}) < 2
        }
        if not dead:
            return tuple(ferry for ferry, _, _ in kept)
        kept = [row for row in kept if not {row[1], row[2]} & dead]
