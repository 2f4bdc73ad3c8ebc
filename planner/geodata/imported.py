"""The folder of imported data: which imports stand, atomically replaced as a whole.

Each import lies in a folder of its own; `imported.json` names those that count.  An import is
prepared aside and comes into force when that file is replaced, so that a reader sees the old data
or the new, and a failed import changes nothing.
"""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from os import environ
from pathlib import Path
from typing import Any

import numpy as np

from planner.errors import DataError
from planner.geodata.osm.stages import as_bytes, as_words, load_stage
from planner.geodata.store import read_text, write_arrays, write_text
from planner.model.imported import DataSource

VARIABLE = "FILOFESTA_IMPORTED"
"""Names the folder of imported data; set but empty: use the built-in data alone."""
DEFAULT = Path(__file__).resolve().parents[2] / "imported"
LIST = "imported.json"
STREETS, PATHS = "streets.npz", "paths.npz"
"""Networks of cars and of walkers."""
COLUMNS = (
    *("tail", "head", "forward_s", "backward_s", "length_m", "kind", "way", "name", "names"),
    *("shape_at", "lon", "lat", "node", "signal", "bans"),
)
PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")


def imported_folder() -> Path | None:
    """Return the folder of imported data that the one setting names, or None for none."""
    named = environ.get(VARIABLE)
    if named is None:
        return DEFAULT
    return Path(named) if named else None


def read_list(folder: Path | None) -> dict[str, DataSource]:
    """Return the imports that stand, by the name of their folder.

    Raises
    ------
    DataError
        The list is not sound.
    """
    if folder is None or not (folder / LIST).exists():
        return {}
    try:
        rows = json.loads(read_text(folder / LIST))
        found = {str(name): source_from(row) for name, row in rows.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        reason = f"is not a list of imports ({fault}); import again"
        raise DataError(LIST, None, reason) from fault
    for name in found:
        if not PLAIN_NAME.fullmatch(name):
            raise DataError(LIST, None, f"{name!r} is no name of an import; import again")
    return found


def source_from(row: Mapping[str, Any]) -> DataSource:
    """Return an import from its line."""
    last = row["last_day"]
    days = {
        "read_on": date.fromisoformat(row["read_on"]),
        "last_day": date.fromisoformat(last) if last else None,
    }
    return DataSource(**{**row, **days})


def write_list(folder: Path, sources: Mapping[str, DataSource]) -> None:
    """Bring imports into force, then clear away the folders of those that stand no longer.

    Raises
    ------
    DataError
        The list cannot be written; what stood still stands.
    """
    rows = {name: asdict(source) for name, source in sorted(sources.items())}
    write_text(folder / LIST, json.dumps(rows, indent=1, default=str, ensure_ascii=False) + "\n")
    for path in folder.iterdir():
        if path.is_dir() and path.name not in sources and path.name.startswith(("osm-", "gtfs-")):
            shutil.rmtree(path, ignore_errors=True)


def make_folder(path: Path) -> Path:
    """Return a folder that is there.

    Raises
    ------
    DataError
        It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise DataError(str(path), None, f"cannot be made: {fault.strerror}") from fault
    return path


def write_streets(folder: Path, columns: Mapping[str, Any], file: str = STREETS) -> None:
    """Write the columns of a street network."""
    write_arrays(folder / file, {**columns, "names": as_bytes(list(columns["names"]))})


def read_streets(folder: Path, file: str = STREETS) -> dict[str, Any]:
    """Read the columns of a street network.

    Raises
    ------
    DataError
        They are missing or not sound.
    """
    arrays = load_stage(folder / file)
    if arrays is None or set(arrays) != set(COLUMNS):
        raise DataError(file, None, "is missing or damaged; import the extract again")
    count, shapes = len(arrays["tail"]), arrays["shape_at"]
    ends = np.concatenate([arrays["tail"], arrays["head"]])
    sound = len(shapes) == count + 1 and int(shapes[-1]) == len(arrays["lon"])
    if not sound or (count and not 0 <= ends.min() <= ends.max() < len(arrays["node"])):
        raise DataError(file, None, "does not hang together; import the extract again")
    return {**arrays, "names": tuple(as_words(arrays["names"]))}
