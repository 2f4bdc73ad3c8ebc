"""How unevenly feast-days are spread over the year.

Gini and coefficient of variation of monthly values are the usual measures of seasonality; entropy
and its relative redundancy are those of J. Rossello, A. Sanso: Yearly, monthly and weekly
seasonality of tourism demand. Tourism Management 60, 2017, 379-389,
doi 10.1016/j.tourman.2016.12.019.
"""

from collections.abc import Sequence
from math import log, sqrt

import numpy as np

from planner.graph.programme import Programme
from planner.model.network import Seasonality

MONTHS = 12


def gini(values: Sequence[float]) -> float:
    """Return the Gini coefficient, 0 = even, (n-1)/n = all in one; 0 where all values are 0."""
    ranked = sorted(values)
    total, n = sum(ranked), len(ranked)
    if total == 0:
        return 0.0
    weighted = sum(place * value for place, value in enumerate(ranked, start=1))
    return 2 * weighted / (n * total) - (n + 1) / n


def variation(values: Sequence[float]) -> float:
    """Return the standard deviation (of the population) over the mean; 0 where all are 0."""
    mean = sum(values) / len(values)
    if mean == 0:
        return 0.0
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values)) / mean


def entropy(values: Sequence[float]) -> float:
    """Return Shannon's entropy of the shares [nat]; 0 where all values are 0."""
    total = sum(values)
    return -sum(value / total * log(value / total) for value in values if value > 0) + 0.0


def off_season_share(values: Sequence[float]) -> float:
    """Return the share that falls into periods below the mean; our own definition."""
    total = sum(values)
    mean = total / len(values)
    return sum(value for value in values if value < mean) / total if total else 0.0


def count_days(programme: Programme) -> tuple[int, ...]:
    """Return the feast-days of each month, January first."""
    months = [day.month - 1 for edition in programme.editions for day in edition.days]
    return tuple(int(count) for count in np.bincount(months, minlength=MONTHS))


def measure_seasonality(programme: Programme) -> Seasonality:
    """Measure how unevenly the feast-days of a programme are spread over the months."""
    months = count_days(programme)
    spread = entropy(months)
    redundancy = 1 - spread / log(MONTHS) if sum(months) else 0.0
    share = off_season_share(months)
    return Seasonality(months, gini(months), variation(months), spread, redundancy, share)


def flattening(programme: Programme) -> tuple[float, ...]:
    """Return for each feast by how much the Gini would rise without it; below 0: it would fall."""
    months = np.array(count_days(programme))
    whole = gini(months.tolist())
    found = []
    for edition in programme.editions:
        own = np.bincount([day.month - 1 for day in edition.days], minlength=MONTHS)
        found.append(gini((months - own).tolist()) - whole)
    return tuple(found)
