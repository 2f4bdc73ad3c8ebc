"""Small maps written as OSM XML: streets on a grid, a ferry, whatever a test needs."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from planner.geodata.osm.extracts import Read, read_extracts
from planner.graph.streets import StreetNetwork

Point = tuple[float, float]
Line = tuple[int, tuple[int, ...], Mapping[str, str]]
RESIDENTIAL = {"highway": "residential"}
FERRY_MAP: tuple[dict[int, Point], tuple[Line, ...]] = (
    {1: (9.0, 42.0), 2: (9.01, 42.0), 3: (9.3, 42.0), 4: (9.31, 42.0)},
    (
        (1, (1, 2), {"highway": "primary", "name": "Quai Ouest"}),
        (2, (2, 3), {"route": "ferry", "duration": "00:50", "name": "Le Bac"}),
        (3, (3, 4), {"highway": "primary", "name": "Quai Est"}),
    ),
)


def tags_text(tags: Mapping[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


def map_text(
    nodes: Mapping[int, Point],
    ways: Iterable[Line],
    relations: Iterable[str] = (),
    node_tags: Mapping[int, Mapping[str, str]] | None = None,
) -> str:
    """Return a map as OSM XML."""
    of_node = node_tags or {}
    lines = ['<?xml version="1.0"?><osm version="0.6">']
    for node, (lon, lat) in sorted(nodes.items()):
        inside = tags_text(of_node.get(node, {}))
        lines.append(f'<node id="{node}" version="1" lat="{lat}" lon="{lon}">{inside}</node>')
    for way, refs, tags in ways:
        inside = "".join(f'<nd ref="{ref}"/>' for ref in refs) + tags_text(tags)
        lines.append(f'<way id="{way}" version="1">{inside}</way>')
    return "\n".join([*lines, *relations, "</osm>"])


def ban_text(kind: str, start: int, via: int, end: int) -> str:
    """Return a turn restriction."""
    members = (("way", start, "from"), ("node", via, "via"), ("way", end, "to"))
    inside = "".join(f'<member type="{t}" ref="{ref}" role="{role}"/>' for t, ref, role in members)
    tags = tags_text({"type": "restriction", "restriction": kind})
    return f'<relation id="1" version="1">{inside}{tags}</relation>'


def grid_text(size: int = 8, step: float = 0.002) -> str:
    """Return a town of streets that cross at right angles, each block a way of its own."""
    number = {(x, y): 1 + x * size + y for x in range(size) for y in range(size)}
    nodes = {one: (9.0 + x * step, 42.0 + y * step) for (x, y), one in number.items()}
    ways: list[Line] = []
    for (x, y), one in number.items():
        for other in ((x + 1, y), (x, y + 1)):
            if other in number:
                tags = {**RESIDENTIAL, "name": f"Via {x}" if other[0] == x else f"Vico {y}"}
                ways.append((len(ways) + 1, (one, number[other]), tags))
    return map_text(nodes, ways)


def read_file(path: Path, folder: Path) -> Read:
    """Read an extract without areas; stages go into a folder."""
    return read_extracts([path], folder, (), lambda _words, _count: None)


def read_text_map(text: str, folder: Path) -> Read:
    """Read a map given as text."""
    path = folder / "map.osm"
    path.write_text(text, encoding="utf-8")
    return read_file(path, folder)


def network_of(text: str, folder: Path) -> StreetNetwork:
    """Return the streets of a map given as text."""
    return StreetNetwork(**read_text_map(text, folder).streets)
