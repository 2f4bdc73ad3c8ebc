"""The catalogue from its tables, with the editions of the region's years."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from planner.geodata.editions import (
    CANCELLED,
    KNOWN,
    SOURCE,
    expand_rules,
    merge_editions,
    status_of,
    unite,
)
from planner.geodata.gazetteer import coordinate, unique
from planner.geodata.region import read_region
from planner.geodata.schema import (
    ATTRACTIONS,
    BUSINESSES,
    EDITIONS,
    FESTIVALS,
    SOURCES_TABLE,
    TIMING_RULES,
)
from planner.geodata.tables import Row, Table, read_table
from planner.model.catalogue import Catalogue
from planner.model.festival import (
    Attraction,
    Business,
    DateStatus,
    Description,
    Edition,
    Festival,
    Interest,
    Role,
    TimingRule,
)
from planner.model.place import Area, Confidence, Source


def description(row: Row) -> Description:
    """Return the short text of a row."""
    return Description(*(row.text(f"description_{language}") for language in ("it", "fr", "en")))


def interests(row: Row) -> tuple[Interest, ...]:
    """Return whom a row may please."""
    return tuple(Interest(word) for word in row.words("interests"))


def plain_number(text: str) -> int | None:
    """Return a number that stands alone; None for words about a number."""
    return int(text) if text.isascii() and text.isdigit() else None


def make_festival(row: Row) -> Festival:
    """Make a festival of a line."""
    return Festival(
        id=row.text("id"),
        name=row.text("name"),
        name_language=row.text("name_language"),
        names_alt=row.names("names_alt"),
        municipality=row.text("municipality"),
        locality=row.text("locality"),
        province=row.text("province"),
        area=Area(row.text("area")),
        country=row.text("country"),
        coordinate=coordinate(row),
        coord_precision_m=row.integer("coord_precision_m"),
        category=row.text("category"),
        interests=interests(row),
        tags=row.words("tags"),
        opens=row.clock("opens"),
        closes=row.clock("closes"),
        hours_status=row.text("hours_status"),
        stay_s=row.integer("stay_min") * 60,
        low_season=row.maybe_boolean("low_season"),
        role=Role(row.text("role")),
        organiser=row.text("organiser"),
        website=row.text("website"),
        email=row.text("email"),
        admission=row.text("admission"),
        first_held=plain_number(row.text("first_held")),
        attendance=plain_number(row.text("attendance")),
        description=description(row),
        confidence=Confidence(row.text("confidence")),
        sources=row.words("sources"),
    )


def make_rule(row: Row) -> TimingRule:
    """Make a timing rule of a line."""
    return TimingRule(
        id=row.text("id"),
        festival_id=row.text("festival_id"),
        variant=row.text("variant"),
        rrule=row.text("rrule"),
        offset_days=row.integer("offset_days"),
        duration_days=row.integer("duration_days"),
        date_status=DateStatus(row.text("date_status")),
        note=row.text("note"),
        confidence=Confidence(row.text("confidence")),
        sources=row.words("sources"),
    )


def make_edition(row: Row) -> Edition:
    """Make an edition of a line that states its days.

    Raises
    ------
    DataError
        The days do not ascend.
    """
    try:
        return Edition(
            id=row.text("id"),
            festival_id=row.text("festival_id"),
            days=row.days("dates"),
            date_status=status_of(row.text("status")),
            variant=KNOWN,
            basis=SOURCE,
            note=row.text("note"),
            sources=row.words("sources"),
            number=row.maybe_integer("edition_number"),
            cancelled=row.text("status") == CANCELLED,
        )
    except ValueError as error:
        raise row.fault(str(error)) from error


def make_attraction(row: Row) -> Attraction:
    """Make an attraction of a line."""
    return Attraction(
        id=row.text("id"),
        name=row.text("name"),
        municipality=row.text("municipality"),
        area=Area(row.text("area")),
        country=row.text("country"),
        coordinate=coordinate(row),
        coord_precision_m=row.integer("coord_precision_m"),
        category=row.text("category"),
        interests=interests(row),
        stay_min_s=row.integer("stay_min") * 60,
        stay_max_s=row.integer("stay_max") * 60,
        opening_hours=row.text("opening_hours"),
        hours_note=row.text("hours_note"),
        price=row.text("price"),
        description=description(row),
        confidence=Confidence(row.text("confidence")),
        sources=row.words("sources"),
    )


def make_business(row: Row) -> Business:
    """Make a business of a line."""
    located = bool(row.text("lon") and row.text("lat"))
    return Business(
        id=row.text("id"),
        name=row.text("name"),
        kind=row.text("kind"),
        municipality=row.text("municipality"),
        locality=row.text("locality"),
        area=Area(row.text("area")),
        country=row.text("country"),
        coordinate=coordinate(row) if located else None,
        coord_precision_m=row.maybe_integer("coord_precision_m"),
        interests=interests(row),
        quality_made_status=row.text("quality_made_status"),
        description=description(row),
        confidence=Confidence(row.text("confidence")),
        sources=row.words("sources"),
    )


def make_source(row: Row) -> Source:
    """Make a source of a line."""
    return Source(row.text("id"), row.text("url"), row.text("publisher"), row.day("accessed"))


def read_rows(folder: Path, table: Table, festivals: Mapping[str, Festival]) -> tuple[Row, ...]:
    """Read rows that each speak of a known festival.

    Raises
    ------
    DataError
        The table is not sound, or a festival is unknown.
    """
    rows = tuple(unique(read_table(folder, table)))
    for row in rows:
        if row.text("festival_id") not in festivals:
            raise row.fault(f"unknown festival {row.text('festival_id')!r}")
    return rows


def make_rules(rows: tuple[Row, ...], years: range) -> tuple[TimingRule, ...]:
    """Make timing rules of lines.

    Raises
    ------
    DataError
        A rule does not parse.
    """
    rules = tuple(make_rule(row) for row in rows)
    for row, rule in zip(rows, rules, strict=True):
        try:
            unite((rule,), years[0])
        except ValueError as error:
            raise row.fault(str(error)) from error
    return rules


def read_catalogue(folder: Path) -> Catalogue:
    """Read festivals, rules, editions, attractions, businesses and sources.

    Raises
    ------
    DataError
        A table is missing or not sound; the first fault is named.  `check_data` names all.
    """
    region = read_region(folder)
    festivals = {r.text("id"): make_festival(r) for r in unique(read_table(folder, FESTIVALS))}
    rules = make_rules(read_rows(folder, TIMING_RULES, festivals), region.years)
    stated = read_rows(folder, EDITIONS, festivals)
    years = ((row.integer("year"), row) for row in stated)
    known = [(year, make_edition(row)) for year, row in years if year in region.years]
    attractions = {
        r.text("id"): make_attraction(r) for r in unique(read_table(folder, ATTRACTIONS))
    }
    businesses = {r.text("id"): make_business(r) for r in unique(read_table(folder, BUSINESSES))}
    sources = {r.text("id"): make_source(r) for r in unique(read_table(folder, SOURCES_TABLE))}
    return Catalogue(
        festivals=MappingProxyType(festivals),
        rules=rules,
        editions=merge_editions(known, expand_rules(rules, region.years)),
        attractions=MappingProxyType(attractions),
        businesses=MappingProxyType(businesses),
        sources=MappingProxyType(sources),
        first_day=date(region.years[0], 1, 1),
        last_day=date(region.years[-1], 12, 31),
        region=region,
    )
