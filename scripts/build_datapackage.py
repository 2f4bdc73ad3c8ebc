"""Remake ``data/datapackage.json``, the Frictionless description of the data folder.

What it says stands in ``planner/geodata/datapackage.py``.

Run from the top folder, with Filofesta installed:
``python scripts/build_datapackage.py [--output data/datapackage.json]``.
``frictionless validate data/datapackage.json`` then checks every table against it.
"""

import argparse
import os
from pathlib import Path

from planner.geodata.datapackage import as_text, datapackage


def main() -> None:
    """Write the description whole or not at all."""
    parser = argparse.ArgumentParser(description="Remake data/datapackage.json.")
    parser.add_argument("--output", type=Path, default=Path("data/datapackage.json"))
    output: Path = parser.parse_args().output
    partial = output.with_name(output.name + ".part")
    partial.write_text(as_text(datapackage()), encoding="utf-8", newline="\n")
    os.replace(partial, output)


if __name__ == "__main__":
    main()
