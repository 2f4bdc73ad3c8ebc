"""Translations: complete, sound, and plain text."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from tests.web.conftest import SitePlan
from web.languages import FOLDER

WEB = FOLDER.parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def extracted() -> set[str | tuple[str, ...]]:
    """Return every text of the pages."""
    found = extract_from_dir(WEB, METHODS, keywords=KEYWORDS)
    return {message[2] for message in found}


def messages(language: str) -> Iterator[Message]:
    """Return the translated texts of a language."""
    file = Path(FOLDER) / language / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=language, abort_invalid=True)
    return (message for message in catalogue if message.id)


@pytest.mark.parametrize("language", ["it", "fr"])
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    ids = {
        tuple(one.id) if isinstance(one.id, list | tuple) else one.id for one in messages(language)
    }

    assert ids == extracted()


@pytest.mark.parametrize("language", ["it", "fr"])
def test_no_translation_is_empty_unsure_or_breaks_its_places(language: str) -> None:
    for message in messages(language):
        said = message.string or ""
        texts = [said] if isinstance(said, str) else list(said)
        assert all(texts), message.id
        assert not message.fuzzy, message.id
        assert list(message.check()) == [], message.id
        assert not any("<" in text for text in texts), message.id


def test_translations_are_text_not_markup(open_site: SitePlan, site: FlaskClient) -> None:
    hostile = open_site()
    babel = hostile.application.extensions["babel"].instance
    texts = babel.domain_instance.texts["it"]
    texts._catalog = {**texts._catalog, "Plan my trip": "<b>hack</b>"}

    page = hostile.get("/it/").text

    assert "<b>hack</b>" not in page
    assert "&lt;b&gt;hack&lt;/b&gt;" in page
    assert "Pianifica il mio viaggio" in site.get("/it/").text


def test_texts_hold_no_stray_format_marks() -> None:
    for text in extracted():
        for form in [text] if isinstance(text, str) else text:
            assert not [part for part in Formatter().parse(form) if part[1]], form
