"""The order in which a hierarchy was built, kept beside the streets so that it is found again.

Finding it takes seconds, using it a fraction of one.  Five files of raw numbers, as the library
writes them, and a list of their checksums.  The library believes what it reads, so everything is
looked at first: an order that does not fit these streets, number for number, is as good as none.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.errors import DataError
from planner.geodata.store import read_bytes, write_text

FILES = ("node_count", "tail", "head", "order", "rank")
CHECKSUMS = "checksums.json"
NEW_FOLDER_MODE = 0o755
Numbers = NDArray[np.uint32]


def write_order(folder: Path, save: Callable[[str], Any]) -> None:
    """Let a hierarchy write itself into a folder, which is there as a whole or not at all.

    Raises
    ------
    DataError
        It cannot be written; nothing is left behind.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as fault:
        raise DataError(str(folder), None, f"cannot be written: {fault.strerror}") from fault
    try:
        save(str(part))
        write_text(part / CHECKSUMS, json.dumps(checksums_of(part), indent=1) + "\n")
        part.chmod(NEW_FOLDER_MODE)
        part.replace(folder)
    except (OSError, RuntimeError) as fault:
        shutil.rmtree(part, ignore_errors=True)
        raise DataError(str(folder), None, f"cannot be written: {fault}") from fault


def checksums_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of an order.

    Raises
    ------
    DataError
        A file cannot be read.
    """
    return {name: sha256(read_bytes(folder / name)).hexdigest() for name in FILES}


def numbers_in(path: Path) -> Numbers:
    """Return the numbers of a file of an order."""
    return np.frombuffer(read_bytes(path), dtype=np.uint32)


@dataclass(frozen=True)
class KeptOrder:
    """An order on disk, where one was ever written."""

    folder: Path

    def find(self, tails: Numbers, heads: Numbers, count: int) -> tuple[str, Numbers] | None:
        """Return the folder and the rank of the nodes, where an order for these arcs was kept."""
        try:
            listed = json.loads((self.folder / CHECKSUMS).read_text(encoding="utf-8"))
            if listed != checksums_of(self.folder):
                return None
            counted, own_tails, own_heads, order, rank = (
                numbers_in(self.folder / name) for name in FILES
            )
        except (OSError, ValueError, DataError, RecursionError):
            return None
        numbers = np.arange(count, dtype=np.uint32)
        fits = counted.tolist() == [count] and len(order) == len(rank) == count
        if not fits or not np.array_equal(np.sort(order), numbers):
            return None
        same = np.array_equal(own_tails, tails) and np.array_equal(own_heads, heads)
        sound = same and np.array_equal(rank[order], numbers)
        return (str(self.folder), rank) if sound else None
