"""The network of feasts as JSON values, CSV and GraphML."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from io import StringIO
from math import isfinite
from typing import Any

import networkx as nx

from planner.model.network import Definition, NetworkReport, Tie

DIGITS = 4
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of a cell that a spreadsheet would run."""


def plain(value: Any) -> Any:
    """Return a value of the model as JSON values; numbers that are not finite become None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain_atom(key)): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [plain(one) for one in value]
    return plain_atom(value)


def plain_atom(value: Any) -> Any:
    """Return one value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, DIGITS) if isfinite(value) else None
    return value


def to_network_document(
    report: NetworkReport, glossary: Mapping[str, Definition]
) -> dict[str, Any]:
    """Return all figures with the definition and the source of each."""
    document: dict[str, Any] = plain(report)
    document["figures"] = [
        figure | definition_document(glossary[figure["name"]]) for figure in document["figures"]
    ]
    document["definitions"] = {
        name: definition_document(definition) for name, definition in glossary.items()
    }
    return document


def definition_document(definition: Definition) -> dict[str, Any]:
    """Return what a figure means, and whether it is our own definition."""
    ours = definition.is_ours
    return {"formula": definition.formula, "source": definition.source, "own_definition": ours}


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV (RFC 4180)."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([safe_cell(plain(cell)) for cell in row] for row in rows)
    return text.getvalue()


def figures_csv(report: NetworkReport, glossary: Mapping[str, Definition]) -> str:
    """Return the figures of the network with formula and source."""
    headings = ("figure", "value", "low", "high", "formula", "source", "own_definition")
    rows = []
    for figure in report.figures:
        meaning = glossary[figure.name]
        means = (meaning.formula, meaning.source, "yes" if meaning.is_ours else "no")
        rows.append((figure.name, figure.value, figure.low, figure.high, *means))
    return to_csv(headings, rows)


def ties_csv(report: NetworkReport) -> str:
    """Return what each pair of feasts has to do with each other, and how they follow each other."""
    headings = (
        *("first", "second", "shared_days", "overlap", "jaccard", "apart_min", "likeness"),
        *("themes", "days_between", "clash", "complement", "first_to_second", "second_to_first"),
    )
    links = {(link.origin, link.destination): link for link in report.links}

    def follows(start: str, end: str) -> str:
        link = links.get((start, end))
        return f"{link.leave}/{link.arrive}" if link else ""

    def row(tie: Tie) -> tuple[Any, ...]:
        apart = None if tie.apart_s is None else round(tie.apart_s / 60)
        days = " ".join(day.isoformat() for day in tie.shared_days)
        numbers = (tie.overlap, tie.jaccard, apart, tie.likeness, " ".join(tie.themes))
        ends = tie.first, tie.second
        ways = follows(*ends), follows(*ends[::-1])
        return (*ends, days, *numbers, tie.wait_days, tie.clash, tie.complement, *ways)

    return to_csv(headings, map(row, report.ties))


def clean(value: Any) -> Any:
    """Return an attribute that XML can hold: no control characters, no number without end."""
    if isinstance(value, str):
        return "".join(letter for letter in value if letter >= " " or letter in "\t\n\r")
    return plain(value)


def to_graphml(graph: "nx.MultiDiGraph[str]") -> str:
    """Return the festival graph as GraphML."""
    cleaned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, facts in graph.nodes(data=True):
        cleaned.add_node(node, **{name: clean(value) for name, value in facts.items()})
    for start, end, key, facts in graph.edges(keys=True, data=True):
        kept = {name: clean(value) for name, value in facts.items()}
        cleaned.add_edge(start, end, key=key, **kept)
    return "\n".join(nx.generate_graphml(cleaned)) + "\n"
