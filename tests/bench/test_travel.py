"""The bench: figures from a reference, sections of a file, a peer that agrees."""

from datetime import datetime

import pytest

from planner.bench.peers import TimeExpanded, networkx_roads
from planner.bench.report import Figure, cells, markdown, put_section
from planner.bench.travel import ask, ask_peer, measure, read_pairs, road_figures
from planner.errors import RequestError
from planner.service import World
from planner.travel.timed import Doors
from tests.town import SPOTS, spot_at, town_world

HEAD = "from,to,from_lat,from_lon,to_lat,to_lon,road_km,car_minutes,note\n"
TOWN = HEAD + "Molo,Rocca,43.0,10.0,43.1,10.35,30,50,\nMolo,Riva,43.0,10.0,43.0,9.4,50,60,\n"


def test_errors_are_told_beside_the_great_circle() -> None:
    figures = {one.name: one for one in road_figures(town_world(), read_pairs(TOWN))}

    assert figures["road km, mean absolute error"].value == 0
    assert figures["minutes, worst"].value == 0
    assert figures["pairs without a way"].value == 1
    assert figures["pairs without a way"].met is False
    assert (figures["road km, worst"].peer_value or 0) > 10


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("from,to\na,b\n", "columns are missing: car_minutes, from_lat"),
        (HEAD + "a,b,43,10,43,x,1,1,\n", "line 2: could not convert"),
        (HEAD + "a,b,43,10,43,11,0,1,\n", "line 2: not above 0"),
        (HEAD + "a,b,143,10,43,11,5,1,\n", "line 2: no such coordinate"),
        (HEAD + "a,b,43\n", "line 2"),
        (HEAD, "no pair"),
    ],
)
def test_a_reference_that_is_not_sound_is_refused(text: str, fault: str) -> None:
    with pytest.raises(RequestError, match=fault):
        read_pairs(text)


def test_a_figure_tells_its_target_and_ratio() -> None:
    slow = Figure("way", 30.0, "ms", 20.0, "other", 60.0)

    assert (slow.met, slow.ratio) == (False, 2.0)
    assert cells(slow) == ("way", "30 ms", "≤ 20 ms: missed", "other", "60 ms", "× 2", "")
    assert (Figure("way", 0.0, "ms").met, Figure("way", 0.0, "ms").ratio) == (None, None)


def test_a_section_is_put_anew_and_the_others_stay() -> None:
    first = put_section("", "travel", markdown("Ways", [Figure("a", 1.0, "s")], {"cores": 2}))
    both = put_section(first, "solver", "## Trips\n")
    again = put_section(both, "travel", "## Ways \\1\n")

    assert first.startswith("# Benchmarks\n")
    assert "| a | 1 s |" in both
    assert "Measured with cores 2." in both
    assert "| a | 1 s |" not in again
    assert "## Ways \\1" in again
    assert "## Trips" in again


def test_the_peer_answers_the_same() -> None:
    timetable, moment = town_world().timetable, datetime(2027, 10, 30, 20)
    for a in SPOTS:
        for b in SPOTS:
            if a != b:
                doors = Doors(timetable, spot_at(a), spot_at(b))
                assert ask(doors, moment) == ask_peer(doors, moment)


def test_a_peer_without_ships_finds_nothing_over_the_water() -> None:
    timetable = town_world(crossings=()).timetable
    doors = Doors(timetable, spot_at("molo"), spot_at("riva"))

    assert TimeExpanded([], timetable.between_s).arrival_s(doors, 0.0) == float("inf")
    assert ask(doors, datetime(2027, 5, 1)) == float("inf")
    assert networkx_roads(timetable.network, ["molo", "riva"]) == 6


@pytest.mark.slow
def test_the_peer_answers_real_questions_the_same(real_world: World) -> None:
    figures = {one.name: one for one in measure(real_world, ())}

    assert "30 answered the same" in figures["dated connection, median of 300"].note
    assert len(figures) == 4
