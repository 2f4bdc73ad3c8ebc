"""One or more extracts become one street network and one list of sights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from planner.errors import DataError
from planner.geodata.osm.files import Extract, inspect_file
from planner.geodata.osm.segments import build_streets
from planner.geodata.osm.sights import MapSight
from planner.geodata.osm.stages import NUMBERS, read_places, read_sights, read_ways
from planner.geodata.osm.ways import Gathered, Places, join_places

Box = tuple[float, float, float, float]
"""West, south, east, north [degrees]."""
Step = Callable[[str, int], None]
"""Called with what is being done and how many objects were read."""


@dataclass(frozen=True)
class Read:
    """What some extracts hold."""

    streets: Mapping[str, Any]
    """Columns of a `StreetNetwork`."""
    sights: tuple[MapSight, ...]
    extracts: tuple[Extract, ...]
    newest: str
    """Moment of the data: what the files say, or else the last change of a street."""


def merge(parts: Sequence[Gathered]) -> Gathered:
    """Return the ways of several extracts, each once: neighbours share those at their border."""
    whole = parts[0]
    for part in parts[1:]:
        known = set(whole.ids)
        names = [whole.names.setdefault(name, len(whole.names)) for name in part.names]
        for number, way in enumerate(part.ids):
            if way in known:
                continue
            whole.refs.extend(part.refs[part.at[number] : part.at[number + 1]])
            whole.at.append(len(whole.refs))
            whole.name.append(names[part.name[number]])
            for key in set(NUMBERS) - {"at", "refs", "name"}:
                getattr(whole, key).append(getattr(part, key)[number])
        whole.bans = sorted({*whole.bans, *part.bans})
        whole.closed |= part.closed
        whole.signals |= part.signals
        whole.newest = max(whole.newest, part.newest)
    return whole


def inside(boxes: Sequence[Box], places: Places) -> Places:
    """Return the nodes in one of some boxes; all where no box is given."""
    if not boxes:
        return places
    kept = np.zeros(len(places.ids), dtype=bool)
    for west, south, east, north in boxes:
        wide = (places.lon >= west) & (places.lon <= east)
        kept |= wide & (places.lat >= south) & (places.lat <= north)
    return Places(places.ids[kept], places.lon[kept], places.lat[kept])


def is_inside(boxes: Sequence[Box], sight: MapSight) -> bool:
    """Answer whether a sight lies in one of some boxes."""
    return not boxes or any(
        west <= sight.lon <= east and south <= sight.lat <= north
        for west, south, east, north in boxes
    )


def read_extracts(files: Sequence[Path], folder: Path, boxes: Sequence[Box], step: Step) -> Read:
    """Read extracts, pass by pass; finished passes are kept in `folder`.

    Raises
    ------
    DataError
        A file is not sound, or no street lies in the boxes.
    """
    extracts = tuple(inspect_file(path) for path in files)
    parts, places, sights = list[Gathered](), list[Places](), dict[str, MapSight]()
    for extract in extracts:

        def tell(words: str, name: str = extract.name) -> Callable[[int], None]:
            return lambda count: step(f"{words} of {name}", count)

        parts.append(read_ways(extract, folder, tell("streets")))
        places.append(read_places(extract, parts[-1], folder, tell("places")))
        found = read_sights(extract, folder, tell("sights"))
        sights |= {one.osm_id: one for one in found if is_inside(boxes, one)}
    newest = max((one.as_of for one in extracts), default="") or max(p.newest for p in parts)
    step("joining streets", 0)
    known = inside(boxes, join_places(places))
    streets = build_streets(merge(parts), known) if len(known.ids) else {"tail": ()}
    if not len(streets["tail"]):
        names = ", ".join(extract.name for extract in extracts)
        where = "in the areas asked for" if boxes else "in it"
        raise DataError(names, None, f"there is no street for cars {where}; take another extract")
    return Read(streets, tuple(sights.values()), extracts, newest)
