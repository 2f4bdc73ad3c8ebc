"""The Frictionless package: which files it is made of."""

import json
from pathlib import Path, PurePosixPath

from planner.errors import DataError
from planner.geodata.store import read_text

DESCRIPTION, NOTES = "datapackage.json", "README.md"


def package_paths(folder: Path) -> frozenset[str]:
    """Return the files of a data package, as paths below its folder.

    Raises
    ------
    DataError
        The description cannot be read, or it names a file outside the folder.
    """
    try:
        resources = json.loads(read_text(folder / DESCRIPTION))["resources"]
        paths = {str(one["path"]) for one in resources}
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(DESCRIPTION, None, f"names no resources: {error!r}") from error
    for path in paths:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise DataError(DESCRIPTION, None, f"{path!r} lies outside the package")
    return frozenset({*paths, DESCRIPTION, NOTES})
