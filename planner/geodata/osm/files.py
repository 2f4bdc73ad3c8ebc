"""Is this an OpenStreetMap file at all?  Asked before anything is read or written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import osmium

from planner.errors import DataError

MOST_BYTES = 4_000_000_000
"""Largest file that is taken; what is larger outgrows the machine: ask an OSRM server instead."""
PBF_MARK, XML_MARKS = b"\x0a\x09OSMHeader", (b"<?xml", b"<osm")
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Extract:
    """A file that looks like OpenStreetMap data."""

    path: Path
    checksum: str
    """SHA-256 of its bytes."""
    as_of: str
    """Moment of the data (ISO 8601), as the file says; empty where it does not."""

    @property
    def name(self) -> str:
        """File name, for messages."""
        return self.path.name


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what osmium finds wrong with a file into an error in words.

    Raises
    ------
    DataError
        The file is damaged, truncated or no OpenStreetMap data.
    """
    try:
        yield
    except (RuntimeError, ValueError, OSError, SystemError, osmium.InvalidLocationError) as fault:
        if isinstance(fault, DataError):
            raise
        reason = f"is damaged or cut short: {fault}; download it again"
        raise DataError(path.name, None, reason) from fault


def form_of(path: Path) -> str:
    """Return the format that the first bytes of a file show.

    Raises
    ------
    DataError
        It is missing, empty, too large, or neither PBF nor OSM XML.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(64)
    except OSError as fault:
        raise DataError(path.name, None, f"cannot be read: {fault.strerror}") from fault
    if not size:
        raise DataError(path.name, None, "is empty; download it again")
    if size > MOST_BYTES:
        reason = f"has {size} bytes, at most {MOST_BYTES}; take a smaller extract"
        raise DataError(path.name, None, reason)
    if PBF_MARK in head[:16]:
        return "pbf"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(XML_MARKS):
        return "osm"
    raise DataError(path.name, None, "is neither .osm.pbf nor .osm; take a Geofabrik .osm.pbf")


def open_file(extract: Extract) -> "osmium.io.File":
    """Return a file for osmium, its format set by content and not by name."""
    return osmium.io.File(str(extract.path), form_of(extract.path))


def checksum_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def inspect_file(path: Path) -> Extract:
    """Return what a file says about itself.

    Raises
    ------
    DataError
        It is no OpenStreetMap file.
    """
    form = form_of(path)
    with reading(path), osmium.io.Reader(osmium.io.File(str(path), form)) as reader:
        stamp = reader.header().get("osmosis_replication_timestamp", "")
    return Extract(path, checksum_of(path), stamp if is_moment(stamp) else "")


def is_moment(text: str) -> bool:
    """Answer whether a text is a moment of ISO 8601."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
