"""Timetables come in whole, are mended where the cure is sure, or refused with row and reason."""

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import gtfs_kit
import pytest

from planner.errors import DataError
from planner.geodata.crossings import read_crossings
from planner.geodata.gazetteer import read_gazetteer
from planner.geodata.gtfs.feeds import FeedRead, read_timetable
from planner.model.timetable import Crossing, Mode, TimetableStatus
from planner.service import DATA, import_gtfs, import_warnings, load_world
from planner.travel.by_mode import stop_spots
from tests.geodata.gtfs.feed import CSV, feed_files, large_files, write_feed
from tests.geodata.tree import tree_of

TODAY = date(2027, 9, 15)
PORTS = tuple(read_gazetteer(DATA).ports.values())
KNOWN = read_crossings(DATA)


def read(folder: Path, files: Mapping[str, str | bytes]) -> FeedRead:
    return read_timetable(write_feed(folder / "feed.zip", files), PORTS, KNOWN, TODAY)


def rows_between(found: FeedRead, start: str, end: str) -> list[Crossing]:
    ends = f"{start}-port", f"{end}-port"
    return [row for row in found.tables.crossings if (row.from_port, row.to_port) == ends]


def with_line(stem: str, line: str) -> Mapping[str, str | bytes]:
    return feed_files(**{stem: CSV[f"{stem}.txt"] + line + "\n"})


def test_a_sound_feed_comes_in_whole(tmp_path: Path) -> None:
    found = read(tmp_path, feed_files())

    assert (found.first_day, found.last_day) == (date(2027, 9, 1), date(2027, 10, 31))
    assert found.report == ()
    assert found.trips == 6
    day, night = rows_between(found, "piombino", "portoferraio")
    assert (day.depart, day.arrive, day.arrive_day, day.mode) == (time(8), time(9), 0, "car")
    assert (night.depart, night.arrive, night.arrive_day) == (time(23, 30), time(0, 30), 1)
    assert day.status is TimetableStatus.TIMETABLE


def test_a_sailing_leaves_on_its_very_days(tmp_path: Path) -> None:
    found = read(tmp_path, feed_files())
    day = rows_between(found, "piombino", "portoferraio")[0]
    (sunday,) = rows_between(found, "portoferraio", "piombino")

    assert day.sails_on(date(2027, 10, 3))
    assert not day.sails_on(date(2027, 10, 4))  # an exception
    assert not day.sails_on(date(2027, 11, 1))  # after the timetable
    assert sunday.sails_on(date(2027, 10, 4))
    assert not sunday.sails_on(date(2027, 10, 5))
    assert sunday.mode == "foot"


def test_gtfs_kit_reads_the_same_trips_and_days(tmp_path: Path) -> None:
    found = read(tmp_path, feed_files())
    feed = gtfs_kit.read_feed(tmp_path / "feed.zip", dist_units="km")
    days = feed.get_dates()
    ships = {row.days for row in rows_between(found, "piombino", "portoferraio")}

    assert len(feed.trips) == found.trips
    assert (days[0], days[-1]) == ("20270901", "20271031")
    for text in days:
        day = date.fromisoformat(text)
        runs = set(feed.get_trips(date=text)["trip_id"])
        assert all((day in some) == ("f1" in runs) for some in ships if some)


def test_trains_and_coaches_become_lines_that_a_trip_can_ride(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(tmp_path / "imported"))
    import_gtfs(write_feed(tmp_path / "feed.zip", feed_files()), TODAY)
    world = load_world()
    hops = [hop for hop in world.lines if hop.basis.startswith("timetable")]
    rail, bus = sorted(hops, key=lambda hop: hop.mode, reverse=True)

    assert (rail.mode, rail.line, rail.duration_s) == (Mode.RAIL, "R7", 660)
    assert (bus.mode, bus.operator) == (Mode.BUS, "Moby")
    assert rail.first == time(7)
    assert rail.runs_on(date(2027, 10, 5))
    spots = stop_spots(hops, lambda name: world.stops[name])
    assert {spot.name for spot in spots} == {"Stazione Nord", "Stazione Sud"}
    assert world.ways_by_mode.spots


