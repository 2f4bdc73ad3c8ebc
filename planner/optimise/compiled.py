"""How the loops of the engine are compiled."""

from typing import Any

from numba import njit

borrowing: Any = njit(cache=True, nogil=True, _nrt=False)  # type: ignore[call-overload]
"""Compile a loop that makes no array and keeps none: it borrows those of its caller.

Without it each call counts every array of its arguments up and down again, which took nine tenths
of the time of a search.  What is called from Python, or makes arrays, is compiled by `njit`.
"""
