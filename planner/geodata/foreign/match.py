"""Which of our festivals a foreign event is a run of: by name, place and dates.

Nothing is decided in silence: what is neither clearly the same nor clearly another one is said to
be unclear, with the festivals that it may be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from planner.model.catalogue import Catalogue
from planner.model.festival import Festival
from planner.model.foreign import ForeignEvent
from planner.model.gazetteer import fold

SAME_NAME, LIKE_NAME = 80.0, 60.0
"""Likeness of two names from which they are taken for the same, and for alike (0 to 100): chosen
by hand on the names of our own table, where no two festivals reach 80 against each other."""
NEAR_M, FAR_M = 5_000.0, 20_000.0
"""Within the first a place is the same village, beyond the second it is another one."""
SAME_SEASON_DAYS = 45


class Verdict(StrEnum):
    """Whether an event is a run of one of our festivals."""

    SAME = "same"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like an event is to a festival; None where one of the two does not say."""

    festival_id: str
    name: float
    """0 to 100 (rapidfuzz)."""
    distance_m: float | None
    gap_days: int | None
    """Days between it and the nearest edition of its year that we know."""
    by_id: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An event with what it may be, the likeliest first."""

    event: ForeignEvent
    verdict: Verdict
    likenesses: tuple[Likeness, ...]

    @property
    def festival_id(self) -> str:
        """The festival that it is a run of; empty where that is not clear."""
        return self.likenesses[0].festival_id if self.verdict is Verdict.SAME else ""


def name_likeness(names: Iterable[str], others: Iterable[str]) -> float:
    """Return the best likeness of two sets of names, whatever the order of their words."""
    ours = [fold(name) for name in others if name]
    scores = [
        (fuzz.token_sort_ratio(fold(name), other) + fuzz.token_set_ratio(fold(name), other)) / 2
        for name in names
        for other in ours
    ]
    return max(scores, default=0.0)


def distance_m(event: ForeignEvent, festival: Festival) -> float | None:
    """Return how far apart they are; 0 where both name the same municipality."""
    if event.coordinate is not None:
        return festival.coordinate.distance_m(event.coordinate)
    towns = {fold(festival.municipality), fold(festival.locality)} - {""}
    if event.municipality:
        return 0.0 if fold(event.municipality) in towns else None
    return 0.0 if any(town in fold(event.venue) for town in towns) else None


def gap_days(days: tuple[date, ...], festival: Festival, catalogue: Catalogue) -> int | None:
    """Return the days to the nearest edition of the same year, 0 where they share one."""
    known = [
        day
        for edition in catalogue.list_editions_of(festival.id)
        for day in edition.days
        if days and day.year == days[0].year
    ]
    return min((abs((day - one).days) for day in known for one in days), default=None)


def compare(event: ForeignEvent, festival: Festival, catalogue: Catalogue) -> Likeness:
    """Return how like an event is to a festival."""
    editions = {one.id for one in catalogue.list_editions_of(festival.id)}
    tails = {
        text.rsplit("/", 1)[-1].rsplit("#", 1)[-1].rsplit(":", 1)[-1].split("@")[0]
        for text in (event.key, event.series)
    }
    names = [one.text for one in event.names]
    town = f"{festival.name} {festival.municipality}"
    return Likeness(
        festival.id,
        name_likeness(names, (festival.name, town, *festival.names_alt)),
        distance_m(event, festival),
        gap_days(event.days, festival, catalogue),
        bool(tails & {festival.id, *editions}),
    )


def is_same(one: Likeness) -> bool:
    """Answer whether a likeness leaves no doubt."""
    near = one.distance_m is not None and one.distance_m <= NEAR_M
    return (one.by_id or one.name >= SAME_NAME) and near


def is_alike(one: Likeness) -> bool:
    """Answer whether a likeness is worth a look."""
    if one.by_id:
        return True
    if one.distance_m is not None and one.distance_m > FAR_M:
        return False
    near = one.distance_m is not None and one.distance_m <= NEAR_M
    in_season = one.gap_days is not None and one.gap_days <= SAME_SEASON_DAYS
    if near:
        return one.name >= LIKE_NAME or (in_season and one.name >= LIKE_NAME / 2)
    return one.name >= SAME_NAME or (in_season and one.name >= LIKE_NAME)


def match_events(events: Iterable[ForeignEvent], catalogue: Catalogue) -> tuple[Match, ...]:
    """Return what each event may be, in the order given."""
    return tuple(match_one(event, catalogue) for event in events)


def match_one(event: ForeignEvent, catalogue: Catalogue) -> Match:
    """Return what an event may be."""
    found = [compare(event, festival, catalogue) for festival in catalogue.festivals.values()]
    alike = sorted(
        filter(is_alike, found), key=lambda one: (-one.by_id, -one.name, one.festival_id)
    )
    sure = [one for one in alike if is_same(one)]
    by_id = [one for one in sure if one.by_id]
    if len(by_id) == 1 or len(sure) == 1:
        best = (by_id or sure)[0]
        rest = tuple(one for one in alike if one is not best)
        return Match(event, Verdict.SAME, (best, *rest))
    return Match(event, Verdict.UNCLEAR if alike else Verdict.UNKNOWN, tuple(alike))
