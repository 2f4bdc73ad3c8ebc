"""Answers that other programs and sites may read: kept for a while, checked by tag, open to all."""

from hashlib import sha256

from flask import Response, request

KEPT = "public, max-age=3600"
TAG_LENGTH = 20


def send_read_data(content: bytes, media_type: str, name: str = "") -> Response:
    """Return data that any site may read; 304 where the caller has them already.

    Parameters
    ----------
    content
        The bytes.
    media_type
        Their media type; a text says that it is UTF-8.
    name
        File name for saving; empty: shown in place.
    """
    answer = Response(content, mimetype=media_type)
    if media_type.startswith("text/"):
        answer.headers["Content-Type"] = f"{media_type}; charset=utf-8"
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = KEPT
    return open_to_all(answer)


def open_to_all(answer: Response) -> Response:
    """Let scripts of any site read an answer, and give it a tag by which it need not be sent twice.

    Nothing here depends on who asks: there are no cookies and no log-in.
    """
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method in {"GET", "HEAD"} and answer.status_code == 200:
        answer.set_etag(sha256(answer.get_data()).hexdigest()[:TAG_LENGTH])
        answer.make_conditional(request)
    return answer
