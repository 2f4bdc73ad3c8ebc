"""Open data: the network's files, the page that lists them, and the page about the API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from json import dumps
from types import MappingProxyType

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from planner import service
from planner.export.cpev import to_cpev
from planner.export.datatourisme import to_datatourisme
from planner.export.dcat import DataSet, Edge, Offer, to_dcat
from planner.export.festival_calendar import FeedWords, to_festival_calendar
from planner.export.festival_geojson import to_edition_geojson, to_festival_geojson
from planner.export.gtfs import Publisher, to_gtfs
from planner.export.losses import Keeps, festival_losses
from planner.export.schema_org import to_festival_graph
from planner.model.festival import DateStatus, Language
from web.languages import NAMES, current_language
from web.linked_data import current_site, describe_data
from web.open_words import SET_WORDS, field_names, form_words
from web.openapi import describe_api
from web.read_data import send_read_data
from web.settings import Settings
from web.speech import gettext
from web.wording import country_name, date_status_sentence

GEOJSON, JSONLD, ZIP = "application/geo+json", "application/ld+json", "application/zip"
PACKAGE = "datapackage.json"
EU_TYPES = {GEOJSON: "GEOJSON", JSONLD: "JSON_LD", ZIP: "GTFS", "text/calendar": "ICS"}
PACKAGE_TYPES = {"csv": "text/csv", "json": "application/json", "geojson": GEOJSON}
THEMES = {"festivals": "EDUC", "crossings": "TRAN", "package": "EDUC"}
bp = Blueprint("open_data", __name__)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the network."""

    media_type: str
    form: str
    """Key of its words, and of its losses where it has any."""
    kind: str
    """Data set that it is a form of."""
    write: Callable[[service.World], object]


def _geojson(world: service.World) -> object:
    return to_festival_geojson(world.catalogue)


def _editions(world: service.World) -> object:
    return to_edition_geojson(world.catalogue)


def _linked(world: service.World) -> object:
    return to_festival_graph(world.catalogue, current_site())


def _french(world: service.World) -> object:
    return to_datatourisme(world.catalogue, current_site())


def _italian(world: service.World) -> object:
    return to_cpev(world.catalogue, current_site())


def _timetable(world: service.World) -> object:
    known = world.catalogue
    publisher = Publisher("Filofesta", request.url_root, world.data_version)
    return to_gtfs(world.crossings, world.quays, (known.first_day, known.last_day), publisher)


