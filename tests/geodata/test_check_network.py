"""Roads taken together: islands in pieces, roads that never pay, roads over water."""

import shutil
from pathlib import Path

import pytest

from planner.geodata.check import check_data
from planner.geodata.corridors import read_corridors
from planner.geodata.gazetteer import read_gazetteer

HEADER = "from_place,to_place,road,via,km,minutes,basis,confidence,note"


@pytest.fixture
def real_copy(real_folder: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(real_folder, copy, ignore=shutil.ignore_patterns("screenshots"))
    return copy


def plant(folder: Path, row: str) -> list[str]:
    """Add a road and return what is said about the table then."""
    table = folder / "corridors.csv"
    assert table.read_text(encoding="utf-8").splitlines()[0] == HEADER
    with table.open("a", encoding="utf-8") as stream:
        stream.write(row + "\n")
    faults = check_data(folder)
    last = len(table.read_text(encoding="utf-8").splitlines())
    assert all(fault.file == "corridors.csv" and fault.line == last for fault in faults)
    return [fault.reason for fault in faults]


def test_a_road_slower_than_the_way_round_is_a_fault(real_copy: Path) -> None:
    said = plant(real_copy, "corte,bastia,X1,,70,200,own knowledge,low,")

    assert len(said) == 1
    assert "slower than another way" in said[0]


def test_a_road_over_water_is_a_fault(real_copy: Path) -> None:
    said = plant(real_copy, "livorno,genova,X1,,160,100,own knowledge,low,")

    assert any("of water" in reason for reason in said)


def test_a_road_in_a_piece_of_its_own_is_a_fault(real_copy: Path, real_folder: Path) -> None:
    on_roads = {
        end for road in read_corridors(real_folder) for end in (road.from_place, road.to_place)
    }
    away = [
        place
        for place in read_gazetteer(real_folder).places.values()
        if place.land == "sardinia" and place.id not in on_roads
    ]
    one = away[0]
    other = min(away[1:], key=lambda place: one.coordinate.distance_m(place.coordinate))
    km = one.coordinate.distance_m(other.coordinate) / 1000 * 1.3

    said = plant(real_copy, f"{one.id},{other.id},X1,,{km:.1f},{km * 1.2:.0f},own knowledge,low,")

    assert any("cut off" in reason for reason in said)
