"""What a visit is worth to this traveller: whole points, each term with its reason.

A feast is worth some forty sights, because the dated thing is what one travels for and the sights
fill the days between.  Driving, sailing and long trips cost points, so that the best trip is also a
sensible one.  The figures are Filofesta's own choice, not measured on travellers; `optimise` shows
every term in the answer.
"""

from collections.abc import Mapping

from planner.model.festival import Attraction, DateStatus, Festival, Interest
from planner.model.itinerary import WorthTerm
from planner.model.request import Season, TripRequest

FEAST = 1_000
LOW_SEASON = 150
"""Bonus of a feast outside mid June to mid September: the network wants to fill these months."""
SURENESS: Mapping[DateStatus, int] = {
    DateStatus.CONFIRMED: 0,
    DateStatus.ANNOUNCED: -25,
    DateStatus.RULE_BASED: -50,
    DateStatus.GUESS: -400,
}
"""A day that may be wrong is worth less than one that is sure."""
TASTE = 200
"""Most that taste adds to a feast, or takes from it."""
SIGHT = 20
SIGHT_PER_HOUR = 15
SIGHT_TASTE = 0.8
"""Share of a sight's points that taste adds or takes."""
HOURS_UNKNOWN = -8
"""A sight whose opening hours nobody knows may be closed."""
LEAST_WORTH = 5
DRIVE_POINTS_PER_HOUR = 15
LEAST_DRIVE_POINTS = 1
"""Even the shortest move costs a point, or idle ones to and fro would look as good as none."""
CROSSING_POINTS = 30
DAY_POINTS = 10
"""A day has to bring at least this much, or the trip ends sooner."""


def leaning(interests: tuple[Interest, ...], request: TripRequest) -> float:
    """Return how much the traveller cares for some interests, from -1 to 1; 0 is the middle."""
    weights = dict(request.interests)
    return 2.0 * sum(weights[interest] for interest in interests) / max(len(interests), 1) - 1.0


def festival_terms(
    festival: Festival, status: DateStatus, request: TripRequest
) -> tuple[WorthTerm, ...]:
    """Return the terms of a feast's worth."""
    terms = [WorthTerm("feast", FEAST), WorthTerm("sureness of the date", SURENESS[status])]
    if request.season is Season.OFF and festival.low_season is not False:
        terms.append(WorthTerm("low season", LOW_SEASON))
    terms.append(WorthTerm("taste", round(TASTE * leaning(festival.interests, request))))
    return tuple(term for term in terms if term.points)


def attraction_terms(
    attraction: Attraction, stay_s: int, hours_known: bool, request: TripRequest
) -> tuple[WorthTerm, ...]:
    """Return the terms of a sight's worth for a visit of some length."""
    base = SIGHT + round(SIGHT_PER_HOUR * stay_s / 3600)
    terms = [WorthTerm("sight", base)]
    terms.append(
        WorthTerm("taste", round(base * SIGHT_TASTE * leaning(attraction.interests, request)))
    )
    if not hours_known:
        terms.append(WorthTerm("opening hours unknown", HOURS_UNKNOWN))
    return tuple(term for term in terms if term.points)


def total(terms: tuple[WorthTerm, ...]) -> int:
    """Return the sum of terms, never below the least worth of a visit."""
    return max(sum(term.points for term in terms), LEAST_WORTH)
