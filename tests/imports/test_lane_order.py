"""The order of the hierarchy, kept beside imported streets: used where it fits, else not missed."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from planner.geodata.imported import STREETS
from planner.geodata.lane_order import CHECKSUMS, FILES, KeptOrder, checksums_of
from planner.graph.streets import Lanes
from planner.service import load_world
from planner.service.imported_streets import ORDERS
from planner.travel.street_search import (
    HAS_HIERARCHY,
    DijkstraSearch,
    HierarchySearch,
    best_search,
    loaded,
)
from planner.travel.streets import StreetRouter
from tests.geodata.osm.small_map import grid_text, network_of

pytestmark = pytest.mark.skipif(not HAS_HIERARCHY, reason="pyroutingkit has no wheel here")
Harm = Callable[[Path], object]
ORDER = ORDERS[STREETS]


@pytest.fixture(scope="module")
def lanes(monaco_2016: Path) -> Lanes:
    router = load_world(imported=monaco_2016).streets
    assert isinstance(router, StreetRouter)
    return router.streets.lanes


@pytest.fixture
def order(monaco_2016: Path, tmp_path: Path) -> Path:
    """Return a copy of the order that the import wrote."""
    (kept,) = monaco_2016.glob(f"osm-*/{ORDER}")
    return Path(shutil.copytree(kept, tmp_path / ORDER))


def times(search: HierarchySearch | DijkstraSearch) -> list[list[float]]:
    chosen = range(0, 600, 7)
    return [[float(value) for value in row] for row in search.table_s(chosen, chosen)]


def sealed(folder: Path) -> None:
    """Make the checksums those of the files as they are."""
    (folder / CHECKSUMS).write_text(json.dumps(checksums_of(folder)))


def swap_ranks(folder: Path) -> None:
    rank = np.fromfile(folder / "rank", dtype=np.uint32)
    rank[[0, 1]] = rank[[1, 0]]
    rank.tofile(folder / "rank")
    sealed(folder)


def repeat_in_order(folder: Path) -> None:
    order = np.fromfile(folder / "order", dtype=np.uint32)
    order[0] = order[1]
    order.tofile(folder / "order")
    sealed(folder)


def point_beyond(folder: Path) -> None:
    head = np.fromfile(folder / "head", dtype=np.uint32)
    head[5] = 4_000_000_000
    head.tofile(folder / "head")
    sealed(folder)


def cut(folder: Path) -> None:
    (folder / "order").write_bytes((folder / "order").read_bytes()[:-4])
    sealed(folder)


def cut_amid_a_number(folder: Path) -> None:
    (folder / "rank").write_bytes((folder / "rank").read_bytes()[:-1])
    sealed(folder)


def flip_a_bit(folder: Path) -> None:
    content = bytearray((folder / "order").read_bytes())
    content[100] ^= 1
    (folder / "order").write_bytes(content)


HARMS: list[Harm] = [
    *(swap_ranks, repeat_in_order, point_beyond, cut, cut_amid_a_number, flip_a_bit, shutil.rmtree),
    lambda folder: (folder / "tail").unlink(),
    lambda folder: (folder / CHECKSUMS).write_text("[" * 100_000),
    lambda folder: (folder / CHECKSUMS).write_text("{}"),
]


def test_an_import_keeps_the_order_and_it_answers_as_a_new_one(lanes: Lanes, order: Path) -> None:
    kept, new = HierarchySearch(lanes, KeptOrder(order)), HierarchySearch(lanes)

    assert (kept.was_kept, new.was_kept) == (True, False)
    assert times(kept) == times(new)
    assert np.allclose(times(kept), times(DijkstraSearch(lanes)), atol=0.1)
    assert kept.path(3, 500) == new.path(3, 500)


def test_the_router_of_an_import_uses_it(monaco_2016: Path) -> None:
    router = load_world(imported=monaco_2016).streets
    assert isinstance(router, StreetRouter)
    assert isinstance(router.search, HierarchySearch)

    assert router.search.was_kept


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_order_is_not_missed(lanes: Lanes, order: Path, harm: Harm) -> None:
    harm(order)
    search = best_search(lanes, KeptOrder(order))

    assert isinstance(search, HierarchySearch)
    assert not search.was_kept
    assert times(search) == times(HierarchySearch(lanes))


def test_the_order_of_other_streets_is_not_used(order: Path, tmp_path: Path) -> None:
    other = network_of(grid_text(), tmp_path).lanes
    search = best_search(other, KeptOrder(order))

    assert isinstance(search, HierarchySearch)
    assert not search.was_kept


def test_what_the_library_cannot_read_is_no_hierarchy(tmp_path: Path) -> None:
    assert loaded(str(tmp_path), 1, 1) is None


def test_the_checksums_are_those_of_the_files(order: Path) -> None:
    listed = json.loads((order / CHECKSUMS).read_text())

    assert set(listed) == set(FILES)
    assert listed["rank"] == sha256((order / "rank").read_bytes()).hexdigest()
