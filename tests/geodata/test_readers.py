from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from planner.errors import DataError
from planner.geodata.basemap import read_basemap
from planner.geodata.catalogue import read_catalogue
from planner.geodata.corridors import read_corridors
from planner.geodata.crossings import read_crossings
from planner.geodata.gazetteer import read_gazetteer
from planner.geodata.version import data_version
from planner.model.festival import Interest, Role
from planner.model.place import Area, Coordinate
from planner.model.timetable import TimetableStatus
from tests.geodata.small_folder import change


def test_a_festival_is_read_whole(folder: Path) -> None:
    fair = read_catalogue(folder).get_festival("fair-a")
    assert (fair.name, fair.names_alt, fair.role) == ("Fiera", ("Fair", "Foire"), Role.MEMBER)
    assert (fair.coordinate, fair.area) == (Coordinate(10.31, 43.55), Area.TUSCANY)
    assert (fair.opens, fair.closes, fair.stay_s) == (time(10), time(18), 7200)
    assert fair.interests == (Interest.FOOD, Interest.SEA)
    assert (fair.low_season, fair.first_held) == (True, None)
    assert fair.description.fr == "Testo fr"


def test_words_about_a_number_are_not_taken_for_it(folder: Path) -> None:
    change(folder, "festivals.csv", 2, "first_held", "1960s")
    change(folder, "festivals.csv", 3, "first_held", "1968")
    festivals = read_catalogue(folder).festivals
    assert [fair.first_held for fair in festivals.values()] == [None, 1968]


def test_attractions_count_in_seconds_and_businesses_may_lack_a_place(folder: Path) -> None:
    change(folder, "businesses.csv", 2, "lon", "")
    catalogue = read_catalogue(folder)
    tower = catalogue.attractions["tower"]
    assert (tower.stay_min_s, tower.stay_max_s) == (1800, 3600)
    assert catalogue.businesses["mill"].coordinate is None
    assert catalogue.sources["example-org-1a2b3c"].accessed == date(2026, 11, 21)


def test_places_are_found_by_id_name_and_exonym(folder: Path) -> None:
    gazetteer = read_gazetteer(folder)
    assert {gazetteer.get_place(name).id for name in ("livorno", "LIVORNO", "Leghorn")} == {
        "livorno"
    }
    assert gazetteer.places["tombolo"].population == 0
    assert gazetteer.ports["bastia-port"].land == "corsica"


def test_roads_count_in_metres_and_seconds(folder: Path) -> None:
    (road,) = read_corridors(folder)
    assert (road.length_m, road.duration_s, road.via) == (22_000, 1470, ("tombolo",))


def test_sailings_know_their_days(folder: Path) -> None:
    there, back = read_crossings(folder)
    assert (there.depart, there.duration_s) == (time(8), 14_400)
    assert (there.status, there.valid_from) == (TimetableStatus.INDICATIVE, None)
    assert back.arrive_day == 1
    assert there.sails_on(date(2027, 1, 2))
    assert not there.sails_on(date(2027, 7, 2))


def test_the_base_map_has_three_layers(folder: Path) -> None:
    assert list(read_basemap(folder)) == ["land", "regions", "borders"]


Plant = tuple[str, int, str, str, str]
READERS: list[tuple[Callable[[Path], object], Plant]] = [
    (read_catalogue, ("festivals.csv", 3, "id", "fair-a", "stands twice")),
    (read_catalogue, ("timing_rules.csv", 2, "festival_id", "fair-c", "unknown festival")),
    (read_catalogue, ("timing_rules.csv", 2, "rrule", "FREQ=DAYLY", "has to repeat by")),
    (read_catalogue, ("editions.csv", 3, "dates", "2026-04-20 2026-04-19", "ascending")),
    (read_gazetteer, ("places_added.csv", 2, "id", "pisa", "stands twice")),
    (read_gazetteer, ("ports.csv", 2, "place_id", "nice", "unknown place")),
    (read_corridors, ("corridors.csv", 2, "km", "far", "not a number")),
    (read_crossings, ("crossings.csv", 3, "to_port", "nice-port", "unknown port")),
]


@pytest.mark.parametrize(("reader", "plant"), READERS)
def test_a_reader_refuses_what_is_not_sound(
    folder: Path, reader: Callable[[Path], object], plant: Plant
) -> None:
    file, line, column, cell, reason = plant
    change(folder, file, line, column, cell)
    with pytest.raises(DataError, match=reason) as caught:
        reader(folder)
    assert (caught.value.file, caught.value.line) == (file, line)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"places\.csv: cannot be read"):
        read_gazetteer(tmp_path)


def test_the_version_changes_with_every_cell_and_only_with_data(folder: Path) -> None:
    before = data_version(folder)
    (folder / "README.md").write_text("words", encoding="utf-8")
    assert data_version(folder) == before
    change(folder, "places.csv", 2, "population", "1001")
    assert data_version(folder) != before
    change(folder, "places.csv", 2, "population", "1000")
    assert data_version(folder) == before


def test_the_real_tables_load(real_folder: Path) -> None:
    catalogue, gazetteer = read_catalogue(real_folder), read_gazetteer(real_folder)
    roles = [festival.role for festival in catalogue.festivals.values()]
    assert (roles.count(Role.MEMBER), roles.count(Role.STAND_IN)) == (17, 2)
    assert len(read_corridors(real_folder)) >= 80
    assert {crossing.from_port for crossing in read_crossings(real_folder)} <= set(gazetteer.ports)
    for festival in catalogue.festivals.values():
        years = {e.days[0].year for e in catalogue.list_editions_of(festival.id)}
        assert years == {2026, 2027, 2028}, festival.id
