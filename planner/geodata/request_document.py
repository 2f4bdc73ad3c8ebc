"""The trip request as the contract writes it: its fields, their types and limits, as a model.

`request_schema` publishes the same model as JSON Schema (2020-12).
"""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from planner.model.festival import DateStatus
from planner.model.request import (
    MOST_TRIP_DAYS,
    MOST_WINDOW_DAYS,
    Pace,
    Season,
    TravelMode,
)

MOST_TEXT = 200
"""Most letters of any name or id."""
MOST_IDS = 50
"""Most entries of `must` and of `avoid`."""
MOST_NIGHTS = 30
"""Most places in `nights`."""
LEAST_STAY_MIN, MOST_STAY_MIN = 15, 720
"""Shortest and longest own length of a visit [min]."""
ANYWHERE = "anywhere"
OWN = "filofesta"
"""Type of the faults whose message is ours already."""

DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
CLOCK_FORM = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
SPOT_WORDS = 'give a place by name, as {"place": name} or as {"lon": degrees, "lat": degrees}'


def own_fault(message: str) -> PydanticCustomError:
    """Return a fault with a message of ours."""
    return PydanticCustomError(OWN, "{message}", {"message": message})


def parse_day(value: object) -> date:
    """Return the day of an ISO text; numbers and date-times are not taken for days."""
    if isinstance(value, str) and DAY_FORM.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise own_fault(f"the calendar has no day {value}") from None
    raise own_fault("write the day as YYYY-MM-DD, such as 2027-10-01")


def parse_clock(value: object) -> time:
    """Return the clock time of a text HH:MM."""
    if isinstance(value, str) and CLOCK_FORM.fullmatch(value):
        return time.fromisoformat(value)
    raise own_fault("write the time as HH:MM, from 00:00 to 23:59")


def spot_shape(value: object) -> str | None:
    """Tell in which of the ways of the contract a spot is given."""
    if isinstance(value, str):
        return "name"
    if isinstance(value, Mapping):
        return "place" if "place" in value else "point" if {"lon", "lat"} & set(value) else None
    return None


def days_shape(value: object) -> str | None:
    """Tell whether days are one number or a range."""
    if isinstance(value, Mapping):
        return "range"
    return "number" if isinstance(value, int | float) else None


def nights_shape(value: object) -> str | None:
    """Tell whether nights are free or listed."""
    if isinstance(value, list | tuple):
        return "list"
    return "word" if isinstance(value, str) else None


def shaped_by(shape: Any, message: str) -> Discriminator:
    """Return what picks the branch of a union by a value's shape."""
    return Discriminator(shape, custom_error_type=OWN, custom_error_message=message)


