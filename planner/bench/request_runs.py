"""Many random requests, each answered in two processes, and what both say compared."""

import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context, parent_process
from multiprocessing.context import SpawnProcess
from multiprocessing.queues import Queue
from queue import Empty
from random import Random

from planner import service
from planner.bench.random_requests import RequestMaker
from planner.bench.request_checks import CLOCK, Check, Fault, check_request
from planner.bench.trip_runs import peak_memory_mb
from planner.errors import PlannerError
from planner.service import World

PROCESSES = 2
PATIENCE_S = 1.0
"""How often it is looked whether the processes still live."""


class WorkerError(PlannerError):
    """A process that answered requests has ended before its time."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """Which requests are made, how long each is searched, how many are explained."""

    count: int
    seed: int
    limit_s: float
    first: date
    last: date
    every: int = 50
    """Each request whose number this divides is answered with all explanations too."""

    def maker(self, world: World) -> RequestMaker:
        """Return what makes the requests."""
        return RequestMaker(world, self.seed, self.first, self.last, self.limit_s)

    def explains(self, number: int) -> bool:
        """Answer whether the whole answer is made for a request."""
        return number % self.every == 0

    def order(self, process: int) -> list[int]:
        """Return the requests in the order of a process, each process its own."""
        numbers = list(range(self.count))
        Random(f"{self.seed} {process}").shuffle(numbers)
        return numbers


@dataclass(frozen=True, slots=True)
class Answered:
    """A check of one process, and the most memory that it has held so far [MB]."""

    process: int
    check: Check
    memory_mb: float


def answer_all(campaign: Campaign, process: int, said: "Queue[Answered]") -> None:
    """Answer all requests in one process, in its own order."""
    world = service.load_world()
    service.warm_up(world)
    maker = campaign.maker(world)
    parent = parent_process()
    for number in campaign.order(process):
        if parent is not None and not parent.is_alive():
            return
        check = check_request(world, maker.make(number), campaign.explains(number))
        said.put(Answered(process, check, peak_memory_mb()))


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Let what starts here ignore Ctrl-C, which a terminal sends to all: who started it ends it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def running(campaign: Campaign) -> Iterator[tuple["Queue[Answered]", list[SpawnProcess]]]:
    """Run the processes; however this ends, they end with it."""
    context = get_context("spawn")
    said: Queue[Answered] = context.Queue()
    processes = [
        context.Process(target=answer_all, args=(campaign, number, said), daemon=True)
        for number in range(PROCESSES)
    ]
    try:
        with deaf_to_interrupts():
            for process in processes:
                process.start()
        yield said, processes
    finally:
        for process in processes:
            if process.pid is not None:
                process.terminate()
                process.join()
        said.close()


def run_campaign(campaign: Campaign) -> Generator[Answered, None, None]:
    """Yield what each process says of each request, as it comes.

    Raises
    ------
    WorkerError
        A process has ended before its time.
    """
    with running(campaign) as (said, processes):
        missing = PROCESSES * campaign.count
        while missing:
            ended = all(process.exitcode is not None for process in processes)
            try:
                answered = said.get(timeout=PATIENCE_S)
            except Empty:
                codes = [process.exitcode for process in processes]
                if ended or any(codes):
                    raise WorkerError(f"processes ended too soon, with {codes}") from None
                continue
            missing -= 1
            yield answered


def is_clocked(check: Check) -> bool:
    """Answer whether the clock ended a search before its work was done."""
    whole = check.explained.limits_hit if check.explained else ()
    return CLOCK in {*check.finding.limits_hit, *whole}


def differences(one: Check, other: Check) -> tuple[tuple[Fault, str], ...]:
    """Return how the answers of two processes to the same request differ."""
    kind = Fault.CLOCK if is_clocked(one) or is_clocked(other) else Fault.BYTES
    found = []
    if one.finding != other.finding:
        found.append((kind, "the answers of two processes differ"))
    if one.explained != other.explained:
        found.append((kind, "the explanations of two processes differ"))
    return tuple(found)
