"""Where one may walk, how fast, and what is a stop, by the tags of ways and nodes.

Ways, access words, barriers and the slowing of bad ground are those of the open foot profile of
OSRM (project-osrm.org, BSD-2-Clause), and public corridors.  It walks 5 km/h; we keep the 4.5 km/h
of all our walks, chosen for people with luggage.  A walker heeds no `oneway`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from planner.geodata.osm.car import CLOSED, Pace, Tags
from planner.model.journey import WALK_SPEED_M_S

WALK_KMH = WALK_SPEED_M_S * 3.6
WALKED = frozenset(
    {
        *("primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link"),
        *("unclassified", "residential", "living_street", "service", "track", "path", "steps"),
        *("pedestrian", "platform", "footway", "pier", "road", "corridor"),
    }
)
"""Kinds of way on which one walks where nothing else is said."""
NEVER = frozenset({"motorway", "motorway_link", "construction", "proposed", "raceway"})
INVITED = frozenset({"yes", "permissive", "designated"})
"""Values of `foot` that open every other kind of way, such as a cycleway."""
REFUSED = frozenset(
    {"no", "agricultural", "forestry", "private", "delivery", "military", "use_sidepath"}
)
SLOWED: Mapping[str, float] = MappingProxyType(
    {
        **dict.fromkeys(("fine_gravel", "gravel", "pebblestone"), 0.75),
        **dict.fromkeys(("mud", "sand"), 0.5),
    }
)
"""Share of the speed that is left on bad ground."""
WALLS = frozenset({"yes", "wall", "fence"})
"""Barriers that nobody walks through."""
STOPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "public_transport": frozenset({"platform", "stop_position", "station"}),
        "railway": frozenset({"station", "halt", "tram_stop"}),
        "highway": frozenset({"bus_stop"}),
        "amenity": frozenset({"ferry_terminal", "bus_station"}),
    }
)
"""Tags of nodes at which trains, coaches and ferries call."""


def foot_access(tags: Tags) -> str:
    """Return the access value that decides for a walker, or the empty string."""
    return tags.get("foot", tags.get("access", ""))


def foot_pace(tags: Tags) -> Pace:
    """Return how fast one walks on a way, the same both ways round."""
    kind = tags.get("highway", "")
    open_ground = tags.get("railway") == "platform" or tags.get("man_made") == "pier"
    invited = bool(kind) and tags.get("foot") in INVITED
    closed = foot_access(tags) in REFUSED or kind in NEVER or tags.get("motorroad") == "yes"
    if closed or not (kind in WALKED or open_ground or invited):
        return CLOSED
    speed = WALK_KMH * SLOWED.get(tags.get("surface", ""), 1.0)
    return Pace(speed, speed)


def stops_walkers(tags: Tags) -> bool:
    """Answer whether nobody walks past a node: what its access says, else the kind of barrier."""
    access = foot_access(tags)
    return access in REFUSED if access else tags.get("barrier") in WALLS


def is_stop(tags: Tags) -> bool:
    """Answer whether trains, coaches or ferries call at a node."""
    return any(tags.get(key) in values for key, values in STOPS.items())
