"""HTML pages: the way in, the map of all feasts with the trip form, the trip."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from planner import service
from planner.errors import RequestError, UnknownPlaceError, UnknownRecordError
from planner.export.folium_map import festival_map, trip_map
from planner.export.sea_chart import SeaChart, sail_by_chart
from planner.export.sea_lines import list_lines
from planner.model.itinerary import Itinerary, Status
from planner.model.timetable import TimetableStatus
from web.assets import basemap_url
from web.bent import (
    Bent,
    bent_of,
    list_breaks,
    list_choices,
    night_names,
    read_wishes,
    time_what_is_known,
)
from web.crossings import SORTS, list_ports, list_rows
from web.data_words import say_data
from web.desk import Job, SolveDesk, State
from web.emissions import counting_sentences, kilograms, list_factor_sources
from web.faults import place_faults
from web.feasts import MONTHS, list_feasts, to_marks
from web.form import OFFERED, TripForm, list_towns, new_form
from web.kept import Kept
from web.languages import current_language, in_language, preferred_language, site
from web.linked_data import describe_home
from web.plan_url import holds_order, plan_query, read_order
from web.query import Fields, field_of, read_fields, to_document, to_query
from web.rendering import drop_language, map_words, render, render_kept, speech
from web.searches import search, show_waiting
from web.sentences import name_spot, say_note, say_reason
from web.speech import gettext
from web.tasks import Task, TaskKind
from web.today import today
from web.trip_files import describe_trip, list_links, subscription
from web.trips import describe, list_changes, list_days, list_left_out
from web.when import Step, When, list_steps, read_when, step_of

NOT_FOUND, BAD_REQUEST = 404, 400
SEEN_OFTEN = {"month", "day", "sort"}
"""What an address of the home page may say for the page to be kept for the next reader."""
bp = Blueprint("pages", __name__)
bp.url_value_preprocessor(drop_language)


@bp.get("/")
def enter() -> ResponseReturnValue:
    """Lead to the home page in the browser's language."""
    answer = redirect(in_language(preferred_language()))
    answer.headers["Vary"] = "Accept-Language"
    return answer


@bp.get("/<any(en, it, fr):lang>/")
def home() -> ResponseReturnValue:
    """Show all feasts on a map and in a list, and the trip form."""
    if request.args.keys() <= SEEN_OFTEN:
        key = (current_language(), today(), site(), request.query_string)
        return render_kept(key, _home)
    return _home()


def _home() -> Response:
    """Return the home page, its form filled with what the address says."""
    fields = read_fields(request.args)
    filled = new_form(_world().catalogue, today(), fields)
    return render("home.html", form=filled, **_home_context())


@bp.get("/<any(en, it, fr):lang>/trip")
def trip() -> ResponseReturnValue:
    """Show the trip that the address asks for."""
    fields = read_fields(request.args)
    if holds_order(request.args):
        return show_own_trip(fields)
    if not fields:
        return redirect(url_for("pages.home", lang=current_language(), _anchor="plan"))
    try:
        asked = service.read_trip_request(_world(), to_document(fields))
    except RequestError as error:
        return show_faults(fields, error.faults, BAD_REQUEST)
    except (UnknownPlaceError, UnknownRecordError) as error:
        name = _field_that_holds(fields, error)
        return show_faults(fields, {name: str(error)}, NOT_FOUND)
    return show_searched_trip(fields, search(Task(TaskKind.PLAN, asked)))


def show_searched_trip(fields: Fields, job: Job) -> ResponseReturnValue:
    """Show the trip of a search, or how far it is."""
    if not job.ended.is_set():
        return show_waiting(job, "pages.trip")
    if not isinstance(job.answer, Itinerary):
        return render("no_trip.html", form=TripForm(fields), **ended_early(), **_form_context())
    found, is_early = job.answer, job.state is State.CANCELLED
    bent = bent_of(found, to_query(fields), _world().catalogue) if found.days else None
    return show_trip(fields, found, bent=bent, is_early=is_early)


def show_own_trip(fields: Fields) -> ResponseReturnValue:
    """Show a trip in the order that the address holds, with what breaks in it; nothing is solved.

    What the address holds and cannot be kept is told.
    """
    world = _world()
    read = read_order(request.args, (*world.catalogue.festivals, *world.catalogue.attractions))
    try:
        asked, kept, dropped = read_wishes(world, fields, read)
    except RequestError as error:
        return show_faults(fields, error.faults, BAD_REQUEST)
    if read.order is None:
        return show_trip_of_wishes(kept)
    found, order, lost = time_what_is_known(world, asked, read)
    bent = Bent(
        order,
        plan_query(kept, order),
        True,
        list_breaks(found, world.catalogue),
        list_choices(world.catalogue, order),
        (*dropped, *lost),
        read.is_foreign,
    )
    desk: SolveDesk = current_app.extensions["desk"]
    best = desk.peek(Task(TaskKind.PLAN, asked))
    best = best if isinstance(best, Itinerary) and best.days else None
    visited = {step.id for step in order.visits}
    left_out = tuple(one for one in best.left_out if one.festival_id not in visited) if best else ()
    return show_trip(kept, replace(found.trip, left_out=left_out), bent=bent, best=best)


