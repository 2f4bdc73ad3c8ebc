"""The map that needs no outside host: layers of `basemap/` as GeoJSON objects."""

import json
from pathlib import Path
from typing import Any

from planner.errors import DataError
from planner.geodata.tables import read_text

LAYERS = ("land", "regions", "borders")


def read_layer(folder: Path, file: str) -> dict[str, Any]:
    """Read one layer.

    Raises
    ------
    DataError
        The file is missing, or it is no GeoJSON FeatureCollection.
    """
    try:
        layer = json.loads(read_text(folder, file))
    except json.JSONDecodeError as error:
        raise DataError(file, error.lineno, f"is not JSON: {error.msg}") from error
    if not isinstance(layer, dict) or layer.get("type") != "FeatureCollection":
        raise DataError(file, 1, "is no GeoJSON FeatureCollection")
    return layer


def read_basemap(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the layers `land`, `regions` and `borders` of a data folder.

    Raises
    ------
    DataError
        A layer is missing, or it is no GeoJSON FeatureCollection.
    """
    return {name: read_layer(folder, f"basemap/{name}.geojson") for name in LAYERS}
