"""A village asked of Overpass: played by a server of our own from a map that the test makes."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import osmnx
import pytest

from planner.errors import DataError
from planner.geodata.osm.overpass import as_xml, fetch_place
from planner.graph.streets import StreetNetwork
from planner.travel.streets import StreetRouter
from tests.geodata.osm.small_map import FERRY_MAP, read_file
from tests.serve import Answer, serving

NODES, WAYS = FERRY_MAP
ELEMENTS = [
    *({"type": "node", "id": n, "lon": lon, "lat": lat} for n, (lon, lat) in NODES.items()),
    *({"type": "way", "id": w, "nodes": list(refs), "tags": tags} for w, refs, tags in WAYS),
    {"type": "node", "id": 9, "lon": 9.0, "lat": 42.0, "tags": {"name": 'A "B" <c>&'}},
]


class Recording:
    """What a server was asked, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.map: object = {"elements": ELEMENTS}

    def reply(self, path: str, body: bytes) -> Answer:
        self.asked.append(path.split("?", maxsplit=1)[0])
        if path.startswith("/search"):
            found = [{"lat": "42.0", "lon": "9.0", "display_name": "Prova", "importance": 0.5}]
            return 200, [] if "Nowhere" in path else found
        if path.endswith("/status"):
            return 200, "Connected as: 1\nCurrent time: x\nAnnounced\nRate limit: 2\n2 slots\n"
        assert "highway" in parse_qs(body.decode())["data"][0]
        return 200, self.map


@pytest.fixture
def recording() -> Recording:
    return Recording()


@pytest.fixture
def servers(recording: Recording, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    for name in ("nominatim_url", "overpass_url", "cache_folder", "doh_url_template"):
        monkeypatch.setattr(osmnx.settings, name, getattr(osmnx.settings, name))
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    monkeypatch.setattr(osmnx._overpass, "sleep", lambda _seconds: None, raising=False)
    with serving(recording.reply) as address:
        yield f"{address}/", f"{address}/api"


def test_a_village_becomes_a_file_that_the_import_reads(
    servers: tuple[str, str], recording: Recording, tmp_path: Path
) -> None:
    path = fetch_place("Prova", tmp_path, servers=servers)
    streets = StreetNetwork(**read_file(path, tmp_path).streets)

    assert len(streets.tail) == 3
    assert StreetRouter(streets).streets.lanes.segment.size == 6
    assert recording.asked[0] == "/search"


def test_the_same_village_is_never_asked_twice(
    servers: tuple[str, str], recording: Recording, tmp_path: Path
) -> None:
    first = fetch_place("Prova", tmp_path, servers=servers)
    asked = len(recording.asked)
    first_text = first.read_text()

    assert fetch_place("Prova", tmp_path, servers=servers).read_text() == first_text
    assert len(recording.asked) == asked


def test_an_unknown_place_and_an_empty_map_are_errors_in_words(
    servers: tuple[str, str], recording: Recording, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="Nowhere"):
        fetch_place("Nowhere", tmp_path, servers=servers)
    recording.map = {"elements": []}
    with pytest.raises(DataError, match="holds no map"):
        fetch_place("Prova", tmp_path, servers=servers)

    assert not list(tmp_path.glob("*.osm"))


@pytest.mark.usefixtures("servers")
def test_nobody_there_is_an_error_in_words(tmp_path: Path) -> None:
    silent = ("http://127.0.0.1:9/", "http://127.0.0.1:9/api")
    with pytest.raises(DataError, match="internet"):
        fetch_place("Prova", tmp_path, servers=silent)


@pytest.mark.parametrize(
    "element",
    [{}, {"type": "star", "id": 1}, {"type": "node", "id": "x"}, 7, {"type": "node", "id": 1}],
)
def test_strange_answers_are_refused(element: object) -> None:
    with pytest.raises(DataError, match="strange"):
        as_xml("Prova", [element])


def test_names_from_the_map_cannot_break_out_of_the_file() -> None:
    text = as_xml("Prova", json.loads(json.dumps(ELEMENTS)))

    assert "<c>" not in text
    assert text.count("<node") == len(NODES) + 1
