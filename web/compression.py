"""Answers made smaller on the way: text is sent as gzip to those who take it.

No page holds a secret beside what a visitor typed, so compressing gives nothing away.
"""

from gzip import compress

from flask import Flask, Response, request

LEAST_BYTES, MOST_BYTES = 1_000, 2_000_000
"""Answers outside these sizes go out as they are."""
LEVEL = 6
TEXTS = (
    *("text/", "application/json", "application/geo+json", "application/problem+json"),
    *("application/ld+json", "application/gpx+xml", "application/vnd.google-earth.kml+xml"),
    "image/svg+xml",
)


def install(app: Flask) -> None:
    """Compress what goes out."""
    app.after_request(compress_answer)


def compress_answer(answer: Response) -> Response:
    """Compress a whole text answer where the caller takes gzip."""
    if not (answer.mimetype or "").startswith(TEXTS) or answer.status_code != 200:
        return answer
    answer.vary.add("Accept-Encoding")
    size = answer.content_length or 0
    is_taken = request.accept_encodings["gzip"] > 0 and "Content-Encoding" not in answer.headers
    if not is_taken or not LEAST_BYTES <= size <= MOST_BYTES:
        return answer
    answer.direct_passthrough = False
    answer.set_data(compress(answer.get_data(), LEVEL, mtime=0))
    answer.headers["Content-Encoding"] = "gzip"
    etag, _ = answer.get_etag()
    if etag:
        answer.set_etag(etag, weak=True)
    return answer
