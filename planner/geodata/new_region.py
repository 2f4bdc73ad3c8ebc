"""A new data folder for another network: every table with its header, and a sound example.

The example is one area with two villages, a road, a feast and a sight, none of them real.  Its
emission factors are those that Filofesta ships, with their sources.
"""

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from re import fullmatch
from tempfile import mkdtemp
from typing import Any

from planner.errors import RequestError
from planner.geodata.datapackage import Package, as_text, datapackage
from planner.geodata.schema import EMISSION_FACTORS, SOURCES_TABLE, TABLES
from planner.geodata.tables import SLUG, Table, read_table

Cells = Mapping[str, str]
AREA, LAND, COUNTRY = "example-area", "mainland", "IT"
WEST, SOUTH, EAST, NORTH = 16.5, 40.4, 17.7, 41.2
ALFA, BETA = {"lon": "16.9", "lat": "40.8"}, {"lon": "17.1", "lat": "40.8"}
SURE = {"confidence": "low", "sources": "example-page"}
IN_BETA = {"municipality": "Beta", "area": AREA, "country": COUNTRY, "coord_precision_m": "500"}
TEXTS = {
    "description_it": "Riga di esempio: da sostituire.",
    "description_fr": "Ligne d’exemple : à remplacer.",
    "description_en": "Example row: to be replaced.",
}
README = """# Data of {name}

Made by `filofesta init`. Every row is an example: replace it by your own, then run
`filofesta check --data {folder}`, which names each fault with its file and line.

| file | what |
|---|---|
{files}
| `basemap/land.geojson` | outline of each land, with the property `id` as in column `land` |
| `basemap/regions.geojson` | outline of each area, with the property `id` as in `areas.csv` |
| `basemap/borders.geojson` | borders of countries, as lines; may be empty |

`datapackage.json` describes every column. Places of one land are joined by road, lands only by the
sailings of `crossings.csv`; roads that the tables lack are estimated, as on a small island unless
the land is called `mainland`. `region.csv` holds the name, the years, the edges of the map and, if
wanted, the sentences of the pages in three languages. All countries have to keep the same clock.
"""


def example_rows(region_id: str, name: str, year: int, read_on: str) -> dict[str, list[Cells]]:
    """Return the rows of the example by table; tables that are not named stay empty."""
    place = {"population": "900", "country": COUNTRY, "area": AREA, "land": LAND, "why": "example"}
    return {
        "region": [
            {"id": region_id, "name": name, "first_year": str(year), "last_year": str(year + 2)}
            | {"west": f"{WEST}", "south": f"{SOUTH}", "east": f"{EAST}", "north": f"{NORTH}"}
        ],
        "areas": [
            {"id": AREA, "name_it": "Zona di esempio", "name_fr": "Zone d’exemple"}
            | {"name_en": "Example area", "country": COUNTRY}
        ],
        "sources": [
            {"id": "example-page", "url": "https://example.org/", "publisher": "example.org"}
            | {"accessed": read_on}
        ],
        "places_added": [
            {"id": "alfa", "name": "Alfa", **place, **ALFA},
            {"id": "beta", "name": "Beta", **place, **BETA},
        ],
        "corridors": [
            {"from_place": "alfa", "to_place": "beta", "road": "SP1", "km": "21", "minutes": "25"}
            | {"basis": "own knowledge", "confidence": "low"}
        ],
        **example_visits(),
    }


def example_visits() -> dict[str, list[Cells]]:
    """Return the feast with its rule, and the sight."""
    return {
        "festivals": [
            {"id": "example-feast", "name": "Festa di esempio", "name_language": "it"}
            | {"province": "Example", "category": "sagra", "interests": "food crafts"}
            | {"opens": "10:00", "closes": "18:00", "hours_status": "typical", "stay_min": "120"}
            | {"low_season": "true", "role": "member", **IN_BETA, **BETA, **TEXTS, **SURE}
        ],
        "timing_rules": [
            {"id": "example-feast-1", "festival_id": "example-feast", "variant": "published"}
            | {"rrule": "FREQ=YEARLY;BYMONTH=10;BYDAY=1SA", "offset_days": "0"}
            | {"duration_days": "2", "date_status": "rule_based", **SURE}
        ],
        "attractions": [
            {"id": "example-museum", "name": "Museo di esempio", "category": "museum"}
            | {"interests": "history", "stay_min": "30", "stay_max": "60", "price": "unknown"}
            | {"stay_basis": "editorial_estimate", "opening_hours": "unknown"}
            | {"source_granularity": "site", **IN_BETA, **BETA, **TEXTS, **SURE}
        ],
    }


