"""`filofesta import events`: a report first, nothing written unless it was accepted."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from planner import service
from planner.geodata.foreign.take_over import source_id
from planner.geodata.tables import read_text
from tests.cli.conftest import Run

PAGE = "https://festivals.example/sagra"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:sagra-2027
SUMMARY:Sagra del Cinghiale
LOCATION:Suvereto
DTSTART;VALUE=DATE:{day}
URL:https://festivals.example/sagra
END:VEVENT
BEGIN:VEVENT
UID:other
SUMMARY:Concerto
LOCATION:Bari
DTSTART;VALUE=DATE:20271127
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the real data."""
    copy = tmp_path / "data"
    shutil.copytree(service.DATA, copy, ignore=shutil.ignore_patterns("screenshots"))
    return copy


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    """Return a calendar whose first event moves one of our festivals by a day."""
    path = tmp_path / "events.ics"
    path.write_text(CALENDAR.format(day="20271127"), encoding="utf-8")
    return path


def texts(folder: Path) -> Mapping[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.csv")}


def findings(run: Run, calendar: Path, folder: Path, *options: str) -> Any:
    result = run("import", "events", calendar, "--data", folder, "--json", *options)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_report_names_conflicts_and_changes_nothing(
    run: Run, folder: Path, calendar: Path
) -> None:
    before = texts(folder)

    told = findings(run, calendar, folder, "--licence", "CC0-1.0", "--write")
    table = run("import", "events", calendar, "--data", folder).stdout

    assert [one["sort"] for one in told["findings"]] == [
        "days_against_rule",
        "website",
        "unknown",
    ]
    assert told["findings"][0]["conflict"]
    assert told["findings"][0]["origin"]["licence"] == "CC0-1.0"
    assert (told["changed"], told["written"]) == ([], False)
    assert "CONFLICT" in table
    assert "nothing written" in table
    assert texts(folder) == before


def test_what_is_accepted_is_written_with_source_and_licence(
    run: Run, folder: Path, calendar: Path
) -> None:
    before = texts(folder)
    days, website, unknown = findings(run, calendar, folder)["findings"]
    chosen = ("--accept", days["key"], "--licence", "CC0-1.0")

    dry = findings(run, calendar, folder, *chosen)
    unchanged = texts(folder)
    done = findings(run, calendar, folder, *chosen, "--write")
    after = texts(folder)

    files = ["sources.csv", "editions.csv", "imports.csv"]
    assert (dry["changed"], dry["written"], unchanged) == (files, False, before)
    assert (done["changed"], done["written"]) == (files, True)
    assert {name for name in after if after[name] != before[name]} == set(files)
    source = source_id(PAGE)
    edition = "sagra-del-cinghiale-suvereto-2027"
    added = {name: after[name].removeprefix(before[name]) for name in files}
    assert added["editions.csv"].startswith(
        f"{edition},sagra-del-cinghiale-suvereto,2027,2027-11-27"
    )
    assert added["sources.csv"].startswith(f"{source},{PAGE},festivals.example,")
    for word in (edition, "2027-11-27", "iCalendar", "sagra-2027", "DTSTART", "CC0-1.0", source):
        assert word in added["imports.csv"]
    assert service.check(folder) == ()
    assert unknown["writable"] is False
    again = findings(run, calendar, folder, "--accept", website["key"], "--licence", "x", "--write")
    assert [one["sort"] for one in again["findings"]] == ["agrees", "website", "unknown"]
    assert PAGE in read_text(folder, "festivals.csv")
    assert service.check(folder) == ()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--accept", "00000000"], "none of the findings"),
        (["--accept", "all"], "names no licence"),
        (["--format", "docx"], "docx"),
    ],
)
def test_what_cannot_be_accepted_is_refused_in_a_line(
    run: Run, folder: Path, calendar: Path, options: list[str], words: str
) -> None:
    before = texts(folder)

    result = run("import", "events", calendar, "--data", folder, "--write", *options)

    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert texts(folder) == before


def test_what_would_break_the_tables_is_not_written(run: Run, folder: Path, calendar: Path) -> None:
    calendar.write_text(CALENDAR.format(day="20270315"), encoding="utf-8")
    before = texts(folder)

    result = run(
        *("import", "events", calendar, "--data", folder, "--licence", "CC0-1.0"),
        *("--accept", "all", "--write"),
    )

    assert result.exit_code == 2
    assert "would not be sound: no rule of" in result.stderr
    assert texts(folder) == before


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("http://festivals.example/", "not https"),
        ("https://festivals.example/", "not allowed"),
        ("no-such-file.ics", "cannot be read"),
        (__file__, "needs a column"),
    ],
)
def test_a_place_that_cannot_be_read_is_refused_in_a_line(
    run: Run, folder: Path, place: str, words: str
) -> None:
    result = run("import", "events", place, "--data", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
