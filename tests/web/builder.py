"""A tiny world of two feasts and a stand-in, and a trip through it, for asking the web room."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from planner.model.catalogue import Catalogue
from planner.model.clock import ZONES
from planner.model.emissions import EmissionFactor, Emissions, Unit
from planner.model.festival import (
    Attraction,
    DateStatus,
    Description,
    Edition,
    Festival,
    Interest,
    Role,
)
from planner.model.gazetteer import Gazetteer
from planner.model.itinerary import (
    Change,
    DayPlan,
    Itinerary,
    LeftOut,
    Night,
    Proof,
    Provenance,
    Reason,
    Status,
    Totals,
    Visit,
    VisitKind,
)
from planner.model.journey import FerryFacts, Leg, Spot
from planner.model.place import Area, Confidence, Coordinate, Place, Port, Source
from planner.model.request import TripRequest
from planner.model.timetable import Mode, TimetableStatus
from planner.service import World
from tests.web.sailings import build_crossings

TODAY = date(2026, 11, 21)
HOSTILE = "\"><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"
DRIVE_CO2E = Emissions(13_245, 14_085, ("car",))
FERRY_CO2E = Emissions(15_000, 31_039, ("ferry-car",))
QUAY, FAR_QUAY = Coordinate(10.29, 43.55), Coordinate(9.45, 42.7)
ASKED = "start=Livorno&earliest=2027-10-01&latest=2027-10-10&days_min=2&days_max=3"


def build_festival(festival_id: str, area: Area, **changes: Any) -> Festival:
    """Return a festival with defaults."""
    facts: dict[str, Any] = {
        "id": festival_id,
        "name": f"Sagra {festival_id}",
        "name_language": "it",
        "names_alt": (),
        "municipality": f"Borgo {festival_id}",
        "locality": "",
        "province": "",
        "area": area,
        "country": "FR" if area is Area.CORSICA else "IT",
        "coordinate": Coordinate(10.6, 43.1),
        "coord_precision_m": 300,
        "category": "sagra",
        "interests": (Interest.FOOD, Interest.CRAFTS),
        "tags": (),
        "opens": time(10),
        "closes": time(18),
        "hours_status": "typical",
        "stay_s": 7200,
        "low_season": True,
        "role": Role.MEMBER,
        "organiser": "Pro Loco",
        "website": "https://example.org/sagra",
        "email": "",
        "admission": "",
        "first_held": None,
        "attendance": None,
        "description": Description("Festa di prova.", "Fête d'essai.", "A feast for a test."),
        "confidence": Confidence.HIGH,
        "sources": ("page-1",),
    }
    return Festival(**{**facts, **changes})


def build_attraction(**changes: Any) -> Attraction:
    """Return an attraction with defaults."""
    facts: dict[str, Any] = {
        "id": "museo",
        "name": "Museo del Borgo",
        "municipality": "Livorno",
        "area": Area.TUSCANY,
        "country": "IT",
        "coordinate": Coordinate(10.31, 43.55),
        "coord_precision_m": 100,
        "category": "museum",
        "interests": (Interest.HISTORY,),
        "stay_min_s": 3600,
        "stay_max_s": 7200,
        "opening_hours": "unknown",
        "hours_note": "",
        "price": "",
        "description": Description("Un museo.", "Un musée.", "A museum."),
        "confidence": Confidence.HIGH,
        "sources": ("page-1",),
    }
    return Attraction(**{**facts, **changes})


def build_edition(festival_id: str, first: date, days: int = 1, **changes: Any) -> Edition:
    """Return an edition of consecutive days."""
    facts: dict[str, Any] = {
        "id": f"{festival_id}-{first.year}",
        "festival_id": festival_id,
        "days": tuple(first + timedelta(number) for number in range(days)),
        "date_status": DateStatus.RULE_BASED,
        "variant": "published",
        "basis": "FREQ=YEARLY",
        "note": "",
        "sources": (),
    }
    return Edition(**{**facts, **changes})


def build_world(name: str = "Sagra della Prova", website: str = "https://example.org/") -> World:
    """Return a world; the first feast's name and website may be given."""
    festivals = (
        build_festival("prova", Area.TUSCANY, name=name, website=website),
        build_festival("isola", Area.CORSICA, coordinate=Coordinate(9.07, 42.08)),
        build_festival(
            "agrumi", Area.SARDINIA, role=Role.STAND_IN, coordinate=Coordinate(9.57, 39.42)
        ),
    )
    editions = (
        build_edition("prova", date(2027, 10, 2), 2),
        build_edition("prova", date(2028, 10, 7), 2),
        build_edition("isola", date(2027, 12, 3), 3, id="isola-2027-published"),
        build_edition("isola", date(2027, 12, 10), 3, id="isola-2027-observed", variant="observed"),
        build_edition("agrumi", date(2027, 4, 11), date_status=DateStatus.GUESS),
    )
    catalogue = Catalogue(
        festivals={one.id: one for one in festivals},
        rules=(),
        editions=editions,
        attractions={"museo": build_attraction()},
        businesses={},
        sources={"page-1": Source("page-1", "https://example.org/page", "example.org", TODAY)},
        first_day=date(2026, 1, 1),
        last_day=date(2028, 12, 31),
    )
    return World(
        catalogue=catalogue,
        gazetteer=build_gazetteer(),
        crossings=build_crossings(),
        basemap={kind: build_square() for kind in ("land", "regions", "borders")},
        network=cast(Any, None),
        data_version="test",
        factors={"car": build_factor("car"), "ferry-car": build_factor("ferry-car")},
    )


