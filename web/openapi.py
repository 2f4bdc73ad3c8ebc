"""The API's own description, OpenAPI 3.1, put together from the routes and the models of its words.

Paths and methods come from the routes, arguments from `questions`, answers from `api_documents` and
the answer's types, the request of a trip from its model.  Only the sentences stand here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from re import findall, sub
from types import MappingProxyType
from typing import Any

from flask import Flask
from pydantic import TypeAdapter
from werkzeug.routing import Rule

from planner import service
from planner.export.answer_document import AnswerDocument
from web.api_documents import (
    CollectionDocument,
    CollectionsDocument,
    ConformanceDocument,
    FeatureDocument,
    FeaturesDocument,
    FestivalDocument,
    FestivalsDocument,
    JobDocument,
    LandingDocument,
    PlacesDocument,
    ProblemDocument,
    RetimingDocument,
)
from web.features import COLLECTIONS, GEOJSON, JSON, SCHEMA
from web.questions import (
    FestivalsQuestion,
    ItemsQuestion,
    PlacesQuestion,
    PlainQuestion,
    Question,
    query_schema,
)

Json = dict[str, Any]
PREFIX = "/api/v1"
PROBLEM = "application/problem+json"
REFS = "#/components/schemas/"
ERRORS = {
    400: "The request is not sound; `faults` says why, by field.",
    404: "There is nothing at this address.",
    413: "The body is too large.",
    415: "The body is no JSON.",
    503: "Too many searches at once; `Retry-After` says when to come back.",
}
READ, FIND, SEARCH = (400,), (400, 404), (400, 413, 415, 503)
RECORD_ID = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[a-z0-9-]+$"}
PATH_SCHEMAS: Mapping[str, Json] = MappingProxyType(
    {
        "collection": {"type": "string", "enum": list(COLLECTIONS)},
        "item": RECORD_ID,
        "festival_id": RECORD_ID,
        "job_id": {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[0-9a-z-]+$"},
    }
)


@dataclass(frozen=True, slots=True)
class Operation:
    """What a route does, in words and models."""

    summary: str
    tag: str
    answer: Any
    errors: tuple[int, ...] = READ
    question: type[Question] = PlainQuestion
    media_type: str = JSON
    body: Json | None = None
    """Schema of the JSON that is sent."""
    done: int = 200
    links: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    """Operations that an answer leads to, with where their arguments stand in it."""


TRIP: Json = {"$ref": f"{REFS}TripRequest"}
ORDER: Json = {
    "type": "object",
    "required": ["request", "days"],
    "properties": {
        "request": TRIP,
        "days": {"type": "array", "minItems": 1, "items": {"type": "string"}},
    },
}
ITEM = {"collection": "$request.path.collection", "item": "$response.body#/features/0/id"}
OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "api.openapi": Operation("This description", "About", Json),
        "api.list_festivals": Operation(
            *("Festivals with their editions", "Festivals", FestivalsDocument),
            question=FestivalsQuestion,
            links={
                "festival": (
                    "api.get_festival",
                    {"festival_id": "$response.body#/festivals/0/id"},
                )
            },
        ),
        "api.get_festival": Operation(
            *("One festival with its editions", "Festivals", FestivalDocument, FIND)
        ),
        "api.find_places": Operation(
            *("Places whose name begins so", "Places", PlacesDocument),
            question=PlacesQuestion,
        ),
        "api.make_plan": Operation("Plan a trip", "Trips", AnswerDocument, SEARCH, body=TRIP),
        "api.show_job": Operation("How far a search is", "Trips", JobDocument, (404,)),
        "api.end_job": Operation("End a search early", "Trips", JobDocument, (404,), done=202),
        "api.time_order": Operation(
            *("Times of an order of visits, and what it breaks", "Trips", RetimingDocument),
            (400, 404, 413, 415),
            body=ORDER,
        ),
        "features.landing": Operation("Where everything is", "Features", LandingDocument),
        "features.conformance": Operation(
            "Classes of the standard that are kept to", "Features", ConformanceDocument
        ),
        "features.list_collections": Operation(
            *("Collections", "Features", CollectionsDocument),
            links={
                "items": (
                    "features.list_items",
                    {"collection": "$response.body#/collections/0/id"},
                )
            },
        ),
        "features.get_collection": Operation(
            "One collection", "Features", CollectionDocument, FIND
        ),
        "features.get_queryables": Operation(
            *("What features can be filtered by", "Features", Json, FIND), media_type=SCHEMA
        ),
        "features.list_items": Operation(
            *("Features of a collection", "Features", FeaturesDocument, FIND),
            question=ItemsQuestion,
            media_type=GEOJSON,
            links={"item": ("features.get_item", ITEM)},
        ),
        "features.get_item": Operation(
            "One feature", "Features", FeatureDocument, FIND, media_type=GEOJSON
        ),
    }
)


def describe_api(app: Flask, server: str) -> Json:
    """Return the OpenAPI document of an application.

    Parameters
    ----------
    app
        Its routes below `/api/v1` are described; each needs an entry in `OPERATIONS`.
    server
        Address of the site, without a slash at its end.

    Raises
    ------
    KeyError
        A route has no entry.
    """
    schemas, refs = _answer_schemas()
    paths: dict[str, Json] = {}
    for rule in sorted(list_rules(app), key=lambda rule: rule.rule):
        path = sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for method in sorted((rule.methods or set()) & {"DELETE", "GET", "POST"}):
            told = _operation(rule, OPERATIONS[rule.endpoint], refs)
            paths.setdefault(path, {})[method.lower()] = told
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Filofesta",
            "version": "1",
            "description": "Festivals of the QM FESTA network as data, and trips along them.",
            "license": {"name": "CC BY 4.0 (data)", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": server}],
        "tags": [{"name": name} for name in dict.fromkeys(o.tag for o in OPERATIONS.values())],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def list_rules(app: Flask) -> list[Rule]:
    """Return the routes of the API."""
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(PREFIX)]


@cache
def _answer_schemas() -> tuple[dict[str, Json], dict[str, Json]]:
    """Return all named schemas, and the schema of each operation's answer by endpoint."""
    shaped = {name: one.answer for name, one in OPERATIONS.items()}
    shaped["problem"] = ProblemDocument
    asked = [(name, "serialization", TypeAdapter(shape)) for name, shape in shaped.items()]
    found, rest = TypeAdapter.json_schemas(asked, ref_template=REFS + "{model}")  # type: ignore[arg-type]
    schemas: dict[str, Json] = dict(rest["$defs"])
    trip = _point_to_components(service.trip_request_schema())
    named = {**trip.pop("$defs", {}), "TripRequest": trip}
    named |= query_schema(ItemsQuestion).get("$defs", {})
    for name, schema in named.items():
        if schemas.setdefault(name, schema) != schema:
            raise ValueError(f"two schemas are called {name}")
    return schemas, {name: dict(schema) for (name, _mode), schema in found.items()}


