"""``datapackage.json``: the Frictionless description of a data folder.

Columns, types, keys and choices come from ``planner/geodata/schema.py``, the contract by which the
program reads the tables; licences and origins of files stand here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.geodata.basemap import LAYERS
from planner.geodata.schema import TABLES
from planner.geodata.tables import PATTERNS, Column, Kind, Table

Json = dict[str, Any]

CC_BY: Json = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
PUBLIC_DOMAIN: Json = {
    "name": "other-pd",
    "title": "Public domain",
    "path": "https://www.naturalearthdata.com/about/terms-of-use/",
}
OURS: Json = {"title": "Filofesta, from the pages that each row names"}
GEONAMES: Json = {"title": "© GeoNames", "path": "https://www.geonames.org"}
ISTAT: Json = {"title": "© ISTAT, Openpolis", "path": "https://github.com/openpolis/geojson-italy"}
NATURAL_EARTH: Json = {"title": "Natural Earth", "path": "https://www.naturalearthdata.com"}
LAYER_TITLES = {
    "land": "Dry land by island",
    "regions": "The areas",
    "borders": "Borders of countries",
}

TYPES = {
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DAY: "date",
    Kind.CLOCK: "time",
}
FORMATS = {Kind.CLOCK: "%H:%M", Kind.URL: "uri"}
UNPATTERNED = {*TYPES, Kind.TEXT, Kind.URL}


def pattern_of(column: Column) -> str | None:
    """Return the pattern of a text column, its choices written out where it holds several."""
    if column.kind in UNPATTERNED:
        return None
    if column.kind is Kind.WORDS and column.choices:
        word = f"({'|'.join(column.choices)})"
        return f"{word}( {word})*"
    return PATTERNS[column.kind][0]


def constraints(column: Column) -> Json:
    """Return what the cells of a column have to keep to."""
    choices = list(column.choices) if column.choices and column.kind is not Kind.WORDS else None
    stated = {
        "required": column.required or None,
        "pattern": pattern_of(column),
        "enum": choices,
        "minimum": column.least,
        "maximum": column.most,
    }
    return {name: value for name, value in stated.items() if value is not None}


def field(column: Column) -> Json:
    """Return one column as a Frictionless field."""
    stated: Json = {"name": column.name, "type": TYPES.get(column.kind, "string")}
    if column.kind in FORMATS:
        stated["format"] = FORMATS[column.kind]
    stated["description"] = column.about
    if rules := constraints(column):
        stated["constraints"] = rules
    return stated


def foreign_keys(table: Table) -> list[Json]:
    """Return references that one id makes to one table; `filofesta check` follows the others."""
    return [
        {"fields": column.name, "reference": {"resource": column.refers_to[0], "fields": "id"}}
        for column in table.columns
        if column.kind is Kind.SLUG and len(column.refers_to) == 1
    ]


@dataclass(frozen=True, slots=True)
class Package:
    """What is said of a data folder as a whole."""

    name: str
    title: str
    description: str
    places: Json
    """Where `places.csv` comes from."""
    map_sources: Sequence[Json]
    map_licences: Sequence[Json]


QM_FESTA = Package(
    "filofesta",
    "Festivals of the QM FESTA network, and the ways between them",
    "Local festivals of Tuscany, Liguria, Sardinia, Corsica and the Var with their dates, sights "
    "beside them, places, roads and sailings. README.md tells the origin of each file and how sure "
    "the dates are.",
    GEONAMES,
    (ISTAT, NATURAL_EARTH),
    (CC_BY, PUBLIC_DOMAIN),
)


def tabular(table: Table, package: Package) -> Json:
    """Return one table as a resource."""
    schema: Json = {
        "fields": [field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if keys := foreign_keys(table):
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "title": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "licenses": [CC_BY],
        "sources": [package.places if table.name == "places" else OURS],
        "schema": schema,
    }


def layer(name: str, package: Package) -> Json:
    """Return one layer of the base map as a resource."""
    return {
        "name": f"basemap-{name}",
        "path": f"basemap/{name}.geojson",
        "profile": "data-resource",
        "title": LAYER_TITLES[name],
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "licenses": list(package.map_licences),
        "sources": list(package.map_sources),
    }


def datapackage(package: Package = QM_FESTA) -> Json:
    """Return the whole description."""
    tables = (tabular(table, package) for table in TABLES)
    return {
        "profile": "data-package",
        "name": package.name,
        "title": package.title,
        "description": package.description,
        "licenses": [CC_BY],
        "contributors": [{"title": "Filofesta", "role": "author"}],
        "resources": [*tables, *(layer(name, package) for name in LAYERS)],
    }


def as_text(description: Json) -> str:
    """Return the file's text."""
    return json.dumps(description, ensure_ascii=False, indent=1) + "\n"
