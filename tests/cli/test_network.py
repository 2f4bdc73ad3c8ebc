"""`filofesta network` and its what-ifs on real data."""

import json
from pathlib import Path

import pytest

from planner.bench import network as bench_network
from planner.bench.report import Figure
from tests.cli.conftest import Run

TODAY = ("--today", "2026-11-21")
BOCOGNANO, SUVERETO = "fiera-di-a-castagna-bocognano", "sagra-del-cinghiale-suvereto"


def test_figures_links_and_chains_are_told_with_their_source(run: Run) -> None:
    result = run("network", *TODAY)

    assert (result.exit_code, result.stderr) == (0, "")
    for words in ("our own definition", "Longest chain of each group", "Bocognano", "Suvereto"):
        assert words in result.stdout


def test_the_document_holds_the_same_figures(run: Run) -> None:
    document = json.loads(run("network", *TODAY, "--json").stdout)
    figures = {one["name"]: one["value"] for one in document["figures"]}
    links = {(one["origin"], one["destination"]) for one in document["links"]}

    assert figures["feasts"] == len(document["dated"]) == 19
    assert figures["links"] == len(links)
    assert {(SUVERETO, BOCOGNANO), (BOCOGNANO, SUVERETO)} <= links
    shorter = json.loads(run("network", *TODAY, "--wait", "2", "--json").stdout)
    assert len(shorter["links"]) < len(links)


def test_a_move_says_what_it_gains_and_costs(run: Run) -> None:
    result = run("network", "whatif", "--move", "bocognano", "7", *TODAY)
    document = json.loads(
        run("network", "whatif", "--move", "bocognano", "7", *TODAY, "--json").stdout
    )

    assert result.exit_code == 0
    assert "Less clash" in result.stdout
    assert [one["second"] for one in document["clashes_lost"]] == [BOCOGNANO]
    assert document["after"]["links"] - document["before"]["links"] == len(
        document["links_gained"]
    ) - len(document["links_lost"])


def test_ferries_feasts_and_best_moves_are_asked_for_too(run: Run) -> None:
    changes = ("--drop", "Livorno", "Bastia", "all", "--longer", "bocognano", "1")
    feast = ("--feast", "Corte", "2026-12-12", "2", "--add", "livorno", "bastia", "11,12")
    result = run("network", "whatif", *changes, *feast, *TODAY)
    best = run("network", "whatif", "--best", "bocognano", *TODAY)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "Gained" in result.stdout
    assert best.exit_code == 0
    assert "which matters most is yours to say" in " ".join(best.stdout.split())
    assert "2026-12-04" in best.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((), 2, "name one, such as --move FEAST 7"),
        (("--move", "nobody", "7"), 1, "unknown feast 'nobody'"),
        (("--move", "castagna", "7"), 1, "did you mean"),
        (("--move", "bocognano", "x"), 2, "'x' is no whole number"),
        (("--drop", "Livorno", "Bastia", "Nov"), 2, "write all, or numbers such as 11,12"),
        (("--drop", "Livorno", "Bastia", "13"), 2, "months: 13: choose a number from 1 to 12"),
        (("--add", "Livorno", "Bastia", "11", "--depart", "25:00"), 2, "no time such as 08:00"),
        (("--feast", "Corte", "soon", "1"), 2, "'soon' is no date"),
        (("--feast", "Kort", "2027-01-01", "1"), 2, "unknown place 'Kort'"),
    ],
)
def test_bad_input_is_one_line(run: Run, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = run("network", "whatif", *arguments, *TODAY)

    assert result.exit_code == code
    assert says in result.stderr
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1


def test_too_late_a_day_and_too_long_a_wait_are_refused(run: Run) -> None:
    assert "no edition is known" in run("network", "--today", "2035-01-01").stderr
    assert "choose a number of days from 1 to 60" in run("network", "--wait", "0").stderr


def test_the_bench_writes_its_section(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    figures = [Figure("page's figures", 1.5, "s", 2.0)]
    monkeypatch.setattr(bench_network, "measure", lambda *_: figures)
    file = tmp_path / "BENCHMARKS.md"
    result = run("bench", "network", "--date", "2026-11-21", "--write", file)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "| page's figures | 1.5 s | ≤ 2 s: met |" in file.read_text(encoding="utf-8")
    assert run("bench", "network", "--date", "soon").exit_code == 2
