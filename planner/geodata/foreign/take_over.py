"""Writing accepted findings into the tables: checked as a whole on a copy, then file by file."""

import csv
import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from planner.errors import DataError, RequestError
from planner.geodata.check import check_data
from planner.geodata.foreign.findings import Finding
from planner.geodata.schema import EDITIONS, FESTIVALS, SOURCES_TABLE
from planner.geodata.schema_region import IMPORTS
from planner.geodata.store import write_text
from planner.geodata.tables import Row, Table, read_table, read_text

MOST_FAULTS_SHOWN = 3
ANNOUNCED = "announced"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms findings are taken over."""

    licence: str = ""
    """Licence where the document says none."""
    source: str = ""
    """Web address where the event has none."""
    today: date = date.min


class Sheets:
    """The tables of a folder as lines, of which single ones are changed or added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: dict[str, list[str]] = {}
        self.rows: dict[str, list[Row]] = {}

    def rows_of(self, table: Table) -> list[Row]:
        """Return the rows of a table as they stand now."""
        if table.name not in self.rows:
            self.rows[table.name] = list(read_table(self.folder, table))
            self.lines[table.name] = read_text(self.folder, table.file).splitlines()
        return self.rows[table.name]

    def put(self, table: Table, cells: Mapping[str, str], row: Row | None = None) -> None:
        """Change some cells of a row, or add one."""
        rows = self.rows_of(table)
        old = dict(row.cells) if row else {column.name: "" for column in table.columns}
        whole = {**old, **cells}
        line = row.line if row else len(self.lines[table.name]) + 1
        text = as_line([whole[column.name] for column in table.columns])
        if row is None:
            self.lines[table.name].append(text)
            rows.append(Row(table.file, line, whole))
        else:
            self.lines[table.name][line - 1] = text
            rows[rows.index(row)] = Row(table.file, line, whole)

    def texts(self) -> dict[str, str]:
        """Return the changed files, those first that others name ids of."""
        order = [SOURCES_TABLE, FESTIVALS, EDITIONS, IMPORTS]
        return {t.file: "\n".join(self.lines[t.name]) + "\n" for t in order if t.name in self.lines}


