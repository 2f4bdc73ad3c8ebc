"""Car ferries in the reader's words: for the table, for the map and for a leg of a trip."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, get_day_names
from flask_babel import get_locale

from planner.export.sea_lines import SeaLine, Service, list_services
from planner.model.catalogue import Catalogue
from planner.model.journey import Leg, Spot
from planner.model.place import Source
from planner.model.timetable import Crossing
from web.feasts import find_sources
from web.formats import hours, month_name, plain_date
from web.speech import gettext, ngettext
from web.wording import timetable_status_name

ALL_YEAR = ((1, 1), (12, 31))
WEEK = range(7)
LEAP_YEAR = 2028
SORTS = ("from", "to", "operator")
"""What the table may be sorted by."""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in words; `key` names its line on the map."""

    key: str
    origin: str
    destination: str
    operator: str
    days: str
    times: str
    duration_s: int
    season: str
    service: Service
    sources: tuple[Source, ...]
    validity: str
    notes: tuple[str, ...]

    @property
    def months(self) -> tuple[int, ...]:
        """Months in which it sails."""
        return self.service.months

    @property
    def is_next_day(self) -> bool:
        """Answer whether it arrives on the day after."""
        return self.service.first.arrive_day > 0


def list_rows(
    lines: Sequence[SeaLine], quays: Mapping[str, Spot], catalogue: Catalogue, sort: str
) -> list[ServiceRow]:
    """Return all services, sorted by one of `SORTS`."""
    rows = [
        say_service(service, line.key, quays, catalogue)
        for line in lines
        for service in line.services
    ]
    ends = {
        "from": lambda row: (row.origin, row.destination, row.operator),
        "to": lambda row: (row.destination, row.origin, row.operator),
        "operator": lambda row: (row.operator, row.origin, row.destination),
    }
    return sorted(rows, key=ends.get(sort, ends["from"]))


def rows_of_leg(
    leg: Leg, crossings: Iterable[Crossing], quays: Mapping[str, Spot], catalogue: Catalogue
) -> tuple[ServiceRow, ...]:
    """Return the services of a ferry's operator on its way through the year."""
    known = tuple(crossings)
    own = next((c for c in known if leg.ferry and c.id == leg.ferry.crossing_id), None)
    if own is None:
        return ()
    way = (own.from_port, own.to_port, own.operator)
    same = [one for one in known if (one.from_port, one.to_port, one.operator) == way]
    return tuple(say_service(service, "", quays, catalogue) for service in list_services(same))


def say_service(
    service: Service, key: str, quays: Mapping[str, Spot], catalogue: Catalogue
) -> ServiceRow:
    """Put a service in words."""
    one = service.first
    return ServiceRow(
        key=key,
        origin=quays[one.from_port].name,
        destination=quays[one.to_port].name,
        operator=one.operator,
        days=say_days(one.weekdays),
        times=", ".join(f"{sailing.depart:%H:%M}" for sailing in service.sailings),
        duration_s=one.duration_s,
        season=say_season(one),
        service=service,
        sources=find_sources(catalogue, one.sources),
        validity=say_validity(one),
        notes=tuple(dict.fromkeys(sailing.note for sailing in service.sailings if sailing.note)),
    )


def say_days(weekdays: frozenset[int]) -> str:
    """Return weekdays in words, three or more in a row as a span."""
    if len(weekdays) == len(WEEK):
        return gettext("daily")
    names = get_day_names("abbreviated", locale=get_locale())
    runs: list[list[int]] = []
    for day in sorted(weekdays):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = []
    for run in runs:
        if len(run) > 2:
            told.append(f"{names[run[0]]}–{names[run[-1]]}")
        else:
            told += [names[day] for day in run]
    return ", ".join(told)


def say_season(crossing: Crossing) -> str:
    """Return the season in words."""
    ends = (crossing.season_from, crossing.season_to)
    if ends == ALL_YEAR:
        return gettext("all year")
    first, last = (
        format_date(date(LEAP_YEAR, month, day), "d MMM", locale=get_locale())
        for month, day in ends
    )
    return f"{first} – {last}"


def say_validity(crossing: Crossing) -> str:
    """Return how old the timetable is that we read."""
    if crossing.valid_from and crossing.valid_to:
        return gettext(
            "The timetable we read runs from %(first)s to %(last)s.",
            first=plain_date(crossing.valid_from),
            last=plain_date(crossing.valid_to),
        )
    if crossing.source_year:
        return gettext("Our source is of %(year)d.", year=crossing.source_year)
    return gettext("Our source has no date.")


def tell_line(
    line: SeaLine, quays: Mapping[str, Spot], catalogue: Catalogue
) -> Mapping[str, object]:
    """Say a line for the map: `timed` holds what is said in some months only."""
    rows = [say_service(service, line.key, quays, catalogue) for service in line.services]
    told = [gettext("Car ferry, %(operator)s", operator=line.operator)]
    told.append(gettext("Times: %(status)s", status=timetable_status_name(line.status)))
    hosts = dict.fromkeys(source.publisher for row in rows for source in row.sources)
    after = [*dict.fromkeys(row.validity for row in rows)]
    after.append(gettext("Sources: %(names)s", names=", ".join(hosts)))
    return {
        "title": " – ".join(quays[port].name for port in line.ports),
        "lines": told,
        "timed": [[list(row.months), _tell_row(row)] for row in rows],
        "after": after,
    }


def _tell_row(row: ServiceRow) -> str:
    """Say a service in one line."""
    return gettext(
        "to %(port)s: %(days)s %(times)s, %(duration)s, %(season)s",
        port=row.destination,
        days=row.days,
        times=row.times,
        duration=hours(row.duration_s),
        season=row.season,
    )


def say_line_count(lines: Iterable[SeaLine], month: int | None) -> str:
    """Say how many lines sail."""
    sailing = sum(1 for line in lines if month is None or month in line.months)
    if month is None:
        return ngettext("%(num)d line in the year", "%(num)d lines in the year", sailing)
    name = month_name(month)
    return ngettext("%(num)d line in %(month)s", "%(num)d lines in %(month)s", sailing, month=name)


def say_sailing_count(count: int) -> str:
    """Say how many lines sail in a part of the year that is told beside."""
    return ngettext("%(num)d line", "%(num)d lines", count)


def list_ports(lines: Iterable[SeaLine], quays: Mapping[str, Spot]) -> list[tuple[str, list[str]]]:
    """Return the ports of lines by name, each with the names of those that it reaches."""
    reached: dict[str, set[str]] = {}
    for line in lines:
        for here, there in (line.ports, line.ports[::-1]):
            reached.setdefault(quays[here].name, set()).add(quays[there].name)
    return [(name, sorted(others)) for name, others in sorted(reached.items())]
