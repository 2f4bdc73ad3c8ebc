"""A second opinion on trips: one compact CP-SAT model that shares no code with the engine.

It takes the stops and ways of `trip_network.py`: one circuit through the first morning, visits,
sailings and nights (each in or out), a begin for every visit, and sums for what counts by the day.
It is made for trips of mid size: some days, some twenty places.  Of nine requests to the catalogue,
two to four days and 140 nodes each, it found a trip for one within a minute (measured), and half as
good as the engine's.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, inf
from time import perf_counter
from typing import Any

from ortools.sat.python import cp_model

from planner.optimise.problem import Move, OrienteeringProblem, OrienteeringSolution
from tests.optimise.trip_moves import Leg, write_moves
from tests.optimise.trip_network import Network, Road, Stop, StopKind, Way, build_network

ROUNDING = 1e-6
"""CP-SAT tells its bound on whole points as a float."""


@dataclass(frozen=True, slots=True)
class OpinionParams:
    """How hard CP-SAT tries; one worker and one seed, so that equal limits give equal answers."""

    grid_s: int = 900
    """Steps of the planning grid [s]."""
    work_s: float = 60.0
    """Limit in CP-SAT's own deterministic seconds."""
    limit_s: float = inf
    """Limit on the clock [s]: with it answers may differ from run to run."""
    seed: int = 0


@dataclass(frozen=True)
class Model:
    """The CP-SAT model of a network and what its variables stand for."""

    network: Network
    cp: cp_model.CpModel
    used: tuple[tuple[Any, ...], ...]
    """For each way and each of its roads: whether it is taken."""
    made: tuple[Any, ...]
    """For each stop: whether it is in the trip."""
    begins: dict[int, Any]
    """Begin of each visit [step], by the number of its stop."""

    def taken(self) -> Iterator[tuple[Way, Road, Any]]:
        """Yield each road of each way, and whether it is taken."""
        for way, literals in zip(self.network.ways, self.used, strict=True):
            for road, literal in zip(way.roads, literals, strict=True):
                yield way, road, literal

    def stop(self, number: int) -> Stop:
        """Return a stop by its number."""
        return self.network.stops[number]


def second_opinion(
    problem: OrienteeringProblem, params: OpinionParams | None = None
) -> OrienteeringSolution:
    """Return CP-SAT's best trip on the problem's grid and its bound on all of them.

    Parameters
    ----------
    problem
        A trip of mid size: the model grows with days times the square of nodes.
    params
        Grid and limits.

    Returns
    -------
    OrienteeringSolution
        As the engine would say it: where the bound is the objective, no trip is better.

    Raises
    ------
    RequestError
        The start, the end or a port can be visited, or the grid has no steps.
    """
    started, params = perf_counter(), params or OpinionParams()
    model = build_model(build_network(problem, params.grid_s))
    solver = solver_of(params, perf_counter() - started)
    status = solver.solve(model.cp)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    infeasible = status == cp_model.INFEASIBLE
    bound = solver.best_objective_bound if found else most_worth(problem)
    moves, first_day = read_trip(model, solver, params.grid_s) if found else ((), 0)
    seconds = perf_counter() - started
    limit = "limit_s" if seconds >= params.limit_s else "work_s"
    return OrienteeringSolution(
        moves,
        first_day,
        round(solver.objective_value) if found else 0,
        0 if infeasible else floor(bound + ROUNDING),
        infeasible,
        seconds,
        () if infeasible or status == cp_model.OPTIMAL else (limit,),
    )


def most_worth(problem: OrienteeringProblem) -> int:
    """Return what all visits are worth: the bound while CP-SAT has no trip, and so tells none."""
    return int(problem.worth[problem.visitable].clip(min=0).sum())