def show_trip_of_wishes(fields: Fields) -> ResponseReturnValue:
    """Lead to the trip of the wishes alone."""
    return redirect(f"{url_for('pages.trip', lang=current_language())}?{to_query(fields)}")


def ended_early() -> dict[str, Any]:
    """Return what is told where a search was ended before it had found a trip."""
    return {"reasons": [gettext("You ended the search before it had found a trip.")], "notes": []}


def show_faults(fields: Fields, faults: Mapping[str, str], status: int) -> ResponseReturnValue:
    """Show the form again with what was typed and what is wrong beside each field."""
    filled = TripForm(fields, place_faults(faults, field_of))
    return render("faults.html", status, form=filled, **_form_context())


def show_trip(fields: Fields, found: Itinerary, **more: Any) -> ResponseReturnValue:
    """Show a trip, or why there is none; `more` is handed on to the page."""
    catalogue = _world().catalogue
    context: dict[str, Any] = {"form": TripForm(fields), **_form_context(), **more}
    context["trip"] = found
    context["notes"] = [say_note(note) for note in found.notes]
    context["data_notes"] = [say_data(line) for line in found.provenance.data]
    if found.status is Status.INFEASIBLE or not found.days:
        reasons = [say_reason(reason) for reason in found.reasons]
        changes = list_changes(found, catalogue, fields)
        return render("no_trip.html", reasons=reasons, changes=changes, **context)
    say = partial(describe, catalogue=catalogue)
    chart: SeaChart = current_app.extensions["chart"]
    return render(
        "trip.html",
        map=trip_map(
            *(sail_by_chart(found, chart), catalogue, basemap_url(), say, map_words("trip")),
            frame=current_app.extensions["frame"],
        ),
        days=list_days(found, _world()),
        nights=night_names(found, catalogue),
        left_out=list_left_out(found, catalogue, fields),
        place=partial(name_spot, catalogue=catalogue),
        kilograms=kilograms,
        counting_sentences=counting_sentences,
        factor_sources=partial(list_factor_sources, world=_world()),
        file_links=tuple(list_links(fields)),
        subscription=subscription(fields),
        linked_data=describe_trip(found, fields),
        **context,
    )


def _home_context() -> dict[str, Any]:
    """Return what the home page shows beside the form."""
    world, catalogue, day = _world(), _world().catalogue, today()
    cards, lines = list_feasts(catalogue, day), list_lines(world.crossings)
    when, sort = read_when(request.args), request.args.get("sort", "")
    kept: Kept[tuple[Step, ...]] = current_app.extensions["steps"]
    steps = kept.get((current_language(), day), partial(list_steps, cards, lines, day))
    return {
        **_form_context(),
        "cards": cards,
        "when": when,
        "month_choices": [When(month=number) for number in (None, *MONTHS)],
        "lines": lines,
        "steps": steps,
        "step": step_of(when, steps),
        "sort": sort if sort in SORTS else "",
        "statuses": tuple(TimetableStatus),
        "services": list_rows(lines, world.quays, catalogue, sort),
        "sights": sorted(catalogue.attractions.values(), key=lambda one: one.name),
        "firms": sorted(catalogue.businesses.values(), key=lambda one: one.name),
        "ports": list_ports(lines, world.quays),
        "linked_data": describe_home(catalogue, today(), speech()),
        "map": festival_map(
            *(to_marks(cards), basemap_url(), map_words("feasts")),
            frame=current_app.extensions["frame"],
        ),
    }


def _form_context() -> dict[str, Any]:
    """Return what the form offers."""
    world = _world()
    return {
        "festivals": sorted(world.catalogue.festivals.values(), key=lambda one: one.name),
        "offered": {**OFFERED, "areas": world.catalogue.areas},
        "towns": list_towns(world.gazetteer),
        "first_day": world.catalogue.first_day,
        "last_day": world.catalogue.last_day,
    }


def _field_that_holds(fields: Fields, error: UnknownPlaceError | UnknownRecordError) -> str:
    """Return the field in which the name that is unknown was typed."""
    wanted = error.name if isinstance(error, UnknownPlaceError) else error.record_id
    return next((name for name, texts in fields.items() if wanted in texts), "start")


def _world() -> service.World:
    """Return what the site plans on."""
    world: service.World = current_app.extensions["world"]
    return world
