"""Sights of the map become attractions of the catalogue: placed, told apart, ranked."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import cos, radians
from types import MappingProxyType
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from scipy.spatial import cKDTree

from planner.geodata.check_places import metres_outside
from planner.geodata.opening_hours import UNKNOWN
from planner.geodata.osm.sights import MapSight
from planner.model.festival import Attraction, Description, Interest
from planner.model.gazetteer import Gazetteer, fold
from planner.model.place import Area, Confidence, Coordinate, Source

SOURCE = "openstreetmap"
"""Id of the source that every imported sight names."""
SOURCE_URL = "https://www.openstreetmap.org/copyright"
FARTHEST_AREA_M = 60_000.0
"""A sight farther from every area than this is left out."""
SAME_M, SAME_NAME = 400.0, 85.0
"""Two sights nearer than this whose names agree to so many parts in a hundred are one."""
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Sort:
    """What is assumed of a category of sight."""

    worth: int
    stay_min: int
    stay_max: int
    interests: tuple[Interest, ...]
    words: tuple[str, str, str]
    """In Italian, French and English."""


H, N, F, S, C, E = (
    *(Interest.HISTORY, Interest.NATURE, Interest.FOOD),
    *(Interest.SEA, Interest.CRAFTS, Interest.FAITH),
)
SORTS: Mapping[str, Sort] = MappingProxyType(
    {
        "aquarium": Sort(45, 60, 120, (S, N), ("Acquario", "Aquarium", "Aquarium")),
        "archaeological_site": Sort(
            40, 45, 90, (H,), ("Sito archeologico", "Site archéologique", "Archaeological site")
        ),
        "castle": Sort(45, 45, 90, (H,), ("Castello", "Château", "Castle")),
        "cave": Sort(40, 45, 90, (N,), ("Grotta", "Grotte", "Cave")),
        "fortress": Sort(35, 30, 60, (H,), ("Fortezza o torre", "Fort ou tour", "Fort or tower")),
        "garden": Sort(30, 30, 60, (N,), ("Giardino", "Jardin", "Garden")),
        "gorge": Sort(35, 60, 120, (N,), ("Gola", "Gorge", "Gorge")),
        "historic_district": Sort(
            30, 30, 60, (H,), ("Luogo d'interesse", "Lieu d'intérêt", "Place of interest")
        ),
        "market": Sort(25, 30, 60, (F, C), ("Mercato", "Marché", "Market")),
        "museum": Sort(40, 60, 90, (H,), ("Museo", "Musée", "Museum")),
        "nature_reserve": Sort(
            30, 60, 120, (N,), ("Riserva naturale", "Réserve naturelle", "Nature reserve")
        ),
        "park": Sort(25, 30, 60, (N,), ("Parco", "Parc", "Park")),
        "religious": Sort(
            30, 20, 45, (E, H), ("Luogo di culto", "Lieu de culte", "Place of worship")
        ),
        "viewpoint": Sort(25, 15, 30, (N,), ("Belvedere", "Point de vue", "Viewpoint")),
        "villa": Sort(35, 45, 90, (H,), ("Villa storica", "Demeure historique", "Historic house")),
        "waterfall": Sort(30, 30, 60, (N,), ("Cascata", "Cascade", "Waterfall")),
        "winery": Sort(30, 45, 90, (F,), ("Cantina", "Domaine viticole", "Winery")),
        "zoo": Sort(35, 60, 120, (N,), ("Zoo", "Zoo", "Zoo")),
    }
)
"""Worth, stay and words by category: editorial."""
KNOWN_POINTS = MappingProxyType(
    {"wikidata": 20, "wikipedia": 10, "heritage": 10, "website": 5, "opening_hours": 5}
)
"""What each fact of the map adds to a sight's worth."""
NEAR_POINTS, NEAR_M = 20, 40_000.0
"""What a feast at the door adds; it falls in a straight line to nothing at `NEAR_M`."""


@dataclass(frozen=True)
class Surroundings:
    """What is known around a sight: places, areas, feasts and curated sights."""

    gazetteer: Gazetteer
    regions: Mapping[str, Any]
    feasts: Sequence[Coordinate]
    curated: Sequence[Attraction]


def worth_of(sight: MapSight, feasts: Sequence[Coordinate]) -> int:
    """Return the stated worth of a sight in points: its sort, what the map knows, a feast near."""
    at = Coordinate(sight.lon, sight.lat)
    away_m = min((at.distance_m(feast) for feast in feasts), default=NEAR_M)
    known = sum(
        points for key, points in KNOWN_POINTS.items() if sight.tags.get(key, UNKNOWN) != UNKNOWN
    )
    return SORTS[sight.category].worth + known + round(NEAR_POINTS * max(0.0, 1 - away_m / NEAR_M))


def id_of(sight: MapSight) -> str:
    """Return the id of a sight: the map's own, which stays the same."""
    return f"osm-{sight.osm_id.replace('/', '-')}"


def plane(points: Sequence[tuple[float, float]]) -> Any:
    """Return points of our latitudes on a plane, shape (n, 2) [m]."""
    east = METRES_PER_DEGREE * cos(radians(42.5))
    return np.array(points, dtype=np.float64).reshape(-1, 2) * [east, METRES_PER_DEGREE]


