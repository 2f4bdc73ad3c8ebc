"""How the files of a trip speak in the reader's language."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from flask import current_app

from planner.export.voice import Voice
from planner.model.itinerary import DayItem, Itinerary, Visit
from planner.model.journey import FerryFacts, Leg
from web.formats import date_span, long_date, plain_date
from web.languages import current_language
from web.sentences import name_spot
from web.speech import gettext, ngettext
from web.trips import describe
from web.wording import country_name, date_status_sentence, timetable_status_sentence


def voice_of(trip: Itinerary) -> Voice:
    """Return how the files of a trip speak in the reader's language."""
    catalogue = current_app.extensions["world"].catalogue
    first, last = trip.days[0], trip.days[-1]
    start = name_spot(first.origin, catalogue)
    dates = date_span((first.date, last.date))
    return Voice(
        language=current_language(),
        title=gettext("Trip from %(start)s, %(dates)s", start=start, dates=dates),
        caution=gettext(
            "Dates, hours and sailings change: check with the organiser and the operator before "
            "you go."
        ),
        day=head_day,
        describe=partial(describe, catalogue=catalogue),
        note=note,
        country=country_name,
        sources=gettext("Sources:"),
        stops=gettext("Stops"),
    )


def head_day(number: int, day: date) -> str:
    """Return the heading of a day."""
    return f"{gettext('Day %(number)d', number=number)}, {long_date(day)}"


def note(item: DayItem) -> Sequence[str]:
    """Return the title of an item and what a calendar tells of it beside its time and place."""
    if isinstance(item, Visit):
        return list(note_visit(item))
    if isinstance(item, Leg) and item.ferry is not None:
        title = gettext(
            "Ferry from %(start)s to %(end)s", start=item.origin.name, end=item.destination.name
        )
        return [f"{title} ({item.ferry.operator})", *note_ferry(item.ferry)]
    return describe(item, current_app.extensions["world"].catalogue)


def note_visit(visit: Visit) -> Iterator[str]:
    """Yield the name of a visit, how sure its date is, and what is not known."""
    yield visit.spot.name
    if visit.date_status is not None:
        yield date_status_sentence(visit.date_status)
    if not visit.hours_known:
        yield gettext("Opening hours unknown: check before you go.")


def note_ferry(facts: FerryFacts) -> Iterator[str]:
    """Yield what a passenger has to know of a ferry."""
    yield f"{facts.operator}, {facts.line}." if facts.line else f"{facts.operator}."
    yield ngettext(
        "Be at the check-in %(num)d minute before departure.",
        "Be at the check-in %(num)d minutes before departure.",
        facts.check_in_s // 60,
    )
    yield timetable_status_sentence(facts.timetable_status)
    first, last = facts.valid_from, facts.valid_to
    if first and last:
        yield gettext(
            "The timetable we read runs from %(first)s to %(last)s.",
            first=plain_date(first),
            last=plain_date(last),
        )
    elif first:
        yield gettext("The timetable we read runs from %(first)s on.", first=plain_date(first))
    elif last:
        yield gettext("The timetable we read runs to %(last)s.", last=plain_date(last))
