"""Linked data of our own pages: what a page shows, said in schema.org's words.

A page hands a document to `_linked_data.html`, which writes it so that no text can end its script.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from flask import request, url_for

from planner.export.schema_org import (
    CONTEXT,
    LICENCE,
    Json,
    Site,
    in_one_language,
    to_event,
    to_page,
)
from planner.model.catalogue import Catalogue
from planner.model.festival import Edition, Festival, Language

HERE = "/"
"""Base of identifiers that are relative to the page they stand in."""


def current_site() -> Site:
    """Return the site as the asker knows it."""
    return Site(request.url_root)


def describe_festival(festival: Festival, editions: list[Edition], language: Language) -> Json:
    """Return the editions of one festival as a document for its page."""
    site = current_site()
    told = (in_one_language(to_event(one, festival, site), language) for one in editions)
    return {"@context": CONTEXT, "@graph": list(told)}


def describe_data(catalogue: Json) -> Json:
    """Return a DCAT catalogue as the `DataCatalog` that search engines for data read."""
    graph = catalogue["@graph"]
    node = graph[0] if isinstance(graph, list) else {}
    data_sets = [
        {
            "@type": "Dataset",
            "@id": one["@id"],
            "name": _english(one["dct:title"]),
            "description": _english(one["dct:description"]),
            "license": LICENCE,
            "creator": {"@type": "Organization", "name": "Filofesta"},
            "distribution": [
                {"@type": "DataDownload", "contentUrl": offer["@id"]}
                for offer in one["dcat:distribution"]
            ],
        }
        for one in node["dcat:dataset"]
    ]
    title = _english(node["dct:title"])
    return to_page({"@type": "DataCatalog", "name": title, "dataset": data_sets})


def _english(texts: Iterable[Mapping[str, object]]) -> object:
    """Return the English one of texts with their languages."""
    return next(one["@value"] for one in texts if one["@language"] == "en")


def describe_home(catalogue: Catalogue, today: date, language: Language) -> Json:
    """Return the site and the next edition of each festival as a document for the home page.

    Its identifiers are relative to the page, so that a kept page names no host.
    """
    site = Site(HERE)
    home = {
        "@type": "WebSite",
        "@id": site.base,
        "url": url_for("pages.home", lang=language.value),
        "name": "Filofesta",
        "inLanguage": language.value,
    }
    coming = [
        next((e for e in catalogue.list_editions_of(one.id) if e.days[-1] >= today), None)
        for one in catalogue.festivals.values()
    ]
    events = [
        in_one_language(to_event(one, catalogue.get_festival(one.festival_id), site), language)
        for one in coming
        if one is not None
    ]
    return to_page({"@graph": [home, *events]})
