"""What all readers share: a draft that notes the origin of each field, and clean texts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from types import MappingProxyType
from typing import Any

from planner.errors import DataError
from planner.model.foreign import EventState, ForeignEvent, LocalText, Origin
from planner.model.place import Coordinate

MOST_NAME, MOST_TEXT, MOST_ADDRESS = 300, 5000, 2000
"""Most letters of a name, of a description and of a web address; the rest is cut."""
MOST_DAYS = 400
"""Most days of one event; more is no festival."""
YEARS = range(1900, 2101)
SMALL_HOURS = time(6)
"""An end up to this hour belongs to the day before."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
WEB = re.compile(r"https?://[^\s<>\"'\\]+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document that is read."""

    document: str
    licence: str = ""
    """Licence of the whole document; a record may name its own."""


def clean(value: object, most: int = MOST_NAME) -> str:
    """Return a text on one line without control characters, cut to `most`; else nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(CONTROL.sub(" ", str(value)).split())[:most].strip()


def clean_web(value: object) -> str:
    """Return a web address, or nothing where it is none."""
    text = clean(value, MOST_ADDRESS)
    return text if WEB.fullmatch(text) else ""


def number(value: object) -> float | None:
    """Return a finite number, also of a text with a point or a comma; None for all else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return found if isfinite(found) else None


def point(lon: object, lat: object) -> Coordinate | None:
    """Return the point of two degrees, None where they are none."""
    east, north = number(lon), number(lat)
    if east is None or north is None:
        return None
    try:
        return Coordinate(east, north)
    except ValueError:
        return None


def moment(value: object) -> date | datetime | None:
    """Return the day or the local moment of an ISO text, None where it is none."""
    if isinstance(value, date):
        return value
    text = clean(value, 40)
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def clock(value: object) -> time | None:
    """Return the clock time of an ISO text, None where it is none."""
    try:
        return time.fromisoformat(clean(value, 20)).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return None


def day_of(value: date | datetime) -> date:
    """Return the calendar day on the event's own clock."""
    return value.date() if isinstance(value, datetime) else value


def span(first: date | datetime, last: date | datetime | None) -> list[date]:
    """Return the days from a first to a last one, both counted.

    A feast that ends in the small hours of a later day does not take place on it.

    Raises
    ------
    ValueError
        The end is before the start, or too far from it.
    """
    begin, end = day_of(first), day_of(first if last is None else last)
    if isinstance(last, datetime) and end > begin and last.time() <= SMALL_HOURS:
        end -= timedelta(days=1)
    if end < begin:
        raise ValueError(f"ends on {end}, before it begins on {begin}")
    if (end - begin).days >= MOST_DAYS:
        raise ValueError(f"lasts from {begin} to {end}, longer than {MOST_DAYS} days")
    return [begin + timedelta(days=k) for k in range((end - begin).days + 1)]


def local_texts(value: object, most: int = MOST_NAME) -> tuple[LocalText, ...]:
    """Return the texts of a string, of a list, or of a mapping from language to text."""
    if isinstance(value, Mapping):
        pairs = [
            (str(code), text)
            for code, one in value.items()
            for text in (one if isinstance(one, list) else [one])
        ]
    else:
        pairs = [("", text) for text in (value if isinstance(value, list) else [value])]
    found = (LocalText(language_code(code), clean(text, most)) for code, text in pairs)
    return tuple(dict.fromkeys(one for one in found if one.text))


def language_code(text: object) -> str:
    """Return a language tag in lower case, nothing where it is none."""
    code = clean(text, 35).lower()
    return code if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", code) else ""


class Draft:
    """An event in the making: each field is put in with the name that its source gives it."""

    def __init__(self, sheet: Sheet, form: str, record: str, licence: str = "") -> None:
        self.sheet, self.form = sheet, form
        self.record = clean(record) or "?"
        self.licence = clean(licence) or sheet.licence
        self.fields: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {}

    def put(self, name: str, value: object, path: str) -> None:
        """Note a field unless it is empty or known already."""
        if value in (None, "", ()) or name in self.fields:
            return
        self.fields[name] = value
        origin = Origin(self.form, self.sheet.document, self.record, path, self.licence)
        self.origins[name] = origin

    def put_days(self, days: Iterable[date], path: str) -> None:
        """Note the days on which it goes on.

        Raises
        ------
        DataError
            There are too many, or they lie beyond any calendar of feasts.
        """
        known = sorted(set(days))
        if len(known) > MOST_DAYS:
            raise self.fault(f"{path} gives {len(known)} days, at most {MOST_DAYS}")
        strange = next((day for day in known if day.year not in YEARS), None)
        if strange is not None:
            raise self.fault(f"{path} gives {strange}, a year that no feast has")
        self.put("days", tuple(known), path)

    def put_hours(self, first: object, last: object, path: str) -> None:
        """Note the clock times of a first and a last moment, where they have one."""
        if isinstance(first, datetime):
            self.put("opens", first.time().replace(tzinfo=None, microsecond=0), path)
        if isinstance(last, datetime):
            self.put("closes", last.time().replace(tzinfo=None, microsecond=0), path)

    def fault(self, reason: str) -> DataError:
        """Return an error that names the document and the record."""
        return DataError(self.sheet.document, None, f"event {self.record!r}: {reason}")

    def finish(self, key: str) -> ForeignEvent:
        """Return the event."""
        origins = MappingProxyType(self.origins)
        return ForeignEvent(key=clean(key) or self.record, origins=origins, **self.fields)


STATES: Mapping[str, EventState] = {
    "eventscheduled": EventState.SCHEDULED,
    "scheduled": EventState.SCHEDULED,
    "confirmed": EventState.SCHEDULED,
    "eventmovedonline": EventState.CANCELLED,
    "eventcancelled": EventState.CANCELLED,
    "cancelled": EventState.CANCELLED,
    "canceled": EventState.CANCELLED,
    "annullato": EventState.CANCELLED,
    "annule": EventState.CANCELLED,
    "eventpostponed": EventState.POSTPONED,
    "postponed": EventState.POSTPONED,
    "eventrescheduled": EventState.RESCHEDULED,
    "rescheduled": EventState.RESCHEDULED,
}
"""Words for states in the formats that we read; what moved online cannot be travelled to."""


def state_of(value: object) -> EventState | None:
    """Return the state that a word or the end of an address names, None for others."""
    word = re.split(r"[/#:]", clean(value, MOST_ADDRESS))[-1].lower()
    return STATES.get(word)


def walk(value: object, most: int) -> Iterator[Mapping[str, Any]]:
    """Yield every object inside a JSON value, the outer before the inner, without recursion.

    Raises
    ------
    ValueError
        There are more than `most`.
    """
    waiting, seen = [value], 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, Mapping):
            seen += 1
            if seen > most:
                raise ValueError(f"holds more than {most} objects")
            yield one
            waiting.extend(reversed(list(one.values())))
