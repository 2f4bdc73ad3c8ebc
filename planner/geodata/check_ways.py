"""Faults of roads and sailings: figures that cannot be, ways that lead nowhere."""

from collections.abc import Iterator
from itertools import pairwise

from planner.errors import DataError
from planner.geodata.check_tables import Tables
from planner.geodata.gazetteer import make_place
from planner.geodata.tables import Row
from planner.model.clock import DAY_S, seconds_of
from planner.model.place import Place

MOST_DETOUR = 2.6
"""Most that a road may be longer than the great circle, unless a note tells why."""
SLOWEST_KMH, FASTEST_KMH = 20, 130


def corridor_faults(tables: Tables) -> Iterator[DataError]:
    """Find roads whose length, speed or ends cannot be."""
    rows = (*tables["places"], *tables["places_added"])
    places = {row.text("id"): make_place(row) for row in rows}
    for row in tables["corridors"]:
        ends = (row.text("from_place"), *row.words("via"), row.text("to_place"))
        if len(set(ends)) < len(ends):
            yield row.fault(f"passes a place twice: {' '.join(ends)}")
        elif all(end in places for end in ends):
            yield from road_faults(row, [places[end] for end in ends])


def road_faults(row: Row, stations: list[Place]) -> Iterator[DataError]:
    """Find what cannot be about one road, its ends and the places on its way given in order."""
    km, hours = row.number("km"), row.number("minutes") / 60
    lands = {place.land for place in stations}
    if len(lands) > 1:
        yield row.fault(f"no road joins {' and '.join(sorted(lands))}")
    straight_km = stations[0].coordinate.distance_m(stations[-1].coordinate) / 1000
    passing_km = sum(a.coordinate.distance_m(b.coordinate) / 1000 for a, b in pairwise(stations))
    if km < passing_km:
        yield row.fault(f"{km} km is shorter than the straight lines, {passing_km:.1f} km")
    if km > MOST_DETOUR * straight_km and not row.text("note"):
        yield row.fault(
            f"{km} km is over {MOST_DETOUR} times the straight line, {straight_km:.1f} km; "
            "mend it, or say why in the note"
        )
    if not SLOWEST_KMH <= km / hours <= FASTEST_KMH:
        yield row.fault(
            f"{km} km in {row.text('minutes')} min is {km / hours:.0f} km/h, "
            f"not {SLOWEST_KMH} to {FASTEST_KMH}"
        )


def crossing_faults(tables: Tables) -> Iterator[DataError]:
    """Find sailings whose times, days or ports cannot be."""
    kinds = {row.text("id"): row.text("kind") for row in tables["ports"]}
    for row in tables["crossings"]:
        gone_s = row.integer("arrive_day") * DAY_S + seconds_of(row.clock("arrive"))
        taken_min = (gone_s - seconds_of(row.clock("depart"))) // 60
        if taken_min != row.integer("duration_min"):
            yield row.fault(
                f"duration_min {row.text('duration_min')} is not the {taken_min} min from "
                f"{row.text('depart')} to {row.text('arrive')}, day {row.text('arrive_day')}"
            )
        valid_from, valid_to = row.maybe_day("valid_from"), row.maybe_day("valid_to")
        if valid_from and valid_to and valid_from > valid_to:
            yield row.fault(f"valid_from {valid_from} is after valid_to {valid_to}")
        if row.text("from_port") == row.text("to_port"):
            yield row.fault("leads back to the port of departure")
        for end in ("from_port", "to_port"):
            if kinds.get(row.text(end)) == "airport":
                yield row.fault(f"{end} {row.text(end)!r} is an airport")


def port_faults(tables: Tables) -> Iterator[DataError]:
    """Find ports on another land than the town that they serve."""
    lands = {r.text("id"): r.text("land") for r in (*tables["places"], *tables["places_added"])}
    for row in tables["ports"]:
        land = lands.get(row.text("place_id"), row.text("land"))
        if land != row.text("land"):
            yield row.fault(f"land is {row.text('land')}, but {row.text('place_id')} is on {land}")
