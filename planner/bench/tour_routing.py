"""OR-Tools routing as a peer for tours, tuned: mild penalties and guided local search."""

from time import perf_counter
from typing import Any

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from planner.bench.tour_peer import Found, Watch
from planner.optimise.tours.problem import TourProblem, Tours

PENALTY_FACTOR, NEAR, LAMBDA = 8.0, 10, 0.5
"""A penalty is the score times 8 near distances over a mean score: ten times more freezes the
search, eight times less leaves most places out."""


def routing_tours(problem: TourProblem, limit_s: float, seed: int) -> Found:
    """Return the tours of OR-Tools routing within a limit, model building in it; no seed."""
    del seed
    watch = Watch()
    model, manager = build_model(problem)
    best: list[tuple[int, Tours]] = [(0, ())]

    def note() -> None:
        tours = tours_of(model, manager, None)
        score = sum(int(problem.score[place]) for tour in tours for place in tour)
        if score > best[0][0]:
            best[0] = (score, tours)
            watch.note(score)

    model.AddAtSolutionCallback(note)
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    search.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    search.guided_local_search_lambda_coefficient = LAMBDA
    left = max(limit_s - (perf_counter() - watch.started), 0.001)
    search.time_limit.FromNanoseconds(int(left * 1e9))
    model.SolveWithParameters(search)
    return watch.close(best[0][1])


def build_model(problem: TourProblem) -> tuple[Any, Any]:
    """Return the routing model of a problem, and what numbers its nodes."""
    count, end = len(problem.score), int(problem.closes[0])
    travel = np.minimum(problem.travel, end + 1)
    manager = pywrapcp.RoutingIndexManager(count, problem.tours, 0)
    model = pywrapcp.RoutingModel(manager)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(travel.tolist()))
    spent = (travel + problem.stay[:, None]).tolist()
    model.AddDimension(model.RegisterTransitMatrix(spent), end, end, False, "time")
    time = model.GetDimensionOrDie("time")
    near = np.median(np.sort(travel, axis=1)[:, 1 : NEAR + 1])
    factor = PENALTY_FACTOR * float(near) / max(float(problem.score[1:].mean()), 1e-9)
    for place in range(1, count):
        index = manager.NodeToIndex(place)
        closes = min(int(problem.closes[place]), end)
        if problem.opens[place] <= closes:
            time.CumulVar(index).SetRange(int(problem.opens[place]), closes)
        else:
            model.VehicleVar(index).SetValue(-1)
        model.AddDisjunction([index], max(round(int(problem.score[place]) * factor), 0))
    for number in range(problem.tours):
        time.CumulVar(model.Start(number)).SetRange(int(problem.opens[0]), end)
    return model, manager


def tours_of(model: Any, manager: Any, solution: Any) -> Tours:
    """Return the tours that the model's variables hold now."""
    del solution
    tours = []
    for number in range(model.vehicles()):
        tour, index = [], model.NextVar(model.Start(number)).Value()
        while not model.IsEnd(index):
            tour.append(manager.IndexToNode(index))
            index = model.NextVar(index).Value()
        tours.append(tuple(tour))
    return tuple(tour for tour in tours if tour)
