"""Imported data as the world takes it: streets, sights and timetables beside the built-in ones."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.errors import DataError
from planner.geodata.gtfs.table import Timetables, read_timetables
from planner.geodata.imported import PATHS, read_list
from planner.geodata.osm.offers import attraction_from, make_source
from planner.geodata.routers import make_router
from planner.geodata.store import read_text
from planner.model.catalogue import Catalogue
from planner.model.festival import Attraction
from planner.model.gazetteer import fold
from planner.model.imported import DataSource
from planner.model.journey import Spot
from planner.model.streets import Router
from planner.model.timetable import Crossing, LineHop
from planner.service.imported_streets import router_over

SIGHTS = "sights.json"


@dataclass(frozen=True)
class Imports:
    """Everything that has been imported."""

    sources: Mapping[str, DataSource]
    router: Router | None = None
    sights: tuple[Attraction, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    lines: tuple[LineHop, ...] = ()
    stops: Mapping[str, Spot] = field(default_factory=dict)
    paths: Router | None = None
    """Streets and paths for walkers near stops."""

    def version_after(self, built_in: str) -> str:
        """Return the version of all data together; that of the tables where nothing is imported."""
        if not self.sources:
            return built_in
        parts = [
            f"{key} {one.checksum} {one.as_of} {one.counts.get('paths', 0)}"
            for key, one in self.sources.items()
        ]
        return f"{built_in}+{sha256(' '.join(parts).encode()).hexdigest()[:12]}"


def read_imports(folder: Path | None) -> Imports:
    """Return what a folder of imported data holds; nothing where there is none.

    Raises
    ------
    DataError
        An import that stands is damaged.
    """
    sources = read_list(folder)
    if folder is None or not sources:
        return Imports({})
    feeds = [read_timetables(folder / key) for key, one in sources.items() if one.kind == "gtfs"]
    tables = Timetables.together(feeds)
    return Imports(
        sources,
        read_router(folder, sources),
        read_offers(folder, sources),
        tables.crossings,
        tables.lines,
        MappingProxyType({stop.id: stop for stop in tables.stops}),
        read_paths(folder, sources),
    )


def read_router(folder: Path | None, sources: Mapping[str, DataSource]) -> Router | None:
    """Return the router far away, or over imported streets, or None without either.

    Raises
    ------
    DataError
        They are not sound.
    """
    far = next((one for one in sources.values() if one.kind == "router"), None)
    if far is not None:
        return make_router(far.name)
    name = next((key for key, one in sources.items() if one.kind == "osm"), None)
    if name is None or folder is None:
        return None
    return router_over(folder / name)


def read_paths(folder: Path | None, sources: Mapping[str, DataSource]) -> Router | None:
    """Return the router over the paths of walkers, None where none were imported.

    Raises
    ------
    DataError
        They are not sound.
    """
    known = (key for key, one in sources.items() if one.kind == "osm" and one.counts.get("paths"))
    name = next(known, None)
    return None if name is None or folder is None else router_over(folder / name, PATHS)


def read_offers(folder: Path | None, sources: Mapping[str, DataSource]) -> tuple[Attraction, ...]:
    """Return the imported sights.

    Raises
    ------
    DataError
        They are not sound.
    """
    name = next((key for key, one in sources.items() if one.kind == "osm"), None)
    if name is None or folder is None:
        return ()
    try:
        rows = json.loads(read_text(folder / name / SIGHTS))
        return tuple(attraction_from(row) for row in rows)
    except (KeyError, TypeError, ValueError) as fault:
        if isinstance(fault, DataError):
            raise
        raise DataError(SIGHTS, None, f"is damaged ({fault}); import the extract again") from fault


def with_offers(
    catalogue: Catalogue, offers: Sequence[Attraction], sources: Mapping[str, DataSource]
) -> Catalogue:
    """Return a catalogue with imported sights beside the curated ones."""
    if not offers:
        return catalogue
    read_on = next(one.read_on for one in sources.values() if one.kind == "osm")
    source = make_source(read_on)
    sights: dict[str, Any] = {**catalogue.attractions, **{one.id: one for one in offers}}
    return replace(
        catalogue,
        attractions=MappingProxyType(sights),
        sources=MappingProxyType({**catalogue.sources, source.id: source}),
    )


def joined_crossings(
    built_in: Sequence[Crossing], imported: Sequence[Crossing]
) -> tuple[Crossing, ...]:
    """Return all sailings; a built-in row rests while an imported timetable covers its line."""
    return (*(resting(row, imported) for row in built_in), *imported)


def resting(row: Crossing, imported: Sequence[Crossing]) -> Crossing:
    """Return a built-in sailing that leaves the days to the timetables which cover its line."""
    spans = {
        (other.valid_from, other.valid_to)
        for other in imported
        if is_same_line(row, other) and other.valid_from and other.valid_to
    }
    return replace(row, rests=tuple(sorted(spans))) if spans else row


def is_same_line(row: Crossing, other: Crossing) -> bool:
    """Answer whether two sailings join the same ports under one operator."""
    mine, theirs = (fold(one.operator) for one in (row, other))
    same = (row.from_port, row.to_port) == (other.from_port, other.to_port)
    return same and (mine in theirs or theirs in mine)
