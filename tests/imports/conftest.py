"""Real OpenStreetMap data of Monaco, imported once for all tests of this folder."""

from datetime import date
from pathlib import Path

import pytest

from planner.service import World, import_osm, load_world
from planner.travel.streets import StreetRouter
from tests.samples import unpack_extract

DAY = date(2026, 11, 22)


def import_sample(name: str, folder: Path) -> Path:
    """Import one of the Monaco extracts; return the folder of imported data."""
    target = folder / "imported"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILOFESTA_IMPORTED", str(target))
        import_osm([unpack_extract(name, folder)], [], lambda *_: None, DAY)
    return target


@pytest.fixture(scope="session")
def monaco_2023(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return import_sample("monaco-2023", tmp_path_factory.mktemp("monaco-2023"))


@pytest.fixture(scope="session")
def monaco_2016(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return import_sample("monaco-2016", tmp_path_factory.mktemp("monaco-2016"))


@pytest.fixture(scope="session", params=["monaco_2023", "monaco_2016"])
def monaco(request: pytest.FixtureRequest) -> World:
    """Return the world with either extract beside the built-in data."""
    return load_world(imported=request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def router(monaco: World) -> StreetRouter:
    assert isinstance(monaco.streets, StreetRouter)
    return monaco.streets
