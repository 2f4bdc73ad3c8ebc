"""The catalogue of our data sets for portals that harvest: DCAT-AP 3 as JSON-LD."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.export.safe_text import printable
from planner.export.schema_org import LICENCE, Json

EU = "http://publications.europa.eu/resource/authority/"
IANA = "http://www.iana.org/assignments/media-types/"
CONTEXT: Json = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "locn": "http://www.w3.org/ns/locn#",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "dct:issued": {"@type": "xsd:date"},
    "dct:modified": {"@type": "xsd:date"},
    "dcat:startDate": {"@type": "xsd:date"},
    "dcat:endDate": {"@type": "xsd:date"},
    "dcat:bbox": {"@type": "gsp:wktLiteral"},
}
LANGUAGES = {"en": "ENG", "it": "ITA", "fr": "FRA"}
Texts = Mapping[str, str]
"""A text by the code of its language."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One file or service in which a data set can be had."""

    address: str
    media_type: str
    file_type: str
    """Token of the EU's list of file types, such as GEOJSON; empty where it has none."""
    title: Texts
    conforms_to: str = ""


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data set with all its forms."""

    key: str
    title: Texts
    description: Texts
    keywords: Texts
    theme: str
    """Token of the EU's list of data themes, such as EDUC or TRAN."""
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """What holds for all sets: where, when, and since when they are known so."""

    bbox: tuple[float, float, float, float]
    """West, south, east, north [degrees]."""
    first: date
    last: date
    modified: date


def to_dcat(base: str, title: Texts, sets: Sequence[DataSet], edge: Edge) -> Json:
    """Return the catalogue document.

    Parameters
    ----------
    base
        Address of the site, ending in a slash; it publishes the catalogue and all sets.
    title
        Of the catalogue.
    sets, edge
        What is in it.
    """
    publisher = {"@id": f"{base}#publisher", "@type": "foaf:Agent", "foaf:name": "Filofesta"}
    shared: Json = {
        "dct:publisher": {"@id": f"{base}#publisher"},
        "dct:license": {"@id": LICENCE},
        "dct:modified": edge.modified.isoformat(),
        "dct:language": [{"@id": f"{EU}language/{code}"} for code in LANGUAGES.values()],
    }
    catalogue: Json = {
        "@id": f"{base}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _texts(title),
        "dct:description": _texts(title),
        "foaf:homepage": {"@id": base, "@type": "foaf:Document"},
        "dcat:dataset": [_set(base, one, edge, shared) for one in sets],
        **shared,
    }
    return {"@context": CONTEXT, "@graph": [catalogue, publisher]}


def _set(base: str, one: DataSet, edge: Edge, shared: Json) -> Json:
    """Return one data set."""
    west, south, east, north = edge.bbox
    ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    return {
        "@id": f"{base}#{one.key}",
        "@type": "dcat:Dataset",
        "dct:identifier": one.key,
        "dct:title": _texts(one.title),
        "dct:description": _texts(one.description),
        "dcat:keyword": _texts(one.keywords),
        "dcat:theme": {"@id": f"{EU}data-theme/{one.theme}"},
        "dct:accessRights": {"@id": f"{EU}access-right/PUBLIC"},
        "dct:accrualPeriodicity": {"@id": f"{EU}frequency/IRREG"},
        "dct:spatial": {"@type": "dct:Location", "dcat:bbox": f"POLYGON(({ring}))"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": edge.first.isoformat(),
            "dcat:endDate": edge.last.isoformat(),
        },
        "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:fn": "Filofesta"},
        "dcat:distribution": [_offer(offer, shared) for offer in one.offers],
        **shared,
    }


def _offer(offer: Offer, shared: Json) -> Json:
    """Return one form of a data set."""
    found: Json = {
        "@id": offer.address,
        "@type": "dcat:Distribution",
        "dct:title": _texts(offer.title),
        "dcat:accessURL": {"@id": offer.address},
        "dcat:downloadURL": {"@id": offer.address},
        "dcat:mediaType": {"@id": f"{IANA}{offer.media_type}"},
        "dct:license": shared["dct:license"],
        "dct:modified": shared["dct:modified"],
    }
    if offer.file_type:
        found["dct:format"] = {"@id": f"{EU}file-type/{offer.file_type}"}
    if offer.conforms_to:
        found["dct:conformsTo"] = {"@id": offer.conforms_to}
    return found


def _texts(texts: Texts) -> list[Json]:
    """Return a text in its languages."""
    return [{"@value": printable(text), "@language": code} for code, text in texts.items()]
