"""Faults of trains and coaches: hops that cannot be, lines that contradict themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from planner.errors import DataError
from planner.geodata.check_tables import Tables
from planner.geodata.gazetteer import coordinate
from planner.geodata.tables import Row
from planner.model.place import Coordinate

MOST_DETOUR = 2.6
"""Most that a hop may be longer than the great circle."""
NEAR_KM = 5.0
"""Hops shorter than this may wind: stops stand for whole towns."""
SLOWEST_KMH, FASTEST_KMH = 10, 160
COMMON = ("mode", "services_per_day", "weekdays", "season_from", "season_to", "first", "last")
"""What the hops of one line agree on."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a stop is."""

    coordinate: Coordinate
    land: str


def line_faults(tables: Tables) -> Iterator[DataError]:
    """Find hops and lines of `lines.csv` that cannot be."""
    named = (*tables["places"], *tables["places_added"], *tables["ports"])
    stops = {row.text("id"): Stop(coordinate(row), row.text("land")) for row in named}
    lines: dict[tuple[str, str], list[Row]] = {}
    for row in tables["lines"]:
        yield from hop_faults(row, stops)
        lines.setdefault((row.text("operator"), row.text("line")), []).append(row)
    for rows in lines.values():
        yield from agreement_faults(rows)


def hop_faults(row: Row, stops: Mapping[str, Stop]) -> Iterator[DataError]:
    """Find what cannot be about one hop."""
    if row.clock("first") > row.clock("last"):
        yield row.fault(f"first {row.text('first')} is after last {row.text('last')}")
    if row.clock("first") == row.clock("last") and row.integer("services_per_day") > 1:
        yield row.fault(f"{row.text('services_per_day')} services a day, but first is last")
    km, hours = row.number("km"), row.number("minutes") / 60
    if not SLOWEST_KMH <= km / hours <= FASTEST_KMH:
        yield row.fault(
            f"{km} km in {row.text('minutes')} min is {km / hours:.0f} km/h, "
            f"not {SLOWEST_KMH} to {FASTEST_KMH}"
        )
    ends = [row.text("from_place"), row.text("to_place")]
    if ends[0] == ends[1]:
        yield row.fault("leads back to the same stop")
    elif all(end in stops for end in ends):
        yield from length_faults(row, km, *(stops[end] for end in ends))


def length_faults(row: Row, km: float, here: Stop, there: Stop) -> Iterator[DataError]:
    """Find a hop across the water, or one whose length does not fit its ends."""
    if here.land != there.land:
        yield row.fault(f"no line joins {here.land} and {there.land}: that takes a crossing")
        return
    straight_km = here.coordinate.distance_m(there.coordinate) / 1000
    if km < straight_km:
        yield row.fault(f"{km} km is shorter than the straight line, {straight_km:.1f} km")
    if km > max(MOST_DETOUR * straight_km, NEAR_KM):
        yield row.fault(
            f"{km} km is over {MOST_DETOUR} times the straight line, {straight_km:.1f} km"
        )


def agreement_faults(rows: list[Row]) -> Iterator[DataError]:
    """Find rows of one line that contradict its first row, or do not hang together with it."""
    first = rows[0]
    for row in rows[1:]:
        for name in COMMON:
            if row.text(name) != first.text(name):
                yield row.fault(
                    f"{name} {row.text(name)!r} is not {first.text(name)!r} "
                    f"as in line {first.line}, of the same line"
                )
    hops: nx.Graph[str] = nx.Graph((row.text("from_place"), row.text("to_place")) for row in rows)
    whole = nx.node_connected_component(hops, first.text("from_place"))
    for row in rows:
        if row.text("from_place") not in whole:
            yield row.fault(f"does not hang together with line {first.line}, of the same line")
