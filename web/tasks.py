"""What is searched for away from the requests of the site, and how one answer is found."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from planner import service
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest

Report = Callable[[int, int], None]
"""Called with the best worth and the proved bound so far."""
Cancelled = Callable[[], bool]
"""Answers whether the search has to end with the best so far."""


class TaskKind(StrEnum):
    """What is asked."""

    PLAN = "plan"
    ALTERNATIVES = "alternatives"

    @property
    def searches(self) -> int:
        """How many searches of a trip it takes."""
        return 1 if self is TaskKind.PLAN else 4


@dataclass(frozen=True, slots=True)
class Task:
    """A question of which the same words always get the same answer."""

    kind: TaskKind
    request: TripRequest


Answer = Itinerary | tuple[service.Alternative, ...]


def perform(world: service.World, task: Task, report: Report, cancelled: Cancelled) -> Answer:
    """Return the answer to a task."""
    if task.kind is TaskKind.PLAN:
        return service.plan_trip(world, task.request, report, cancelled)
    return service.find_alternatives(world, task.request, report, cancelled)
