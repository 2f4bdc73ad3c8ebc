"""Flat records, a name and a value each: the rows of a CSV file, the properties of a feature."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.geodata.foreign.draft import (
    MOST_TEXT,
    Draft,
    Sheet,
    clean,
    clean_web,
    clock,
    language_code,
    local_texts,
    moment,
    point,
    span,
    state_of,
)
from planner.model.foreign import ForeignEvent, LocalText
from planner.model.place import Coordinate

MOST_EDITIONS = 200
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "uid", "identifier", "codice", "identifiant"),
    "name": ("name", "title", "nome", "nom", "titolo", "titre", "names", "summary"),
    "description": ("description", "descrizione", "descriptions", "abstract"),
    "days": ("days", "dates", "giorni", "jours"),
    "start": ("start", "startdate", "begin", "from", "inizio", "datainizio", "debut", "datedebut"),
    "end": ("end", "enddate", "to", "fine", "datafine", "fin", "datefin"),
    "opens": ("opens", "starttime", "ora_inizio", "heure_debut"),
    "closes": ("closes", "endtime", "ora_fine", "heure_fin"),
    "lon": ("lon", "lng", "long", "longitude", "longitudine"),
    "lat": ("lat", "latitude", "latitudine"),
    "municipality": ("municipality", "city", "town", "comune", "commune", "ville"),
    "country": ("country", "countrycode", "paese", "pays"),
    "venue": ("venue", "place", "locality", "location", "luogo", "lieu"),
    "website": ("website", "url", "link", "web", "sito", "siteweb"),
    "organiser": ("organiser", "organizer", "organizzatore", "organisateur"),
    "state": ("state", "status", "eventstatus", "stato", "statut"),
    "series": ("series", "festivalid", "superevent", "festival"),
    "licence": ("licence", "license", "licenza"),
    "language": ("namelanguage", "language", "inlanguage", "lingua", "langue"),
}
"""Names under which a field may stand, in English, Italian and French."""
BY_NAME = {re.sub("_", "", name): key for key, names in NAMES.items() for name in names}
LOCAL = re.compile(r"(.+?)[_@:.]([A-Za-z]{2,3})")
PLAIN = ("venue", "municipality", "country", "organiser", "series")


def plain(name: str) -> str:
    """Return a name of a field without case and separators."""
    return re.sub(r"[\W_]+", "", name.casefold())


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with the name that it stands under."""

    path: str
    value: Any


@dataclass(frozen=True, slots=True)
class Record:
    """The known fields of a flat record, and its texts by language."""

    cells: Mapping[str, Cell]
    texts: Mapping[str, tuple[LocalText, ...]]

    def value(self, key: str) -> Any:
        """Return a value, None where the record lacks it."""
        cell = self.cells.get(key)
        return None if cell is None else cell.value

    def path(self, key: str) -> str:
        """Return the name under which a field stands."""
        return self.cells[key].path if key in self.cells else key


def sort_fields(record: Mapping[str, Any]) -> Record:
    """Return the fields of a record that we know; of two names for one field the first counts."""
    cells: dict[str, Cell] = {}
    texts: dict[str, list[LocalText]] = {"name": [], "description": []}
    for name, value in record.items():
        key, local = BY_NAME.get(plain(str(name))), LOCAL.fullmatch(str(name))
        if key is None and local is not None:
            key = BY_NAME.get(plain(local[1]))
            if key in texts:
                code = language_code(local[2])
                texts[key] += [LocalText(code, one.text) for one in _texts(key, value)]
                cells.setdefault(key, Cell(str(name), value))
            continue
        if key is not None and value not in (None, "", [], {}):
            if key in texts:
                texts[key] += _texts(key, value)
            cells.setdefault(key, Cell(str(name), value))
    code = language_code(cells["language"].value) if "language" in cells else ""
    named = {
        key: [LocalText(t.language or code, t.text) for t in found] for key, found in texts.items()
    }
    return Record(cells, {key: tuple(dict.fromkeys(found)) for key, found in named.items()})


def _texts(key: str | None, value: object) -> tuple[LocalText, ...]:
    """Return the texts of a name or a description."""
    return local_texts(value, MOST_TEXT) if key == "description" else local_texts(value)


def read_record(
    record: Mapping[str, Any],
    sheet: Sheet,
    form: str,
    place: str,
    coordinate: Coordinate | None = None,
) -> Iterator[ForeignEvent]:
    """Yield the events of a flat record: one, or one for each of its `editions`.

    Parameters
    ----------
    place
        Where the record stands, its name where it has no id.
    coordinate
        Where it takes place, if that is not told in the record.

    Raises
    ------
    DataError
        A date of the record cannot be.
    """
    editions = record.get("editions")
    if not isinstance(editions, list):
        yield _read_one(sort_fields(record), sheet, form, place, coordinate)
        return
    shared = {name: value for name, value in record.items() if name != "editions"}
    series = {"series": sort_fields(shared).value("id")}
    for number, edition in enumerate(editions[:MOST_EDITIONS], start=1):
        if isinstance(edition, Mapping):
            whole = sort_fields({**shared, **series, **edition})
            yield _read_one(whole, sheet, form, f"{place} edition {number}", coordinate)


def _read_one(
    known: Record, sheet: Sheet, form: str, place: str, coordinate: Coordinate | None
) -> ForeignEvent:
    """Return the event of a sorted record."""
    key = clean(known.value("id"))
    draft = Draft(sheet, form, key or place, clean(known.value("licence")))
    draft.put("names", known.texts["name"], known.path("name"))
    draft.put("descriptions", known.texts["description"], known.path("description"))
    _put_dates(draft, known)
    where = coordinate or point(known.value("lon"), known.value("lat"))
    draft.put("coordinate", where, "geometry" if coordinate else known.path("lon"))
    draft.put("website", clean_web(known.value("website")), known.path("website"))
    draft.put("state", state_of(known.value("state")), known.path("state"))
    for name in PLAIN:
        draft.put(name, clean(known.value(name)), known.path(name))
    return draft.finish(key)


def _put_dates(draft: Draft, known: Record) -> None:
    """Note days and hours, from a list of days or from a start and an end.

    Raises
    ------
    DataError
        A date cannot be read.
    """
    listed = known.value("days")
    if listed is not None:
        words = (
            listed if isinstance(listed, list) else re.split(r"[\s;,|]+", clean(listed, MOST_TEXT))
        )
        days = [moment(word) for word in words if word]
        if not all(days):
            raise draft.fault(f"{known.path('days')} {clean(listed, 80)!r} are no ISO days")
        draft.put_days((one for day in days if day for one in span(day, None)), known.path("days"))
    start, end = moment(known.value("start")), moment(known.value("end"))
    for key, found in (("start", start), ("end", end)):
        if found is None and clean(known.value(key)):
            raise draft.fault(f"{known.path(key)} {clean(known.value(key), 80)!r} is no ISO date")
    if start is not None:
        try:
            draft.put_days(span(start, end), known.path("start"))
        except ValueError as error:
            raise draft.fault(str(error)) from error
        draft.put_hours(start, end, known.path("start"))
    draft.put("opens", clock(known.value("opens")), known.path("opens"))
    draft.put("closes", clock(known.value("closes")), known.path("closes"))
