"""Festivals, their editions and sights as GeoJSON features (RFC 7946) for data, not for drawing."""

from planner.export.geojson import GeoObject, build_point, collect
from planner.export.schema_org import LICENCE, each_source, organisers
from planner.model.catalogue import Catalogue
from planner.model.festival import Attraction, Edition, Festival, Language

Texts = dict[str, str]


def festival_feature(festival: Festival, catalogue: Catalogue) -> GeoObject:
    """Return a festival with its editions as a point; `editions` lists them, earliest first."""
    own = [one for one in catalogue.editions if one.festival_id == festival.id]
    feature = build_point(
        festival.coordinate,
        **_facts(festival),
        other_names=list(festival.names_alt),
        province=festival.province,
        category=festival.category,
        tags=list(festival.tags),
        opens=festival.opens.isoformat("minutes"),
        closes=festival.closes.isoformat("minutes"),
        hours_status=festival.hours_status,
        low_season=festival.low_season,
        email=festival.email,
        admission=festival.admission,
        first_held=festival.first_held,
        attendance=festival.attendance,
        coord_precision_m=festival.coord_precision_m,
        confidence=festival.confidence.value,
        sources=each_source(catalogue, festival.sources),
        editions=[edition_facts(edition) for edition in own],
    )
    return feature | {"id": festival.id}


def edition_feature(edition: Edition, festival: Festival, catalogue: Catalogue) -> GeoObject:
    """Return an edition as a point where its festival is; `start` and `end` are its days."""
    facts = edition_facts(edition) | {"festival_id": festival.id}
    sources = each_source(catalogue, (*festival.sources, *edition.sources))
    whole = {**_facts(festival), **facts, "basis": edition.basis, "sources": sources}
    return build_point(festival.coordinate, **whole) | {"id": edition.id}


def sight_feature(sight: Attraction, catalogue: Catalogue) -> GeoObject:
    """Return a sight as a point."""
    feature = build_point(
        sight.coordinate,
        name=sight.name,
        municipality=sight.municipality,
        area=sight.area.value,
        country=sight.country,
        category=sight.category,
        interests=[interest.value for interest in sight.interests],
        opening_hours=sight.opening_hours,
        price=sight.price,
        description=_texts(sight),
        sources=each_source(catalogue, sight.sources),
        licence=LICENCE,
    )
    return feature | {"id": sight.id}


def edition_facts(edition: Edition) -> GeoObject:
    """Return what an edition says of its days."""
    return {
        "id": edition.id,
        "start": edition.days[0].isoformat(),
        "end": edition.days[-1].isoformat(),
        "days": [day.isoformat() for day in edition.days],
        "date_status": edition.date_status.value,
        "status": "cancelled" if edition.cancelled else "scheduled",
        "note": edition.note,
    }


def to_festival_geojson(catalogue: Catalogue) -> GeoObject:
    """Return all festivals as one collection."""
    features = (festival_feature(one, catalogue) for one in catalogue.festivals.values())
    return {**collect(features), "name": "festivals", "licence": LICENCE}


def to_edition_geojson(catalogue: Catalogue) -> GeoObject:
    """Return all editions as one collection, earliest first."""
    known = catalogue.festivals
    features = (
        edition_feature(one, known[one.festival_id], catalogue) for one in catalogue.editions
    )
    return {**collect(features), "name": "editions", "licence": LICENCE}


def _facts(festival: Festival) -> GeoObject:
    """Return what a festival and each of its editions say alike."""
    return {
        "name": festival.name,
        "name_language": festival.name_language,
        "municipality": festival.municipality,
        "locality": festival.locality,
        "area": festival.area.value,
        "country": festival.country,
        "role": festival.role.value,
        "interests": [interest.value for interest in festival.interests],
        "description": _texts(festival),
        "organiser": ", ".join(organisers(festival)),
        "website": festival.website,
        "licence": LICENCE,
    }


def _texts(record: Festival | Attraction) -> Texts:
    """Return a description by language."""
    return {one.value: record.description.in_language(one) for one in Language}
