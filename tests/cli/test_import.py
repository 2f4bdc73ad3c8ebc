"""`filofesta import` on the command line: one line for an error, one setting for all."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli.commands import main
from tests.geodata.gtfs.feed import CSV, feed_files, write_feed
from tests.geodata.osm.small_map import grid_text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(tmp_path / "imported"))
    return tmp_path / "imported"


@pytest.mark.parametrize(
    "words",
    [
        ["osm"],
        ["osm", "gone.osm.pbf"],
        ["osm", "--area", "atlantis", "x"],
        ["osm", "x", "--place", "Bocognano"],
        ["gtfs"],
        ["gtfs", "gone.zip"],
        ["router", "nowhere"],
        ["teleport"],
    ],
)
def test_a_wrong_use_is_one_line_and_code_2(words: list[str], folder: Path) -> None:
    result = CliRunner().invoke(main, ["import", *words])

    assert result.exit_code == 2
    assert result.stderr.startswith("filofesta: ")
    assert result.stderr.count("\n") == 1
    assert not folder.exists() or not list(folder.iterdir())


def test_what_an_import_brought_is_told_and_check_warns_of_its_age(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "grid.osm"
    path.write_text(grid_text(), encoding="utf-8")
    streets = CliRunner().invoke(main, ["import", "osm", str(path)])
    old = {name: text.replace("2027", "2021") for name, text in CSV.items()}
    times = CliRunner().invoke(main, ["import", "gtfs", str(write_feed(tmp_path / "old.zip", old))])
    check = CliRunner().invoke(main, ["check"])

    assert "112 segments" in streets.stdout
    assert "ended on 2021-10-31" in times.stdout
    assert "warning: old.zip" in check.stderr
    assert check.exit_code == 0
    assert {one["kind"] for one in json.loads((folder / "imported.json").read_text()).values()} == {
        "osm",
        "gtfs",
    }


@pytest.mark.usefixtures("folder")
def test_an_area_far_from_the_map_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "grid.osm"
    path.write_text(grid_text(), encoding="utf-8")
    here = CliRunner().invoke(main, ["import", "osm", str(path), "--area", "corsica"])
    away = CliRunner().invoke(main, ["import", "osm", str(path), "--area", "tuscany"])

    assert here.exit_code == 0
    assert away.exit_code == 2
    assert "no street for cars in the areas asked for" in away.stderr


def test_the_option_names_the_folder_for_a_command(tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.zip", feed_files())
    words = ["--imported", str(tmp_path / "here"), "import", "gtfs", str(feed)]
    run = "from planner.cli.commands import main; main()"
    subprocess.run([sys.executable, "-c", run, *words], check=True, capture_output=True)

    assert (tmp_path / "here" / "imported.json").exists()


def test_a_damaged_import_is_one_line(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "grid.osm"
    path.write_text(grid_text(), encoding="utf-8")
    CliRunner().invoke(main, ["import", "osm", str(path)])
    next(folder.glob("osm-*/streets.npz")).write_bytes(b"noise")
    result = CliRunner().invoke(main, ["distance", "Bastia", "Corte"])

    assert result.exit_code == 2
    assert "import the extract again" in result.stderr
    (folder / "imported.json").write_text('{"../../etc": {}}')
    assert CliRunner().invoke(main, ["check"]).exit_code == 2
