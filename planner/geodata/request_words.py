"""What is wrong with the form of a trip request, in words a person can act on."""

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from reprlib import Repr
from typing import Any

from pydantic import BaseModel, ValidationError

from planner.geodata.request_document import (
    OWN,
    DaysDocument,
    InterestsDocument,
    PartyDocument,
    PlaceDocument,
    PointDocument,
)

MOST_SHOWN = 60
MOST_UNKNOWN = 20
"""Unknown fields that are named; more would only bury the rest."""
TAGS = frozenset({"name", "place", "point", "number", "range", "word", "list", "PlaceDocument"})
"""Branches of unions: words of the model, not of the request."""

SUGGESTIONS = 3
LEAST_PART = 4
"""Letters from which a part of a name is taken for the name."""
NESTED_NAMES = tuple(
    name
    for model in (PlaceDocument, PointDocument, DaysDocument, InterestsDocument, PartyDocument)
    for name in model.model_fields
)

BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
TYPES = {
    "bool_type": "has to be true or false",
    "date_type": "has to be a day",
    "finite_number": "has to be a finite number",
    "float_type": "has to be a number",
    "int_type": "has to be a whole number",
    "list_type": "has to be a list",
    "model_type": "has to be an object with names and values",
    "string_type": "has to be a text",
    "string_unicode": "has to be plain Unicode text",
    "string_too_short": "may not be empty",
}
SIZES = {
    "string_too_long": ("max_length", "has to be at most {} letters long"),
    "too_long": ("max_length", "may have at most {} entries"),
    "too_short": ("min_length", "needs at least {} entry"),
}

SHORT = Repr()
SHORT.maxlevel, SHORT.maxstring, SHORT.maxother, SHORT.maxlong = (
    2,
    MOST_SHOWN,
    MOST_SHOWN,
    MOST_SHOWN,
)


def show(value: object) -> str:
    """Return a value as a person can read it in one line, cut where it is long."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    try:
        return SHORT.repr(value)
    except ValueError:  # Python refuses to write out integers of thousands of digits
        return "a number far too long"


def show_name(name: object) -> str:
    """Return a field name that is safe to print, cut where it is long."""
    text = name if isinstance(name, str) and name.isprintable() else ascii(name)
    return text[:MOST_SHOWN]


def near(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the words "; did you mean ...?", or nothing where no known word is near."""
    names, short = list(known), word[:MOST_SHOWN]
    holding = [name for name in names if len(short) >= LEAST_PART and short in name]
    found = (holding or get_close_matches(short, names, cutoff=cutoff))[:SUGGESTIONS]
    return f"; did you mean {' or '.join(found)}?" if found else ""


def unknown_fields(
    document: Mapping[Any, object], model: type[BaseModel]
) -> Iterator[tuple[str, str]]:
    """Yield the names of a document that the contract lacks, each with a message."""
    strange = [name for name in document if name not in model.model_fields]
    for name in strange[:MOST_UNKNOWN]:
        yield show_name(name), f"no such field{near(str(name), model.model_fields)}"


def form_faults(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield field and message of each fault that the model found."""
    for detail in error.errors(include_url=False):
        field, *path = detail["loc"] or ("request",)
        where = [f"entry {n + 1}" if isinstance(n, int) else n for n in path if n not in TAGS]
        if detail["type"] == "extra_forbidden":
            where = where[:-1]
        inside = f"{', '.join(show_name(part) for part in where)}: " if where else ""
        yield str(field), inside + explain(dict(detail))


def explain(detail: Mapping[str, Any]) -> str:
    """Return one fault of the model in words."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        name = str(detail["loc"][-1])
        return f"no such name {show(name)}{near(name, NESTED_NAMES)}"
    if kind in SIZES:
        limit, words = SIZES[kind]
        return words.format(context[limit])
    return f"{show(detail['input'])}{wrong_value(kind, context, detail['msg'])}"


def wrong_value(kind: str, context: Mapping[str, Any], message: str) -> str:
    """Return what is wrong with a value, as the rest of a sentence about it."""
    if kind == OWN:
        return f": {message}"
    if kind in BOUNDS:
        limit, words = BOUNDS[kind]
        return f" has to be {words} {context[limit]:.10g}"
    if kind in {"enum", "literal_error"}:
        return f" has to be {context['expected']}"
    return f" {TYPES.get(kind, message)}"
