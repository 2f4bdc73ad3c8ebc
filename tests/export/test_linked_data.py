"""Linked data read by rdflib and held to shapes by pyshacl."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from pyshacl import validate
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

from planner.export.cpev import to_cpev
from planner.export.datatourisme import to_datatourisme
from planner.export.dcat import DataSet, Edge, Offer, to_dcat
from planner.export.schema_org import (
    Json,
    Site,
    in_one_language,
    to_event,
    to_festival_graph,
)
from planner.export.trip_schema_org import to_tourist_trip
from planner.export.voice import english
from planner.model.catalogue import Catalogue
from planner.model.festival import Language
from tests.export import shapes
from tests.export.feasts import HOSTILE, SITE, feast_catalogue, named
from tests.export.tour import tour, tour_catalogue

# rdflib's JSON-LD reader uses a class that rdflib itself calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SCHEMA = Namespace("https://schema.org/")
DT = Namespace("https://www.datatourisme.fr/ontology/core#")
CPEV = Namespace("https://w3id.org/italia/onto/CPEV/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")


def read(document: Json) -> Graph:
    """Return a document's statements; schema.org's remote context is replaced by its vocabulary."""
    if document["@context"] == "https://schema.org":
        document = {**document, "@context": {"@vocab": str(SCHEMA)}}
    return Graph().parse(data=json.dumps(document), format="json-ld")


def faults(graph: Graph, shape: str) -> str:
    """Return what a graph does against a shape, or nothing."""
    rules = Graph().parse(data=shape, format="turtle")
    conforms, _report, text = validate(graph, shacl_graph=rules)
    return "" if conforms else str(text)


def schema_org(catalogue: Catalogue) -> Json:
    """Return the festivals in the words of schema.org."""
    return to_festival_graph(catalogue, Site(SITE))


def french(catalogue: Catalogue) -> Json:
    """Return the festivals in the words of DATAtourisme."""
    return to_datatourisme(catalogue, Site(SITE))


def italian(catalogue: Catalogue) -> Json:
    """Return the festivals in the words of CPEV-AP_IT."""
    return to_cpev(catalogue, Site(SITE))


FORMS = (
    (schema_org, shapes.SCHEMA_ORG, SCHEMA.Festival, 3),
    (french, shapes.DATATOURISME, DT.PointOfInterest, 2),
    (italian, shapes.CPEV, CPEV.PublicEvent, 5),
)


@pytest.mark.parametrize(("write", "shape", "kind", "count"), FORMS)
def test_festivals_keep_to_the_shape(
    write: Callable[[Catalogue], Json], shape: str, kind: URIRef, count: int
) -> None:
    graph = read(write(feast_catalogue()))

    assert len(set(graph.subjects(RDF.type, kind))) == count
    assert faults(graph, shape) == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    for write, shape, kind, count in FORMS:
        graph = read(write(named(text)))
        assert len(set(graph.subjects(RDF.type, kind))) == count
        assert faults(graph, shape) == ""


def test_a_shape_sees_a_fault() -> None:
    document = schema_org(feast_catalogue())
    graph = read(document)
    graph.remove((URIRef(f"{SITE}id/edition/prova-2027"), SCHEMA.startDate, None))

    assert "startDate" in faults(graph, shapes.SCHEMA_ORG)


def test_an_edition_tells_its_days_its_pause_and_its_cancellation() -> None:
    graph = read(schema_org(feast_catalogue()))
    prova, isola = (URIRef(f"{SITE}id/edition/{one}-2027") for one in ("prova", "isola"))

    assert str(graph.value(prova, SCHEMA.startDate)) == "2027-10-02"
    assert str(graph.value(prova, SCHEMA.endDate)) == "2027-10-09"
    parts = {
        (str(graph.value(part, SCHEMA.startDate)), str(graph.value(part, SCHEMA.endDate)))
        for part in graph.objects(prova, SCHEMA.subEvent)
    }
    assert parts == {("2027-10-02", "2027-10-03"), ("2027-10-09", "2027-10-09")}
    assert str(graph.value(isola, SCHEMA.eventStatus)).endswith("EventCancelled")
    assert graph.value(isola, SCHEMA.superEvent) == URIRef(f"{SITE}id/festival/isola")


def test_a_rule_is_a_schedule_where_schema_org_has_the_words() -> None:
    graph = read(schema_org(feast_catalogue()))
    series = URIRef(f"{SITE}id/festival/prova")

    schedule = graph.value(series, SCHEMA.eventSchedule)

    assert {str(day) for day in graph.objects(schedule, SCHEMA.byDay)} == {"2SU", "3SU"}
    assert graph.value(schedule, SCHEMA.byMonth) == Literal(10)
    told = {
        (one.language, str(one))
        for one in graph.objects(series, SCHEMA.description)
        if isinstance(one, Literal)
    }
    assert ("fr", "Fête d’été à l’œuvre") in told
    assert len(told) == 3


def test_a_page_has_one_language() -> None:
    known = feast_catalogue()
    event = to_event(known.editions[0], known.festivals["prova"], Site(SITE))

    told = in_one_language(event, Language.FRENCH)

    assert told["description"] == "Fête d’été à l’œuvre"
    assert told["name"] == "Sagra della Prova"


def test_what_is_called_off_is_in_no_form_without_a_word_for_it() -> None:
    for write in (french, italian):
        assert "isola-2027" not in json.dumps(write(feast_catalogue()))


def test_a_trip_is_a_tourist_trip_with_days_and_ferries() -> None:
    trip = tour()
    site, address = Site(SITE), f"{SITE}en/trip?start=Livorno"

    graph = read(to_tourist_trip(trip, tour_catalogue(), english(trip), site, address))

    assert faults(graph, shapes.SCHEMA_ORG) == ""
    whole = URIRef(address)
    assert (whole, RDF.type, SCHEMA.TouristTrip) in graph
    assert len(set(graph.objects(whole, SCHEMA.subTrip))) == 2
    boat = graph.value(None, RDF.type, SCHEMA.BoatTrip)
    boat = next(graph.subjects(RDF.type, SCHEMA.BoatTrip)) if boat is None else boat
    assert str(graph.value(boat, SCHEMA.departureTime)) == "2026-10-24T22:00:00+02:00"
    listed = graph.value(whole, SCHEMA.itinerary)
    assert graph.value(listed, SCHEMA.numberOfItems) == Literal(4)


def test_the_catalogue_keeps_to_dcat() -> None:
    words = {"en": "Feasts", "it": "Feste"}
    offer = Offer(f"{SITE}data/festivals.geojson", "application/geo+json", "GEOJSON", words)
    data_set = DataSet("festivals", words, words, words, "EDUC", (offer,))
    edge = Edge((7.0, 39.0, 12.0, 44.0), date(2026, 1, 1), date(2028, 12, 31), date(2026, 11, 21))

    graph = read(to_dcat(SITE, words, [data_set], edge))

    assert faults(graph, shapes.DCAT) == ""
    assert (None, DCAT.downloadURL, URIRef(offer.address)) in graph
    ends = {str(one) for one in graph.objects(None, DCAT.endDate)}
    assert ends == {"2028-12-31"}
    ends_of = [one for one in graph.objects(None, DCAT.endDate) if isinstance(one, Literal)]
    assert [one.datatype for one in ends_of] == [XSD.date]
