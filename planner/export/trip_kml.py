"""A trip as KML 2.2: a folder for each day, legs as lines, visits and nights as points."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from planner.export.geojson import leg_kind
from planner.export.safe_text import printable
from planner.export.voice import Voice
from planner.model.itinerary import DayItem, Itinerary, Visit
from planner.model.journey import Leg
from planner.model.place import Coordinate

NAMESPACE = "http://www.opengis.net/kml/2.2"
DIGITS = 6
LINES = {"known": ("ff6b5014", "4"), "approximate": ("ff4a86b8", "3"), "ferry": ("ffb57f1f", "3")}
"""Colour (aabbggrr, as KML wants it) and width of each sort of leg."""


def to_kml(itinerary: Itinerary, voice: Voice) -> str:
    """Return the trip as the text of a KML file.

    A globe reads a description as markup, so texts are escaped for HTML and then for XML.
    """
    root = Element("kml", xmlns=NAMESPACE)
    document = SubElement(root, "Document")
    _add(document, "name", voice.title)
    _add(document, "description", escape(voice.caution))
    for kind, (colour, width) in LINES.items():
        style = SubElement(SubElement(document, "Style", id=kind), "LineStyle")
        _add(style, "color", colour)
        _add(style, "width", width)
    for number, day in enumerate(itinerary.days, start=1):
        folder = SubElement(document, "Folder")
        _add(folder, "name", voice.day(number, day.date))
        for item in day.items:
            folder.append(_placemark(item, voice, day.date))
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _placemark(item: DayItem, voice: Voice, day: date) -> Element:
    """Return one item; elements stand in the order of the schema."""
    title, *lines = voice.describe(item)
    mark = Element("Placemark")
    _add(mark, "name", title)
    _add(mark, "description", "<br/>".join(escape(printable(line)) for line in lines))
    if isinstance(item, Leg):
        _add_span(mark, item.depart, item.arrive)
        _add(mark, "styleUrl", f"#{leg_kind(item)}")
        ends = (item.origin.coordinate, item.destination.coordinate)
        way = item.geometry if len(item.geometry) > 1 else ends
        line = SubElement(mark, "LineString")
        _add(line, "tessellate", "1")
        _add(line, "coordinates", _tuples(way))
        return mark
    if isinstance(item, Visit):
        _add_span(mark, item.arrive, item.depart)
    else:
        _add(SubElement(mark, "TimeStamp"), "when", day.isoformat())
    _add(SubElement(mark, "Point"), "coordinates", _tuples([item.spot.coordinate]))
    return mark


def _add_span(mark: Element, begin: datetime, end: datetime) -> None:
    """Add when something goes on."""
    span = SubElement(mark, "TimeSpan")
    _add(span, "begin", begin.isoformat())
    _add(span, "end", end.isoformat())


def _tuples(points: Sequence[Coordinate]) -> str:
    """Return coordinates as KML writes them: lon,lat, apart by spaces."""
    return " ".join(f"{round(one.lon, DIGITS)},{round(one.lat, DIGITS)}" for one in points)


def _add(parent: Element, name: str, text: str) -> None:
    """Add an element with a text."""
    SubElement(parent, name).text = printable(text)
