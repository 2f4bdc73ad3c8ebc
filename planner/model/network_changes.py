"""Changes to the network of feasts that one may think up, and what they change."""

from dataclasses import dataclass
from datetime import date, time

from planner.model.network import Link, Tie


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


@dataclass(frozen=True, slots=True)
class Sums:
    """What a change is measured by."""

    links: int
    threes: int
    longest: int
    clash: float
    complement: float
    gini: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change changes."""

    before: Sums
    after: Sums
    links_gained: tuple[Link, ...]
    links_lost: tuple[Link, ...]
    clashes_gained: tuple[Tie, ...]
    """Pairs that share more days, or share them at a higher clash, than before."""
    clashes_lost: tuple[Tie, ...]
    """Pairs as they were before."""


@dataclass(frozen=True, slots=True)
class Shift:
    """An edition moved by some days, and what that changes."""

    days: int
    dates: tuple[date, ...]
    weekend_days: int
    """How many of its days are Saturdays or Sundays."""
    outcome: Outcome
    is_balanced: bool
    """No other shift within the span is better in one thing and as good in all others: trips of
    two and three, clash, spread over the year, weekend days.  Of equals the smallest shift."""
