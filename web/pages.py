"""HTML pages: the way in, the map of all feasts with the trip form, the trip."""

from collections.abc import Mapping
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
from web.crossings import SORTS, list_ports, list_rows
from web.desk import SolveDesk
from web.emissions import counting_sentences, kilograms, list_factor_sources
from web.faults import place_faults
from web.feasts import MONTHS, list_feasts, to_marks
from web.form import OFFERED, TripForm, list_towns, new_form
from web.kept import Kept
from web.languages import current_language, in_language, preferred_language, site
from web.query import Fields, field_of, read_fields, to_document
from web.rendering import drop_language, map_words, render, render_kept, today
from web.sentences import name_spot, say_note, say_reason
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
    if not fields:
        return redirect(url_for("pages.home", lang=current_language(), _anchor="plan"))
    try:
        asked = service.read_trip_request(_world(), to_document(fields))
    except RequestError as error:
        return _show_faults(fields, error.faults, BAD_REQUEST)
    except (UnknownPlaceError, UnknownRecordError) as error:
        name = _field_that_holds(fields, error)
        return _show_faults(fields, {name: str(error)}, NOT_FOUND)
    desk: SolveDesk = current_app.extensions["desk"]
    return _show_trip(fields, desk.plan(asked))


def _show_faults(fields: Fields, faults: Mapping[str, str], status: int) -> ResponseReturnValue:
    """Show the form again with what was typed and what is wrong beside each field."""
    filled = TripForm(fields, place_faults(faults, field_of))
    return render("faults.html", status, form=filled, **_form_context())


def _show_trip(fields: Fields, found: Itinerary) -> ResponseReturnValue:
    """Show a trip, or why there is none."""
    catalogue = _world().catalogue
    context: dict[str, Any] = {"form": TripForm(fields), **_form_context()}
    context["trip"] = found
    context["notes"] = [say_note(note) for note in found.notes]
    if found.status is Status.INFEASIBLE or not found.days:
        reasons = [say_reason(reason) for reason in found.reasons]
        changes = list_changes(found, catalogue, fields)
        return render("no_trip.html", reasons=reasons, changes=changes, **context)
    say = partial(describe, catalogue=catalogue)
    chart: SeaChart = current_app.extensions["chart"]
    return render(
        "trip.html",
        map=trip_map(sail_by_chart(found, chart), catalogue, basemap_url(), say, map_words("trip")),
        days=list_days(found, _world()),
        left_out=list_left_out(found, catalogue, fields),
        place=partial(name_spot, catalogue=catalogue),
        kilograms=kilograms,
        counting_sentences=counting_sentences,
        factor_sources=partial(list_factor_sources, world=_world()),
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
        "map": festival_map(to_marks(cards), basemap_url(), map_words("feasts")),
    }


def _form_context() -> dict[str, Any]:
    """Return what the form offers."""
    world = _world()
    return {
        "festivals": sorted(world.catalogue.festivals.values(), key=lambda one: one.name),
        "offered": OFFERED,
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
