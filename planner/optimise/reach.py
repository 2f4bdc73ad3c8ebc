"""Which nodes of a problem can be reached at all, time aside."""

import numpy as np

from planner.optimise.problem import UNREACHABLE_S, OrienteeringProblem


def reachable_nodes(problem: OrienteeringProblem) -> frozenset[int]:
    """Return the nodes to which ways and sailings lead from the start, whatever they take."""
    found, waiting = {problem.start}, [problem.start]
    while waiting:
        node = waiting.pop()
        near = {int(n) for n in np.flatnonzero(problem.drive_s[node] < UNREACHABLE_S)}
        near |= {s.to_node for s in problem.sailings if s.from_node == node}
        waiting += sorted(near - found)
        found |= near
    return frozenset(found)