class Document(BaseModel):
    """A JSON object whose names are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Name = Annotated[str, StringConstraints(min_length=1, max_length=MOST_TEXT)]
RecordId = Annotated[str, StringConstraints(min_length=1, max_length=MOST_TEXT)]
DAY_SCHEMA = {"type": "string", "format": "date"}
CLOCK_SCHEMA = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
IsoDay = Annotated[date, BeforeValidator(parse_day), WithJsonSchema(DAY_SCHEMA)]
ClockTime = Annotated[time, BeforeValidator(parse_clock), WithJsonSchema(CLOCK_SCHEMA)]
Weight = Annotated[StrictFloat, Field(ge=0, le=1, allow_inf_nan=False)]
TripDays = Annotated[StrictInt, Field(ge=1, le=MOST_TRIP_DAYS)]


class PlaceDocument(Document):
    """A place of the gazetteer."""

    place: Name = Field(description="Id or name of a place.")


class PointDocument(Document):
    """A point on the map."""

    lon: StrictFloat = Field(ge=-180, le=180, allow_inf_nan=False, description="Degrees east.")
    lat: StrictFloat = Field(ge=-90, le=90, allow_inf_nan=False, description="Degrees north.")


class DaysDocument(Document):
    """Least and most days, first and last day counted."""

    min: TripDays | None = None
    max: TripDays | None = None


class InterestsDocument(Document):
    """How much each interest weighs, from 0 to 1."""

    food: Weight = 0.5
    crafts: Weight = 0.5
    history: Weight = 0.5
    nature: Weight = 0.5
    faith: Weight = 0.5
    sea: Weight = 0.5


class PartyDocument(Document):
    """Who travels."""

    adults: StrictInt = Field(default=2, ge=1, le=9)
    children: StrictInt = Field(default=0, ge=0, le=9)


SpotDocument = Annotated[
    Annotated[Name, Tag("name")]
    | Annotated[PlaceDocument, Tag("place")]
    | Annotated[PointDocument, Tag("point")],
    shaped_by(spot_shape, SPOT_WORDS),
]
LengthDocument = Annotated[
    Annotated[TripDays, Tag("number")] | Annotated[DaysDocument, Tag("range")],
    shaped_by(days_shape, 'give a number of days, or {"min": n, "max": n}'),
]
NightPlaces = Annotated[list[Name | PlaceDocument], Field(min_length=1, max_length=MOST_NIGHTS)]
NightsDocument = Annotated[
    Annotated[Literal["anywhere"], Tag("word")] | Annotated[NightPlaces, Tag("list")],
    shaped_by(nights_shape, 'give "anywhere", or a list of places'),
]


class VisitLockDocument(Document):
    """A visit that keeps its day."""

    id: RecordId
    date: IsoDay
    at: ClockTime | None = Field(None, description="Local time at which it begins.")


class FixedDayDocument(Document):
    """A day that keeps exactly its visits."""

    date: IsoDay
    visits: list[RecordId] = Field([], max_length=MOST_IDS)


class NightLockDocument(Document):
    """A night in a chosen place."""

    date: IsoDay
    place: Name


StayMinutes = Annotated[StrictInt, Field(ge=LEAST_STAY_MIN, le=MOST_STAY_MIN)]


class RequestDocument(Document):
    """A trip request: what a traveller asks for."""

    model_config = ConfigDict(title="TripRequest")

    start: SpotDocument = Field(description="Where the trip begins.")
    end: SpotDocument | None = Field(
        None, description='Where it ends; null: back at the start; "anywhere": wherever it is best.'
    )
    earliest: IsoDay = Field(description="First possible day.")
    latest: IsoDay = Field(
        description=f"Last possible day, at most {MOST_WINDOW_DAYS} days counted from `earliest`."
    )
    days: LengthDocument | None = Field(
        None,
        description="Length of the trip; a number means exactly so many days; "
        "null: from `earliest` to `latest`.",
    )
    mode: TravelMode = Field(
        TravelMode.CAR,
        description="How the trip is made: `car` with car ferries, or `transit` on foot, by train, "
        "coach and ferry, by coarse tables and so indicative.",
    )
    must: list[RecordId] = Field(
        [], max_length=MOST_IDS, description="Ids of festivals and attractions that have to be in."
    )
    avoid: list[RecordId] = Field(
        [], max_length=MOST_IDS, description="Ids of those that have to be out."
    )
    areas: list[RecordId] | None = Field(
        None, min_length=1, max_length=MOST_IDS, description="Only these areas; null: all of them."
    )
    interests: InterestsDocument = InterestsDocument()
    pace: Pace = Field(Pace.NORMAL, description="Hours a day on the move and on visits.")
    max_drive_h: StrictFloat = Field(
        4.0,
        ge=0.25,
        le=12,
        allow_inf_nan=False,
        description="Most hours at the wheel a day; without meaning for `transit`.",
    )
    max_trip_drive_h: StrictFloat | None = Field(
        None,
        ge=0.25,
        le=252,
        allow_inf_nan=False,
        description="Most hours at the wheel on the whole trip; null: no such limit.",
    )
    max_crossings: StrictInt | None = Field(
        None, ge=0, le=42, description="Most ships on the whole trip; null: no such limit."
    )
    day_start: ClockTime = Field(
        time(9, 0),
        description="Local time at which a day begins.",
        json_schema_extra={"default": "09:00"},
    )
    day_end: ClockTime = Field(
        time(19, 30),
        description="Local time at which it ends.",
        json_schema_extra={"default": "19:30"},
    )
    season: Season = Field(
        Season.OFF, description="`off` prefers low-season editions and days; `any` does not."
    )
    date_status: DateStatus = Field(
        DateStatus.RULE_BASED, description="Least sure editions that may be used."
    )
    unconfirmed_crossings: StrictBool = Field(
        False, description="Whether sailings that no recent source confirms may be used."
    )
    party: PartyDocument = PartyDocument()
    nights: NightsDocument = Field("anywhere", description="Where one may sleep.")
    locked: list[VisitLockDocument] = Field(
        [], max_length=MOST_IDS, description="Visits that have to be on a day, or at a time."
    )
    fixed_days: list[FixedDayDocument] = Field(
        [], max_length=MOST_TRIP_DAYS, description="Days that have exactly these visits."
    )
    order: list[RecordId] = Field(
        [],
        max_length=MOST_IDS,
        description="Visits of locked or fixed days: those of one day follow in this order.",
    )
    stays: dict[RecordId, StayMinutes] = Field(
        {}, max_length=MOST_IDS, description="Own lengths of visits by id [min]."
    )
    nights_at: list[NightLockDocument] = Field(
        [], max_length=MOST_TRIP_DAYS, description="Nights in a chosen place."
    )
    time_limit_s: StrictFloat = Field(
        5.0, ge=0.1, le=60, allow_inf_nan=False, description="Limit on the search [s]."
    )
    seed: StrictInt = Field(
        0, ge=0, le=2**31 - 1, description="Chance; the same seed, the same trip."
    )


def request_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a trip request."""
    schema = RequestDocument.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
