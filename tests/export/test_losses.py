"""The table of what each form keeps, measured: change a field and look whether the bytes change."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner.export.answer import to_document
from planner.export.cpev import to_cpev
from planner.export.datatourisme import to_datatourisme
from planner.export.festival_calendar import to_festival_calendar
from planner.export.festival_geojson import to_festival_geojson
from planner.export.losses import (
    FESTIVAL_FIELDS,
    TRIP_FIELDS,
    Keeps,
    as_table,
    festival_losses,
    trip_losses,
)
from planner.export.schema_org import Site, to_festival_graph
from planner.export.trip_files import write_trip
from planner.model.catalogue import Catalogue
from planner.model.emissions import Emissions
from planner.model.festival import DateStatus, Edition, Festival, Interest, Role
from planner.model.itinerary import Itinerary, Night, Proof, Visit
from planner.model.journey import Leg
from planner.model.place import Area, Confidence, Coordinate
from tests.export.feasts import SITE, feast_catalogue
from tests.export.test_trip_forms import to_write
from tests.export.tour import tour

DOCS = Path(__file__).resolve().parents[2] / "data" / "open-data.md"
WRITERS: Mapping[str, Callable[[Catalogue], object]] = {
    "icalendar": to_festival_calendar,
    "geojson": to_festival_geojson,
    "schema_org": lambda known: to_festival_graph(known, Site(SITE)),
    "datatourisme": lambda known: to_datatourisme(known, Site(SITE)),
    "cpev": lambda known: to_cpev(known, Site(SITE)),
}
FESTIVAL_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "name": {"name": "Un’altra"},
    "names_alt": {"names_alt": ("Terza",)},
    "hours": {"opens": time(7)},
    "coordinate": {"coordinate": Coordinate(11.0, 43.5)},
    "coord_precision_m": {"coord_precision_m": 999},
    "municipality": {"municipality": "Altrove"},
    "locality": {"locality": "Altrove"},
    "province": {"province": "Grosseto"},
    "area": {"area": Area.VAR},
    "interests": {"interests": (Interest.SEA,)},
    "tags": {"tags": ("vino",)},
    "organiser": {"organiser": "Comune"},
    "website": {"website": "https://example.org/nuovo"},
    "email": {"email": "a@example.org"},
    "admission": {"admission": "5 €"},
    "first_held": {"first_held": 1900},
    "attendance": {"attendance": 1900},
    "role": {"role": Role.STAND_IN},
    "confidence": {"confidence": Confidence.LOW},
    "sources": {"sources": ()},
}
EDITION_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "days": {"days": (date(2027, 10, 4),)},
    "cancelled": {"cancelled": True},
    "date_status": {"date_status": DateStatus.GUESS},
    "note": {"note": "Altro."},
}


def with_feast(known: Catalogue, **changes: Any) -> Catalogue:
    """Return the catalogue with one feast changed."""
    feast: Festival = replace(known.festivals["prova"], **changes)
    return replace(known, festivals={**known.festivals, "prova": feast})


def with_edition(known: Catalogue, **changes: Any) -> Catalogue:
    """Return the catalogue with one edition changed."""
    first: Edition = replace(known.editions[0], **changes)
    return replace(known, editions=(first, *known.editions[1:]))


def changed(known: Catalogue, field: str) -> Catalogue:
    """Return the catalogue with one field changed."""
    texts = known.festivals["prova"].description
    if field in FESTIVAL_CHANGES:
        return with_feast(known, **FESTIVAL_CHANGES[field])
    if field in EDITION_CHANGES:
        return with_edition(known, **EDITION_CHANGES[field])
    if field == "description":
        return with_feast(known, description=replace(texts, en="Other."))
    if field == "other_languages":
        return with_feast(known, description=replace(texts, it="Altro.", fr="Autre."))
    assert field == "timing_rule"
    return replace(known, rules=(replace(known.rules[0], rrule="FREQ=YEARLY;BYMONTH=5"),))


@pytest.mark.parametrize("field", FESTIVAL_FIELDS)
def test_a_form_of_the_festivals_keeps_what_the_table_says(field: str) -> None:
    known = feast_catalogue()
    other = changed(known, field)
    for form, row in festival_losses().items():
        is_told = WRITERS[form](known) != WRITERS[form](other)
        if field == "cancelled" and form in {"datatourisme", "cpev"}:
            assert row[field] is Keeps.LOST  # such an edition is left out, without a word for it
        else:
            assert is_told == (row[field] is not Keeps.LOST), form


def with_items(trip: Itinerary, change: Callable[[Any], Any]) -> Itinerary:
    """Return the trip with every item changed."""
    days = tuple(replace(day, items=tuple(change(one) for one in day.items)) for day in trip.days)
    return replace(trip, days=days)


def of_kind(kind: type[Leg | Visit], **changes: Any) -> Callable[[Itinerary], Itinerary]:
    """Return what changes all items of a kind."""
    return lambda trip: with_items(
        trip, lambda one: replace(one, **changes) if isinstance(one, kind) else one
    )


def of_leg(ferry: bool, change: Callable[[Leg], Leg]) -> Callable[[Itinerary], Itinerary]:
    """Return what changes the drives, or the ferries."""

    def one(item: Any) -> Any:
        fits = isinstance(item, Leg) and (item.ferry is not None) is ferry
        return change(item) if fits else item

    return lambda trip: with_items(trip, one)


def of_facts(**changes: Any) -> Callable[[Itinerary], Itinerary]:
    """Return what changes the facts of the ferries."""

    def one(leg: Leg) -> Leg:
        assert leg.ferry is not None
        return replace(leg, ferry=replace(leg.ferry, **changes))

    return of_leg(True, one)


MINUTE = timedelta(minutes=1)
TRIP_CHANGES: Mapping[str, Callable[[Itinerary], Itinerary]] = {
    "visit_times": lambda trip: with_items(
        trip,
        lambda one: replace(one, arrive=one.arrive + MINUTE) if isinstance(one, Visit) else one,
    ),
    "leg_times": of_leg(False, lambda leg: replace(leg, arrive=leg.arrive + MINUTE)),
    "leg_shape": of_leg(False, lambda leg: replace(leg, geometry=())),
    "roads": of_leg(False, lambda leg: replace(leg, roads=("A1",))),
    "distance": of_leg(False, lambda leg: replace(leg, distance_m=99_000)),
    "operator": of_facts(operator="Other Lines"),
    "ferry_times": of_leg(True, lambda leg: replace(leg, arrive=leg.arrive + MINUTE)),
    "check_in": of_facts(check_in_s=600),
    "date_status": lambda trip: with_items(
        trip,
        lambda one: (
            replace(one, date_status=DateStatus.GUESS)
            if isinstance(one, Visit) and one.date_status
            else one
        ),
    ),
    "nights": lambda trip: with_items(
        trip,
        lambda one: (
            replace(one, spot=replace(one.spot, id="x", name="Altrove"))
            if isinstance(one, Night)
            else one
        ),
    ),
    "emissions": of_kind(Leg, co2e=Emissions(1, 2, ("car",))),
    "worth": of_kind(Visit, worth=1),
    "left_out": lambda trip: replace(trip, left_out=()),
    "proof": lambda trip: replace(trip, proof=Proof(1, 2)),
}


@cache
def plain(form: str) -> bytes:
    """Return the unchanged trip in a form."""
    return write_trip(form, to_write())


@pytest.mark.parametrize("field", TRIP_FIELDS)
def test_a_form_of_a_trip_keeps_what_the_table_says(field: str) -> None:
    trip = tour()
    other = TRIP_CHANGES[field](trip)
    for form, row in trip_losses().items():
        if form == "json":
            is_told = to_document(trip) != to_document(other)
        else:
            is_told = plain(form) != write_trip(form, to_write(other))
        assert is_told == (row[field] is not Keeps.LOST), form


def test_the_tables_in_the_docs_are_these() -> None:
    text = DOCS.read_text(encoding="utf-8")

    assert as_table(festival_losses()) in text
    assert as_table(trip_losses()) in text
    assert json.loads(json.dumps(festival_losses()))["cpev"]["tags"] == "lost"
