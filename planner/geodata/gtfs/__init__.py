"""Timetables in: a GTFS feed (gtfs.org/documentation/schedule) becomes crossings, lines and stops.

Read strictly, mended where the defect is a known one and its cure is sure; each cure is told.
"""
