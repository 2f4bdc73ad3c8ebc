"""Form fields in the address ↔ the contract's request document.

The address of a trip is its request: the fields below, those left out at their defaults.  Reading
only sorts the texts into the document; whether they make sense is `planner.service`'s to say, so
what cannot be read as a number is handed on as it was typed.
"""

from collections.abc import Mapping, Sequence
from re import fullmatch
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from planner.model.festival import Interest
from planner.model.itinerary import Change
from planner.model.request import DayRange

Fields = Mapping[str, tuple[str, ...]]

TEXTS = (
    *("earliest", "latest", "mode", "pace", "day_start", "day_end", "season"),
    *("date_status",),
)
LISTS = ("must", "avoid", "areas")
NUMBERS = ("max_drive_h", "max_trip_drive_h", "max_crossings", "time_limit_s", "seed")
PARTY = ("adults", "children")
INTERESTS = tuple(f"interest_{interest.value}" for interest in Interest)
FIELDS = (
    *("start", "earliest", "latest", "days_min", "days_max", "must", "end", "end_place", "areas"),
    *("avoid", *INTERESTS, "pace", "max_drive_h", "max_trip_drive_h"),
    *("max_crossings", "day_start", "day_end", "season"),
    *("date_status", "nights", "unconfirmed_crossings", "mode", *PARTY, "time_limit_s", "seed"),
)
"""All fields, in the order of the form."""
MIDDLE_INTEREST = "0.5"
ANYWHERE = "anywhere"
AT_A_PLACE = "place"
POINT = r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*"


def read_fields(arguments: MultiDict[str, str]) -> Fields:
    """Return the known fields that hold something, as typed; unknown names are left aside."""
    found = {name: tuple(text.strip() for text in arguments.getlist(name)) for name in FIELDS}
    return {name: kept for name, texts in found.items() if (kept := tuple(filter(None, texts)))}


def to_document(fields: Fields) -> dict[str, object]:
    """Return the contract's request document that the fields ask for."""
    document: dict[str, object] = {name: fields[name][0] for name in TEXTS if name in fields}
    document |= {name: list(fields[name]) for name in LISTS if name in fields}
    document |= {name: _number(fields[name][0]) for name in NUMBERS if name in fields}
    if "start" in fields:
        document["start"] = _place(fields["start"][0])
    end = _end(fields)
    if end is not None:
        document["end"] = end
    days = {
        key: _number(fields[f"days_{key}"][0]) for key in ("min", "max") if f"days_{key}" in fields
    }
    if days:
        document["days"] = days
    party = {name: _number(fields[name][0]) for name in PARTY if name in fields}
    if party:
        document["party"] = party
    return document | _taste(fields) | _places_and_sailings(fields)


def _taste(fields: Fields) -> dict[str, object]:
    """Return the weights of the interests, all of them as soon as one is named."""
    if not any(name in fields for name in INTERESTS):
        return {}
    weights = {
        interest.value: _number(fields.get(f"interest_{interest.value}", (MIDDLE_INTEREST,))[0])
        for interest in Interest
    }
    return {"interests": weights}


def _places_and_sailings(fields: Fields) -> dict[str, object]:
    """Return the fields whose form differs most from the contract's."""
    found: dict[str, object] = {}
    if fields.get("nights") == (ANYWHERE,):
        found["nights"] = ANYWHERE
    elif "nights" in fields:
        names = [name.strip() for text in fields["nights"] for name in text.split(",")]
        found["nights"] = [{"place": name} for name in names if name]
    if "unconfirmed_crossings" in fields:
        found["unconfirmed_crossings"] = fields["unconfirmed_crossings"][0] in {"1", "true", "on"}
    return found


def _end(fields: Fields) -> object:
    """Return the contract's `end`: None = back to the start."""
    kind = fields.get("end", ("",))[0]
    if kind == AT_A_PLACE:
        return _place(fields["end_place"][0]) if "end_place" in fields else None
    if kind in {"", ANYWHERE}:
        return kind or None
    return _place(kind)


def _place(text: str) -> dict[str, object]:
    """Return a place by name, or by lon, lat where two numbers are given."""
    point = fullmatch(POINT, text)
    if point is None:
        return {"place": text}
    return {"lon": float(point[1]), "lat": float(point[2])}


def _number(text: str) -> int | float | str:
    """Return a number, or the text itself where it is none."""
    plain = text.replace(",", ".")
    if fullmatch(r"[+-]?\d{1,9}", plain):
        return int(plain)
    if fullmatch(r"[+-]?\d{1,9}\.\d{1,9}", plain):
        return float(plain)
    return text


def field_of(fault: str) -> str:
    """Return the form field beside which the fault of a document's field belongs.

    `days.min` is `days_min`, `start.place` is `start`, `interests.food` is `interest_food`.
    """
    top, _, rest = fault.replace("[", ".").partition(".")
    if top == "days":
        return f"days_{rest}" if rest in {"min", "max"} else "days_min"
    if top == "interests":
        return f"interest_{rest}" if f"interest_{rest}" in INTERESTS else INTERESTS[0]
    if top == "party":
        return rest if rest in PARTY else PARTY[0]
    return top


def apply_change(fields: Fields, change: Change, days: DayRange) -> Fields:
    """Return the fields with one verified change of the request in them.

    The length of the trip is written out, because left out it follows the window.
    """
    if change.field == "dates":
        earliest, _, latest = change.value.partition("/")
        moved = {**fields, "earliest": (earliest,), "latest": (latest,)}
        return apply_change(moved, Change("latest", latest, change.detail), days)
    name = field_of(change.field)
    length = {"days_min": (str(days.least),), "days_max": (str(days.most),)}
    changed = {**length, **fields}
    if name in {*LISTS, "nights"}:
        values = tuple(change.value.replace(",", " ").split())
    else:
        values = (change.value,) if change.value else ()
    if values == (ANYWHERE,) and name == "nights":
        values = ()
    changed.pop(name, None)
    if values:
        changed[name] = values
    return changed


def to_query(fields: Fields) -> str:
    """Return the fields as the query of an address, in a fixed order."""
    pairs: Sequence[tuple[str, str]] = [
        (name, text) for name in FIELDS for text in fields.get(name, ())
    ]
    return urlencode(pairs)