def as_line(cells: Sequence[str]) -> str:
    """Return cells as one line of CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()


def source_id(url: str) -> str:
    """Return the id of a page: its host and six digits of its address."""
    host = (urlsplit(url).hostname or "page").removeprefix("www.")
    words = "-".join(
        "".join(c if c.isascii() and c.isalnum() else " " for c in host.lower()).split()
    )
    return f"{words or 'page'}-{sha256(url.encode()).hexdigest()[:6]}"


def find_source(finding: Finding, terms: Terms) -> str:
    """Return the web address that a finding stands on.

    Raises
    ------
    RequestError
        Neither the event nor the document nor the terms give one.
    """
    document = finding.origin.document if finding.origin else ""
    for url in (terms.source, finding.match.event.website, document.split("#")[0]):
        if url.startswith(("https://", "http://")):
            return url
    raise RequestError({"source": f"{finding.key}: the event names no page; name one by --source"})


def find_licence(finding: Finding, terms: Terms) -> str:
    """Return the licence under which a finding comes.

    Raises
    ------
    RequestError
        Neither the document nor the terms say one.
    """
    licence = (finding.origin.licence if finding.origin else "") or terms.licence
    if not licence:
        raise RequestError(
            {"licence": f"{finding.key}: the document names no licence; name it by --licence"}
        )
    return licence


def put_finding(sheets: Sheets, finding: Finding, terms: Terms) -> None:
    """Put one accepted finding into the tables, with its source and its entry of `imports.csv`."""
    url, licence = find_source(finding, terms), find_licence(finding, terms)
    known = next((r for r in sheets.rows_of(SOURCES_TABLE) if r.text("url") == url), None)
    source = known.text("id") if known else source_id(url)
    if known is None:
        host = urlsplit(url).hostname or url
        page = {"id": source, "url": url, "publisher": host, "accessed": terms.today.isoformat()}
        sheets.put(SOURCES_TABLE, page)
    festival_id = finding.match.festival_id
    if "dates" in finding.cells:
        table, record = EDITIONS, put_edition(sheets, finding, source)
    else:
        table, record = FESTIVALS, festival_id
        row = next(r for r in sheets.rows_of(FESTIVALS) if r.text("id") == festival_id)
        cited = " ".join(dict.fromkeys([*row.words("sources"), source]))
        sheets.put(FESTIVALS, {**finding.cells, "sources": cited}, row)
    terms_and_page = {"licence": licence, "source": source, "imported_on": terms.today.isoformat()}
    for column in sorted(finding.cells.keys() - {"festival_id", "year"}):
        put_entry(sheets, finding, (table.name, record, column), terms_and_page)


def put_edition(sheets: Sheets, finding: Finding, source: str) -> str:
    """Add the edition of a year, or change its days; return its id."""
    festival_id, year = finding.cells["festival_id"], finding.cells["year"]
    rows = sheets.rows_of(EDITIONS)
    own = [r for r in rows if (r.text("festival_id"), r.text("year")) == (festival_id, year)]
    if own:
        cited = " ".join(dict.fromkeys([*own[0].words("sources"), source]))
        sheets.put(EDITIONS, {"dates": finding.cells["dates"], "sources": cited}, own[0])
        return own[0].text("id")
    facts = {"id": f"{festival_id}-{year}", "status": ANNOUNCED, "confidence": "medium"}
    sheets.put(EDITIONS, {**facts, **finding.cells, "sources": source})
    return facts["id"]


def put_entry(
    sheets: Sheets, finding: Finding, cell: tuple[str, str, str], terms_and_page: Mapping[str, str]
) -> None:
    """Write down where the value of one cell comes from, in place of an older entry."""
    table, record, column = cell
    key, origin = "-".join(cell).replace("_", "-").lower(), finding.origin
    facts = {
        **{"id": key, "table": table, "record": record, "column": column},
        **{"value": finding.cells[column], "event": finding.match.event.key},
        **{"form": origin.form if origin else "", "field": origin.path if origin else ""},
        **terms_and_page,
    }
    old = next((row for row in sheets.rows_of(IMPORTS) if row.text("id") == key), None)
    sheets.put(IMPORTS, facts, old)


def take_over(
    folder: Path, findings: Iterable[Finding], terms: Terms, write: bool
) -> tuple[str, ...]:
    """Take findings over; return the files that change.

    Parameters
    ----------
    write
        Whether the files are written; else only what would be written is checked.

    Raises
    ------
    RequestError
        A finding has no source or no licence.
    DataError
        The tables would hold a fault that they do not hold now; nothing is written.
    """
    sheets = Sheets(folder)
    for finding in findings:
        put_finding(sheets, finding, terms)
    texts = sheets.texts()
    changed = {file: text for file, text in texts.items() if text != read_text(folder, file)}
    if changed:
        refuse_new_faults(folder, changed)
    for file, text in changed.items() if write else ():
        write_text(folder / file, text)
    return tuple(changed)


def refuse_new_faults(folder: Path, texts: Mapping[str, str]) -> None:
    """Try the changed files beside the others on a copy.

    Raises
    ------
    DataError
        They have a fault that the folder does not have now.
    """
    before = {(fault.file, fault.reason) for fault in check_data(folder)}
    with TemporaryDirectory() as name:
        copy = Path(name) / "data"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("screenshots"))
        for file, text in texts.items():
            (copy / file).write_text(text, encoding="utf-8", newline="")
        new = [one for one in check_data(copy) if (one.file, one.reason) not in before]
    if new:
        told = "; ".join(fault.reason for fault in new[:MOST_FAULTS_SHOWN])
        raise DataError(new[0].file, new[0].line, f"would not be sound: {told}")
