"""Errors → status and body: a page for people, a problem document (RFC 9457) for programs."""

from collections.abc import Mapping
from http import HTTPStatus
from logging import getLogger

from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, SecurityError

from planner.errors import (
    DataError,
    NoConnectionError,
    PlannerError,
    RequestError,
    UnknownPlaceError,
    UnknownRecordError,
)
from web.crew import SearchEndedError
from web.desk import BusyError
from web.security import EMBED
from web.speech import gettext

STATUSES: tuple[tuple[type[PlannerError], int], ...] = (
    (BusyError, 503),
    (SearchEndedError, 503),
    (RequestError, 400),
    (UnknownPlaceError, 404),
    (UnknownRecordError, 404),
    (NoConnectionError, 422),
    (DataError, 500),
)
API = "/api/"
BAD_REQUEST, SERVER_ERROR = 400, 500
RETRY_S = 5
logger = getLogger(__name__)


def install(app: Flask) -> None:
    """Answer every error in the form that the caller reads."""
    app.register_error_handler(PlannerError, answer_planner_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(Exception, answer_surprise)


def status_of(error: PlannerError) -> int:
    """Return the HTTP status of an error raised on purpose."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), SERVER_ERROR)


def answer_planner_error(error: PlannerError) -> ResponseReturnValue:
    """Answer an error that the planner raised on purpose."""
    status = status_of(error)
    faults = error.faults if isinstance(error, RequestError) else {}
    if status == SERVER_ERROR:
        return answer_surprise(error)
    if isinstance(error, BusyError):
        return _answer_later(say_status(status), error.retry_after_s)
    if isinstance(error, SearchEndedError):
        logger.warning("%s", error)
        return _answer_later(gettext("The search took too long and was ended."), RETRY_S)
    return _answer(status, str(error), faults)


def _answer_later(message: str, retry_after_s: int) -> Response:
    """Answer that it cannot be done now, and when to come back; the page leads back by itself."""
    busy = _answer(HTTPStatus.SERVICE_UNAVAILABLE, message, {}, retry_after_s)
    busy.headers["Retry-After"] = str(retry_after_s)
    return busy


def answer_http_error(error: HTTPException) -> ResponseReturnValue:
    """Answer an error of HTTP itself; a ready answer (a redirect) passes through."""
    if error.code is None or error.code < BAD_REQUEST or error.response is not None:
        return error
    if isinstance(error, SecurityError):  # a host that is not ours: no address can be made for it
        return Response(say_status(error.code), status=error.code, mimetype="text/plain")
    answer = _answer(error.code, say_status(error.code), {})
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            answer.headers[name] = value
    return answer


def answer_surprise(error: Exception) -> ResponseReturnValue:
    """Answer a fault of the program: logged in full, told without its inside."""
    logger.error("fault at %s %s", request.method, request.path, exc_info=error)
    return _answer(SERVER_ERROR, say_status(SERVER_ERROR), {})


def say_status(status: int) -> str:
    """Return an HTTP status in a sentence."""
    sentences = {
        400: gettext("The request cannot be read."),
        404: gettext("There is no page at this address."),
        405: gettext("This address does not take that kind of request."),
        413: gettext("The request is too large."),
        414: gettext("The address is too long."),
        415: gettext("Send the request as JSON (Content-Type: application/json)."),
        500: gettext("Something went wrong on our side."),
        503: gettext("The site is busy. Please try again in a moment."),
    }
    return str(sentences.get(status, gettext("The request cannot be answered.")))


def _answer(
    status: int, message: str, faults: Mapping[str, str], retry_after_s: int = 0
) -> Response:
    """Return a problem document for the API, else a page."""
    if request.path.startswith(API):
        return problem(status, message, faults)
    template = "embed/error.html" if request.path.startswith(EMBED) else "error.html"
    page = render_template(
        template, status=int(status), message=message, faults=faults, retry_after_s=retry_after_s
    )
    return Response(page, status=status, mimetype="text/html")


def problem(status: int, detail: str, faults: Mapping[str, str]) -> Response:
    """Return a problem document; `faults` says what is wrong by field of the request."""
    title = HTTPStatus(status).phrase
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    body["detail"] = detail
    if faults:
        body["faults"] = dict(faults)
    answer = jsonify(body)
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer
