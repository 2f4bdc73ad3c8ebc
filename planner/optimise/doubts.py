"""Does a trip exist that visits all of these?  Yes, no with a proof, or not known."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.model.request import TripRequest
from planner.optimise.candidates import list_candidates
from planner.optimise.check import violations
from planner.optimise.problem import SearchParams
from planner.optimise.trip import Offer, Trip
from planner.optimise.trip_limits import solve_within

QUICK = SearchParams(beam_width=40, bound_passes=0, time_limit_s=0.8, first_only=True)
"""How to look for any trip at all among few nodes."""
EXACT = SearchParams(beam_width=40, bound_passes=0, time_limit_s=3.0, first_only=True)
"""How to prove that there is none: with every sight as a place to sleep at."""
MOST_DOUBTS = 60
"""Questions that one answer may ask."""
MOST_PROOFS = 5
"""Of these, questions that may be put to the whole problem."""


@dataclass
class Doubts:
    """Asks each question once; True comes with a trip, False with a proof, None says neither."""

    offer: Offer
    asked: dict[tuple[TripRequest, tuple[str, ...]], bool | None] = field(default_factory=dict)
    proofs: int = 0

    def fits(self, request: TripRequest, wanted: Sequence[str]) -> bool | None:
        """Answer whether a trip visits all of some feasts and sights, the request's musts aside."""
        ids = tuple(sorted(set(wanted)))
        key = (replace(request, must=()), ids)
        if key not in self.asked and len(self.asked) >= MOST_DOUBTS:
            return None
        if key not in self.asked:
            self.asked[key] = self.find_out(replace(request, must=ids))
        return self.asked[key]

    def find_out(self, request: TripRequest) -> bool | None:
        """Answer by solving: first without sights, then, to prove a no, with them."""
        quick = self.solve(request, request.must, QUICK)
        if quick is not False or request.nights:
            return quick
        if self.proofs >= MOST_PROOFS:
            return None
        self.proofs += 1
        feasts = tuple(i for i in request.must if i in self.offer.catalogue.festivals)
        return self.solve(request, (*feasts, *self.offer.catalogue.attractions), EXACT)

    def solve(
        self, request: TripRequest, only: tuple[str, ...], params: SearchParams
    ) -> bool | None:
        """Answer for a request of which only some candidates may be used."""
        candidates, _ = list_candidates(self.offer.catalogue, request, self.offer.hours, only=only)
        if not {candidate.id for candidate in candidates} >= set(request.must):
            return False
        trip = Trip.build(self.offer, request, candidates)
        solution = solve_within(trip.problem, params)
        if solution.moves:
            return True if not violations(trip.problem, solution) else None
        return False if solution.infeasible else None
