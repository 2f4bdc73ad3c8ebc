"""What is known on the way to a proof: the best tour, the bound, and what can be left out."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.errors import RequestError
from planner.optimise.tours.labelling import Task, advance, begin
from planner.optimise.tours.labels import STUCK, Labels, empty_labels, path_to
from planner.optimise.tours.near import nearest
from planner.optimise.tours.problem import TourParams, TourProblem, Tours, TourSolution
from planner.optimise.tours.rest import Rest
from planner.optimise.tours.side import (
    WORD,
    Bools,
    Prices,
    Side,
    first_side,
    mirrored,
    narrowed,
    replayed,
    within_reach,
)

FINEST = 1000
"""A point is cut into so many parts at most, for prices are whole."""
ROOM_BYTES = 400_000_000
SLICE = 20_000
MOST_WORTH, MOST_CELLS, MOST_TIME = 2**29, 2**23, 2**24
WORTH_A_LOOK = 0.8
"""Share of the arcs that must be left out before it pays to see what is still within reach."""
EXACT = 2**40
"""A crowd that is never reached."""


def within_size(problem: TourProblem) -> bool:
    """Return whether times and worths fit into the numbers of tables and labels."""
    horizon = int(problem.closes[0] - problem.opens[0])
    if not 0 <= horizon < MOST_TIME:
        return False
    side = first_side(problem)
    cells = side.opens.size * side.horizon // shortest_leg(side)
    return cells < MOST_CELLS and side.horizon < MOST_TIME and fineness(side, problem.score) > 0


def shortest_leg(side: Side) -> int:
    """Return the shortest way between two places but the depot [units]."""
    return int(side.leg[1:, 1:][side.arcs[1:, 1:]].min(initial=side.horizon + 1))


def fineness(side: Side, score: NDArray[np.int64]) -> int:
    """Return into how many parts a point is cut, so that the worth of a path is a small number."""
    visits = side.horizon // shortest_leg(side) + 1
    return min(FINEST, MOST_WORTH // (visits * max(1, int(score.max()))))


class Proof:
    """The best tour and the bound so far, and the sides of the tours that may still be better."""

    def __init__(self, problem: TourProblem, params: TourParams, start: Tours) -> None:
        self.started = time.perf_counter()
        self.params = params
        self.score = problem.score
        self.points = max(1, int(np.gcd.reduce(problem.score)))
        """Worths of tours are multiples of these."""
        self.sides = (first_side(problem), mirrored(first_side(problem)))
        self.fine = fineness(self.sides[0], problem.score)
        """Parts into which a point is cut."""
        self.path: tuple[int, ...] = start[0] if start else ()
        self.objective = replayed(self.sides[0], self.score, self.path)
        if self.objective < 0 or len(start) > 1:
            raise RequestError({problem.name: f"the start {start} is not one tour in time"})
        servable = np.flatnonzero(self.sides[0].arcs.any(axis=0))
        self.bound = max(self.objective, int(problem.score[servable].sum()))
        self.near = nearest(self.sides[0])
        n, words = problem.score.size, self.near.shape[1]
        self.labels = empty_labels(n, self.sides[0].horizon, ROOM_BYTES // (35 + 14 * words))
        self._arcs = int(self.sides[0].arcs.sum())
        self.reach = [within_reach(side) for side in self.sides]

    def is_done(self) -> bool:
        """Whether the best tour is proved to be the best."""
        return self.bound < self.objective + self.points

    def is_late(self) -> bool:
        """Whether the time is over."""
        return self.seconds > self.params.time_limit_s

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    @property
    def sought(self) -> int:
        """What a better tour is worth at least."""
        return self.objective + self.points

    def at_most(self, fine: int) -> None:
        """Take note that no tour is worth more than so many fine points, unless one is known."""
        bound = max(self.objective, fine // self.fine // self.points * self.points)
        if bound < self.bound:
            self.bound = bound
            self.tell()

    def offer(self, path: Sequence[int]) -> None:
        """Take a path as a tour without its repeated visits, if that is better than the best."""
        once = tuple(dict.fromkeys(int(place) for place in path))
        if int(self.score[list(once)].sum()) > self.objective:
            worth = replayed(self.sides[0], self.score, once)
            if worth > self.objective:
                self.path, self.objective = once, worth
                self.tell()

    def tell(self) -> None:
        """Report what is known."""
        if self.params.progress is not None:
            self.params.progress(self.seconds, self.objective, self.bound)

    def narrow(self, arcs: Bools) -> None:
        """Leave out all arcs but these of shape (n, n): no better tour uses them."""
        there = narrowed(self.sides[0], arcs)
        self.sides = (there, mirrored(there))
        left = int(there.arcs.sum())
        if left < WORTH_A_LOOK * self._arcs:
            self._arcs = left
            self.reach = [within_reach(side) for side in self.sides]

    def solution(self) -> TourSolution:
        """Return what is known."""
        tours = (self.path,) if self.path else ()
        return TourSolution(tours, self.objective, max(self.bound, self.objective), self.seconds)


class Reduced:
    """Scores less prices, in fine points."""

    def __init__(self, score: NDArray[np.int64], prices: Prices, fine: int) -> None:
        self.fine = fine
        whole = np.floor(prices * fine).astype(np.int64)
        whole[0] = 0
        self.sum = int(whole.sum())
        self.reward = (score * fine - whole).astype(np.int32)
        self.gain = (score * fine).astype(np.int32)
        self.price = np.zeros(-(-score.size // WORD) * WORD, np.int32)
        self.price[: score.size] = whole

    def need(self, points: float) -> int:
        """Return the rewards of a tour worth so many points at least, rounded down."""
        return int(points * self.fine) - self.sum


def run(proof: Proof, task: Task, steps: int, crowd: int = EXACT) -> bool:
    """Make the labels of a task; return whether all were made before the steps or time ended."""
    begin(proof.labels, task)
    while advance(proof.labels, task, min(steps, SLICE), crowd):
        steps -= SLICE
        if steps <= 0 or proof.is_late() or proof.labels.state[STUCK]:
            return False
    return True


def task_of(
    proof: Proof, way: int, reduced: Reduced, need: int, rest: Rest, *, single: bool = False
) -> Task:
    """Return the task of a pass from the start (way 0) or the end (1)."""
    gain = reduced.gain if single else reduced.reward
    side, reach = proof.sides[way], proof.reach[way]
    return Task(side, reduced.reward, gain, reduced.price, proof.near, reach, rest, need, single)


def best_ends(labels: Labels, need: int, way: int) -> list[tuple[int, ...]]:
    """Return the paths of tours worth `need`, best first, from the start on."""
    order = np.argsort(-labels.end_value, kind="stable")
    worthy = [k for k in order if labels.ends[k] >= 0 and labels.end_value[k] >= need]
    paths = (path_to(labels, int(labels.ends[k])) for k in worthy)
    return [path[::-1] if way else path for path in paths]