def test_covered_sailings_rest_on_those_days_and_the_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(tmp_path / "imported"))
    report = import_gtfs(write_feed(tmp_path / "feed.zip", feed_files()), TODAY)
    world = load_world()
    built_in = {row.id: row for row in KNOWN}
    resting = {row.id: row for row in world.crossings if row.rests}
    covered = next(line for line in report.lines if line.startswith("built-in sailings replaced"))

    assert resting
    assert all(row_id in covered for row_id in resting)
    assert {row.operator for row in resting.values()} == {"Moby"}
    assert all(not row.sails_on(date(2027, 10, 5)) for row in resting.values())
    for row_id, row in resting.items():
        later = date(2027, 12, 7)
        assert row.sails_on(later) == built_in[row_id].sails_on(later)
    kept = [row for row in world.crossings if row.id in built_in and row.id not in resting]
    assert len(kept) + len(resting) == len(KNOWN)
    assert any(row.status is TimetableStatus.TIMETABLE and row.days for row in world.crossings)


MENDED: dict[str, tuple[Mapping[str, str | bytes], str]] = {
    "a misnamed calendar": (
        {"Calendars.txt": CSV["calendar.txt"], **feed_files(calendar=None)},
        "read as calendar.txt",
    ),
    "files in a folder": ({f"gtfs/{k}": v for k, v in CSV.items()}, "read as stops.txt"),
    "no shapes": (feed_files(shapes=None), "shapes.txt is missing"),
    "a byte order mark": ({k: "\ufeff" + v for k, v in CSV.items()}, ""),
    "Windows letters": (
        {k: v.replace("Nord", "Città").encode("cp1252") for k, v in CSV.items()},
        "not UTF-8",
    ),
    "a call at an unknown stop": (
        with_line("stop_times", "r1,07:20:00,07:20:00,nowhere,3"),
        "stop_times.txt:14: unknown stop 'nowhere'",
    ),
    "a time that is none": (
        with_line("stop_times", "b1,12:99:00,12:99:00,sta,3"),
        "stop_times.txt:14: no time",
    ),
    "a trip that runs back in time": (
        with_line("stop_times", "b1,11:00:00,11:00:00,sta,3"),
        "runs back in time",
    ),
    "a trip of an unknown service": (with_line("trips", "F,never,f9,1"), "trips.txt:8: trip 'f9'"),
    "a trip of an unknown route": (with_line("trips", "X,all,f9,1"), "unknown route 'X'"),
    "a stop off the globe": (with_line("stops", "x,Nowhere,95,10"), "stops.txt:6: stop 'x'"),
    "a stop at zero": (with_line("stops", "x,Nowhere,0,0"), "has no place"),
    "a day that is none": (
        with_line("calendar_dates", "all,20271399,1"),
        "calendar_dates.txt:4: no exception",
    ),
    "a span that ends before it begins": (
        with_line("calendar", "odd,1,1,1,1,1,1,1,20271001,20270901"),
        "calendar.txt:4: no span",
    ),
    "a span without an end": (
        with_line("calendar", "all,0,0,0,0,0,0,0,20270901,20991231"),
        "cut at",
    ),
    "a kind of route that nobody knows": (with_line("routes", "Z,M,,Rocket,77"), "'77'"),
    "a port that is none of ours": (
        feed_files(stops=CSV["stops.txt"].replace("42.9333,10.5450", "36.0,14.0")),
        "Piombino Marittima is no port of ours",
    ),
    "an expired timetable": (
        {k: v.replace("2027", "2021") for k, v in CSV.items()},
        "the timetable ended on 2021-10-31",
    ),
}


@pytest.mark.parametrize("what", MENDED)
def test_a_known_defect_is_mended_and_told(what: str, tmp_path: Path) -> None:
    files, words = MENDED[what]
    found = read(tmp_path, files)

    assert words in "\n".join(found.report)
    assert found.trips >= 4


