"""Events of schema.org in JSON-LD, as files hold it and as pages carry it."""

from collections.abc import Iterator
from html.parser import HTMLParser
from json import loads
from typing import Any

from planner.errors import DataError
from planner.geodata.foreign.draft import (
    MOST_TEXT,
    Draft,
    Sheet,
    clean,
    clean_web,
    clock,
    moment,
    point,
    span,
    state_of,
)
from planner.geodata.foreign.nodes import (
    SERIES,
    Graph,
    Node,
    first,
    get,
    is_event,
    kinds,
    plain,
    texts_of,
)
from planner.geodata.foreign.schedules import schedule_days
from planner.model.foreign import ForeignEvent


class Pages(HTMLParser):
    """Collects the JSON-LD of a page; nothing of the page is run or fetched."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to listen where a script holds JSON-LD."""
        kind = dict(attrs).get("type") or ""
        self._inside = tag == "script" and kind.split(";")[0].strip() == "application/ld+json"
        if self._inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        """Stop listening."""
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        """Keep what stands in such a script."""
        if self._inside:
            self.texts[-1] += data


def read_page(text: str, sheet: Sheet) -> Iterator[ForeignEvent]:
    """Yield the events of the JSON-LD that an HTML page carries.

    Raises
    ------
    DataError
        It carries none, or what it carries is not sound.
    """
    pages = Pages()
    pages.feed(text)
    if not pages.texts:
        raise DataError(sheet.document, None, "is a page without JSON-LD")
    try:
        documents = [loads(one) for one in pages.texts]
    except (ValueError, RecursionError) as error:
        raise DataError(sheet.document, None, f"its JSON-LD is not JSON: {error}") from error
    yield from read_jsonld(documents, sheet)


def read_jsonld(document: Any, sheet: Sheet) -> Iterator[ForeignEvent]:
    """Yield the events of a JSON-LD document; a run of a series inherits what the series says.

    Raises
    ------
    DataError
        A date cannot be read, or the document is too large.
    """
    graph = Graph(document, sheet)
    parents: dict[int, Node] = {}
    parts: set[int] = set()
    for node in filter(is_event, graph.nodes):
        for inner in graph.all_of(get(node, "subEvent")):
            parents.setdefault(id(inner), node)
            if SERIES not in kinds(node):
                parts.add(id(inner))
    for node in filter(is_event, graph.nodes):
        above = parents.get(id(node)) or graph.follow(get(node, "superEvent"))
        if id(node) in parts or set(node) <= {"@id", "@type"}:
            continue
        if SERIES in kinds(node) and (get(node, "subEvent") or not get(node, "startDate")):
            continue
        yield _read_one(node, above or {}, graph)


def _read_one(node: Node, above: Node, graph: Graph) -> ForeignEvent:
    """Return the event of a node; `above` is the series that it belongs to, or empty."""
    key = clean(node.get("@id") or plain(get(node, "identifier")) or plain(get(node, "url")), 500)
    licence = clean(plain(get(node, "license") or get(above, "license")), 500)
    draft = Draft(graph.sheet, "schema.org", key, licence)

    def either(name: str) -> Any:
        found = get(node, name)
        return get(above, name) if found in (None, "", []) else found

    language = clean(plain(either("inLanguage")))
    draft.put("names", texts_of(either("name"), 300, language), "name")
    draft.put("descriptions", texts_of(either("description"), MOST_TEXT, language), "description")
    _put_dates(draft, node, graph)
    _put_place(draft, graph.follow(either("location")), plain(either("location")))
    draft.put("state", state_of(plain(get(node, "eventStatus"))), "eventStatus")
    website = plain(get(node, "url") or either("mainEntityOfPage") or get(above, "url"))
    draft.put("website", clean_web(website), "url")
    organiser = graph.follow(either("organizer"))
    name = get(organiser, "name") if organiser else either("organizer")
    draft.put("organiser", clean(plain(name)), "organizer")
    named = plain(get(node, "superEvent"))
    draft.put(
        "series",
        clean(above.get("@id") or plain(get(above, "identifier")) or named, 500),
        "superEvent",
    )
    return draft.finish(key)


def _put_place(draft: Draft, place: Node | None, text: Any) -> None:
    """Note venue, municipality, country and point of a place."""
    if place is None:
        draft.put("venue", clean(text), "location")
        return
    draft.put("venue", clean(plain(get(place, "name"))), "location.name")
    geo, address = first(get(place, "geo")), first(get(place, "address"))
    if isinstance(geo, dict):
        lon, lat = plain(get(geo, "longitude")), plain(get(geo, "latitude"))
        draft.put("coordinate", point(lon, lat), "location.geo")
    if isinstance(address, dict):
        town, country = (
            plain(get(address, "addressLocality")),
            plain(get(address, "addressCountry")),
        )
        draft.put("municipality", clean(town), "location.address.addressLocality")
        draft.put("country", clean(country), "location.address.addressCountry")


def _put_dates(draft: Draft, node: Node, graph: Graph) -> None:
    """Note days and hours: of the schedules, else of the parts, else of start and end.

    Raises
    ------
    DataError
        A date cannot be read.
    """
    start, end = plain(get(node, "startDate")), plain(get(node, "endDate"))
    begins, ends = moment(start), moment(end)
    for name, text, found in (("startDate", start, begins), ("endDate", end, ends)):
        if text and found is None:
            raise draft.fault(f"{name} {clean(text, 80)!r} is no ISO date")
    try:
        days = schedule_days(graph.all_of(get(node, "eventSchedule")))
        if not days:
            for part in graph.all_of(get(node, "subEvent")):
                since, till = (moment(plain(get(part, one))) for one in ("startDate", "endDate"))
                days |= set(span(since, till)) if since else set()
        if not days and begins is not None:
            days = set(span(begins, ends))
    except (ValueError, OverflowError) as error:
        raise draft.fault(str(error)) from error
    draft.put_days(days, "startDate")
    draft.put_hours(begins, ends, "startDate")
    for schedule in graph.all_of(get(node, "eventSchedule")):
        draft.put("opens", clock(plain(get(schedule, "startTime"))), "eventSchedule.startTime")
        draft.put("closes", clock(plain(get(schedule, "endTime"))), "eventSchedule.endTime")
