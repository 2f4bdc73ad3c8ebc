"""Judge of tours: replays them place by place; it shares only `problem.py` with the solvers."""

from collections import Counter
from collections.abc import Iterator

from planner.optimise.tours.problem import TourProblem, Tours


def tours_score(problem: TourProblem, tours: Tours) -> int:
    """Return what the visits of some tours are worth; each place counts once."""
    return sum(int(problem.score[place]) for place in {place for tour in tours for place in tour})


def tour_faults(problem: TourProblem, tours: Tours) -> tuple[str, ...]:
    """Return one sentence for each rule that some tours break; empty when they are accepted."""
    count = len(problem.score)
    visits = Counter(place for tour in tours for place in tour)
    strangers = [place for place in visits if not 0 < place < count]
    if strangers:
        return tuple(f"{place} is none of the places 1 to {count - 1}" for place in strangers)
    faults = [f"{place} is visited {times} times" for place, times in visits.items() if times > 1]
    if len(tours) > problem.tours:
        faults.append(f"{len(tours)} tours, at most {problem.tours}")
    for number, tour in enumerate(tours):
        faults += [f"tour {number}: {fault}" for fault in one_tour_faults(problem, tour)]
    return tuple(faults)


def one_tour_faults(problem: TourProblem, tour: tuple[int, ...]) -> Iterator[str]:
    """Yield where one tour is late."""
    here, clock = 0, int(problem.opens[0])
    for place in tour:
        clock = max(clock + int(problem.travel[here, place]), int(problem.opens[place]))
        if clock > problem.closes[place]:
            yield f"{place} begins at {clock}, it closes at {problem.closes[place]}"
        clock += int(problem.stay[place])
        here = place
    clock += int(problem.travel[here, 0])
    if clock > problem.closes[0]:
        yield f"back at {clock}, the day ends at {problem.closes[0]}"
