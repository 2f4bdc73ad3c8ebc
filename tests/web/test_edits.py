"""Each button does its one thing, and what it cannot do changes nothing."""

from collections.abc import Mapping

import pytest

from planner.model.plan import PlanOrder
from web.edits import VERBS, Desk, apply_edit
from web.plan_url import read_line, write_day

LINES = ("2027-10-08:a,sail.x-1@2027-10-08,b", "2027-10-09:c", "2027-10-10:")
DESK = Desk(dict.fromkeys("abcdn"), {"a": 3600, "b": 3600, "c": 3600}, {"Pisa": "pisa"}.get)


def order_of(lines: tuple[str, ...]) -> PlanOrder:
    """Return the order of some lines."""
    days = [read_line(line, set("abcdn"), set(), []) for line in lines]
    return PlanOrder(tuple(day for day in days if day is not None))


def after(do: str, **form: str) -> tuple[str, ...]:
    """Return the lines after a button was pressed."""
    typed: Mapping[str, str] = {"do": do, **{k.replace("__", "."): v for k, v in form.items()}}
    return tuple(write_day(day) for day in apply_edit(order_of(LINES), typed, DESK).order.days)


@pytest.mark.parametrize(
    ("do", "number", "line"),
    [
        ("lock:c", 1, "2027-10-09:c!"),
        ("remove:c", 1, "2027-10-09:"),
        ("later:c", 2, "2027-10-10:c"),
        ("earlier:c", 0, "2027-10-08:a,sail.x-1@2027-10-08,b,c"),
        ("later:a", 0, "2027-10-08:sail.x-1@2027-10-08,b,a"),
        ("move:a:2027-10-09:0", 1, "2027-10-09:a,c"),
        ("move:a:2027-10-09:9", 1, "2027-10-09:c,a"),
        ("fix:2027-10-09", 1, "2027-10-09!:c"),
    ],
)
def test_a_button_does_its_one_thing(do: str, number: int, line: str) -> None:
    assert after(do)[number] == line


def test_what_was_typed_counts_with_any_button() -> None:
    lines = after("apply", stay__a="90", stay__b="60", **{"night.2027-10-09": "Pisa"})

    assert lines[0].startswith("2027-10-08:a~90,")
    assert "b~" not in lines[0]
    assert lines[1] == "2027-10-09:c,night.pisa!"


def test_a_feast_is_added_to_the_chosen_day() -> None:
    assert after("add", add="n", add_day="2027-10-10")[2] == "2027-10-10:n"


def test_days_come_and_go_at_the_ends() -> None:
    assert after("grow:after")[-1] == "2027-10-11:"
    assert after("grow:before")[0] == "2027-10-07:"
    assert after("drop-day:2027-10-08")[0] == LINES[1]
    assert after("drop-day:2027-10-09") == LINES


@pytest.mark.parametrize("verb", [*VERBS, "", "apply", "<script>"])
@pytest.mark.parametrize("rest", ["", ":", ":nobody", ":2027-13-99", ":a:b:c:d", ":\u202e"])
def test_what_cannot_be_done_keeps_every_visit(verb: str, rest: str) -> None:
    lines = after(f"{verb}{rest}", add="nobody", add_day="x", stay__a="-5")

    kept = sum(line.count(name) for line in lines for name in ("a", "b", "c"))
    assert kept >= len("abc") - (verb == "remove")
