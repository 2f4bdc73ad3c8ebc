"""Where a car may go, and how fast, by the tags of a way.

The speeds, and four fifths of a posted limit, are those of the open car profile of OSRM
(project-osrm.org, BSD-2-Clause), the router that others compare with.  Keys and values are
documented at wiki.openstreetmap.org/wiki/Key:highway, Key:access, Key:maxspeed and Key:oneway.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

SPEEDS_KMH: Mapping[str, float] = MappingProxyType(
    {
        **{"motorway": 90.0, "motorway_link": 45.0, "trunk": 85.0, "trunk_link": 40.0},
        **{"primary": 65.0, "primary_link": 30.0, "secondary": 55.0, "secondary_link": 25.0},
        **{"tertiary": 40.0, "tertiary_link": 20.0, "unclassified": 25.0, "residential": 25.0},
        **{"living_street": 10.0, "service": 15.0},
    }
)
"""Kinds of way that a car may use, with the speed to expect where nothing else is said."""
OF_LIMIT = 0.8
"""Share of a posted limit that is driven on average."""
FORBIDDEN = frozenset(
    {
        *("no", "agricultural", "forestry", "emergency", "psv", "bus", "taxi", "foot", "military"),
        *("private", "restricted", "official", "customers", "delivery", "destination", "permit"),
        *("residents", "employees", "hov"),
    }
)
"""Access values of ways that a visitor does not drive through."""
LAST_METRES = frozenset({"destination", "customers", "delivery"})
"""Those among them that a visitor may use to get to the very spot."""
ACCESS_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
"""The most special key decides."""
SURFACES_KMH: Mapping[str, float] = MappingProxyType(
    {
        **dict.fromkeys(("cement", "compacted", "fine_gravel"), 80.0),
        **dict.fromkeys(("paving_stones", "metal", "bricks"), 60.0),
        **dict.fromkeys(("grass", "wood", "sett", "gravel", "unpaved", "ground", "dirt"), 40.0),
        **dict.fromkeys(("cobblestone", "clay"), 30.0),
        **dict.fromkeys(("earth", "stone", "rocky", "sand"), 20.0),
        "mud": 10.0,
    }
)
ZONES_KMH: Mapping[str, float] = MappingProxyType(
    {"urban": 50.0, "rural": 90.0, "trunk": 110.0, "motorway": 130.0, "walk": 10.0, "none": 140.0}
)
"""Limits that stand as words, such as `IT:urban`."""
MINOR_SERVICE = frozenset({"alley", "parking", "parking_aisle", "driveway", "drive-through"})
MPH_KMH = 1.609344
FERRY_KMH = 5.0
"""A ferry without a duration is assumed to be slow, so that nobody counts on it."""
BLOCKING = frozenset(
    {
        *("bollard", "block", "chain", "jersey_barrier", "log", "gate", "lift_gate", "swing_gate"),
        *("cycle_barrier", "kissing_gate", "stile", "turnstile", "debris", "rising_bollard"),
    }
)
"""Barriers that stop a car unless the access tags say otherwise."""
OPEN_GATES = frozenset({"gate", "lift_gate", "swing_gate"})
"""Barriers that stand open where no tag closes them."""

Tags = Mapping[str, str]


class Pace(NamedTuple):
    """Speeds along a way and against it [km/h]; 0 where a car may not go."""

    forward: float
    backward: float
    last_metres: bool = False
    """Whether only those may enter who have business there."""


CLOSED = Pace(0.0, 0.0)


def access_of(tags: Tags) -> str:
    """Return the access value that decides for a car, or the empty string."""
    return next((tags[key] for key in ACCESS_KEYS if key in tags), "")


def posted_kmh(text: str) -> float | None:
    """Return a posted limit [km/h], or None where it is none that we can read."""
    number = re.fullmatch(r"([0-9]{1,3})(?:\.[0-9]+)?\s*(mph|km/h)?", text.strip())
    if number:
        return float(number[1]) * (MPH_KMH if number[2] == "mph" else 1.0)
    return ZONES_KMH.get(text.rpartition(":")[2])


def speed_of(tags: Tags, direction: str) -> float:
    """Return the speed to expect on an open way [km/h].

    A narrow service way counts half, a posted limit four fifths, and a bad surface caps both.
    """
    kind = tags["highway"]
    speed = SPEEDS_KMH[kind]
    limit = posted_kmh(tags.get(f"maxspeed:{direction}", tags.get("maxspeed", "")))
    if limit:
        speed = limit * OF_LIMIT
    elif kind == "service" and tags.get("service") in MINOR_SERVICE:
        speed /= 2
    return min(speed, SURFACES_KMH.get(tags.get("surface", ""), speed))


def pace_of(tags: Tags) -> Pace:
    """Return how fast a car goes on a way, each way round."""
    kind, access = tags.get("highway", ""), access_of(tags)
    closed = access in FORBIDDEN - LAST_METRES or tags.get("area") == "yes"
    if kind not in SPEEDS_KMH or closed or tags.get("service") == "emergency_access":
        return CLOSED
    forward, backward = speed_of(tags, "forward"), speed_of(tags, "backward")
    oneway = tags.get("oneway:motor_vehicle", tags.get("oneway", ""))
    round_it = tags.get("junction") in {"roundabout", "circular"}
    if oneway in {"reversible", "alternating"}:
        return CLOSED
    if oneway in {"-1", "reverse"}:
        forward = 0.0
    elif oneway in {"yes", "1", "true"} or (
        oneway != "no" and (round_it or kind in {"motorway", "motorway_link"})
    ):
        backward = 0.0
    return Pace(forward, backward, access in LAST_METRES)


def is_blocking(tags: Tags) -> bool:
    """Answer whether no car passes a node."""
    barrier, access = tags.get("barrier", ""), access_of(tags)
    if barrier not in BLOCKING:
        return False
    if access:
        return access in FORBIDDEN
    return barrier not in OPEN_GATES


def duration_s(text: str) -> float | None:
    """Return the `duration` of a ferry [s]: `HH:MM`, `HH:MM:SS`, minutes or ISO 8601; else None."""
    clock = re.fullmatch(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", text)
    if clock:
        return int(clock[1]) * 3600.0 + int(clock[2]) * 60 + int(clock[3] or 0)
    iso = re.fullmatch(r"P(?:(\d{1,2})D)?T?(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?", text)
    if iso and any(iso.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return days * 86_400.0 + hours * 3600 + minutes * 60 + seconds
    return int(text) * 60.0 if re.fullmatch(r"\d{1,4}", text) else None


def carries_cars(tags: Tags) -> bool:
    """Answer whether a ferry takes cars, as far as its tags say; without a word it may."""
    return tags.get("route") == "ferry" and access_of(tags) not in FORBIDDEN
