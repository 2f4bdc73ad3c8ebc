"""Times for an order of visits, nights and sailings, which stays as it is; and what breaks.

Everything happens as early as it can, on the grid of the search first, so that an order which the
solver found keeps its times; where that breaks something, to the second.  What breaks is noted and
the trip goes on as if it had been in time, so that one fault does not hide the next.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from planner.model.clock import DAY_S
from planner.optimise.mapping import WHEEL
from planner.optimise.problem import (
    NEVER_S,
    UNREACHABLE_S,
    DatedSailing,
    Move,
    MoveKind,
    OrienteeringProblem,
    SearchParams,
)
from planner.optimise.tally import use_of


class BreakKind(StrEnum):
    """What an order can break."""

    CLOSED = "closed"
    """The visit's place is closed on that day."""
    TOO_LATE = "too_late"
    """It closes, or the day ends, before the visit could end; or its own time has passed."""
    DAY_TOO_LONG = "day_too_long"
    """More hours on the move and on visits than the pace allows."""
    TOO_MUCH_DRIVING = "too_much_driving"
    NO_ROAD = "no_road"
    """No road leads there: a ferry is missing."""
    MISSED_SAILING = "missed_sailing"
    NO_SAILING = "no_sailing"
    """No such departure that day."""
    TWICE = "twice"
    """The same visit a second time."""
    TOO_MUCH_IN_ALL = "too_much_in_all"
    """More hours at the wheel than the whole trip may have."""
    TOO_MANY_CROSSINGS = "too_many_crossings"
    """More ships than the whole trip may have."""
    LATE_HOME = "late_home"
    """The day ends before one can be where the night or the trip's end is."""


@dataclass(frozen=True, slots=True)
class Break:
    """Something that an order breaks, on a day of the window.

    `over_s` says by how much, where that can be said; `node` where, -1 for a whole day.
    """

    kind: BreakKind
    day: int
    node: int = -1
    over_s: int = 0
    sailing: str = ""


@dataclass(frozen=True, slots=True)
class VisitWish:
    """A visit in an order; `at_s` is the time of day at which it has to begin [s]."""

    node: int
    at_s: int | None = None