def square(name: str) -> dict[str, Any]:
    """Return a collection of one square, a little inside the frame."""
    west, south, east, north = WEST + 0.1, SOUTH + 0.1, EAST - 0.1, NORTH - 0.1
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    outline = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"id": name}, "geometry": outline}
    return {"type": "FeatureCollection", "features": [feature]}


def shipped_factors(folder: Path) -> dict[str, list[Cells]]:
    """Return the emission factors of a data folder and the sources that they name.

    Raises
    ------
    DataError
        A table is missing or not sound.
    """
    factors = read_table(folder, EMISSION_FACTORS)
    cited = {source for row in factors for source in row.words("sources")}
    pages = [row.cells for row in read_table(folder, SOURCES_TABLE) if row.text("id") in cited]
    return {"emission_factors": [row.cells for row in factors], "sources": pages}


def as_csv(table: Table, rows: Sequence[Cells]) -> str:
    """Return a table as the text of its file."""
    stream = io.StringIO()
    names = [column.name for column in table.columns]
    writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def texts_of(folder: Path, name: str, year: int, read_on: str, shipped: Path) -> dict[str, str]:
    """Return the text of each file of a new folder.

    Raises
    ------
    DataError
        The shipped tables are not sound.
    """
    rows = example_rows(folder.name, name, year, read_on)
    for table, cells in shipped_factors(shipped).items():
        rows[table] = [*rows.get(table, []), *cells]
    texts = {table.file: as_csv(table, rows.get(table.name, [])) for table in TABLES}
    layers = {"land": square(LAND), "regions": square(AREA)}
    layers["borders"] = {"type": "FeatureCollection", "features": []}
    texts |= {f"basemap/{layer}.geojson": json.dumps(one) + "\n" for layer, one in layers.items()}
    about = f"Local festivals of {name}, and the ways between them"
    origin = {"title": name}
    package = Package(folder.name, about, f"{about}. Read README.md.", origin, (origin,), ())
    files = "\n".join(f"| `{table.file}` | {table.about} |" for table in TABLES)
    texts["datapackage.json"] = as_text(datapackage(package))
    texts["README.md"] = README.format(name=name, folder=folder.name, files=files)
    return texts


def make_region(folder: Path, name: str, year: int, read_on: str, shipped: Path) -> tuple[str, ...]:
    """Make a data folder, whole or not at all; return its files.

    Parameters
    ----------
    folder
        A folder that does not exist yet; its name becomes the id of the network.
    name
        Name of the network.
    year
        First of the three years for which editions are expanded.
    read_on
        Day of today, ISO.
    shipped
        Folder whose emission factors are taken over.

    Raises
    ------
    RequestError
        The folder exists, its name is no id, or it cannot be made.
    """
    if not fullmatch(SLUG, folder.name):
        fault = f"{folder.name!r} has to be plain small letters, digits and hyphens"
        raise RequestError({"region": f"{fault}, such as puglia-shqiperi"})
    if folder.exists():
        raise RequestError({"region": f"{folder} exists already; name a new folder"})
    texts = texts_of(folder, name, year, read_on, shipped)
    try:
        part = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as fault:
        raise RequestError({"region": f"{folder} cannot be made: {fault.strerror}"}) from fault
    try:
        for file, text in texts.items():
            (part / file).parent.mkdir(exist_ok=True)
            (part / file).write_text(text, encoding="utf-8", newline="")
        part.chmod(0o755)
        part.rename(folder)
    except OSError as fault:
        shutil.rmtree(part, ignore_errors=True)
        raise RequestError({"region": f"{folder} cannot be made: {fault.strerror}"}) from fault
    return tuple(texts)
