"""Use cases about files: a trip in every form, and the network's open data."""

from pathlib import Path

from fontpkg import path as font_path

from planner.errors import RequestError, UnknownRecordError
from planner.export.schema_org import Site
from planner.export.trip_files import TRIP_FORMS, TripToWrite, write_trip
from planner.export.trip_pdf import FontFiles
from planner.export.voice import english
from planner.geodata.package import package_paths
from planner.geodata.store import read_bytes, write_bytes
from planner.model.itinerary import Itinerary
from planner.service.world import DATA, World

FONT, REGULAR, BOLD = "Fira Sans", 400, 700
NO_SITE = Site("urn:filofesta:")
"""Identifiers of a file that no site publishes."""
NEEDS_ADDRESS = "svg"
"""Form that says nothing but where the trip's page is."""


def print_fonts() -> FontFiles:
    """Return the fonts in which a trip is printed."""
    return FontFiles(str(font_path(FONT, REGULAR)), str(font_path(FONT, BOLD)))


def ending_of(name: str) -> str:
    """Return the ending of a file name, if a trip can be written so.

    Raises
    ------
    RequestError
        No form has that ending.
    """
    ending = Path(name).suffix.removeprefix(".").lower()
    known = [one for one in TRIP_FORMS if one != NEEDS_ADDRESS]
    if ending not in known:
        raise RequestError({"export": f"{name!r} ends in none of {', '.join(known)}"})
    return ending


def trip_file(world: World, itinerary: Itinerary, ending: str) -> bytes:
    """Return a trip in the form of an ending, in English, as the command line writes it."""
    voice = english(itinerary)
    trip = TripToWrite(itinerary, world.catalogue, voice, NO_SITE, print_fonts())
    return write_trip(ending, trip)


def package_file(name: str, folder: Path | None = None) -> bytes:
    """Return a file of the data package: its description, its notes, or a table that it names.

    Parameters
    ----------
    name
        Path inside the package.
    folder
        The data folder; None: the one beside the program.

    Raises
    ------
    UnknownRecordError
        The package names no such file.
    DataError
        The file cannot be read.
    """
    data = folder or DATA
    known = package_paths(data)
    if name not in known:
        raise UnknownRecordError("file", name)
    return read_bytes(data / name)


def save_bytes(path: Path, content: bytes) -> None:
    """Write a file as a whole, or not at all.

    Raises
    ------
    DataError
        The file cannot be written.
    """
    write_bytes(path, content)
