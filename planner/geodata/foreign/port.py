"""The port by which foreign events come in: bytes and their origin enter, events leave."""

from collections.abc import Callable, Iterator, Mapping
from json import loads
from typing import Any

from planner.errors import DataError
from planner.geodata.foreign.calendars import read_ical
from planner.geodata.foreign.draft import Sheet
from planner.geodata.foreign.linked import read_jsonld, read_page
from planner.geodata.foreign.portals import read_datatourisme, read_openagenda
from planner.geodata.foreign.tables import read_csv, read_geojson
from planner.geodata.foreign.unpack import unpack
from planner.model.foreign import ForeignEvent

MOST_EVENTS = 50_000
FORMS = ("auto", "jsonld", "ical", "geojson", "csv", "datatourisme", "openagenda")
"""Formats that may be named; `auto` looks at the content."""
Read = Callable[[Any, Sheet], Iterator[ForeignEvent]]
JSON_READERS: Mapping[str, Read] = {
    "jsonld": read_jsonld,
    "geojson": read_geojson,
    "datatourisme": read_datatourisme,
    "openagenda": read_openagenda,
}
OBJECTS = frozenset({"geojson", "openagenda"})
"""Formats whose document is one object."""
TEXT_READERS: Mapping[str, Read] = {"ical": read_ical, "csv": read_csv, "page": read_page}


def read_events(content: bytes, sheet: Sheet, form: str = "auto") -> tuple[ForeignEvent, ...]:
    """Return the events of a document, in its order.

    Parameters
    ----------
    content
        The file as it came: text (UTF-8), or a ZIP archive of such files.
    sheet
        Where it comes from, and its licence where it says none.
    form
        One of `FORMS`.

    Raises
    ------
    DataError
        It is XML, an archive that is not sound, too large, no known format, or a date in it is
        not sound.
    """
    events: list[ForeignEvent] = []
    for name, part in unpack(content, sheet.document):
        own = Sheet(sheet.document if not name else f"{sheet.document}#{name}", sheet.licence)
        try:
            for event in read_one(part, own, form):
                events.append(event)
                if len(events) > MOST_EVENTS:
                    raise DataError(sheet.document, None, f"has more than {MOST_EVENTS} events")
        except RecursionError as error:
            raise DataError(own.document, None, "is nested too deeply") from error
    return tuple(events)


def read_one(content: bytes, sheet: Sheet, form: str) -> Iterator[ForeignEvent]:
    """Return the events of one text.

    Raises
    ------
    DataError
        It cannot be read.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(sheet.document, None, f"is not UTF-8 at byte {error.start}") from error
    begin = text.lstrip()[:200].lower()
    if begin.startswith("<") and not begin.startswith(("<!doctype html", "<html")):
        raise DataError(sheet.document, None, "is XML, which is not read; export it as JSON")
    if begin.startswith("<"):
        return read_page(text, sheet)
    if form in TEXT_READERS:
        return TEXT_READERS[form](text, sheet)
    if form == "auto" and not begin.startswith(("{", "[")):
        return (read_ical if begin.startswith("begin:vcalendar") else read_csv)(text, sheet)
    document = read_json(text, sheet)
    chosen = form if form in JSON_READERS else guess(document)
    if chosen in OBJECTS and not isinstance(document, Mapping):
        raise DataError(sheet.document, None, f"is no {chosen}: it holds no JSON object")
    return JSON_READERS[chosen](document, sheet)


def read_json(text: str, sheet: Sheet) -> Any:
    """Return a JSON value.

    Raises
    ------
    DataError
        It is none.
    """
    try:
        return loads(text)
    except ValueError as error:
        raise DataError(sheet.document, None, f"is not JSON: {error}") from error
    except RecursionError as error:
        raise DataError(sheet.document, None, "is nested too deeply") from error


def guess(document: Any) -> str:
    """Return the format of a JSON document by what it holds."""
    if isinstance(document, Mapping):
        if document.get("type") in {"FeatureCollection", "Feature"}:
            return "geojson"
        if isinstance(document.get("events"), list):
            return "openagenda"
    head = document if isinstance(document, list) else [document]
    nodes = [one for one in head[:5] if isinstance(one, Mapping)]
    inner = [one for node in nodes for one in _graph_of(node)]
    is_portal = any("takesPlaceAt" in key for node in (*nodes, *inner) for key in node)
    return "datatourisme" if is_portal else "jsonld"


def _graph_of(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the first objects of a graph."""
    graph = node.get("@graph")
    return [o for o in graph[:5] if isinstance(o, Mapping)] if isinstance(graph, list) else []
