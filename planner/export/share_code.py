"""The address of a trip as a QR code."""

from collections.abc import Iterator
from io import BytesIO

import segno
from segno.encoder import DataOverflowError

from planner.errors import RequestError

QUIET = 4
"""Blank modules around the code, as ISO/IEC 18004 asks for."""


def to_svg(address: str) -> str:
    """Return the code as the text of an SVG file.

    Raises
    ------
    RequestError
        The address is longer than any code can hold.
    """
    page = BytesIO()
    _code(address).save(page, kind="svg", scale=4, border=QUIET, title=address, light="#fff")
    return page.getvalue().decode()


def dark_runs(address: str) -> tuple[int, Iterator[tuple[int, int, int]]]:
    """Return the width of the code and its dark runs, each as column, row and length.

    Raises
    ------
    RequestError
        The address is longer than any code can hold.
    """
    rows = [bytes(row) for row in _code(address).matrix]
    return len(rows), _runs(rows)


def _code(address: str) -> segno.QRCode:
    """Return the code."""
    try:
        return segno.make_qr(address, error="l")
    except DataOverflowError as error:
        fault = f"{len(address)} letters do not fit into a QR code; ask for less"
        raise RequestError({"address": fault}) from error


def _runs(rows: list[bytes]) -> Iterator[tuple[int, int, int]]:
    """Yield the dark runs of each row."""
    for y, row in enumerate(rows):
        begin = None
        for x, dark in enumerate((*row, 0)):
            if dark and begin is None:
                begin = x
            elif not dark and begin is not None:
                yield begin, y, x - begin
                begin = None
