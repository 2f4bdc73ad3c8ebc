"""Maps by folium: a festival map and a trip map in parts, and a trip map in one file.

The only home of folium.  A map is one GeoJSON layer for each kind of thing; every text goes in as
a property and is written by `map.js` with `textContent`, so nothing that comes from data is ever
read as markup.  Ids are fixed: the same input gives the same bytes.  No part names an outside host.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from re import sub

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template
from folium.utilities import JsCode

from planner.export.geojson import (
    Describe,
    FestivalMark,
    GeoObject,
    to_base_points,
    to_festival_points,
    to_leg_lines,
    to_stop_points,
)
from planner.export.map_frame import map_frame, to_corners
from planner.export.narrate import describe_item
from planner.export.sea_chart import SeaChart, sail_by_chart
from planner.model.catalogue import Catalogue
from planner.model.itinerary import Itinerary
from planner.model.region import Frame

START_ZOOM = 6
ENGLISH: Mapping[str, str] = {
    "map": "Map",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "close": "Close",
    "details": "Details",
    "start": "Start of the trip",
}


@dataclass(frozen=True, slots=True)
class MapWords:
    """The words of a map's controls, in the reader's language."""

    texts: Mapping[str, str] = field(default_factory=lambda: ENGLISH)

    def get(self, key: str) -> str:
        """Return a text, in English where the language lacks it."""
        return self.texts.get(key, ENGLISH[key])


@dataclass(frozen=True, slots=True)
class MapParts:
    """A map for a page: `html` holds its place, `script` fills it.

    `script` is the body of a module in which `filofesta` (see `map.js`) is known; it runs after
    Leaflet.  The page wraps it in a script element with its own nonce.
    """

    html: str
    script: str


@dataclass(frozen=True, slots=True)
class MapFiles:
    """Texts that a stand-alone map carries inside: Leaflet's and our own, script and style."""

    leaflet_js: str
    leaflet_css: str
    map_js: str
    map_css: str


class _Call(MacroElement):
    """A call of a function of `map.js` with the map and JSON values."""

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "filofesta.{{ this.function }}({{ this._parent.get_name() }}"
        "{% for value in this.values %}, {{ value|tojson }}{% endfor %});\n"
        "{% endmacro %}"
    )

    def __init__(self, function: str, *values: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "Call", function
        self.function, self.values = function, values


def festival_map(
    marks: Sequence[FestivalMark], basemap: object, words: MapWords, frame: Frame | None = None
) -> MapParts:
    """Return the map of all feasts.

    Parameters
    ----------
    marks
        The feasts, in the order of the list beside the map.
    basemap
        The address of the basemap's JSON on the same host, or that JSON itself.
    words
        Words of the controls.
    frame
        Where the map ends; None: nowhere.
    """
    return _draw("feasts", {"festivals": to_festival_points(marks)}, (basemap, frame), words)


def trip_map(  # noqa: PLR0913 - what is drawn, on what, in which words
    itinerary: Itinerary,
    catalogue: Catalogue,
    basemap: object,
    describe: Describe = describe_item,
    words: MapWords | None = None,
    frame: Frame | None = None,
) -> MapParts:
    """Return the map of a trip: legs, numbered visits, nights and the start."""
    spoken = words or MapWords()
    layers = {
        "legs": to_leg_lines(itinerary, describe),
        "bases": to_base_points(itinerary, describe, spoken.get("start")),
        "stops": to_stop_points(itinerary, catalogue, describe),
    }
    return _draw("trip", layers, (basemap, frame), spoken)


def place_map(
    marks: Sequence[FestivalMark],
    near: GeoObject,
    basemap: object,
    words: MapWords,
    frame: Frame | None = None,
) -> MapParts:
    """Return the map of one feast with numbered points near it."""
    layers = {"near": near, "festivals": to_festival_points(marks)}
    return _draw("place", layers, (basemap, frame), words)


def standalone_trip_html(
    itinerary: Itinerary,
    catalogue: Catalogue,
    basemap: Mapping[str, object],
    files: MapFiles,
    title: str = "Filofesta",
) -> str:
    """Return one HTML page with the map of a trip that works without any other file or host.

    Parameters
    ----------
    itinerary, catalogue
        The trip, and the catalogue that its festivals are in.
    basemap
        GeoJSON collections under `land`, `regions`, `borders` and, if wanted, `names`
        (`place_names.to_place_names`).
    files
        Texts to carry inside; nothing is fetched.
    title
        Title of the page.
    """
    land = basemap.get("land")
    drawn = (
        sail_by_chart(itinerary, SeaChart.build(land)) if isinstance(land, Mapping) else itinerary
    )
    frame = map_frame(catalogue.region, land) if isinstance(land, Mapping) else None
    parts = trip_map(drawn, catalogue, dict(basemap), frame=frame)
    style = sub(r"url\((?!['\"]?data:)[^)]*\)", "none", files.leaflet_css) + files.map_css
    module = f"{files.map_js}\n{parts.script}"
    items = "\n".join(f"<li>{line}</li>" for line in _list_days(itinerary))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_inline(style)}</style>\n"
        f"<script>{_inline(files.leaflet_js)}</script>\n</head>\n"
        f'<body class="standalone">\n<main>\n<h1>{escape(title)}</h1>\n{parts.html}\n'
        f"<ol>\n{items}\n</ol>\n</main>\n"
        f'<script type="module">{_inline(module)}</script>\n</body>\n</html>\n'
    )


