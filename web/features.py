"""OGC API Features (part 1, core and GeoJSON; part 3, queryables) over the catalogue.

Under `/api/v1/`: desktop maps such as QGIS take that address.  Everything is read from the world
anew; with some two hundred features no index is needed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, cast

from flask import Blueprint, abort, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from planner.export.festival_geojson import edition_feature, festival_feature, sight_feature
from planner.export.geojson import GeoObject
from planner.export.schema_org import LICENCE
from planner.model.catalogue import Catalogue
from planner.model.place import Area, Coordinate
from web.api_documents import (
    CollectionDocument,
    CollectionsDocument,
    ConformanceDocument,
    FeatureDocument,
    FeaturesDocument,
    LandingDocument,
    LinkDocument,
)
from web.languages import preferred_language
from web.questions import ItemsQuestion, PlainQuestion, read_question
from web.read_data import open_to_all

JSON, GEOJSON, SCHEMA = "application/json", "application/geo+json", "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PART_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
PART_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/"
CONFORMS_TO = [f"{PART_1}core", f"{PART_1}geojson", f"{PART_3}queryables"]
KEPT = "public, max-age=300"
bp = Blueprint("features", __name__, url_prefix="/api/v1")
bp.after_request(open_to_all)


@dataclass(frozen=True, slots=True)
class Item:
    """A feature with what it can be found by; without days it is there all the time."""

    feature: GeoObject
    where: Coordinate
    area: Area
    country: str
    days: tuple[date, ...] | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """Features of one kind."""

    title: str
    description: str
    dated: bool
    items: Callable[[Catalogue], Iterable[Item]]


def _festivals(catalogue: Catalogue) -> Iterable[Item]:
    for one in catalogue.festivals.values():
        own = catalogue.list_editions_of(one.id)
        days = tuple(day for edition in own for day in edition.days)
        feature = festival_feature(one, catalogue)
        yield Item(feature, one.coordinate, one.area, one.country, days)


def _editions(catalogue: Catalogue) -> Iterable[Item]:
    for edition in catalogue.editions:
        one = catalogue.get_festival(edition.festival_id)
        feature = edition_feature(edition, one, catalogue)
        yield Item(feature, one.coordinate, one.area, one.country, edition.days)


def _sights(catalogue: Catalogue) -> Iterable[Item]:
    for one in catalogue.attractions.values():
        yield Item(sight_feature(one, catalogue), one.coordinate, one.area, one.country)


COLLECTIONS: Mapping[str, Collection] = MappingProxyType(
    {
        "festivals": Collection(
            "Festivals", "Festivals with all their known editions.", True, _festivals
        ),
        "editions": Collection(
            "Editions", "Dated runs of the festivals, and how sure their days are.", True, _editions
        ),
        "sights": Collection("Sights", "Sights near the festivals.", False, _sights),
    }
)


@bp.get("/")
def landing() -> ResponseReturnValue:
    """Say where everything is."""
    read_question(PlainQuestion, request.args)
    docs = url_for("open_data.api_page", lang=preferred_language(), _external=True)
    document: LandingDocument = {
        "title": "Filofesta",
        "description": "Festivals of the QM FESTA network, their editions, and sights near them.",
        "links": [
            _link("self", "features.landing", JSON),
            _link("service-desc", "api.openapi", OPENAPI),
            {"href": docs, "rel": "service-doc", "type": "text/html"},
            _link("conformance", "features.conformance", JSON),
            _link("data", "features.list_collections", JSON),
            {"href": LICENCE, "rel": "license", "title": "CC BY 4.0"},
        ],
    }
    return _send(document)


@bp.get("/conformance")
def conformance() -> ResponseReturnValue:
    """List the classes of the standard that are kept to."""
    read_question(PlainQuestion, request.args)
    document: ConformanceDocument = {"conformsTo": CONFORMS_TO}
    return _send(document)


@bp.get("/collections")
def list_collections() -> ResponseReturnValue:
    """List the collections."""
    read_question(PlainQuestion, request.args)
    document: CollectionsDocument = {
        "collections": [_describe(name, one) for name, one in COLLECTIONS.items()],
        "links": [_link("self", "features.list_collections", JSON)],
    }
    return _send(document)


@bp.get("/collections/<collection>")
def get_collection(collection: str) -> ResponseReturnValue:
    """Describe a collection."""
    read_question(PlainQuestion, request.args)
    return _send(_describe(collection, _find(collection)))


@bp.get("/collections/<collection>/queryables")
def get_queryables(collection: str) -> ResponseReturnValue:
    """Name the properties by which features can be filtered, as JSON Schema."""
    read_question(PlainQuestion, request.args)
    one = _find(collection)
    answer = jsonify(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": url_for("features.get_queryables", collection=collection, _external=True),
            "type": "object",
            "title": one.title,
            "properties": {
                "geometry": {"format": "geometry-point"},
                "area": {
                    "type": "string",
                    "enum": sorted({item.area.value for item in one.items(_catalogue())}),
                },
                "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
            },
            "additionalProperties": False,
        }
    )
    answer.mimetype = SCHEMA
    answer.headers["Cache-Control"] = KEPT
    return answer


@bp.get("/collections/<collection>/items")
def list_items(collection: str) -> ResponseReturnValue:
    """List the features that lie in a box, an interval, an area, page by page."""
    asked = read_question(ItemsQuestion, request.args)
    found = [one for one in _find(collection).items(_catalogue()) if _fits(one, asked)]
    shown = found[asked.offset : asked.offset + asked.limit]
    links = [{**_items_link("self", collection, asked.offset)}]
    if asked.offset + len(shown) < len(found) and shown:
        links.append({**_items_link("next", collection, asked.offset + asked.limit)})
    if asked.offset:
        before = max(0, asked.offset - asked.limit)
        links.append({**_items_link("prev", collection, before)})
    document: FeaturesDocument = {
        "type": "FeatureCollection",
        "features": [cast(FeatureDocument, one.feature) for one in shown],
        "links": [cast(LinkDocument, link) for link in links],
        "numberMatched": len(found),
        "numberReturned": len(shown),
    }
    return _send(document, GEOJSON)


@bp.get("/collections/<collection>/items/<item>")
def get_item(collection: str, item: str) -> ResponseReturnValue:
    """Return one feature."""
    read_question(PlainQuestion, request.args)
    for one in _find(collection).items(_catalogue()):
        if one.feature["id"] == item:
            here = {"collection": collection, "item": item}
            links = [_link("self", "features.get_item", GEOJSON, **here)]
            links.append(
                _link("collection", "features.get_collection", JSON, collection=collection)
            )
            return _send({**one.feature, "links": links}, GEOJSON)
    abort(404)


def _fits(item: Item, asked: ItemsQuestion) -> bool:
    """Answer whether a feature is asked for."""
    if asked.area is not None and item.area.value != asked.area:
        return False
    if asked.country is not None and item.country != asked.country:
        return False
    if asked.bbox is not None and not _is_inside(item.where, asked.bbox):
        return False
    if asked.span is None or item.days is None:
        return True
    first, last = asked.span
    return any(first <= day <= last for day in item.days)


def _is_inside(where: Coordinate, box: tuple[float, float, float, float]) -> bool:
    """Answer whether a point lies in a box, which may cross the antimeridian."""
    west, south, east, north = box
    if not south <= where.lat <= north:
        return False
    if west <= east:
        return west <= where.lon <= east
    return where.lon >= west or where.lon <= east


def _describe(name: str, one: Collection) -> CollectionDocument:
    """Return a collection without its features."""
    catalogue = _catalogue()
    points = [item.where for item in one.items(catalogue)] or [Coordinate(0, 0)]
    lons, lats = [p.lon for p in points], [p.lat for p in points]
    found: CollectionDocument = {
        "id": name,
        "title": one.title,
        "description": one.description,
        "itemType": "feature",
        "extent": {
            "spatial": {"bbox": [[min(lons), min(lats), max(lons), max(lats)]], "crs": CRS84}
        },
        "crs": [CRS84],
        "links": [
            _link("self", "features.get_collection", JSON, collection=name),
            _link("items", "features.list_items", GEOJSON, collection=name),
            _link(
                "http://www.opengis.net/def/rel/ogc/1.0/queryables",
                *("features.get_queryables", SCHEMA),
                collection=name,
            ),
            {"href": LICENCE, "rel": "license", "title": "CC BY 4.0"},
        ],
    }
    if one.dated:
        ends = catalogue.first_day, catalogue.last_day + timedelta(days=1)
        moments: list[str | None] = [f"{end.isoformat()}T00:00:00Z" for end in ends]
        found["extent"]["temporal"] = {"interval": [moments]}
    return found


def _find(collection: str) -> Collection:
    """Return a collection; 404 where there is none of that name."""
    if collection not in COLLECTIONS:
        abort(404)
    return COLLECTIONS[collection]


def _link(rel: str, endpoint: str, kind: str, **values: Any) -> LinkDocument:
    """Return a link to one of our own resources."""
    return {"href": url_for(endpoint, _external=True, **values), "rel": rel, "type": kind}


def _items_link(rel: str, collection: str, offset: int) -> LinkDocument:
    """Return a link to this question's features from another one on."""
    asked = {**request.args.to_dict(), "collection": collection}
    if offset:
        asked["offset"] = str(offset)
    else:
        asked.pop("offset", None)
    return _link(rel, "features.list_items", GEOJSON, **asked)


def _send(document: object, kind: str = JSON) -> ResponseReturnValue:
    """Return a document that may be kept for a while."""
    answer = jsonify(document)
    answer.mimetype = kind
    answer.headers["Cache-Control"] = KEPT
    return answer


def _catalogue() -> Catalogue:
    """Return what the site knows."""
    catalogue: Catalogue = current_app.extensions["world"].catalogue
    return catalogue
