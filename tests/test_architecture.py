"""The house keeps its own rules; what they are is in `architecture.py`."""

import os
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from tests.architecture import file_faults, python_files, ring, text_faults

ROOT = Path(__file__).parents[1]
FILES = python_files(ROOT)
MADE = {".git", ".venv", "node_modules", "build", "dist"}


def name(path: Path) -> str:
    """Return a file's name from the top of the tree."""
    return path.relative_to(ROOT).as_posix()


def kept_files() -> list[Path]:
    """Return the files that git keeps or would keep; without git, all but what set-up makes."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (ROOT / ".git").exists():
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return [path for line in listed.stdout.split("\0") if (path := ROOT / line).is_file()]
    walk = [
        (folder, files) for folder, _, files in os.walk(ROOT) if not MADE & {*Path(folder).parts}
    ]
    return [Path(folder, file) for folder, files in walk for file in files]


def text_of(path: Path) -> str:
    """Return a file's text; a binary file has none."""
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_keeps_the_house_rules(path: Path) -> None:
    assert file_faults(ROOT, path) == []


def test_no_ring_of_files_import_each_other() -> None:
    assert ring(ROOT) == []


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    faults = {name(path): text_faults(text_of(path)) for path in kept_files()}

    assert {path: found for path, found in faults.items() if found} == {}


def test_the_lock_for_tests_holds_every_pin_of_the_lock_for_running() -> None:
    run, dev = (
        {line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if "==" in line}
        for lock in ("requirements.txt", "requirements-dev.txt")
    )

    assert run <= dev


def test_every_locked_package_has_a_checksum() -> None:
    for lock in sorted(ROOT.glob("requirements*.txt")):
        lines = lock.read_text(encoding="utf-8").splitlines()
        for line, following in pairwise(lines):
            if "==" in line and not line.startswith((" ", "#")):
                assert following.strip().startswith("--hash=sha256:"), f"{lock.name}: {line}"
