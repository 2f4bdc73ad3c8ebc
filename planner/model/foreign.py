"""Events as others tell them: what a reader of a foreign format hands over, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

from planner.model.place import Coordinate


class EventState(StrEnum):
    """Whether an event goes ahead (schema.org EventStatusType)."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text with its language (BCP 47), which is empty where nobody says it."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of a foreign event was read, and under which licence."""

    form: str
    """Name of the format."""
    document: str
    """File name or web address."""
    record: str
    """Id of the record inside the document, or its place in it."""
    path: str
    """Name of the field in that format."""
    licence: str
    """SPDX id, name or web address; empty where the document says none."""


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """One dated run of a festival as another source tells it.

    A field that the source lacks is empty; `origins` has an entry for each that it has.
    """

    key: str
    names: tuple[LocalText, ...] = ()
    days: tuple[date, ...] = ()
    """Days on which it goes on, ascending, each once."""
    state: EventState | None = None
    opens: time | None = None
    closes: time | None = None
    coordinate: Coordinate | None = None
    venue: str = ""
    municipality: str = ""
    country: str = ""
    descriptions: tuple[LocalText, ...] = ()
    website: str = ""
    organiser: str = ""
    series: str = ""
    """Id of the recurring event to which this run belongs."""
    origins: Mapping[str, Origin] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def name(self) -> str:
        """The first name."""
        return self.names[0].text if self.names else ""
