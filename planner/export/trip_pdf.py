"""A trip as a PDF to print: its days on A4, with a code that leads back to the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from fpdf import FPDF, XPos, YPos
from fpdf.fonts import TTFFont

from planner.errors import RequestError
from planner.export.safe_text import one_line
from planner.export.share_code import dark_runs
from planner.export.voice import Voice
from planner.model.itinerary import DayItem, Itinerary, Night, Visit
from planner.model.journey import Leg

FAMILY = "trip"
MARGIN_MM, TIME_MM, CODE_MM = 18, 27, 34
INK, SEA, MUTED = (23, 32, 38), (20, 80, 107), (90, 98, 104)
MISSING = "?"
"""Stands for a letter that the font lacks, such as an emoji."""


@dataclass(frozen=True, slots=True)
class FontFiles:
    """Paths of two TrueType fonts; the text is set in them, so they have to hold its letters."""

    regular: str
    bold: str


class _Sheet(FPDF):
    """Pages with their number at the foot."""

    def footer(self) -> None:
        """Write the page's number."""
        self.set_y(-14)
        self.set_font(FAMILY, "", 8)
        self.set_text_color(*MUTED)
        self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="C")

    def fit(self, text: str) -> str:
        """Return a text in letters that the font has."""
        font = self.fonts[FAMILY]
        known = font.cmap if isinstance(font, TTFFont) else {}
        return "".join(sign if ord(sign) in known else MISSING for sign in one_line(text))


def to_pdf(itinerary: Itinerary, voice: Voice, fonts: FontFiles, address: str = "") -> bytes:
    """Return the trip as a PDF file; the same trip gives the same bytes.

    Parameters
    ----------
    itinerary
        The trip.
    voice
        The words.
    fonts
        What it is set in.
    address
        Where the trip can be looked up again; with it comes a QR code if it is not too long.
    """
    sheet = _Sheet(format="A4")
    sheet.add_font(FAMILY, "", fonts.regular)
    sheet.add_font(FAMILY, "B", fonts.bold)
    sheet.set_margin(MARGIN_MM)
    sheet.set_auto_page_break(True, MARGIN_MM)
    sheet.set_title(one_line(voice.title))
    sheet.set_creator("Filofesta")
    sheet.set_lang(voice.language)
    sheet.set_creation_date(datetime.combine(itinerary.request.earliest, time(), tzinfo=UTC))
    sheet.add_page()
    _head(sheet, voice, address)
    for number, day in enumerate(itinerary.days, start=1):
        _heading(sheet, voice.day(number, day.date))
        for item in day.items:
            _item(sheet, _times(item), voice.describe(item))
    return bytes(sheet.output())


def _head(sheet: _Sheet, voice: Voice, address: str) -> None:
    """Write the title, the caution and the code."""
    width = sheet.epw - (CODE_MM + 4 if address else 0)
    top = sheet.get_y()
    _text(sheet, voice.title, width, 20, "B", SEA)
    _text(sheet, voice.caution, width, 9, "", MUTED)
    if address:
        below = max(sheet.get_y(), _draw_code(sheet, address, top))
        sheet.set_y(below + 2)


def _draw_code(sheet: _Sheet, address: str, top: float) -> float:
    """Draw the code at the right edge; return where it ends [mm from the top]."""
    try:
        width, runs = dark_runs(address)
    except RequestError:
        return top
    size, left = CODE_MM / width, sheet.w - MARGIN_MM - CODE_MM
    sheet.set_fill_color(*INK)
    for x, y, length in runs:
        sheet.rect(left + x * size, top + y * size, length * size, size, style="F")
    sheet.link(left, top, CODE_MM, CODE_MM, address)
    return top + CODE_MM


def _heading(sheet: _Sheet, text: str) -> None:
    """Write the heading of a day, never alone at the foot of a page."""
    if sheet.will_page_break(24):
        sheet.add_page()
    sheet.ln(3)
    sheet.start_section(sheet.fit(text))
    _text(sheet, text, sheet.epw, 13, "B", SEA)
    sheet.set_draw_color(*SEA)
    sheet.line(MARGIN_MM, sheet.get_y(), sheet.w - MARGIN_MM, sheet.get_y())
    sheet.ln(1.5)


def _item(sheet: _Sheet, times: str, told: Sequence[str]) -> None:
    """Write one item: its times at the left, its words beside them."""
    if sheet.will_page_break(12):
        sheet.add_page()
    sheet.set_font(FAMILY, "", 10)
    sheet.set_text_color(*MUTED)
    sheet.cell(TIME_MM, 5, times)
    title, *lines = told
    left = MARGIN_MM + TIME_MM
    sheet.set_left_margin(left)
    _text(sheet, title, sheet.epw, 10, "B", INK)
    if lines:
        _text(sheet, ", ".join(lines), sheet.epw, 9, "", INK)
    sheet.set_left_margin(MARGIN_MM)
    sheet.set_x(MARGIN_MM)
    sheet.ln(1)


def _times(item: DayItem) -> str:
    """Return when an item begins and ends."""
    if isinstance(item, Night):
        return ""
    begin, end = (item.depart, item.arrive) if isinstance(item, Leg) else _stay(item)
    return f"{begin:%H:%M} – {end:%H:%M}"


def _stay(visit: Visit) -> tuple[datetime, datetime]:
    """Return the ends of a visit."""
    return visit.arrive, visit.depart


def _text(  # noqa: PLR0913 - how a text looks has six sides
    sheet: _Sheet, text: str, width: float, size: float, style: str, colour: tuple[int, int, int]
) -> None:
    """Write a text over as many lines as it needs."""
    sheet.set_font(FAMILY, style, size)
    sheet.set_text_color(*colour)
    told = sheet.fit(text) or " "
    sheet.multi_cell(width, size * 0.5, told, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
