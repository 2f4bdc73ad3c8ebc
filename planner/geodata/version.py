"""Which data an answer stands on: a fingerprint of the data folder."""

from hashlib import sha256
from pathlib import Path

SUFFIXES = frozenset({".csv", ".geojson", ".json"})
LENGTH = 12


def data_version(folder: Path) -> str:
    """Return 12 hexadecimal digits that change with every change of a table or a map layer."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            name, content = path.relative_to(folder).as_posix(), path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:LENGTH]
