"""The year in weeks: which area has a feast when, and where nothing happens for long."""

from collections.abc import Sequence
from datetime import date, timedelta
from types import MappingProxyType

from planner.graph.programme import Programme
from planner.model.network import Gap, Week
from planner.model.place import Area

WEEKS = 53
HIGH_SEASON = (7, 8)
"""Months in which a week without a feast is no gap."""


def in_order(area: Area) -> tuple[int, str]:
    """Return the place of an area in lists: QM FESTA's in their order, then those of others."""
    known = [str(name) for name in Area]
    return (known.index(area) if area in known else len(known), area)


def areas_of(weeks: Sequence[Week]) -> tuple[Area, ...]:
    """Return the areas that have feasts, in their order."""
    return tuple(weeks[0].feasts) if weeks else ()


def list_weeks(programme: Programme, today: date) -> tuple[Week, ...]:
    """Return the feasts of each week and area, for a year from the week of a day on."""
    first = today - timedelta(days=today.weekday())
    areas = sorted({festival.area for festival in programme.festivals}, key=in_order)
    found: dict[tuple[int, Area], set[str]] = {}
    for festival, edition in zip(programme.festivals, programme.editions, strict=True):
        for day in edition.days:
            found.setdefault(((day - first).days // 7, festival.area), set()).add(festival.id)
    return tuple(
        Week(
            first + timedelta(weeks=number),
            MappingProxyType(
                {area: tuple(sorted(found.get((number, area), ()))) for area in areas}
            ),
        )
        for number in range(WEEKS)
    )


def is_in_high_season(monday: date) -> bool:
    """Answer whether a week's Thursday, which names its month, lies in July or August."""
    return (monday + timedelta(days=3)).month in HIGH_SEASON


def list_gaps(weeks: Sequence[Week], area: Area) -> tuple[Gap, ...]:
    """Return the maximal runs of weeks between September and June without a feast in an area."""
    gaps: list[Gap] = []
    open_since: date | None = None
    length = 0
    for week in weeks:
        empty = not week.feasts[area] and not is_in_high_season(week.monday)
        if empty:
            open_since = open_since or week.monday
            length += 1
        elif open_since is not None:
            gaps.append(Gap(area, open_since, length))
            open_since, length = None, 0
    if open_since is not None:
        gaps.append(Gap(area, open_since, length))
    return tuple(gaps)


def list_all_gaps(weeks: Sequence[Week], least_weeks: int = 1) -> tuple[Gap, ...]:
    """Return the gaps of all areas of at least some weeks, the longest first."""
    found = [
        gap
        for area in areas_of(weeks)
        for gap in list_gaps(weeks, area)
        if gap.weeks >= least_weeks
    ]
    return tuple(sorted(found, key=lambda gap: (-gap.weeks, gap.first, gap.area)))
