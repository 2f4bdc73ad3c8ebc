"""`filofesta distance` and `filofesta bench travel` on real data."""

import json
from pathlib import Path

import pytest

from planner.bench.report import Figure
from planner.cli import bench
from tests.cli.conftest import Run


def test_a_way_names_operator_days_and_validity_of_each_crossing(run: Run) -> None:
    result = run("distance", "Sassari", "Ajaccio")
    document = json.loads(run("distance", "Sassari", "Ajaccio", "--json").stdout)
    (sea,) = [part for part in document["parts"] if part["mode"] == "ferry"]

    for words in ("Ichnusa Lines", "Mo Tu We", "all year", "timetable", "2025-03-08"):
        assert words in result.stdout
    assert [row["operator"] for row in sea["sailings"]] == ["Ichnusa Lines"] * 8
    assert sea["sailings"][0]["weekdays"] == ["Mo", "Tu", "We", "Th", "Fr", "Sa"]


def test_a_dated_way_tells_roads_ferry_spare_minutes_and_the_next_ship(run: Run) -> None:
    asked = ("distance", "Sassari", "Ajaccio", "--depart", "2027-10-31T06:00")
    result, document = run(*asked), json.loads(run(*asked, "--json").stdout)
    (way, *_) = document["connections"]
    (sea,) = [leg for leg in way["legs"] if leg["mode"] == "ferry"]

    assert (result.exit_code, result.stderr) == (0, "")
    assert "spare before" in " ".join(result.stdout.split())
    assert way["depart"] == "2027-10-31T06:00:00+01:00"
    assert (sea["operator"], sea["timetable_status"]) == ("Ichnusa Lines", "timetable")
    assert sea["weekdays"] == ["Su"]
    assert sea["spare_s"] >= 0
    assert sea["next_departure"] > sea["depart"]
    assert way["legs"][0]["roads"]


def test_being_there_by_a_moment_is_asked_for_too(run: Run) -> None:
    result = run("distance", "Livorno", "Bastia", "--arrive-by", "2027-07-03T20:00", "--json")
    (way, *_) = json.loads(result.stdout)["connections"]

    assert way["arrive"] <= "2027-07-03T20:00:00+02:00"
    assert way["ferries"] == 1


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--depart", "2027-07-03T08:00", "--arrive-by", "2027-07-03T20:00"), 2, "either"),
        (("--depart", "tomorrow"), 2, "tomorrow"),
    ],
)
def test_a_wrong_moment_is_told_in_one_line(
    run: Run, options: tuple[str, ...], code: int, words: str
) -> None:
    result = run("distance", "Livorno", "Bastia", *options)

    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_where_no_ship_leads_says_so(run: Run) -> None:
    result = run("distance", "Livorno", "Capraia Isola", "--depart", "2027-01-10T08:00")

    assert result.exit_code == 1
    assert "no car ferry within 14 days" in result.stderr


def test_the_bench_prints_writes_and_keeps_other_sections(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = [Figure("way", 3.0, "ms", 20.0, "other", 30.0)]
    monkeypatch.setattr(bench, "measure", lambda *_: figures)
    page = tmp_path / "BENCHMARKS.md"
    page.write_text("# Mine\n", encoding="utf-8")

    table = run("bench", "travel", "--write", page, "--date", "2027-01-02")
    document = json.loads(run("bench", "travel", "--json").stdout)

    assert table.exit_code == 0
    assert "× 10" in table.stdout
    assert "# Mine" in page.read_text(encoding="utf-8")
    assert "date 2027-01-02" in page.read_text(encoding="utf-8")
    assert document["figures"][0]["met"] is True
    assert document["measured_with"]["cores"] >= 1


def test_a_reference_that_cannot_be_read_is_told(run: Run, tmp_path: Path) -> None:
    result = run("bench", "travel", "--reference", tmp_path / "none.csv")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot read" in result.stderr
