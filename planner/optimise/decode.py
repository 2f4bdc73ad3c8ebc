"""From labels of the search to moves with times."""

from dataclasses import dataclass

from planner.model.clock import DAY_S
from planner.optimise.grid import Grid
from planner.optimise.problem import DatedSailing, Move, MoveKind, OrienteeringProblem
from planner.optimise.search import Labels
from planner.optimise.steps import (
    DRIVE,
    SAIL,
    SLEEP,
    SLEEP_SAIL,
    VISIT,
    VISIT_HERE,
    WAKE,
    WAKE_AGAIN,
)

VISITING = (VISIT, VISIT_HERE)
DRIVING = (DRIVE, VISIT, WAKE)
SLEEPING = (SLEEP, SLEEP_SAIL, WAKE, WAKE_AGAIN)
SAILING = (SAIL, SLEEP_SAIL)


@dataclass(frozen=True, slots=True)
class Link:
    """One label of a path: how it was reached and where it stands."""

    day: int
    slot: int
    node: int
    kind: int
    sailing: int

    @property
    def visits(self) -> int:
        """Node that this step visits, or -1."""
        return self.node if self.kind in VISITING else -1


Chain = tuple[Link, ...]


def chain_of(grid: Grid, labels: Labels, label: int) -> Chain:
    """Return the path of labels that ends in `label`, from the start on."""
    width, slots = labels.rank.shape[1], grid.last + 2
    links = []
    while label >= 0:
        bucket, place = divmod(label, width)
        day, slot = divmod(bucket, slots)
        links.append(
            Link(
                day,
                slot,
                int(labels.node[bucket, place]),
                int(labels.kind[bucket, place]),
                int(labels.sailing[bucket, place]),
            )
        )
        label = int(labels.parent[bucket, place])
    return tuple(reversed(links))


@dataclass
class Writer:
    """Writes moves as early as they can be; drives to visits arrive just in time."""

    problem: OrienteeringProblem
    moves: list[Move]
    node: int
    now_s: int

    def add(
        self, kind: MoveKind, node: int, begin_s: int, finish_s: int, key: str | None = None
    ) -> None:
        """Append a move and go on from its end."""
        self.moves.append(Move(kind, node, begin_s, finish_s, key))
        self.node, self.now_s = node, finish_s

    def drive(self, node: int, arrive_by_s: int | None) -> None:
        """Drive to a node, no earlier than a visit that begins at `arrive_by_s` needs it."""
        took_s = int(self.problem.drive_s[self.node, node])
        morning = self.now_s // DAY_S * DAY_S + self.problem.day_start_s
        begin_s = max(self.now_s, morning, (arrive_by_s or 0) - took_s)
        self.add(MoveKind.DRIVE, node, begin_s, begin_s + took_s)

    def sail(self, sailing: DatedSailing) -> None:
        """Board a sailing, or each part of a joined one."""
        for key in sailing.key.split("+"):
            part = self.problem.sailing_of[key]
            self.add(MoveKind.SAIL, part.to_node, part.board_by_s, part.arrive_s, key)


def moves_of(
    problem: OrienteeringProblem,
    sailings: tuple[DatedSailing, ...],
    grid_s: int,
    first_day: int,
    chain: Chain,
) -> tuple[Move, ...]:
    """Return the moves of a path of labels, in wall-clock seconds since the window's midnight."""
    morning = first_day * DAY_S + problem.day_start_s
    writer = Writer(problem, [], problem.start, morning)
    for link in chain[1:]:
        wakes_s = (first_day + link.day) * DAY_S + problem.day_start_s
        at_s = wakes_s + link.slot * grid_s
        stay_s = int(problem.stay_s[link.node])
        begin_s = at_s - -(-stay_s // grid_s) * grid_s
        if link.kind in DRIVING:
            writer.drive(link.node, begin_s if link.kind == VISIT else None)
        if link.kind in SLEEPING:
            sailing = sailings[link.sailing] if link.kind == SLEEP_SAIL else None
            if sailing is not None:
                wakes_s = sailing.board_by_s // DAY_S * DAY_S + problem.day_start_s
                wakes_s = min(wakes_s, sailing.board_by_s)
            writer.add(MoveKind.SLEEP, writer.node, writer.now_s, wakes_s)
        if link.kind in SAILING:
            writer.sail(sailings[link.sailing])
        if link.kind in VISITING:
            writer.add(MoveKind.VISIT, link.node, begin_s, begin_s + stay_s)
    return tuple(writer.moves)
