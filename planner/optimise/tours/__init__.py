"""TOURS: several tours from one depot, each place at most once: the field's benchmark problem.

Nothing here knows of days, nights or ferries; a trip is the room `planner.optimise` itself.
"""
