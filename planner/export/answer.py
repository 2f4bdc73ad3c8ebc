"""An itinerary as the answer document of the contract: plain JSON values, stable key order."""

from typing import Any, cast

from planner.export.answer_document import (
    AnswerDocument,
    ChangeDocument,
    DayDocument,
    GramsDocument,
    ItemDocument,
    LeftOutDocument,
    LegDocument,
    NightDocument,
    ProofDocument,
    SpotDocument,
    VisitDocument,
)
from planner.model.emissions import Emissions
from planner.model.itinerary import (
    Change,
    DayItem,
    DayPlan,
    Itinerary,
    LeftOut,
    Night,
    Proof,
    Visit,
)
from planner.model.journey import Leg, Spot

PLACES = 5
"""Decimals of a degree: about one metre."""


def spot_document(spot: Spot) -> SpotDocument:
    """Return an end of a leg."""
    where = spot.coordinate
    return {
        "id": spot.id,
        "name": spot.name,
        "lon": round(where.lon, PLACES),
        "lat": round(where.lat, PLACES),
    }


def emissions_document(co2e: Emissions | None) -> GramsDocument | None:
    """Return what a party emits [g CO2e], or None where nobody counted."""
    return None if co2e is None else {"low": co2e.low_g, "high": co2e.high_g}


def leg_document(leg: Leg, geometry: bool) -> LegDocument:
    """Return a leg; a ferry carries its operator, margins and validity."""
    document: LegDocument = {
        "type": "leg",
        "mode": leg.mode,
        "from": spot_document(leg.origin),
        "to": spot_document(leg.destination),
        "depart": leg.depart.isoformat(),
        "arrive": leg.arrive.isoformat(),
        "distance_m": leg.distance_m,
        "duration_s": leg.duration_s,
        "basis": leg.basis,
        "roads": list(leg.roads),
        "co2e_g": emissions_document(leg.co2e),
        "co2e_factors": list(leg.co2e.factors) if leg.co2e else [],
    }
    if leg.ferry is not None:
        facts = leg.ferry
        document["operator"] = facts.operator
        document["line"] = facts.line
        document["check_in_s"] = facts.check_in_s
        document["timetable_status"] = facts.timetable_status
        document["valid_from"] = facts.valid_from.isoformat() if facts.valid_from else None
        document["valid_to"] = facts.valid_to.isoformat() if facts.valid_to else None
        document["sources"] = list(facts.sources)
    if geometry:
        points = [[round(c.lon, PLACES), round(c.lat, PLACES)] for c in leg.geometry]
        document["geometry"] = {"type": "LineString", "coordinates": points}
    return document


def visit_document(visit: Visit) -> VisitDocument:
    """Return a visit with every term of its worth."""
    return {
        "type": "visit",
        "kind": visit.kind,
        "id": visit.id,
        "name": visit.spot.name,
        "lon": round(visit.spot.coordinate.lon, PLACES),
        "lat": round(visit.spot.coordinate.lat, PLACES),
        "edition": visit.edition_id,
        "date_status": visit.date_status,
        "arrive": visit.arrive.isoformat(),
        "depart": visit.depart.isoformat(),
        "hours_known": visit.hours_known,
        "worth": visit.worth,
        "worth_terms": {term.name: term.points for term in visit.worth_terms},
    }


def item_document(item: DayItem, geometry: bool) -> ItemDocument:
    """Return one item of a day."""
    if isinstance(item, Leg):
        return leg_document(item, geometry)
    if isinstance(item, Visit):
        return visit_document(item)
    return night_document(item)


def night_document(night: Night) -> NightDocument:
    """Return a night."""
    return {"type": "night", "place": spot_document(night.spot), "on_board": night.ferry}


def day_document(day: DayPlan, geometry: bool) -> DayDocument:
    """Return one day."""
    return {
        "date": day.date.isoformat(),
        "from": spot_document(day.origin),
        "to": spot_document(day.destination),
        "items": [item_document(item, geometry) for item in day.items],
        "drive_s": day.drive_s,
        "visit_s": day.visit_s,
        "ride_s": day.ride_s,
    }


def change_document(change: Change) -> ChangeDocument:
    """Return a change of the request."""
    return {"field": change.field, "value": change.value, "detail": change.detail}


def left_out_document(left_out: LeftOut) -> LeftOutDocument:
    """Return a feast that is not in the trip."""
    change = left_out.would_fit_if
    return {
        "id": left_out.festival_id,
        "reason": left_out.reason,
        "detail": left_out.detail,
        "would_fit_if": change_document(change) if change else None,
    }


def proof_document(proof: Proof) -> ProofDocument:
    """Return what is proved."""
    return {"objective": proof.objective, "bound": proof.bound, "gap": round(proof.gap, 6)}


def to_document(itinerary: Itinerary, geometry: bool = True) -> dict[str, Any]:
    """Return the answer document of the contract.

    Parameters
    ----------
    geometry
        Whether legs carry their shape (RFC 7946, lon lat).
    """
    totals, made = itinerary.totals, itinerary.provenance
    low_g, high_g = totals.co2e.per_person_g(itinerary.request.party.people)
    document: AnswerDocument = {
        "status": itinerary.status,
        **proof_document(itinerary.proof),
        "days": [day_document(day, geometry) for day in itinerary.days],
        "left_out": [left_out_document(left_out) for left_out in itinerary.left_out],
        "totals": {
            "festivals": totals.festivals,
            "attractions": totals.attractions,
            "drive_s": totals.drive_s,
            "drive_m": totals.drive_m,
            "crossings": totals.crossings,
            "nights": totals.nights,
            "ride_s": totals.ride_s,
            "ride_m": totals.ride_m,
            "co2e_g": emissions_document(totals.co2e),
            "co2e_per_person_g": {"low": low_g, "high": high_g},
        },
        "notes": list(itinerary.notes),
        "reasons": list(itinerary.reasons),
        "changes": [change_document(change) for change in itinerary.changes],
        "provenance": {
            "data_version": made.data_version,
            "solver": made.solver,
            "solver_version": made.solver_version,
            "seed": made.seed,
            "seconds": round(made.seconds, 3),
            "limits_hit": list(made.limits_hit),
            "data": list(made.data),
        },
    }
    return cast(dict[str, Any], document)
