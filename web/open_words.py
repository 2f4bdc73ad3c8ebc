"""Words about our open data: its forms, its fields, and its sets for portals."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from web.speech import gettext

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SetWords:
    """A data set in all our languages at once, as portals want it."""

    title: Texts
    about: Texts
    keywords: Texts


SITE: Texts = MappingProxyType(
    {
        "en": "Open data of Filofesta",
        "it": "Dati aperti di Filofesta",
        "fr": "Données ouvertes de Filofesta",
    }
)
SET_WORDS: Mapping[str, SetWords] = MappingProxyType(
    {
        "site": SetWords(SITE, SITE, {}),
        "festivals": SetWords(
            {
                "en": "Festivals of the QM FESTA network",
                "it": "Feste della rete QM FESTA",
                "fr": "Fêtes du réseau QM FESTA",
            },
            {
                "en": "Local festivals of Tuscany, Liguria, Sardinia, Corsica and the Var with "
                "their editions, and how sure each date is.",
                "it": "Feste locali di Toscana, Liguria, Sardegna, Corsica e Var con le loro "
                "edizioni e la certezza di ogni data.",
                "fr": "Fêtes locales de Toscane, Ligurie, Sardaigne, Corse et du Var avec leurs "
                "éditions et la fiabilité de chaque date.",
            },
            {"en": "festival", "it": "festa", "fr": "fête"},
        ),
        "crossings": SetWords(
            {
                "en": "Ferries of the upper Tyrrhenian Sea",
                "it": "Traghetti dell’alto Tirreno",
                "fr": "Ferries du nord de la mer Tyrrhénienne",
            },
            {
                "en": "Sailings by season and weekday; most times are indicative.",
                "it": "Corse per stagione e giorno della settimana; orari per lo più indicativi.",
                "fr": "Traversées par saison et jour de semaine ; horaires surtout indicatifs.",
            },
            {"en": "ferry", "it": "traghetto", "fr": "ferry"},
        ),
        "package": SetWords(
            {
                "en": "All tables of Filofesta",
                "it": "Tutte le tabelle di Filofesta",
                "fr": "Toutes les tables de Filofesta",
            },
            {
                "en": "Festivals, editions, rules, sights, places, roads, sailings, with sources.",
                "it": "Feste, edizioni, regole, luoghi, strade e traghetti con le fonti.",
                "fr": "Fêtes, éditions, règles, lieux, routes et traversées avec leurs sources.",
            },
            {"en": "tourism", "it": "turismo", "fr": "tourisme"},
        ),
    }
)
"""The data sets in English, Italian and French; `site` is the catalogue itself."""


def form_words() -> dict[str, tuple[str, str]]:
    """Return title and use of each form, in the reader's language."""
    return {
        "icalendar": (
            gettext("Calendar (iCalendar)"),
            gettext("All feasts for any calendar program; subscribe, and moved dates move."),
        ),
        "geojson": ("GeoJSON", gettext("The feasts with all their fields, for maps.")),
        "editions": (
            gettext("GeoJSON of the editions"),
            gettext("One point for each edition, flat, for maps by date."),
        ),
        "schema_org": (
            "JSON-LD (schema.org)",
            gettext("Series, rules and editions for search engines and other portals."),
        ),
        "datatourisme": (
            gettext("JSON-LD in the shape of DATAtourisme"),
            gettext("For French tourism databases; editions that are called off are left out."),
        ),
        "cpev": (
            gettext("JSON-LD in the shape of CPEV-AP_IT"),
            gettext("For Italian public bodies; editions that are called off are left out."),
        ),
        "gtfs": (
            gettext("GTFS of the crossings"),
            gettext(
                "Ferries for journey planners. Most times are typical ones of past seasons, and "
                "are marked as not exact; unconfirmed sailings, sources and notes are left out."
            ),
        ),
        "package": (
            gettext("Data package (Frictionless)"),
            gettext(
                "All our tables as CSV with types, keys, sources and licence: nothing is left out."
            ),
        ),
        "dcat": (gettext("Catalogue (DCAT-AP)"), gettext("For portals that harvest data sets.")),
    }


def field_names() -> dict[str, str]:
    """Return the name of each field of a feast, in the reader's language."""
    return {
        "name": gettext("name"),
        "names_alt": gettext("other names"),
        "days": gettext("days of the edition"),
        "cancelled": gettext("cancellation"),
        "date_status": gettext("how sure the date is"),
        "timing_rule": gettext("rule of the date"),
        "hours": gettext("opening hours"),
        "description": gettext("description"),
        "other_languages": gettext("description in other languages"),
        "coordinate": gettext("position"),
        "coord_precision_m": gettext("precision of the position"),
        "municipality": gettext("municipality"),
        "locality": gettext("locality"),
        "province": gettext("province"),
        "area": gettext("area"),
        "interests": gettext("interests"),
        "tags": gettext("keywords"),
        "organiser": gettext("organiser"),
        "website": gettext("website"),
        "email": gettext("e-mail"),
        "admission": gettext("admission"),
        "first_held": gettext("year of the first edition"),
        "attendance": gettext("number of visitors"),
        "role": gettext("whether it is a stand-in"),
        "confidence": gettext("our trust in the record"),
        "sources": gettext("sources"),
        "note": gettext("note on the edition"),
    }
