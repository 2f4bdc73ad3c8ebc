"""Editions in the shape of CPEV-AP_IT, Italy's profile for public events (OntoPiA), as JSON-LD.

Words of CPEV and of its neighbours TI (time), CLV (places), POI, COV (organisations), SM (web) and
l0.  Shaped like it: types of events come from a controlled vocabulary that has none for feasts.
"""

from planner.export.safe_text import printable
from planner.export.schema_org import Json, Site, in_languages, organisers
from planner.model.catalogue import Catalogue
from planner.model.festival import Edition, Festival

ONTO = "https://w3id.org/italia/onto/"
DIGITS = 6
CONTEXT: Json = {
    **{name: f"{ONTO}{name.upper()}/" for name in ("cpev", "ti", "clv", "poi", "cov", "sm")},
    "l0": f"{ONTO}l0/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct": "http://purl.org/dc/terms/",
    "ti:startTime": {"@type": "xsd:date"},
    "ti:endTime": {"@type": "xsd:date"},
    "clv:lat": {"@type": "xsd:decimal"},
    "clv:long": {"@type": "xsd:decimal"},
    "sm:URL": {"@type": "xsd:anyURI"},
}


def to_cpev(catalogue: Catalogue, site: Site) -> Json:
    """Return series and editions that take place as one document."""
    graph: list[Json] = []
    for festival in catalogue.festivals.values():
        graph.append(_series(festival, site))
        own = (e for e in catalogue.editions if e.festival_id == festival.id)
        graph += [_event(edition, festival, site) for edition in own if not edition.cancelled]
    return {"@context": CONTEXT, "@graph": graph}


def _series(festival: Festival, site: Site) -> Json:
    """Return a festival as the event above its editions."""
    return _told(festival) | {
        "@id": site.iri("festival", festival.id),
        "@type": "cpev:PublicEvent",
        "l0:identifier": festival.id,
        "cpev:takesPlaceIn": _place(festival, site),
    }


def _event(edition: Edition, festival: Festival, site: Site) -> Json:
    """Return an edition."""
    return _told(festival) | {
        "@id": site.iri("edition", edition.id),
        "@type": "cpev:PublicEvent",
        "l0:identifier": edition.id,
        "ti:atTime": {
            "@type": "ti:TimeInterval",
            "ti:startTime": edition.days[0].isoformat(),
            "ti:endTime": edition.days[-1].isoformat(),
        },
        "cpev:takesPlaceIn": _place(festival, site),
        "cpev:subEventOf": {"@id": site.iri("festival", festival.id)},
    }


def _told(festival: Festival) -> Json:
    """Return what a festival and its editions say alike."""
    name = {"@value": printable(festival.name), "@language": festival.name_language}
    found: Json = {
        "cpev:eventTitle": name,
        "l0:description": in_languages(festival.description),
        "cpev:eventContentKeyword": [one.value for one in festival.interests],
    }
    names = organisers(festival)
    if names:
        found["cov:isOrganizedBy"] = [
            {"@type": "cov:Organization", "cov:legalName": name} for name in names
        ]
    if festival.website:
        site = {"@type": "sm:WebSite", "sm:URL": printable(festival.website)}
        found["sm:hasOnlineContactPoint"] = {
            "@type": "sm:OnlineContactPoint",
            "sm:hasWebSite": site,
        }
    return found


def _place(festival: Festival, site: Site) -> Json:
    """Return where a festival is."""
    where, iri = festival.coordinate, site.iri("festival", festival.id)
    near = ", ".join(dict.fromkeys(p for p in (festival.locality, festival.municipality) if p))
    return {
        "@id": f"{iri}#place",
        "@type": "poi:PointOfInterest",
        "poi:POIofficialName": printable(festival.locality or festival.municipality),
        "clv:hasAddress": {
            "@id": f"{iri}#address",
            "@type": "clv:Address",
            "clv:fullAddress": printable(near),
        },
        "clv:hasGeometry": {
            "@id": f"{iri}#geometry",
            "@type": "clv:Geometry",
            "clv:lat": str(round(where.lat, DIGITS)),
            "clv:long": str(round(where.lon, DIGITS)),
        },
    }
