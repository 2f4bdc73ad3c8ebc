"""The form of changes ↔ changes: what a visitor asks for in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from re import fullmatch

from planner.errors import RequestError
from planner.model.network import AddDays, AddFeast, AddFerry, Change, DropFerry, MoveEdition
from web.speech import gettext

FIELDS = ("feast", "move", "longer", "place", "first", "days", "ferry", "port", "other", "month")
EIGHT = time(8)
ADD, DROP = "add", "drop"


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields of the form as typed."""

    texts: Mapping[str, str]

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> "Asked":
        """Take the known fields out of an address."""
        return cls({name: arguments.get(name, "").strip()[:80] for name in FIELDS})

    def get(self, name: str) -> str:
        """Return a field, empty where nothing was typed."""
        return self.texts.get(name, "")


def read_changes(asked: Asked) -> tuple[Change, ...]:
    """Return the changes that the form asks for.

    Raises
    ------
    RequestError
        A field cannot be read.
    """
    found: list[Change] = []
    feast = asked.get("feast")
    if feast and read_number(asked, "move"):
        found.append(MoveEdition(feast, read_number(asked, "move")))
    if feast and read_number(asked, "longer"):
        found.append(AddDays(feast, read_number(asked, "longer")))
    if asked.get("place"):
        days = read_number(asked, "days") or 1
        found.append(AddFeast(asked.get("place"), read_day(asked, "first"), days, ("food",)))
    if asked.get("ferry") in {ADD, DROP}:
        ports = asked.get("port"), asked.get("other")
        months = (read_number(asked, "month"),) if asked.get("month") else ()
        drop = asked.get("ferry") == DROP
        found.append(DropFerry(ports, months) if drop else AddFerry(ports, months, EIGHT))
    return tuple(found)


def read_number(asked: Asked, name: str) -> int:
    """Return a whole number, 0 where nothing was typed.

    Raises
    ------
    RequestError
        It is none.
    """
    text = asked.get(name) or "0"
    if not fullmatch(r"[+-]?[0-9]{1,4}", text):
        raise RequestError({name: gettext("“%(value)s” is not a number.", value=text)})
    return int(text)


def read_day(asked: Asked, name: str) -> date:
    """Return a day.

    Raises
    ------
    RequestError
        It is none.
    """
    text = asked.get(name)
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        says = gettext("“%(value)s” is not a day: write it like 2027-10-01.", value=text)
        raise RequestError({name: says}) from fault
