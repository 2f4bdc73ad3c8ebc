"""Words for the tokens of the model, in the reader's language."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from math import ceil
from typing import TypeVar

from flask import current_app
from flask_babel import get_locale

from planner.model.festival import DateStatus, Interest, Language
from planner.model.itinerary import Itinerary, Reason, Status, Totals
from planner.model.place import Area, Confidence
from planner.model.request import Pace, Season, TravelMode
from planner.model.timetable import Mode, TimetableStatus
from web.formats import hours, kilometres
from web.languages import current_language
from web.speech import gettext, ngettext

T = TypeVar("T", bound=StrEnum)


def area_name(area: Area) -> str:
    """Return the name of an area: that of the data, else ours for QM FESTA's five, else its id."""
    facts = current_app.extensions["world"].catalogue.region.areas.get(area)
    if facts is not None:
        return str(facts.names.in_language(Language(current_language())))
    return {
        Area.TUSCANY: gettext("Tuscany"),
        Area.LIGURIA: gettext("Liguria"),
        Area.SARDINIA: gettext("Sardinia"),
        Area.CORSICA: gettext("Corsica"),
        Area.VAR: gettext("Var"),
    }.get(area, area.value)


def region_text(name: str) -> str:
    """Return a sentence of the region, `lead` or `about`; nothing where its data has none."""
    region = current_app.extensions["world"].catalogue.region
    text = {"lead": region.lead, "about": region.about}[name]
    return str(text.in_language(Language(current_language()))) if text else ""


def country_name(country: str) -> str:
    """Return the name of a country by its code."""
    return str(get_locale().territories.get(country, country))


def interest_name(interest: Interest) -> str:
    """Return what one may care for."""
    return {
        Interest.FOOD: gettext("Food and wine"),
        Interest.CRAFTS: gettext("Crafts"),
        Interest.HISTORY: gettext("History"),
        Interest.NATURE: gettext("Nature"),
        Interest.FAITH: gettext("Faith"),
        Interest.SEA: gettext("Sea"),
    }[interest]


def date_status_name(status: DateStatus) -> str:
    """Return how sure a date is, in a word or two."""
    return {
        DateStatus.CONFIRMED: gettext("confirmed"),
        DateStatus.ANNOUNCED: gettext("announced"),
        DateStatus.RULE_BASED: gettext("expected"),
        DateStatus.GUESS: gettext("a guess"),
    }[status]


def date_status_sentence(status: DateStatus) -> str:
    """Return how sure a date is, in a sentence."""
    return {
        DateStatus.CONFIRMED: gettext("Certain: it has taken place, or the organiser confirms it."),
        DateStatus.ANNOUNCED: gettext("This date has been announced."),
        DateStatus.RULE_BASED: gettext(
            "Worked out from the feast’s usual rule; nobody has announced it yet."
        ),
        DateStatus.GUESS: gettext("Our guess from past years: check before you travel."),
    }[status]


def confidence_sentence(confidence: Confidence) -> str:
    """Return how far a record may be trusted, in a sentence."""
    return {
        Confidence.HIGH: gettext("Well documented by its sources."),
        Confidence.MEDIUM: gettext("Documented, but not in every detail."),
        Confidence.LOW: gettext("Thinly documented: check before you go."),
    }[confidence]


def field_name(name: str) -> str:
    """Return the label of a field of the trip form, its own name where it has none."""
    names = {
        "start": gettext("Start from"),
        "earliest": gettext("Earliest day"),
        "latest": gettext("Latest day"),
        "days_min": gettext("At least (days)"),
        "days_max": gettext("At most (days)"),
        "mode": gettext("How you travel"),
        "must": gettext("Must-see feasts"),
        "end": gettext("Where the trip ends"),
        "end_place": gettext("Place where the trip ends"),
        "areas": gettext("Only these areas"),
        "avoid": gettext("Feasts to leave out"),
        "pace": gettext("Pace"),
        "max_drive_h": gettext("Hours at the wheel a day"),
        "max_trip_drive_h": gettext("Hours at the wheel in all"),
        "max_crossings": gettext("Crossings in all"),
        "day_start": gettext("Day starts at"),
        "day_end": gettext("Day ends at"),
        "season": gettext("Season"),
        "date_status": gettext("Dates have to be at least"),
        "nights": gettext("Sleep only in"),
        "adults": gettext("Adults"),
        "children": gettext("Children"),
        "time_limit_s": gettext("Seconds to search"),
        "seed": gettext("Seed of chance"),
        "unconfirmed_crossings": gettext("Also use sailings that no recent source confirms"),
    }
    tastes = {f"interest_{interest.value}": interest_name(interest) for interest in Interest}
    return {**names, **tastes}.get(name, name)


def pair(options: Iterable[T], say: Callable[[T], str]) -> list[tuple[str, str]]:
    """Return tokens with their words, for a field that offers a choice."""
    return [(option.value, say(option)) for option in options]


def travel_mode_name(mode: TravelMode) -> str:
    """Return how a whole trip is made."""
    return {
        TravelMode.CAR: gettext("By car"),
        TravelMode.TRANSIT: gettext("By train, coach and ferry (indicative)"),
    }[mode]


def leg_title(mode: Mode, place: str) -> str:
    """Return how one gets to a place."""
    return {
        Mode.CAR: gettext("Drive to %(place)s", place=place),
        Mode.RAIL: gettext("Train to %(place)s", place=place),
        Mode.BUS: gettext("Coach or bus to %(place)s", place=place),
        Mode.WALK: gettext("Walk to %(place)s", place=place),
        Mode.FERRY: gettext("Ferry to %(place)s", place=place),
    }[mode]


