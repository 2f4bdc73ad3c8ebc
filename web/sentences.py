"""What the planner says about a trip, as sentences in the reader's language.

Changes are told from their field and value; the planner's English details are known by their
pattern and shown as they came where no pattern knows them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus
from planner.model.itinerary import Change, LeftOut, Reason
from planner.model.journey import Spot
from planner.model.place import Area
from web.formats import plain_date
from web.query import Fields
from web.speech import gettext
from web.wording import area_name, date_status_name, reason_sentence

DAY = r"\d{4}-\d\d-\d\d"
NEAREST = re.compile(
    rf"None of its days falls between {DAY} and {DAY}\. The nearest one is ({DAY})\."
)
RIVALS = re.compile(r"One trip cannot reach both it and (.*)\.")
UNREACHED = re.compile(r"No trip within your wishes reaches (.*?)(?:: (.*))?\.")
TOGETHER = re.compile(r"Each can be reached, but no single trip reaches (.*)\.")
BY_TRANSIT = re.compile(r"No trip on foot, by train, coach and ferry .*")
NO_LINE = "No train, coach or walk that we know leads to it every day of your dates."
INDICATIVE = "indicative: coarse tables of lines, no exact departures"
OUT_OF_HOURS = re.compile(
    r"outside the hours of (?P<line>.+), (?P<first>\d\d:\d\d)–(?P<last>\d\d:\d\d): "
    rf"(?P<origin>.+) (?P<day>{DAY}) (?P<time>\d\d:\d\d)"
)
LOCKED_OUT = "No trip keeps everything that you locked."
NO_WAY = "No trip leads from the start to the end within your days and hours."
ENDED_EARLY = "The search ended at its limit; a longer one may still find a trip."


def say_change(change: Change, fields: Fields, catalogue: Catalogue) -> str:
    """Return a change of the request in words."""
    say = CHANGES.get(change.field)
    if change.field in {"must", "avoid"}:
        return _say_fewer(change, fields, catalogue)
    try:
        return say(change.value) if say else change.detail
    except (ValueError, KeyError):
        return change.detail


def say_why(one: LeftOut) -> str:
    """Return why a feast is not in the trip."""
    nearest = NEAREST.fullmatch(one.detail)
    if nearest is not None:
        return _say_nearest(nearest[1])
    rivals = RIVALS.fullmatch(one.detail)
    if rivals is not None and one.reason is Reason.CLASHES_WITH:
        return gettext("No trip reaches both it and %(names)s.", names=rivals[1])
    if one.detail == NO_LINE:
        return gettext("No train, coach or walk that we know leads to it every day of your dates.")
    if BY_TRANSIT.fullmatch(one.detail):
        return gettext("It is too far by train, coach and ferry for the days and hours you gave.")
    return reason_sentence(one.reason)


def say_note(text: str) -> str:
    """Return what holds for a whole answer."""
    if text == INDICATIVE:
        return gettext(
            "Indicative: trains and coaches come from coarse tables of lines, without exact "
            "departures. Look up every ride before you go."
        )
    late = OUT_OF_HOURS.fullmatch(text)
    if late is None:
        return text
    facts = {**late.groupdict(), "day": plain_date(date.fromisoformat(late["day"]))}
    return gettext(
        "%(origin)s, %(day)s, %(time)s: outside the hours of %(line)s (%(first)s–%(last)s); "
        "look for another service.",
        **facts,
    )


def say_nearest(one: LeftOut) -> str:
    """Return the nearest day of a feast that does not take place in the dates."""
    nearest = NEAREST.fullmatch(one.detail)
    return plain_date(date.fromisoformat(nearest[1])) if nearest is not None else ""


def say_reason(text: str) -> str:
    """Return why no trip exists."""
    unreached, together = UNREACHED.fullmatch(text), TOGETHER.fullmatch(text)
    if unreached is not None:
        sentence = gettext("No trip within your wishes reaches %(name)s.", name=unreached[1])
        nearest = NEAREST.fullmatch(f"{unreached[2]}.")
        return f"{sentence} {_say_nearest(nearest[1])}" if nearest else sentence
    if together is not None:
        names = gettext(" and ").join(together[1].split(" and "))
        return gettext("Each can be reached, but no single trip reaches %(names)s.", names=names)
    if text == LOCKED_OUT:
        return gettext("No trip keeps everything that you locked.")
    if text == NO_WAY:
        return gettext("No trip leads from the start to the end within your days and hours.")
    if text == ENDED_EARLY:
        return gettext("The search ended at its time limit; a longer one may still find a trip.")
    return text


def _say_nearest(text: str) -> str:
    """Say that a feast is not in the dates, and its nearest day."""
    day = plain_date(date.fromisoformat(text))
    return gettext("It does not take place in your dates; the nearest day is %(day)s.", day=day)


def name_spot(spot: Spot, catalogue: Catalogue) -> str:
    """Return where a spot is: the village of a feast or sight, else the spot's own name."""
    record = catalogue.festivals.get(spot.id) or catalogue.attractions.get(spot.id)
    return record.municipality if record is not None else spot.name


