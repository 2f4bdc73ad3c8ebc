"""Emission factors from `emission_factors.csv`."""

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from planner.errors import DataError
from planner.geodata.gazetteer import unique
from planner.geodata.schema import EMISSION_FACTORS
from planner.geodata.tables import Row, read_table
from planner.model.emissions import UNITS, EmissionFactor, Factors, Unit


def factor_faults(rows: tuple[Row, ...]) -> Iterator[DataError]:
    """Find ranges upside down, and rows of the formulas that lack or have another unit."""
    wanted = {name.value: unit for name, unit in UNITS.items()}
    for row in rows:
        if row.number("low") > row.number("high"):
            yield row.fault(f"low {row.text('low')} is above high {row.text('high')}")
        unit = wanted.pop(row.text("id"), None)
        if unit is not None and unit != row.text("unit"):
            yield row.fault(f"unit {row.text('unit')} has to be {unit}, as the formulas take it")
    if wanted:
        yield DataError(EMISSION_FACTORS.file, None, f"lacks {', '.join(sorted(wanted))}")


def make_factor(row: Row) -> EmissionFactor:
    """Make a factor of a line."""
    return EmissionFactor(
        id=row.text("id"),
        mode=row.text("mode"),
        who=row.text("who"),
        low=row.number("low"),
        high=row.number("high"),
        unit=Unit(row.text("unit")),
        scope=row.text("scope"),
        vintage=row.text("vintage"),
        note=row.text("note"),
        sources=row.words("sources"),
    )


def read_emission_factors(folder: Path) -> Factors:
    """Read the factors by their ids.

    Raises
    ------
    DataError
        The table is missing or not sound, or lacks a row that the formulas take.
    """
    rows = tuple(unique(read_table(folder, EMISSION_FACTORS)))
    for fault in factor_faults(rows):
        raise fault
    return MappingProxyType({row.text("id"): make_factor(row) for row in rows})
