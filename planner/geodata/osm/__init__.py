"""OpenStreetMap in: files and places become streets, ferries and sights.

The only place that uses osmium and osmnx.  A file is read in passes that keep what is needed and
nothing else, so memory grows with the streets of the extract, not with its size.
"""
