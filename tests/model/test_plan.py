"""An order changes where it is changed, and nowhere else."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planner.model.plan import DayOrder, PlanOrder, SailStep, VisitStep

DAYS = tuple(date(2027, 10, day) for day in (8, 9, 10))


@st.composite
def orders(draw: st.DrawFn) -> PlanOrder:
    """Return an order of three days with up to nine visits and a sailing."""
    names = draw(st.permutations("abcdefghi"))[: draw(st.integers(1, 9))]
    cuts = sorted(draw(st.lists(st.integers(0, len(names)), min_size=2, max_size=2)))
    parts = (names[: cuts[0]], names[cuts[0] : cuts[1]], names[cuts[1] :])
    days = [
        DayOrder(day, tuple(VisitStep(name) for name in part))
        for day, part in zip(DAYS, parts, strict=True)
    ]
    sail = SailStep("line@2027-10-09")
    at = draw(st.integers(0, len(days[1].steps)))
    days[1] = replace(days[1], steps=(*days[1].steps[:at], sail, *days[1].steps[at:]))
    return PlanOrder(tuple(days))


@given(orders(), st.sampled_from("abcdefghi"), st.sampled_from(DAYS), st.integers(0, 9))
def test_a_move_leaves_the_others_in_their_order(
    order: PlanOrder, name: str, day: date, place: int
) -> None:
    moved = order.move(name, day, place)

    assert moved.without(name) == order.without(name)
    if name in {step.id for step in order.visits}:
        assert moved.find_day(name) == day
    else:
        assert moved == order


@given(orders(), st.sampled_from(DAYS), st.integers(0, 9))
def test_an_added_visit_can_be_taken_away_again(order: PlanOrder, day: date, place: int) -> None:
    grown = order.insert(VisitStep("new"), day, place)

    assert grown.find_day("new") == day
    assert grown.without("new") == order


def test_days_grow_at_either_end() -> None:
    order = PlanOrder((DayOrder(DAYS[1], (VisitStep("a"),)),))

    assert [day.date for day in order.with_day(after=True).with_day(after=False).days] == [*DAYS]
