"""What has been imported, from where, and how old it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class DataSource:
    """One import, or the built-in tables."""

    kind: str
    """`built-in`, `osm` or `gtfs`."""
    name: str
    """Name of the file, or of the place that was asked for."""
    as_of: str
    """Moment or day of the data (ISO 8601), as the source says; empty where it does not."""
    read_on: date
    licence: str
    credit: str
    last_day: date | None = None
    """Last day that a timetable covers; None for other data."""
    counts: Mapping[str, int] = field(default_factory=dict)
    checksum: str = ""

    def age_days(self, today: date) -> int:
        """Return the age of the data on a day [days], since its reading where it has no date."""
        known = date.fromisoformat(self.as_of[:10]) if self.as_of else self.read_on
        return (today - known).days

    def has_expired(self, today: date) -> bool:
        """Answer whether a timetable ended before a day."""
        return self.last_day is not None and self.last_day < today

    def __str__(self) -> str:
        known = f" of {self.as_of[:10]}" if self.as_of else ""
        until = f", valid to {self.last_day}" if self.last_day else ""
        return f"{self.kind}: {self.name}{known}, read on {self.read_on}{until} ({self.credit})"
