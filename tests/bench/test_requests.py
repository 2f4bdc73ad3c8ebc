"""Random requests: how broadly they ask, and that each kind of fault is found."""

import json
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner import service
from planner.bench import request_checks, request_runs
from planner.bench.random_requests import FLAWS, RequestMaker, Wish
from planner.bench.request_checks import Check, Fault, Finding, Outcome, Whole, check_request
from planner.bench.request_figures import Settled, request_section, settle
from planner.bench.request_runs import Answered, Campaign, differences, run_campaign
from planner.cli import bench_requests
from planner.cli.commands import main
from planner.errors import RequestError
from planner.geodata.request_document import RequestDocument
from planner.model.request import TripRequest
from planner.optimise.locked_search import solve_around_locks
from planner.optimise.problem import OrienteeringSolution, SearchParams
from planner.optimise.trip import Trip
from planner.service import World, read_trip_request
from planner.travel.reach import GATEWAYS

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
EASY = {"start": "Bastia", "earliest": "2027-10-01", "latest": "2027-10-02", "time_limit_s": 0.1}
PLAIN = Finding(Outcome.TRIP, "", (), "ab")
Solution = OrienteeringSolution


@pytest.fixture
def maker(real_world: World) -> RequestMaker:
    return RequestMaker(real_world, 0, FIRST, LAST, 0.1)


def check(world: World, unsound: bool = False, explain: bool = False) -> Check:
    return check_request(world, Wish(0, dict(EASY), unsound), explain)


def test_requests_hold_every_wish_that_there_is(maker: RequestMaker) -> None:
    documents = [maker.make(number).document for number in range(1500)]
    assert {name for document in documents for name in document} >= {*RequestDocument.model_fields}
    starts = {one["start"] for one in documents if isinstance(one.get("start"), str)}
    ports = maker.world.gazetteer.ports
    assert starts >= {ports[gateway].place_id for gateway in GATEWAYS}
    months = {one["earliest"][:7] for one in documents if "earliest" in one}
    assert months >= {f"2027-{month:02}" for month in range(1, 13)}


def test_a_request_is_made_by_its_seed_and_number_alone(maker: RequestMaker) -> None:
    backwards = [maker.make(number) for number in reversed(range(50))]
    assert backwards[::-1] == [maker.make(number) for number in range(50)]
    assert replace(maker, seed=1).make(3).document != maker.make(3).document


def test_sound_requests_are_taken_as_a_rule(maker: RequestMaker) -> None:
    wishes = [maker.make(number) for number in range(200)]
    refused = []
    for wish in wishes:
        try:
            read_trip_request(maker.world, wish.document)
        except RequestError:
            refused.append(wish)
    unsound = [wish for wish in wishes if wish.unsound]
    assert len(refused) < 40
    assert [wish for wish in refused if wish.unsound] == unsound != []


@pytest.mark.parametrize("number", range(len(FLAWS)))
def test_a_flawed_request_is_always_refused(maker: RequestMaker, number: int) -> None:
    for base in range(5):
        wish = Wish(base, FLAWS[number](maker.make(base).document), True)
        found = check_request(maker.world, wish, False)
        assert found.finding.outcome is Outcome.REFUSED
        assert found.finding.why != ""


def test_a_request_is_answered_the_same_twice_and_explained(real_world: World) -> None:
    one, two = check(real_world, explain=True), check(real_world, explain=True)
    assert one.finding == two.finding
    assert one.finding.outcome is Outcome.TRIP
    assert one.finding.faults == differences(one, two) == ()
    assert one.explained is not None


def test_another_trip_has_another_digest(real_world: World) -> None:
    later = Wish(0, EASY | {"latest": "2027-10-03"})
    assert (
        check_request(real_world, later, False).finding.answer != check(real_world).finding.answer
    )


def spoil(monkeypatch: pytest.MonkeyPatch, change: Callable[[Solution], Solution]) -> None:
    """Let every search claim something else."""

    def solve(trip: Trip, params: SearchParams) -> Solution:
        return change(solve_around_locks(trip, params))

    monkeypatch.setattr(request_checks, "solve_around_locks", solve)


