"""Use cases of foreign events: read them, compare them with ours, take over what was accepted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import DataError, RequestError
from planner.geodata.catalogue import read_catalogue
from planner.geodata.fetch import ALLOWED_HOSTS, Gate, fetch
from planner.geodata.foreign.countries import with_countries
from planner.geodata.foreign.draft import Sheet
from planner.geodata.foreign.findings import Finding, Sort, find_all
from planner.geodata.foreign.match import match_events
from planner.geodata.foreign.port import FORMS, read_events
from planner.geodata.foreign.take_over import Terms, take_over
from planner.geodata.foreign.unpack import MOST_BYTES
from planner.model.foreign import ForeignEvent
from planner.service.world import DATA

__all__ = [
    "FORMS",
    "Document",
    "Finding",
    "Sort",
    "Terms",
    "accept",
    "compare_events",
    "read_document",
]

ALL = "all"
"""Accepts every finding that may be accepted."""


@dataclass(frozen=True, slots=True)
class Document:
    """What to read: a file or an https address, its format, and hosts allowed besides ours."""

    place: str
    form: str = "auto"
    licence: str = ""
    hosts: Sequence[str] = ()


def read_document(document: Document, gate: Gate | None = None) -> tuple[ForeignEvent, ...]:
    """Return the events of a file, or of an address.

    Raises
    ------
    RequestError
        The address is not one that may be fetched.
    DataError
        The document cannot be read, or is not sound.
    """
    place = document.place
    if "://" in place:
        allowed = gate or Gate(hosts=(*ALLOWED_HOSTS, *document.hosts))
        return read_events(fetch(place, allowed), Sheet(place, document.licence), document.form)
    path = Path(place)
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as fault:
        raise DataError(place, None, f"cannot be read: {fault.strerror}") from fault
    return read_events(content, Sheet(path.name, document.licence), document.form)


def compare_events(
    events: Iterable[ForeignEvent], folder: Path | None = None
) -> tuple[Finding, ...]:
    """Return what events say beside the tables of a data folder, which also tell their countries.

    Raises
    ------
    DataError
        The folder is not sound.
    """
    catalogue = read_catalogue(folder or DATA)
    placed = with_countries(events, folder or DATA)
    return find_all(match_events(placed, catalogue), catalogue)


def accept(
    findings: Sequence[Finding],
    keys: Iterable[str],
    terms: Terms,
    folder: Path | None = None,
    write: bool = False,
) -> tuple[str, ...]:
    """Take over the findings of some keys; return the files that change.

    Raises
    ------
    RequestError
        A key is unknown, its finding cannot be accepted, or it has no source or licence.
    DataError
        The tables would not be sound; nothing is written.
    """
    wanted = dict.fromkeys(keys)
    by_key = {one.key: one for one in findings}
    if ALL in wanted:
        wanted = dict.fromkeys(one.key for one in findings if one.is_writable)
    for key in wanted:
        if key not in by_key:
            raise RequestError({"accept": f"{key!r} is none of the findings of this document"})
        if not by_key[key].is_writable:
            told = by_key[key].sort.value
            raise RequestError(
                {"accept": f"{key!r} ({told}) cannot be taken over; act on it by hand"}
            )
    return take_over(folder or DATA, [by_key[key] for key in wanted], terms, write)
