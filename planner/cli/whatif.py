"""`filofesta network whatif`: what changes of dates, feasts and ferries would change."""

import re
from datetime import UTC, datetime, time

import click
from rich.console import Group, RenderableType
from rich.text import Text

from planner.cli.network import (
    DAY,
    TODAY_HELP,
    brief,
    link_row,
    names_of,
    open_network,
    rows_table,
)
from planner.cli.terminal import OUT, in_words, print_json
from planner.errors import RequestError
from planner.model.network import Link, Tie
from planner.model.network_changes import (
    AddDays,
    AddFeast,
    AddFerry,
    Change,
    DropFerry,
    MoveEdition,
    Outcome,
    Shift,
    Sums,
)
from planner.service.network import (
    FeastNetwork,
    find_feast,
    plain_document,
    shifts_of,
    what_if,
)

SUMS = ("links", "threes", "longest", "clash", "complement", "gini")
COMPARED = ("links", "threes", "clash", "gini")


def read_months(text: str) -> tuple[int, ...]:
    """Return the months of a list such as `11` or `11,12`; none for `all`.

    Raises
    ------
    RequestError
        It is no such list.
    """
    if text == "all":
        return ()
    if not re.fullmatch(r"\d{1,2}(,\d{1,2})*", text):
        raise RequestError({"months": f"{text!r}: write all, or numbers such as 11,12"})
    return tuple(int(month) for month in text.split(","))


def read_number(name: str, text: str) -> int:
    """Return a whole number.

    Raises
    ------
    RequestError
        It is none.
    """
    if not re.fullmatch(r"[+-]?\d{1,4}", text):
        raise RequestError({name: f"{text!r} is no whole number"})
    return int(text)


def read_feast(place: str, first: str, days: str) -> AddFeast:
    """Return a feast to add.

    Raises
    ------
    RequestError
        The first day is no date.
    """
    try:
        day = datetime.strptime(first, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as fault:
        raise RequestError({"feast": f"{first!r} is no date YYYY-MM-DD"}) from fault
    return AddFeast(place, day, read_number("feast", days), ("food",))


@click.command("whatif")
@click.option("--move", nargs=2, multiple=True, metavar="FEAST DAYS", help="Hold it later.")
@click.option("--longer", nargs=2, multiple=True, metavar="FEAST DAYS", help="Add days to it.")
@click.option("--feast", nargs=3, multiple=True, metavar="PLACE FIRST DAYS", help="Add a feast.")
@click.option("--drop", nargs=3, multiple=True, metavar="PORT PORT MONTHS", help="Drop a ferry.")
@click.option("--add", nargs=3, multiple=True, metavar="PORT PORT MONTHS", help="Add a ferry.")
@click.option("--depart", default="08:00", show_default=True, help="When the added ferry leaves.")
@click.option("--best", metavar="FEAST", help="Compare all moves of a feast within 21 days.")
@click.option("--today", type=DAY, help=TODAY_HELP)
@click.option("--json", "as_json", is_flag=True)
@in_words
def whatif(
    move: tuple[tuple[str, str], ...],
    longer: tuple[tuple[str, str], ...],
    feast: tuple[tuple[str, str, str], ...],
    drop: tuple[tuple[str, str, str], ...],
    add: tuple[tuple[str, str, str], ...],
    depart: str,
    best: str | None,
    today: datetime | None,
    as_json: bool,
) -> None:
    """Say what changes would change.

    MONTHS are numbers such as 11,12, or all.  DAYS below 0 move an edition to earlier days.
    """
    if not any((move, longer, feast, drop, add, best)):
        raise RequestError({"change": "name one, such as --move FEAST 7; see --help"})
    found = open_network(today)
    changes: list[Change] = [
        MoveEdition(find_feast(found, name), read_number("move", days)) for name, days in move
    ]
    changes += [
        AddDays(find_feast(found, name), read_number("longer", days)) for name, days in longer
    ]
    changes += [read_feast(*one) for one in feast]
    changes += [DropFerry((one, other), read_months(months)) for one, other, months in drop]
    leaves = read_clock(depart)
    changes += [AddFerry((one, other), read_months(months), leaves) for one, other, months in add]
    if best is not None:
        shifts = shifts_of(found, find_feast(found, best))
        print_json(plain_document(shifts)) if as_json else OUT.print(shifts_text(shifts, found))
        return
    outcome = what_if(found, changes)
    print_json(plain_document(outcome)) if as_json else OUT.print(outcome_text(outcome, found))


def read_clock(text: str) -> time:
    """Return a time of day.

    Raises
    ------
    RequestError
        It is none.
    """
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError as fault:
        raise RequestError({"depart": f"{text!r} is no time such as 08:00"}) from fault


def outcome_text(outcome: Outcome, network: FeastNetwork) -> RenderableType:
    """Return what a change changes, for the terminal."""
    sums = [
        (name, brief(getattr(outcome.before, name)), brief(getattr(outcome.after, name)))
        for name in SUMS
    ]
    return Group(
        rows_table(("figure", "before", "after"), sums),
        *links_text("Gained", outcome.links_gained, network),
        *links_text("Lost", outcome.links_lost, network),
        *clashes_text("More clash", outcome.clashes_gained, network),
        *clashes_text("Less clash", outcome.clashes_lost, network),
    )


def links_text(title: str, links: tuple[Link, ...], network: FeastNetwork) -> list[RenderableType]:
    """Return links under a title, nothing where there are none."""
    rows = [link_row(link, network) for link in links]
    table = rows_table(("from", "day", "to", "day", "travel"), rows)
    return [Text(f"\n{title}"), table] if rows else []


def clashes_text(title: str, ties: tuple[Tie, ...], network: FeastNetwork) -> list[RenderableType]:
    """Return clashes under a title, nothing where there are none."""
    names = names_of(network)
    rows = [
        (
            names.get(tie.first, tie.first),
            names.get(tie.second, tie.second),
            ", ".join(day.isoformat() for day in tie.shared_days),
        )
        for tie in ties
    ]
    return [Text(f"\n{title}"), rows_table(("feast", "feast", "days"), rows)] if rows else []


def change_of(after: Sums, before: Sums, name: str) -> str:
    """Return by how much a figure changes, with its sign."""
    change = getattr(after, name) - getattr(before, name)
    return "=" if abs(change) < 0.005 else f"{'+' if change > 0 else '−'}{brief(abs(change))}"


def shifts_text(shifts: tuple[Shift, ...], network: FeastNetwork) -> RenderableType:
    """Return the moves of a feast that none beats, with what each gains and costs."""
    names, rows = names_of(network), []
    for shift in shifts:
        if shift.is_balanced or shift.days == 0:
            outcome = shift.outcome
            pairs = [(outcome.links_gained, "+"), (outcome.links_lost, "−")]
            why = [
                f"{sign} {names[link.origin]} → {names[link.destination]}"
                for links, sign in pairs
                for link in links
            ]
            change = [change_of(outcome.after, outcome.before, name) for name in COMPARED]
            weekend = f"{shift.weekend_days} of {len(shift.dates)}"
            rows.append((f"{shift.days:+d}", str(shift.dates[0]), weekend, *change, "; ".join(why)))
    headings = ("days", "first day", "weekend", *COMPARED, "trips gained and lost")
    note = "Moves that no other beats in all of these at once; which matters most is yours to say."
    return Group(Text(note), rows_table(headings, rows))
