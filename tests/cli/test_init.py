"""`filofesta init`: a folder that is sound from the first minute, or none."""

import json
from pathlib import Path

import pytest
from frictionless import validate

from planner import service
from tests.cli.conftest import Run


def test_a_new_folder_is_sound_and_plans_a_trip(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "adria-juzhe"

    made = run("init", folder, "--name", "Adria")
    check = run("check", "--data", folder)
    feasts = run("festivals", "--data", folder, "--json")
    first = json.loads(feasts.stdout)[0]
    year = first["days"][0][:4]
    wish = ("--start", "Alfa", "--earliest", f"{year}-10-01", "--latest", f"{year}-10-09")
    trip = run("plan", "--data", folder, *wish, "--days", "1-2", "--json")

    assert made.exit_code == 0, made.stderr
    assert (check.exit_code, check.stdout) == (0, "")
    assert first["area"] == "example-area"
    answer = json.loads(trip.stdout)
    assert answer["status"] == "optimal"
    visits = [i["id"] for day in answer["days"] for i in day["items"] if i["type"] == "visit"]
    assert "example-feast" in visits
    distance = run("distance", "Alfa", "Beta", "--data", folder)
    assert "SP1" in distance.stdout
    assert validate(str(folder / "datapackage.json")).flatten(["type", "note"]) == []
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in readme for path in folder.glob("*.csv"))


@pytest.mark.parametrize("name", ["Puglia", "a b", "-x", "è"])
def test_a_name_that_is_no_id_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    result = run("init", "--", tmp_path / name)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "such as puglia-shqiperi" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_left_alone(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()

    assert "exists already" in run("init", folder).stderr
    assert "cannot be made" in run("init", tmp_path / "no" / "such").stderr
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("", "has 0 rows, and needs one"),
        ("a,A,2026,2028,,,,,,,,,,\nb,B,2026,2028,,,,,,,,,,\n", "has 2 rows, and needs one"),
        ("a,A,2028,2026,,,,,,,,,,\n", "first_year 2028 is after last_year 2026"),
        ("a,A,2026,2028,13,38,5,45,,,,,,\n", "west has to be below east"),
    ],
)
def test_a_region_that_cannot_be_is_named(run: Run, tmp_path: Path, row: str, words: str) -> None:
    folder = tmp_path / "adria"
    service.make_region(folder, "Adria", service.load_world(None).catalogue.first_day)
    path = folder / "region.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{header}\n{row}", encoding="utf-8")

    result = run("festivals", "--data", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert "region.csv" in result.stderr
