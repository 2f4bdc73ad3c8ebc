"""Festivals as schema.org says them: `EventSeries` with `Schedule`s, and dated `Festival`s.

Plain JSON values leave; whoever puts them into a page has to keep `</script>` out (the web room's
template does).  Identifiers are addresses below `Site.base`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from planner.export.narrate import DATE_STATUS
from planner.export.safe_text import printable
from planner.model.catalogue import Catalogue
from planner.model.clock import ZONES
from planner.model.festival import (
    Attraction,
    DateStatus,
    Description,
    Edition,
    Festival,
    Language,
    TimingRule,
)
from planner.model.place import Coordinate

Json = dict[str, object]
CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DIGITS = 6
NOT_SCHEDULABLE = ("BYEASTER", "BYSETPOS", "BYYEARDAY", "BYWEEKNO")
"""Parts of a rule for which `Schedule` has no word."""


@dataclass(frozen=True, slots=True)
class Site:
    """The site that publishes the data."""

    base: str
    """Its address, ending in a slash."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Address of a record's page by its id, where it has one."""

    def iri(self, kind: str, record_id: str) -> str:
        """Return the identifier of a record."""
        return f"{self.base}id/{kind}/{record_id}"


def to_festival_graph(catalogue: Catalogue, site: Site) -> Json:
    """Return all festivals with their rules and editions as one JSON-LD document."""
    graph: list[Json] = []
    for festival in catalogue.festivals.values():
        graph.append(to_series(festival, catalogue, site))
        own = (e for e in catalogue.editions if e.festival_id == festival.id)
        graph += [to_event(edition, festival, site) for edition in own]
    return {"@context": CONTEXT, "@graph": graph}


def to_series(festival: Festival, catalogue: Catalogue, site: Site) -> Json:
    """Return a festival as an `EventSeries`."""
    rules = [rule for rule in catalogue.rules if rule.festival_id == festival.id]
    found: Json = {
        "@type": "EventSeries",
        "@id": site.iri("festival", festival.id),
        "identifier": festival.id,
        "name": _tagged(festival.name, festival.name_language),
        "alternateName": [printable(name) for name in festival.names_alt],
        "description": in_languages(festival.description),
        "location": place_of(festival, site),
        "organizer": [_organisation(name) for name in organisers(festival)],
        "keywords": [*(one.value for one in festival.interests), *festival.tags],
        "eventSchedule": [_schedule(rule, festival.country) for rule in rules],
        "citation": each_source(catalogue, festival.sources),
        "license": LICENCE,
    }
    return _filled(found | _addresses(festival, site))


def to_event(edition: Edition, festival: Festival, site: Site) -> Json:
    """Return an edition as a `Festival`; its hours are typical ones, so its days have no clock."""
    state = "EventCancelled" if edition.cancelled else "EventScheduled"
    found: Json = {
        "@type": "Festival",
        "@id": site.iri("edition", edition.id),
        "identifier": edition.id,
        "name": _tagged(festival.name, festival.name_language),
        "description": in_languages(festival.description),
        "startDate": edition.days[0].isoformat(),
        "endDate": edition.days[-1].isoformat(),
        "eventStatus": f"{CONTEXT}/{state}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "disambiguatingDescription": DATE_STATUS[edition.date_status.value],
        "location": place_of(festival, site),
        "organizer": [_organisation(name) for name in organisers(festival)],
        "superEvent": {"@id": site.iri("festival", festival.id)},
        "license": LICENCE,
    }
    spans = runs(edition.days)
    if len(spans) > 1:
        found["subEvent"] = [_part(festival, state, *span) for span in spans]
    return _filled(found | _addresses(festival, site))


def in_one_language(document: Json, language: Language) -> Json:
    """Return an event with its texts in one language, as search engines want it on a page."""
    told = dict(document)
    for name in ("name", "description"):
        value = told.get(name)
        values = value if isinstance(value, list) else [value]
        tagged = [one for one in values if isinstance(one, dict)]
        own = [one for one in tagged if one["@language"] == language.value] or tagged
        if own:
            told[name] = own[0]["@value"]
    return told | {"inLanguage": language.value}


