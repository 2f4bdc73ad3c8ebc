"""JSON over HTTP: feasts, places, plans, and whether the site is alive."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from planner import service
from planner.errors import RequestError
from planner.export.answer import to_document
from planner.model.catalogue import Catalogue
from planner.model.festival import Edition, Festival
from planner.model.itinerary import Itinerary
from planner.model.place import Place
from web.api_documents import FestivalDocument, FestivalsDocument, LinkDocument, PlaceRecord
from web.desk import Job, SolveDesk
from web.openapi import describe_api
from web.plan_url import read_order
from web.questions import FestivalsQuestion, PlacesQuestion, PlainQuestion, read_question
from web.read_data import open_to_all
from web.tasks import Task, TaskKind
from web.wording import area_name, country_name

ACCEPTED = 202
KEPT = "public, max-age=300"
PLACES_KEPT = "public, max-age=3600"
bp = Blueprint("api", __name__)


@bp.get("/healthz")
def is_alive() -> ResponseReturnValue:
    """Answer that the process is alive; depends on nothing."""
    return jsonify(status="ok")


@bp.after_request
def open_reading(answer: Response) -> Response:
    """Let any site read data; plans are searched for our own pages and for programs."""
    return open_to_all(answer) if request.method in {"GET", "HEAD"} else answer


@bp.get("/api/v1/openapi.json")
def openapi() -> ResponseReturnValue:
    """Describe the API (OpenAPI 3.1)."""
    read_question(PlainQuestion, request.args)
    server = request.url_root.rstrip("/")
    return _keep(jsonify(describe_api(current_app, server)), KEPT)


@bp.get("/api/v1/festivals")
def list_festivals() -> ResponseReturnValue:
    """List the feasts with their editions; `from` and `to` (ISO days) cut the editions."""
    asked = read_question(FestivalsQuestion, request.args)
    catalogue: Catalogue = current_app.extensions["world"].catalogue
    span = asked.first or catalogue.first_day, asked.last or catalogue.last_day
    editions = catalogue.list_editions(*span)
    shown = list(catalogue.festivals.values())[asked.offset : asked.offset + asked.limit]
    named = [
        _to_json(festival, [one for one in editions if one.festival_id == festival.id])
        for festival in shown
    ]
    links: list[LinkDocument] = [{"href": _page(asked, asked.offset), "rel": "self"}]
    if shown and asked.offset + len(shown) < len(catalogue.festivals):
        links.append({"href": _page(asked, asked.offset + asked.limit), "rel": "next"})
    document: FestivalsDocument = {
        "data_version": current_app.extensions["world"].data_version,
        "matched": len(catalogue.festivals),
        "links": links,
        "festivals": named,
        "sources": {
            one.id: {"url": one.url, "accessed": str(one.accessed)}
            for one in catalogue.sources.values()
        },
    }
    return _keep(jsonify(document), KEPT)


@bp.get("/api/v1/festivals/<festival_id>")
def get_festival(festival_id: str) -> ResponseReturnValue:
    """Return one feast with all its editions that take place."""
    read_question(PlainQuestion, request.args)
    catalogue: Catalogue = current_app.extensions["world"].catalogue
    festival = catalogue.get_festival(festival_id)
    editions = list(catalogue.list_editions_of(festival_id))
    return _keep(jsonify(_to_json(festival, editions)), KEPT)


@bp.get("/api/v1/places")
def find_places() -> ResponseReturnValue:
    """List places whose name begins with `q`, the most populous first."""
    asked = read_question(PlacesQuestion, request.args)
    world: service.World = current_app.extensions["world"]
    found = world.gazetteer.search(asked.q, asked.limit) if asked.q.strip() else ()
    answer = jsonify(places=[_place_to_json(place) for place in found])
    answer.vary.add("Accept-Language")
    return _keep(answer, PLACES_KEPT)


@bp.post("/api/v1/plans")
def make_plan() -> ResponseReturnValue:
    """Plan a trip: the contract's request comes in, its answer goes out."""
    if not request.is_json:
        abort(415)
    document = _read_body()
    if not isinstance(document, dict):
        raise RequestError({"request": "a JSON object is needed"})
    desk: SolveDesk = current_app.extensions["desk"]
    asked = service.read_trip_request(current_app.extensions["world"], document)
    if "respond-async" not in request.headers.get("Prefer", ""):
        return jsonify(to_document(desk.plan(asked)))
    job = desk.submit(Task(TaskKind.PLAN, asked))
    if isinstance(job.answer, Itinerary) and job.ended.is_set():
        return jsonify(to_document(job.answer))
    answer = jsonify(job_document(desk, job))
    answer.status_code = ACCEPTED
    answer.headers["Location"] = url_for("api.show_job", job_id=job.id)
    answer.headers["Preference-Applied"] = "respond-async"
    return answer