@dataclass(frozen=True, slots=True)
class SailWish:
    """A departure in an order, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class DayWish:
    """A day of an order; `night` is the node to sleep at, None: where one is."""

    day: int
    steps: tuple[VisitWish | SailWish, ...]
    night: int | None = None


@dataclass(frozen=True, slots=True)
class Retimed:
    """The moves of an order and what it breaks; where it breaks nothing, the judge accepts."""

    moves: tuple[Move, ...]
    breaks: tuple[Break, ...]


@dataclass
class Walker:
    """Goes through an order and notes moves and breaks."""

    problem: OrienteeringProblem
    sailings: Mapping[str, DatedSailing]
    grid_s: int
    node: int
    today: int
    now_s: int
    moves: list[Move] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    @property
    def day_end_s(self) -> int:
        """End of the waking hours."""
        return self.today * DAY_S + self.problem.day_end_s

    def note(self, kind: BreakKind, node: int = -1, over_s: int = 0, key: str = "") -> None:
        """Note a break on the present day."""
        self.breaks.append(Break(kind, self.today, node, over_s, key))

    def rounded(self, moment_s: int) -> int:
        """Return the next step of the grid."""
        start_s = moment_s // DAY_S * DAY_S + self.problem.day_start_s
        return start_s + -(-(moment_s - start_s) // self.grid_s) * self.grid_s

    def add(
        self, kind: MoveKind, node: int, begin_s: int, finish_s: int, key: str | None = None
    ) -> None:
        """Append a move and go on from its end; what would run past midnight is cut there."""
        last_s = (self.today + 1) * DAY_S - 1
        if kind in {MoveKind.DRIVE, MoveKind.VISIT}:
            begin_s, finish_s = min(begin_s, last_s), min(finish_s, last_s)
        self.moves.append(Move(kind, node, begin_s, finish_s, key))
        self.node, self.now_s = node, finish_s
        self.today = max(self.today, finish_s // DAY_S)

    def drive(self, node: int, by_s: int | None = None) -> None:
        """Drive to a node, no earlier than being there at `by_s` needs; where no road leads, jump.

        The end of the day is checked by what comes after.
        """
        if node == self.node:
            return
        took_s = int(self.problem.drive_s[self.node, node])
        if took_s >= UNREACHABLE_S:
            self.note(BreakKind.NO_ROAD, node)
            self.node = node
            return
        midnight_s = self.today * DAY_S
        ready_s = max(self.now_s, midnight_s + self.problem.day_start_s)
        begin_s = max(ready_s, (by_s or 0) - took_s)
        self.add(MoveKind.DRIVE, node, begin_s, begin_s + took_s)

    def ready_s(self, node: int) -> int:
        """Return when one can be at a node at the earliest; where no road leads, at once."""
        way_s = int(self.problem.drive_s[self.node, node])
        way_s = 0 if node == self.node or way_s >= UNREACHABLE_S else way_s
        free_s = max(self.now_s, self.today * DAY_S + self.problem.day_start_s)
        return self.rounded(free_s) - (-way_s // self.grid_s) * self.grid_s

    def visit(self, wish: VisitWish) -> None:
        """Drive to a visit and make it."""
        node, midnight_s, ready_s = wish.node, self.today * DAY_S, self.ready_s(wish.node)
        opens_s, closes_s = self.hours(node)
        if node in self.seen:
            self.note(BreakKind.TWICE, node)
        self.seen.add(node)
        if wish.at_s is None:
            begin_s = self.rounded(max(ready_s, midnight_s + opens_s))
        else:
            begin_s = max(ready_s, midnight_s + wish.at_s)
            if ready_s > midnight_s + wish.at_s:
                self.note(BreakKind.TOO_LATE, node, ready_s - midnight_s - wish.at_s)
            if wish.at_s < opens_s:
                self.note(BreakKind.CLOSED, node, opens_s - wish.at_s)
        finish_s = begin_s + int(self.problem.stay_s[node])
        last_s = midnight_s + min(closes_s, self.problem.day_end_s)
        if finish_s > last_s:
            self.note(BreakKind.TOO_LATE, node, finish_s - last_s)
        self.drive(node, begin_s)
        self.add(MoveKind.VISIT, node, begin_s, finish_s)

    def hours(self, node: int) -> tuple[int, int]:
        """Return when a node opens and closes today [s]; note where it stays closed."""
        is_known = self.today < self.problem.window_days
        opens_s = int(self.problem.opens_s[self.today, node]) if is_known else NEVER_S
        if opens_s != NEVER_S:
            return opens_s, int(self.problem.closes_s[self.today, node])
        self.note(BreakKind.CLOSED, node)
        return 0, DAY_S

    def sail(self, wish: SailWish) -> None:
        """Drive to the port and board."""
        sailing = self.sailings.get(wish.key)
        if sailing is None or sailing.board_by_s // DAY_S != self.today:
            self.note(BreakKind.NO_SAILING, key=wish.key)
            return
        self.drive(sailing.from_node)
        if self.now_s > sailing.board_by_s or self.now_s > self.day_end_s:
            over_s = max(self.now_s - sailing.board_by_s, self.now_s - self.day_end_s)
            self.note(BreakKind.MISSED_SAILING, sailing.from_node, over_s, wish.key)
        self.add(MoveKind.SAIL, sailing.to_node, sailing.board_by_s, sailing.arrive_s, sailing.key)

    def sleep(self, night: int | None, day: int, following: DatedSailing | None) -> None:
        """Drive to where the night is and sleep until the next day begins, or one boards."""
        wakes_s = day * DAY_S + self.problem.day_start_s
        port = following.from_node if following is not None else None
        if port is not None and following is not None:
            way_s = int(self.problem.drive_s[self.node if night is None else night, port])
            if wakes_s + way_s > following.board_by_s:
                night = port if night is None or port == night else night
                wakes_s = min(wakes_s, following.board_by_s) if night == port else wakes_s
        if night is not None:
            self.drive(night)
            if self.now_s > self.day_end_s:
                self.note(BreakKind.LATE_HOME, night, self.now_s - self.day_end_s)
        self.add(MoveKind.SLEEP, self.node, self.now_s, wakes_s)

    def check_days(self) -> None:
        """Note days with too much time at the wheel, or at the wheel and on visits."""
        wheel_s, active_s = Counter[int](), Counter[int]()
        node = self.problem.start
        for move in self.moves:
            day = move.begin_s // DAY_S
            if move.kind is MoveKind.DRIVE:
                wheel_s[day] += int(self.problem.drive_s[node, move.node])
            elif move.kind is MoveKind.VISIT:
                active_s[day] += int(self.problem.stay_s[move.node])
            node = move.node
        for day in sorted({*wheel_s, *active_s}):
            over_s = wheel_s[day] - self.problem.max_drive_s
            if over_s > 0:
                self.breaks.append(Break(BreakKind.TOO_MUCH_DRIVING, day, over_s=over_s))
            over_s = wheel_s[day] + active_s[day] - self.problem.max_active_s
            if over_s > 0:
                self.breaks.append(Break(BreakKind.DAY_TOO_LONG, day, over_s=over_s))

    def check_trip(self) -> None:
        """Note on the last day which limits on the whole trip are not kept."""
        for limit in self.problem.trip_limits:
            over = use_of(limit, self.problem.start, self.moves) - limit.most
            if over > 0 and limit.name == WHEEL:
                self.note(BreakKind.TOO_MUCH_IN_ALL, over_s=over)
            elif over > 0:
                self.note(BreakKind.TOO_MANY_CROSSINGS)


def first_sailing(
    wish: DayWish | None, sailings: Mapping[str, DatedSailing]
) -> DatedSailing | None:
    """Return the sailing with which a day begins, or None."""
    step = wish.steps[0] if wish is not None and wish.steps else None
    return sailings.get(step.key) if isinstance(step, SailWish) else None


def walk(problem: OrienteeringProblem, days: Sequence[DayWish], grid_s: int) -> Retimed:
    """Return the times of an order on a grid."""
    sailings = problem.sailing_of
    begins_s = days[0].day * DAY_S + problem.day_start_s
    walker = Walker(problem, sailings, grid_s, problem.start, days[0].day, begins_s)
    for wish, follower in zip(days, (*days[1:], None), strict=True):
        for step in wish.steps:
            if isinstance(step, SailWish):
                walker.sail(step)
                continue
            if walker.today > wish.day:  # the ship lands on a later day
                walker.note(BreakKind.TOO_LATE, step.node, (walker.today - wish.day) * DAY_S)
            walker.visit(step)
        if follower is not None and walker.today < follower.day:
            walker.sleep(wish.night, follower.day, first_sailing(follower, sailings))
    if problem.end is not None and walker.node != problem.end:
        walker.drive(problem.end)
        if walker.now_s > walker.day_end_s:
            walker.note(BreakKind.LATE_HOME, problem.end, walker.now_s - walker.day_end_s)
    walker.check_days()
    walker.check_trip()
    return Retimed(tuple(walker.moves), tuple(walker.breaks))


def retime(
    problem: OrienteeringProblem, days: Sequence[DayWish], grid_s: int = SearchParams().grid_s
) -> Retimed:
    """Return the times of an order, and what it breaks.

    Parameters
    ----------
    problem
        Holds ways, windows, sailings and limits.
    days
        Consecutive days of the window, at least one; nothing in them changes its place.
    grid_s
        Steps to which the begin of a visit is rounded up where that breaks nothing [s].
    """
    found = walk(problem, days, grid_s)
    if not found.breaks:
        return found
    exact = walk(problem, days, 1)
    return exact if len(exact.breaks) < len(found.breaks) else found
