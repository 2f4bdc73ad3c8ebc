"""What a button of the trip page asks for → the order with that one change in it.

A button says `verb:id` or `verb:id:date:place`; what cannot be read or done changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from planner.model.plan import (
    LEAST_STAY_S,
    MOST_STAY_S,
    DayOrder,
    PlanOrder,
    VisitStep,
)
from web.plan_url import MOST_DAYS, MOST_STEPS, read_date

SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of an order, and the day on which it is seen."""

    order: PlanOrder
    day: date | None = None


@dataclass(frozen=True)
class Desk:
    """What an edit may look up: known ids, lengths of the visits as shown, places by name."""

    known: Mapping[str, object]
    stays: Mapping[str, int]
    """Length of each visit of the order as it is shown [s]."""
    place: Callable[[str], str | None]
    """Gives the id of a place by its name, None where there is none."""


def apply_edit(order: PlanOrder, form: Mapping[str, str], desk: Desk) -> Edit:
    """Return the order with what was typed and what the pressed button asks for."""
    typed = with_typed(order, form, desk)
    verb, *rest = form.get("do", "").split(":")
    act = VERBS.get(verb)
    return act(typed, rest, form, desk) if act is not None else Edit(typed)


def with_typed(order: PlanOrder, form: Mapping[str, str], desk: Desk) -> PlanOrder:
    """Return the order with the lengths and nights that were typed over the shown ones."""
    for step in order.visits:
        text = form.get(f"stay.{step.id}", "")
        stay_s = int(text) * SECONDS_PER_MINUTE if text.isascii() and text.isdigit() else 0
        if LEAST_STAY_S <= stay_s <= MOST_STAY_S and stay_s != desk.stays.get(step.id):
            order = order.on_visit(step.id, partial(_with_stay, stay_s=stay_s))
    for day in order.days:
        text, shown = (form.get(f"{name}.{day.date}", "").strip() for name in ("night", "was"))
        place = desk.place(text) if text and text != shown else None
        if place is not None:
            order = order.on_day(day.date, partial(_with_night, place=place))
    return order


def _with_stay(step: VisitStep, stay_s: int) -> VisitStep:
    return replace(step, stay_s=stay_s)


def _with_night(day: DayOrder, place: str) -> DayOrder:
    return replace(day, night=place, night_locked=True)


def _lock(order: PlanOrder, rest: list[str], _form: Mapping[str, str], _desk: Desk) -> Edit:
    return _on_visit(order, rest, lambda step: replace(step, locked=not step.locked, at=None))


def _on_visit(order: PlanOrder, rest: list[str], change: Callable[[VisitStep], VisitStep]) -> Edit:
    """Change the visit that a button names."""
    name = rest[0] if rest else ""
    return Edit(order.on_visit(name, change), order.find_day(name))


def _remove(order: PlanOrder, rest: list[str], _form: Mapping[str, str], _desk: Desk) -> Edit:
    name = rest[0] if rest else ""
    return Edit(order.without(name), order.find_day(name))


def _step(order: PlanOrder, rest: list[str], by: int) -> Edit:
    """Move a visit one place on; from a day's end to the next day."""
    name = rest[0] if rest else ""
    day = order.find_day(name)
    if day is None:
        return Edit(order)
    names = {one.date: [step.id for step in one.visits] for one in order.days}
    place = names[day].index(name) + by
    if 0 <= place < len(names[day]):
        return Edit(order.move(name, day, place), day)
    days = list(names)
    beside = days.index(day) + by
    if not 0 <= beside < len(days):
        return Edit(order, day)
    return Edit(order.move(name, days[beside], 0 if by > 0 else None), days[beside])


def _earlier(order: PlanOrder, rest: list[str], _form: Mapping[str, str], _desk: Desk) -> Edit:
    return _step(order, rest, -1)


def _later(order: PlanOrder, rest: list[str], _form: Mapping[str, str], _desk: Desk) -> Edit:
    return _step(order, rest, 1)


def _move(order: PlanOrder, rest: list[str], form: Mapping[str, str], _desk: Desk) -> Edit:
    """Move a visit to a day: the one chosen in its list, or where it was dropped."""
    name, day_text, place_text = [*rest, "", "", ""][:3]
    day = read_date(day_text or form.get(f"to.{name}", ""))
    if day is None or day not in {one.date for one in order.days}:
        return Edit(order)
    place = int(place_text) if place_text.isascii() and place_text.isdigit() else None
    return Edit(order.move(name, day, place), day)


def _add(order: PlanOrder, _rest: list[str], form: Mapping[str, str], desk: Desk) -> Edit:
    """Add the chosen feast or sight as the last visit of the chosen day."""
    name, day = form.get("add", ""), read_date(form.get("add_day", ""))
    held = {one.date: len(one.steps) for one in order.days}
    if day is None or name not in desk.known or held.get(day, MOST_STEPS) >= MOST_STEPS:
        return Edit(order)
    return Edit(order.insert(VisitStep(name), day), day)


def _on_day(order: PlanOrder, rest: list[str], change: Callable[[DayOrder], DayOrder]) -> Edit:
    """Change the day that a button names."""
    day = read_date(rest[0] if rest else "")
    return Edit(order) if day is None else Edit(order.on_day(day, change), day)


def _fix(order: PlanOrder, rest: list[str], _form: Mapping[str, str], _desk: Desk) -> Edit:
    return _on_day(order, rest, lambda day: replace(day, fixed=not day.fixed))


def _free_night(order: PlanOrder, rest: list[str], _form: Mapping[str, str], _desk: Desk) -> Edit:
    return _on_day(order, rest, lambda day: replace(day, night=None, night_locked=False))


def _grow(order: PlanOrder, rest: list[str], _form: Mapping[str, str], _desk: Desk) -> Edit:
    """Add a free day at the end, or before the first day."""
    if len(order.days) >= MOST_DAYS:
        return Edit(order)
    after = rest != ["before"]
    grown = order.with_day(after)
    return Edit(grown, grown.days[-1 if after else 0].date)


def _drop(order: PlanOrder, rest: list[str], _form: Mapping[str, str], _desk: Desk) -> Edit:
    """Take away the first or the last day with what is on it."""
    day = read_date(rest[0] if rest else "")
    if len(order.days) > 1 and day in {order.days[0].date, order.days[-1].date}:
        return Edit(PlanOrder(tuple(one for one in order.days if one.date != day)))
    return Edit(order)


Act = Callable[[PlanOrder, list[str], Mapping[str, str], Desk], Edit]
VERBS: dict[str, Act] = {
    "lock": _lock,
    "remove": _remove,
    "earlier": _earlier,
    "later": _later,
    "move": _move,
    "add": _add,
    "fix": _fix,
    "free-night": _free_night,
    "grow": _grow,
    "drop-day": _drop,
}
"""What the buttons do."""
