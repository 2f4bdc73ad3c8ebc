"""What each form of a festival and of a trip keeps: the table that the docs and a page show.

A test changes each field and looks whether a form's bytes change, so the table cannot be wished.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Keeps(StrEnum):
    """How a form keeps a field."""

    FIELD = "field"
    """As a field that a program reads."""
    WORDS = "words"
    """Inside a text only."""
    LOST = "lost"


FESTIVAL_FIELDS = (
    *("name", "names_alt", "days", "cancelled", "date_status", "timing_rule", "hours"),
    *("description", "other_languages", "coordinate", "coord_precision_m", "municipality"),
    *("locality", "province", "area", "interests", "tags", "organiser", "website", "email"),
    *("admission", "first_held", "attendance", "role", "confidence", "sources", "note"),
)
TRIP_FIELDS = (
    *("visit_times", "leg_times", "leg_shape", "roads", "distance", "operator", "ferry_times"),
    *("check_in", "date_status", "nights", "emissions", "worth", "left_out", "proof"),
)
_EVERYWHERE = "name days description coordinate municipality organiser website"
_KEPT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "icalendar": (
            "name days cancelled description coordinate interests website",
            "date_status municipality locality sources",
        ),
        "geojson": (
            f"{_EVERYWHERE} names_alt cancelled date_status hours other_languages "
            "coord_precision_m locality province area interests tags email admission first_held "
            "attendance role confidence sources note",
            "",
        ),
        "schema_org": (
            f"{_EVERYWHERE} names_alt cancelled timing_rule other_languages locality province "
            "interests tags sources",
            "date_status",
        ),
        "datatourisme": (f"{_EVERYWHERE} other_languages email", ""),
        "cpev": (f"{_EVERYWHERE} other_languages locality interests", ""),
    }
)
_TOLD = "visit_times leg_times roads distance operator ferry_times date_status nights"
_TRIP_KEPT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "json": (" ".join(TRIP_FIELDS), ""),
        "ics": ("visit_times ferry_times", "operator check_in date_status"),
        "gpx": (
            "visit_times leg_times leg_shape ferry_times",
            "roads distance operator date_status",
        ),
        "kml": (
            "visit_times leg_times leg_shape ferry_times nights",
            "roads distance operator date_status",
        ),
        "geojson": (
            "visit_times leg_times leg_shape roads distance operator ferry_times check_in "
            "date_status nights emissions",
            "",
        ),
        "csv": ("visit_times leg_times distance ferry_times nights", "roads operator date_status"),
        "md": ("", _TOLD),
        "jsonld": ("visit_times ferry_times operator", ""),
        "pdf": ("", _TOLD),
    }
)


def festival_losses() -> dict[str, dict[str, Keeps]]:
    """Return how each form of the festivals keeps each field."""
    return {form: _row(FESTIVAL_FIELDS, *kept) for form, kept in _KEPT.items()}


def trip_losses() -> dict[str, dict[str, Keeps]]:
    """Return how each form of a trip keeps each field."""
    return {form: _row(TRIP_FIELDS, *kept) for form, kept in _TRIP_KEPT.items()}


def as_table(losses: Mapping[str, Mapping[str, Keeps]]) -> str:
    """Return a table of losses in Markdown: fields down, forms across."""
    forms = list(losses)
    fields = list(next(iter(losses.values())))
    signs = {Keeps.FIELD: "yes", Keeps.WORDS: "in words", Keeps.LOST: "–"}
    lines = [f"| field | {' | '.join(forms)} |", f"|---|{'---|' * len(forms)}"]
    for field in fields:
        cells = " | ".join(signs[losses[form][field]] for form in forms)
        lines.append(f"| {field} | {cells} |")
    return "\n".join(lines)


def _row(fields: tuple[str, ...], kept: str, words: str) -> dict[str, Keeps]:
    """Return how one form keeps each field."""
    known, told = set(kept.split()), set(words.split())
    return {
        name: Keeps.FIELD if name in known else Keeps.WORDS if name in told else Keeps.LOST
        for name in fields
    }
