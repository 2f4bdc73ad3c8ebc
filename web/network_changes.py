"""The form of changes ↔ changes: what a visitor asks for in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from re import fullmatch

from planner.errors import RequestError
from planner.model.gazetteer import Gazetteer
from planner.model.network_changes import (
    AddDays,
    AddFeast,
    AddFerry,
    Change,
    DropFerry,
    MoveEdition,
)
from planner.service.network import MOST_DAYS, MOST_MOVE_DAYS
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


def read_changes(asked: Asked, gazetteer: Gazetteer) -> tuple[Change, ...]:
    """Return the changes that the form asks for.

    Raises
    ------
    RequestError
        Fields that cannot be read, or that hold what does not exist; all that depends on them is
        left out.
    """
    faults: dict[str, str] = {}
    readers = (read_dates, read_new_feast, read_ferry)
    found: list[Change] = []
    for read in readers:
        try:
            found += read(asked, gazetteer)
        except RequestError as error:
            faults |= error.faults
    if faults:
        raise RequestError(faults)
    return tuple(found)


def read_dates(asked: Asked, _: Gazetteer) -> list[Change]:
    """Return the changes of a feast's dates.

    Raises
    ------
    RequestError
        A number cannot be read, or is too large.
    """
    found: list[Change] = []
    move = read_number(asked, "move", -MOST_MOVE_DAYS, MOST_MOVE_DAYS)
    longer = read_number(asked, "longer", 0, MOST_DAYS)
    if not asked.get("feast"):
        return found
    if move:
        found.append(MoveEdition(asked.get("feast"), move))
    if longer:
        found.append(AddDays(asked.get("feast"), longer))
    return found


def read_new_feast(asked: Asked, gazetteer: Gazetteer) -> list[Change]:
    """Return the feast to add, if one is named.

    Raises
    ------
    RequestError
        No such place, or the first day or the number of days cannot be read.
    """
    name = asked.get("place")
    if not name:
        return []
    if gazetteer.find_place(name) is None:
        near = ", ".join(gazetteer.suggest(name))
        says = gettext("We do not know the place “%(name)s”.", name=name)
        hint = gettext("Did you mean %(names)s?", names=near) if near else ""
        raise RequestError({"place": f"{says} {hint}".strip()})
    days = read_number(asked, "days", 1, MOST_DAYS) if asked.get("days") else 1
    return [AddFeast(name, read_day(asked, "first"), days, ("food",))]


def read_ferry(asked: Asked, _: Gazetteer) -> list[Change]:
    """Return the change of a ferry, if one is chosen.

    Raises
    ------
    RequestError
        Both ports are one, or the month is none.
    """
    kind, ports = asked.get("ferry"), (asked.get("port"), asked.get("other"))
    if kind not in {ADD, DROP}:
        return []
    if ports[0] == ports[1]:
        raise RequestError({"other": gettext("Choose two different ports.")})
    months = (read_number(asked, "month", 1, 12),) if asked.get("month") else ()
    return [DropFerry(ports, months) if kind == DROP else AddFerry(ports, months, EIGHT)]


def read_number(asked: Asked, name: str, least: int, most: int) -> int:
    """Return a whole number within bounds, 0 where nothing was typed.

    Raises
    ------
    RequestError
        It is none, or it lies outside.
    """
    text = asked.get(name) or "0"
    if not fullmatch(r"[+-]?[0-9]{1,4}", text):
        raise RequestError({name: gettext("“%(value)s” is not a number.", value=text)})
    if not least <= int(text) <= most:
        bounds = {"value": text, "least": least, "most": most}
        says = gettext("“%(value)s”: choose from %(least)d to %(most)d.", **bounds)
        raise RequestError({name: says})
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