def build_factor(factor_id: str) -> EmissionFactor:
    """Return a figure from the only page."""
    per_km = (160.0, 170.0, Unit.G_PER_VEHICLE_KM, "tank_to_wheel", "2025", "")
    return EmissionFactor(factor_id, "car", "average", *per_km, ("page-1",))


def build_gazetteer() -> Gazetteer:
    """Return two towns and a port."""
    livorno = Place(
        "livorno", "Livorno", Coordinate(10.31, 43.55), "mainland", "IT", Area.TUSCANY, 150_000
    )
    bastia = Place(
        "bastia", "Bastia", Coordinate(9.45, 42.7), "corsica", "FR", Area.CORSICA, 48_000
    )
    quays = (
        Port("livorno-port", "Livorno", "livorno", QUAY, "mainland", "ferry", Area.TUSCANY, "IT"),
        Port("bastia-port", "Bastia", "bastia", FAR_QUAY, "corsica", "ferry", Area.CORSICA, "FR"),
    )
    return Gazetteer.build([livorno, bastia], quays)


def build_square() -> dict[str, Any]:
    """Return a collection of one square."""
    ring = [[9.0, 42.0], [10.0, 42.0], [10.0, 43.0], [9.0, 42.0]]
    square = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "geometry": square, "properties": {"id": "corsica"}}
    return {"type": "FeatureCollection", "features": [feature]}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a local moment."""
    return datetime.combine(day, time(hour, minute), ZONES["IT"])


def build_trip(world: World, request: TripRequest, status: Status = Status.FEASIBLE) -> Itinerary:
    """Return a trip of two days with a drive, a feast, a sight, a ferry and a night on board."""
    day = date(2027, 10, 2)
    feast = world.catalogue.get_festival("prova")
    there = Spot("prova", feast.name, feast.coordinate, "IT")
    museum = Spot("museo", "Museo del Borgo", Coordinate(10.31, 43.55), "IT")
    items = (
        build_drive(request.start, there, at(day, 9), at(day, 10, 15)),
        build_visit(VisitKind.FESTIVAL, there, at(day, 10, 15), DateStatus.RULE_BASED),
        build_ferry(there, request.start, at(day, 22)),
        Night(request.start, ferry=True),
    )
    after = build_visit(VisitKind.ATTRACTION, museum, at(day + timedelta(1), 10), None)
    change = Change("days.max", "5", "with up to 5 days instead of 3")
    return Itinerary(
        request=request,
        status=status,
        proof=Proof(970, 970 if status is Status.OPTIMAL else 1000),
        days=(
            DayPlan(day, request.start, there, items, 4500, 7200),
            DayPlan(day + timedelta(1), there, request.start, (after,), 0, 3600),
        ),
        left_out=(
            LeftOut("isola", Reason.TOO_FAR, "No trip reaches it.", change),
            LeftOut("agrumi", Reason.NOT_IN_DATES, "None of its days falls."),
        ),
        totals=Totals(1, 1, 4500, 81_400, 1, 1, co2e=DRIVE_CO2E + FERRY_CO2E),
        provenance=Provenance("test", "filofesta", "1", 0, 0.2),
    )


def build_drive(start: Spot, end: Spot, depart: datetime, arrive: datetime) -> Leg:
    """Return a drive on a known road."""
    way = (start.coordinate, end.coordinate)
    known = (81_400, "corridor", ("A12", "SS1"), way)
    return Leg(Mode.CAR, start, end, depart, arrive, *known, co2e=DRIVE_CO2E)


def build_ferry(start: Spot, end: Spot, depart: datetime) -> Leg:
    """Return a crossing overnight."""
    facts = FerryFacts(
        crossing_id="line-1",
        operator="Prova Lines",
        line="Livorno – Bastia",
        check_in_s=3600,
        timetable_status=TimetableStatus.INDICATIVE,
        valid_from=date(2026, 4, 1),
        valid_to=date(2026, 9, 30),
        sources=("page-1",),
        note="",
    )
    arrive = depart + timedelta(hours=8)
    known = (120_000, "timetable")
    return Leg(Mode.FERRY, start, end, depart, arrive, *known, ferry=facts, co2e=FERRY_CO2E)


def build_visit(
    kind: VisitKind, spot: Spot, arrive: datetime, date_status: DateStatus | None
) -> Visit:
    """Return a visit of two hours."""
    return Visit(
        kind=kind,
        id=spot.id,
        spot=spot,
        arrive=arrive,
        depart=arrive + timedelta(hours=2),
        worth=100,
        worth_terms=(),
        edition_id="prova-2027" if date_status else None,
        date_status=date_status,
        hours_known=date_status is not None,
    )


def build_no_trip(request: TripRequest) -> Itinerary:
    """Return the answer to a request that no trip meets."""
    return Itinerary(
        request=request,
        status=Status.INFEASIBLE,
        proof=Proof(0, 0),
        days=(),
        left_out=(),
        totals=Totals(0, 0, 0, 0, 0, 0),
        provenance=Provenance("test", "filofesta", "1", 0, 0.2),
        reasons=("No trip within your wishes reaches Sagra isola.",),
        changes=(Change("latest", "2027-12-05", "with an end by 2027-12-05"),),
    )
