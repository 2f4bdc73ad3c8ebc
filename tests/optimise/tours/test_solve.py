"""Tours within a limit: the heuristic, with the proof after it where there is one tour."""

from planner.bench.replay import tour_faults, tours_score
from planner.optimise.tours.exact import prove
from planner.optimise.tours.problem import TourParams
from planner.optimise.tours.solve import solve_tours
from tests.optimise.tours.small_tours import small_problem


def test_one_tour_is_proved_best() -> None:
    problem = small_problem(11, 40, 1, span=400)
    told: list[tuple[float, int, int]] = []
    answer = solve_tours(problem, TourParams(20.0, 0, lambda *what: told.append(what)))
    assert tour_faults(problem, answer.tours) == ()
    assert tours_score(problem, answer.tours) == answer.objective == answer.bound
    assert answer.objective == prove(problem, TourParams(60.0), ()).objective
    assert told[-1][1:] == (answer.objective, answer.bound)
    assert [row[0] for row in told] == sorted(row[0] for row in told)


def test_several_tours_have_a_bound_too() -> None:
    problem = small_problem(12, 40, 3, span=400)
    answer = solve_tours(problem, TourParams(0.3))
    assert tour_faults(problem, answer.tours) == ()
    assert tours_score(problem, answer.tours) == answer.objective <= answer.bound
