"""What the API may be asked in an address: one model each, read here, published by `openapi`.

Values come as texts.  A name that the model lacks, or one given twice, is a fault: a filter that is
silently ignored gives a wrong answer.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError
from werkzeug.datastructures import MultiDict

from planner.errors import RequestError

MOST_LIMIT, MOST_OFFSET, MOST_PLACES, MOST_TEXT = 1000, 100_000, 50, 200
DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
MOMENT = (
    DAY + r"(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-][01][0-9]:[0-5][0-9]))?"
)
END = rf"(\.\.|{MOMENT})?"
WHEN = re.compile(rf"({MOMENT}|{END}/{END})", re.ASCII)
WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", re.ASCII)
WHEN_SCHEMA = {"type": "string", "pattern": f"^{WHEN.pattern}$"}
BOX_SCHEMA = {
    "type": "array",
    "items": {"type": "number"},
    "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
}
Q = TypeVar("Q", bound="Question")


def _fault(message: str) -> PydanticCustomError:
    """Return a fault with a message of ours."""
    return PydanticCustomError("filofesta", "{message}", {"message": message})


def parse_whole(value: object) -> object:
    """Return a whole number of a text in plain digits."""
    if isinstance(value, str):
        if not WHOLE.fullmatch(value):
            raise _fault("write a whole number in digits")
        return int(value)
    return value


def parse_day(value: object) -> object:
    """Return the day of an ISO text."""
    if isinstance(value, str):
        try:
            if re.fullmatch(DAY, value, re.ASCII):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise _fault("write the day as YYYY-MM-DD, such as 2027-10-01")
    return value


def parse_span(value: object) -> object:
    """Return first and last day of a moment or an interval (RFC 3339, `..` for an open end)."""
    if not isinstance(value, str):
        return value
    if not WHEN.fullmatch(value):
        raise _fault("write a day, or two with a slash between, such as 2027-10-01/2027-10-31")
    first, slash, last = value.partition("/")
    ends = (first, last) if slash else (first, first)
    return _end(ends[0], date.min), _end(ends[1], date.max)


def _end(text: str, default: date) -> date:
    """Return the day of one end; a day that its month lacks is the last of the month."""
    if text in {"", ".."}:
        return default
    year, month, day = (int(part) for part in text[:10].split("-"))
    for known in range(day, day - 4, -1):
        try:
            return date(max(1, year), month, known)
        except ValueError:
            continue
    return default


def parse_box(value: object) -> object:
    """Return west, south, east, north; heights of a box with six numbers are left out."""
    if not isinstance(value, str):
        return value
    parts = value.split(",")
    if len(parts) not in {4, 6} or not all(NUMBER.fullmatch(part) for part in parts):
        raise _fault("write four numbers: west, south, east, north, in degrees")
    numbers = [float(part) for part in parts]
    return tuple(numbers) if len(numbers) == 4 else (*numbers[:2], *numbers[3:5])


Day = Annotated[date, BeforeValidator(parse_day)]
Span = Annotated[tuple[date, date], BeforeValidator(parse_span), WithJsonSchema(WHEN_SCHEMA)]
Box = Annotated[
    tuple[float, float, float, float], BeforeValidator(parse_box), WithJsonSchema(BOX_SCHEMA)
]
Limit = Annotated[
    int,
    Field(ge=1, le=MOST_LIMIT, description="Most records of a page."),
    BeforeValidator(parse_whole),
]
Offset = Annotated[
    int,
    Field(ge=0, le=MOST_OFFSET, description="Records left out before the first."),
    BeforeValidator(parse_whole),
]


class Question(BaseModel):
    """Arguments of an address, all of them known."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class PlainQuestion(Question):
    """No arguments."""


class FestivalsQuestion(Question):
    """Which editions, and which page of the festivals."""

    first: Day | None = Field(None, alias="from", description="First day of the editions.")
    last: Day | None = Field(None, alias="to", description="Last day of the editions.")
    limit: Limit = 100
    offset: Offset = 0


class PlacesQuestion(Question):
    """How the places begin, and in which language their areas are named."""

    q: str = Field("", max_length=MOST_TEXT, description="First letters of the name.")
    lang: Literal["en", "it", "fr"] | None = Field(None, description="Default: the browser's.")
    limit: Annotated[
        int,
        Field(ge=1, le=MOST_PLACES, description="Most places."),
        BeforeValidator(parse_whole),
    ] = 12


class ItemsQuestion(Question):
    """Which features of a collection, and which page of them."""

    bbox: Box | None = Field(None, description="West, south, east, north in degrees (WGS 84).")
    span: Span | None = Field(
        None,
        alias="datetime",
        description="A day or moment, or an interval; `..` leaves an end open.",
    )
    area: str | None = Field(None, pattern="^[a-z0-9-]{1,40}$", description="Only this area.")
    country: str | None = Field(None, pattern="^[A-Z]{2}$", description="Only this country.")
    limit: Limit = 100
    offset: Offset = 0


def read_question(model: type[Q], arguments: MultiDict[str, str]) -> Q:
    """Return the arguments of an address by a model.

    Raises
    ------
    RequestError
        With a message for each faulty argument.
    """
    faults = {name: "give it once" for name, texts in arguments.lists() if len(texts) > 1}
    try:
        found = model.model_validate(arguments.to_dict())
    except ValidationError as error:
        names = [field.alias or name for name, field in model.model_fields.items()]
        known = f"; the address takes {', '.join(names)}" if names else "; it takes none"
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            name = ".".join(str(part) for part in one["loc"][:1])[:MOST_TEXT] or "address"
            is_unknown = one["type"] == "extra_forbidden"
            faults[name] = f"unknown argument{known}" if is_unknown else one["msg"]
    if faults:
        raise RequestError(faults)
    return found


def query_schema(model: type[Question]) -> dict[str, Any]:
    """Return the JSON Schema of a question; `properties` are its arguments."""
    return model.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
