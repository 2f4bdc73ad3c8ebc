"""The map around one place, asked of Overpass through osmnx: for a village, not for a region.

The usage policy is kept: one question at a time, an agent that names the program, pauses as the
server asks for them (osmnx reads its status), and every answer is kept for good, so that the same
question is never asked twice.
"""

import re
from collections import OrderedDict
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import osmnx as ox
import requests

from planner.errors import DataError
from planner.geodata.store import write_text

RADIUS_M = 3_000
MOST_RADIUS_M = 10_000
AGENT = "filofesta (imports one village at a time; open source)"
"""How we present ourselves, as the policy asks."""
TIMEOUT_S = 90
ANSWER_KEPT = "overpass-{name}.osm"
QUESTION = """[out:json][timeout:90];
(way["highway"](around:{r},{lat},{lon});way["route"="ferry"](around:{r},{lat},{lon});
nwr["tourism"]["name"](around:{r},{lat},{lon});nwr["historic"]["name"](around:{r},{lat},{lon});
relation["restriction"](around:{r},{lat},{lon}););
(._;>;);out meta;"""


def slug_of(place: str) -> str:
    """Return a place's name as part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-")[:60] or "place"


def prepare(folder: Path, servers: tuple[str, str] | None) -> None:
    """Tell osmnx where to keep answers, who asks, and to wait where the server says so."""
    if servers is not None:
        ox.settings.nominatim_url, ox.settings.overpass_url = servers
        ox.settings.doh_url_template = None
    ox.settings.use_cache = True
    ox.settings.cache_folder = str(folder / "answers")
    ox.settings.overpass_rate_limit = True
    ox.settings.http_user_agent = AGENT
    ox.settings.http_referer = "filofesta"
    ox.settings.requests_timeout = TIMEOUT_S
    ox.settings.log_console = False


def fetch_place(
    place: str, folder: Path, radius_m: int = RADIUS_M, servers: tuple[str, str] | None = None
) -> Path:
    """Return a file of the map around a place: kept before, or asked now.

    Parameters
    ----------
    servers
        Addresses of Nominatim and Overpass; None: the public ones.

    Raises
    ------
    DataError
        The place is unknown, nothing answers, or the answer is none.
    """
    if not 100 <= radius_m <= MOST_RADIUS_M:
        raise DataError("--place", None, f"a radius of {radius_m} m; take 100 to {MOST_RADIUS_M}")
    kept = folder / ANSWER_KEPT.format(name=slug_of(place))
    if kept.exists():
        return kept
    prepare(folder, servers)
    try:
        lat, lon = ox.geocode(place)
        question = QUESTION.format(r=radius_m, lat=f"{lat:.5f}", lon=f"{lon:.5f}")
        answer = ox._overpass._overpass_request(OrderedDict(data=question))
    except (ox._errors.InsufficientResponseError, ox._errors.ResponseStatusCodeError) as fault:
        reason = f"OpenStreetMap has no answer ({fault}); try a name such as 'Bocognano, France'"
        raise DataError(place, None, reason) from fault
    except (requests.RequestException, ValueError, OSError) as fault:
        reason = "nobody answers; is this machine on the internet? Or import a FILE.osm.pbf"
        raise DataError(place, None, reason) from fault
    elements = answer.get("elements")
    if not isinstance(elements, list) or not elements:
        raise DataError(place, None, "the answer holds no map; try again later")
    write_text(kept, as_xml(place, elements))
    return kept


def attributes(**values: Any) -> str:
    """Return attributes of an XML element."""
    return "".join(f" {key}={quoteattr(str(value))}" for key, value in values.items())


def as_xml(place: str, elements: list[Any]) -> str:
    """Return elements of an answer as OSM XML, which the import reads.

    Raises
    ------
    DataError
        An element is none.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="filofesta">']
    order = {"node": 0, "way": 1, "relation": 2}
    try:
        for one in sorted(elements, key=lambda e: (order[e["type"]], int(e["id"]))):
            lines += element_lines(one)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise DataError(place, None, f"the answer holds something strange: {fault}") from fault
    return "\n".join([*lines, "</osm>", ""])


def element_lines(one: dict[str, Any]) -> list[str]:
    """Return the lines of one element."""
    kind = one["type"]
    facts: dict[str, Any] = {"id": int(one["id"]), "version": int(one.get("version", 1))}
    if "timestamp" in one:
        facts["timestamp"] = one["timestamp"]
    if kind == "node":
        facts |= {"lat": float(one["lat"]), "lon": float(one["lon"])}
    lines = [f"<{kind}{attributes(**facts)}>"]
    lines += [f"<nd{attributes(ref=int(ref))}/>" for ref in one.get("nodes", ())]
    for member in one.get("members", ()):
        ends = {"type": member["type"], "ref": int(member["ref"]), "role": member["role"]}
        lines.append(f"<member{attributes(**ends)}/>")
    lines += [f"<tag{attributes(k=key, v=text)}/>" for key, text in one.get("tags", {}).items()]
    return [*lines, f"</{kind}>"]
