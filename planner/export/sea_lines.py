"""Crossings gathered for maps and tables: services that differ in hours only, lines of services."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.export.geojson import SHAPES, GeoObject, build_line, build_point, collect
from planner.export.sea_chart import SeaChart
from planner.model.festival import Attraction, Business
from planner.model.journey import Spot
from planner.model.timetable import Crossing, TimetableStatus

MONTHS = range(1, 13)
CAR = "car"
SUREST_FIRST = tuple(TimetableStatus)


@dataclass(frozen=True, slots=True)
class Service:
    """Sailings one way that differ in their hours only."""

    sailings: tuple[Crossing, ...]

    @property
    def first(self) -> Crossing:
        """The earliest sailing of the day: what it says but its hours holds for all."""
        return self.sailings[0]

    @property
    def months(self) -> tuple[int, ...]:
        """Months in which it sails on at least one day."""
        return months_of(self.first)


@dataclass(frozen=True, slots=True)
class SeaLine:
    """What one operator sails between two ports, both ways, with times known equally well."""

    key: str
    ports: tuple[str, str]
    operator: str
    status: TimetableStatus
    services: tuple[Service, ...]
    months: tuple[int, ...]
    """Months in which it sails."""


Tell = Callable[[SeaLine], Mapping[str, object]]
"""Says a line in the reader's language: `title`, `lines`, `timed` (months and text)."""


def months_of(crossing: Crossing) -> tuple[int, ...]:
    """Return the months in which a crossing's season has a day."""
    first, last = crossing.season_from, crossing.season_to
    wraps = first > last

    def has_day(month: int) -> bool:
        begins, ends = first <= (month, 31), last >= (month, 1)
        return begins or ends if wraps else begins and ends

    return tuple(month for month in MONTHS if has_day(month))


def list_services(crossings: Iterable[Crossing]) -> tuple[Service, ...]:
    """Return car ferries as services, in the order in which the first of each comes."""
    groups: dict[tuple[object, ...], list[Crossing]] = {}
    for one in crossings:
        if one.mode == CAR:
            way = (one.from_port, one.to_port, one.operator, one.duration_s, one.status)
            when = (one.season_from, one.season_to, one.weekdays, one.valid_from, one.valid_to)
            groups.setdefault((*way, *when, one.sources), []).append(one)
    ordered = (sorted(group, key=lambda one: (one.depart, one.id)) for group in groups.values())
    return tuple(Service(tuple(group)) for group in ordered)


def list_lines(crossings: Iterable[Crossing]) -> tuple[SeaLine, ...]:
    """Return the lines of car ferries, by ports, operator and status."""
    groups: dict[tuple[str, str, str, TimetableStatus], list[Service]] = {}
    for service in list_services(crossings):
        one = service.first
        ports = sorted((one.from_port, one.to_port))
        groups.setdefault((ports[0], ports[1], one.operator, one.status), []).append(service)
    ranked = sorted(groups, key=lambda key: (*key[:3], SUREST_FIRST.index(key[3])))
    return tuple(
        SeaLine(
            f"line-{number}", key[:2], key[2], key[3], tuple(groups[key]), _all_months(groups[key])
        )
        for number, key in enumerate(ranked, start=1)
    )


def _all_months(services: Iterable[Service]) -> tuple[int, ...]:
    """Return the months in which any of some services sails."""
    return tuple(sorted({month for service in services for month in service.months}))


def to_line_features(
    lines: Sequence[SeaLine], quays: Mapping[str, Spot], chart: SeaChart, tell: Tell
) -> GeoObject:
    """Return the lines as curves; those between the same ports lie beside each other."""
    features = []
    by_ports: dict[tuple[str, str], list[SeaLine]] = {}
    for line in lines:
        by_ports.setdefault(line.ports, []).append(line)
    for ports, beside in by_ports.items():
        ends = [quays[port].coordinate for port in ports]
        ways = chart.lanes(ends[0], ends[1], len(beside))
        for line, way in zip(beside, ways, strict=True):
            known = {"kind": "crossing", "status": line.status.value, "months": list(line.months)}
            features.append(build_line(way, anchor=line.key, **known, **tell(line)))
    return collect(features)


def to_port_features(
    lines: Sequence[SeaLine], quays: Mapping[str, Spot], say_ports: Callable[[str], str]
) -> GeoObject:
    """Return the ports that lines serve; `say_ports` puts the names of the others in words."""
    reached: dict[str, dict[str, set[int]]] = {}
    for line in lines:
        for here, there in (line.ports, line.ports[::-1]):
            reached.setdefault(here, {}).setdefault(there, set()).update(line.months)
    return collect(
        build_point(
            quays[port].coordinate,
            kind="port",
            shape=SHAPES["port"],
            title=quays[port].name,
            lines=[],
            months=sorted(set().union(*others.values())),
            timed=[[sorted(m), say_ports(quays[there].name)] for there, m in others.items()],
        )
        for port, others in sorted(reached.items())
    )


def to_sight_features(
    sights: Iterable[Attraction], tell: Callable[[Attraction], Sequence[str]]
) -> GeoObject:
    """Return attractions as small marks."""
    return collect(
        build_point(
            sight.coordinate,
            kind="sight",
            shape=SHAPES["sight"],
            title=sight.name,
            lines=list(tell(sight)),
        )
        for sight in sights
    )


def to_firm_features(
    firms: Iterable[Business], tell: Callable[[Business], Sequence[str]]
) -> GeoObject:
    """Return businesses whose place is known as small marks."""
    return collect(
        build_point(
            firm.coordinate,
            kind="firm",
            shape=SHAPES["firm"],
            title=firm.name,
            lines=list(tell(firm)),
        )
        for firm in firms
        if firm.coordinate is not None
    )
