"""From a real .osm.pbf to a planned day in Monaco, with its streets on the map."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli.commands import main
from planner.service import World, load_world
from planner.travel.streets import StreetRouter
from tests.samples import unpack_extract

WISHES = (
    *("--start", "Monaco", "--end", "Monaco", "--days", "1", "--time-limit-s", "1"),
    *("--earliest", "2027-10-05", "--latest", "2027-10-05"),
)


@pytest.mark.parametrize("name", ["monaco-2023", "monaco-2016"])
def test_a_day_in_monaco(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(tmp_path / "imported"))
    extract, page = unpack_extract(name, tmp_path), tmp_path / "day.html"
    brought = CliRunner().invoke(main, ["import", "osm", str(extract)])
    assert brought.exit_code == 0, brought.output
    assert "ODbL" in brought.output
    made = CliRunner().invoke(main, ["plan", *WISHES, "--json", "--map", str(page)])
    assert made.exit_code == 0, made.output
    answer = json.loads(made.stdout)
    items = [item for day in answer["days"] for item in day["items"]]
    drives = [item for item in items if item["type"] == "leg"]
    visits = [item for item in items if item["type"] == "visit"]
    router = load_world(imported=tmp_path / "imported").streets

    assert isinstance(router, StreetRouter)
    assert len(visits) >= 2
    assert all(visit["id"].startswith("osm-") for visit in visits)
    assert {drive["basis"] for drive in drives} == {"osm"}
    assert any(drive["roads"] for drive in drives)
    drawn = [point for drive in drives for point in drive["geometry"]["coordinates"]]
    assert len(drawn) > 20 * len(drives)
    assert all(f"{lon}" in page.read_text() for lon, _ in drawn[5:10])
    assert any("OpenStreetMap" in line for line in answer["provenance"]["data"])


def test_a_trip_elsewhere_is_the_same_on_either_data(real_world: World, monaco: World) -> None:
    livorno = [real_world.gazetteer.get_place(name) for name in ("livorno", "suvereto")]
    lines = []
    for world in (real_world, monaco):
        spots = [world.quays["livorno-port"], world.quays["bastia-port"]]
        lines.append((world.way(spots[0], spots[0]).length_m, world.crossings))

    assert lines[0] == lines[1]
    assert [place.name for place in livorno] == ["Livorno", "Suvereto"]
