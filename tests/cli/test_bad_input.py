"""Bad input ends with code 2 and one line that says what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Run

SOUND = {"start": "Bastia", "earliest": "2026-12-03", "latest": "2026-12-08", "days": 3}
FEAST = "fiera-di-a-castagna-bocognano"
BAD_WISHES: dict[str, tuple[dict[str, Any], str]] = {
    "unknown place": ({"start": "Livorrno"}, "did you mean Livorno"),
    "unknown end": ({"end": "Bastiaa"}, "did you mean Bastia"),
    "end before start": ({"latest": "2026-12-01"}, "before the earliest day"),
    "no days": ({"days": 0}, "days: 0 has to be at least 1"),
    "no days in a range": ({"days": {"min": 0, "max": 0}}, "days: min: 0 has to be at least 1"),
    "must also in avoid": ({"must": [FEAST], "avoid": [FEAST]}, "is also in avoid"),
    "unknown id": ({"must": ["fiera-di-a-castagna"]}, f"did you mean {FEAST}"),
    "negative hours": ({"max_drive_h": -1}, "max_drive_h: -1"),
    "no data for earliest": ({"earliest": "2025-12-03"}, "there is no data for 2025-12-03"),
    "no data for latest": ({"latest": "2029-01-08"}, "there is no data for 2029-01-08"),
    "no such day": ({"earliest": "2026-02-30"}, "the calendar has no day 2026-02-30"),
    "unknown field": ({"strat": "Bastia"}, "did you mean start"),
    "line breaks in a name": ({"start": "Bas\ntia\r\n\u2028"}, "unknown place"),
    "terminal codes in a name": ({"start": "\x1b[31mBastia"}, "unknown place"),
    "half a letter in a name": ({"start": "\ud800"}, "start: "),
    "a number for a name": ({"start": 7}, "start: "),
    "everything at once": ({"start": "Nowherre", "days": -1, "latest": "x"}, "days: "),
}
BAD_TEXTS = {
    "cut off": b'{"start": "Bastia"',
    "empty": b"",
    "a list": b"[1, 2]",
    "not a number": b'{"start": "Bastia", "max_drive_h": NaN}',
    "no text at all": b"\xff\xfe\xfa",
    "too deep": b"[" * 60_000,
    "too long a number": b'{"days": ' + b"9" * 5000 + b"}",
    "too large": b" " * 70_000,
}
BAD_OPTIONS = {
    "no days": ["--days", "0"],
    "negative days": ["--days", "-3"],
    "half a range": ["--days", "3-"],
    "range turned round": ["--days", "5-3"],
    "a digit that is no number": ["--days", "²"],
    "too many digits": ["--days", "9" * 5000],
    "negative hours": ["--max-drive-h", "-1"],
    "endless hours": ["--max-drive-h", "inf"],
    "no hours": ["--max-drive-h", "four"],
    "unknown pace": ["--pace", "hasty"],
    "unknown option": ["--speed", "9"],
    "unknown place": ["--start", "Livorrno"],
    "empty place": ["--start", ""],
    "must also in avoid": ["--must", FEAST, "--avoid", FEAST],
    "one too many": ["second.json"],
}
BAD_COMMANDS = {
    "unknown command": ["fly"],
    "unknown place": ["distance", "Bastia", "Livorrno"],
    "one place": ["distance", "Bastia"],
    "no such day": ["festivals", "--from", "2026-02-30"],
    "no data for these days": ["festivals", "--from", "2031-01-01", "--to", "2031-02-01"],
    "end before start": ["festivals", "--from", "2026-12-05", "--to", "2026-12-01"],
    "no such file": ["plan", "no-such-file.json"],
    "nothing asked": ["plan"],
    "a file for a folder": ["check", "--data", __file__],
    "no such port": ["serve", "--port", "70000"],
}


def said(result: Result) -> str:
    """Return the one line of a refusal."""
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("filofesta: ")
    assert lines[0].isprintable()
    return lines[0]


@pytest.mark.parametrize("kind", BAD_WISHES)
@pytest.mark.parametrize("options", [(), ("--json",)], ids=["text", "json"])
def test_a_request_that_is_not_sound(run: Run, kind: str, options: tuple[str, ...]) -> None:
    wishes, words = BAD_WISHES[kind]

    result = run("plan", "-", *options, stdin=json.dumps({**SOUND, **wishes}).encode())

    assert words in said(result)


@pytest.mark.parametrize("kind", BAD_TEXTS)
def test_a_file_that_is_no_request(run: Run, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_bytes(BAD_TEXTS[kind])

    from_file, from_stdin = run("plan", path), run("plan", "-", stdin=BAD_TEXTS[kind])

    assert said(from_file).replace(str(path), "standard input") == said(from_stdin)


@pytest.mark.parametrize("kind", BAD_OPTIONS)
def test_options_that_are_not_sound(run: Run, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(SOUND), encoding="utf-8")

    said(run("plan", path, *BAD_OPTIONS[kind]))


@pytest.mark.parametrize("kind", BAD_COMMANDS)
def test_commands_that_are_not_sound(run: Run, kind: str) -> None:
    said(run(*BAD_COMMANDS[kind]))


def test_a_folder_is_no_request(run: Run, tmp_path: Path) -> None:
    assert "cannot read" in said(run("plan", tmp_path))


def test_every_fault_is_said_at_once(run: Run) -> None:
    line = said(run("plan", "--days", "0", "--max-drive-h", "-1", "--start", "Livorrno"))

    for field in ("start: ", "earliest: ", "latest: ", "days: ", "max_drive_h: "):
        assert field in line
