"""A large extract made of many copies of a small one, for measuring how an import grows."""

from pathlib import Path

import osmium
from osmium.osm import NODE, WAY

from planner.geodata.osm.files import inspect_file, reading
from planner.geodata.osm.ways import passes

STRIDE_DEG = 0.15
"""Copies lie side by side this far apart."""
WAY_KEYS = ("highway", "route", "tourism", "historic")


def write_copies(source: Path, target: Path, count: int) -> int:
    """Write an extract that holds `count` copies of another; return how many nodes it has.

    Copies stand in a square; each hangs on the one before by a road between their first nodes.

    Raises
    ------
    DataError
        The source is not sound.
    """
    across = max(1, round(count**0.5))
    extract = inspect_file(source)
    with reading(source):
        nodes = [(one.id, one.lon, one.lat, dict(one.tags)) for one in passes(extract, NODE)]
        ways = [
            (one.id, [node.ref for node in one.nodes], dict(one.tags))
            for one in passes(extract, WAY)
            if any(key in one.tags for key in WAY_KEYS)
        ]
    used = {ref for _, refs, _ in ways for ref in refs}
    kept = [node for node in nodes if node[0] in used]
    number = {node[0]: place for place, node in enumerate(kept, 1)}
    roads = [number[refs[0]] for _, refs, tags in ways if tags.get("highway") == "primary"]
    mutable, nodes_each, ways_each = osmium.osm.mutable, len(kept), len(ways)
    with osmium.SimpleWriter(str(target), overwrite=True) as writer:
        for copy in range(count):
            east, north = copy % across * STRIDE_DEG, copy // across * STRIDE_DEG
            for place, (_, lon, lat, tags) in enumerate(kept, 1 + copy * nodes_each):
                writer.add_node(
                    mutable.Node(id=place, location=(lon + east, lat - north), tags=tags)
                )
        for copy in range(count):
            for place, (_, refs, tags) in enumerate(ways, 1 + copy * ways_each):
                moved = [number[ref] + copy * nodes_each for ref in refs if ref in number]
                writer.add_way(mutable.Way(id=place, nodes=moved, tags=tags))
        for copy in range(1, count):
            ends = [roads[0] + (copy - 1) * nodes_each, roads[0] + copy * nodes_each]
            road = mutable.Way(id=ways_each * count + copy, nodes=ends, tags={"highway": "primary"})
            writer.add_way(road)
    return nodes_each * count
