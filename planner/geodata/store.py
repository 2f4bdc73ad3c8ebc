"""Reading and writing whole text files; a file is there as a whole, or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.errors import DataError

NEW_FILE_MODE = 0o644


def read_text(path: Path) -> str:
    """Return a file's text (UTF-8).

    Raises
    ------
    DataError
        The file cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as fault:
        raise DataError(path.name, None, f"cannot be read: {fault.strerror}") from fault


def read_bytes(path: Path) -> bytes:
    """Return a file's content.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as fault:
        raise DataError(path.name, None, f"cannot be read: {fault.strerror}") from fault


def write_text(path: Path, text: str) -> None:
    """Write a text (UTF-8) so that a reader sees the old one or the new one, never a part.

    Raises
    ------
    DataError
        The file cannot be written; nothing is left behind.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new one, never a part.

    Raises
    ------
    DataError
        The file cannot be written; nothing is left behind.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as fault:
        raise DataError(str(path), None, f"cannot be written: {fault.strerror}") from fault
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        part.chmod(NEW_FILE_MODE)
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise DataError(str(path), None, f"cannot be written: {fault.strerror}") from fault


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays as one file (.npz), as a whole or not at all.

    Raises
    ------
    DataError
        The file cannot be written; nothing is left behind.
    """
    part = path.with_name(f".{path.name}.part.npz")
    try:
        np.savez(part, allow_pickle=False, **arrays)
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise DataError(str(path), None, f"cannot be written: {fault.strerror}") from fault
