"""Streets and paths for walkers near stops: a second network beside that of cars.

Walks of trips begin or end at a stop, so what is far from all of them is left out.  All walkable
ways of an extract are gathered (8 bytes for each node along them), then only those nodes are kept
that lie near a stop, and only those ways that have two of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sin
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from osmium import filter as only
from osmium.osm import NODE
from scipy.spatial import cKDTree

from planner.geodata.osm.car import Tags
from planner.geodata.osm.extracts import Box, Step, inside, merge
from planner.geodata.osm.files import Extract, reading
from planner.geodata.osm.foot import STOPS, foot_pace, is_stop, stops_walkers
from planner.geodata.osm.segments import build_streets
from planner.geodata.osm.stages import gathered_arrays, gathered_from, load_stage, read_profile
from planner.geodata.osm.ways import (
    Gathered,
    Passage,
    Places,
    Profile,
    Tell,
    gather_places,
    join_places,
    passes,
)
from planner.geodata.store import write_arrays
from planner.model.place import EARTH_RADIUS_M, Coordinate

NEAR_STOP_M = 2_500.0
"""Ways for walkers are kept within this great-circle distance of a stop: the longest walk."""
PER_WAY = ("ids", "forward", "backward", "seconds", "kind", "name")
Floats = NDArray[np.float64]


def foot_way(tags: Tags) -> Passage | None:
    """Return how a walker uses a way, None where nobody may."""
    pace = foot_pace(tags)
    return Passage(pace, 0, 0.0) if pace.forward else None


FOOT = Profile("paths", ("highway", "railway", "man_made"), foot_way)


def on_ball(lon: Floats, lat: Floats) -> Floats:
    """Return points as they lie in space, shape (n, 3) [m]."""
    east, north = np.radians(lon), np.radians(lat)
    flat = np.cos(north)
    return EARTH_RADIUS_M * np.column_stack(
        [flat * np.cos(east), flat * np.sin(east), np.sin(north)]
    )


@dataclass(frozen=True)
class NearStops:
    """All stops, and what lies near one."""

    tree: Any

    @classmethod
    def build(cls, lon: Floats, lat: Floats) -> "NearStops":
        """Index the stops."""
        return cls(cKDTree(on_ball(lon, lat)))

    def hold(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Answer for each point whether a stop is near."""
        chord = 2 * EARTH_RADIUS_M * sin(NEAR_STOP_M / 2 / EARTH_RADIUS_M)
        away, _ = self.tree.query(on_ball(lon, lat), distance_upper_bound=chord)
        return np.asarray(np.isfinite(away), dtype=np.bool_)


def gather_walls(extract: Extract, kept: Gathered) -> None:
    """Keep the nodes that nobody walks past."""
    with reading(extract.path):
        for node in passes(extract, NODE, only.KeyFilter("barrier", "foot", "access")):
            if stops_walkers({tag.k: tag.v for tag in node.tags}):
                kept.closed.add(node.id)


def read_stops(extract: Extract, folder: Path) -> Floats:
    """Return the stops of an extract, shape (n, 2) [degrees]: read before, or now."""
    path = folder / f"stops-{extract.checksum[:16]}.npz"
    known = load_stage(path)
    if known is not None:
        return np.asarray(known["stops"], dtype=np.float64).reshape(-1, 2)
    with reading(extract.path):
        points = [
            (node.location.lon, node.location.lat)
            for node in passes(extract, NODE, only.KeyFilter(*STOPS))
            if is_stop({tag.k: tag.v for tag in node.tags}) and node.location.valid()
        ]
    stops = np.array(points, dtype=np.float64).reshape(-1, 2)
    write_arrays(path, {"stops": stops})
    return stops


def trim(kept: Gathered, places: Places) -> Gathered:
    """Return the ways that have at least two of some nodes."""
    columns = gathered_arrays(kept)
    at, known = columns["at"], places.index(columns["refs"]) >= 0
    chosen = np.add.reduceat(known, at[:-1], dtype=np.int64) >= 2 if len(at) > 1 else known[:0]
    counts = np.diff(at)
    columns["refs"] = columns["refs"][np.repeat(chosen, counts)]
    columns["at"] = np.concatenate([[0], np.cumsum(counts[chosen])])
    for key in PER_WAY:
        columns[key] = columns[key][chosen]
    return gathered_from(columns)


def read_paths(
    extracts: Sequence[Extract],
    folder: Path,
    boxes: Sequence[Box],
    stops: Sequence[Coordinate],
    step: Step,
) -> Mapping[str, Any] | None:
    """Return the columns of a `StreetNetwork` for walkers, None where no way is near a stop.

    Parameters
    ----------
    stops
        Stops that are known besides those of the extracts.

    Raises
    ------
    DataError
        A file is not sound.
    """
    known = np.array([(one.lon, one.lat) for one in stops], dtype=np.float64).reshape(-1, 2)
    every = np.concatenate([known, *(read_stops(extract, folder) for extract in extracts)])
    if not len(every):
        return None
    near, parts, places = NearStops.build(*every.T), list[Gathered](), list[Places]()
    for extract in extracts:

        def tell(words: str, name: str = extract.name) -> Tell:
            return lambda count: step(f"{words} of {name}", count)

        def add_walls(kept: Gathered, one: Extract = extract) -> None:
            gather_walls(one, kept)

        part = read_profile(extract, folder, tell("paths"), FOOT, add_walls)
        refs = np.array(part.refs, dtype=np.int64)
        places.append(gather_places(extract, refs, tell("places on paths"), near.hold))
        parts.append(part)
    step("joining paths", 0)
    nodes = inside(boxes, join_places(places))
    kept = trim(merge(parts), nodes)
    streets = build_streets(kept, nodes) if len(kept.ids) else {"tail": ()}
    return streets if len(streets["tail"]) else None
