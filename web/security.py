"""Headers of every answer, the nonce of a page, and the limits of a request."""

from secrets import token_urlsafe

from flask import Flask, Response, abort, current_app, g, request

from web.settings import Settings

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
EMBED = "/embed/"
"""What may be framed by other sites lies below this path, and nothing else does."""
EMBED_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {hosts}"
)
PLAIN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask, settings: Settings) -> None:
    """Limit what comes in and guard what goes out."""
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body_bytes
    if settings.trusted_hosts:
        app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts)
    app.before_request(refuse_long_addresses)
    app.after_request(add_headers)
    app.jinja_env.globals["nonce"] = nonce


def nonce() -> str:
    """Return the nonce of this request's inline scripts and styles."""
    if "nonce" not in g:
        g.nonce = token_urlsafe(16)
    return str(g.nonce)


def refuse_long_addresses() -> None:
    """Answer 414 where the query is longer than any form of ours can make it."""
    settings: Settings = current_app.extensions["settings"]
    if len(request.query_string) > settings.max_query_bytes:
        abort(414)


def add_headers(answer: Response) -> Response:
    """Set the security headers; no answer sets a cookie."""
    settings: Settings = current_app.extensions["settings"]
    if request.path.startswith(EMBED):
        policy = EMBED_POLICY.format(hosts=" ".join(settings.embed_hosts) or "'none'")
    else:
        policy = POLICY.format(nonce=nonce())
    answer.headers["Content-Security-Policy"] = policy
    for name, value in PLAIN_HEADERS.items():
        answer.headers[name] = value
    answer.headers.setdefault("Cache-Control", "no-cache")
    return answer
