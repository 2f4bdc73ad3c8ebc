from pathlib import Path

import pytest

from planner.geodata.check import Fault, check_data
from tests.geodata.small_folder import change

PLANTED = [
    # form
    ("festivals.csv", 2, "area", "umbria", "area 'umbria' is not in areas"),
    ("festivals.csv", 3, "name", "", "name may not be empty"),
    ("festivals.csv", 2, "name", " Fiera", "blank"),
    ("festivals.csv", 2, "opens", "25:00", "clock time"),
    ("festivals.csv", 2, "interests", "food  sea", "single spaces"),
    ("festivals.csv", 2, "interests", "food food", "twice"),
    ("festivals.csv", 2, "low_season", "yes", "true or false"),
    ("festivals.csv", 2, "website", "example.org", "web address"),
    ("festivals.csv", 2, "lat", "91", "between -90 and 90"),
    ("festivals.csv", 2, "names_alt", "Fair |Foire", "' | '"),
    ("attractions.csv", 2, "category", "pub", "is none of"),
    ("attractions.csv", 2, "stay_min", "1.5", "whole number"),
    ("places.csv", 3, "population", "-4", "not between"),
    ("places.csv", 3, "lon", "1e1", "is not a number"),
    ("sources.csv", 2, "accessed", "2026-02-30", "no such day"),
    ("crossings.csv", 2, "season_from", "02-30", "no such day"),
    ("crossings.csv", 2, "weekdays", "Mo Xx", "'Xx' is none of"),
    ("timing_rules.csv", 2, "duration_days", "0", "not between 1 and 31"),
    # keys and references
    ("festivals.csv", 3, "id", "fair-a", "festivals.csv:2 too"),
    ("places_added.csv", 2, "id", "pisa", "places.csv:4 too"),
    ("festivals.csv", 2, "sources", "nowhere-1", "'nowhere-1' is not in sources"),
    ("timing_rules.csv", 3, "festival_id", "fair-c", "'fair-c' is not in festivals"),
    ("editions.csv", 2, "sources", "", "sources may not be empty"),
    ("ports.csv", 3, "place_id", "atlantis", "'atlantis' is not in places"),
    ("corridors.csv", 2, "via", "tombola", "'tombola' is not in places"),
    ("corridors.csv", 2, "basis", "hearsay", "'hearsay' is not in sources"),
    ("crossings.csv", 3, "to_port", "nice-port", "'nice-port' is not in ports"),
    # texts
    ("festivals.csv", 2, "description_en", "<b>Boar</b>", "'<'"),
    ("businesses.csv", 2, "name", "Mill\u0007", "'\\x07'"),
    ("attractions.csv", 2, "description_fr", "", "description_fr may not be empty"),
    ("attractions.csv", 2, "description_it", "a" * 241, "241 letters, at most 240"),
    # dates and hours
    ("timing_rules.csv", 2, "rrule", "FREQ=YEARLY;BYMONTH=13", "gives no day"),
    ("timing_rules.csv", 2, "rrule", "FREQ=YEARLY;BYDAY=Sabato", "is no RRULE"),
    ("timing_rules.csv", 2, "rrule", "FREQ=SECONDLY", "has to repeat by"),
    ("editions.csv", 2, "dates", "2024-05-31", "no rule of fair-a comes within 14 days"),
    ("editions.csv", 2, "dates", "2024-09-01 2024-08-31", "do not ascend"),
    ("editions.csv", 2, "year", "2023", "begin in 2024, not in 2023"),
    ("festivals.csv", 2, "closes", "10:00", "is not before closes"),
    ("festivals.csv", 2, "stay_min", "500", "longer than the feast"),
    ("attractions.csv", 2, "stay_max", "20", "more than stay_max"),
    ("attractions.csv", 2, "opening_hours", "whenever", "opening_hours syntax"),
    # places
    ("attractions.csv", 2, "lat", "43.75", "km from Livorno (tuscany)"),
    ("ports.csv", 3, "lon", "9.9", "km outside tuscany"),
    ("places.csv", 4, "lat", "45", "km outside tuscany"),
    ("festivals.csv", 2, "country", "FR", "tuscany is not in FR"),
    # trains and coaches
    ("lines.csv", 2, "mode", "tram", "'tram' is none of"),
    ("lines.csv", 3, "to_place", "atlantis", "'atlantis' is not in places"),
    ("lines.csv", 2, "basis", "hearsay", "'hearsay' is not in sources"),
    ("lines.csv", 3, "km", "1", "shorter than the straight line"),
    ("lines.csv", 3, "km", "31", "over 2.6 times the straight line"),
    ("lines.csv", 3, "minutes", "2", "is 330 km/h, not 10 to 160"),
    ("lines.csv", 3, "to_place", "livorno", "leads back to the same stop"),
    ("lines.csv", 4, "to_place", "bastia", "that takes a crossing"),
    ("lines.csv", 4, "services_per_day", "9", "services_per_day '9' is not '8' as in line 2"),
    ("lines.csv", 4, "last", "05:00", "is after last 05:00"),
    ("lines.csv", 2, "first", "20:00", "but first is last"),
    ("lines.csv", 3, "id", "line-1", "lines.csv:2 too"),
    ("lines.csv", 4, "from_place", "bastia", "does not hang together with line 2"),
    # roads and sailings
    ("corridors.csv", 2, "km", "19", "shorter than the straight lines"),
    ("corridors.csv", 2, "km", "60", "over 2.6 times"),
    ("corridors.csv", 2, "minutes", "90", "15 km/h"),
    ("corridors.csv", 2, "minutes", "5", "264 km/h"),
    ("corridors.csv", 2, "via", "pisa", "passes a place twice"),
    ("corridors.csv", 2, "to_place", "bastia", "no road joins"),
    ("crossings.csv", 2, "duration_min", "200", "is not the 240 min"),
    ("crossings.csv", 3, "arrive_day", "0", "is not the -960 min"),
    ("crossings.csv", 2, "to_port", "livorno-port", "back to the port of departure"),
    ("ports.csv", 2, "land", "mainland", "bastia is on corsica"),
    # emissions
    ("emission_factors.csv", 2, "low", "2.6", "low 2.6 is above high 2.5"),
    ("emission_factors.csv", 2, "high", "-1", "not between 0 and"),
    ("emission_factors.csv", 2, "unit", "lb/mile", "'lb/mile' is none of"),
    ("emission_factors.csv", 2, "unit", "m", "has to be g/vehicle-km"),
    ("emission_factors.csv", 3, "sources", "", "sources may not be empty"),
    ("emission_factors.csv", 3, "sources", "hearsay", "'hearsay' is not in sources"),
    ("emission_factors.csv", 3, "id", "car", "emission_factors.csv:2 too"),
]


