"""Filofesta's planner: strings local festivals into trips.

Rooms, from the words to the use cases: `model` (words), `geodata` (files), `graph` (nodes and
edges), `travel` (from A to B), `optimise` (which visits, which day, which night), `export` (words
and bytes of a finished plan), `service` (use cases).  Arrows between the rooms point downward only;
`tests/test_architecture.py` keeps them so.
"""
