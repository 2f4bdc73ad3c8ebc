"""The contract of every table: columns in their order, types, choices, what refers to what."""

from planner.geodata.columns import (
    ANY_AREA,
    AREA,
    CONFIDENCE,
    COUNTRY,
    DESCRIPTIONS,
    EDITION_STATUSES,
    FESTIVAL,
    ID,
    INTERESTS,
    LAND,
    LAT,
    LON,
    MUNICIPALITY,
    NAME,
    NOTE,
    OPTIONAL_SOURCES,
    PLACE_TABLES,
    POPULATION,
    PRECISION,
    SOURCES,
    STOP_TABLES,
    WEEKDAYS,
    optional,
    values,
)
from planner.geodata.opening_hours import TYPICAL_HOURS
from planner.geodata.schema_region import AREAS, IMPORTS, REGION
from planner.geodata.tables import Column, Kind, Table
from planner.model.emissions import Unit
from planner.model.festival import DateStatus, Interest, Role
from planner.model.timetable import Mode, TimetableStatus

FESTIVALS = Table(
    "festivals",
    "Festivals of the network, with stand-ins for those that no source names",
    ("id",),
    (
        *(ID, NAME),
        Column("name_language", Kind.SLUG, "Language of the name (BCP 47)"),
        optional("names_alt", Kind.NAMES, "Other names"),
        *(MUNICIPALITY, optional("locality", Kind.TEXT, "Hamlet or square")),
        Column("province", Kind.TEXT, "Province or departement"),
        *(AREA, COUNTRY, LON, LAT, PRECISION),
        Column("category", Kind.WORDS, "Sort of celebration"),
        *(INTERESTS, optional("tags", Kind.WORDS, "What it is about")),
        Column("opens", Kind.CLOCK, "Local time from which a visitor finds the feast going on"),
        Column("closes", Kind.CLOCK, "Local time until which it goes on"),
        Column(
            *("hours_status", Kind.TEXT, "Who says the hours: a source of some edition, or we"),
            choices=("source", "typical"),
        ),
        Column("stay_min", Kind.INTEGER, "Length of a visit [min], editorial", least=15, most=720),
        optional("low_season", Kind.BOOLEAN, "Whether it falls outside the high season"),
        Column("role", Kind.TEXT, "Named by the network, or standing in", choices=values(Role)),
        optional("organiser", Kind.NAMES, "Organisers"),
        optional("website", Kind.URL, "Web address"),
        optional("email", Kind.WORDS, "Public address for questions"),
        optional("admission", Kind.TEXT, "What it costs, in English, with the year"),
        optional("first_held", Kind.TEXT, "Year of the first edition, as the source has it"),
        optional("attendance", Kind.TEXT, "Visitors, as the source has it"),
        *(*DESCRIPTIONS, CONFIDENCE, SOURCES),
    ),
)

TIMING_RULES = Table(
    "timing_rules",
    "When editions take place; rules of one festival and variant make one edition a year",
    ("id",),
    (
        *(ID, FESTIVAL),
        Column(
            *("variant", Kind.TEXT, "Rule as published, or as the dated editions show it"),
            choices=("published", "observed"),
        ),
        Column("rrule", Kind.TEXT, "iCalendar RRULE (RFC 5545), or dateutil's BYEASTER"),
        Column(
            "offset_days",
            Kind.INTEGER,
            "From the day of the rule to the first day",
            least=-31,
            most=31,
        ),
        Column("duration_days", Kind.INTEGER, "Days that it lasts", least=1, most=31),
        Column(
            *("date_status", Kind.TEXT, "How sure the days are"),
            choices=(DateStatus.RULE_BASED.value, DateStatus.GUESS.value),
        ),
        *(NOTE, CONFIDENCE, SOURCES),
    ),
)

EDITIONS = Table(
    "editions",
    "Editions whose days a source states",
    ("id",),
    (
        *(ID, FESTIVAL),
        Column("year", Kind.INTEGER, "Year of the edition", least=1900, most=2100),
        Column("dates", Kind.DAYS, "Its days"),
        Column("edition_number", Kind.INTEGER, "Which edition it is", False, least=1),
        Column("status", Kind.TEXT, "What the source says", choices=EDITION_STATUSES),
        *(NOTE, CONFIDENCE, SOURCES),
    ),
)

