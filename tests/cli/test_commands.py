"""What the commands print and write on real data, and with which code they end."""

import json
from pathlib import Path
from shutil import copytree
from typing import Any
from xml.etree import ElementTree

import gpxpy
import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from planner import service
from planner.cli.commands import main
from tests.cli.conftest import Run

LEAFLET = service.DATA.parent / "node_modules" / "leaflet" / "dist" / "leaflet.js"
WISHES = {
    "start": "Bastia",
    "earliest": "2026-12-03",
    "latest": "2026-12-08",
    "days": 3,
    "time_limit_s": 0.5,
}
LATE_MUST = {**WISHES, "must": ["palio-marinaro-livorno"]}
"""A feast of June in a trip of December."""


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    """Return a small request on disk."""
    path = tmp_path / "request.json"
    path.write_text(json.dumps(WISHES), encoding="utf-8")
    return path


def ask(run: Run, wishes: dict[str, Any], *options: str) -> Result:
    """Plan a trip from a request on standard input."""
    return run("plan", "-", *options, stdin=json.dumps(wishes).encode())


def answer(result: Result) -> dict[str, Any]:
    """Return the one JSON document on standard output."""
    document = json.loads(result.stdout)
    assert isinstance(document, dict)
    return document


def test_a_trip_is_told_day_by_day(run: Run, request_file: Path) -> None:
    result = run("plan", request_file)

    assert (result.exit_code, result.stderr) == (0, "")
    assert [f"Day {n}, " in result.stdout for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert "A Fiera di a Castagna" in result.stdout
    assert "date by its rule, not announced" in result.stdout
    assert "Not in the trip" in result.stdout


def test_json_is_one_document_and_nothing_else(run: Run, request_file: Path) -> None:
    result = run("plan", request_file, "--json")

    assert (result.exit_code, result.stderr) == (0, "")
    document = answer(result)
    assert document["status"] in ("optimal", "feasible")
    assert 0 < document["objective"] <= document["bound"]
    assert len(document["days"]) == 3
    festivals = {
        item["id"]
        for day in document["days"]
        for item in day["items"]
        if item["type"] == "visit" and item["kind"] == "festival"
    }
    assert "fiera-di-a-castagna-bocognano" in festivals
    assert document["totals"]["festivals"] == len(festivals)


def test_every_shape_of_a_real_trip_is_a_line(run: Run, request_file: Path) -> None:
    document = answer(run("plan", request_file, "--json"))

    legs = [item for day in document["days"] for item in day["items"] if item["type"] == "leg"]

    assert legs
    assert all(len(leg["geometry"]["coordinates"]) >= 2 for leg in legs)


def test_the_same_request_gives_the_same_answer(run: Run, request_file: Path) -> None:
    first, second = (answer(run("plan", request_file, "--json")) for _ in range(2))

    for document in (first, second):
        assert document["provenance"].pop("seconds") >= 0
    assert json.dumps(first) == json.dumps(second)


def test_options_stand_in_for_a_file_and_overrule_it(run: Run, request_file: Path) -> None:
    options = ["--start", "Bastia", "--earliest", "2026-12-03", "--latest", "2026-12-08"]
    from_options = run("plan", *options, "--days", "3", "--time-limit-s", "0.5", "--json")
    longer = run("plan", request_file, "--days", "2-2", "--json")

    told = answer(from_options)
    assert told["days"] == answer(run("plan", request_file, "--json"))["days"]
    assert len(answer(longer)["days"]) == 2


def test_calendar_and_tracks_are_written(run: Run, request_file: Path, tmp_path: Path) -> None:
    ics, gpx = tmp_path / "trip.ics", tmp_path / "trip.gpx"

    result = run("plan", request_file, "--json", "--ics", ics, "--gpx", gpx)

    assert (result.exit_code, result.stderr) == (0, "")
    items = [item for day in answer(result)["days"] for item in day["items"]]
    visits = [item["name"] for item in items if item["type"] == "visit"]
    assert b"\r\r" not in ics.read_bytes()
    calendar = Calendar.from_ical(ics.read_bytes())
    assert isinstance(calendar, Calendar)
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == visits
    tracks = gpxpy.parse(gpx.read_text(encoding="utf-8"))
    assert [point.name for point in tracks.routes[0].points] == visits
    assert len(tracks.tracks) == len([item for item in items if item["type"] == "leg"])
    assert ElementTree.parse(gpx).getroot().get("version") == "1.1"


@pytest.mark.skipif(not LEAFLET.exists(), reason="Leaflet is not installed: scripts/run does it")
def test_the_map_is_one_page_that_asks_no_other_host(
    run: Run, request_file: Path, tmp_path: Path
) -> None:
    page = tmp_path / "trip.html"

    result = run("plan", request_file, "--map", page)

    assert (result.exit_code, result.stderr) == (0, "")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "A Fiera di a Castagna" in text
    assert ' src="' not in text
    assert "<link" not in text


def test_a_file_that_cannot_be_written_is_said_after_the_answer(
    run: Run, request_file: Path, tmp_path: Path
) -> None:
    result = run("plan", request_file, "--json", "--ics", tmp_path / "missing" / "trip.ics")

    assert result.exit_code == 2
    assert answer(result)["days"]
    assert len(result.stderr.splitlines()) == 1
    assert "cannot be written" in result.stderr


def test_a_must_that_cannot_be_met_is_said_in_words(run: Run, tmp_path: Path) -> None:
    result = ask(run, LATE_MUST, "--ics", str(tmp_path / "trip.ics"))

    assert (result.exit_code, result.stderr) == (1, "")
    assert "Palio Marinaro" in result.stdout
    assert not (tmp_path / "trip.ics").exists()


def test_no_trip_is_a_json_document_too(run: Run) -> None:
    result = ask(run, LATE_MUST, "--json")

    assert (result.exit_code, result.stderr) == (1, "")
    document = answer(result)
    assert (document["status"], document["days"]) == ("infeasible", [])
    assert any("Palio Marinaro" in reason for reason in document["reasons"])


def test_festivals_lists_the_editions_of_some_days(run: Run) -> None:
    span = ["--from", "2026-12-04", "--to", "2026-12-06"]
    table, listed = run("festivals", *span), run("festivals", *span, "--json")

    assert (table.exit_code, listed.exit_code) == (0, 0)
    assert "Castagna" in table.stdout
    editions = json.loads(listed.stdout)
    assert "fiera-di-a-castagna-bocognano" in {edition["festival"] for edition in editions}
    for edition in editions:
        assert any("2026-12-04" <= day <= "2026-12-06" for day in edition["days"])
        assert edition["date_status"] in ("confirmed", "announced", "rule_based", "guess")
        assert edition["basis"]


def test_festivals_lists_every_feast_over_all_years(run: Run, world: service.World) -> None:
    editions = json.loads(run("festivals", "--json").stdout)

    assert {edition["festival"] for edition in editions} == set(world.catalogue.festivals)


def test_days_without_a_feast_are_said_in_words(run: Run) -> None:
    result = run("festivals", "--from", "2027-01-02", "--to", "2027-01-03")

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == "No edition is known from 2027-01-02 to 2027-01-03.\n"


def test_a_way_by_road_is_told_with_what_it_stands_on(run: Run) -> None:
    table = run("distance", "Bastia", "Corte")
    document = answer(run("distance", "Bastia", "Corte", "--json"))

    assert table.exit_code == 0
    assert "without waiting" in table.stdout
    assert 60_000 < document["distance_m"] < 80_000
    assert 3000 < document["duration_s"] < 5400
    assert {part["mode"] for part in document["parts"]} == {"car"}
    assert {part["basis"] for part in document["parts"]} <= {"corridor", "approximate"}


def test_a_way_over_water_takes_a_ferry(run: Run) -> None:
    document = answer(run("distance", "Livorno", "fiera-di-a-castagna-bocognano", "--json"))

    assert "ferry" in {part["mode"] for part in document["parts"]}
    assert document["distance_m"] == sum(part["distance_m"] for part in document["parts"])


def test_distance_reads_its_own_data() -> None:
    result = CliRunner().invoke(main, ["distance", "Bastia", "Bastia"])

    assert (result.exit_code, result.stdout) == (0, "You are there already: 0 km.\n")


def test_check_finds_no_fault_in_the_data(run: Run) -> None:
    assert run("check").exit_code == 0
    result = run("check", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_check_names_file_and_line_of_each_fault(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    copytree(service.DATA, folder)
    rules = folder / "timing_rules.csv"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("FREQ=YEARLY", "FREQ=NEVER", 1), encoding="utf-8")

    result = run("check", "--data", folder)
    listed = run("check", "--data", folder, "--json")

    assert (result.exit_code, listed.exit_code) == (1, 1)
    lines = result.stdout.splitlines()
    assert any(line.startswith("timing_rules.csv:2: ") for line in lines)
    faults = json.loads(listed.stdout)
    assert [f"{f['file']}:{f['line'] or 1}: {f['reason']}" for f in faults] == lines


def test_check_of_an_empty_folder_misses_every_table(run: Run, tmp_path: Path) -> None:
    result = run("check", "--data", tmp_path)

    assert result.exit_code == 1
    assert any(line.startswith("festivals.csv:") for line in result.stdout.splitlines())


def test_help_names_every_command(run: Run) -> None:
    result = run("--help")

    assert result.exit_code == 0
    for command in ("plan", "festivals", "distance", "check", "serve"):
        assert f"\n  {command} " in result.stdout


def test_a_trip_is_written_in_the_form_of_each_ending(
    run: Run, request_file: Path, tmp_path: Path
) -> None:
    endings = ("pdf", "ics", "gpx", "kml", "geojson", "csv", "md", "jsonld")
    files = [tmp_path / f"trip.{ending}" for ending in endings]
    options = [word for file in files for word in ("--export", str(file))]

    result = run("plan", request_file, *options)

    assert (result.exit_code, result.stderr) == (0, "")
    assert [file.read_bytes()[:5] for file in files[:2]] == [b"%PDF-", b"BEGIN"]
    assert len(gpxpy.parse(files[2].read_text(encoding="utf-8")).tracks) > 0
    assert json.loads(files[4].read_text(encoding="utf-8"))["type"] == "FeatureCollection"
    assert "A Fiera di a Castagna" in files[6].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["trip.docx", "trip", "trip.svg"])
def test_an_unknown_ending_is_refused_before_the_search(
    run: Run, request_file: Path, tmp_path: Path, name: str
) -> None:
    result = run("plan", request_file, "--export", tmp_path / name)

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "ends in none of pdf, ics, gpx" in result.stderr
    assert not (tmp_path / name).exists()
