"""Archives, opened with care: bounded in size, ratio and number, and never onto the disk."""

from collections.abc import Iterator
from io import BytesIO
from stat import S_ISLNK
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - the library spells its error so

from planner.errors import DataError

MOST_BYTES = 20_000_000
"""Largest document, also when unpacked [bytes]."""
MOST_ENTRIES = 5000
MOST_RATIO = 200
"""Most bytes that one packed byte may become."""
ZIP = b"PK\x03\x04"
PACKED = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
}
WANTED = (".json", ".jsonld", ".geojson", ".ics", ".csv")


def unpack(content: bytes, document: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content: of the readable files of a ZIP archive, else of the file itself.

    Raises
    ------
    DataError
        It is too large, packed in another way, or an archive with entries that no export has.
    """
    if len(content) > MOST_BYTES:
        raise DataError(document, None, f"is larger than {MOST_BYTES} bytes")
    packed = next((name for begin, name in PACKED.items() if content.startswith(begin)), None)
    if packed is not None:
        raise DataError(document, None, f"is packed as {packed}; unpack it first, or take a ZIP")
    if not content.startswith(ZIP):
        yield "", content
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield from _entries(archive, document)
    except (
        BadZipFile,
        LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ZlibError,
    ) as error:
        raise DataError(document, None, f"is no sound archive: {error}") from error


def _entries(archive: ZipFile, document: str) -> Iterator[tuple[str, bytes]]:
    """Yield the readable entries, in order.

    Raises
    ------
    DataError
        An entry is a link, leads out of the archive, or grows too much.
    """
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise DataError(document, None, f"has {len(entries)} entries, at most {MOST_ENTRIES}")
    left = MOST_BYTES
    for entry in entries:
        _check(entry, document)
        if entry.is_dir() or not entry.filename.lower().endswith(WANTED):
            continue
        if entry.filename.lower().rsplit("/", 1)[-1] in {"index.json", "context.jsonld"}:
            continue  # what DATAtourisme's archives hold beside the objects
        with archive.open(entry) as stream:
            part = stream.read(left + 1)  # what the directory says of sizes may be a lie
        left -= len(part)
        if left < 0:
            raise DataError(document, None, f"unpacks to more than {MOST_BYTES} bytes")
        yield entry.filename, part


def _check(entry: ZipInfo, document: str) -> None:
    """Refuse what no export has.

    Raises
    ------
    DataError
        The entry is a link, encrypted, leads out of the archive, or grows too much.
    """
    name = entry.filename
    if S_ISLNK(entry.external_attr >> 16):
        raise DataError(document, None, f"entry {name[:80]!r} is a link")
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
        raise DataError(document, None, f"entry {name[:80]!r} leads out of the archive")
    if entry.file_size > MOST_RATIO * max(entry.compress_size, 1) or entry.file_size > MOST_BYTES:
        raise DataError(document, None, f"entry {name[:80]!r} unpacks to {entry.file_size} bytes")