ATTRACTIONS = Table(
    "attractions",
    "Sights that stay open beside the feasts",
    ("id",),
    (
        *(ID, NAME, MUNICIPALITY, AREA, COUNTRY, LON, LAT, PRECISION),
        Column("category", Kind.TEXT, "Sort of sight", choices=tuple(TYPICAL_HOURS)),
        INTERESTS,
        Column("stay_min", Kind.INTEGER, "Shortest visit [min]", least=10, most=720),
        Column("stay_max", Kind.INTEGER, "Longest visit [min]", least=10, most=720),
        Column(
            *("stay_basis", Kind.TEXT, "Who says how long"),
            choices=("editorial_estimate", "source"),
        ),
        Column("opening_hours", Kind.TEXT, "OSM opening_hours syntax, or the word unknown"),
        optional("hours_note", Kind.TEXT, "Caveat about the hours, in English"),
        Column("price", Kind.TEXT, "Admission", choices=("free", "paid", "unknown")),
        *DESCRIPTIONS,
        Column(
            *(
                "source_granularity",
                Kind.TEXT,
                "Whether the source is a page on it or a whole site",
            ),
            choices=("page", "site"),
        ),
        *(CONFIDENCE, SOURCES),
    ),
)

BUSINESSES = Table(
    "businesses",
    "Businesses of the Quality Made network",
    ("id",),
    (
        *(ID, NAME, optional("kind", Kind.WORDS, "Trade"), MUNICIPALITY),
        *(optional("locality", Kind.TEXT, "Hamlet"), AREA, COUNTRY),
        Column("lon", Kind.NUMBER, LON.about, False, least=-180, most=180),
        Column("lat", Kind.NUMBER, LAT.about, False, least=-90, most=90),
        Column("coord_precision_m", Kind.INTEGER, PRECISION.about, False, least=1),
        Column("interests", Kind.WORDS, INTERESTS.about, False, values(Interest)),
        Column("quality_made_status", Kind.WORDS, "Standing in the network"),
        *(*DESCRIPTIONS, CONFIDENCE, SOURCES),
    ),
)

SOURCES_TABLE = Table(
    "sources",
    "Pages on which facts were read",
    ("id",),
    (
        *(ID, Column("url", Kind.URL, "Web address of the page")),
        Column("publisher", Kind.TEXT, "Host of the page"),
        Column("accessed", Kind.DAY, "Day on which it was read"),
    ),
)

PLACES = Table(
    "places",
    "Settlements of 500 inhabitants and more",
    ("id",),
    (
        *(ID, NAME, optional("names_alt", Kind.NAMES, "Names in other languages"), LON, LAT),
        *(POPULATION, COUNTRY, ANY_AREA, LAND),
        Column("geonames_id", Kind.INTEGER, "Number at GeoNames", least=1),
    ),
)

PLACES_ADDED = Table(
    "places_added",
    "Villages, passes and road junctions that the settlements lack",
    ("id",),
    (
        *(ID, NAME, optional("names_alt", Kind.NAMES, "Names in other languages"), LON, LAT),
        *(POPULATION, COUNTRY, ANY_AREA, LAND),
        Column("why", Kind.TEXT, "Why it is here"),
        OPTIONAL_SOURCES,
    ),
)

PORTS = Table(
    "ports",
    "Ferry ports and airports, at the quay or the terminal",
    ("id",),
    (
        *(ID, NAME),
        Column("place_id", Kind.SLUG, "Town that it serves", refers_to=PLACE_TABLES),
        *(LON, LAT, LAND, ANY_AREA),
        Column("kind", Kind.TEXT, "What it is", choices=("ferry", "airport")),
    ),
)

CORRIDORS = Table(
    "corridors",
    "Known roads, good in both directions",
    ("from_place", "to_place", "road"),
    (
        Column("from_place", Kind.SLUG, "One end", refers_to=PLACE_TABLES),
        Column("to_place", Kind.SLUG, "Other end", refers_to=PLACE_TABLES),
        Column("road", Kind.TEXT, "Road numbers"),
        Column("via", Kind.SLUGS, "Places on the way, in order", False, refers_to=PLACE_TABLES),
        Column("km", Kind.NUMBER, "Length [km]", least=0.1, most=500),
        Column(
            "minutes", Kind.NUMBER, "By car, off season, without stops [min]", least=0.5, most=600
        ),
        Column("basis", Kind.TEXT, "The words own knowledge, or a source", refers_to=("sources",)),
        *(CONFIDENCE, NOTE),
    ),
)

