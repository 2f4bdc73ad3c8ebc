"""What an import would change, one finding a field: for a person to accept or to leave."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from planner.geodata.editions import KNOWN
from planner.geodata.foreign.match import Match, Verdict
from planner.model.catalogue import Catalogue
from planner.model.festival import Edition, Festival
from planner.model.foreign import EventState, ForeignEvent, Origin

DIGITS = 5
KEY_LETTERS = 8


class Sort(StrEnum):
    """What a finding is."""

    NEW_DAYS = "new_days"
    """We had no edition of that year but what the rule gives, which agrees, or none at all."""
    DAYS_AGAINST_RULE = "days_against_rule"
    DAYS_AGAINST_SOURCE = "days_against_source"
    """An edition that another source states has other days."""
    WEBSITE = "website"
    WEBSITE_DIFFERS = "website_differs"
    POSITION_DIFFERS = "position_differs"
    AGREES = "agrees"
    CANCELLED = "cancelled"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"
    NO_DAYS = "no_days"


WRITABLE = frozenset(
    {
        *(Sort.NEW_DAYS, Sort.DAYS_AGAINST_RULE, Sort.DAYS_AGAINST_SOURCE),
        *(Sort.WEBSITE, Sort.WEBSITE_DIFFERS, Sort.POSITION_DIFFERS),
    }
)
"""Findings that may be accepted; the others are for the reader to act on."""
CONFLICTS = frozenset(
    {
        *(Sort.DAYS_AGAINST_RULE, Sort.DAYS_AGAINST_SOURCE, Sort.WEBSITE_DIFFERS),
        *(Sort.POSITION_DIFFERS, Sort.CANCELLED, Sort.UNCLEAR),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between an event and what we have."""

    sort: Sort
    match: Match
    cells: Mapping[str, str]
    """Values by column that accepting it would put in."""
    ours: str
    theirs: str
    origin: Origin | None

    @property
    def key(self) -> str:
        """Short name by which it is accepted: the same for the same difference."""
        said = (
            self.sort.value,
            self.match.festival_id,
            self.match.event.key,
            self.ours,
            self.theirs,
        )
        return sha256("\0".join(said).encode()).hexdigest()[:KEY_LETTERS]

    @property
    def is_writable(self) -> bool:
        """Answer whether it may be accepted."""
        return self.sort in WRITABLE

    @property
    def is_conflict(self) -> bool:
        """Answer whether it contradicts what we have, or needs a decision."""
        return self.sort in CONFLICTS


def find_all(matches: Iterable[Match], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return the findings of all events, in their order."""
    return tuple(finding for match in matches for finding in find_in(match, catalogue))


def find_in(match: Match, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the findings of one event."""
    event = match.event
    if match.verdict is not Verdict.SAME:
        sort = Sort.UNCLEAR if match.verdict is Verdict.UNCLEAR else Sort.UNKNOWN
        names = ", ".join(one.festival_id for one in match.likenesses[:3])
        yield Finding(sort, match, {}, names, event.name, event.origins.get("names"))
        return
    festival = catalogue.get_festival(match.festival_id)
    if event.state in {EventState.CANCELLED, EventState.POSTPONED}:
        origin = event.origins.get("state")
        yield Finding(Sort.CANCELLED, match, {}, "", f"{event.state}: {days_text(event)}", origin)
    elif not event.days:
        yield Finding(Sort.NO_DAYS, match, {}, "", event.name, event.origins.get("names"))
    else:
        yield day_finding(match, catalogue)
    yield from website_finding(match, festival)
    yield from position_finding(match, festival)


def days_text(event: ForeignEvent) -> str:
    """Return the days as the tables hold them."""
    return " ".join(day.isoformat() for day in event.days)


def day_finding(match: Match, catalogue: Catalogue) -> Finding:
    """Return what the days of an event say beside the editions that we know."""
    event = match.event
    own = [
        one
        for one in catalogue.list_editions_of(match.festival_id)
        if one.days[0].year == event.days[0].year
    ]
    stated = [one for one in own if one.variant == KNOWN]
    same = any(one.days == event.days for one in own)
    if stated:
        sort = Sort.AGREES if same else Sort.DAYS_AGAINST_SOURCE
    else:
        sort = Sort.NEW_DAYS if same or not own else Sort.DAYS_AGAINST_RULE
    year = str(event.days[0].year)
    cells = {"festival_id": match.festival_id, "year": year, "dates": days_text(event)}
    ours = " | ".join(dict.fromkeys(said(one) for one in stated or own))
    return Finding(sort, match, cells, ours, days_text(event), event.origins.get("days"))


def said(edition: Edition) -> str:
    """Return the days of an edition as the tables hold them."""
    return " ".join(day.isoformat() for day in edition.days)


def website_finding(match: Match, festival: Festival) -> Iterator[Finding]:
    """Yield the web address of an event where ours is empty or another one."""
    theirs = match.event.website
    if theirs and theirs.rstrip("/") != festival.website.rstrip("/"):
        sort = Sort.WEBSITE_DIFFERS if festival.website else Sort.WEBSITE
        origin = match.event.origins.get("website")
        yield Finding(sort, match, {"website": theirs}, festival.website, theirs, origin)


def position_finding(match: Match, festival: Festival) -> Iterator[Finding]:
    """Yield the point of an event where it lies farther off than ours may be wrong."""
    spot, here = match.event.coordinate, festival.coordinate
    if spot is None or here.distance_m(spot) <= festival.coord_precision_m:
        return
    cells = {"lon": f"{spot.lon:.{DIGITS}f}", "lat": f"{spot.lat:.{DIGITS}f}"}
    ours = f"{here.lon:.{DIGITS}f}, {here.lat:.{DIGITS}f}"
    theirs = f"{cells['lon']}, {cells['lat']}"
    origin = match.event.origins.get("coordinate")
    yield Finding(Sort.POSITION_DIFFERS, match, cells, ours, theirs, origin)
