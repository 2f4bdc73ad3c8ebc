"""PyVRP as a peer for tours: prizes far above all travel, so that the score comes first."""

from time import perf_counter
from typing import Any

import numpy as np

from planner.bench.tour_peer import Found, Watch, missing
from planner.optimise.tours.problem import TourProblem

try:
    import pyvrp
except ImportError:  # a development dependency
    pyvrp = None  # type: ignore[assignment]

INSTALL = "pip install pyvrp"


class Clock:
    """Stops PyVRP at its limit and notes when its best cost fell."""

    def __init__(self, watch: Watch, limit_s: float, total: int, factor: int) -> None:
        self.watch, self.limit_s, self.total, self.factor = watch, limit_s, total, factor

    def __call__(self, best_cost: float) -> bool:
        """Return whether the time is over.

        The cost is travel, which is below the factor, and the factor times what is not visited.
        """
        if best_cost < self.factor * (self.total + 1):
            self.watch.note(self.total - int(best_cost // self.factor))
        return perf_counter() - self.watch.started >= self.limit_s


def pyvrp_tours(problem: TourProblem, limit_s: float, seed: int) -> Found:
    """Return PyVRP's best tours within a limit, model building in it.

    Raises
    ------
    RequestError
        PyVRP is not installed.
    """
    if pyvrp is None:
        raise missing("pyvrp", INSTALL)
    watch = Watch()
    factor = problem.tours * int(problem.closes[0]) + 1
    count, end = len(problem.score), int(problem.closes[0])
    travel: Any = np.minimum(problem.travel, end + 1)
    clients = [
        pyvrp.Client(
            location=place,
            service_duration=int(problem.stay[place]),
            tw_early=int(problem.opens[place]),
            tw_late=int(problem.closes[place]),
            prize=factor * int(problem.score[place]),
            required=False,
        )
        for place in range(1, count)
    ]
    depot = pyvrp.Depot(location=0, tw_early=int(problem.opens[0]), tw_late=end)
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(count)],
        clients=clients,
        depots=[depot],
        vehicle_types=[pyvrp.VehicleType(problem.tours, tw_late=end)],
        distance_matrices=[travel],
        duration_matrices=[travel],
    )
    clock = Clock(watch, limit_s, int(problem.score.sum()), factor)
    result = pyvrp.solve(data, clock, seed, collect_stats=False, display=False)
    return watch.close(routes_of(result) if result.is_feasible() else ())


def routes_of(result: Any) -> tuple[tuple[int, ...], ...]:
    """Return the places of each route; client k is place k + 1."""
    tours = []
    for route in result.best.routes():
        steps = route.schedule()
        tours.append(tuple(step.idx + 1 for step in steps if step.is_client()))
    return tuple(tours)
