"""All faults of a data folder at once, for `filofesta check`."""

from dataclasses import dataclass
from pathlib import Path

from planner.errors import DataError
from planner.geodata.check_dates import edition_faults, hours_faults, rule_faults
from planner.geodata.check_lines import line_faults
from planner.geodata.check_network import network_faults
from planner.geodata.check_places import place_faults
from planner.geodata.check_region import region_faults
from planner.geodata.check_tables import key_faults, reference_faults, sift_tables, text_faults
from planner.geodata.check_ways import corridor_faults, crossing_faults, port_faults
from planner.geodata.emissions import factor_faults


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a data file; line 1 is the header, None the file as a whole."""

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{self.file}{'' if self.line is None else f':{self.line}'}: {self.reason}"


def check_data(folder: Path) -> tuple[Fault, ...]:
    """Return every fault of the tables and map layers, by file and line; none where all is well.

    Rows whose form is not sound are named for that and left out of the other checks.
    """
    found: list[DataError] = []
    tables = sift_tables(folder, found.append)
    for check in (key_faults, reference_faults, text_faults, rule_faults, edition_faults):
        found.extend(check(tables))
    for check in (hours_faults, corridor_faults, crossing_faults, port_faults, line_faults):
        found.extend(check(tables))
    found.extend(region_faults(tables))
    found.extend(place_faults(folder, tables))
    found.extend(factor_faults(tables["emission_factors"]))
    try:
        found.extend(network_faults(folder, tables))
    except DataError as fault:
        found.append(fault)
    faults = {Fault(error.file, error.line, error.reason): None for error in found}
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line or 0, fault.reason)))
