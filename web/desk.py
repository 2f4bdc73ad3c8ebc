"""Where searches are handed in: few at a time, a short queue, and the last answers kept.

Whoever asks for the same at the same time shares one search.  An answer is kept under its question,
unless somebody ended the search early: then it is only found by the number of that search.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field, replace
from enum import StrEnum
from logging import getLogger
from secrets import token_urlsafe
from threading import BoundedSemaphore, Condition, Event, Thread
from time import monotonic

from planner.errors import PlannerError
from planner.model.itinerary import Itinerary
from planner.model.request import TripRequest
from web.crew import Hand, HandMaker, SearchFailedError
from web.settings import Settings
from web.tasks import Answer, Task, TaskKind

MOST_POINTS = 120
"""Points kept of a search's course."""
KEPT_JOBS = 128
logger = getLogger(__name__)


class BusyError(PlannerError):
    """More searches are asked for than the site may hold."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"too many searches at once; try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class State(StrEnum):
    """How far a search is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Point:
    """The best worth and the proved bound after some time."""

    seconds: float
    best: int
    bound: int

    @property
    def gap(self) -> float:
        """Return (bound - best) / bound, 0 where the bound is 0."""
        return (self.bound - self.best) / self.bound if self.bound > 0 else 0.0


@dataclass
class Job:
    """One search; `id` is hard to guess, because it may be ended by whoever knows it."""

    task: Task
    id: str = field(default_factory=lambda: token_urlsafe(16))
    state: State = State.QUEUED
    course: list[Point] = field(default_factory=list)
    answer: Answer | None = None
    fault: PlannerError | Exception | None = None
    cancel: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    begun_s: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> float:
        """Time since it was asked for [s]."""
        return monotonic() - self.begun_s

    def report(self, best: int, bound: int) -> None:
        """Note how far the search is; a long course is thinned."""
        self.course.append(Point(round(self.seconds, 2), best, bound))
        if len(self.course) > MOST_POINTS:
            del self.course[1:-1:2]


class SolveDesk:
    """Gives tasks to hands, at most `max_solves` at a time.

    Parameters
    ----------
    make_hand
        Called once for each of them, when first needed.
    """

    def __init__(self, make_hand: HandMaker, settings: Settings) -> None:
        self.settings = settings
        self._make_hand = make_hand
        self._change = Condition()
        self._queue: deque[Job] = deque()
        self._active: dict[Task, Job] = {}
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._kept: OrderedDict[Task, Answer] = OrderedDict()
        self._waiters = BoundedSemaphore(settings.max_solves + settings.max_waiting)
        self._hands: list[Hand] = []
        self._threads: list[Thread] = []
        self._closed = False

    def submit(self, task: Task) -> Job:
        """Return the search of a task: ended, under way, or newly queued.

        Raises
        ------
        BusyError
            The queue is full.
        """
        capped = self.capped(task)
        with self._change:
            if capped in self._kept:
                self._kept.move_to_end(capped)
                job = Job(capped, state=State.DONE, answer=self._kept[capped])
                job.ended.set()
                return job
            if capped in self._active:
                return self._active[capped]
            if len(self._active) >= self.settings.max_solves + self.settings.max_waiting:
                raise BusyError(self._retry_after_s())
            return self._enqueue(Job(capped))

    def peek(self, task: Task) -> Answer | None:
        """Return the answer to a task where it is kept."""
        with self._change:
            return self._kept.get(self.capped(task))

    def wait(self, job: Job, seconds: float) -> bool:
        """Wait for a search to end; answers whether it did.

        Only as many wait as searches may be there, so that pages always find a free thread.
        """
        if job.ended.is_set():
            return True
        if not self._waiters.acquire(blocking=False):
            return False
        try:
            return job.ended.wait(seconds)
        finally:
            self._waiters.release()

    def plan(self, request: TripRequest) -> Itinerary:
        """Return a trip, kept or newly searched, however long it takes.

        Raises
        ------
        BusyError
            The queue is full, or the search did not end within the longest wait.
        """
        job = self.submit(Task(TaskKind.PLAN, request))
        if not self.wait(job, self.settings.max_wait_s + self.settings.max_search_s):
            raise BusyError(self._retry_after_s())
        if job.fault is not None:
            raise job.fault
        if not isinstance(job.answer, Itinerary):
            raise BusyError(self._retry_after_s())
        return job.answer

    def find(self, job_id: str) -> Job | None:
        """Return a search by its number, under way or of late."""
        with self._change:
            return self._jobs.get(job_id)

    def place(self, job: Job) -> int:
        """Return how many searches are before one in the queue."""
        with self._change:
            return self._queue.index(job) if job in self._queue else 0

    def end(self, job: Job) -> None:
        """End a search early: one under way with the best so far, a queued one with nothing."""
        with self._change:
            job.cancel.set()
            if job in self._queue:
                self._queue.remove(job)
                self._finish(job, State.CANCELLED)

    def close(self) -> None:
        """End all searches and whoever does them; searches under way end without an answer."""
        with self._change:
            self._closed = True
            self._change.notify_all()
            hands, threads = list(self._hands), list(self._threads)
        for hand in hands:
            hand.close()
        for thread in threads:
            thread.join(self.settings.cancel_within_s)

    def capped(self, task: Task) -> Task:
        """Return a task with no more time than the site allows."""
        limit_s = min(task.request.time_limit_s, self.settings.max_time_limit_s)
        return replace(task, request=replace(task.request, time_limit_s=limit_s))

    def _enqueue(self, job: Job) -> Job:
        """Put a search at the end of the queue; one more thread begins where one is wanting."""
        self._active[job.task] = job
        self._jobs[job.id] = job
        while len(self._jobs) > KEPT_JOBS:
            self._jobs.popitem(last=False)
        self._queue.append(job)
        if len(self._threads) < min(self.settings.max_solves, len(self._active)):
            hand = self._make_hand()
            thread = Thread(target=self._serve, args=(hand,), daemon=True)
            self._hands.append(hand)
            self._threads.append(thread)
            thread.start()
        self._change.notify()
        return job

    def _serve(self, hand: Hand) -> None:
        """Do one search after the other until the site closes."""
        while True:
            with self._change:
                self._change.wait_for(lambda: self._queue or self._closed)
                if self._closed:
                    return
                job = self._queue.popleft()
                job.state = State.RUNNING
            self._do(hand, job)

    def _do(self, hand: Hand, job: Job) -> None:
        """Do one search; whatever happens in it is kept with it."""
        state = State.DONE
        try:
            job.answer = hand.do(job.task, job.report, job.cancel)
            state = State.CANCELLED if job.cancel.is_set() else State.DONE
        except Exception as fault:  # told to whoever waits for this search
            if isinstance(fault, SearchFailedError) or not isinstance(fault, PlannerError):
                logger.error("a search failed", exc_info=fault)
            job.fault, state = fault, State.FAILED
        with self._change:
            self._finish(job, state)

    def _finish(self, job: Job, state: State) -> None:
        """Note the end of a search; a complete answer is kept under its question."""
        job.state = state
        self._active.pop(job.task, None)
        if state is State.DONE and job.answer is not None:
            self._kept[job.task] = job.answer
            while len(self._kept) > self.settings.kept_trips:
                self._kept.popitem(last=False)
        job.ended.set()

    def _retry_after_s(self) -> int:
        """Return when a place is likely free: one longest search from now [s]."""
        return max(1, round(self.settings.max_time_limit_s))
