"""Use cases of imports: files come in, are checked, and come into force as a whole."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from planner.errors import DataError
from planner.geodata.check_places import read_regions
from planner.geodata.gtfs.feeds import FeedRead, read_timetable
from planner.geodata.gtfs.table import write_timetables
from planner.geodata.imported import (
    imported_folder,
    make_folder,
    read_list,
    write_list,
)
from planner.geodata.osm.extracts import Box, read_extracts
from planner.geodata.osm.offers import Surroundings, attraction_row, offer_sights
from planner.geodata.osm.walks import read_paths
from planner.geodata.routers import make_router
from planner.geodata.store import write_text
from planner.graph.streets import StreetNetwork
from planner.model.catalogue import Catalogue
from planner.model.gazetteer import Gazetteer
from planner.model.imported import DataSource
from planner.model.place import Area, Coordinate
from planner.model.streets import Router
from planner.model.timetable import Crossing
from planner.service.imported import SIGHTS, is_same_line
from planner.service.imported_streets import keep_network, known_stops

OSM_LICENCE, OSM_CREDIT = "ODbL-1.0", "© OpenStreetMap contributors, ODbL 1.0"
STAGES = "stages"
AREA_MARGIN_DEG = 0.1
Step = Callable[[str, int], None]
"""Called with what is being done and how many objects were read."""


@dataclass(frozen=True)
class ImportReport:
    """What an import brought."""

    source: DataSource
    lines: tuple[str, ...]
    """In words, one fact a line."""


def target_folder() -> Path:
    """Return the folder of imported data, made where it is missing.

    Raises
    ------
    DataError
        The setting names none, or it cannot be made.
    """
    folder = imported_folder()
    if folder is None:
        reason = "is empty, which means built-in data only; name a folder for imported data"
        raise DataError("FILOFESTA_IMPORTED", None, reason)
    return make_folder(folder)


def boxes_of(areas: Sequence[str], data: Path) -> list[Box]:
    """Return the bounding boxes of areas, a little widened.

    Raises
    ------
    DataError
        An area is unknown.
    """
    regions, found = read_regions(data), list[Box]()
    for area in areas:
        if area not in [one.value for one in Area]:
            known = ", ".join(one.value for one in Area)
            raise DataError("--area", None, f"{area!r} is none of {known}")
        west, south, east, north = regions[area].bounds
        margin = AREA_MARGIN_DEG
        found.append((west - margin, south - margin, east + margin, north + margin))
    return found


def import_osm(  # noqa: PLR0913 - what, where, against what, and when
    files: Sequence[Path],
    areas: Sequence[str],
    data: Path,
    known: tuple[Gazetteer, Catalogue],
    step: Step,
    today: date,
) -> ImportReport:
    """Import streets and sights from OpenStreetMap extracts; they replace those of before.

    Raises
    ------
    DataError
        A file is not sound; nothing has changed.
    """
    boxes, folder = boxes_of(areas, data), target_folder()
    standing = read_list(folder)
    stages = make_folder(folder / STAGES)
    try:
        read = read_extracts(files, stages, boxes, step)
        stops = tuple(known_stops(data, folder, known[0]))
        paths = read_paths(read.extracts, stages, boxes, stops, step)
    except DataError:  # it will not get better by going on; what breaks off otherwise is kept
        clear(stages)
        raise
    network = StreetNetwork(**read.streets)
    step("looking for turns", len(network.tail))
    lanes = len(network.lanes.segment)
    if not lanes:
        raise DataError(files[0].name, None, "no two streets of it hang together")
    step("ranking sights", len(read.sights))
    offers, told = offer_sights(read.sights, surroundings_of(known, data))
    name = f"osm-{read.extracts[0].checksum[:12]}-{len(read.extracts)}-{'-'.join(sorted(areas))}"
    place = make_folder(folder / name.rstrip("-"))
    step("ordering streets", lanes)
    keep_network(place, network, read.streets)
    if paths is not None:
        keep_network(place, StreetNetwork(**paths, on_foot=True), paths)
    rows = [attraction_row(one) for one in offers]
    write_text(place / SIGHTS, json.dumps(rows, ensure_ascii=False))
    source = DataSource(
        *("osm", ", ".join(path.name for path in files), read.newest, today),
        *(OSM_LICENCE, OSM_CREDIT),
        counts={
            **{"segments": len(network.tail), "lanes": lanes, "sights": len(offers)},
            "paths": 0 if paths is None else len(paths["tail"]),
        },
        checksum=read.extracts[0].checksum,
    )
    others = {key: one for key, one in standing.items() if one.kind != "osm"}
    write_list(folder, {**others, place.name: source})
    clear(stages)
    return ImportReport(source, osm_lines(source, told))


def surroundings_of(known: tuple[Gazetteer, Catalogue], data: Path) -> Surroundings:
    """Return what sights are compared with.

    Raises
    ------
    DataError
        The layer of areas is not sound.
    """
    gazetteer, catalogue = known
    feasts = [feast.coordinate for feast in catalogue.festivals.values()]
    curated = tuple(catalogue.attractions.values())
    return Surroundings(gazetteer, read_regions(data), feasts, curated)


def clear(stages: Path) -> None:
    """Clear away finished passes, and the folder around them where nothing was ever imported."""
    shutil.rmtree(stages, ignore_errors=True)
    if not any(stages.parent.iterdir()):
        stages.parent.rmdir()


def osm_lines(source: DataSource, told: int) -> tuple[str, ...]:
    """Return what an import of a map brought, in words."""
    count = source.counts
    age = f"of {source.as_of[:10]}" if source.as_of else "without a date"
    return (
        f"streets: {count['segments']} segments, {count['lanes']} lanes, data {age}",
        f"paths for walkers near stops: {count['paths']} segments",
        f"sights: {count['sights']} new, {told} curated already",
        f"licence: {source.credit}",
    )


def import_gtfs(
    path: Path, gazetteer: Gazetteer, known: Sequence[Crossing], today: date
) -> ImportReport:
    """Import a timetable; it replaces the one of the same name.

    Raises
    ------
    DataError
        The feed cannot be used; nothing has changed.
    """
    folder = target_folder()
    standing = read_list(folder)
    read = read_timetable(path, tuple(gazetteer.ports.values()), known, today)
    name = f"{read.name}-{read.checksum[:12]}"
    place = make_folder(folder / name)
    write_timetables(place, read.tables)
    counts = {
        "trips": read.trips,
        "crossings": len(read.tables.crossings),
        "hops": len(read.tables.lines),
    }
    source = DataSource(
        *("gtfs", path.name, read.made_on, today),
        *("see the feed", f"{path.name}, licence as its publisher states"),
        last_day=read.last_day,
        counts=counts,
        checksum=read.checksum,
    )
    same = {key for key in standing if key.rpartition("-")[0] == read.name}
    others = {key: one for key, one in standing.items() if key not in same}
    write_list(folder, {**others, name: source})
    return ImportReport(source, (*gtfs_lines(read, known), *read.report))


def gtfs_lines(read: FeedRead, known: Sequence[Crossing]) -> tuple[str, ...]:
    """Return what a timetable brought, and which built-in rows it replaces, in words."""
    rows = read.tables.crossings
    covered = [row.id for row in known if any(is_same_line(row, other) for other in rows)]
    kept = len(known) - len(covered)
    said = ", ".join(covered) if covered else "none"
    return (
        f"{read.trips} trips, {read.first_day} to {read.last_day}",
        f"sailings: {len(rows)} rows; hops of trains and coaches: {len(read.tables.lines)}",
        f"built-in sailings replaced on those days: {said}; kept: {kept}",
    )


def router_at(address: str) -> Router:
    """Return the router of an address such as `osrm+http://127.0.0.1:5000`.

    Raises
    ------
    DataError
        The address names no router.
    """
    return make_router(address)


def import_router(address: str, today: date) -> ImportReport:
    """Let a router far away answer about roads, after it has answered once.

    Raises
    ------
    DataError
        The address is none, or nothing answers there; nothing has changed.
    """
    router, folder = make_router(address), target_folder()
    away_m = router.snap_m([Coordinate(7.42, 43.74)])[0]
    others = {key: one for key, one in read_list(folder).items() if one.kind != "router"}
    checksum = sha256(address.encode()).hexdigest()
    source = DataSource("router", address, "", today, OSM_LICENCE, OSM_CREDIT, checksum=checksum)
    write_list(folder, {**others, "router": source})
    return ImportReport(
        source, (f"it answers; its nearest street to Monaco is {away_m:.0f} m off",)
    )


def fetch_place(name: str, step: Step) -> Path:
    """Return the map around a place, asked of Overpass once and kept.

    Raises
    ------
    DataError
        The place is unknown, or nothing answers.
    """
    # Loading osmnx takes a second or two, which no other command should wait for.
    from planner.geodata.osm.overpass import fetch_place as fetch  # noqa: PLC0415

    step(f"asking OpenStreetMap for {name}", 0)
    return fetch(name, make_folder(target_folder() / "overpass"))
