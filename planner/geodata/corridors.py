"""Known roads from `corridors.csv`."""

from pathlib import Path

from planner.geodata.schema import CORRIDORS
from planner.geodata.tables import read_table
from planner.model.timetable import Corridor


def read_corridors(folder: Path) -> tuple[Corridor, ...]:
    """Read the known roads, in the order of the table.

    Raises
    ------
    DataError
        The table is missing or not sound.
    """
    return tuple(
        Corridor(
            from_place=row.text("from_place"),
            to_place=row.text("to_place"),
            road=row.text("road"),
            via=row.words("via"),
            length_m=round(row.number("km") * 1000),
            duration_s=round(row.number("minutes") * 60),
            basis=row.text("basis"),
            confidence=row.text("confidence"),
            note=row.text("note"),
        )
        for row in read_table(folder, CORRIDORS)
    )
