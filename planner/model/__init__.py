"""Words: what things are.

Frozen dataclasses and enums on the standard library alone.  Nothing enters, nothing leaves: the
other rooms pass these values to each other.  Coordinates are degrees lon, lat (WGS 84); numbers
carry their unit in the name; times are aware local date-times at the doors.
"""
