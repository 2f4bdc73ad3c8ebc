"""The contract of tables about a region as a whole, and about what was taken over from others."""

from planner.geodata.columns import ID
from planner.geodata.tables import Column, Kind, Table

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
