"""The network of feasts in words: ties, chains, figures, reach, gaps and what a change does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from planner.model.place import Area


class Quarter(StrEnum):
    """Quarters of the year as meteorologists cut them."""

    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"

    @property
    def months(self) -> tuple[int, int, int]:
        """Its three months, January = 1."""
        first = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}[self.value]
        return first, first % 12 + 1, (first + 1) % 12 + 1


@dataclass(frozen=True, slots=True)
class Weights:
    """What our own definitions assume; whoever thinks otherwise may change each of them."""

    most_wait_days: int = 10
    """Longest time between two visits of one trip."""
    most_travel_s: int = 36 * 3_600
    """Longest journey between two feasts: a day, a night on a ship and the morning after it."""
    margin_s: int = 3_600
    """Spare time that a journey to a feast has to leave."""
    leave: time = time(7)
    """When one sets out, on the morning after a visit."""
    wait_scale_s: int = 5 * 86_400
    travel_scale_s: int = 6 * 3_600
    """Time after which closeness has fallen to 1/e."""

    def __post_init__(self) -> None:
        for name in ("most_wait_days", "most_travel_s", "wait_scale_s", "travel_scale_s"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} has to be more than 0, not {getattr(self, name)}")
        if self.margin_s < 0:
            raise ValueError(f"margin_s may not be less than 0: {self.margin_s}")


@dataclass(frozen=True, slots=True)
class Link:
    """One can visit `origin` on one day and `destination` on a later one."""

    origin: str
    destination: str
    leave: date
    """Day of the visit at the origin; one sets out the next morning."""
    arrive: date
    """Day of the visit at the destination."""
    travel_s: int
    weight: float
    """exp(-wait / wait scale) · exp(-travel / travel scale)."""

    @property
    def wait_days(self) -> int:
        """Days from one visit to the other."""
        return (self.arrive - self.leave).days


@dataclass(frozen=True, slots=True)
class Tie:
    """What two feasts have to do with each other; the same in both directions."""

    first: str
    second: str
    shared_days: tuple[date, ...]
    overlap: float
    """Shared days over the days of the shorter edition (Szymkiewicz-Simpson)."""
    jaccard: float
    """Shared days over all days of both."""
    apart_s: int | None
    """Slower one of the two journeys, each in the month of its start; None where none leads."""
    likeness: float
    """Cosine of the two sets of interests and tags."""
    themes: tuple[str, ...]
    """Interests and tags that both have."""
    wait_days: int
    """Least number of days from a day of one to a day of the other."""
    clash: float
    complement: float


@dataclass(frozen=True, slots=True)
class FeastDay:
    """One visit of a chain: which feast on which day."""

    festival_id: str
    day: date


@dataclass(frozen=True, slots=True)
class Chain:
    """The longest chain of a group of linked feasts; of equals the one with least travel."""

    visits: tuple[FeastDay, ...]
    travel_s: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the whole network; what it means is said by its name's entry in the glossary."""

    name: str
    value: float
    low: float | None = None
    """Least value when rough inputs vary; None where it rests on none."""
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure or a tie means."""

    formula: str
    source: str
    """Who published it; empty: our own definition."""

    @property
    def is_ours(self) -> bool:
        """Answer whether no one else has published it."""
        return not self.source


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people can be at a feast within some time."""

    quarter: Quarter | None
    """None: by road alone, which is the same all year."""
    limit_s: int
    persons: int
    low: int
    """With all times 25 % longer."""
    high: int
    """With all times 25 % shorter."""


@dataclass(frozen=True, slots=True)
class FeastFigures:
    """What the network is to one feast, and the feast to the network."""

    festival_id: str
    partners: int
    """Feasts that can be combined with it, before or after."""
    partners_low: int
    partners_high: int
    betweenness: float
    clash: float
    """Sum over all other feasts."""
    links_lost: int
    """Links that go when the feast goes."""
    threes_lost: int
    """Trips of three feasts that go with it."""
    chain_without: int | None
    """Length of the longest chain of its group without it; None where it is in no chain."""
    flattening: float
    """Gini of feast-days by month without it, less that with it: above 0 it evens out the year."""
    gateway: str
    """Nearest gateway by road; empty where no road leads to one."""
    access_s: int | None
    access_gap_s: int | None
    """Driving time from the nearest gateway, less the median of all feasts."""
    reach: tuple[Reach, ...]
    community: int


@dataclass(frozen=True, slots=True)
class Week:
    """Feasts by area in a week that begins on Monday."""

    monday: date
    feasts: Mapping[Area, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of weeks between September and June without a feast in an area."""

    area: Area
    first: date
    """Monday of the first week."""
    weeks: int


@dataclass(frozen=True, slots=True)
class Seasonality:
    """How unevenly feast-days are spread over the twelve months."""

    by_month: tuple[int, ...]
    gini: float
    variation: float
    entropy: float
    redundancy: float
    off_season_share: float


@dataclass(frozen=True, slots=True)
class Stability:
    """How far a ranking stands when rough inputs vary by up to a quarter."""

    runs: int
    same_top: int
    """Runs in which the same three feasts have most partners."""
    top: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """The days that were taken for a feast."""

    festival_id: str
    edition_id: str
    days: tuple[date, ...]
    status: str
    other_days: tuple[tuple[date, ...], ...] = ()
    """Other candidate editions of that year, where rules disagree."""


@dataclass(frozen=True)
class NetworkReport:
    """All figures of the network from a day on."""

    today: date
    dated: tuple[Dated, ...]
    undated: tuple[str, ...]
    """Feasts without a known edition after that day."""
    figures: tuple[Figure, ...]
    feasts: tuple[FeastFigures, ...]
    links: tuple[Link, ...]
    ties: tuple[Tie, ...]
    chains: tuple[Chain, ...]
    weeks: tuple[Week, ...]
    gaps: tuple[Gap, ...]
    seasonality: Seasonality
    stability: Stability
    weights: Weights


@dataclass(frozen=True, slots=True)
class Partner:
    """A sight or a business that goes with a feast."""

    kind: str
    """`sight` or `business`."""
    record_id: str
    drive_s: int
    shared: tuple[str, ...]
    """Interests that both serve."""
    added: tuple[str, ...]
    """Interests that it adds to the feast's."""
    open_days: int | None
    """On how many days of the feast it is open; None where no source says."""
    days: int
