"""Changes to the network of feasts that one may think up."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class MoveEdition:
    """An edition is held some days later, or earlier where `days` is below 0."""

    festival_id: str
    days: int


@dataclass(frozen=True, slots=True)
class AddDays:
    """An edition goes on for some days more."""

    festival_id: str
    days: int


@dataclass(frozen=True, slots=True)
class AddFeast:
    """A feast is held at a place that had none."""

    place: str
    first: date
    days: int
    interests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DropFerry:
    """No car ferry sails between two ports, in either direction."""

    ports: tuple[str, str]
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AddFerry:
    """A car ferry leaves either of two ports every day."""

    ports: tuple[str, str]
    months: tuple[int, ...]
    depart: time
    duration_s: int | None = None
    """None: the usual length of that crossing, or from its distance."""


Change = MoveEdition | AddDays | AddFeast | DropFerry | AddFerry
