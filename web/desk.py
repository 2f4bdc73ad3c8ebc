"""Where searches are handed in: few at a time, a short queue, and the last answers kept."""

from collections import OrderedDict
from dataclasses import replace
from threading import BoundedSemaphore, Lock

from planner import service
from planner.errors import PlannerError
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from web.settings import Settings


class BusyError(PlannerError):
    """More searches are asked for than the site may hold."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"too many searches at once; try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class SolveDesk:
    """Plans trips in the calling thread, at most `max_solves` at a time."""

    def __init__(self, world: service.World, settings: Settings) -> None:
        self.world, self.settings = world, settings
        self._free = BoundedSemaphore(settings.max_solves)
        self._lock = Lock()
        self._inside = 0
        self._kept: OrderedDict[TripRequest, Itinerary] = OrderedDict()

    def plan(self, request: TripRequest) -> Itinerary:
        """Return the trip, kept or newly searched.

        Raises
        ------
        BusyError
            The queue is full, or no search began within the longest wait.
        """
        limit_s = min(request.time_limit_s, self.settings.max_time_limit_s)
        capped = replace(request, time_limit_s=limit_s)
        kept = self._find(capped)
        if kept is not None:
            return kept
        self._enter()
        try:
            return self._wait_and_solve(capped)
        finally:
            self._leave()

    def _wait_and_solve(self, request: TripRequest) -> Itinerary:
        if not self._free.acquire(timeout=self.settings.max_wait_s):
            raise BusyError(self._retry_after_s())
        try:
            found = self._find(request)
            return found if found is not None else self._solve(request)
        finally:
            self._free.release()

    def _solve(self, request: TripRequest) -> Itinerary:
        trip = service.plan_trip(self.world, request)
        with self._lock:
            self._kept[request] = trip
            while len(self._kept) > self.settings.kept_trips:
                self._kept.popitem(last=False)
        return trip

    def _find(self, request: TripRequest) -> Itinerary | None:
        with self._lock:
            if request in self._kept:
                self._kept.move_to_end(request)
            return self._kept.get(request)

    def _enter(self) -> None:
        with self._lock:
            if self._inside >= self.settings.max_solves + self.settings.max_waiting:
                raise BusyError(self._retry_after_s())
            self._inside += 1

    def _leave(self) -> None:
        with self._lock:
            self._inside -= 1

    def _retry_after_s(self) -> int:
        """Return when a place is likely free: one longest search from now [s]."""
        return max(1, round(self.settings.max_time_limit_s))
