"""What every peer for tours hands back, and the watch that it is timed by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from planner.errors import RequestError
from planner.optimise.tours.problem import TourProblem, Tours


@dataclass(frozen=True, slots=True)
class Found:
    """Tours and how their score rose over time, as (seconds, score)."""

    tours: Tours
    seconds: float
    rises: tuple[tuple[float, int], ...] = ()
    bound: int | None = None


TourSolver = Callable[[TourProblem, float, int], Found]
"""Called with a problem, a limit of time [s] and a seed."""


@dataclass(slots=True)
class Watch:
    """Notes when a score rose."""

    started: float = field(default_factory=perf_counter)
    rises: list[tuple[float, int]] = field(default_factory=list)

    def note(self, score: int) -> None:
        """Note a score, if it is the highest yet."""
        if not self.rises or score > self.rises[-1][1]:
            self.rises.append((perf_counter() - self.started, score))

    def close(self, tours: Tours, bound: int | None = None) -> Found:
        """Return what was found until now."""
        return Found(tours, perf_counter() - self.started, tuple(self.rises), bound)


def missing(name: str, command: str) -> RequestError:
    """Return the error for a peer that is not installed."""
    return RequestError({"peer": f"{name} is not installed; it is not needed to run: {command}"})
