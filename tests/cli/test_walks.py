"""A short move inside a village is told as a walk, on the terminal and in files."""

from dataclasses import replace
from datetime import date

from planner.cli.tables import leg_row
from planner.export.narrate import describe_leg
from planner.model.journey import Spot
from tests.web.builder import at, build_attraction, build_drive

MUSEUM = build_attraction()
HERE = Spot(MUSEUM.id, MUSEUM.name, MUSEUM.coordinate, MUSEUM.country)
DRIVE = build_drive(HERE, HERE, at(date(2027, 10, 2), 9), at(date(2027, 10, 2), 9, 1))


def test_a_short_drive_is_told_as_a_walk() -> None:
    walk = replace(DRIVE, distance_m=596)

    _, told = leg_row(walk)

    assert told.plain.endswith("on foot, 596 m, 8 min")
    assert describe_leg(walk)[1] == "on foot, 596 m, 8 min"


def test_a_longer_drive_stays_a_drive() -> None:
    times, told = leg_row(replace(DRIVE, distance_m=700))

    assert times == "09:00–09:01"
    assert "on foot" not in told.plain