def test_a_sound_folder_has_no_faults(folder: Path) -> None:
    assert check_data(folder) == ()


def test_the_real_data_has_no_faults(real_folder: Path) -> None:
    assert [str(fault) for fault in check_data(real_folder)] == []


@pytest.mark.parametrize("plant", PLANTED)
def test_a_planted_fault_is_named_with_its_line(
    folder: Path, plant: tuple[str, int, str, str, str]
) -> None:
    file, line, column, cell, reason = plant
    change(folder, file, line, column, cell)
    here = [
        fault.reason for fault in check_data(folder) if (fault.file, fault.line) == (file, line)
    ]
    assert len([one for one in here if reason in one]) == 1


def test_a_rule_that_drifts_away_is_named_at_the_edition(folder: Path) -> None:
    change(folder, "timing_rules.csv", 5, "rrule", "FREQ=YEARLY;BYEASTER=45")
    (fault,) = check_data(folder)
    assert (fault.file, fault.line) == ("editions.csv", 3)


def test_an_exception_that_a_note_owns_up_to_is_no_fault(folder: Path) -> None:
    change(folder, "editions.csv", 2, "dates", "2024-05-31")
    change(folder, "timing_rules.csv", 4, "note", "Moved to May in 2024.")
    assert check_data(folder) == ()


def test_a_detour_with_a_note_is_no_fault(folder: Path) -> None:
    change(folder, "corridors.csv", 2, "km", "60")
    change(folder, "corridors.csv", 2, "minutes", "60")
    change(folder, "corridors.csv", 2, "note", "round the lagoon")
    assert check_data(folder) == ()


def test_an_unknown_municipality_is_held_to_its_area(folder: Path) -> None:
    change(folder, "businesses.csv", 2, "municipality", "Lost")
    change(folder, "businesses.csv", 2, "lon", "9.0")
    (fault,) = check_data(folder)
    assert (fault.file, fault.line) == ("businesses.csv", 2)
    assert "km outside tuscany" in fault.reason


def test_a_corridor_stands_twice_in_either_direction(folder: Path) -> None:
    path = folder / "corridors.csv"
    back = "pisa,livorno,SS1,,22,24,own knowledge,high,\n"
    path.write_text(path.read_text(encoding="utf-8") + back, encoding="utf-8")
    (fault,) = check_data(folder)
    assert fault.line == 3
    assert "corridors.csv:2 too" in fault.reason


@pytest.mark.parametrize(
    ("file", "content", "line", "reason"),
    [
        ("places.csv", None, None, "cannot be read"),
        ("ports.csv", b"id,name\n", 1, "the header has to be id,name,place_id"),
        ("sources.csv", b"id,url,publisher,accessed\na,b\n", 2, "has 2 cells"),
        ("sources.csv", b"id,url,publisher,accessed\n\xff", None, "is not UTF-8 at byte 26"),
        ("sources.csv", b'id,url,publisher,accessed\n"a\nb",c,d,e\n', 2, "on one line"),
        ("sources.csv", b'id,url,publisher,accessed\n"a"b,c,d,e\n', 2, "is not CSV"),
        ("sources.csv", b"", 1, "the header has to be"),
        ("basemap/land.geojson", b"{", 1, "is not JSON"),
        ("basemap/borders.geojson", b"[]", 1, "FeatureCollection"),
        ("basemap/regions.geojson", b'{"type":"FeatureCollection","features":[{}]}', None, "areas"),
        ("basemap/regions.geojson", b'{"type":"FeatureCollection","features":[]}', None, "lacks"),
    ],
)
def test_a_spoilt_file_is_named(
    folder: Path, file: str, content: bytes | None, line: int | None, reason: str
) -> None:
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    faults = [fault for fault in check_data(folder) if fault.file == file]
    assert [fault.line for fault in faults] == [line]
    assert reason in faults[0].reason


def test_a_figure_that_the_formulas_take_may_not_lack(folder: Path) -> None:
    change(folder, "emission_factors.csv", 4, "id", "train")
    (fault,) = check_data(folder)
    assert (fault.file, fault.line, fault.reason) == ("emission_factors.csv", None, "lacks rail")


def test_faults_read_as_file_line_reason() -> None:
    assert str(Fault("places.csv", 3, "is lost")) == "places.csv:3: is lost"
    assert str(Fault("places.csv", None, "is lost")) == "places.csv: is lost"
