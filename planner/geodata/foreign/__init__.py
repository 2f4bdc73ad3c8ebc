"""Readers of events that others publish; each gives `planner.model.foreign.ForeignEvent`.

A reader takes the text of a document and its `Sheet` (where it comes from, under which licence) and
returns events with an origin on every field.  It fetches nothing, runs nothing and believes
nothing: texts are cleaned and cut, dates and points that cannot be are faults with their place.
`port.read_events` picks the reader; `match` compares what was read with our own tables.
"""
