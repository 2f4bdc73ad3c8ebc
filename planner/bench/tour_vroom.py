"""VROOM as a peer for tours: scores become priorities, its first objective; it has no seed."""

from datetime import timedelta
from time import perf_counter

import numpy as np

from planner.bench.tour_peer import Found, Watch, missing
from planner.optimise.tours.problem import TourProblem

try:
    import vroom
except ImportError:  # a development dependency
    vroom = None

INSTALL = "pip install pyvroom"
MOST_PRIORITY = 100
EXPLORATION = 5


def vroom_tours(problem: TourProblem, limit_s: float, seed: int) -> Found:
    """Return VROOM's tours within a limit, model building in it; it may end sooner.

    Raises
    ------
    RequestError
        VROOM is not installed.
    """
    del seed
    if vroom is None:
        raise missing("vroom", INSTALL)
    watch = Watch()
    end, most = int(problem.closes[0]), max(int(problem.score.max()), 1)
    case = vroom.Input()
    case.set_durations_matrix("car", np.minimum(problem.travel, end + 1).astype(np.uint32))
    for number in range(problem.tours):
        window = vroom.TimeWindow(int(problem.opens[0]), end)
        case.add_vehicle(vroom.Vehicle(number, start=0, end=0, time_window=window))
    for place in range(1, len(problem.score)):
        score = int(problem.score[place])
        case.add_job(
            vroom.Job(
                place,
                location=place,
                default_service=int(problem.stay[place]),
                priority=score if most <= MOST_PRIORITY else score * MOST_PRIORITY // most,
                time_windows=[
                    vroom.TimeWindow(int(problem.opens[place]), int(problem.closes[place]))
                ],
            )
        )
    left = max(limit_s - (perf_counter() - watch.started), 0.001)
    answer = case.solve(EXPLORATION, nb_threads=1, timeout=timedelta(seconds=left))
    steps = answer.routes
    steps = steps[steps["type"] == "job"]
    tours = [tuple(int(job) for job in group["id"]) for _, group in steps.groupby("vehicle_id")]
    return watch.close(tuple(tours))
