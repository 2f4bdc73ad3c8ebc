"""The solver bench from end to end, on instances made here."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from planner.bench import tour_pyvrp, tour_vroom
from planner.bench.instances import Known, read_instance
from planner.bench.replay import tour_faults, tours_score
from planner.bench.tour_figures import contradicts, proof_rows, rows_of
from planner.bench.tour_peer import Found
from planner.bench.tour_runs import (
    OURS,
    PEERS,
    Case,
    ReplayError,
    judged_run,
    our_tours,
    proved_tours,
)
from planner.bench.trip_figures import rows_of as trip_rows
from planner.bench.trip_runs import (
    TripTask,
    budget_tasks,
    catalogue_tasks,
    run_task,
    trip_tasks,
)
from planner.cli.commands import main
from planner.errors import RequestError
from planner.optimise.tours.problem import TourParams, TourProblem, Tours, TourSolution
from planner.service import World, read_trip_request
from planner.travel.reach import GATEWAYS
from tests.bench.published import instance_text

SQUARE = "1 1 2 1\n0 0\n0 0 0 0 0 0 0 0 100\n1 3 4 5 7 1 1 1 0 9\n2 6 8 5 9 1 1 1 0 20\n"


def square_case(tours: int = 1) -> Case:
    return Case(read_instance(SQUARE, "c1", tours), Known(16, True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "toptw").mkdir()
    rows = ["instance,m,best_known,proven_optimal"]
    for number in (1, 2):
        (tmp_path / "toptw" / f"r90{number}.txt").write_text(instance_text(number, 12))
        rows += [f"r90{number},{tours},100,no" for tours in (1, 2)]
    (tmp_path / "best_known.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_the_replay_names_each_broken_rule() -> None:
    problem = square_case().problem
    assert tour_faults(problem, ((1, 2),)) == ()
    assert tours_score(problem, ((1, 2),)) == 16
    assert tour_faults(problem, ((2, 1),)) == ("tour 0: 1 begins at 200, it closes at 90",)
    assert tour_faults(problem, ((1, 1),))[0] == "1 is visited 2 times"
    assert tour_faults(problem, ((1,), (2,))) == ("2 tours, at most 1",)
    assert tour_faults(problem, ((0, 3),)) == tuple(
        f"{place} is none of the places 1 to 2" for place in (0, 3)
    )
    short = replace(problem, closes=np.array([299, 90, 200]))
    assert tour_faults(short, ((1, 2),)) == ("tour 0: back at 300, the day ends at 299",)


@pytest.mark.parametrize("name", sorted(PEERS))
def test_every_peer_solves_a_small_instance(name: str) -> None:
    run = judged_run(name, PEERS[name], square_case(), 0.3, 0)
    assert (run.score, run.gap) == (16, 0.0)


def test_our_tours_carry_their_bound() -> None:
    run = judged_run(OURS, our_tours, square_case(), 0.3, 0)
    assert (run.score, run.bound) == (16, 16)
    assert run.one_percent_s is not None
    heads, (row,) = proof_rows([run])
    assert dict(zip(heads, row, strict=True))["proved"] == "1"
    assert not contradicts(run)
    assert contradicts(replace(run, bound=15))


def test_an_exact_method_begins_with_the_heuristic_tours() -> None:
    begun: list[Tours] = []

    def prove(problem: TourProblem, params: TourParams, start: Tours) -> TourSolution:
        begun.append(start)
        assert params.time_limit_s <= 0.5
        return TourSolution(start, tours_score(problem, start), 16, 0.0)

    run = judged_run(OURS, proved_tours(prove), square_case(), 0.5, 0)
    assert (run.score, run.bound) == (16, 16)
    assert begun == [((1, 2),)]


def test_impossible_tours_are_never_counted() -> None:
    with pytest.raises(ReplayError, match="liar on c1 m=1: tour 0: 1 begins at 200"):
        judged_run("liar", lambda *_: Found(((2, 1),), 0.1), square_case(), 1.0, 0)
    with pytest.raises(ReplayError, match="16 is above its bound 15"):
        judged_run("liar", lambda *_: Found(((1, 2),), 0.1, (), 15), square_case(), 1.0, 0)


def test_gaps_are_means_over_cases_of_medians_over_seeds() -> None:
    run = judged_run(OURS, our_tours, square_case(), 0.3, 0)
    two = replace(square_case(2), known=Known(32, False))
    scores = [(square_case(), 16), (square_case(), 8), (square_case(), 12), (two, 32)]
    runs = [replace(run, case=case, score=score) for case, score in scores]
    heads, (row,) = rows_of(runs)
    shown = dict(zip(heads, row, strict=True))
    assert (shown["m = 1"], shown["m = 2"], shown["mean gap %"]) == ("25.00", "0.00", "12.500")
    assert shown["best known"] == "1 of 2"


def test_a_missing_peer_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, solve in ((tour_pyvrp, PEERS["pyvrp"]), (tour_vroom, PEERS["vroom"])):
        monkeypatch.setattr(module, module.__name__.rpartition("_")[2], None)
        with pytest.raises(RequestError, match="is not installed"):
            solve(square_case().problem, 0.1, 0)


def run_bench(*words: str) -> tuple[int, str]:
    try:
        result = CliRunner().invoke(main, ["bench", "solver", *words], catch_exceptions=False)
    except SystemExit as end:
        return int(str(end)), ""
    return result.exit_code, result.output


def test_the_command_measures_and_writes_beside_other_sections(folder: Path) -> None:
    figures = folder / "figures.md"
    figures.write_text("# Benchmarks\n\n<!-- travel -->\nkept\n<!-- /travel -->\n")
    words = ["--instances", str(folder), "--instance", "r901", "--tours", "2", "--limit", "0.3"]
    code, output = run_bench(*words, "--peer", "routing", "--seeds", "1", "--write", str(figures))
    assert code == 0
    assert "filofesta" in output
    text = figures.read_text()
    assert "kept" in text
    assert "| r901 m=2 | 100 |" in text
    assert "ortools" in text


def test_one_tour_is_measured_as_a_set_of_its_own(folder: Path) -> None:
    words = ["--set", "optw", "--instances", str(folder), "--limit", "0.2", "--seeds", "1"]
    code, output = run_bench(*words, "--json")
    runs = json.loads(output[output.index("{\n") :])["runs"]
    assert code == 0
    assert [(run["instance"], run["tours"]) for run in runs] == [("r901", 1), ("r902", 1)]
    assert all(run["score"] <= run["bound"] for run in runs)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ((), "name the folder"),
        (("--instances", "FOLDER", "--instance", "r999"), "cannot read"),
        (("--instances", "FOLDER", "--instance", "r901", "--tours", "3"), "has none for m=3"),
        (("--instances", "FOLDER/toptw", "--instance", "r901"), "cannot read"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said_in_one_line(
    folder: Path, words: tuple[str, ...], fault: str
) -> None:
    given = [word.replace("FOLDER", str(folder)) for word in words]
    result = CliRunner().invoke(main, ["bench", "solver", *given])
    assert result.exit_code == 2
    assert fault in result.output


def test_a_generated_trip_is_solved_and_judged() -> None:
    run = run_task(TripTask("small", 3.0, 1, days=2, feasts=2, sights=8))
    assert run.verdict == "accepted"
    assert run.objective <= run.bound
    assert run.first_s is not None
    heads, rows = trip_rows([run])
    assert [len(row) for row in rows] == [len(heads)] * 2


def test_a_trip_with_less_money_is_worth_less_and_accepted() -> None:
    rich = run_task(TripTask("rich", 1.0, 1, days=3, feasts=6, sights=20, lands=2))
    poor = run_task(TripTask("poor", 1.0, 1, days=3, feasts=6, sights=20, lands=2, share=0.6))

    assert (rich.verdict, poor.verdict) == ("accepted", "accepted")
    assert 0 < poor.objective < rich.objective
    assert poor.objective <= poor.bound < rich.objective


def test_budgets_are_asked_for_each_length_and_seed() -> None:
    tasks = budget_tasks(2, 20.0, (5,))

    assert [(task.seed, task.share) for task in tasks] == [(1, 0.8), (1, 0.6), (2, 0.8), (2, 0.6)]
    assert tasks[0].title == "5 days, seed 1, 80%"


def test_trips_have_seeds_from_one_and_each_length() -> None:
    tasks = trip_tasks(2, 9.0, (5, 14), 19, 3)
    assert [(task.days, task.seed) for task in tasks] == [(5, 1), (5, 2), (14, 1), (14, 2)]


def test_requests_are_sound_and_start_at_every_gateway(real_world: World) -> None:
    tasks = catalogue_tasks(5.0, 0, date(2027, 1, 1), date(2027, 12, 31))
    assert len(tasks) == 24
    assert tasks == catalogue_tasks(5.0, 0, date(2027, 1, 1), date(2027, 12, 31))
    documents = [dict(task.document or {}) for task in tasks]
    assert {document["start"] for document in documents} == set(GATEWAYS)
    for document in documents:
        place = real_world.gazetteer.ports[document["start"]].place_id
        request = read_trip_request(real_world, document | {"start": place})
        assert 3 <= request.days.least == request.days.most <= 14
