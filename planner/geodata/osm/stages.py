"""The passes of an import, each kept on disk when it is done, so that a rerun goes on."""

import json
from array import array
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from planner.geodata.osm.files import Extract
from planner.geodata.osm.sights import MapSight, gather_sights
from planner.geodata.osm.ways import (
    CAR,
    Gathered,
    Places,
    Profile,
    Tell,
    gather_bans,
    gather_gates,
    gather_places,
    gather_ways,
)
from planner.geodata.store import write_arrays, write_text

Arrays = Mapping[str, NDArray[Any]]
NUMBERS = ("ids", "at", "refs", "forward", "backward", "seconds", "kind", "name")


def as_bytes(words: list[str]) -> NDArray[np.uint8]:
    """Return texts without line breaks as an array of bytes."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def as_words(letters: NDArray[np.uint8]) -> list[str]:
    """Return the texts of an array of bytes."""
    return letters.tobytes().decode().split("\n")


def gathered_arrays(kept: Gathered) -> dict[str, NDArray[Any]]:
    """Return what the passes kept as arrays."""
    columns: dict[str, NDArray[Any]] = {key: np.array(getattr(kept, key)) for key in NUMBERS}
    columns["names"] = as_bytes([" ".join(name.split()) for name in kept.names])
    columns["bans"] = np.array(kept.bans, dtype=np.int64).reshape(-1, 4)
    for key in ("closed", "signals"):
        columns[key] = np.array(sorted(getattr(kept, key)), dtype=np.int64)
    columns["newest"] = as_bytes([kept.newest])
    return columns


def gathered_from(columns: Arrays) -> Gathered:
    """Return what arrays hold as the passes kept it."""
    kept = Gathered()
    for key in NUMBERS:
        code = getattr(kept, key).typecode
        setattr(kept, key, array(code, columns[key].tolist()))
    kept.names = {name: number for number, name in enumerate(as_words(columns["names"]))}
    kept.bans = [(a, b, c, d) for a, b, c, d in columns["bans"].tolist()]
    kept.closed, kept.signals = set(columns["closed"].tolist()), set(columns["signals"].tolist())
    kept.newest = as_words(columns["newest"])[0]
    return kept


def load_stage(path: Path) -> Arrays | None:
    """Return a stage that was finished before, or None where there is none that is sound."""
    try:
        # Numpy leaves a damaged file open; we do not.
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            return {key: arrays[key] for key in arrays.files}
    except (OSError, ValueError, BadZipFile, KeyError):
        return None


def read_ways(extract: Extract, folder: Path, tell: Tell) -> Gathered:
    """Return the ways of an extract that a car uses: read before, or now."""

    def add_turns(kept: Gathered) -> None:
        gather_bans(extract, kept)
        gather_gates(extract, kept)

    return read_profile(extract, folder, tell, CAR, add_turns)


def read_profile(
    extract: Extract,
    folder: Path,
    tell: Tell,
    profile: Profile,
    finish: Callable[[Gathered], None],
) -> Gathered:
    """Return the ways of an extract that a profile uses: read before, or now and finished."""
    path = folder / f"{profile.name}-{extract.checksum[:16]}.npz"
    known = load_stage(path)
    if known is not None:
        return gathered_from(known)
    kept = Gathered()
    gather_ways(extract, kept, tell, profile)
    finish(kept)
    write_arrays(path, gathered_arrays(kept))
    return kept


def read_places(extract: Extract, kept: Gathered, folder: Path, tell: Tell) -> Places:
    """Return the nodes along the ways of an extract: read before, or now."""
    path = folder / f"places-{extract.checksum[:16]}.npz"
    known = load_stage(path)
    if known is not None:
        return Places(known["ids"], known["lon"], known["lat"])
    places = gather_places(extract, np.array(kept.refs, dtype=np.int64), tell)
    write_arrays(path, {"ids": places.ids, "lon": places.lon, "lat": places.lat})
    return places


def read_sights(extract: Extract, folder: Path, tell: Tell) -> list[MapSight]:
    """Return the sights of an extract: read before, or now."""
    path = folder / f"sights-{extract.checksum[:16]}.json"
    try:
        return [MapSight(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        found = gather_sights(extract, tell)
        write_text(path, json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return found
