"""What one travels for: festivals with their dated editions, attractions, businesses."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from planner.model.place import Area, Confidence, Coordinate

UNKNOWN_HOURS = "unknown"
"""Opening hours that no source gives."""


class DateStatus(StrEnum):
    """How sure the days of an edition are, surest first."""

    CONFIRMED = "confirmed"
    ANNOUNCED = "announced"
    RULE_BASED = "rule_based"
    GUESS = "guess"

    @property
    def rank(self) -> int:
        """Place in the order of sureness, 0 = surest."""
        return list(DateStatus).index(self)

    def is_at_least(self, lowest: "DateStatus") -> bool:
        """Answer whether this status is as sure as `lowest`, or surer."""
        return self.rank <= lowest.rank


class Role(StrEnum):
    """Whether the network named the feast, or it stands in for one that no source names."""

    MEMBER = "member"
    STAND_IN = "stand_in"


class Interest(StrEnum):
    """What a traveller may care for; the keys of a request's `interests`."""

    FOOD = "food"
    CRAFTS = "crafts"
    HISTORY = "history"
    NATURE = "nature"
    FAITH = "faith"
    SEA = "sea"


class Language(StrEnum):
    """Languages in which Filofesta speaks."""

    ITALIAN = "it"
    FRENCH = "fr"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Description:
    """A short text in the three languages, written for this project."""

    it: str
    fr: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        return {"it": self.it, "fr": self.fr, "en": self.en}[language.value]


@dataclass(frozen=True, slots=True)
class Festival:
    """A recurring celebration (schema.org EventSeries)."""

    id: str
    name: str
    name_language: str
    names_alt: tuple[str, ...]
    municipality: str
    locality: str
    province: str
    area: Area
    country: str
    coordinate: Coordinate
    coord_precision_m: int
    category: str
    interests: tuple[Interest, ...]
    tags: tuple[str, ...]
    opens: time
    closes: time
    hours_status: str
    """`source` where a source gives the hours of some edition, else `typical`."""
    stay_s: int
    low_season: bool | None
    role: Role
    organiser: str
    website: str
    email: str
    admission: str
    first_held: int | None
    attendance: int | None
    description: Description
    confidence: Confidence
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimingRule:
    """An RRULE (RFC 5545, with dateutil's BYEASTER) that gives the first days of an edition."""

    id: str
    festival_id: str
    variant: str
    rrule: str
    offset_days: int
    duration_days: int
    date_status: DateStatus
    note: str
    confidence: Confidence
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated run of a festival (schema.org Festival)."""

    id: str
    festival_id: str
    days: tuple[date, ...]
    """Days on which the feast goes on, ascending; they need not be consecutive."""
    date_status: DateStatus
    variant: str
    """`known` for days that a source states, else the variant of the rule that gave them."""
    basis: str
    """The rules as RRULEs, or the word `source`."""
    note: str
    sources: tuple[str, ...]
    number: int | None = None
    cancelled: bool = False
    """Called off: its days stay known, so that who had planned for them is told."""

    def __post_init__(self) -> None:
        if not self.days or list(self.days) != sorted(set(self.days)):
            raise ValueError(f"edition {self.id}: days have to be ascending and not empty")


@dataclass(frozen=True, slots=True)
class Attraction:
    """A sight that stays open beside the feasts (schema.org TouristAttraction)."""

    id: str
    name: str
    municipality: str
    area: Area
    country: str
    coordinate: Coordinate
    coord_precision_m: int
    category: str
    interests: tuple[Interest, ...]
    stay_min_s: int
    stay_max_s: int
    opening_hours: str
    """OSM `opening_hours` syntax, or `unknown`: then shown as "check before you go"."""
    hours_note: str
    price: str
    description: Description
    confidence: Confidence
    sources: tuple[str, ...]
    names_alt: tuple[tuple[str, str], ...] = ()
    """Language code and name, where the name differs by language."""
    website: str = ""
    wikidata: str = ""
    wheelchair: str = ""
    """`yes`, `limited`, `no`, or empty where nobody says."""
    rank: int = 0
    """Stated worth of an imported sight in points, by which the best near a feast are chosen; 0 for
    the curated ones, which are always offered."""

    @property
    def hours_known(self) -> bool:
        """Whether a source gives opening hours."""
        return self.opening_hours != UNKNOWN_HOURS


@dataclass(frozen=True, slots=True)
class Business:
    """A business of the Quality Made network (schema.org LocalBusiness)."""

    id: str
    name: str
    kind: str
    municipality: str
    locality: str
    area: Area
    country: str
    coordinate: Coordinate | None
    coord_precision_m: int | None
    interests: tuple[Interest, ...]
    quality_made_status: str
    description: Description
    confidence: Confidence
    sources: tuple[str, ...]
