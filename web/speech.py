"""Texts in the reader's language: flask-babel's translations, looked up once a request."""

from gettext import NullTranslations

import flask_babel
from flask import g


def translations() -> NullTranslations:
    """Return the texts of this request's language; a page asks for thousands of texts."""
    if "translations" not in g:
        g.translations = flask_babel.get_domain().get_translations()
    found: NullTranslations = g.translations
    return found


def gettext(text: str, **values: object) -> str:
    """Return a text in the reader's language, its `%(name)s` filled in."""
    told = translations().gettext(text)
    return told % values if values else told


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return a text in the form that a number asks for; `%(num)d` is that number."""
    return translations().ngettext(one, many, num) % {"num": num, **values}
