"""Words and bytes of a finished plan.

Model objects enter, plain dicts and strings leave; nothing here reads a file, a clock or a network.
Coordinates leave as lon, lat; only `folium_map` flips them, because folium wants lat, lon.
"""