def _operation(rule: Rule, one: Operation, refs: Mapping[str, Json]) -> Json:
    """Return one route."""
    good: Json = {
        "description": "Done.",
        "content": {one.media_type: {"schema": refs[rule.endpoint]}},
    }
    if one.links:
        good["links"] = {
            name: {"operationId": operation_id(target), "parameters": dict(values)}
            for name, (target, values) in one.links.items()
        }
    answers: Json = {str(one.done): good}
    for status in one.errors:
        content = {PROBLEM: {"schema": refs["problem"]}}
        answers[str(status)] = {"description": ERRORS[status], "content": content}
    told: Json = {
        "operationId": operation_id(rule.endpoint),
        "summary": one.summary,
        "tags": [one.tag],
        "parameters": [*_path_arguments(rule), *_query_arguments(one.question)],
        "responses": answers,
    }
    if one.body is not None:
        told["requestBody"] = {"required": True, "content": {JSON: {"schema": one.body}}}
    return told


def operation_id(endpoint: str) -> str:
    """Return the name by which a program calls a route."""
    return endpoint.rpartition(".")[2]


def _path_arguments(rule: Rule) -> Iterable[Json]:
    """Yield the parts of a path that vary."""
    for name in findall(r"<(?:\w+:)?(\w+)>", rule.rule):
        yield {"name": name, "in": "path", "required": True, "schema": PATH_SCHEMAS[name]}


def _query_arguments(question: type[Question]) -> Iterable[Json]:
    """Yield the arguments of an address."""
    for name, stated in query_schema(question).get("properties", {}).items():
        branches = [one for one in stated.get("anyOf", [stated]) if one.get("type") != "null"]
        skipped = {"title", "description", "anyOf"} | ({"default"} if "anyOf" in stated else set())
        outer = {key: value for key, value in stated.items() if key not in skipped}
        schema = {key: value for key, value in branches[0].items() if key not in skipped} | outer
        told: Json = {"name": name, "in": "query", "required": False, "schema": schema}
        told["description"] = stated.get("description", "")
        if schema.get("type") == "array":
            told |= {"style": "form", "explode": False}
        yield told


def _point_to_components(schema: Any) -> Any:
    """Return a schema with its references turned to the components of the document."""
    if isinstance(schema, list):
        return [_point_to_components(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: value.replace("#/$defs/", REFS) if key == "$ref" else _point_to_components(value)
        for key, value in schema.items()
        if key != "$schema"
    }
