"""Which visits, on which day, with the nights where: the trip problem and its solver.

Enters: a `TripRequest`, the catalogue's candidates, matrices and dated sailings as plain numbers
(`OrienteeringProblem`).  Leaves: an `OrienteeringSolution` with a proved bound, checked by
`check.violations`, and the `Itinerary` that `schedule` makes of it.  Inside, times are whole
wall-clock seconds since the trip's first midnight and worth is whole points.
"""
