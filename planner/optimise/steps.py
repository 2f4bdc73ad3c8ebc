"""What a label of the search grows by: one move, and where it leads."""

from typing import NamedTuple

START, DRIVE, VISIT, WAKE, WAKE_AGAIN, VISIT_HERE, SLEEP, SAIL, SLEEP_SAIL = range(9)
"""How a label was reached: DRIVE to a node that is passed; drive and VISIT; drive to a node and
WAKE there next morning before any visit; WAKE_AGAIN so; VISIT_HERE where one woke up; SLEEP where
one is; SAIL; sleep and SAIL early."""


class Step(NamedTuple):
    """What a new label would be, apart from what it has seen."""

    day: int
    slot: int
    node: int
    driven: int
    active_s: int
    memory: int
    priced: int
    value: int
    parent: int
    kind: int
    sailing: int
    visits: int
    """Node whose bit is set in `seen`, or -1."""