CROSSINGS = Table(
    "crossings",
    "Sailings that repeat on weekdays of a season",
    ("id",),
    (
        ID,
        Column("from_port", Kind.SLUG, "Port of departure", refers_to=("ports",)),
        Column("to_port", Kind.SLUG, "Port of arrival", refers_to=("ports",)),
        Column("operator", Kind.TEXT, "Company"),
        Column("mode", Kind.TEXT, "Car ferry, or foot passengers only", choices=("car", "foot")),
        Column("season_from", Kind.MONTH_DAY, "First day of the season, every year"),
        Column("season_to", Kind.MONTH_DAY, "Last day of it; it may wrap the year's end"),
        Column("weekdays", Kind.WORDS, "Weekdays of departure", choices=WEEKDAYS),
        Column("depart", Kind.CLOCK, "Local time of departure"),
        Column("arrive", Kind.CLOCK, "Local time of arrival"),
        Column("arrive_day", Kind.INTEGER, "Midnights on board", least=0, most=1),
        Column("duration_min", Kind.INTEGER, "Time on the way [min]", least=5, most=2160),
        Column("times_basis", Kind.TEXT, "Who says the hours", choices=("source", "typical")),
        Column("status", Kind.TEXT, "How sure the times are", choices=values(TimetableStatus)),
        Column("source_year", Kind.INTEGER, "Year that the source speaks of", False, least=1990),
        optional("valid_from", Kind.DAY, "First day that the source covers"),
        optional("valid_to", Kind.DAY, "Last day that it covers"),
        Column("checked_on", Kind.DAY, "Day on which we looked"),
        *(NOTE, SOURCES),
    ),
)

EMISSION_FACTORS = Table(
    "emission_factors",
    "What a kilometre emits by mode, and the ship by which a ferry is shared out",
    ("id",),
    (
        ID,
        Column("mode", Kind.TEXT, "Mode of travel", choices=values(Mode)),
        Column("who", Kind.TEXT, "Vehicle, passenger or part of the ship"),
        Column("low", Kind.NUMBER, "Figure, or the low end of its range", least=0),
        Column("high", Kind.NUMBER, "Figure, or the high end of its range", least=0),
        Column("unit", Kind.TEXT, "Unit of both; emissions are CO2e", choices=values(Unit)),
        Column(
            *("scope", Kind.TEXT, "Fuel burnt, fuel supply too, sources that differ, or a measure"),
            choices=("tank_to_wheel", "with_upstream", "mixed", "measure"),
        ),
        Column("vintage", Kind.TEXT, "Year of the figure"),
        *(NOTE, SOURCES),
    ),
)

LINES = Table(
    "lines",
    "Hops of trains and coaches between neighbouring stops, good in both directions",
    ("id",),
    (
        *(ID, Column("line", Kind.TEXT, "Name of the line; its rows agree on services and hours")),
        Column("operator", Kind.TEXT, "Company"),
        Column("mode", Kind.TEXT, "Train, or coach and city bus", choices=("rail", "bus")),
        Column("from_place", Kind.SLUG, "One stop", refers_to=STOP_TABLES),
        Column("to_place", Kind.SLUG, "Next stop", refers_to=STOP_TABLES),
        Column("minutes", Kind.NUMBER, "Time on the way [min]", least=1, most=600),
        Column("km", Kind.NUMBER, "Length [km]", least=0.1, most=500),
        Column("services_per_day", Kind.INTEGER, "Services each way", least=1, most=300),
        Column("weekdays", Kind.WORDS, "Days with services", choices=WEEKDAYS),
        Column("season_from", Kind.MONTH_DAY, "First day of the season, every year"),
        Column("season_to", Kind.MONTH_DAY, "Last day of it; it may wrap the year's end"),
        Column("first", Kind.CLOCK, "Local time of the first service"),
        Column("last", Kind.CLOCK, "Local time of the last service"),
        Column("basis", Kind.TEXT, "The words own knowledge, or a source", refers_to=("sources",)),
        Column("status", Kind.TEXT, "How sure the figures are", choices=("indicative",)),
        *(CONFIDENCE, Column("checked_on", Kind.DAY, "Day on which we looked"), NOTE),
    ),
)

TABLES = (
    *(REGION, AREAS),
    *(FESTIVALS, TIMING_RULES, EDITIONS, ATTRACTIONS, BUSINESSES, SOURCES_TABLE),
    *(PLACES, PLACES_ADDED, PORTS, CORRIDORS, CROSSINGS, LINES, EMISSION_FACTORS),
    IMPORTS,
)
