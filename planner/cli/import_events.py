"""`filofesta import events`: compare foreign events with ours, accept what is right."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from planner.cli.terminal import DATA_OPTION, OUT, in_words, print_json
from planner.service.foreign_events import (
    FORMS,
    Document,
    Finding,
    Sort,
    Terms,
    accept,
    compare_events,
    read_document,
)

WORDS = {
    Sort.NEW_DAYS: "days, not known from a source so far",
    Sort.DAYS_AGAINST_RULE: "CONFLICT: other days than the rule gives",
    Sort.DAYS_AGAINST_SOURCE: "CONFLICT: other days than our source states",
    Sort.WEBSITE: "website, not known so far",
    Sort.WEBSITE_DIFFERS: "CONFLICT: another website",
    Sort.POSITION_DIFFERS: "CONFLICT: another position",
    Sort.AGREES: "agrees with what we have",
    Sort.CANCELLED: "CONFLICT: does not take place as planned; change the table by hand",
    Sort.UNCLEAR: "UNCLEAR: may be one of these; name it alike, or add it by hand",
    Sort.UNKNOWN: "no festival of ours",
    Sort.NO_DAYS: "names no days",
}
STYLES = {True: "yellow", False: ""}


@click.command("events")
@click.argument("place", metavar="FILE|URL")
@click.option("--format", "form", type=click.Choice(FORMS), default="auto", show_default=True)
@DATA_OPTION
@click.option("--allow", "hosts", multiple=True, help="Host that may be fetched from; repeatable.")
@click.option("--licence", default="", help="Licence of a document that names none.")
@click.option("--source", default="", help="Web address of events that name none.")
@click.option("--accept", "keys", multiple=True, help="Finding to take over, or 'all'; repeatable.")
@click.option("--write", is_flag=True, help="Write what is accepted; without it nothing changes.")
@click.option("--json", "as_json", is_flag=True)
@in_words
def import_events(
    place: str,
    form: str,
    data: Path | None,
    hosts: tuple[str, ...],
    licence: str,
    source: str,
    keys: tuple[str, ...],
    write: bool,
    as_json: bool,
) -> None:
    """Compare the events of FILE or URL with ours; take over what is accepted.

    Reads schema.org JSON-LD (also inside pages), iCalendar, GeoJSON, CSV, DATAtourisme and
    OpenAgenda exports, as they are or in a ZIP archive.
    """
    events = read_document(Document(place, form, licence, hosts))
    findings = compare_events(events, data)
    terms = Terms(licence, source, datetime.now(UTC).date())
    changed = accept(findings, keys, terms, data, write) if keys else ()
    if as_json:
        print_json(document(findings, changed, write))
        return
    OUT.print(finding_table(findings))
    count = f"{len(events)} event{'' if len(events) == 1 else 's'} read"
    OUT.print(Text(f"{count}; {outcome(changed, bool(keys), write)}"))


def outcome(changed: Sequence[str], is_accepted: bool, write: bool) -> str:
    """Say what was written, or would be."""
    if not is_accepted:
        return "nothing written; take over findings by --accept KEY and --write"
    if not changed:
        return "nothing to change"
    return f"{'written' if write else 'would change, add --write'}: {', '.join(changed)}"


def finding_table(findings: Sequence[Finding]) -> Table:
    """Return the report."""
    table = Table(box=None, pad_edge=False)
    for heading in ("key", "festival", "finding", "ours", "theirs", "licence"):
        table.add_column(heading)
    for one in findings:
        licence = one.origin.licence if one.origin else ""
        table.add_row(
            Text(one.key if one.is_writable else "-"),
            Text(one.match.festival_id or one.match.event.name),
            Text(WORDS[one.sort], style=STYLES[one.is_conflict]),
            Text(one.ours),
            Text(one.theirs),
            Text(licence or "not stated"),
        )
    return table


def document(findings: Sequence[Finding], changed: Sequence[str], write: bool) -> dict[str, Any]:
    """Return the report as JSON values."""
    return {
        "findings": [to_json(one) for one in findings],
        "changed": list(changed),
        "written": write and bool(changed),
    }


def to_json(one: Finding) -> dict[str, Any]:
    """Return one finding with its origin."""
    origin = one.origin
    return {
        "key": one.key,
        "sort": one.sort.value,
        "conflict": one.is_conflict,
        "writable": one.is_writable,
        "festival": one.match.festival_id or None,
        "candidates": [
            {
                "festival": like.festival_id,
                "name_likeness": round(like.name, 1),
                "distance_m": None if like.distance_m is None else round(like.distance_m),
                "gap_days": like.gap_days,
            }
            for like in one.match.likenesses
        ],
        "event": {
            "key": one.match.event.key,
            "name": one.match.event.name,
            "country": one.match.event.country or None,
        },
        "ours": one.ours,
        "theirs": one.theirs,
        "origin": None
        if origin is None
        else {
            "form": origin.form,
            "document": origin.document,
            "record": origin.record,
            "field": origin.path,
            "licence": origin.licence or None,
        },
    }