def to_page(document: Json) -> Json:
    """Return a node as a whole document."""
    return {"@context": CONTEXT, **document}


def place_of(record: Festival | Attraction, site: Site) -> Json:
    """Return where a record is; every part has an id, so that copies of a place are one."""
    locality = record.locality if isinstance(record, Festival) else ""
    kind = "festival" if isinstance(record, Festival) else "attraction"
    iri = site.iri(kind, record.id)
    address = {
        "@type": "PostalAddress",
        "@id": f"{iri}#address",
        "addressLocality": printable(record.municipality),
        "addressRegion": printable(record.province) if isinstance(record, Festival) else "",
        "addressCountry": record.country,
    }
    return {
        "@type": "Place",
        "@id": f"{iri}#place",
        "name": printable(locality or record.municipality),
        "address": _filled(address),
        "geo": {**geo(record.coordinate), "@id": f"{iri}#geo"},
    }


def geo(where: Coordinate) -> Json:
    """Return a point."""
    lat, lon = round(where.lat, DIGITS), round(where.lon, DIGITS)
    return {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}


def in_languages(description: Description) -> list[Json]:
    """Return a text in the languages that it is written in."""
    texts = {language.value: description.in_language(language) for language in Language}
    return [_tagged(text, code) for code, text in texts.items() if text]


def organisers(festival: Festival) -> list[str]:
    """Return the names of the organisers; the table parts them by bars."""
    names = (name.strip() for name in printable(festival.organiser).split("|"))
    return [name for name in names if name]


def runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Return runs of consecutive days as first and last."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def is_sure(status: DateStatus) -> bool:
    """Answer whether somebody has stated the days."""
    return status in {DateStatus.CONFIRMED, DateStatus.ANNOUNCED}


def _tagged(text: str, language: str) -> Json:
    """Return a text with its language."""
    return {"@value": printable(text), "@language": language}


def _organisation(name: str) -> Json:
    """Return an organiser."""
    return {"@type": "Organization", "name": name}


def _addresses(festival: Festival, site: Site) -> Json:
    """Return the festival's page of ours and its own, where it has them."""
    page, own = site.pages.get(festival.id, ""), festival.website
    return {"url": page or own, "sameAs": own if page else ""}


def _part(festival: Festival, state: str, first: date, last: date) -> Json:
    """Return one run of days of an edition that pauses."""
    return {
        "@type": "Event",
        "name": _tagged(festival.name, festival.name_language),
        "startDate": first.isoformat(),
        "endDate": last.isoformat(),
        "eventStatus": f"{CONTEXT}/{state}",
    }


def _schedule(rule: TimingRule, country: str) -> Json:
    """Return a timing rule; the rule itself stands in the description, word for word."""
    shift = f", moved by {rule.offset_days} days" if rule.offset_days else ""
    found: Json = {
        "@type": "Schedule",
        "description": f"RRULE:{rule.rrule}{shift}",
        "duration": f"P{rule.duration_days}D",
        "scheduleTimezone": ZONES.get(country, ZONES["IT"]).key,
    }
    parts = dict(part.split("=", 1) for part in rule.rrule.split(";") if "=" in part)
    if rule.offset_days or any(name in parts for name in NOT_SCHEDULABLE):
        return found
    if parts.get("FREQ") == "YEARLY":
        found["repeatFrequency"] = "P1Y"
    numbers = {"byMonth": "BYMONTH", "byMonthDay": "BYMONTHDAY"}
    for word, name in numbers.items():
        listed = [int(one) for one in parts.get(name, "").split(",") if one.lstrip("-").isdigit()]
        if listed:
            found[word] = listed
    if "BYDAY" in parts:
        found["byDay"] = parts["BYDAY"].split(",")
    return found


def _filled(document: Mapping[str, object]) -> Json:
    """Return what is not empty."""
    return {name: value for name, value in document.items() if value not in ("", [], None)}


def each_source(catalogue: Catalogue, ids: Iterable[str]) -> list[str]:
    """Return the addresses of sources."""
    known = (catalogue.sources.get(one) for one in dict.fromkeys(ids))
    return [source.url for source in known if source is not None]
