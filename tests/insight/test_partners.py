"""What goes with a feast: near, open, and adding something."""

from planner.insight.partners import Neighbour, list_partners
from planner.model.festival import Interest
from planner.model.place import Area
from tests.web.builder import build_attraction, build_festival


def neighbour(name: str, minutes: int, opened: int | None, *interests: Interest) -> Neighbour:
    """Return a sight."""
    return Neighbour(build_attraction(id=name, interests=interests), 60.0 * minutes, opened)


def test_far_and_closed_things_are_left_out_and_the_rest_has_its_reason() -> None:
    feast = build_festival("a", Area.TUSCANY, interests=(Interest.FOOD,))
    found = list_partners(
        feast,
        2,
        [
            neighbour("far", 61, 2, Interest.SEA),
            neighbour("closed", 5, 0, Interest.SEA),
            neighbour("unsure", 5, None, Interest.SEA),
            neighbour("same", 5, 2, Interest.FOOD),
            neighbour("rich", 50, 1, Interest.SEA, Interest.FOOD),
            neighbour("near", 20, 2, Interest.SEA),
        ],
    )

    assert [one.record_id for one in found] == ["near", "rich", "same", "unsure"]
    assert (found[1].shared, found[1].added) == (("food",), ("sea",))
    assert (found[1].open_days, found[1].days, found[3].open_days) == (1, 2, None)