def pace_name(pace: Pace) -> str:
    """Return a pace with its hours."""
    most_h = pace.active_s // 3600
    return {
        Pace.RELAXED: gettext("Relaxed: up to %(hours)d h a day", hours=most_h),
        Pace.NORMAL: gettext("Normal: up to %(hours)d h a day", hours=most_h),
        Pace.FULL: gettext("Full: up to %(hours)d h a day", hours=most_h),
    }[pace]


def season_name(season: Season) -> str:
    """Return what a season setting prefers."""
    return {
        Season.OFF: gettext("Prefer the quiet season"),
        Season.ANY: gettext("Any season"),
    }[season]


def timetable_status_sentence(status: TimetableStatus) -> str:
    """Return how far the times of a sailing may be trusted."""
    return {
        TimetableStatus.TIMETABLE: gettext("Times from the operator’s timetable."),
        TimetableStatus.INDICATIVE: gettext(
            "Indicative times from an earlier timetable: check with the operator."
        ),
        TimetableStatus.UNCONFIRMED: gettext(
            "No recent source confirms this sailing: check with the operator before you plan on it."
        ),
    }[status]


def timetable_status_name(status: TimetableStatus) -> str:
    """Return how far the times of a sailing may be trusted, in a word or two."""
    return {
        TimetableStatus.TIMETABLE: gettext("from a timetable"),
        TimetableStatus.INDICATIVE: gettext("indicative"),
        TimetableStatus.UNCONFIRMED: gettext("unconfirmed"),
    }[status]


def basis_sentence(basis: str) -> str:
    """Return what a leg's way stands on, and what that means for the traveller."""
    sentences = {
        "corridor": gettext(
            "Known road: it is in our road table, save for the first and last bit; car minutes off"
            " season, without stops."
        ),
        "approximate": gettext(
            "Estimate: at least a part is not in our road table; its length and time are guessed"
            " from the straight line and the kind of land. Allow some more time."
        ),
        "osm": gettext("Worked out on the road network of OpenStreetMap."),
        "paths": gettext("A walk along the streets and paths of OpenStreetMap, at 4.5 km/h."),
        "straight": gettext(
            "A guess: no path is known there, so the walk is the straight line times 1.3, at"
            " 4.5 km/h."
        ),
    }
    return sentences.get(basis, basis_name(basis))


def basis_name(basis: str) -> str:
    """Return how surely the way of a leg is known."""
    names = {
        "corridor": gettext("known road"),
        "approximate": gettext("estimated way"),
        "osm": gettext("road network"),
        "timetable": gettext("timetable"),
        "indicative": gettext("indicative, no exact departure"),
        "paths": gettext("along paths"),
        "straight": gettext("straight line, estimated"),
    }
    return names.get(basis, basis)


def reason_sentence(reason: Reason) -> str:
    """Return why a feast is not in a trip."""
    return {
        Reason.NOT_IN_DATES: gettext("It does not take place in your dates."),
        Reason.NO_KNOWN_EDITION: gettext("No date is known that is as sure as you ask."),
        Reason.TOO_FAR: gettext("It is too far for the days and driving hours you gave."),
        Reason.CLASHES_WITH: gettext("It falls on the same days as a feast in your trip."),
        Reason.NO_CROSSING: gettext("No sailing fits to get there and back."),
        Reason.CROWDED_OUT: gettext("It would fit, but the best trip found goes without it."),
        Reason.AVOIDED: gettext("You asked to leave it out."),
        Reason.OTHER_AREA: gettext("It lies outside the areas you chose."),
    }[reason]


def reason_heading(reason: Reason) -> str:
    """Return what heads the list of feasts that are left out for a reason."""
    if reason is Reason.NOT_IN_DATES:
        return gettext("Not in your dates (with the nearest day):")
    return reason_sentence(reason)


def totals(sums: Totals) -> list[tuple[str, str]]:
    """Return the sums of a trip: what is counted, and how much of it."""
    return [
        (ngettext("feast", "feasts", sums.festivals), str(sums.festivals)),
        (ngettext("sight", "sights", sums.attractions), str(sums.attractions)),
        *way_totals(sums),
        (ngettext("crossing", "crossings", sums.crossings), str(sums.crossings)),
        (ngettext("night", "nights", sums.nights), str(sums.nights)),
    ]


def way_totals(sums: Totals) -> list[tuple[str, str]]:
    """Return length and time on land: at the wheel, or as a passenger and on foot."""
    if sums.ride_s and not sums.drive_s:
        passenger = gettext("by train, coach and on foot")
        return [(passenger, kilometres(sums.ride_m)), (gettext("on the way"), hours(sums.ride_s))]
    by_road, wheel = kilometres(sums.drive_m), hours(sums.drive_s)
    return [(gettext("by road"), by_road), (gettext("at the wheel"), wheel)]


def proof_sentence(trip: Itinerary) -> str:
    """Return how good a trip is proved to be."""
    if trip.status is Status.OPTIMAL or trip.proof.gap <= 0:
        return gettext("No better trip exists under these wishes.")
    percent = max(1, ceil(trip.proof.gap * 100))
    return gettext("At most %(percent)d %% below the best possible.", percent=percent)


def proof_basis(trip: Itinerary) -> list[str]:
    """Return what the proof stands on, in sentences."""
    return [
        gettext(
            "Each visit is worth points by your wishes, feasts many times more than sights. This"
            " trip is worth %(objective)d; the search proved that no trip is worth more than"
            " %(bound)d.",
            objective=trip.proof.objective,
            bound=trip.proof.bound,
        ),
        gettext(
            "That holds for your request, for our data on dates, roads and ferries, and with every"
            " drive and visit rounded up to a quarter of an hour. A second program that shares no"
            " code with the search has replayed the trip minute by minute."
        ),
    ]
