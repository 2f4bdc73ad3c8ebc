"""The contract of tables about a region as a whole, and about what was taken over from others."""

from planner.geodata.columns import COUNTRY, ID, LAT, LON, NAME, optional
from planner.geodata.tables import Column, Kind, Table

LANGUAGES = ("it", "fr", "en")

REGION = Table(
    "region",
    "The region of the network: one row",
    ("id",),
    (
        *(ID, NAME),
        Column("first_year", Kind.INTEGER, "First year of editions", least=1970, most=2100),
        Column("last_year", Kind.INTEGER, "Last year of editions", least=1970, most=2100),
        *(
            Column(name, Kind.NUMBER, f"Edge of the map: {about}", False, least=least, most=-least)
            for name, about, least in (
                ("west", LON.about, -180),
                ("south", LAT.about, -90),
                ("east", LON.about, -180),
                ("north", LAT.about, -90),
            )
        ),
        *(
            optional(f"lead_{one}", Kind.TEXT, f"Sentence of the home page, {one}")
            for one in LANGUAGES
        ),
        *(optional(f"about_{one}", Kind.TEXT, f"Who chose the feasts, {one}") for one in LANGUAGES),
    ),
)

AREAS = Table(
    "areas",
    "Areas of the region; `basemap/regions.geojson` has the outline of each by its id",
    ("id",),
    (
        ID,
        *(Column(f"name_{one}", Kind.TEXT, f"Name, language {one}") for one in LANGUAGES),
        COUNTRY,
    ),
)

IMPORTS = Table(
    "imports",
    "Cells taken over from other publishers' events, each with its origin and licence",
    ("id",),
    (
        ID,
        Column("table", Kind.TEXT, "Table of the cell", choices=("festivals", "editions")),
        Column("record", Kind.SLUG, "Row of the cell", refers_to=("festivals", "editions")),
        Column("column", Kind.TEXT, "Column of the cell"),
        Column("value", Kind.TEXT, "Value that was taken over"),
        Column("form", Kind.TEXT, "Format in which it was published"),
        Column("event", Kind.TEXT, "Id of the event there"),
        Column("field", Kind.TEXT, "Name of the field there"),
        Column("licence", Kind.TEXT, "Licence under which it was published"),
        Column("source", Kind.SLUG, "Page that it stands on", refers_to=("sources",)),
        Column("imported_on", Kind.DAY, "Day on which it was taken over"),
    ),
)
