"""Tours as arrays with earliest and latest times, so that an insertion is judged at once.

Kernels unpack these tuples once, outside their loops: reading an array from a tuple counts its
references anew each time, which costs more than the reading itself.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from planner.errors import RequestError
from planner.optimise.compiled import borrowing
from planner.optimise.tours.problem import TourProblem, Tours

Int32Array = NDArray[np.int32]
Int64Array = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Marks = NDArray[np.bool_]
NOWHERE = -1
"""Tour of a place that no tour visits."""
UNUSABLE = -2
"""Tour of a place that not even a tour of its own can visit."""
OPENS, CLOSES, STAY, SCORE = range(4)
"""Columns of `Case.hours`."""
START, READY, LATEST, HOP, ROOM = range(5)
"""Columns of `State.times`: earliest begin and end of the service, latest begin that keeps the rest
possible; travel to the next position, and by how much that way may become longer."""
SIZE, WORTH, LENGTH = range(3)
"""Columns of `State.sums`: visits, score, travel."""
MOST_TIME = 2**30


class Case(NamedTuple):
    """A problem for the kernels; the depot is place 0."""

    travel: Int32Array
    back: Int32Array
    """`travel` with origin and destination exchanged."""
    hours: Int64Array
    """Shape (n, 4)."""
    near: Int32Array
    """Shape (n, n - 2), other places in the order in which they go well with a place."""


class State(NamedTuple):
    """Tours and their times; position 0 and the one after the last visit are the depot."""

    places: Int32Array
    """Shape (m, n + 2), in order."""
    times: Int64Array
    """Shape (m, n + 2, 5)."""
    sums: Int64Array
    """Shape (m, 3)."""
    tour: Int64Array
    """Shape (n,), tour of each place, `NOWHERE` or `UNUSABLE`."""


def build_case(problem: TourProblem) -> Case:
    """Cut what no tour can use, and rank the neighbours of each place.

    Neighbours are ranked by travel and unavoidable waiting, in the better direction.

    Raises
    ------
    RequestError
        The depot closes too late for the kernels' integers.
    """
    end = int(problem.closes[0])
    if end >= MOST_TIME:
        raise RequestError({problem.name: f"the depot closes at {end}, not before {MOST_TIME}"})
    travel = np.minimum(problem.travel, end + 1)
    closes = np.minimum(problem.closes, end)
    wait = problem.opens[None, :] - (closes + problem.stay)[:, None] - travel
    late = (problem.opens + problem.stay)[:, None] + travel > closes[None, :]
    cost = travel + np.maximum(wait, 0) + np.where(late, 4 * end, 0)
    cost = np.minimum(cost, cost.T).astype(np.float64)
    np.fill_diagonal(cost, np.inf)
    cost[:, 0] = np.inf
    near = np.argsort(cost, axis=1, kind="stable")[:, : max(len(closes) - 2, 0)]
    hours = np.stack((problem.opens, closes, problem.stay, problem.score), axis=1)
    return Case(
        np.ascontiguousarray(travel, dtype=np.int32),
        np.ascontiguousarray(travel.T, dtype=np.int32),
        np.ascontiguousarray(hours, dtype=np.int64),
        np.ascontiguousarray(near, dtype=np.int32),
    )


def empty_state(case: Case, tours: int) -> State:
    """Return so many tours without a visit."""
    count = len(case.hours)
    begin = np.maximum(case.travel[0], case.hours[:, OPENS])
    finish = begin + case.hours[:, STAY] + case.travel[:, 0]
    alone = (case.travel[0] <= case.hours[:, CLOSES]) & (finish <= case.hours[0, CLOSES])
    tour = np.where(alone, NOWHERE, UNUSABLE)
    tour[0] = UNUSABLE
    state = State(
        np.zeros((tours, count + 2), dtype=np.int32),
        np.zeros((tours, count + 2, 5), dtype=np.int64),
        np.zeros((tours, 3), dtype=np.int64),
        tour,
    )
    for one in range(tours):
        retime(case, state, one)
    return state


def tours_of(state: State) -> Tours:
    """Return the visits of each tour, tours without one left out."""
    found = [
        tuple(int(place) for place in state.places[one, 1 : size + 1])
        for one, size in enumerate(state.sums[:, SIZE])
        if size
    ]
    return tuple(found)


@borrowing
def retime(case: Case, state: State, one: int) -> None:
    """Recompute times, score and length of a tour."""
    travel, _, hours, _ = case
    places, times, sums, _ = state
    last = sums[one, SIZE] + 1
    places[one, 0] = 0
    places[one, last] = 0
    ready = hours[0, OPENS]
    times[one, 0, START] = ready
    times[one, 0, READY] = ready
    score, length, here = 0, 0, 0
    for at in range(last):
        after = places[one, at + 1]
        hop = int(travel[here, after])
        times[one, at, HOP] = hop
        length += hop
        score += hours[after, SCORE]
        start = ready + hop
        if at + 1 < last:
            start = max(start, hours[after, OPENS])
        ready = start + hours[after, STAY]
        times[one, at + 1, START] = start
        times[one, at + 1, READY] = ready
        here = after
    sums[one, WORTH] = score
    sums[one, LENGTH] = length
    look_back(hours, places, times, one, last)


@borrowing
def look_back(
    hours: Int64Array, places: Int32Array, times: Int64Array, one: int, last: int
) -> None:
    """Recompute from a tour's end how late each service may begin."""
    latest = hours[0, CLOSES]
    times[one, last, LATEST] = latest
    for at in range(last - 1, -1, -1):
        here = places[one, at]
        by = latest - times[one, at, HOP]
        times[one, at, ROOM] = by - times[one, at, READY]
        latest = min(by - hours[here, STAY], hours[here, CLOSES])
        times[one, at, LATEST] = latest


@borrowing
def insert(case: Case, state: State, one: int, at: int, place: int) -> None:
    """Put a place between the positions `at` and `at + 1` of a tour."""
    places, _, sums, tour = state
    for spot in range(sums[one, SIZE] + 1, at, -1):
        places[one, spot + 1] = places[one, spot]
    places[one, at + 1] = place
    sums[one, SIZE] += 1
    tour[place] = one
    retime(case, state, one)


@borrowing
def drop(case: Case, state: State, gone: Marks, changed: Marks) -> None:
    """Take the marked places from all tours, and tell which tours changed."""
    places, _, sums, tour = state
    for one in range(len(sums)):
        left = 1
        for at in range(1, sums[one, SIZE] + 1):
            place = places[one, at]
            if gone[place]:
                tour[place] = NOWHERE
            else:
                places[one, left] = place
                left += 1
        changed[one] = left <= sums[one, SIZE]
        if changed[one]:
            sums[one, SIZE] = left - 1
            retime(case, state, one)


@njit(cache=True, nogil=True)
def copy_tours(source: State, target: State, changed: Marks) -> None:
    """Write the changed tours over another state's."""
    for one in range(len(changed)):
        if changed[one]:
            last = source.sums[one, SIZE] + 2
            target.places[one, :last] = source.places[one, :last]
            target.times[one, :last] = source.times[one, :last]
            target.sums[one] = source.sums[one]
    target.tour[:] = source.tour
