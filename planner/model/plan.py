"""The order of a trip as a traveller bends it: days with their visits, sailings and nights.

An order holds no times: `optimise.retime` gives it times without changing it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from planner.model.itinerary import DayPlan, Itinerary, Night, Visit

LEAST_STAY_S, MOST_STAY_S = 900, 12 * 3600
"""Shortest and longest stay that one may ask for [s]."""


@dataclass(frozen=True, slots=True)
class VisitStep:
    """A visit of an order; a locked one keeps its day when the trip is improved."""

    id: str
    locked: bool = False
    at: time | None = None
    """Local time at which it has to begin."""
    stay_s: int | None = None
    """Own length of the visit [s]."""


@dataclass(frozen=True, slots=True)
class SailStep:
    """A departure of a ferry."""

    key: str
    """Crossing and day: `crossing-id@2027-10-01`."""


Step = VisitStep | SailStep


@dataclass(frozen=True, slots=True)
class DayOrder:
    """A day of an order; a fixed one keeps exactly its visits, in this order."""

    date: date
    steps: tuple[Step, ...] = ()
    fixed: bool = False
    night: str | None = None
    """Id of the place to sleep at; None: where the day happens to end."""
    night_locked: bool = False

    @property
    def visits(self) -> tuple[VisitStep, ...]:
        """The visits of the day, in order."""
        return tuple(step for step in self.steps if isinstance(step, VisitStep))


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """Days in a row, each once."""

    days: tuple[DayOrder, ...]

    @property
    def visits(self) -> tuple[VisitStep, ...]:
        """All visits, in order."""
        return tuple(step for day in self.days for step in day.visits)

    def find_day(self, visit_id: str) -> date | None:
        """Return the day of a visit, or None."""
        held = (day.date for day in self.days if visit_id in {step.id for step in day.visits})
        return next(held, None)

    def on_day(self, day: date, change: Callable[[DayOrder], DayOrder]) -> "PlanOrder":
        """Return the order with one day changed."""
        return PlanOrder(tuple(change(one) if one.date == day else one for one in self.days))

    def on_visit(self, visit_id: str, change: Callable[[VisitStep], VisitStep]) -> "PlanOrder":
        """Return the order with one visit changed."""

        def changed(step: Step) -> Step:
            return change(step) if isinstance(step, VisitStep) and step.id == visit_id else step

        days = (replace(day, steps=tuple(map(changed, day.steps))) for day in self.days)
        return PlanOrder(tuple(days))

    def without(self, visit_id: str) -> "PlanOrder":
        """Return the order without a visit."""

        def kept(step: Step) -> bool:
            return not (isinstance(step, VisitStep) and step.id == visit_id)

        days = (replace(day, steps=tuple(filter(kept, day.steps))) for day in self.days)
        return PlanOrder(tuple(days))

    def insert(self, step: VisitStep, day: date, place: int | None = None) -> "PlanOrder":
        """Return the order with a visit at a place among a day's visits; None: as the last one."""

        def grown(one: DayOrder) -> DayOrder:
            at = _position(one, place)
            return replace(one, steps=(*one.steps[:at], step, *one.steps[at:]))

        return self.without(step.id).on_day(day, grown)

    def move(self, visit_id: str, day: date, place: int | None = None) -> "PlanOrder":
        """Return the order with a visit moved; nothing else changes its place."""
        step = next((one for one in self.visits if one.id == visit_id), None)
        return self if step is None else self.insert(step, day, place)

    def with_day(self, after: bool) -> "PlanOrder":
        """Return the order with one more day at its end, or at its beginning."""
        if after:
            return PlanOrder((*self.days, DayOrder(self.days[-1].date + timedelta(days=1))))
        return PlanOrder((DayOrder(self.days[0].date - timedelta(days=1)), *self.days))


def _position(day: DayOrder, place: int | None) -> int:
    """Return the index among all steps of a place among the visits."""
    spots = [index for index, step in enumerate(day.steps) if isinstance(step, VisitStep)]
    if place is not None and place < len(spots):
        return spots[max(place, 0)]
    return len(day.steps) if place is None else (spots[-1] + 1 if spots else len(day.steps))


def order_of(trip: Itinerary) -> PlanOrder:
    """Return the order of a trip: what one may bend, and share in an address."""
    return PlanOrder(tuple(_day_order(day, dict(trip.request.stays)) for day in trip.days))


def _day_order(day: DayPlan, stays: Mapping[str, int]) -> DayOrder:
    """Return one day's order; the night is named where one drives on after the last visit."""
    steps, here, slept = list[Step](), None, None
    for item in day.items:
        if isinstance(item, Visit):
            steps.append(VisitStep(item.id, stay_s=stays.get(item.id)))
            here = None
        elif isinstance(item, Night):
            slept = None if item.ferry else here
        elif item.ferry is not None:
            steps.append(SailStep(f"{item.ferry.crossing_id}@{item.depart.date()}"))
            here = None
        else:
            here = item.destination.id
    return DayOrder(day.date, tuple(steps), night=slept)