def _say_fewer(change: Change, fields: Fields, catalogue: Catalogue) -> str:
    """Say which feast is asked for as well, no longer asked for, or no longer left out."""
    kept = change.value.split()
    added = [one for one in kept if one not in fields.get(change.field, ())]
    if added and change.field == "must":
        names = ", ".join(_names(added, catalogue))
        return gettext("with %(names)s as a must-see, in place of something else", names=names)
    dropped = [one for one in fields.get(change.field, ()) if one not in kept]
    names = ", ".join(_names(dropped, catalogue))
    if not names:
        return change.detail
    if change.field == "must":
        return gettext("without %(names)s as a must-see", names=names)
    return gettext("with %(names)s allowed again", names=names)


def _names(ids: Sequence[str], catalogue: Catalogue) -> list[str]:
    """Return the names of feasts and sights."""
    records = (catalogue.festivals.get(one) or catalogue.attractions.get(one) for one in ids)
    return [record.name for record in records if record is not None]


def _say_areas(value: str) -> str:
    names = ", ".join(area_name(Area(one)) for one in value.split())
    if not names:
        return gettext("in all areas")
    return gettext("in these areas: %(names)s", names=names)


def _say_latest(value: str) -> str:
    return gettext("with an end by %(day)s", day=plain_date(date.fromisoformat(value)))


def _say_dates(value: str) -> str:
    first, last = (plain_date(date.fromisoformat(day)) for day in value.split("/"))
    return gettext("between %(first)s and %(last)s", first=first, last=last)


def _say_earliest(value: str) -> str:
    return gettext("with a start from %(day)s on", day=plain_date(date.fromisoformat(value)))


CHANGES: dict[str, Callable[[str], str]] = {
    "days.max": lambda value: gettext("with up to %(days)d days", days=int(value)),
    "days.min": lambda value: gettext("with at least %(days)d days", days=int(value)),
    "dates": _say_dates,
    "earliest": _say_earliest,
    "latest": _say_latest,
    "max_drive_h": lambda value: gettext(
        "with up to %(hours)s hours at the wheel a day", hours=value
    ),
    "max_trip_drive_h": lambda _value: gettext("with any number of hours at the wheel in all"),
    "max_crossings": lambda _value: gettext("with any number of crossings"),
    "day_end": lambda value: gettext("with days that end at %(time)s", time=value),
    "day_start": lambda value: gettext("with days that start at %(time)s", time=value),
    "date_status": lambda value: gettext(
        "with dates that are only: %(status)s", status=date_status_name(DateStatus(value))
    ),
    "areas": _say_areas,
    "nights": lambda _value: gettext("with nights anywhere"),
    "mode": lambda _value: gettext("by car"),
}
"""What says a change of each field."""
