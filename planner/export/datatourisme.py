"""Editions in the shape of DATAtourisme, the French tourism data hub, as JSON-LD.

Words of its ontology's core; the class is `EntertainmentAndEvent`, root `PointOfInterest`.  Shaped
like it, not checked by it: the hub gives its own identifiers and has fields that we do not know.
"""

from planner.export.safe_text import printable
from planner.export.schema_org import Json, Site, organisers, runs
from planner.model.catalogue import Catalogue
from planner.model.festival import Edition, Festival, Language

CORE = "https://www.datatourisme.fr/ontology/core#"
DIGITS = 6
BY_LANGUAGE = {"@container": "@language"}
CONTEXT: Json = {
    "@vocab": CORE,
    "schema": "http://schema.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs:label": BY_LANGUAGE,
    "shortDescription": BY_LANGUAGE,
    "startDate": {"@type": "xsd:date"},
    "endDate": {"@type": "xsd:date"},
    "lastUpdate": {"@type": "xsd:date"},
    "schema:latitude": {"@type": "xsd:decimal"},
    "schema:longitude": {"@type": "xsd:decimal"},
    "foaf:homepage": {"@type": "xsd:anyURI"},
}
TYPES = ["EntertainmentAndEvent", "PointOfInterest", "schema:Event", "schema:Festival"]


def to_datatourisme(catalogue: Catalogue, site: Site) -> Json:
    """Return the editions that take place as one document; cancelled ones have no word there."""
    events = [
        _event(edition, catalogue.get_festival(edition.festival_id), catalogue, site)
        for edition in catalogue.editions
        if not edition.cancelled
    ]
    return {"@context": CONTEXT, "@graph": events}


def _event(edition: Edition, festival: Festival, catalogue: Catalogue, site: Site) -> Json:
    """Return one edition."""
    texts = {one.value: festival.description.in_language(one) for one in Language}
    told = {code: [printable(text)] for code, text in texts.items() if text}
    contact: Json = {"@type": ["Agent"]}
    names = organisers(festival)
    if names:
        contact["schema:legalName"] = ", ".join(names)
    if festival.website:
        contact["foaf:homepage"] = printable(festival.website)
    if festival.email:
        contact["schema:email"] = printable(festival.email)
    return {
        "@id": site.iri("edition", edition.id),
        "@type": TYPES,
        "dc:identifier": edition.id,
        "rdfs:label": {festival.name_language: [printable(festival.name)]},
        "hasDescription": [{"@type": ["Description"], "shortDescription": told}],
        "takesPlaceAt": [
            {"@type": ["Period"], "startDate": first.isoformat(), "endDate": last.isoformat()}
            for first, last in runs(edition.days)
        ],
        "isLocatedAt": [_place(festival)],
        "hasContact": [contact],
        "lastUpdate": catalogue.read_on.isoformat(),
    }


def _place(festival: Festival) -> Json:
    """Return where a festival is; the numbers are texts, as the hub writes them."""
    where = festival.coordinate
    return {
        "@type": ["Place", "schema:Place"],
        "schema:geo": {
            "@type": ["schema:GeoCoordinates"],
            "schema:latitude": str(round(where.lat, DIGITS)),
            "schema:longitude": str(round(where.lon, DIGITS)),
        },
        "schema:address": [
            {
                "@type": ["schema:PostalAddress", "PostalAddress"],
                "schema:addressLocality": printable(festival.municipality),
                "schema:addressCountry": festival.country,
            }
        ],
    }
