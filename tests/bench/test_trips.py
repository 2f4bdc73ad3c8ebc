import numpy as np
import pytest

from planner.bench.trips import FEAST, PORT, SIGHT, synthetic_trip
from planner.errors import RequestError
from planner.model.clock import DAY_S
from planner.optimise.problem import NEVER_S, UNREACHABLE_S


def kind_count(names: tuple[str, ...], kind: str) -> int:
    return sum(name.startswith(kind) for name in names)


@pytest.mark.parametrize(("days", "feasts", "sights", "lands"), [(10, 19, 300, 3), (5, 40, 30, 5)])
def test_a_trip_has_the_size_that_was_asked_for(
    days: int, feasts: int, sights: int, lands: int
) -> None:
    problem = synthetic_trip(1, days, feasts, sights, lands)
    counts = [kind_count(problem.names, kind) for kind in (PORT, FEAST, SIGHT)]
    assert counts == [2 * lands, feasts, sights]
    assert problem.window_days == problem.least_days == problem.most_days == days
    assert problem.end is not None
    assert problem.names[problem.end].startswith(PORT)


def test_ten_days_between_three_lands_have_120_sailings() -> None:
    problem = synthetic_trip(3)
    assert len(problem.sailings) == 120
    assert len({sailing.key for sailing in problem.sailings}) == 120
    for sailing in problem.sailings:
        assert sailing.board_by_s % DAY_S >= 7 * 3600
        assert sailing.arrive_s > sailing.board_by_s
        assert problem.drive_s[sailing.from_node, sailing.to_node] == UNREACHABLE_S


@pytest.mark.parametrize(("seed", "lands"), [(0, 1), (1, 2), (2, 3), (3, 4)])
def test_roads_obey_the_triangle_law_and_never_cross_water(seed: int, lands: int) -> None:
    drive_s = synthetic_trip(seed, 3, 9, 60, lands).drive_s
    for via in range(len(drive_s)):
        detour_s = np.minimum(drive_s[:, via, None] + drive_s[via], UNREACHABLE_S)
        assert (drive_s <= detour_s).all()
    assert (np.diag(drive_s) == 0).all()
    assert ((drive_s < UNREACHABLE_S).sum(axis=1).min()) < len(drive_s) or lands == 1


def test_visits_are_worth_what_the_paper_says_and_fit_their_hours() -> None:
    problem = synthetic_trip(5)
    for node, name in enumerate(problem.names):
        opened = problem.opens_s[:, node] != NEVER_S
        if name.startswith(PORT):
            assert not problem.visitable[node]
            assert not opened.any()
            continue
        least, most = (800, 2000) if name.startswith(FEAST) else (5, 130)
        assert least <= problem.worth[node] <= most
        assert (problem.opens_s + problem.stay_s <= problem.closes_s)[opened, node].all()
        if name.startswith(FEAST):
            assert 1 <= opened.sum() <= 3


def test_equal_seeds_give_equal_trips_and_others_give_others() -> None:
    one, same, other = (synthetic_trip(seed) for seed in (7, 7, 8))
    for field in ("drive_s", "opens_s", "closes_s", "stay_s", "worth"):
        assert (getattr(one, field) == getattr(same, field)).all()
    assert one.sailings == same.sailings
    assert (one.drive_s != other.drive_s).any()


def test_numbers_out_of_range_are_named() -> None:
    with pytest.raises(RequestError, match="days: 0 is below 1"):
        synthetic_trip(1, days=0)
    with pytest.raises(RequestError, match="seed: -1 is below 0"):
        synthetic_trip(-1)
