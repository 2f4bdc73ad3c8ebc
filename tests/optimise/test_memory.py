"""What the bound remembers: on its land, while it can still matter, and musts everywhere."""

import numpy as np
import pytest

from planner.optimise.engine import solve
from planner.optimise.grid import FAR, build_grid
from planner.optimise.memory import (
    MOST_ACTIVE,
    Memory,
    build_memory,
    choose_nodes,
    lands_of,
    mask_of,
    open_days,
)
from planner.optimise.problem import SearchParams
from tests.optimise.enumerate_trips import best_trip
from tests.optimise.random_trips import SLOT_S, random_problem

pytestmark = pytest.mark.usefixtures("compiled")
SEEDS = range(40)


def memories() -> list[tuple[Memory, list[int], frozenset[int]]]:
    """Return memories of random trips, with their nodes by bit and their musts."""
    found = []
    for seed in SEEDS:
        problem = random_problem(seed)
        grid, _ = build_grid(problem, SLOT_S)
        memory = build_memory(grid, 0, problem.most_days, problem.must)
        opened = open_days(grid, 0, problem.most_days)
        found.append((memory, choose_nodes(grid, opened, problem.must), problem.must))
    return found


def words(memory: Memory, day: int, land: int) -> list[int]:
    """Return the words of the masks of a day and a land."""
    bits = [int(bit) for bit in memory.active[day, land] if bit >= 0]
    return [
        sum(1 << bit for position, bit in enumerate(bits) if mask >> position & 1)
        for mask in range(int(memory.masks[day, land]))
    ]


def test_lands_are_what_roads_join() -> None:
    for seed in SEEDS:
        grid, _ = build_grid(random_problem(seed), SLOT_S)
        land = lands_of(grid)
        joined = grid.drive < FAR
        assert (land[:, None] == land[None, :])[joined].all()


def test_masks_and_words_say_the_same() -> None:
    for memory, _, _ in memories():
        for day, land in np.ndindex(memory.masks.shape):
            for mask, word in enumerate(words(memory, day, land)):
                assert mask_of(memory, day, land, word) == mask
                assert word & ~int(memory.known[day, land]) == 0


def test_nights_and_ships_keep_what_is_known_there_too() -> None:
    for memory, _, _ in memories():
        days, lands = memory.masks.shape
        for day, land in np.ndindex(days, lands):
            for mask, word in enumerate(words(memory, day, land)):
                if day + 1 < days:
                    after = words(memory, day + 1, land)[memory.following[day, land, mask]]
                    assert after == word & int(memory.known[day + 1, land])
                for other in range(lands):
                    there = words(memory, day, other)[memory.crossed[day, land, other, mask]]
                    assert there == word & int(memory.known[day, other])


def test_a_visit_is_remembered_once_where_it_is_known() -> None:
    for memory, nodes, _ in memories():
        for bit, node in enumerate(nodes):
            land = int(memory.land[node])
            for day in range(memory.masks.shape[0]):
                for mask, word in enumerate(words(memory, day, land)):
                    after = int(memory.visited[day, land, mask, bit])
                    if word >> bit & 1:
                        assert after == -1
                    else:
                        known = (word | 1 << bit) & int(memory.known[day, land])
                        assert words(memory, day, land)[after] == known


def test_musts_are_known_on_every_land_from_the_first_day_they_are_open() -> None:
    checked = 0
    for memory, nodes, must in memories():
        for bit, node in enumerate(nodes):
            known = memory.known >> bit & 1
            if node in must and known.any():
                first = int(np.flatnonzero(known.any(axis=1))[0])
                assert known[first:].all()
                checked += 1
        musts = [bit for bit, node in enumerate(nodes) if node in must]
        for day, land in np.ndindex(memory.masks.shape):
            done = [all(word >> bit & 1 for bit in musts) for word in words(memory, day, land)]
            assert memory.may_stop[day, land, : len(done)].tolist() == done
            assert len(musts) + MOST_ACTIVE >= int(memory.masks[day, land]).bit_length() - 1
    assert checked > 5


def test_what_is_open_again_is_known_abroad_in_between_where_there_is_room() -> None:
    abroad = 0
    for seed in SEEDS:
        problem = random_problem(seed)
        grid, _ = build_grid(problem, SLOT_S)
        opened = open_days(grid, 0, problem.most_days)
        nodes = choose_nodes(grid, opened, problem.must)
        memory = build_memory(grid, 0, problem.most_days, problem.must)
        for bit, node in enumerate(nodes):
            elsewhere = np.delete(memory.known >> bit & 1, int(memory.land[node]), axis=1)
            if node not in problem.must and elsewhere.any():
                open_on = np.flatnonzero(opened[:, node])
                known_on = np.flatnonzero(elsewhere.any(axis=1))
                assert open_on.size > 1
                assert (known_on[0], known_on[-1]) == (open_on[0], open_on[-1])
                abroad += 1
    assert abroad > 5


def test_no_bound_falls_below_the_best_of_all_trips() -> None:
    """The answer of a search that is cut short at once still bounds every trip."""
    for seed in SEEDS:
        problem = random_problem(seed)
        best = best_trip(problem, SLOT_S)
        found = solve(problem, SearchParams(grid_s=SLOT_S, time_limit_s=0.001))
        if best is not None:
            assert found.bound >= best.objective, seed
