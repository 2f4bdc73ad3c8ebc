"""Searches as pages see them: wait a moment, else show how far it is; end one early."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from web.desk import Job, SolveDesk, State
from web.languages import current_language
from web.settings import Settings
from web.tasks import Task

ACCEPTED, SEE_OTHER = 202, 303
PAGES = ("pages.trip", "changing.improve", "changing.alternatives")
"""Pages that wait for a search, by the names of their routes."""
bp = Blueprint("searches", __name__)


@bp.url_value_preprocessor
def drop_language(endpoint: str | None, values: dict[str, Any] | None) -> None:  # noqa: ARG001
    """Take the language out of the arguments: `current_language` reads it from the path."""
    if values is not None:
        values.pop("lang", None)


def desk() -> SolveDesk:
    """Return where searches are handed in."""
    found: SolveDesk = current_app.extensions["desk"]
    return found


def search(task: Task) -> Job:
    """Return the search of a task after a moment: ended, or still under way.

    The address may name an earlier search of the same task: one that was ended early, which is
    shown with the best it had found, or one that failed.

    Raises
    ------
    BusyError
        The queue is full.
    SearchEndedError
        The search was ended by force.
    """
    settings: Settings = current_app.extensions["settings"]
    named = desk().find(request.args.get("stopped") or request.args.get("search") or "")
    is_wanted = (
        named is not None
        and named.task == desk().capped(task)
        and (named.fault is not None or "stopped" in request.args)
    )
    job = named if is_wanted and named is not None else desk().submit(task)
    desk().wait(job, settings.answer_within_s)
    if job.fault is not None:
        raise job.fault
    return job


def show_waiting(job: Job, page: str) -> ResponseReturnValue:
    """Show how far a search is; the page comes back by itself, with a script or without one."""
    query = request.query_string.decode("ascii", "replace")
    pairs = [pair for pair in query.split("&") if not pair.startswith(("search=", "stopped="))]
    plain = "&".join(pairs)
    shown = render_template(
        "waiting.html",
        job=job,
        before=desk().place(job),
        page=page,
        query=plain,
        address=url_for(page, lang=current_language()),
        is_ending=job.cancel.is_set(),
    )
    answer = Response(shown, status=ACCEPTED, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/<any(en, it, fr):lang>/search/stop")
def stop() -> ResponseReturnValue:
    """End a search early and lead to the best that it has found."""
    settings: Settings = current_app.extensions["settings"]
    page, job = request.form.get("page", ""), desk().find(request.form.get("search", ""))
    if page not in PAGES:
        abort(400)
    address = url_for(page, lang=current_language())
    query = request.query_string.decode("ascii", "replace")
    if job is None:
        return redirect(f"{address}?{query}", SEE_OTHER)
    desk().end(job)
    desk().wait(job, settings.cancel_within_s)
    is_done = job.state is State.DONE
    return redirect(f"{address}?{query}{'' if is_done else f'&stopped={job.id}'}", SEE_OTHER)
