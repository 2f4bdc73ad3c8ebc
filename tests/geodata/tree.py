"""What a folder holds, for saying that nothing changed."""

from hashlib import sha256
from pathlib import Path


def tree_of(folder: Path) -> dict[str, str]:
    """Return the checksum of every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
