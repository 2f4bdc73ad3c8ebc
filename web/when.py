"""The part of the year that the home page shows: a month, two weeks from a day, or all of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.export.sea_lines import SeaLine
from web.crossings import say_line_count, say_sailing_count
from web.feasts import MONTHS, FeastCard, say_count
from web.formats import date_span, month_name
from web.speech import gettext, ngettext

WINDOW_DAYS = 14
WEEKS_AHEAD = 65
"""How far the slider reaches: a year and a season."""
LAST_DAY = date.max - timedelta(WINDOW_DAYS)


@dataclass(frozen=True, slots=True)
class When:
    """A month of any year, or two weeks from `first`; neither: the whole year."""

    month: int | None = None
    first: date | None = None

    @property
    def last(self) -> date | None:
        """The last of the two weeks' days."""
        return self.first + timedelta(WINDOW_DAYS - 1) if self.first else None

    @property
    def months(self) -> tuple[int, ...]:
        """The months that it touches; empty means all."""
        if self.first and self.last:
            return tuple(dict.fromkeys((self.first.month, self.last.month)))
        return (self.month,) if self.month else ()

    @property
    def arguments(self) -> Mapping[str, Any]:
        """What the address says of it."""
        if self.first:
            return {"day": self.first.isoformat()}
        return {"month": self.month} if self.month else {}

    def holds(self, card: FeastCard) -> bool:
        """Answer whether a feast takes place in it."""
        if self.first and self.last:
            return any(self.first <= day <= self.last for day in card.days)
        return self.month is None or self.month in card.months

    def holds_any(self, cards: Iterable[FeastCard]) -> bool:
        """Answer whether any feast takes place in it."""
        return any(self.holds(card) for card in cards)

    def sails(self, months: Iterable[int]) -> bool:
        """Answer whether something that holds in some months holds in it."""
        return not self.months or bool(set(self.months) & set(months))

    def say(self) -> str:
        """Return its name."""
        if self.first and self.last:
            return date_span((self.first, self.last))
        return month_name(self.month) if self.month else gettext("Whole year")

    def say_feasts(self, cards: Sequence[FeastCard]) -> str:
        """Say how many feasts are shown."""
        if not self.first:
            return say_count(cards, self.month)
        shown = sum(1 for card in cards if self.holds(card))
        return ngettext(
            "%(num)d feast, %(dates)s", "%(num)d feasts, %(dates)s", shown, dates=self.say()
        )

    def say_lines(self, lines: Sequence[SeaLine]) -> str:
        """Say how many ferry lines sail."""
        if not self.first:
            return say_line_count(lines, self.month)
        return say_sailing_count(sum(1 for line in lines if self.sails(line.months)))


def read_when(arguments: Mapping[str, str]) -> When:
    """Return what an address asks for; what is no month and no day asks for the whole year."""
    try:
        if arguments.get("day"):
            first = date.fromisoformat(arguments["day"])
            return When(first=first) if first <= LAST_DAY else When()
        month = int(arguments.get("month") or 0)
    except (ValueError, OverflowError):
        return When()
    return When(month=month) if month in MONTHS else When()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the slider; the first step is the whole year."""

    when: When
    name: str
    feasts: int
    count: str
    line_count: str

    @property
    def told(self) -> list[object]:
        """What the page's script needs of it."""
        first = self.when.first
        day = first.isoformat() if first else ""
        return [day, self.name, self.count, self.line_count, list(self.when.months)]


def list_steps(
    cards: Sequence[FeastCard], lines: Sequence[SeaLine], today: date
) -> tuple[Step, ...]:
    """Return the steps of the slider: all, then two weeks from each Monday."""
    monday = today - timedelta(today.weekday())
    weeks = (When(first=monday + timedelta(weeks=number)) for number in range(WEEKS_AHEAD))
    return tuple(
        Step(
            when,
            when.say(),
            sum(1 for card in cards if when.holds(card)),
            when.say_feasts(cards),
            when.say_lines(lines),
        )
        for when in (When(), *weeks)
    )


def step_of(when: When, steps: Sequence[Step]) -> int:
    """Return the step that is nearest to a part of the year."""
    if when.month:
        found = (
            n
            for n, one in enumerate(steps)
            if one.when.first and one.when.first.month == when.month
        )
        return next(found, 0)
    if when.first is None:
        return 0
    past = [n for n, one in enumerate(steps) if one.when.first and one.when.first <= when.first]
    return max(past, default=1)
