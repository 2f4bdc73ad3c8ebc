"""Who searches: worker processes that can be ended by force, or the calling thread.

A hand does one task at a time.  Processes are for a site that reads its data from a folder; threads
are for one that was given a world, which stays in this process.
"""

from collections.abc import Callable
from logging import getLogger
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import Protocol

from planner import service
from planner.errors import PlannerError
from web.tasks import Answer, Report, Task, perform
from web.worker import Note, Order, Word, work

LOOK_S = 0.05
"""How often a hand looks whether its task has to end [s]."""
START_S = 120.0
"""Longest time in which a process gets ready [s]."""
END_S = 5.0
"""Time to end before it is ended by force [s]."""
logger = getLogger(__name__)


class SearchEndedError(PlannerError):
    """A search that was ended by force, or whose process is gone; it left no answer."""


class SearchFailedError(PlannerError):
    """A search that failed: a defect of ours."""


class Hand(Protocol):
    """Does one task at a time."""

    def do(self, task: Task, report: Report, cancel: Event) -> Answer:
        """Return the answer to a task; when `cancel` is set, soon the best so far."""

    def close(self) -> None:
        """End for good."""


class ThreadHand:
    """Searches in the calling thread; it can be asked to end, not forced."""

    def __init__(self, world: service.World) -> None:
        self._world = world

    def do(self, task: Task, report: Report, cancel: Event) -> Answer:
        """Return the answer to a task."""
        return perform(self._world, task, report, cancel.is_set)

    def close(self) -> None:
        """End: there is nothing to end."""


class ProcessHand:
    """Searches in a process of its own, started when first needed and again after its end.

    Parameters
    ----------
    data_folder
        What the process reads its world from; None: the data beside the program.
    limit_s
        A search that takes longer is ended by force, and its process with it [s].
    grace_s
        Time for the best so far once the task is to end early [s].
    """

    def __init__(self, data_folder: Path | None, limit_s: float, grace_s: float) -> None:
        self._folder, self._limit_s, self._grace_s = data_folder, limit_s, grace_s
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._number, self._lock, self._closed = 0, Lock(), False

    @property
    def pid(self) -> int | None:
        """Number of the process, None where none runs."""
        return self._process.pid if self._process is not None else None

    def ready(self) -> Connection:
        """Return the pipe to a process that has read its world.

        Raises
        ------
        SearchEndedError
            It did not get ready, or the site is closing.
        """
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.end()
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        with self._lock:
            if self._closed:
                raise SearchEndedError("the site is closing")
            name = "filofesta-search"
            self._process = context.Process(
                target=work, args=(theirs, self._folder), name=name, daemon=True
            )
            self._process.start()
            self._pipe = ours
        theirs.close()
        try:
            if ours.poll(START_S) and ours.recv().word is Word.READY:
                return ours
        except (EOFError, OSError):
            logger.error("a search process ended before it was ready")
        self.end()
        raise SearchEndedError("no search process could be started")

    def do(self, task: Task, report: Report, cancel: Event) -> Answer:
        """Return the answer to a task.

        Raises
        ------
        SearchEndedError
            The task was ended by force, or its process is gone.
        SearchFailedError
            The search failed.
        """
        pipe = self.ready()
        self._number += 1
        try:
            pipe.send(Order(self._number, task))
            note = self._listen(pipe, report, cancel, self._limit_s * task.kind.searches)
        except (EOFError, OSError) as error:
            self.end()
            raise SearchEndedError("the search process is gone") from error
        if note.word is Word.DONE and note.answer is not None:
            return note.answer
        raise SearchFailedError(note.fault)

    def _listen(self, pipe: Connection, report: Report, cancel: Event, limit_s: float) -> Note:
        """Return the last note of the present task; the earlier ones are passed on."""
        deadline, is_told = monotonic() + limit_s, False
        while monotonic() < deadline:
            if cancel.is_set() and not is_told:
                pipe.send(Order(self._number))
                deadline, is_told = min(deadline, monotonic() + self._grace_s), True
            if not pipe.poll(LOOK_S):
                continue
            note: Note = pipe.recv()
            if note.number == self._number and note.word is not Word.PROGRESS:
                return note
            if note.number == self._number:
                report(note.best, note.bound)
        self.end()
        raise SearchEndedError(f"the search did not end within {limit_s:g} s")

    def end(self) -> None:
        """End the process by force; the next task starts a new one."""
        with self._lock:
            process, pipe = self._process, self._pipe
            self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.terminate()
            process.join(END_S)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()

    def close(self) -> None:
        """End for good; a task under way ends without an answer."""
        self._closed = True
        self.end()


HandMaker = Callable[[], Hand]
