"""From A to B: ways by road, dated sailings, and connections made of both.

Enters: a `TravelNetwork`, crossings, spots.  Leaves: matrices [s], `RoadWay`s, `Sailing`s and
`Connection`s.
"""