def solver_of(params: OpinionParams, spent_s: float) -> cp_model.CpSolver:
    """Return a solver with its limits set, some time being spent [s].

    Without a linear relaxation and with a search by cores, generated trips of four days and 21
    places are proved in 1 to 5 s; with the relaxation in 9 s, or not in 20 s (measured).
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = params.seed
    solver.parameters.linearization_level = 0
    solver.parameters.optimize_with_core = True
    solver.parameters.max_deterministic_time = params.work_s
    solver.parameters.max_time_in_seconds = max(params.limit_s - spent_s, 0.0)
    return solver


def build_model(network: Network) -> Model:
    """Return the CP-SAT model of a network."""
    cp, stops, hub = cp_model.CpModel(), network.stops, len(network.stops)
    used = tuple(tuple(cp.new_bool_var("") for _ in way.roads) for way in network.ways)
    made = tuple(cp.new_bool_var("") for _ in stops)
    arcs = [
        (way.origin, way.target, any_of(cp, literals))
        for way, literals in zip(network.ways, used, strict=True)
    ]
    arcs += [(number, number, literal.negated()) for number, literal in enumerate(made)]
    for number, stop in enumerate(stops):
        if stop.kind is StopKind.HOME:
            arcs.append((hub, number, made[number]))
        elif stop.kind is StopKind.GOAL:
            arcs.append((number, hub, made[number]))
    cp.add_circuit(arcs)
    begins = {
        number: cp.new_int_var(stop.earliest, stop.latest, "")
        for number, stop in enumerate(stops)
        if stop.kind is StopKind.VISIT
    }
    model = Model(network, cp, used, made, begins)
    add_times(model)
    add_days(model)
    add_visits(model)
    add_trip_limits(model)
    add_points(model)
    return model


def any_of(cp: cp_model.CpModel, literals: tuple[Any, ...]) -> Any:
    """Return a literal that is true where one of some literals is; no two of them ever are."""
    if len(literals) == 1:
        return literals[0]
    chosen = cp.new_bool_var("")
    cp.add(sum(literals) == chosen)
    return chosen


def add_times(model: Model) -> None:
    """Ask that one is in time wherever a visit has ended or is to begin."""
    last = model.network.last
    for way, road, literal in model.taken():
        origin, target = model.stop(way.origin), model.stop(way.target)
        leaves, begins = model.begins.get(way.origin), model.begins.get(way.target)
        if leaves is None and begins is None:
            continue
        ready = origin.onward if leaves is None else leaves + origin.stay
        due = begins
        if due is None:
            due = min(target.latest, last) if road.path else target.latest
        model.cp.add(ready + road.steps <= due).only_enforce_if(literal)


def add_days(model: Model) -> None:
    """Keep the limits of each day: at the wheel, and active."""
    network, problem = model.network, model.network.problem
    steps, active_s = defaultdict[int, list[Any]](list), defaultdict[int, list[Any]](list)
    for way, road, literal in model.taken():
        day = model.stop(way.target).day
        steps[day].append(road.steps * literal)
        active_s[day].append(road.wheel_s * literal)
    for number in model.begins:
        stop, made = model.stop(number), model.made[number]
        active_s[stop.day].append(int(problem.stay_s[stop.next_node]) * made)
    for day in range(problem.window_days):
        model.cp.add(sum(steps[day]) <= network.drive_steps)
        model.cp.add(sum(active_s[day]) <= problem.max_active_s)


def add_visits(model: Model) -> None:
    """Visit each node once at most, and once where it has to be visited."""
    must = model.network.problem.must
    days = defaultdict[int, list[Any]](list)
    for number in model.begins:
        days[model.stop(number).next_node].append(model.made[number])
    for node in sorted(must | set(days)):
        if node in must:
            model.cp.add_exactly_one(days[node])
        else:
            model.cp.add_at_most_one(days[node])


def add_trip_limits(model: Model) -> None:
    """Keep the limits on the whole trip."""
    for number, limit in enumerate(model.network.problem.trip_limits):
        uses = [road.uses[number] * one for _, road, one in model.taken() if road.path]
        for stop, made in zip(model.network.stops, model.made, strict=True):
            if stop.kind is StopKind.VISIT:
                uses.append(int(limit.visit[stop.next_node]) * made)
            elif stop.sailing is not None:
                uses.append(limit.sail.get(stop.sailing.key, 0) * made)
        model.cp.add(sum(uses) <= limit.most)


def add_points(model: Model) -> None:
    """Ask for a trip of a length that is wanted, with the most points."""
    problem, stops = model.network.problem, model.network.stops
    nights = sum(
        (stop.day if stop.kind is StopKind.GOAL else -stop.day) * model.made[number]
        for number, stop in enumerate(stops)
        if stop.kind in (StopKind.HOME, StopKind.GOAL)
    )
    model.cp.add_linear_constraint(nights, problem.least_days - 1, problem.most_days - 1)
    points = -problem.day_points * nights
    for number, stop in enumerate(stops):
        if stop.kind is StopKind.VISIT:
            points += int(problem.worth[stop.next_node]) * model.made[number]
        elif stop.sailing is not None:
            points -= stop.sailing.points * model.made[number]
    model.cp.maximize(points - sum(road.points * one for _, road, one in model.taken()))


def read_trip(model: Model, solver: cp_model.CpSolver, grid_s: int) -> tuple[tuple[Move, ...], int]:
    """Return moves and first day of the circuit that the solver found."""
    onward = {way.origin: (way, road) for way, road, one in model.taken() if solver.value(one)}
    number = next(
        n
        for n, stop in enumerate(model.network.stops)
        if stop.kind is StopKind.HOME and solver.value(model.made[n])
    )
    first_day, legs = model.stop(number).day, list[Leg]()
    while number in onward:
        way, road = onward[number]
        number = way.target
        begin = solver.value(model.begins[number]) if number in model.begins else 0
        legs.append(Leg(road, model.stop(number), begin))
    return write_moves(model.network.problem, grid_s, first_day, legs), first_day