REFUSED: dict[str, tuple[Mapping[str, str | bytes], str]] = {
    "no stops": (feed_files(stops=None), "lacks stops.txt"),
    "no calendar at all": (
        feed_files(calendar=None, calendar_dates=None),
        "lacks calendar.txt and calendar_dates.txt",
    ),
    "a column that is missing": (
        feed_files(routes=CSV["routes.txt"].replace("route_type", "kind")),
        "routes.txt:1: lacks the column route_type",
    ),
    "no day of service": (
        feed_files(
            calendar=CSV["calendar.txt"]
            .replace("1,1,1,1,1,1,1", "0,0,0,0,0,0,0")
            .replace("0,0,0,0,0,0,1", "0,0,0,0,0,0,0"),
            calendar_dates=None,
        ),
        "no service runs",
    ),
    "a clock of another continent": (
        feed_files(agency=CSV["agency.txt"].replace("Europe/Rome", "America/Lima")),
        "agency.txt:2: the time zone 'America/Lima'",
    ),
    "no trip left": (
        feed_files(
            stop_times=CSV["stop_times.txt"].replace(",pio,", ",x,").replace(",sta,", ",x,")
        ),
        "no trip can be used; stop_times.txt:2: unknown stop 'x'",
    ),
    "quotes that never close": (
        feed_files(agency=CSV["agency.txt"] + 'M,"' + "x" * 200_000),
        "agency.txt:3: is not CSV",
    ),
    "a path out of the archive": ({**feed_files(), "../../evil.txt": "x"}, "leads out"),
    "a path from the root": ({**feed_files(), "/etc/evil.txt": "x"}, "leads out"),
    "a path with a drive": ({**feed_files(), "C:\\evil.txt": "x"}, "leads out"),
    "a bomb": ({**feed_files(), "shapes.txt": b"0" * 60_000_000}, "swells"),
    "too many files": ({**feed_files(), **{f"{k}.txt": "" for k in range(300)}}, "at most 200"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_used_is_refused_and_nothing_changes(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "imported"
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(folder))
    import_gtfs(write_feed(tmp_path / "good.zip", feed_files()), TODAY)
    before = tree_of(folder)
    files, words = REFUSED[what]
    with pytest.raises(DataError) as error:
        import_gtfs(write_feed(tmp_path / "feed.zip", files), TODAY)

    assert words in str(error.value)
    assert tree_of(folder) == before
    assert not (tmp_path / "evil.txt").exists()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 100])
def test_a_file_that_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    path.write_bytes(content)
    with pytest.raises(DataError, match="no sound zip"):
        read_timetable(path, PORTS, KNOWN, TODAY)


def test_a_truncated_and_a_flipped_archive_are_refused(tmp_path: Path) -> None:
    whole = write_feed(tmp_path / "whole.zip", feed_files()).read_bytes()
    for content in (whole[: len(whole) // 2], whole[:200] + b"\xff" * 40 + whole[240:]):
        path = tmp_path / "feed.zip"
        path.write_bytes(content)
        with pytest.raises(DataError):
            read_timetable(path, PORTS, KNOWN, TODAY)


def test_a_size_that_the_archive_lies_about_is_no_way_in(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in feed_files(shapes="0" * 30_000_000).items():
            archive.writestr(name, text)
    content = path.read_bytes().replace(
        (30_000_000).to_bytes(4, "little"), (99).to_bytes(4, "little")
    )
    path.write_bytes(content)
    with pytest.raises(DataError):
        read_timetable(path, PORTS, KNOWN, TODAY)


def test_a_hundred_thousand_stop_times_come_in(tmp_path: Path) -> None:
    found = read(tmp_path, large_files(100_000))

    assert found.trips == 2_000
    assert len(found.tables.lines) == 49


def test_a_feed_replaces_the_one_of_the_same_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(tmp_path / "imported"))
    import_gtfs(write_feed(tmp_path / "feed.zip", feed_files()), TODAY)
    import_gtfs(write_feed(tmp_path / "feed.zip", feed_files(shapes=None)), TODAY)
    import_gtfs(write_feed(tmp_path / "other.zip", feed_files(shapes=None)), TODAY)

    assert sorted(one.name for one in load_world().sources) == ["feed.zip", "other.zip"]
    folders = [path for path in (tmp_path / "imported").iterdir() if path.is_dir()]
    assert len(folders) == 2


def test_an_expired_timetable_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILOFESTA_IMPORTED", str(tmp_path / "imported"))
    import_gtfs(write_feed(tmp_path / "feed.zip", feed_files()), TODAY)

    assert import_warnings(date(2027, 10, 31)) == ()
    (warning,) = import_warnings(date(2027, 11, 1))
    assert "feed.zip" in warning
    assert "2027-10-31" in warning