@bp.get("/api/v1/jobs/<job_id>")
def show_job(job_id: str) -> ResponseReturnValue:
    """Say how far a search is: state, best worth and bound over time, the answer at its end."""
    desk, job = _find_job(job_id)
    answer = jsonify(job_document(desk, job))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.delete("/api/v1/jobs/<job_id>")
def end_job(job_id: str) -> ResponseReturnValue:
    """End a search early; soon its answer is the best found so far."""
    desk, job = _find_job(job_id)
    desk.end(job)
    answer = jsonify(job_document(desk, job))
    answer.status_code = ACCEPTED
    return answer


def _find_job(job_id: str) -> tuple[SolveDesk, Job]:
    """Return a search by its number, or answer 404."""
    desk: SolveDesk = current_app.extensions["desk"]
    job = desk.find(job_id)
    if job is None:
        abort(404)
    return desk, job


def job_document(desk: SolveDesk, job: Job) -> dict[str, Any]:
    """Return a search as JSON."""
    last = job.course[-1] if job.course else None
    trip = job.answer if isinstance(job.answer, Itinerary) and job.ended.is_set() else None
    return {
        "id": job.id,
        "state": job.state.value,
        "before": desk.place(job),
        "seconds": round(job.seconds, 2),
        "best": last.best if last else None,
        "bound": last.bound if last else None,
        "gap": round(last.gap, 6) if last else None,
        "course": [
            {"seconds": point.seconds, "best": point.best, "bound": point.bound}
            for point in list(job.course)
        ],
        "answer": to_document(trip) if trip is not None else None,
    }


@bp.post("/api/v1/retimings")
def time_order() -> ResponseReturnValue:
    """Give times to an order of visits and say what it breaks; nothing changes its place."""
    if not request.is_json:
        abort(415)
    document = _read_body()
    if not isinstance(document, dict) or not isinstance(document.get("request"), dict):
        raise RequestError({"request": "a JSON object with `request` and `days` is needed"})
    world = current_app.extensions["world"]
    asked = service.read_trip_request(world, document["request"])
    lines = document.get("days")
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise RequestError({"days": "a list of lines is needed, such as 2027-10-08:visit,visit"})
    known = (*world.catalogue.festivals, *world.catalogue.attractions)
    found = read_order(MultiDict([("day", line) for line in lines]), known)
    if found.order is None or found.lost:
        raise RequestError({"days": f"not understood: {', '.join(found.lost) or 'no day'}"})
    retiming = service.retime_trip(world, asked, found.order)
    return jsonify(retiming_document(retiming))


def retiming_document(found: service.Retiming) -> dict[str, Any]:
    """Return an order with its times as JSON; it claims no proof."""
    trip = to_document(found.trip)
    return {
        "days": trip["days"],
        "totals": trip["totals"],
        "worth": found.trip.proof.objective,
        "breaks": [
            {
                "kind": one.kind,
                "date": one.day.isoformat(),
                "at": one.spot.id if one.spot else None,
                "over_s": one.over_s,
                "sailing": one.sailing or None,
            }
            for one in found.breaks
        ],
    }


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


def _keep(answer: Response, how_long: str) -> Response:
    """Let an answer be kept."""
    answer.headers["Cache-Control"] = how_long
    return answer


def _page(asked: FestivalsQuestion, offset: int) -> str:
    """Return the address of another page of the same question."""
    told = asked.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    told.pop("offset", None)
    values = {**told, "offset": offset} if offset else told
    return url_for("api.list_festivals", _external=True, **values)


def _to_json(festival: Festival, editions: list[Edition]) -> FestivalDocument:
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


def _place_to_json(place: Place) -> PlaceRecord:
    """Return a place as JSON."""
    return {
        "id": place.id,
        "name": place.name,
        "area": place.area.value if place.area else None,
        "where": area_name(place.area) if place.area else country_name(place.country),
        "country": place.country,
        "coordinates": [place.coordinate.lon, place.coordinate.lat],
    }
