"""The trip form: what it offers, what was typed, and what is wrong beside which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus, Interest
from planner.model.gazetteer import Gazetteer
from planner.model.request import Pace, Season, TravelMode
from web.query import MIDDLE_INTEREST, Fields
from web.wording import area_name

WINDOW_DAYS = 21
LOOK_AHEAD_DAYS = 365
TOWNS_OFFERED = 40
MORE_FIELDS = (
    *("end", "end_place", "areas", "avoid", "pace", "max_drive_h"),
    *("max_trip_drive_h", "max_crossings", "day_start", "day_end"),
    *("season", "date_status", "nights", "unconfirmed_crossings"),
    *("adults", "children", "time_limit_s", "seed"),
    *(f"interest_{interest.value}" for interest in Interest),
)
DEFAULTS: Mapping[str, str] = {
    "days_min": "5",
    "days_max": "8",
    "mode": TravelMode.CAR.value,
    "pace": Pace.NORMAL.value,
    "max_drive_h": "4",
    "day_start": "09:00",
    "day_end": "19:30",
    "season": Season.OFF.value,
    "date_status": DateStatus.RULE_BASED.value,
    "adults": "2",
    "children": "0",
    "time_limit_s": "5",
    "seed": "0",
    **{f"interest_{interest.value}": MIDDLE_INTEREST for interest in Interest},
}


SHOWN = ("start", "earliest", "latest", "days_min", "days_max", "mode", "must", *MORE_FIELDS)
"""Fields that the form has; faults of others stand above it."""


@dataclass(frozen=True, slots=True)
class TripForm:
    """A form with its values and its faults, both by field."""

    fields: Fields
    faults: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return the text of a field, its default where nothing was typed."""
        return self.fields.get(name, (DEFAULTS.get(name, ""),))[0]

    def unsent(self, name: str) -> str:
        """Return the value that need not stand in the address, empty where each has to."""
        return "" if name.startswith("days_") else DEFAULTS.get(name, "")

    def has(self, name: str, value: str) -> bool:
        """Answer whether a value of a list is chosen."""
        return value in self.fields.get(name, ())

    def is_odd(self, name: str) -> bool:
        """Answer whether what was typed has a fault, so that a plain field has to keep it."""
        return name in self.faults and bool(self.get(name))

    def count(self, name: str) -> int:
        """Return how many values of a list are chosen."""
        return len(self.fields.get(name, ()))

    @property
    def is_more_open(self) -> bool:
        """Answer whether one of the further wishes holds something that has to be seen."""
        changed = (
            name in self.fields and self.get(name) != DEFAULTS.get(name) for name in MORE_FIELDS
        )
        return any(changed) or any(name in self.faults for name in MORE_FIELDS)

    @property
    def loose_faults(self) -> Mapping[str, str]:
        """Return the faults that belong to no field of the form."""
        return {name: fault for name, fault in self.faults.items() if name not in SHOWN}


def suggest_window(catalogue: Catalogue, today: date) -> tuple[date, date]:
    """Return the next three weeks in which the most feasts take place, within a year."""
    last_start = min(
        today + timedelta(LOOK_AHEAD_DAYS), catalogue.last_day - timedelta(WINDOW_DAYS)
    )
    days = [
        (day, edition.festival_id)
        for edition in catalogue.editions
        if edition.date_status.is_at_least(DateStatus.RULE_BASED) and not edition.cancelled
        for day in edition.days
        if day > today
    ]
    best, best_count = today + timedelta(1), 0
    for offset in range(1, max(2, (last_start - today).days)):
        first = today + timedelta(offset)
        last = first + timedelta(WINDOW_DAYS - 1)
        count = len({name for day, name in days if first <= day <= last})
        if count > best_count:
            best, best_count = first, count
    return best, best + timedelta(WINDOW_DAYS - 1)


def new_form(catalogue: Catalogue, today: date, fields: Fields) -> TripForm:
    """Return a form with a window in which a good trip exists and what the address says."""
    first, last = suggest_window(catalogue, today)
    window = {"earliest": (first.isoformat(),), "latest": (last.isoformat(),)}
    return TripForm({**window, **fields})


def list_towns(gazetteer: Gazetteer) -> list[str]:
    """Return the names offered as a start without typing: ports first, then the largest towns."""
    ports = [
        gazetteer.places[port.place_id].name
        for port in gazetteer.ports.values()
        if port.place_id in gazetteer.places
    ]
    largest = sorted(gazetteer.places.values(), key=lambda place: (-place.population, place.id))
    towns = [place.name for place in largest[: 2 * TOWNS_OFFERED] if place.area is not None]
    return sorted(dict.fromkeys([*ports, *towns[:TOWNS_OFFERED]]))


def list_areas(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the areas that have feasts, with their names."""
    held = {festival.area for festival in catalogue.festivals.values()}
    return [(area.value, area_name(area)) for area in catalogue.areas if area in held]


OFFERED = {
    "interests": tuple(Interest),
    "modes": tuple(TravelMode),
    "paces": tuple(Pace),
    "seasons": tuple(Season),
    "date_statuses": tuple(DateStatus),
}
"""What the form offers to choose from."""
