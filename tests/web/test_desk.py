"""Searches: queued, shared, ended early; a process that is ended by force is replaced."""

import os
import signal
from collections.abc import Callable
from multiprocessing import active_children
from threading import Event
from time import monotonic, sleep

import pytest
from flask.testing import FlaskClient

from planner import service
from planner.model.itinerary import Itinerary, Status
from planner.model.request import TripRequest
from tests.web.builder import ASKED, build_trip, build_world
from tests.web.conftest import SitePlan
from web.crew import ProcessHand, SearchEndedError
from web.desk import BusyError, SolveDesk, State
from web.settings import Settings
from web.tasks import Answer, Report, Task, TaskKind

WISH = {"start": "Livorno", "earliest": "2027-10-01", "latest": "2027-10-10", "days": 2}
MOST_WAIT_S = 120


class SlowHand:
    """Searches until it may go on or is told to end."""

    def __init__(self, go_on: Event) -> None:
        self.world, self.go_on, self.closed = build_world(), go_on, Event()

    def do(self, task: Task, report: Report, cancel: Event) -> Answer:
        report(1, 10)
        while not (self.go_on.is_set() or cancel.is_set() or self.closed.is_set()):
            sleep(0.01)
        return build_trip(self.world, task.request)

    def close(self) -> None:
        self.closed.set()


def task(seed: int) -> Task:
    """Return a question of its own for each seed."""
    asked = service.read_trip_request(build_world(), {**WISH, "seed": seed})
    return Task(TaskKind.PLAN, asked)


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait until something is so, or fail."""
    end = monotonic() + MOST_WAIT_S
    while not happened():
        assert monotonic() < end
        sleep(0.01)


def test_two_run_six_wait_and_the_ninth_is_asked_to_come_back() -> None:
    go_on = Event()
    desk = SolveDesk(lambda: SlowHand(go_on), Settings(max_solves=2, max_waiting=6))
    jobs = [desk.submit(task(seed)) for seed in range(8)]
    wait_for(lambda: [job.state for job in jobs].count(State.RUNNING) == 2)

    with pytest.raises(BusyError) as busy:
        desk.submit(task(8))
    assert busy.value.retry_after_s >= 1
    assert desk.submit(task(3)) is jobs[3]
    assert [desk.place(job) for job in jobs[2:]] == [0, 1, 2, 3, 4, 5]
    go_on.set()
    for job in jobs:
        assert job.ended.wait(MOST_WAIT_S)
        assert job.state is State.DONE
    assert desk.submit(task(8)).ended.wait(MOST_WAIT_S)
    desk.close()


def test_a_search_ended_early_gives_its_best_and_is_not_kept_as_the_answer() -> None:
    desk = SolveDesk(lambda: SlowHand(Event()), Settings(max_solves=1))
    running, queued = desk.submit(task(1)), desk.submit(task(2))
    wait_for(lambda: bool(running.course))
    desk.end(running)
    desk.end(queued)
    assert running.ended.wait(MOST_WAIT_S)

    assert running.state is State.CANCELLED
    assert isinstance(running.answer, Itinerary)
    assert queued.answer is None
    assert desk.peek(task(1)) is None
    assert desk.find(running.id) is running
    assert desk.submit(task(1)) is not running
    desk.close()


def test_only_a_few_wait_so_that_pages_find_a_thread() -> None:
    desk = SolveDesk(lambda: SlowHand(Event()), Settings(max_solves=1, max_waiting=0))
    job = desk.submit(task(1))
    assert desk._waiters.acquire(blocking=False)

    assert not desk.wait(job, MOST_WAIT_S)
    desk.close()


def test_a_long_search_shows_how_far_it_is_and_can_be_stopped(open_site: SitePlan) -> None:
    go_on = Event()

    def wait(world: service.World, request: TripRequest) -> Itinerary:
        assert go_on.wait(MOST_WAIT_S)
        return build_trip(world, request)

    site = open_site(plan=wait, answer_within_s=0.05, cancel_within_s=0.05)
    page = site.get(f"/it/trip?{ASKED}")
    job_id = page.text.split('data-search="')[1].split('"')[0]

    assert page.status_code == 202
    assert 'http-equiv="refresh"' in page.text
    wait_for(lambda: site.get(f"/api/v1/jobs/{job_id}").get_json()["state"] == "running")
    stop = {"page": "pages.trip", "search": job_id}
    led = site.post(f"/it/search/stop?{ASKED}", data=stop)
    assert led.status_code == 303
    assert led.location.endswith(f"&stopped={job_id}")
    go_on.set()
    wait_for(lambda: site.get(f"/api/v1/jobs/{job_id}").get_json()["state"] == "cancelled")
    shown = site.get(led.location)
    assert shown.status_code == 200
    assert "Hai fermato la ricerca in anticipo" in shown.text


def test_a_search_is_asked_for_and_fetched_later(open_site: SitePlan) -> None:
    site = open_site()
    prefer = {"Prefer": "respond-async"}
    begun = site.post("/api/v1/plans", json=WISH, headers=prefer)
    if begun.status_code == 202:
        wait_for(lambda: site.get(begun.location).get_json()["state"] == "done")
        assert site.get(begun.location).get_json()["answer"]["status"] == "feasible"

    assert site.post("/api/v1/plans", json=WISH, headers=prefer).get_json()["status"] == "feasible"
    assert site.get("/api/v1/jobs/none").status_code == 404
    assert site.delete("/api/v1/jobs/none").status_code == 404


def test_a_page_to_stop_has_to_be_one_of_ours(site: FlaskClient) -> None:
    answer = site.post("/en/search/stop", data={"page": "//evil.example", "search": "x"})

    assert answer.status_code == 400


@pytest.mark.slow
def test_a_process_that_is_gone_is_replaced_and_none_is_left_behind() -> None:
    hand = ProcessHand(None, MOST_WAIT_S, 5.0)
    asked = {**WISH, "start": "Bastia", "latest": "2027-10-01", "days": 1, "areas": ["corsica"]}
    world = service.load_world()
    question = Task(TaskKind.PLAN, service.read_trip_request(world, asked))
    course: list[tuple[int, int]] = []
    first = hand.do(question, lambda best, bound: course.append((best, bound)), Event())
    gone = hand.pid
    assert gone is not None
    os.kill(gone, signal.SIGKILL)
    process = hand._process
    assert process is not None
    process.join(MOST_WAIT_S)
    again = hand.do(question, lambda *_: None, Event())
    assert isinstance(first, Itinerary)
    assert isinstance(again, Itinerary)
    assert first.status is Status.OPTIMAL  # it was proved, not cut off by a clock
    assert first.days == again.days
    assert hand.pid != gone

    hurried = ProcessHand(None, 0.0, 0.0)
    hurried._process, hurried._pipe = hand._process, hand._pipe
    with pytest.raises(SearchEndedError, match="did not end within 0 s"):
        hurried.do(question, lambda *_: None, Event())
    hand._process = hand._pipe = None
    hand.close()
    with pytest.raises(SearchEndedError, match="closing"):
        hand.do(question, lambda *_: None, Event())
    assert not [one for one in active_children() if one.name == "filofesta-search"]
