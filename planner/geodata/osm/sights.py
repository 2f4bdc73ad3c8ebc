"""Sights of an extract: named things that people come to see, with what the map says of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from osmium import filter as only
from osmium.osm import NODE, RELATION, WAY

from planner.geodata.opening_hours import UNKNOWN, parse_hours
from planner.geodata.osm.files import Extract, reading
from planner.geodata.osm.ways import Places, Tell, counted, gather_places, passes

KEYS = ("tourism", "historic", "leisure", "natural", "waterway", "amenity", "craft", "boundary")
SORTS: Mapping[str, str] = MappingProxyType(
    {
        **{"tourism=museum": "museum", "tourism=gallery": "museum", "tourism=aquarium": "aquarium"},
        **{"tourism=zoo": "zoo", "tourism=viewpoint": "viewpoint", "tourism=winery": "winery"},
        **{"historic=castle": "castle", "historic=fort": "fortress", "historic=tower": "fortress"},
        **{"historic=archaeological_site": "archaeological_site", "historic=manor": "villa"},
        **{"historic=ruins": "archaeological_site", "historic=monastery": "religious"},
        **{"leisure=garden": "garden", "leisure=nature_reserve": "nature_reserve"},
        **{
            "leisure=park": "park",
            "natural=cave_entrance": "cave",
            "waterway=waterfall": "waterfall",
        },
        **{"natural=gorge": "gorge", "boundary=national_park": "nature_reserve"},
        **{"amenity=place_of_worship": "religious", "amenity=marketplace": "market"},
        **{"craft=winery": "winery", "tourism=attraction": "historic_district"},
    }
)
"""Which tag makes which category of sight; the first that fits counts."""
NEEDS_FAME = frozenset({"religious", "park", "garden", "historic_district", "viewpoint"})
"""Sorts so common that only those with an entry in Wikidata or Wikipedia are taken."""
LANGUAGES = ("it", "fr", "en", "co", "sc")
MOST_SIGHTS = 200_000
LONGEST_TEXT = 200
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,200}")


@dataclass(frozen=True, slots=True)
class MapSight:
    """A sight as the map has it."""

    osm_id: str
    """Such as `node/123`."""
    category: str
    lon: float
    lat: float
    tags: Mapping[str, str]
    """Name, names in other languages, opening_hours, wheelchair, website, wikidata, wikipedia."""


def category_of(tags: Mapping[str, str]) -> str | None:
    """Return the sort of a sight, or None where the tags tell of none."""
    found = (SORTS.get(f"{key}={tags[key]}") for key in KEYS if key in tags)
    category = next((sort for sort in found if sort), None)
    famous = "wikidata" in tags or "wikipedia" in tags
    return None if category in NEEDS_FAME and not famous else category


def plain(text: str) -> str:
    """Return a text of the map on one line, cut to a bearable length: anybody may write there."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_TEXT]


def facts_of(tags: Mapping[str, str]) -> dict[str, str]:
    """Return what is kept of a sight's tags, checked: hours that parse, an address of the web."""
    facts = {f"name:{code}": plain(tags.get(f"name:{code}", "")) for code in LANGUAGES}
    facts["name"] = plain(tags.get("name", ""))
    address = tags.get("website", tags.get("contact:website", ""))
    facts["website"] = address if WEB_ADDRESS.fullmatch(address) else ""
    facts["wikidata"] = tags.get("wikidata", "") if is_item(tags.get("wikidata", "")) else ""
    facts["wikipedia"] = plain(tags.get("wikipedia", ""))
    known = tags.get("wheelchair", "") in {"yes", "no", "limited"}
    facts["wheelchair"] = tags["wheelchair"] if known else ""
    hours = plain(tags.get("opening_hours", ""))
    facts["opening_hours"] = hours if hours and are_hours(hours) else UNKNOWN
    facts["heritage"] = "yes" if "heritage" in tags else ""
    facts["fee"] = tags.get("fee", "") if tags.get("fee") in {"yes", "no"} else ""
    return {key: value for key, value in facts.items() if value}


def is_item(text: str) -> bool:
    """Answer whether a text is the id of a Wikidata item."""
    return re.fullmatch(r"Q[1-9][0-9]{0,11}", text) is not None


def are_hours(text: str) -> bool:
    """Answer whether a text is in opening_hours syntax."""
    try:
        parse_hours(text, "IT")
    except ValueError:
        return False
    return True


def gather_sights(extract: Extract, tell: Tell) -> list[MapSight]:
    """Return the named sights of an extract: nodes where they are, areas at their middle.

    Raises
    ------
    DataError
        The file is damaged.
    """
    found: list[MapSight] = []
    areas: dict[str, tuple[str, dict[str, str], list[int]]] = {}
    members: dict[int, list[str]] = {}
    with reading(extract.path):
        filters = only.KeyFilter(*KEYS), only.KeyFilter("name")
        for one in counted(passes(extract, NODE | WAY | RELATION, *filters), tell):
            tags = {tag.k: tag.v for tag in one.tags}
            category = category_of(tags)
            if category is None or len(found) + len(areas) >= MOST_SIGHTS:
                continue
            if one.is_node():
                if one.location.valid():
                    osm_id = f"node/{one.id}"
                    found.append(MapSight(osm_id, category, one.lon, one.lat, facts_of(tags)))
            elif one.is_way():
                refs = [node.ref for node in one.nodes]
                areas[f"way/{one.id}"] = (category, facts_of(tags), refs)
            else:
                key = f"relation/{one.id}"
                areas[key] = (category, facts_of(tags), [])
                for member in one.members:
                    if member.type == "w" and member.role in {"outer", ""}:
                        members.setdefault(member.ref, []).append(key)
        for way in passes(extract, WAY) if members else ():
            for key in members.get(way.id, ()):
                areas[key][2].extend(node.ref for node in way.nodes)
    return found + place_areas(extract, areas, tell)


def place_areas(
    extract: Extract, areas: Mapping[str, tuple[str, dict[str, str], list[int]]], tell: Tell
) -> list[MapSight]:
    """Return areas as sights at the middle of their outlines; those without nodes are left out."""
    refs = [ref for _, _, some in areas.values() for ref in some]
    if not refs:
        return []
    places: Places = gather_places(extract, np.array(refs, dtype=np.int64), tell)
    found = []
    for key, (category, facts, outline) in areas.items():
        index: Any = places.index(np.array(outline, dtype=np.int64))
        index = index[index >= 0]
        if len(index):
            lon, lat = places.lon[index], places.lat[index]
            middle = (lon.min() + lon.max()) / 2, (lat.min() + lat.max()) / 2
            found.append(MapSight(key, category, float(middle[0]), float(middle[1]), facts))
    return found
