"""JSON over HTTP: feasts, places, plans, and whether the site is alive."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from planner import service
from planner.errors import RequestError
from planner.export.answer import to_document
from planner.model.catalogue import Catalogue
from planner.model.festival import Edition, Festival
from planner.model.place import Place
from web.desk import SolveDesk
from web.wording import area_name, country_name

MOST_PLACES = 12
bp = Blueprint("api", __name__)


@bp.get("/healthz")
def is_alive() -> ResponseReturnValue:
    """Answer that the process is alive; depends on nothing."""
    return jsonify(status="ok")


@bp.get("/api/v1/festivals")
def list_festivals() -> ResponseReturnValue:
    """List the feasts with their editions; `from` and `to` (ISO days) cut the editions."""
    catalogue: Catalogue = current_app.extensions["world"].catalogue
    first = _read_day("from", catalogue.first_day)
    last = _read_day("to", catalogue.last_day)
    editions = catalogue.list_editions(first, last)
    named = [
        _to_json(festival, [one for one in editions if one.festival_id == festival.id])
        for festival in catalogue.festivals.values()
    ]
    return jsonify(
        data_version=current_app.extensions["world"].data_version,
        festivals=named,
        sources={
            one.id: {"url": one.url, "accessed": str(one.accessed)}
            for one in catalogue.sources.values()
        },
    )


@bp.get("/api/v1/places")
def find_places() -> ResponseReturnValue:
    """List places whose name begins with `q`, the most populous first."""
    text = request.args.get("q", "")
    world: service.World = current_app.extensions["world"]
    found = world.gazetteer.search(text, MOST_PLACES) if text.strip() else ()
    answer = jsonify(places=[_place_to_json(place) for place in found])
    answer.headers["Cache-Control"] = "public, max-age=3600"
    answer.vary.add("Accept-Language")
    return answer


@bp.post("/api/v1/plans")
def make_plan() -> ResponseReturnValue:
    """Plan a trip: the contract's request comes in, its answer goes out."""
    if not request.is_json:
        abort(415)
    document = _read_body()
    if not isinstance(document, dict):
        raise RequestError({"request": "a JSON object is needed"})
    desk: SolveDesk = current_app.extensions["desk"]
    trip = desk.plan(service.read_trip_request(current_app.extensions["world"], document))
    return jsonify(to_document(trip))


def _read_body() -> Any:
    """Return the JSON of the body.

    Raises
    ------
    RequestError
        It is no JSON.
    """
    try:
        return request.get_json()
    except BadRequest as error:
        raise RequestError({"request": "this is not JSON"}) from error


def _read_day(name: str, default: date) -> date:
    """Return the day in an argument.

    Raises
    ------
    RequestError
        It is no ISO day.
    """
    text = request.args.get(name)
    try:
        return date.fromisoformat(text) if text else default
    except ValueError as error:
        raise RequestError({name: f"not an ISO day: {text!r}"}) from error


def _to_json(festival: Festival, editions: list[Edition]) -> dict[str, object]:
    """Return a feast as JSON; coordinates are lon, lat in degrees."""
    told = festival.description
    return {
        "id": festival.id,
        "name": festival.name,
        "role": festival.role.value,
        "municipality": festival.municipality,
        "area": festival.area.value,
        "country": festival.country,
        "coordinates": [festival.coordinate.lon, festival.coordinate.lat],
        "coord_precision_m": festival.coord_precision_m,
        "interests": [interest.value for interest in festival.interests],
        "description": {"it": told.it, "fr": told.fr, "en": told.en},
        "confidence": festival.confidence.value,
        "sources": list(festival.sources),
        "editions": [
            {
                "id": edition.id,
                "days": [day.isoformat() for day in edition.days],
                "date_status": edition.date_status.value,
                "basis": edition.basis,
                "sources": list(edition.sources),
            }
            for edition in editions
        ],
    }


def _place_to_json(place: Place) -> dict[str, object]:
    """Return a place as JSON."""
    return {
        "id": place.id,
        "name": place.name,
        "area": place.area.value if place.area else None,
        "where": area_name(place.area) if place.area else country_name(place.country),
        "country": place.country,
        "coordinates": [place.coordinate.lon, place.coordinate.lat],
    }