def test_the_judge_is_asked(real_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(monkeypatch, lambda found: replace(found, moves=found.moves[:1]))
    assert {kind for kind, _ in check(real_world).finding.faults} == {Fault.JUDGE}


def test_a_bound_below_the_objective_is_found(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, lambda found: replace(found, bound=1))
    assert Fault.BOUND in {kind for kind, _ in check(real_world).finding.faults}


def test_an_error_that_is_no_refusal_is_found(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Solution:
        raise ZeroDivisionError("of a solver")

    monkeypatch.setattr(request_checks, "solve_around_locks", fail)
    found = check(real_world).finding
    assert found.outcome is Outcome.BROKEN
    assert found.faults == ((Fault.ERROR, "ZeroDivisionError: of a solver"),)


def test_an_error_while_a_request_is_read_is_found(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> TripRequest:
        raise KeyError("start")

    monkeypatch.setattr(service, "read_trip_request", fail)
    assert check(real_world).finding.faults == ((Fault.ERROR, "KeyError: 'start'"),)


def test_an_unsound_request_that_is_taken_is_a_fault(real_world: World) -> None:
    assert {kind for kind, _ in check(real_world, unsound=True).finding.faults} == {Fault.TAKEN}


def test_differing_bytes_are_faults_also_in_the_explanations() -> None:
    one = Check(0, PLAIN, 0.1, Whole("cd", ()))
    assert differences(one, replace(one, seconds=9.0)) == ()
    other = replace(one, finding=replace(PLAIN, answer="ac"))
    assert [kind for kind, _ in differences(one, other)] == [Fault.BYTES]
    explained = replace(one, explained=Whole("ce", ()))
    assert [kind for kind, _ in differences(one, explained)] == [Fault.BYTES]
    clocked = replace(one, explained=Whole("ce", ("clock",)))
    assert [kind for kind, _ in differences(one, clocked)] == [Fault.CLOCK]


def campaign(count: int) -> Campaign:
    return Campaign(count, 0, 0.1, FIRST, LAST, every=3)


def test_processes_answer_the_same_requests_in_orders_of_their_own() -> None:
    orders = [campaign(30).order(process) for process in (0, 1)]
    assert [sorted(order) for order in orders] == [list(range(30))] * 2
    assert orders[0] != orders[1]


def test_figures_count_what_both_processes_said(maker: RequestMaker) -> None:
    fine = Settled(maker.make(0), (Check(0, PLAIN, 0.1), Check(0, PLAIN, 0.3)))
    other = replace(PLAIN, answer="ac")
    differing = Settled(maker.make(1), (Check(1, PLAIN, 0.1), Check(1, other, 0.5)))
    refusal = Finding(Outcome.REFUSED, "days")
    refused = Settled(maker.make(2), (Check(2, refusal, 0.0), Check(2, refusal, 0.0)))
    section = request_section(campaign(3), [fine, differing, refused], 300.0, {})
    (_, measured), (_, refusals), (_, faults) = section.tables
    shown = {row[0]: row[1] for row in measured}
    assert shown["requests, each answered in two processes"] == "3"
    assert (shown["trips"], shown["answers with differing bytes"]) == ("2", "1")
    assert shown["median of an answer"] == "0.200 s"
    assert refusals == [("days", "1")]
    assert [row[0] for row in faults] == ["1"]
    assert differing.document()["request"] == maker.make(1).document
    assert "request" not in fine.document()


def test_what_one_process_alone_has_said_is_not_settled(maker: RequestMaker) -> None:
    said = [Answered(0, Check(4, PLAIN, 0.1), 1.0), Answered(1, Check(5, PLAIN, 0.1), 1.0)]
    assert settle(maker, said) == []
    assert len(settle(maker, [*said, Answered(1, Check(4, PLAIN, 0.1), 1.0)])) == 1


def test_two_processes_answer_and_the_command_writes(tmp_path: Path) -> None:
    figures = tmp_path / "figures.md"
    words = ["bench", "solver", "--set", "requests", "--count", "4", "--seed", "3"]
    others = ["--limit", "0.1", "--json", "--write", str(figures)]
    result = CliRunner().invoke(main, [*words, *others])
    assert result.exit_code == 0, result.output
    runs = json.loads(result.stdout)["runs"]
    assert [run["number"] for run in runs] == list(range(4))
    assert all(len(run["seconds"]) == 2 for run in runs)
    assert "| answers with differing bytes | 0 |" in figures.read_text()
    assert multiprocessing.active_children() == []


def test_processes_end_when_nobody_listens_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_runs, "PROCESSES", 1)
    with closing(run_campaign(campaign(1000))) as answers:
        next(answers)
        assert len(multiprocessing.active_children()) == 1
    assert multiprocessing.active_children() == []


def give_up(*_: object) -> None:
    raise SystemExit(3)


def test_a_process_that_ends_too_soon_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_runs, "PROCESSES", 1)
    monkeypatch.setattr(request_runs, "answer_all", give_up)
    with pytest.raises(request_runs.WorkerError, match="too soon"):
        list(run_campaign(campaign(5)))


def test_a_cancelled_campaign_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(_: Campaign) -> Iterator[Answered]:
        yield Answered(0, Check(0, PLAIN, 0.1), 1.0)
        raise KeyboardInterrupt

    monkeypatch.setattr(bench_requests, "run_campaign", cancelled)
    figures = tmp_path / "figures.md"
    figures.write_text("kept\n")
    words = ["bench", "solver", "--set", "requests", "--count", "2", "--write", str(figures)]
    assert CliRunner().invoke(main, words).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["figures.md"]
    assert figures.read_text() == "kept\n"


def test_a_fault_ends_with_an_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = replace(PLAIN, faults=((Fault.JUDGE, "move 1: too late"),))

    def said(_: Campaign) -> Iterator[Answered]:
        yield from (Answered(process, Check(0, bad, 0.1), 1.0) for process in (0, 1))

    monkeypatch.setattr(bench_requests, "run_campaign", said)
    words = ["bench", "solver", "--set", "requests", "--count", "1"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert "too late" in result.output