FILES: Mapping[str, DataFile] = MappingProxyType(
    {
        "festivals.geojson": DataFile(GEOJSON, "geojson", "festivals", _geojson),
        "editions.geojson": DataFile(GEOJSON, "editions", "festivals", _editions),
        "festivals.jsonld": DataFile(JSONLD, "schema_org", "festivals", _linked),
        "datatourisme.jsonld": DataFile(JSONLD, "datatourisme", "festivals", _french),
        "cpev-ap-it.jsonld": DataFile(JSONLD, "cpev", "festivals", _italian),
        "crossings.gtfs.zip": DataFile(ZIP, "gtfs", "crossings", _timetable),
    }
)


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file as the page lists it."""

    name: str
    address: str
    title: str
    about: str
    lost: tuple[str, ...]
    """Names of the fields that it has no place for."""


@bp.get("/<any(en, it, fr):lang>/data")
def data_page(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read from the path
    """List all forms of the data with what each has no place for."""
    cards = [_card(name, one.form, _file_address(name)) for name, one in FILES.items()]
    calendar = url_for("open_data.calendar", lang=current_language())
    cards.insert(0, _card("festivals.ics", "icalendar", calendar))
    subscription = url_for("open_data.calendar", lang=current_language(), _external=True)
    return render_template(
        "open_data.html",
        cards=cards,
        package=_card(PACKAGE, "package", url_for("open_data.package", name=PACKAGE)),
        catalogue=_card("catalog.jsonld", "dcat", url_for("open_data.catalogue")),
        subscription="webcal:" + subscription.partition(":")[2],
        linked_data=describe_data(_catalogue_document()),
    )


@bp.get("/<any(en, it, fr):lang>/api")
def api_page(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read from the path
    """Explain the API, from its own description."""
    described = describe_api(current_app, request.url_root.rstrip("/"))
    return render_template("api.html", api=described)


@bp.get("/<any(en, it, fr):lang>/festivals.ics")
def calendar(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read from the path
    """Send all feasts as a calendar to subscribe to."""
    address = url_for("open_data.calendar", lang=current_language(), _external=True)
    words = FeedWords(
        language=Language(current_language()),
        name=gettext("Filofesta: trips along local feasts"),
        dates={status: date_status_sentence(status) for status in DateStatus},
        country=country_name,
    )
    text = to_festival_calendar(_world().catalogue, words, address)
    return send_read_data(text.encode(), "text/calendar", "filofesta.ics")


@bp.get("/data/<name>")
def data_file(name: str) -> ResponseReturnValue:
    """Send a file of the network."""
    if name not in FILES:
        abort(404)
    one = FILES[name]
    written = one.write(_world())
    content = written if isinstance(written, bytes) else _json(written)
    return send_read_data(content, one.media_type, name)


@bp.get("/data/catalog.jsonld")
def catalogue() -> ResponseReturnValue:
    """Send the catalogue of all data sets for portals (DCAT-AP)."""
    return send_read_data(_json(_catalogue_document()), JSONLD)


@bp.get("/data/package/<path:name>")
def package(name: str) -> ResponseReturnValue:
    """Send a file of the Frictionless package; only those that it names are there."""
    settings: Settings = current_app.extensions["settings"]
    content = service.package_file(name, settings.data_folder)
    kind = PACKAGE_TYPES.get(name.rpartition(".")[2], "text/plain")
    return send_read_data(content, kind)


def _catalogue_document() -> dict[str, object]:
    """Return the catalogue of all data sets."""
    world = _world()
    known, base = world.catalogue, request.url_root
    points = [one.coordinate for one in known.festivals.values()]
    lons, lats = [p.lon for p in points] or [0.0], [p.lat for p in points] or [0.0]
    box = (min(lons), min(lats), max(lons), max(lats))
    edge = Edge(box, known.first_day, known.last_day, known.read_on)
    sets = [_data_set(key, base) for key in THEMES]
    return to_dcat(base, SET_WORDS["site"].title, sets, edge)


def _data_set(key: str, base: str) -> DataSet:
    """Return one data set with all its files."""
    words = SET_WORDS[key]
    offers = [
        _offer(base + _file_address(name).lstrip("/"), one.media_type, name)
        for name, one in FILES.items()
        if one.kind == key
    ]
    if key == "festivals":
        for code in NAMES:
            address = url_for("open_data.calendar", lang=code, _external=True)
            offers.append(_offer(address, "text/calendar", f"festivals.ics ({code})"))
    if key == "package":
        address = url_for("open_data.package", name=PACKAGE, _external=True)
        offers.append(_offer(address, "application/json", PACKAGE))
    return DataSet(key, words.title, words.about, words.keywords, THEMES[key], tuple(offers))


def _offer(address: str, media_type: str, name: str) -> Offer:
    """Return one form of a data set."""
    file_type = EU_TYPES.get(media_type, "JSON")
    return Offer(address, media_type, file_type, {"en": name})


def _card(name: str, form: str, address: str) -> FileCard:
    """Return a file as the page lists it, in the reader's language."""
    title, about = form_words()[form]
    known, names = festival_losses().get(form, {}), field_names()
    lost = tuple(names[field] for field, keeps in known.items() if keeps is Keeps.LOST)
    return FileCard(name, address, title, about, lost)


def _file_address(name: str) -> str:
    """Return the address of a file of the network."""
    return url_for("open_data.data_file", name=name)


def _json(document: object) -> bytes:
    """Return a document as UTF-8."""
    return dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _world() -> service.World:
    """Return what the site plans on."""
    world: service.World = current_app.extensions["world"]
    return world
