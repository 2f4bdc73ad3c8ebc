"""Texts in the reader's language: flask-babel's lookups with their types."""

import flask_babel


def gettext(text: str, **values: object) -> str:
    """Return a text in the reader's language, its `%(name)s` filled in."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return a text in the form that a number asks for; `%(num)d` is that number."""
    return str(flask_babel.ngettext(one, many, num, **values))
