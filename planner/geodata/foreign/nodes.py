"""The nodes of a JSON-LD document, read without fetching a context.

What a document calls `startDate`, `schema:startDate` or `https://schema.org/startDate` is the same
to us, whatever its context says.
"""

from collections.abc import Mapping
from typing import Any

from planner.errors import DataError
from planner.geodata.foreign.draft import Sheet, clean, language_code, local_texts, walk
from planner.model.foreign import LocalText

Node = Mapping[str, Any]
MOST_OBJECTS = 200_000
SERIES = "EventSeries"


def bare(name: str) -> str:
    """Return a term without its vocabulary: the end of `schema:startDate` or of an address."""
    return name.rsplit("/", 1)[-1].rsplit("#", 1)[-1].rsplit(":", 1)[-1]


def get(node: Node, name: str) -> Any:
    """Return what a node has under a term, however the term is written; None where it has none."""
    if name in node:
        return node[name]
    return next(
        (value for key, value in node.items() if bare(key) == name and key[:1] != "@"), None
    )


def listed(value: Any) -> list[Any]:
    """Return a value that may be one or several as a list."""
    if isinstance(value, Mapping) and ("@list" in value or "@set" in value):
        value = value.get("@list", value.get("@set"))
    return value if isinstance(value, list) else [] if value is None else [value]


def first(value: Any) -> Any:
    """Return the first of several values, None where there is none."""
    return next(iter(listed(value)), None)


def plain(value: Any) -> Any:
    """Return a literal: of an object its `@value`, `@id` or name."""
    one = first(value)
    if isinstance(one, Mapping):
        found = one.get("@value", one.get("@id"))
        return found if found is not None else plain(get(one, "name") or get(one, "url"))
    return one


def kinds(node: Node) -> set[str]:
    """Return the types of a node without their vocabulary."""
    return {bare(str(one)) for one in listed(node.get("@type", node.get("type")))}


def is_event(node: Node) -> bool:
    """Answer whether a node is an event of schema.org."""
    own = kinds(node)
    return any(kind.endswith("Event") or kind in {"Festival", SERIES} for kind in own)


def texts_of(value: Any, most: int, default: str = "") -> tuple[LocalText, ...]:
    """Return the texts of literals, of language maps and of objects with a language."""
    found: list[LocalText] = []
    for one in listed(value):
        if isinstance(one, Mapping) and "@value" in one:
            code = language_code(one.get("@language") or default)
            found.append(LocalText(code, clean(one["@value"], most)))
        elif isinstance(one, Mapping):
            found += local_texts({k: v for k, v in one.items() if language_code(k)}, most)
        else:
            found.append(LocalText(language_code(default), clean(one, most)))
    return tuple(dict.fromkeys(text for text in found if text.text))


class Graph:
    """The nodes of a document, with those that others name by `@id`."""

    def __init__(self, document: Any, sheet: Sheet) -> None:
        self.sheet = sheet
        try:
            self.nodes = list(walk(document, MOST_OBJECTS))
        except ValueError as error:
            raise DataError(sheet.document, None, str(error)) from error
        self.by_id: dict[str, Node] = {}
        for node in self.nodes:
            name = node.get("@id")
            if isinstance(name, str) and len(node) > 1:
                self.by_id.setdefault(name, node)

    def follow(self, value: Any) -> Node | None:
        """Return the object that a value is or names, None where it is neither."""
        one = first(value)
        if isinstance(one, str):
            return self.by_id.get(one)
        if isinstance(one, Mapping) and len(one) == 1 and isinstance(one.get("@id"), str):
            return self.by_id.get(one["@id"], one)
        return one if isinstance(one, Mapping) else None

    def all_of(self, value: Any) -> list[Node]:
        """Return the objects that values are or name."""
        found = (self.follow(one) for one in listed(value))
        return [node for node in found if node is not None]