def latin(text: str) -> str:
    """Return a name for comparing: folded, without marks."""
    return fold(unicodedata.normalize("NFKC", text))


def alike(name: str, other: str) -> bool:
    """Answer whether two names are those of one sight."""
    return fuzz.token_set_ratio(latin(name), latin(other)) >= SAME_NAME


def distinct(
    sights: Iterable[MapSight], curated: Sequence[Attraction]
) -> tuple[list[MapSight], int]:
    """Return the sights that are neither curated nor told twice, and how many were the former.

    Of two entries of one sight the one that the map knows more of stays.
    """
    ranked = sorted(sights, key=lambda one: (-worth_of(one, ()), one.osm_id))
    spots = [(one.lon, one.lat) for one in ranked]
    own = [(one.coordinate.lon, one.coordinate.lat) for one in curated]
    near_own = cKDTree(plane(own)).query_ball_point(plane(spots), SAME_M) if own else []
    near = cKDTree(plane(spots)).query_ball_point(plane(spots), SAME_M) if spots else []
    kept: dict[int, MapSight] = {}
    known = 0
    for number, sight in enumerate(ranked):
        name = sight.tags["name"]
        if own and any(alike(name, curated[k].name) for k in near_own[number]):
            known += 1
        elif not any(alike(name, kept[k].tags["name"]) for k in near[number] if k in kept):
            kept[number] = sight
    return list(kept.values()), known


def area_of(at: Coordinate, regions: Mapping[str, Any]) -> Area | None:
    """Return the area in which a point lies, else the nearest, None far from all."""
    away = {area: metres_outside(regions[area.value], at) for area in Area}
    nearest = min(away, key=lambda area: away[area])
    return nearest if away[nearest] <= FARTHEST_AREA_M else None


def offer_sights(
    sights: Iterable[MapSight], around: Surroundings
) -> tuple[tuple[Attraction, ...], int]:
    """Return attractions, the worthiest first, and how many were curated already."""
    kept, known = distinct(sights, around.curated)
    places = list(around.gazetteer.places.values())
    if not kept or not places:
        return (), known
    tree = cKDTree(plane([(p.coordinate.lon, p.coordinate.lat) for p in places]))
    _, nearest = tree.query(plane([(one.lon, one.lat) for one in kept]))
    found = []
    for sight, number in zip(kept, nearest, strict=True):
        area = area_of(Coordinate(sight.lon, sight.lat), around.regions)
        if area is not None:
            place = places[int(number)]
            found.append(make_attraction(sight, (place.name, place.country), area, around.feasts))
    return tuple(sorted(found, key=lambda one: (-one.rank, one.id))), known


def make_attraction(
    sight: MapSight, town: tuple[str, str], area: Area, feasts: Sequence[Coordinate]
) -> Attraction:
    """Return a sight of the map as a record of the catalogue."""
    sort, tags, (municipality, country) = SORTS[sight.category], sight.tags, town
    hours = tags.get("opening_hours", UNKNOWN)
    names = [(key[5:], text) for key, text in sorted(tags.items()) if key.startswith("name:")]
    return Attraction(
        id=id_of(sight),
        name=tags["name"],
        municipality=municipality,
        area=area,
        country=country,
        coordinate=Coordinate(round(sight.lon, 6), round(sight.lat, 6)),
        coord_precision_m=50,
        category=sight.category,
        interests=sort.interests,
        stay_min_s=sort.stay_min * 60,
        stay_max_s=sort.stay_max * 60,
        opening_hours=hours,
        hours_note="" if hours == UNKNOWN else "Hours as OpenStreetMap has them.",
        price={"yes": "paid", "no": "free"}.get(tags.get("fee", ""), "unknown"),
        description=Description(
            f"{sort.words[0]} nei pressi di {municipality} (da OpenStreetMap).",
            f"{sort.words[1]} près de {municipality} (d'après OpenStreetMap).",
            f"{sort.words[2]} near {municipality} (from OpenStreetMap).",
        ),
        confidence=Confidence.MEDIUM if "wikidata" in tags else Confidence.LOW,
        sources=(SOURCE,),
        names_alt=tuple(names),
        website=tags.get("website", ""),
        wikidata=tags.get("wikidata", ""),
        wheelchair=tags.get("wheelchair", ""),
        rank=worth_of(sight, feasts),
    )


def make_source(read_on: Any) -> Source:
    """Return the source that imported sights name."""
    return Source(SOURCE, SOURCE_URL, "© OpenStreetMap contributors, ODbL 1.0", read_on)


def attraction_row(one: Attraction) -> dict[str, Any]:
    """Return an attraction as JSON values."""
    return asdict(one)


def attraction_from(row: Mapping[str, Any]) -> Attraction:
    """Return an attraction from JSON values.

    Raises
    ------
    KeyError, TypeError, ValueError
        The values are not those of an attraction.
    """
    typed = {
        "area": Area(row["area"]),
        "coordinate": Coordinate(**row["coordinate"]),
        "interests": tuple(Interest(word) for word in row["interests"]),
        "description": Description(**row["description"]),
        "confidence": Confidence(row["confidence"]),
        "sources": tuple(row["sources"]),
        "names_alt": tuple((code, name) for code, name in row["names_alt"]),
    }
    return Attraction(**{**row, **typed})
