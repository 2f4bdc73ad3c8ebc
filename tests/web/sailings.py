"""Sailings between the two ports of the tiny world."""

from datetime import date, time
from typing import Any

from planner.model.timetable import Crossing, TimetableStatus

CHECKED = date(2026, 11, 21)


def build_crossing(crossing_id: str, there: bool = True, **changes: Any) -> Crossing:
    """Return a sailing between Livorno and Bastia with defaults."""
    ports = ("livorno-port", "bastia-port") if there else ("bastia-port", "livorno-port")
    facts: dict[str, Any] = {
        "id": crossing_id,
        "from_port": ports[0],
        "to_port": ports[1],
        "operator": "Prova Lines",
        "mode": "car",
        "season_from": (1, 1),
        "season_to": (12, 31),
        "weekdays": frozenset(range(7)),
        "depart": time(8),
        "duration_s": 15_300,
        "arrive": time(12, 15),
        "arrive_day": 0,
        "times_basis": "typical",
        "status": TimetableStatus.INDICATIVE,
        "source_year": 2024,
        "valid_from": None,
        "valid_to": None,
        "checked_on": CHECKED,
        "note": "days typical",
        "sources": ("page-1",),
    }
    return Crossing(**{**facts, **changes})


def build_crossings() -> tuple[Crossing, ...]:
    """Return a line all year, one of the summer and one that wraps the year's end."""
    summer: dict[str, Any] = {
        "season_from": (6, 1),
        "season_to": (9, 15),
        "operator": "Estate Lines",
    }
    winter: dict[str, Any] = {
        "season_from": (11, 27),
        "season_to": (3, 7),
        "operator": "Neve Lines",
    }
    unsure: dict[str, Any] = {"status": TimetableStatus.UNCONFIRMED, "source_year": None}
    return (
        build_crossing("line-1", weekdays=frozenset({0, 1, 2, 5})),
        build_crossing("line-1-late", weekdays=frozenset({0, 1, 2, 5}), depart=time(14)),
        build_crossing("line-1-back", there=False),
        build_crossing("line-2", **summer),
        build_crossing("line-3", there=False, arrive_day=1, **winter, **unsure),
    )
