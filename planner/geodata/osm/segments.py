"""From ways to segments: cut where streets meet, measured along the ground."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.geodata.osm.ways import FERRY, Gathered, Places
from planner.model.place import EARTH_RADIUS_M
from planner.model.streets import SIGNAL_S

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def steps_m(lon: Floats, lat: Floats) -> Floats:
    """Return the great-circle distance from each point to the next [m], 0 after the last."""
    lon, lat = np.radians(lon), np.radians(lat)
    half_lat, half_lon = np.diff(lat) / 2, np.diff(lon) / 2
    root = np.sin(half_lat) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(half_lon) ** 2
    return np.append(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(root, 1.0))), 0.0)


def are_in(ids: Ints, some: set[int]) -> NDArray[np.bool_]:
    """Answer for each id whether it is one of some."""
    return np.isin(ids, np.fromiter(some, dtype=np.int64, count=len(some)))


def runs(index: Ints, way: Ints, junction: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return where each segment begins and ends, as positions along all ways.

    A way is cut at junctions, and where the extract lacks a node.
    """
    known = index >= 0
    link = np.append((way[:-1] == way[1:]) & known[:-1] & known[1:], False)
    linked_before = np.insert(link[:-1], 0, False)
    cut = np.flatnonzero(known & (~link | ~linked_before | junction))
    starts = cut[link[cut]]
    ends = cut[np.searchsorted(cut, starts, side="right")] if len(starts) else starts
    return starts, ends


def number_junctions(
    index: Ints, ends: tuple[Ints, Ints], closed: NDArray[np.bool_]
) -> tuple[Ints, Ints, Ints]:
    """Return tail and head of each segment as junction numbers, and the place of each junction.

    A barrier gets a number for each street that ends at it, so that none leads through.
    """
    both = index[np.concatenate(ends)]
    places, numbers = np.unique(both, return_inverse=True)
    shut = np.flatnonzero(closed[both])
    numbers[shut] = len(places) + np.arange(len(shut))
    count = len(ends[0])
    return numbers[:count], numbers[count:], np.concatenate([places, both[shut]])


def build_streets(kept: Gathered, places: Places) -> dict[str, Any]:
    """Cut ways into segments and measure them: the columns of a `StreetNetwork`."""
    refs, at = np.array(kept.refs, dtype=np.int64), np.array(kept.at, dtype=np.int64)
    way = np.repeat(np.arange(len(kept.ids)), np.diff(at))
    index = places.index(refs)
    used = np.bincount(index[index >= 0], minlength=len(places.ids))
    closed, lights = (are_in(places.ids, some) for some in (kept.closed, kept.signals))
    starts, ends = runs(index, way, ((used > 1) | closed)[index])
    tail, head, where = number_junctions(index, (starts, ends), closed)
    along = np.concatenate([[0.0], np.cumsum(steps_m(places.lon[index], places.lat[index]))])
    length_m = along[ends] - along[starts]
    passed = np.concatenate([[0], np.cumsum(lights[index])])
    wait_s = SIGNAL_S * (passed[ends] - passed[starts + 1])
    counts = ends - starts + 1
    shape_at = np.concatenate([[0], np.cumsum(counts)])
    points = np.repeat(starts - shape_at[:-1], counts) + np.arange(shape_at[-1])
    of_way, kind = way[starts], np.array(kept.kind, dtype=np.int8)[way[starts]]
    speeds = kept.forward, kept.backward
    times = [paces_s(kept, some, of_way, length_m) + wait_s for some in speeds]
    return {
        "tail": tail,
        "head": head,
        "forward_s": times[0],
        "backward_s": times[1],
        "length_m": length_m,
        "kind": kind,
        "way": np.array(kept.ids, dtype=np.int64)[of_way],
        "name": np.array(kept.name, dtype=np.int32)[of_way],
        "names": tuple(kept.names),
        "shape_at": shape_at,
        "lon": places.lon[index[points]],
        "lat": places.lat[index[points]],
        "node": places.ids[where],
        "signal": lights[where] & ~closed[where],
        "bans": np.array(kept.bans, dtype=np.int64).reshape(-1, 4),
    }


def paces_s(kept: Gathered, speeds_kmh: object, of_way: Ints, length_m: Floats) -> Floats:
    """Return driving times of segments one way round [s]; inf where a car may not go.

    A ferry takes its stated duration, shared out over its segments by length.
    """
    speed = np.array(speeds_kmh, dtype=np.float64)[of_way]
    seconds = np.full(len(of_way), np.inf)
    np.divide(length_m * 3.6, speed, where=speed > 0, out=seconds)
    stated = np.array(kept.seconds, dtype=np.float64)[of_way]
    whole_m = np.bincount(of_way, weights=length_m, minlength=len(kept.ids))[of_way]
    share = np.divide(length_m, whole_m, where=whole_m > 0, out=np.ones_like(length_m))
    ferry = (np.array(kept.kind, dtype=np.int8)[of_way] & FERRY).astype(bool)
    return np.where(ferry & (stated > 0) & (speed > 0), stated * share, seconds)
