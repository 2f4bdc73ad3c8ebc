"""On which data an answer stands, as sentences in the reader's language.

The planner tells it in English lines (`DataSource`, `World.data_notes`); they are known by their
pattern and shown as they came where it does not fit.
"""

import re
from datetime import date

from web.formats import plain_date
from web.speech import gettext

DAY = r"\d{4}-\d\d-\d\d"
BUILT_IN = re.compile(rf"built-in: tables (?P<version>\S+), read on (?P<read_on>{DAY})")
IMPORTED = re.compile(
    rf"(?P<kind>osm|gtfs|router): (?P<name>.+?)(?: of (?P<of>{DAY}))?, read on (?P<read_on>{DAY})"
    rf"(?:, valid to (?P<until>{DAY}))? \((?P<credit>.+)\)",
    re.DOTALL,
)
OSM_CREDIT = "© OpenStreetMap contributors, ODbL 1.0"
PUBLISHER_CREDIT = re.compile(r".+, licence as its publisher states", re.DOTALL)


def say_data(text: str) -> str:
    """Return one line on the data of an answer."""
    built_in, imported = BUILT_IN.fullmatch(text), IMPORTED.fullmatch(text)
    try:
        if built_in is not None:
            day = _day(built_in["read_on"])
            return gettext(
                "Our own tables, version %(version)s, read on %(day)s.",
                version=built_in["version"],
                day=day,
            )
        return text if imported is None else _say_import(imported)
    except ValueError:  # digits that are no day
        return text


def _say_import(known: re.Match[str]) -> str:
    """Return an import in sentences: what it is, how old, under which licence."""
    name = known["name"]
    said = {
        "osm": gettext("Streets and sights from OpenStreetMap: %(name)s.", name=name),
        "gtfs": gettext("Timetable: %(name)s.", name=name),
        "router": gettext("Streets by a routing server: %(name)s.", name=name),
    }
    sentences = [said[known["kind"]]]
    if known["of"]:
        sentences.append(gettext("State of the data: %(day)s.", day=_day(known["of"])))
    sentences.append(gettext("Imported on %(day)s.", day=_day(known["read_on"])))
    if known["until"]:
        sentences.append(gettext("Valid until %(day)s.", day=_day(known["until"])))
    return " ".join([*sentences, _say_credit(known["credit"])])


def _say_credit(credit: str) -> str:
    """Return whose the data is."""
    if credit == OSM_CREDIT:
        return gettext("© OpenStreetMap contributors, ODbL 1.0.")
    if PUBLISHER_CREDIT.fullmatch(credit):
        return gettext("Licence as its publisher states.")
    return credit


def _day(text: str) -> str:
    """Return a day in words; ValueError where it is none."""
    return plain_date(date.fromisoformat(text))