def _list_days(itinerary: Itinerary) -> list[str]:
    """Return the text twin of the map: the days with their items, as markup."""
    days = []
    for day in itinerary.days:
        told = "".join(f"<li>{escape(', '.join(describe_item(item)))}</li>" for item in day.items)
        days.append(f"<strong>{day.date:%a %d %b %Y}</strong><ul>{told}</ul>")
    return days


def _draw(
    name: str,
    layers: Mapping[str, GeoObject],
    ground: tuple[object, Frame | None],
    words: MapWords,
) -> MapParts:
    """Build a folium map of some layers and take it apart."""
    basemap, frame = ground
    corners = to_corners(frame) or [[0, 0], [0, 0]]
    drawn = folium.Map(
        location=[sum(sides) / 2 for sides in zip(*corners, strict=True)],
        zoom_start=START_ZOOM,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0.0,
        max_bounds_viscosity=1.0,
    )
    drawn._id = name
    drawn.default_js, drawn.default_css = [], []
    drawn.add_child(_Call("addBasemap", basemap, to_corners(frame)))
    for kind, data in layers.items():
        drawn.add_child(_layer(f"{name}_{kind}", data))
    names = {kind: JsCode(f"geo_json_{name}_{kind}") for kind in layers}
    drawn.add_child(_Finish(names, {key: words.get(key) for key in ENGLISH}))
    figure = drawn.get_root()
    if not isinstance(figure, Figure):
        raise TypeError("a folium map hangs in a figure")
    figure.render()
    return MapParts(html=_text(figure.html), script=_text(figure.script))


class _Finish(MacroElement):
    """The last call: controls with words, view over all layers, and word to the page."""

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "filofesta.finish({{ this._parent.get_name() }}, {{ this.layers|tojavascript }}, "
        "{{ this.words|tojson }});\n"
        "{% endmacro %}"
    )

    def __init__(self, layers: Mapping[str, JsCode], words: Mapping[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "Finish", "finish"
        self.layers, self.words = dict(layers), dict(words)


def _layer(name: str, data: GeoObject) -> folium.GeoJson:
    """Return one layer whose looks and popups `map.js` makes."""
    layer = folium.GeoJson(
        data,
        name=name,
        on_each_feature=JsCode("filofesta.describe"),
        point_to_layer=JsCode("filofesta.drawPoint"),
        style=JsCode("filofesta.styleLine"),
    )
    layer._id = name
    return layer


def _text(element: Element) -> str:
    """Return an element's markup."""
    return str(element.render())


def _inline(text: str) -> str:
    """Return a script or style that cannot end the element it stands in."""
    return sub(r"(?i)</(script|style)", r"<\\/\1", text).replace("<!--", "<\\!--")
