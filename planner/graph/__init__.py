"""Nodes and edges of the travel graph.

Enters: places, corridors and the land outline.  Leaves: a `TravelNetwork`, frozen, on which
`travel` finds ways.  Islands are never joined here: water is crossed only by sailings, in `travel`.
Metres and seconds.
"""
