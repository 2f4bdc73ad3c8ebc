"""Published benchmark instances (OPTW, TOPTW) and the table of best known scores, from text.

KU Leuven publishes the set (Solomon's c, r and rc, Cordeau's pr). The first line is `k v N t`, the
second `D Q`; then a line for each point, the depot first: `i x y d S f a list O C` with stay d,
score S, a list of a numbers, and a service that begins between O and C. Distances are Euclidean,
cut after one decimal, after two for pr; the depot's C ends every tour.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO
from math import isqrt

import numpy as np

from planner.errors import RequestError
from planner.optimise.tours.problem import IntArray, TourProblem

THOUSAND = 1000
"""Published coordinates have three decimals at most; distances are cut exactly, without floats."""
MOST_POINTS = 2000


@dataclass(frozen=True, slots=True)
class Point:
    """One line of an instance, its numbers exact."""

    x: int
    y: int
    stay: Decimal
    score: Decimal
    opens: Decimal
    closes: Decimal


def digits_of(name: str) -> int:
    """Return after how many decimals an instance's distances are cut."""
    return 2 if name.lower().startswith("pr") else 1


def read_instance(text: str, name: str, tours: int) -> TourProblem:
    """Read a published instance; times become tenths (pr: hundredths) of its unit.

    Parameters
    ----------
    text
        What the file holds.
    name
        Without ending; its first letters tell where distances are cut.
    tours
        How many tours may be made, at least 1.

    Raises
    ------
    RequestError
        A line is not of the published form; names instance and line.
    """
    if tours < 1:
        raise RequestError({"tours": f"{tours} is below 1"})
    points = read_points(text, name)
    scale = 10 ** digits_of(name)

    def column(values: list[Decimal], what: str) -> IntArray:
        return np.array([whole(value * scale, name, what) for value in values], dtype=np.int64)

    return TourProblem(
        name=name,
        travel=cut_distances(points, THOUSAND // scale),
        opens=column([point.opens for point in points], "O"),
        closes=column([point.closes for point in points], "C"),
        stay=column([point.stay for point in points], "d"),
        score=np.array([whole(p.score, name, "S") for p in points], dtype=np.int64),
        tours=tours,
    )


def read_points(text: str, name: str) -> list[Point]:
    """Return the points of an instance, the depot first."""
    lines = [(at, line.split()) for at, line in enumerate(text.splitlines(), 1) if line.split()]
    if len(lines) < 3:
        raise RequestError({name: f"{len(lines)} lines with text; an instance has three at least"})
    if len(lines) - 2 > MOST_POINTS:
        raise RequestError({name: f"{len(lines) - 2} points, at most {MOST_POINTS}"})
    points = [read_point(words, f"{name}, line {at}") for at, words in lines[2:]]
    stated = lines[0][1][2] if len(lines[0][1]) > 2 else ""
    if stated not in {str(len(points)), str(len(points) - 1)}:
        raise RequestError({name: f"line 1 states {stated!r} points, {len(points) - 1} follow"})
    if points[0].score or points[0].stay:
        raise RequestError({name: "the first point, the depot, has a score or a stay"})
    return points


def read_point(words: list[str], where: str) -> Point:
    """Read one point's line, split into words."""
    try:
        numbers = [Decimal(word) for word in words]
    except InvalidOperation as fault:
        raise RequestError({where: f"not a line of numbers: {' '.join(words)[:60]!r}"}) from fault
    if not all(number.is_finite() and abs(number) < 10**9 for number in numbers):
        raise RequestError({where: "a number is not finite or has more than nine digits"})
    if len(numbers) < 9 or len(numbers) != 9 + numbers[6]:
        raise RequestError({where: f"{len(numbers)} numbers, not i x y d S f a, a more, O C"})
    x, y = (whole(number * THOUSAND, where, "a coordinate") for number in numbers[1:3])
    point = Point(x, y, numbers[3], numbers[4], numbers[-2], numbers[-1])
    if point.stay < 0 or point.score < 0 or not 0 <= point.opens <= point.closes:
        raise RequestError({where: "stay or score below 0, or it closes before it opens"})
    return point


def whole(value: Decimal, where: str, what: str) -> int:
    """Return a number that has to be whole in the unit of an instance."""
    if value != value.to_integral_value():
        raise RequestError({where: f"{what} has too many decimals: {value.normalize()}"})
    return int(value)


def cut_distances(points: list[Point], unit: int) -> IntArray:
    """Return Euclidean distances, rounded down to a unit of so many thousandths."""
    rows = [
        [isqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2) // unit for other in points]
        for one in points
    ]
    return np.array(rows, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Known:
    """The best score known for an instance with so many tours."""

    score: int
    proved: bool


def read_best_known(text: str) -> Mapping[tuple[str, int], Known]:
    """Read a CSV with columns instance, m, best_known, proven_optimal (begins with yes or no).

    Raises
    ------
    RequestError
        A column is missing, or a number is none; names the line.
    """
    reader = csv.DictReader(StringIO(text))
    missing = {"instance", "m", "best_known", "proven_optimal"} - set(reader.fieldnames or ())
    if missing:
        raise RequestError({"best known": f"columns are missing: {', '.join(sorted(missing))}"})
    table = {}
    for row in reader:
        try:
            key = (row["instance"], int(row["m"]))
            table[key] = Known(int(row["best_known"]), row["proven_optimal"].startswith("yes"))
        except (TypeError, ValueError, AttributeError) as fault:
            raise RequestError({"best known": f"line {reader.line_num}: {fault}"}) from fault
    return table
