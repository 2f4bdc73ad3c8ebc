"""A process that searches: it reads the world once and answers one task after the other.

It ends by itself when the site at the other end of its pipe is gone, in the midst of a search too.
"""

import os
import signal
from dataclasses import dataclass
from enum import StrEnum
from logging import getLogger
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from planner import service
from planner.errors import PlannerError
from web.tasks import Answer, Task, perform

NICENESS = 15
"""Searches step back before the pages of the site."""
logger = getLogger(__name__)


class Word(StrEnum):
    """What a worker says."""

    READY = "ready"
    PROGRESS = "progress"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Order:
    """A task with its number, or without one: end the task of that number early."""

    number: int
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a worker says of a task."""

    word: Word
    number: int = 0
    best: int = 0
    bound: int = 0
    answer: Answer | None = None
    fault: str = ""


class Ear(Thread):
    """Listens to the site: tasks are queued, an early end is marked at once."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__(daemon=True)
        self.pipe, self.orders = pipe, SimpleQueue[Order]()
        self.ended = 0
        """Number of the last task that has to end early."""

    def run(self) -> None:
        """Listen until the site is gone; then nobody waits for an answer any more."""
        try:
            while True:
                order: Order = self.pipe.recv()
                if order.task is None:
                    self.ended = order.number
                else:
                    self.orders.put(order)
        except (EOFError, OSError):
            os._exit(0)


def work(pipe: Connection, data_folder: Path | None) -> None:
    """Answer tasks until the pipe closes: the main function of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the site ends its workers itself
    os.nice(NICENESS)
    ear = Ear(pipe)
    ear.start()
    world = service.load_world(data_folder)
    pipe.send(Note(Word.READY))
    while True:
        order = ear.orders.get()
        pipe.send(attempt(world, order, ear))


def attempt(world: service.World, order: Order, ear: Ear) -> Note:
    """Return the answer to a task, or in one line why there is none."""
    number = order.number

    def report(best: int, bound: int) -> None:
        ear.pipe.send(Note(Word.PROGRESS, number, best, bound))

    if order.task is None:
        return Note(Word.FAILED, number, fault="no task")
    try:
        answer = perform(world, order.task, report, lambda: ear.ended >= number)
    except PlannerError as error:
        return Note(Word.FAILED, number, fault=str(error))
    except Exception as error:  # the process lives on; the site logs and answers 500
        logger.exception("a search failed")
        return Note(Word.FAILED, number, fault=f"{type(error).__name__}: {error}")
    return Note(Word.DONE, number, answer=answer)
