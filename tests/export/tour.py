"""A trip of two lands over the night in which the clocks go back, for the files of a trip."""

from dataclasses import replace
from datetime import date, datetime, time

from planner.model.catalogue import Catalogue
from planner.model.clock import ZONES
from planner.model.emissions import Emissions
from planner.model.festival import DateStatus
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
    WorthTerm,
)
from planner.model.journey import FerryFacts, Leg, Spot
from planner.model.place import Area, Coordinate
from planner.model.request import DayRange, TripRequest
from planner.model.timetable import Mode, TimetableStatus
from tests.web.builder import build_attraction, build_festival, build_world

SATURDAY, SUNDAY = date(2026, 10, 24), date(2026, 10, 25)
LONG_NAME = (
    "Sagra, con musica; «pane & vino» <e> \\ molto altro ancora per tutti quelli che vengono"
)
ODD_TEXT = "Two lines,\nwith a comma; a semicolon & an <angle> \\ and a backslash."
LIVORNO = Spot("livorno-port", "Livorno", Coordinate(10.2912345, 43.55), "IT")
BASTIA = Spot("bastia-port", "Bastia", Coordinate(9.45, 42.7), "FR")
FEAST = Spot("prova", LONG_NAME, Coordinate(10.6, 43.1), "IT")
ISLAND = Spot("isola", "A Fiera", Coordinate(9.07, 42.08), "FR")
ROCK = Spot("roccia", "Musée du Rocher", Coordinate(7.42, 43.73), "MC")
MUSEUM = Spot("museo", "Museo del Borgo", Coordinate(9.2, 42.3), "FR")


def at(day: date, clock_time: str, country: str) -> datetime:
    """Return a local moment of a day's "HH:MM"."""
    return datetime.combine(day, time.fromisoformat(clock_time), ZONES[country])


def tour_catalogue() -> Catalogue:
    """Return two feasts, one with an awkward text, and two sights."""
    known = build_world().catalogue
    feast = build_festival("prova", Area.TUSCANY, name=LONG_NAME, locality="Borgo; vecchio, su")
    odd = replace(feast.description, en=ODD_TEXT)
    island = build_festival("isola", Area.CORSICA, website="", sources=("page-1", "lost"))
    sights = (
        build_attraction(),
        build_attraction(id="roccia", country="MC", municipality="Monaco"),
    )
    return replace(
        known,
        festivals={"prova": replace(feast, description=odd), "isola": island},
        attractions={sight.id: sight for sight in sights},
    )


def visit(spot: Spot, arrive: datetime, depart: datetime, status: DateStatus | None) -> Visit:
    """Return a visit of a feast, or of a sight where no status is given."""
    return Visit(
        kind=VisitKind.ATTRACTION if status is None else VisitKind.FESTIVAL,
        id=spot.id,
        spot=spot,
        arrive=arrive,
        depart=depart,
        worth=90,
        worth_terms=(WorthTerm("feast", 100), WorthTerm("season", -10)),
        edition_id=None if status is None else f"{spot.id}-2026",
        date_status=status,
        hours_known=status is not None,
    )


def drive(origin: Spot, destination: Spot, depart: datetime, arrive: datetime) -> Leg:
    """Return a drive with a bend."""
    bend = Coordinate(10.4, 43.3)
    way = (origin.coordinate, bend, destination.coordinate)
    co2e = Emissions(13_245, 14_085, ("car",))
    known = (81_400, "corridor", ("A12", "SS1"), way)
    return Leg(Mode.CAR, origin, destination, depart, arrive, *known, co2e=co2e)


def ferry(depart: datetime, arrive: datetime) -> Leg:
    """Return the crossing from Livorno to Bastia, without a shape."""
    facts = FerryFacts(
        crossing_id="livorno-bastia-2200",
        operator="Prova Lines",
        line="Livorno – Bastia",
        check_in_s=5400,
        timetable_status=TimetableStatus.INDICATIVE,
        valid_from=date(2026, 4, 1),
        valid_to=None,
        sources=("page-1",),
        note="",
    )
    return Leg(Mode.FERRY, LIVORNO, BASTIA, depart, arrive, 120_000, "timetable", ferry=facts)


def tour_days() -> tuple[DayPlan, ...]:
    """Return Saturday in Tuscany, a night on board, and Sunday in Corsica (and in Monaco)."""
    saturday = (
        drive(LIVORNO, FEAST, at(SATURDAY, "09:00", "IT"), at(SATURDAY, "10:15", "IT")),
        visit(
            FEAST,
            at(SATURDAY, "10:15", "IT"),
            at(SATURDAY, "13:00", "IT"),
            DateStatus.ANNOUNCED,
        ),
        drive(FEAST, LIVORNO, at(SATURDAY, "13:00", "IT"), at(SATURDAY, "14:15", "IT")),
        ferry(at(SATURDAY, "22:00", "IT"), at(SUNDAY, "06:00", "FR")),
        Night(BASTIA, ferry=True),
    )
    sunday = (
        visit(ISLAND, at(SUNDAY, "11:00", "FR"), at(SUNDAY, "14:00", "FR"), DateStatus.RULE_BASED),
        visit(MUSEUM, at(SUNDAY, "15:00", "FR"), at(SUNDAY, "16:00", "FR"), None),
        visit(ROCK, at(SUNDAY, "17:00", "MC"), at(SUNDAY, "18:00", "MC"), None),
    )
    return (
        DayPlan(SATURDAY, LIVORNO, BASTIA, saturday, 9000, 9900),
        DayPlan(SUNDAY, BASTIA, BASTIA, sunday, 0, 18_000),
    )


def tour(seconds: float = 0.25) -> Itinerary:
    """Return the whole trip; the time that it took to find may be given [s]."""
    change = Change("days.max", "5", "with up to 5 days instead of 3")
    return Itinerary(
        request=TripRequest(LIVORNO, None, date(2026, 10, 23), date(2026, 10, 30), DayRange(2, 2)),
        status=Status.FEASIBLE,
        proof=Proof(970, 1000),
        days=tour_days(),
        left_out=(
            LeftOut("agrumi", Reason.TOO_FAR, "No trip reaches it.", change),
            LeftOut("castagna", Reason.NOT_IN_DATES, "None of its days falls."),
        ),
        totals=Totals(2, 2, 9000, 162_800, 1, 1, co2e=Emissions(26_490, 28_170, ("car",))),
        provenance=Provenance("test", "filofesta", "1", 7, seconds, ("time_limit_s",)),
    )


def no_tour() -> Itinerary:
    """Return the answer to a request that no trip meets."""
    return replace(
        tour(),
        status=Status.INFEASIBLE,
        proof=Proof(0, 0),
        days=(),
        left_out=(),
        totals=Totals(0, 0, 0, 0, 0, 0),
        reasons=("No trip within your wishes reaches A Fiera.",),
        changes=(Change("latest", "2026-12-05", "with an end by 2026-12-05"),),
    )
