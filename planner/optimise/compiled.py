"""How the loops of the engine are compiled."""

from collections.abc import Callable
from typing import Any

from numba import njit


def borrowing(loop: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a loop that makes no array and keeps none: it borrows those of its caller.

    Without this each call counts every array of its arguments up and down again, which took nine
    tenths of the time of a search.  What makes arrays is compiled by `njit`.
    """
    compiled: Callable[..., Any] = njit(cache=True, nogil=True, _nrt=False)(loop)  # type: ignore[call-overload]
    return compiled
