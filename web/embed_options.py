"""What an embed may be told in its address: read, checked, and written again.

Unknown names are left aside, so that old snippets keep working; a value that cannot be used is a
fault with its name.  What is left out keeps its default and stays out of the address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from re import ASCII, fullmatch
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from planner.errors import RequestError
from planner.model.catalogue import Catalogue
from web.contrast import LEAST_TEXT, contrast, read_colour, text_on
from web.languages import NAMES
from web.speech import gettext

DEFAULT_COLOURS: Mapping[str, str] = {"ink": "#1f2a30", "ground": "#fbf7ee", "accent": "#14506b"}
WINDOW = timedelta(days=365)
LEAST_ZOOM, MOST_ZOOM = 5, 14
NAMES_OF_OPTIONS = (
    *("lang", "from", "to", "area", "month", "ink", "ground", "accent"),
    *("slider", "list", "zoom", "lat", "lon", "scrollwheel", "id"),
)
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
Arguments = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of an embed; where none is set our own, light or dark as the reader likes."""

    colours: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return a colour, its default where it was not set."""
        return self.colours.get(name, DEFAULT_COLOURS[name])

    def to_css(self) -> str:
        """Return a style sheet that sets the colours."""
        if not self.colours:
            return ""
        ink, ground, accent = (self.get(name) for name in ("ink", "ground", "accent"))
        return (
            f":root {{ color-scheme: only light; --ink: {ink}; --ground: {ground}; "
            f"--accent: {accent}; --on-accent: {text_on(accent)}; --line: {ink}; }}\n"
        )


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """A sound set of options."""

    language: str
    first: date
    last: date
    areas: tuple[str, ...] = ()
    """Only these areas; empty: all."""
    month: str = ""
    """Only this month, as `2027-10`; empty: all."""
    theme: Theme = field(default_factory=Theme)
    has_slider: bool = True
    has_list: bool = True
    zooms_by_wheel: bool = False
    zoom: int | None = None
    centre: tuple[float, float] | None = None
    """Latitude and longitude, as Leaflet takes them."""
    frame_id: str = ""
    """What the height message carries, so that a page tells several frames apart."""
    given: tuple[tuple[str, str], ...] = ()
    """What the address said, in a fixed order."""

    def query(self, **changes: str) -> str:
        """Return the options as the query of an address; an empty change takes a name out."""
        kept = [(name, text) for name, text in self.given if name not in changes]
        return urlencode([*kept, *((name, text) for name, text in changes.items() if text)])


class Reader:
    """Reads values one by one and keeps their faults."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.faults: dict[str, str] = {}

    def text(self, name: str) -> str:
        """Return a value without blanks around it."""
        return str(self.arguments.get(name, "")).strip()

    def choice(self, name: str, default: bool) -> bool:
        """Return yes or no."""
        text = self.text(name).lower()
        if text and text not in YES | NO:
            self.faults[name] = gettext("“%(value)s” is neither 1 nor 0.", value=text[:40])
        return text in YES if text in YES | NO else default

    def day(self, name: str, default: date) -> date:
        """Return an ISO day."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else default
        except ValueError:
            self.faults[name] = gettext(
                "“%(value)s” is not a day: write it as 2027-10-01.", value=text[:40]
            )
            return default

    def number(self, name: str, least: float, most: float) -> float | None:
        """Return a number within bounds, None where none is given."""
        text = self.text(name)
        if not text:
            return None
        value = float(text) if fullmatch(r"-?\d{1,4}(\.\d{1,9})?", text, ASCII) else None
        if value is None or not least <= value <= most:
            self.faults[name] = gettext(
                "“%(value)s” is not a number from %(least)g to %(most)g.",
                value=text[:40],
                least=least,
                most=most,
            )
            return None
        return value

    def pattern(self, name: str, form: str, example: str) -> str:
        """Return a text of a form, nothing where none is given."""
        text = self.text(name)
        if text and not fullmatch(form, text, ASCII):
            self.faults[name] = gettext(
                "“%(value)s” cannot be used: write it as %(example)s.",
                value=text[:40],
                example=example,
            )
            return ""
        return text


def read_options(
    arguments: Arguments, catalogue: Catalogue, language: str, today: date
) -> EmbedOptions:
    """Return the options of an address.

    Parameters
    ----------
    arguments
        The query of the address.
    catalogue
        Says which days and areas there are.
    language
        Language where the address names none.
    today
        Day from which feasts are shown where the address names none.

    Raises
    ------
    RequestError
        With one message for each value that cannot be used.
    """
    reader = Reader(arguments)
    first, last = _read_window(reader, catalogue, today)
    lat, lon = reader.number("lat", -90, 90), reader.number("lon", -180, 180)
    zoom = reader.number("zoom", LEAST_ZOOM, MOST_ZOOM)
    options = EmbedOptions(
        language=_read_language(reader, language),
        first=first,
        last=last,
        areas=_read_areas(reader, catalogue),
        month=reader.pattern("month", r"\d{4}-(0[1-9]|1[0-2])", "2027-10"),
        theme=_read_theme(reader),
        has_slider=reader.choice("slider", True),
        has_list=reader.choice("list", True),
        zooms_by_wheel=reader.choice("scrollwheel", False),
        zoom=None if zoom is None else int(zoom),
        centre=None if lat is None or lon is None else (lat, lon),
        frame_id=reader.pattern("id", r"[A-Za-z0-9_-]{1,40}", "map-1"),
        given=_list_given(arguments),
    )
    if reader.faults:
        raise RequestError(reader.faults)
    return options


def _list_given(arguments: Arguments) -> tuple[tuple[str, str], ...]:
    """Return the known names that hold something, in a fixed order."""
    return tuple(
        (name, text.strip())
        for name in NAMES_OF_OPTIONS
        for text in arguments.getlist(name)
        if text.strip()
    )


def _read_language(reader: Reader, default: str) -> str:
    """Return one of the languages that we speak."""
    text = reader.text("lang").lower()
    if text and text not in NAMES:
        known = ", ".join(NAMES)
        reader.faults["lang"] = gettext(
            "“%(value)s” is none of our languages: %(known)s.", value=text[:40], known=known
        )
    return text if text in NAMES else default


def _read_window(reader: Reader, catalogue: Catalogue, today: date) -> tuple[date, date]:
    """Return the days that are shown: a year from today where the address says nothing."""
    start = min(max(today, catalogue.first_day), catalogue.last_day)
    first = reader.day("from", start)
    last = reader.day("to", min(max(first, start) + WINDOW, catalogue.last_day))
    known = catalogue.first_day, catalogue.last_day
    for name, day in (("from", first), ("to", last)):
        if not known[0] <= day <= known[1]:
            reader.faults[name] = gettext(
                "We have no dates for %(day)s: choose a day from %(first)s to %(last)s.",
                **{"day": day.isoformat(), "first": str(known[0]), "last": str(known[1])},
            )
    if first > last and not reader.faults:
        reader.faults["to"] = gettext("The last day comes before the first: swap them.")
    return first, last


def _read_areas(reader: Reader, catalogue: Catalogue) -> tuple[str, ...]:
    """Return areas that have feasts."""
    known = {festival.area.value for festival in catalogue.festivals.values()}
    asked = [one for text in reader.arguments.getlist("area") for one in text.split()]
    strange = [one for one in asked if one not in known]
    if strange:
        reader.faults["area"] = gettext(
            "“%(value)s” is none of the areas: %(known)s.",
            value=strange[0][:40],
            known=", ".join(sorted(known)),
        )
    return tuple(dict.fromkeys(asked))


def _read_theme(reader: Reader) -> Theme:
    """Return the colours, once text in them can be read."""
    colours: dict[str, str] = {}
    for name in DEFAULT_COLOURS:
        text = reader.text(name)
        colour = read_colour(text)
        if text and colour is None:
            reader.faults[name] = gettext(
                "“%(value)s” is not a colour: write it as %(example)s.",
                value=text[:40],
                example=DEFAULT_COLOURS[name],
            )
        elif colour is not None:
            colours[name] = colour
    theme = Theme(colours)
    for name in ("ink", "accent") if colours else ():
        ratio = contrast(theme.get(name), theme.get("ground"))
        if ratio < LEAST_TEXT and name not in reader.faults:
            reader.faults[name] = gettext(
                "%(colour)s on %(ground)s cannot be read well: the contrast is %(ratio).1f, and "
                "has to be at least %(least).1f. Choose a darker or a lighter colour.",
                colour=theme.get(name),
                ground=theme.get("ground"),
                ratio=ratio,
                least=LEAST_TEXT,
            )
    return theme
