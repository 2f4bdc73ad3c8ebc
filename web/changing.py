"""Changing a trip: a button pressed, a better version around what is locked, different trips."""

from flask import Blueprint, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from planner import service
from planner.errors import RequestError, UnknownPlaceError
from planner.model.itinerary import Itinerary
from planner.model.plan import DayOrder, PlanOrder, VisitStep, order_of
from web.bent import list_shifts, read_wishes, stays_of, time_what_is_known
from web.desk import SolveDesk, State
from web.edits import Desk, Edit, apply_edit
from web.languages import current_language
from web.pages import BAD_REQUEST, show_faults
from web.plan_url import ReadOrder, holds_order, plan_query, read_order
from web.query import Fields, read_fields, to_query
from web.rendering import drop_language, render
from web.searches import SEE_OTHER, search, show_waiting
from web.tasks import Task, TaskKind
from web.variants import draw_axes, list_versions

bp = Blueprint("changing", __name__)
bp.url_value_preprocessor(drop_language)


def world_of() -> service.World:
    """Return what the site plans on."""
    found: service.World = current_app.extensions["world"]
    return found


def lead_to(query: str, edit: Edit | None = None) -> ResponseReturnValue:
    """Lead to the trip page, to the day on which a change is seen."""
    day = edit.day if edit is not None else None
    numbers = {one.date: number for number, one in enumerate(edit.order.days, 1)} if edit else {}
    anchor = f"#day-{numbers[day]}" if day in numbers and day is not None else ""
    return redirect(f"{url_for('pages.trip', lang=current_language())}?{query}{anchor}", SEE_OTHER)


def read_address() -> ReadOrder:
    """Return the order that the address holds."""
    catalogue = world_of().catalogue
    return read_order(request.args, (*catalogue.festivals, *catalogue.attractions))


@bp.post("/<any(en, it, fr):lang>/trip/change")
def change() -> ResponseReturnValue:
    """Do what a button of the trip page asks for and lead to the trip with the change in it."""
    world, fields, read = world_of(), read_fields(request.args), read_address()
    try:
        asked, fields, _ = read_wishes(world, fields, read)
    except RequestError as error:
        return show_faults(fields, error.faults, BAD_REQUEST)
    if read.order is not None:
        found, order, _ = time_what_is_known(world, asked, read)
        shown = found.trip
    else:
        desk: SolveDesk = current_app.extensions["desk"]
        best = desk.peek(Task(TaskKind.PLAN, asked)) or ended_answer()
        if not isinstance(best, Itinerary) or not best.days:
            return lead_to(to_query(fields))
        shown, order = best, order_of(best)
    known = {**world.catalogue.festivals, **world.catalogue.attractions}
    edit = apply_edit(order, request.form, Desk(known, stays_of(shown), find_place))
    return lead_to(plan_query(fields, edit.order), edit)


def ended_answer() -> object:
    """Return the answer of the search that the address names, or None."""
    desk: SolveDesk = current_app.extensions["desk"]
    job = desk.find(request.args.get("stopped", ""))
    return job.answer if job is not None else None


def find_place(name: str) -> str | None:
    """Return the id of a place by its name, None where there is none."""
    try:
        return world_of().gazetteer.get_place(name).id
    except UnknownPlaceError:
        return None


@bp.get("/<any(en, it, fr):lang>/improve")
def improve() -> ResponseReturnValue:
    """Search around what is locked and show what would change, before it is taken."""
    world, fields, read = world_of(), read_fields(request.args), read_address()
    if not holds_order(request.args) or read.order is None:
        return lead_to(to_query(fields))
    try:
        asked, fields, _ = read_wishes(world, fields, read)
    except RequestError as error:
        return show_faults(fields, error.faults, BAD_REQUEST)
    mine, order, _ = time_what_is_known(world, asked, read)
    wanted = service.improvement_request(world, asked, order)
    job = search(Task(TaskKind.PLAN, wanted))
    if not job.ended.is_set():
        return show_waiting(job, "changing.improve")
    better = job.answer if isinstance(job.answer, Itinerary) and job.answer.days else None
    other = carry_locks(order, order_of(better)) if better is not None else order
    is_better = better is not None and (
        bool(mine.breaks) or better.proof.objective > mine.trip.proof.objective
    )
    return render(
        "improve.html",
        mine=mine.trip,
        broken=len(mine.breaks),
        better=better,
        is_better=is_better,
        is_early=job.state is State.CANCELLED,
        shifts=list_shifts(order, other, world.catalogue),
        keep=plan_query(fields, order),
        take=plan_query(widen(fields, other), other),
    )


def widen(fields: Fields, order: PlanOrder) -> Fields:
    """Return the wishes with a window that holds the order."""
    first, last = (order.days[place].date.isoformat() for place in (0, -1))
    earliest = min(fields.get("earliest", (first,))[0], first)
    return {**fields, "earliest": (earliest,), "latest": (max(fields["latest"][0], last),)}


def carry_locks(before: PlanOrder, after: PlanOrder) -> PlanOrder:
    """Return an order with the locks, times and lengths of another where both have the same."""
    steps = {step.id: step for step in before.visits}
    days = {day.date: day for day in before.days}

    def day_of(day: DayOrder) -> DayOrder:
        old = days.get(day.date, day)
        kept = (
            VisitStep(step.id, steps[step.id].locked, steps[step.id].at, steps[step.id].stay_s)
            if isinstance(step, VisitStep) and step.id in steps
            else step
            for step in day.steps
        )
        night = (old.night, True) if old.night_locked else (day.night, False)
        return DayOrder(day.date, tuple(kept), old.fixed, *night)

    return PlanOrder(tuple(day_of(day) for day in after.days))


@bp.get("/<any(en, it, fr):lang>/alternatives")
def alternatives() -> ResponseReturnValue:
    """Show trips that are truly different from the best one, each with its values."""
    fields = read_fields(request.args)
    try:
        asked = read_wishes(world_of(), fields, ReadOrder(None))[0]
    except RequestError as error:
        return show_faults(fields, error.faults, BAD_REQUEST)
    best = search(Task(TaskKind.PLAN, asked))
    if not best.ended.is_set():
        return show_waiting(best, "changing.alternatives")
    if not isinstance(best.answer, Itinerary) or not best.answer.days:
        return lead_to(to_query(fields))
    job = search(Task(TaskKind.ALTERNATIVES, asked))
    if not job.ended.is_set():
        return show_waiting(job, "changing.alternatives")
    others = job.answer if isinstance(job.answer, tuple) else ()
    versions = list_versions(best.answer, others, fields, world_of().catalogue)
    return render(
        "alternatives.html",
        versions=versions,
        axes=draw_axes(versions),
        query=to_query(fields),
        is_early=job.state is State.CANCELLED,
    )
