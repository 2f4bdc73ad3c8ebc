"""Languages: chosen by the path, texts from the .po files, dates and numbers by locale.

Translations are read from `translations/<language>/LC_MESSAGES/messages.po` once at start; nothing
is compiled on disk.  They are plain text like all other input: templates escape them.
"""

from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, request
from flask_babel import Babel, Domain

from planner.model.festival import Language
from web.formats import FILTERS
from web.speech import gettext, ngettext

FOLDER = Path(__file__).parent / "translations"
LOCALES = {"en": "en_GB", "it": "it_IT", "fr": "fr_FR"}
"""Locale of each language: decides how dates and numbers are written."""
NAMES = {"en": "English", "it": "Italiano", "fr": "Français"}
SOURCE_LANGUAGE = "en"


class MemoryDomain(Domain):  # type: ignore[misc]
    """Texts that were read at start, by language."""

    def __init__(self, texts: dict[str, NullTranslations]) -> None:
        super().__init__(domain="messages")
        self.texts = texts

    def get_translations(self) -> NullTranslations:
        """Return the texts of this request's language."""
        return self.texts[current_language()]


def install(app: Flask) -> None:
    """Read the translations and teach templates to speak."""
    texts = {language.value: read_translations(language.value) for language in Language}
    babel = Babel(app, configure_jinja=False, locale_selector=lambda: LOCALES[current_language()])
    babel.domain_instance = MemoryDomain(texts)
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)
    app.jinja_env.globals.update(language=current_language, language_names=NAMES)
    app.jinja_env.globals.update(in_language=in_language, site=site)
    app.jinja_env.filters.update(FILTERS)


def read_translations(language: str) -> NullTranslations:
    """Return the texts of a language; the source language needs no file."""
    file = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if language == SOURCE_LANGUAGE or not file.is_file():
        return Translations()
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=language, abort_invalid=True)
    packed = BytesIO()
    write_mo(packed, catalogue)
    packed.seek(0)
    return Translations(packed)


def current_language() -> str:
    """Return the language of this request: its path's, else `lang`'s, else the browser's first."""
    if "language" not in g:
        named = request.path.split("/")[1]
        if named not in NAMES:
            named = request.args.get("lang", "")
        g.language = named if named in NAMES else preferred_language()
    return str(g.language)


def in_language(language: str) -> str:
    """Return the address of this page in another language; the home page where it has none."""
    _, named, *rest = request.path.split("/")
    if named and named not in NAMES:
        return f"/{language}/"
    path = "/".join(["", language, *(rest or [""])])
    query = request.query_string.decode("ascii", "replace")
    return f"{path}?{query}" if query else path


def site() -> str:
    """Return scheme and host of this request: search engines want whole addresses."""
    return request.host_url.rstrip("/")


def preferred_language() -> str:
    """Return the best match of the browser's languages, English where none fits."""
    return request.accept_languages.best_match(list(NAMES), SOURCE_LANGUAGE) or SOURCE_LANGUAGE
