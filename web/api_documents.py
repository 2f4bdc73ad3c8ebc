"""The shapes of the API's answers; `openapi` publishes them and a test holds answers to them."""

from typing import Any, Literal, NotRequired

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from planner.export.answer_document import AnswerDocument, DayDocument, TotalsDocument

CLOSED = ConfigDict(extra="forbid")


@with_config(CLOSED)
class LinkDocument(TypedDict):
    """A way to a related resource (RFC 8288)."""

    href: str
    rel: str
    type: NotRequired[str]
    title: NotRequired[str]


@with_config(CLOSED)
class ProblemDocument(TypedDict):
    """What went wrong (RFC 9457); `faults` has a message for each faulty field."""

    type: str
    title: str
    status: int
    detail: str
    faults: NotRequired[dict[str, str]]


@with_config(CLOSED)
class EditionDocument(TypedDict):
    """One dated run of a festival, and how sure its days are."""

    id: str
    days: list[str]
    date_status: str
    basis: str
    sources: list[str]


@with_config(CLOSED)
class FestivalDocument(TypedDict):
    """A festival; coordinates are lon, lat in degrees."""

    id: str
    name: str
    role: str
    municipality: str
    area: str
    country: str
    coordinates: list[float]
    coord_precision_m: int
    interests: list[str]
    description: dict[str, str]
    confidence: str
    sources: list[str]
    editions: list[EditionDocument]


@with_config(CLOSED)
class SourceDocument(TypedDict):
    """A page on which a fact was read."""

    url: str
    accessed: str


@with_config(CLOSED)
class FestivalsDocument(TypedDict):
    """A page of the festivals, and the sources that they name."""

    data_version: str
    matched: int
    links: list[LinkDocument]
    festivals: list[FestivalDocument]
    sources: dict[str, SourceDocument]


@with_config(CLOSED)
class PlaceRecord(TypedDict):
    """A settlement of the gazetteer."""

    id: str
    name: str
    area: str | None
    where: str
    country: str
    coordinates: list[float]


@with_config(CLOSED)
class PlacesDocument(TypedDict):
    """Places, the most populous first."""

    places: list[PlaceRecord]


@with_config(CLOSED)
class LandingDocument(TypedDict):
    """Where to go from here."""

    title: str
    description: str
    links: list[LinkDocument]


@with_config(CLOSED)
class ConformanceDocument(TypedDict):
    """The classes of OGC API Features that are kept to."""

    conformsTo: list[str]


@with_config(CLOSED)
class SpatialDocument(TypedDict):
    """Boxes as west, south, east, north."""

    bbox: list[list[float]]
    crs: str


@with_config(CLOSED)
class TemporalDocument(TypedDict):
    """Intervals as first and last moment."""

    interval: list[list[str | None]]


@with_config(CLOSED)
class ExtentDocument(TypedDict):
    """Where and when a collection has features."""

    spatial: SpatialDocument
    temporal: NotRequired[TemporalDocument]


@with_config(CLOSED)
class CollectionDocument(TypedDict):
    """A collection of features."""

    id: str
    title: str
    description: str
    itemType: Literal["feature"]
    extent: ExtentDocument
    crs: list[str]
    links: list[LinkDocument]


@with_config(CLOSED)
class CollectionsDocument(TypedDict):
    """All collections."""

    collections: list[CollectionDocument]
    links: list[LinkDocument]


@with_config(CLOSED)
class PointGeometry(TypedDict):
    """A point, lon and lat."""

    type: Literal["Point"]
    coordinates: list[float]


@with_config(CLOSED)
class FeatureDocument(TypedDict):
    """A feature (RFC 7946)."""

    type: Literal["Feature"]
    id: str
    geometry: PointGeometry
    properties: dict[str, Any]
    links: NotRequired[list[LinkDocument]]


@with_config(CLOSED)
class FeaturesDocument(TypedDict):
    """A page of features."""

    type: Literal["FeatureCollection"]
    features: list[FeatureDocument]
    links: list[LinkDocument]
    numberMatched: int
    numberReturned: int


@with_config(CLOSED)
class CourseDocument(TypedDict):
    """How a search stood after some seconds."""

    seconds: float
    best: int
    bound: int


@with_config(CLOSED)
class JobDocument(TypedDict):
    """A search: how far it is, and at its end the answer."""

    id: str
    state: str
    before: int
    seconds: float
    best: int | None
    bound: int | None
    gap: float | None
    course: list[CourseDocument]
    answer: AnswerDocument | None


@with_config(CLOSED)
class BreakDocument(TypedDict):
    """What an order breaks."""

    kind: str
    date: str
    at: str | None
    over_s: int
    sailing: str | None


@with_config(CLOSED)
class RetimingDocument(TypedDict):
    """An order of visits with its times; no proof."""

    days: list[DayDocument]
    totals: TotalsDocument
    worth: int
    breaks: list[BreakDocument]
