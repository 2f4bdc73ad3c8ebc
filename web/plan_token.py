"""A trip's address as one word of a path: its query, packed so that any site may carry it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from web.query import Fields, read_fields, to_query


def to_token(fields: Fields) -> str:
    """Return the fields of a trip as letters, digits, `-` and `_`."""
    return urlsafe_b64encode(to_query(fields).encode()).decode("ascii").rstrip("=")


def read_token(token: str) -> Fields:
    """Return the fields of a token; none where it is no token of ours."""
    try:
        query = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("utf-8")
        pairs = parse_qsl(query, max_num_fields=200)
    except (Error, ValueError):
        return {}
    return read_fields(MultiDict(pairs))
