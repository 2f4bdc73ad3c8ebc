"""The catalogue: festivals, their editions, attractions, businesses and sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from planner.errors import UnknownRecordError
from planner.model.festival import Attraction, Business, DateStatus, Edition, Festival, TimingRule
from planner.model.place import Area, Source
from planner.model.region import Region


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All records by id; each mapping keeps the order of its table."""

    festivals: Mapping[str, Festival]
    rules: tuple[TimingRule, ...]
    editions: tuple[Edition, ...]
    attractions: Mapping[str, Attraction]
    businesses: Mapping[str, Business]
    sources: Mapping[str, Source]
    first_day: date
    """First day for which editions are expanded."""
    last_day: date
    """Last day for which editions are expanded."""
    region: Region = field(default_factory=Region)

    @property
    def areas(self) -> tuple[Area, ...]:
        """All areas: those of the region, or else those that the program has names for."""
        return tuple(self.region.areas or Area)

    @property
    def read_on(self) -> date:
        """Day on which the newest of the sources was read: the data as they were known then."""
        return max((source.accessed for source in self.sources.values()), default=self.first_day)

    def get_festival(self, festival_id: str) -> Festival:
        """Return a festival.

        Raises
        ------
        UnknownRecordError
            No festival has that id.
        """
        found = self.festivals.get(festival_id)
        if found is None:
            near = get_close_matches(festival_id, self.festivals, n=3, cutoff=0.5)
            raise UnknownRecordError("festival", festival_id, near)
        return found

    def list_editions(
        self,
        first: date,
        last: date,
        lowest: DateStatus = DateStatus.GUESS,
    ) -> tuple[Edition, ...]:
        """Return the editions that take place in a span (ends included), earliest first."""
        inside = (
            edition
            for edition in self.editions
            if not edition.cancelled
            and edition.date_status.is_at_least(lowest)
            and any(first <= day <= last for day in edition.days)
        )
        return tuple(sorted(inside, key=lambda e: (e.days[0], e.festival_id, e.variant)))

    def list_editions_of(self, festival_id: str) -> tuple[Edition, ...]:
        """Return all editions of one festival that take place, earliest first."""
        own = (e for e in self.editions if e.festival_id == festival_id and not e.cancelled)
        return tuple(sorted(own, key=lambda e: (e.days[0], e.variant)))
