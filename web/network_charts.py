"""Charts of the network pages as numbers for drawings: weeks, months, reach, shifts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from planner.model.network import Gap, Quarter, Reach, Seasonality, Week
from planner.model.network_changes import Shift
from planner.model.place import Area
from web.formats import short_month

CELL, ROW, LABEL = 16, 26, 84
HEAD = 22
BAR_WIDTH, BAR_HEIGHT = 44, 120
CURVE_WIDTH, CURVE_HEIGHT = 560.0, 220.0
TICKS_MIN = (0, 30, 60, 90, 120, 150, 180)


@dataclass(frozen=True, slots=True)
class WeekCell:
    """One week of one area; `level` is the number of feasts, at most 3."""

    x: int
    y: int
    level: int
    is_gap: bool
    title: str


@dataclass(frozen=True, slots=True)
class WeekChart:
    """A year of weeks by area."""

    width: int
    height: int
    cells: tuple[WeekCell, ...]
    months: tuple[tuple[int, str], ...]
    """Where each month's name stands, and the name."""
    areas: tuple[tuple[int, Area], ...]


def draw_weeks(
    weeks: Sequence[Week], gaps: Sequence[Gap], say: Callable[[Week, Area], str]
) -> WeekChart:
    """Return the calendar of weeks and areas."""
    listed = tuple(weeks[0].feasts)
    empty = {
        (gap.area, gap.first + timedelta(weeks=number))
        for gap in gaps
        for number in range(gap.weeks)
    }
    cells = tuple(
        WeekCell(
            LABEL + CELL * column,
            HEAD + ROW * row,
            min(3, len(week.feasts[area])),
            (area, week.monday) in empty,
            say(week, area) if week.feasts[area] else "",
        )
        for row, area in enumerate(listed)
        for column, week in enumerate(weeks)
    )
    months, known = [], None
    for column, week in enumerate(weeks):
        month = (week.monday + timedelta(days=3)).month
        if month != known and column < len(weeks) - 2:
            months.append((LABEL + CELL * column, short_month(month)))
        known = month
    areas = tuple((HEAD + ROW * row + ROW // 2, area) for row, area in enumerate(listed))
    width, height = LABEL + CELL * len(weeks), HEAD + ROW * len(listed)
    return WeekChart(width, height, cells, tuple(months), areas)


@dataclass(frozen=True, slots=True)
class Bar:
    """The feast-days of a month."""

    x: int
    y: float
    height: float
    count: int
    name: str


def draw_months(seasonality: Seasonality) -> tuple[Bar, ...]:
    """Return a bar for each month."""
    most = max(*seasonality.by_month, 1)
    bars = []
    for number, count in enumerate(seasonality.by_month):
        height = round(BAR_HEIGHT * count / most, 1)
        bars.append(
            Bar(BAR_WIDTH * number, BAR_HEIGHT - height, height, count, short_month(number + 1))
        )
    return tuple(bars)


@dataclass(frozen=True, slots=True)
class Curve:
    """People within a time, as a line; `kind` is `road` or a quarter."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class CurveChart:
    """Curves of reach with their axes."""

    curves: tuple[Curve, ...]
    ticks_x: tuple[tuple[float, int], ...]
    """Place and minutes."""
    ticks_y: tuple[tuple[float, int], ...]
    """Place and persons."""


def nice_step(most: int) -> int:
    """Return a round step of which three to six make up a number."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * 5 >= most:
                return step * factor
        step *= 10


def draw_reach(reach: Sequence[Reach], kinds: Sequence[Quarter | None]) -> CurveChart:
    """Return the curves of reach by road and, in some quarters, by road and ferry."""
    most_s = max((one.limit_s for one in reach), default=1)
    most = max((one.persons for one in reach if one.quarter in kinds), default=1)
    step = nice_step(max(1, most))
    top = step * -(-max(1, most) // step)

    def at(one: Reach) -> str:
        x = CURVE_WIDTH * one.limit_s / most_s
        return f"{x:.1f} {CURVE_HEIGHT * (1 - one.persons / top):.1f}"

    curves = tuple(
        Curve(
            "road" if kind is None else kind.value,
            f"M0 {CURVE_HEIGHT:g}L" + "L".join(at(one) for one in reach if one.quarter is kind),
        )
        for kind in kinds
    )
    ticks = [m for m in TICKS_MIN if m * 60 <= most_s]
    ticks_x = tuple((round(CURVE_WIDTH * m * 60 / most_s, 1), m) for m in ticks)
    levels = range(0, top + 1, step)
    ticks_y = tuple((round(CURVE_HEIGHT * (1 - n / top), 1), n) for n in levels)
    return CurveChart(curves, ticks_x, ticks_y)


@dataclass(frozen=True, slots=True)
class ShiftCell:
    """How a shift does in one thing: `better`, `same` or `worse`."""

    x: int
    y: int
    sign: str


@dataclass(frozen=True, slots=True)
class ShiftChart:
    """All shifts in a strip: trips, clash and spread over the year, one above the other."""

    width: int
    cells: tuple[ShiftCell, ...]
    days: tuple[tuple[int, int, bool], ...]
    """Place, days of the shift, whether no other beats it."""
    chosen_x: int


def sign_of(change: float, is_good: bool) -> str:
    """Return whether a change is good; `is_good` says that more is better."""
    if change == 0:
        return "same"
    return "better" if (change > 0) == is_good else "worse"


def shift_signs(shift: Shift) -> tuple[str, str, str]:
    """Return how a shift does in trips, clash and the spread over the year."""
    before, after = shift.outcome.before, shift.outcome.after
    trips = sign_of(after.links + after.threes - before.links - before.threes, True)
    clash = sign_of(round(after.clash - before.clash, 3), False)
    return trips, clash, sign_of(round(after.gini - before.gini, 2), False)


def draw_shifts(shifts: Sequence[Shift], chosen: int) -> ShiftChart:
    """Return the strip of all shifts."""
    cells, days = [], []
    chosen_x = 0
    for column, shift in enumerate(shifts):
        x = CELL * column
        days.append((x, shift.days, shift.is_balanced))
        cells += [ShiftCell(x, ROW * row, sign) for row, sign in enumerate(shift_signs(shift))]
        chosen_x = x if shift.days == chosen else chosen_x
    return ShiftChart(CELL * len(shifts), tuple(cells), tuple(days), chosen_x)
