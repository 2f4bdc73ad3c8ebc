"""Faults of tables as tables: form, keys, dangling references, texts unfit to be shown."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from planner.errors import DataError
from planner.geodata.columns import DESCRIPTIONS
from planner.geodata.schema import TABLES
from planner.geodata.tables import Row, Table, sift_table

OWN_KNOWLEDGE = "own knowledge"
"""Basis of a corridor that no source gives."""
MOST_LETTERS = 240
"""Most letters of a description."""
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff<]")
"""Control characters, line separators, and what opens a tag."""

Tables = Mapping[str, tuple[Row, ...]]


def sift_tables(folder: Path, on_fault: Callable[[DataError], None]) -> Tables:
    """Return the sound rows of every table by its name; hand faults of form to `on_fault`."""
    return {table.name: sift_table(folder, table, on_fault) for table in TABLES}


def key_of(table: Table, row: Row) -> tuple[str, ...]:
    """Return the key of a row; the ends of a corridor count in either order."""
    key = [row.text(name) for name in table.key]
    return tuple(sorted(key)) if table.name == "corridors" else tuple(key)


def key_faults(tables: Tables) -> Iterator[DataError]:
    """Find keys that stand twice; the two tables of places share theirs."""
    seen: dict[tuple[str, ...], str] = {}
    for table in TABLES:
        space = "places" if table.name == "places_added" else table.name
        for row in tables[table.name]:
            key = key_of(table, row)
            first = seen.setdefault((space, *key), f"{row.file}:{row.line}")
            if first != f"{row.file}:{row.line}":
                yield row.fault(f"{' '.join(table.key)} {' '.join(key)!r} stands in {first} too")


def reference_faults(tables: Tables) -> Iterator[DataError]:
    """Find ids that no table holds."""
    ids = {name: {row.cells.get("id", "") for row in rows} for name, rows in tables.items()}
    for table in TABLES:
        for column in table.columns:
            known = {OWN_KNOWLEDGE, *(one for name in column.refers_to for one in ids[name])}
            for row in tables[table.name] if column.refers_to else ():
                cell = row.text(column.name)
                for one in [cell] if cell == OWN_KNOWLEDGE else cell.split():
                    if one not in known:
                        yield row.fault(f"{column.name} {one!r} is not in {column.refers_to[0]}")


def text_faults(tables: Tables) -> Iterator[DataError]:
    """Find texts with control characters or tags, and descriptions that are too long."""
    for rows in tables.values():
        for row in rows:
            for name, cell in row.cells.items():
                unfit = UNFIT.search(cell)
                if unfit:
                    yield row.fault(f"{name} holds {unfit.group()!r}, which no text may")
            for column in DESCRIPTIONS:
                length = len(row.cells.get(column.name, ""))
                if length > MOST_LETTERS:
                    yield row.fault(f"{column.name} has {length} letters, at most {MOST_LETTERS}")
