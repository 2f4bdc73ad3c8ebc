"""A trip as a schema.org `TouristTrip`: what is visited, and each day with its ferries."""

from collections.abc import Iterable

from planner.export.safe_text import printable
from planner.export.schema_org import Json, Site, geo, place_of, to_page
from planner.export.voice import Voice
from planner.model.catalogue import Catalogue
from planner.model.itinerary import DayPlan, Itinerary, Visit, VisitKind
from planner.model.journey import Leg, Spot


def to_tourist_trip(
    itinerary: Itinerary, catalogue: Catalogue, voice: Voice, site: Site, address: str = ""
) -> Json:
    """Return the trip as a JSON-LD document.

    Parameters
    ----------
    itinerary, catalogue
        The trip, and the catalogue that its visits are in.
    voice
        The words.
    site
        Gives the identifiers.
    address
        Where the trip can be looked up again; left out where empty.
    """
    trip: Json = {
        "@type": "TouristTrip",
        "name": printable(voice.title),
        "description": printable(voice.caution),
        "inLanguage": voice.language,
    }
    if address:
        trip |= {"@id": address, "url": address}
    if itinerary.days:
        trip["tripOrigin"] = _spot(itinerary.days[0].origin)
        trip["itinerary"] = _visits(itinerary.list_visits(), catalogue, site)
        trip["subTrip"] = [
            _day(number, day, catalogue, voice, site)
            for number, day in enumerate(itinerary.days, start=1)
        ]
        begin, end = itinerary.days[0], itinerary.days[-1]
        trip |= {"departureTime": begin.date.isoformat(), "arrivalTime": end.date.isoformat()}
    return to_page(trip)


def _day(number: int, day: DayPlan, catalogue: Catalogue, voice: Voice, site: Site) -> Json:
    """Return one day as a trip of its own."""
    visits = [item for item in day.items if isinstance(item, Visit)]
    ferries = [_ferry(item) for item in day.items if isinstance(item, Leg) and item.ferry]
    found: Json = {
        "@type": "Trip",
        "name": printable(voice.day(number, day.date)),
        "tripOrigin": _spot(day.origin),
        "itinerary": _visits(visits, catalogue, site),
    }
    return found | ({"subTrip": ferries} if ferries else {})


def _ferry(leg: Leg) -> Json:
    """Return a crossing."""
    operator = leg.ferry.operator if leg.ferry else ""
    return {
        "@type": "BoatTrip",
        "name": printable(f"{leg.origin.name} → {leg.destination.name}"),
        "departureTime": leg.depart.isoformat(),
        "arrivalTime": leg.arrive.isoformat(),
        "departureBoatTerminal": {**_spot(leg.origin), "@type": "BoatTerminal"},
        "arrivalBoatTerminal": {**_spot(leg.destination), "@type": "BoatTerminal"},
        "provider": {"@type": "Organization", "name": printable(operator)},
    }


def _visits(visits: Iterable[Visit], catalogue: Catalogue, site: Site) -> Json:
    """Return visits as a list in order."""
    listed: list[Json] = [
        {"@type": "ListItem", "position": number, "item": _visit(visit, catalogue, site)}
        for number, visit in enumerate(visits, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(listed), "itemListElement": listed}


def _visit(visit: Visit, catalogue: Catalogue, site: Site) -> Json:
    """Return what is visited: a feast with the day of the visit, or a sight."""
    name = printable(visit.spot.name)
    if visit.kind is VisitKind.FESTIVAL:
        record = catalogue.get_festival(visit.id)
        feast: Json = {
            "@type": "Festival",
            "name": name,
            "startDate": visit.arrive.isoformat(),
            "endDate": visit.depart.isoformat(),
            "location": place_of(record, site),
            "superEvent": {"@id": site.iri("festival", visit.id)},
        }
        page = site.pages.get(visit.id) or record.website
        return feast | ({"url": page} if page else {})
    iri = site.iri("attraction", visit.id)
    where = {**geo(visit.spot.coordinate), "@id": f"{iri}#geo"}
    return {"@type": "TouristAttraction", "@id": iri, "name": name, "geo": where}


def _spot(spot: Spot) -> Json:
    """Return an end of a way."""
    return {"@type": "Place", "name": printable(spot.name), "geo": geo(spot.coordinate)}
