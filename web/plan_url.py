"""The order of a trip in an address: one `day` each, readable, under a version.

`plan=1&day=2027-10-08:livorno-acquario@10:30~60!,sail.some-line@2027-10-08,night.pisa!`: visits in
order, each with its own time, its minutes and "!" where it is locked; "!" after the date fixes the
day.  Reading keeps whatever can be kept and says what cannot.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from planner.model.plan import (
    LEAST_STAY_S,
    MOST_STAY_S,
    DayOrder,
    PlanOrder,
    SailStep,
    Step,
    VisitStep,
)
from web.query import Fields, to_query

VERSION = "1"
MOST_DAYS = 31
MOST_STEPS = 40
MOST_GAP_DAYS = 2
"""Days without a line of their own that are taken for free days."""
READABLE = ":,!@~."
DAY = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)(?P<fixed>!?):(?P<steps>.*)", re.DOTALL)
VISIT = re.compile(
    r"(?P<id>[a-z0-9-]{1,120})(?:@(?P<at>[0-2]\d:[0-5]\d))?(?:~(?P<minutes>\d{1,3}))?(?P<lock>!?)"
)
NIGHT = re.compile(r"night\.(?P<id>[\w.:;' -]{1,120})(?P<lock>!?)")
SAIL = re.compile(r"sail\.(?P<key>[a-z0-9-]{1,120}@\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """An order that an address holds, None where it holds none, and what could not be kept."""

    order: PlanOrder | None
    lost: tuple[str, ...] = ()
    """As it stands in the address, cut where it is long."""
    is_foreign: bool = False
    """Whether the address was written under another version."""


def write_day(day: DayOrder) -> str:
    """Return a day as its line of an address."""
    steps = [write_step(step) for step in day.steps]
    if day.night is not None:
        steps.append(f"night.{day.night.replace(',', ';')}{'!' if day.night_locked else ''}")
    return f"{day.date}{'!' if day.fixed else ''}:{','.join(steps)}"


def write_step(step: Step) -> str:
    """Return a step as a word of an address."""
    if isinstance(step, SailStep):
        return f"sail.{step.key}"
    at = f"@{step.at:%H:%M}" if step.at is not None else ""
    stay = f"~{step.stay_s // 60}" if step.stay_s is not None else ""
    return f"{step.id}{at}{stay}{'!' if step.locked else ''}"


def plan_query(fields: Fields, order: PlanOrder) -> str:
    """Return wishes and order as the query of an address."""
    pairs = [("plan", VERSION), *(("day", write_day(day)) for day in order.days)]
    return f"{to_query(fields)}&{urlencode(pairs, safe=READABLE)}"


def holds_order(arguments: MultiDict[str, str]) -> bool:
    """Answer whether an address holds an order."""
    return "day" in arguments


def read_order(arguments: MultiDict[str, str], known: Iterable[str]) -> ReadOrder:
    """Return the order of an address; what is unknown, twice or malformed is left out and told."""
    lost: list[str] = []
    ids, seen = set(known), set[str]()
    lines = arguments.getlist("day")
    days: dict[date, DayOrder] = {}
    for line in lines[:MOST_DAYS]:
        day = read_line(line, ids, seen, lost)
        if day is None or day.date in days:
            lost.append(line)
        else:
            days[day.date] = day
    lost += lines[MOST_DAYS:]
    kept = in_a_row(sorted(days.values(), key=lambda one: one.date), lost)
    is_foreign = arguments.get("plan", VERSION) != VERSION
    return ReadOrder(PlanOrder(kept) if kept else None, tuple(map(shorten, lost)), is_foreign)


def shorten(text: str) -> str:
    """Return a text as it is shown where it cannot be kept."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def read_line(line: str, known: set[str], seen: set[str], lost: list[str]) -> DayOrder | None:
    """Return the day of a line, None where it has no date."""
    match = DAY.fullmatch(line.strip())
    day = read_date(match["date"]) if match is not None else None
    if match is None or day is None:
        return None
    found = DayOrder(day, fixed=bool(match["fixed"]))
    words = [word for word in match["steps"].split(",") if word]
    lost += words[MOST_STEPS:]
    for word in words[:MOST_STEPS]:
        grown = read_word(word, found, known, seen)
        if grown is None:
            lost.append(word)
        else:
            found = grown
    return found


def read_word(word: str, day: DayOrder, known: set[str], seen: set[str]) -> DayOrder | None:
    """Return a day with one more word of its line, None where the word cannot be kept."""
    if (sail := SAIL.fullmatch(word)) is not None:
        return replace(day, steps=(*day.steps, SailStep(sail["key"])))
    if (night := NIGHT.fullmatch(word)) is not None:
        return replace(day, night=night["id"].replace(";", ","), night_locked=bool(night["lock"]))
    match = VISIT.fullmatch(word)
    if match is None or match["id"] not in known or match["id"] in seen:
        return None
    at = read_clock(match["at"]) if match["at"] else None
    stay_s = int(match["minutes"]) * 60 if match["minutes"] else None
    if (match["at"] and at is None) or not (
        stay_s is None or LEAST_STAY_S <= stay_s <= MOST_STAY_S
    ):
        return None
    seen.add(match["id"])
    step = VisitStep(match["id"], bool(match["lock"]), at, stay_s)
    return replace(day, steps=(*day.steps, step))


def in_a_row(days: Sequence[DayOrder], lost: list[str]) -> tuple[DayOrder, ...]:
    """Return days with small gaps filled; those after a wide gap are lost."""
    row: list[DayOrder] = []
    for day in days:
        gap = (day.date - row[-1].date).days - 1 if row else 0
        if gap > MOST_GAP_DAYS:
            lost.append(write_day(day))
            continue
        row += [DayOrder(row[-1].date + timedelta(days=n + 1)) for n in range(gap)]
        row.append(day)
    return tuple(row)


def read_date(text: str) -> date | None:
    """Return an ISO day, None where the calendar has none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """Return a time of day, None where there is none."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
