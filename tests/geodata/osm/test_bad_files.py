"""Files that are broken, foreign or hostile: an error in words, and nothing changed on disk."""

import struct
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.errors import DataError
from planner.service import import_osm
from tests.geodata.osm.small_map import RESIDENTIAL, grid_text, map_text
from tests.geodata.tree import tree_of

DAY = date(2026, 11, 22)


def varint(number: int) -> bytes:
    """Return a number as protocol buffers write it."""
    found = b""
    while number > 127:
        found += bytes([number & 127 | 128])
        number >>= 7
    return found + bytes([number])


def field(number: int, content: bytes) -> bytes:
    """Return a field of bytes."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def blob(kind: bytes, raw: bytes, claimed: int | None = None) -> bytes:
    """Return a block of a PBF file that claims to unpack to some size."""
    size = varint(2 << 3) + varint(len(raw) if claimed is None else claimed)
    body = size + field(3, zlib.compress(raw))
    head = field(1, kind) + varint(3 << 3) + varint(len(body))
    return struct.pack(">I", len(head)) + head + body


HEADER = blob(b"OSMHeader", field(4, b"OsmSchema-V0.6"))
GRID = grid_text().encode()
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE o [<!ENTITY a "aaaa">'
ENTITIES += b"".join(b'<!ENTITY %c "%s">' % (98 + k, b"&%c;" % (97 + k) * 9) for k in range(9))
ENTITIES += b']><osm version="0.6"><node id="1" lat="1" lon="1"><tag k="a" v="&j;"/></node></osm>'
BOMB = HEADER + blob(b"OSMData", b"\0" * 40_000_000)
HUGE = map_text({1: (9.0, 42.0)}, ((1, (1,) * 2, RESIDENTIAL),)).encode()
FILES: dict[str, bytes] = {
    "empty": b"",
    "a text": b"Bonjour, this is no map.",
    "a zip": b"PK\x03\x04" + b"\0" * 200,
    "half an XML": GRID[: len(GRID) // 2],
    "a map without streets": map_text({1: (9.0, 42.0)}, ()).encode(),
    "entities that swell": ENTITIES,
    "a block that swells": BOMB,
    "a block that lies about its size": HEADER + blob(b"OSMData", b"\0" * 100, 2**31 - 1),
    "a block of noise": HEADER + blob(b"OSMData", bytes(range(256)) * 40),
    "half a block": (HEADER + blob(b"OSMData", b"\1" * 5000))[:-7],
    "a header that never ends": struct.pack(">I", 2**31) + b"\x0a\x09OSMHeader" + b"\0" * 99,
    "a latitude off the globe": GRID.replace(b'lat="42.0"', b'lat="420.0"', 1),
    "ids that are no numbers": GRID.replace(b'id="1"', b'id="one"', 1),
    "a street of one point": HUGE,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = tmp_path / "imported"
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(kept))
    good = tmp_path / "good.osm"
    good.write_text(grid_text(), encoding="utf-8")
    import_osm([good], [], lambda *_: None, DAY)
    return kept


Refused = Callable[[bytes], str]


@pytest.fixture
def refused(folder: Path, tmp_path: Path) -> Refused:
    """Return what imports a bad file and gives the error, sure that nothing has changed."""

    def import_bad(content: bytes) -> str:
        before = tree_of(folder)
        path = tmp_path / "bad.osm.pbf"
        path.write_bytes(content)
        with pytest.raises(DataError) as error:
            import_osm([path], [], lambda *_: None, DAY)
        assert tree_of(folder) == before
        return str(error.value)

    return import_bad


def test_each_is_refused_by_name_and_what_stood_still_stands(refused: Refused) -> None:
    for what, content in FILES.items():
        message = refused(content)
        assert message.startswith("bad.osm.pbf: "), what
        assert "\n" not in message.strip(), what


@pytest.mark.usefixtures("folder")
def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^gone.osm.pbf: cannot be read"):
        import_osm([tmp_path / "gone.osm.pbf"], [], lambda *_: None, DAY)


@pytest.mark.usefixtures("folder")
def test_an_outline_as_large_as_the_world_is_no_sight(tmp_path: Path) -> None:
    nodes = {1000 + k: (-170.0 + k, 80.0 * (-1) ** k) for k in range(340)}
    castle = {"historic": "castle", "name": "Everywhere"}
    ring = (7, (*nodes, 1000), castle)
    path = tmp_path / "huge.osm"
    text = grid_text().replace("</osm>", "")
    extra = map_text(nodes, [ring]).split("<osm", 1)[1].split(">", 1)[1]
    path.write_text(text + extra.replace('id="7"', 'id="70000"'), encoding="utf-8")
    report = import_osm([path], [], lambda *_: None, DAY)

    assert report.source.counts["sights"] == 0
