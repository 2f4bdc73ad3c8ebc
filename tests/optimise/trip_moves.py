"""From the stops of a circuit to moves with times that the judge can replay."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.model.clock import DAY_S
from planner.optimise.problem import DatedSailing, Move, MoveKind, OrienteeringProblem
from tests.optimise.trip_network import Road, Stop, StopKind


@dataclass(frozen=True, slots=True)
class Leg:
    """The way to a stop, and the step in which the visit there begins (0 for other stops)."""

    road: Road
    stop: Stop
    begin: int


@dataclass
class Writer:
    """Writes moves as early as they can be, on the clock."""

    problem: OrienteeringProblem
    node: int
    now_s: int
    moves: list[Move] = field(default_factory=list)

    def add(
        self, kind: MoveKind, node: int, begin_s: int, finish_s: int, key: str | None = None
    ) -> None:
        """Append a move and go on from its end."""
        self.moves.append(Move(kind, node, begin_s, finish_s, key))
        self.node, self.now_s = node, finish_s

    def drive(self, road: Road) -> None:
        """Drive along a road, not before the day's start."""
        self.now_s = max(self.now_s, self.now_s // DAY_S * DAY_S + self.problem.day_start_s)
        for node in road.path:
            finish_s = self.now_s + int(self.problem.drive_s[self.node, node])
            self.add(MoveKind.DRIVE, node, self.now_s, finish_s)

    def sleep(self, next_ship: DatedSailing | None) -> None:
        """Sleep until the day's start, or until a ship that boards before it."""
        midnight_s = (self.now_s // DAY_S + 1) * DAY_S
        wake_s = midnight_s + self.problem.day_start_s
        if next_ship is not None:
            wake_s = min(wake_s, next_ship.board_by_s)
        self.add(MoveKind.SLEEP, self.node, self.now_s, wake_s)


def write_moves(
    problem: OrienteeringProblem, grid_s: int, first_day: int, legs: Sequence[Leg]
) -> tuple[Move, ...]:
    """Return the moves of a trip from its first morning on.

    Parameters
    ----------
    legs
        All stops after the first morning, in order, with the ways to them.
    """
    writer = Writer(problem, problem.start, first_day * DAY_S + problem.day_start_s)
    followers = (*(leg.stop for leg in legs[1:]), None)
    for leg, follower in zip(legs, followers, strict=True):
        stop, sailing = leg.stop, leg.stop.sailing
        writer.drive(leg.road) if leg.road.path else None
        if stop.kind is StopKind.VISIT:
            begin_s = stop.day * DAY_S + problem.day_start_s + leg.begin * grid_s
            finish_s = begin_s + int(problem.stay_s[stop.next_node])
            writer.add(MoveKind.VISIT, stop.next_node, begin_s, finish_s)
        elif stop.kind is StopKind.NIGHT:
            writer.sleep(follower.sailing if follower is not None else None)
        elif sailing is not None:
            board_s, arrive_s = sailing.board_by_s, sailing.arrive_s
            writer.add(MoveKind.SAIL, sailing.to_node, board_s, arrive_s, sailing.key)
    return tuple(writer.moves)
