"""The address holds the order: written and read alike, and damage is told."""

from datetime import date, time

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import create_environ
from werkzeug.wrappers import Request

from planner.model.plan import DayOrder, PlanOrder, SailStep, VisitStep
from web.plan_url import plan_query, read_order, write_day

KNOWN = ("prova", "isola", "museo")
ORDER = PlanOrder(
    (
        DayOrder(
            date(2027, 10, 8),
            (VisitStep("prova", True, time(10, 30), 5400), SailStep("line-1@2027-10-08")),
            fixed=True,
        ),
        DayOrder(date(2027, 10, 9)),
        DayOrder(date(2027, 10, 10), (VisitStep("museo"),), night="pisa", night_locked=True),
    )
)


def arguments(query: str) -> MultiDict[str, str]:
    """Return the arguments of a query as the site reads them."""
    return Request(create_environ(query_string=query)).args


def test_an_order_is_read_as_it_was_written() -> None:
    query = plan_query({"start": ("Livorno",)}, ORDER)

    found = read_order(arguments(query), KNOWN)

    assert found.order == ORDER
    assert found.lost == ()
    assert not found.is_foreign
    assert "day=2027-10-08!:prova@10:30~90!,sail.line-1@2027-10-08" in query


@pytest.mark.parametrize(
    ("lines", "kept", "lost"),
    [
        (["2027-10-08:prova,nix,museo"], ["prova", "museo"], ["nix"]),
        (["2027-10-08:prova,prova"], ["prova"], ["prova"]),
        (["2027-10-08:prova@25:00"], [], ["prova@25:00"]),
        (["2027-10-08:prova~9"], [], ["prova~9"]),
        (["2027-10-08:prova", "2027-10-08:museo"], ["prova"], ["2027-10-08:museo"]),
        (["2027-10-08:prova", "2027-12-08:museo"], ["prova"], ["2027-12-08:museo"]),
        (["2027-13-08:prova", "2027-10-08:"], [], ["2027-13-08:prova"]),
        (["2027-10-08:<script>alert(1)</script>"], [], ["<script>alert(1)</script>"]),
    ],
)
def test_what_can_be_kept_is_kept(lines: list[str], kept: list[str], lost: list[str]) -> None:
    found = read_order(MultiDict([("day", line) for line in lines]), KNOWN)

    assert found.order is not None
    assert [step.id for step in found.order.visits] == kept
    assert list(found.lost) == lost


def test_small_gaps_are_free_days() -> None:
    lines = MultiDict([("day", "2027-10-08:prova"), ("day", "2027-10-10:museo")])

    found = read_order(lines, KNOWN)

    assert found.order is not None
    assert [write_day(day) for day in found.order.days] == [
        "2027-10-08:prova",
        "2027-10-09:",
        "2027-10-10:museo",
    ]


def test_another_version_is_noticed_and_nothing_is_no_order() -> None:
    assert read_order(MultiDict([("plan", "9"), ("day", "2027-10-08:")]), KNOWN).is_foreign
    assert read_order(MultiDict([("day", "x")]), KNOWN).order is None
    assert read_order(MultiDict(), KNOWN).lost == ()
