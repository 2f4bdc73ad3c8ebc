"""The team orienteering problem with time windows (TOPTW) in plain numbers.

Vansteenwegen, Souffriau, Vanden Berghe and Van Oudheusden (2009, doi 10.1016/j.cor.2008.11.008)
define it; one tour makes it the OPTW.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
Tours = tuple[tuple[int, ...], ...]
"""Places of each tour in order, the depot left out at both ends."""


@dataclass(frozen=True)
class TourProblem:
    """Up to `tours` tours from depot 0 and back; n places, the depot among them.

    Attributes
    ----------
    travel
        Shape (n, n), whole units of time; the triangle law need not hold, for published
        distances are cut after a decimal.
    opens, closes
        Shape (n,), a service begins inside [units]; waiting is free; `closes[0]` ends every tour.
    stay, score
        Shape (n,), length of a service [units] and what it is worth; 0 for the depot.
    """

    name: str
    travel: IntArray
    opens: IntArray
    closes: IntArray
    stay: IntArray
    score: IntArray
    tours: int


@dataclass(frozen=True, slots=True)
class TourSolution:
    """The best tours found; none are worth more than `bound`."""

    tours: Tours
    objective: int
    bound: int
    seconds: float


TourProgress = Callable[[float, int, int], None]
"""Called with the seconds gone, the best objective and the bound so far, whenever one improves."""


@dataclass(frozen=True, slots=True)
class TourParams:
    """Limits of a search, none of which may change what is true."""

    time_limit_s: float = 5.0
    seed: int = 0
    progress: TourProgress | None = field(default=None, compare=False)
