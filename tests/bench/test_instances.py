import numpy as np
import pytest

from planner.bench.instances import read_best_known, read_instance
from planner.errors import RequestError
from tests.bench.published import instance_text

SMALL = """1 1 2 1
0 0
 0 0.00 0.00 0.00 0.00 0 0 0 230
 1 1.00 1.00 10.00 7.00 1 1 1 0 100
 2 3.00 4.00 10.50 20.00 1 2 1 2 15 200

"""


def test_distances_are_cut_after_one_decimal_and_times_are_tenths() -> None:
    problem = read_instance(SMALL, "r901", 2)
    assert problem.travel.tolist() == [[0, 14, 50], [14, 0, 36], [50, 36, 0]]
    assert problem.closes.tolist() == [2300, 1000, 2000]
    assert problem.opens.tolist() == [0, 0, 150]
    assert problem.stay.tolist() == [0, 100, 105]
    assert problem.score.tolist() == [0, 7, 20]
    assert problem.tours == 2


def test_pr_instances_are_cut_after_two_decimals() -> None:
    assert read_instance(SMALL, "pr90", 1).travel[0].tolist() == [0, 141, 500]


def test_whole_distances_stay_whole() -> None:
    text = "1 1 1 1\n0 0\n0 0 0 0 0 0 0 0 99\n1 0.003 0.004 1 1 1 1 1 0 9\n"
    assert (read_instance(text, "pr90", 1).travel == np.zeros((2, 2))).all()
    assert read_instance(text.replace("0.003 0.004", "3 4"), "c1", 1).travel[0, 1] == 50


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (" 1 1.00", " 1 x", "line 4: not a line of numbers"),
        (" 0 100", " 0 nan", "line 4: a number is not finite"),
        (" 1 1 1 0 100", " 1 4 1 0 100", "line 4: 10 numbers"),
        ("15 200", "215 200", "line 5: stay or score below 0"),
        ("10.50", "10.55", "d has too many decimals: 105.5"),
        ("1 1 2 1", "1 1 9 1", "line 1 states '9' points, 2 follow"),
        ("0 0.00 0.00 0.00 0.00", "0 0.00 0.00 0.00 3.00", "the depot, has a score"),
        (SMALL, "", "0 lines with text"),
        ("1.00 1.00", "1.0001 1.00", "a coordinate has too many decimals"),
        ("20.00 1", "-20.00 1", "below 0"),
    ],
)
def test_what_is_wrong_with_an_instance_is_named(old: str, new: str, fault: str) -> None:
    assert old in SMALL
    with pytest.raises(RequestError, match="r901") as caught:
        read_instance(SMALL.replace(old, new, 1), "r901", 1)
    assert fault in str(caught.value)


def test_no_tours_are_refused() -> None:
    with pytest.raises(RequestError, match="0 is below 1"):
        read_instance(SMALL, "r901", 0)


def test_a_generated_instance_is_of_the_published_form() -> None:
    assert len(read_instance(instance_text(3, 20), "r902", 1).score) == 21


def test_best_known_scores_are_read_with_their_proofs() -> None:
    text = (
        "instance,m,best_known,proven_optimal,source\nr901,1,27,yes (by hand),us\nr901,2,30,no,\n"
    )
    table = read_best_known(text)
    assert (table["r901", 1].score, table["r901", 1].proved) == (27, True)
    assert not table["r901", 2].proved


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("instance,m\n", "columns are missing: best_known, proven_optimal"),
        ("instance,m,best_known,proven_optimal\nr1,x,1,no\n", "line 2"),
        ("instance,m,best_known,proven_optimal\nr1,1\n", "line 2"),
    ],
)
def test_what_is_wrong_with_the_table_is_named(text: str, fault: str) -> None:
    with pytest.raises(RequestError, match=fault):
        read_best_known(text)
