"""Columns that several tables share."""

from enum import StrEnum

from planner.geodata.tables import Column, Kind
from planner.model.clock import ZONES
from planner.model.festival import Interest, Language
from planner.model.place import Confidence

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EDITION_STATUSES = ("held", "announced", "confirmed", "cancelled")
PLACE_TABLES = ("places", "places_added")
STOP_TABLES = (*PLACE_TABLES, "ports")


def values(*enums: type[StrEnum]) -> tuple[str, ...]:
    """Return the words of enums."""
    return tuple(member.value for enum in enums for member in enum)


ID = Column("id", Kind.SLUG, "Key; it stays the same for good")
NAME = Column("name", Kind.TEXT, "Name as its people write it")
NOTE = Column("note", Kind.TEXT, "Caveat in English", required=False)
AREA = Column("area", Kind.SLUG, "Area of the network", refers_to=("areas",))
ANY_AREA = Column("area", Kind.SLUG, "Area, empty outside all", False, refers_to=("areas",))
LAND = Column("land", Kind.SLUG, "Land mass: roads within one, crossings between two")
CONFIDENCE = Column("confidence", Kind.TEXT, "Trust in the row", choices=values(Confidence))
SOURCES = Column("sources", Kind.SLUGS, "Where the row was read", refers_to=("sources",))
OPTIONAL_SOURCES = Column("sources", Kind.SLUGS, "Where it was read", False, refers_to=("sources",))
COUNTRY = Column("country", Kind.TEXT, "ISO 3166-1 alpha-2", choices=tuple(ZONES))
LON = Column("lon", Kind.NUMBER, "Degrees east, WGS 84", least=-180, most=180)
LAT = Column("lat", Kind.NUMBER, "Degrees north, WGS 84", least=-90, most=90)
INTERESTS = Column("interests", Kind.WORDS, "Whom it may please", choices=values(Interest))
POPULATION = Column("population", Kind.INTEGER, "Inhabitants", False, least=0)
PRECISION = Column("coord_precision_m", Kind.INTEGER, "Likely error of lon, lat [m]", least=1)
MUNICIPALITY = Column("municipality", Kind.TEXT, "Municipality")
FESTIVAL = Column("festival_id", Kind.SLUG, "The festival", refers_to=("festivals",))
DESCRIPTIONS = tuple(
    Column(f"description_{language}", Kind.TEXT, f"Short text of ours, language {language}")
    for language in Language
)


def optional(name: str, kind: Kind, about: str) -> Column:
    """Return a column whose cells may be empty."""
    return Column(name, kind, about, required=False)
