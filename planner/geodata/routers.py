"""Routers far away: OSRM and Valhalla servers, asked by HTTP.

For extracts that outgrow the machine: the operator runs the server, and its address is imported.
Answers are checked like any other file that comes from outside.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from planner.errors import DataError
from planner.model.place import Coordinate
from planner.model.streets import Router, StreetRoute

TIMEOUT_S = 30.0
MOST_BYTES = 64_000_000
POINTS_EACH = 90
"""Most points asked at once on each side: servers refuse more than 100 to 200 by default."""
POLYLINE_6 = 1e-6


class NoRedirect(HTTPRedirectHandler):
    """A server that sends one elsewhere is no router."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse."""
        return


def ask(url: str, body: Any = None, kind: type = dict) -> Any:
    """Return the JSON value of a kind at an address.

    Raises
    ------
    DataError
        Nothing answers, or something else.
    """
    data = None if body is None else json.dumps(body).encode()
    headers = {"User-Agent": "filofesta", "Content-Type": "application/json"}
    place = urlsplit(url).netloc
    try:
        request = Request(url, data=data, headers=headers)
        with build_opener(NoRedirect).open(request, timeout=TIMEOUT_S) as answer:
            text = answer.read(MOST_BYTES + 1)
    except HTTPError as fault:
        text = fault.read(MOST_BYTES)
        if fault.code not in {400, 404}:
            raise DataError(place, None, f"the router answers {fault.code}") from fault
    except (URLError, OSError, ValueError) as fault:
        reason = f"the router does not answer ({fault}); is it running?"
        raise DataError(place, None, reason) from fault
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise DataError(place, None, "the router answers no JSON") from fault
    if not isinstance(found, kind):
        raise DataError(place, None, f"the router answers no {kind.__name__}")
    return found


def seconds(value: Any) -> float:
    """Return a time of an answer [s], inf for none."""
    return float(value) if isinstance(value, int | float) and value >= 0 else inf


def decode_line(text: str) -> list[Coordinate]:
    """Return the points of a polyline with six digits (Google's format, times ten)."""
    numbers, value, shift = list[int](), 0, 0
    for letter in text:
        bits = ord(letter) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    lat, lon, line = 0, 0, list[Coordinate]()
    for north, east in zip(numbers[::2], numbers[1::2], strict=False):
        lat, lon = lat + north, lon + east
        line.append(Coordinate(lon * POLYLINE_6, lat * POLYLINE_6))
    return line


@dataclass(frozen=True)
class FarRouter:
    """What both kinds of server have in common."""

    url: str

    @property
    def basis(self) -> str:
        """On what the answers stand."""
        return "osm"

    def table_s(self, origins: Sequence[Coordinate], destinations: Sequence[Coordinate]) -> Any:
        """Return driving times, rows of shape (n, m) [s]; inf where no street leads."""
        table = [[inf] * len(destinations) for _ in origins]
        for top in range(0, len(origins), POINTS_EACH):
            for left in range(0, len(destinations), POINTS_EACH):
                some = origins[top : top + POINTS_EACH], destinations[left : left + POINTS_EACH]
                rows = self.block_s(*some)
                if len(rows) != len(some[0]) or any(len(row) != len(some[1]) for row in rows):
                    raise DataError(self.url, None, "the router answers a table of another size")
                for number, row in enumerate(rows, top):
                    table[number][left : left + len(row)] = row
        return table

    def block_s(
        self, origins: Sequence[Coordinate], destinations: Sequence[Coordinate]
    ) -> list[list[float]]:
        """Return driving times between few points [s]."""
        raise NotImplementedError


def lon_lat(point: Coordinate) -> str:
    """Return a point as OSRM reads it."""
    return f"{point.lon:.6f},{point.lat:.6f}"


class OsrmRouter(FarRouter):
    """An OSRM server (HTTP API v1)."""

    def snap_m(self, points: Sequence[Coordinate]) -> list[float]:
        """Return how far each point lies from the nearest street [m]; inf where there is none."""
        found = []
        for point in points:
            answer = ask(f"{self.url}/nearest/v1/driving/{lon_lat(point)}")
            ways = answer.get("waypoints") or [{}]
            found.append(seconds(ways[0].get("distance")))
        return found

    def block_s(
        self, origins: Sequence[Coordinate], destinations: Sequence[Coordinate]
    ) -> list[list[float]]:
        """Return driving times between few points [s]."""
        points = ";".join(lon_lat(point) for point in (*origins, *destinations))
        sides = (range(len(origins)), range(len(origins), len(origins) + len(destinations)))
        rows, columns = (";".join(map(str, side)) for side in sides)
        query = f"sources={rows}&destinations={columns}"
        answer = ask(f"{self.url}/table/v1/driving/{points}?{query}")
        if answer.get("code") == "NoSegment":
            return [[inf] * len(destinations) for _ in origins]
        if answer.get("code") != "Ok":
            raise DataError(self.url, None, f"the router says {answer.get('message')!r}")
        return [[seconds(value) for value in row] for row in answer["durations"]]

    def route(self, origin: Coordinate, destination: Coordinate) -> StreetRoute | None:
        """Return the quickest way, or None where no street leads there."""
        ends = f"{lon_lat(origin)};{lon_lat(destination)}"
        query = "overview=full&geometries=polyline6&steps=true"
        answer = ask(f"{self.url}/route/v1/driving/{ends}?{query}")
        if answer.get("code") != "Ok" or not answer.get("routes"):
            return None
        best = answer["routes"][0]
        steps = [step for leg in best.get("legs", ()) for step in leg.get("steps", ())]
        names = dict.fromkeys(str(step.get("ref") or step.get("name") or "") for step in steps)
        return StreetRoute(
            seconds(best["distance"]),
            seconds(best["duration"]),
            tuple(name for name in names if name),
            tuple(decode_line(str(best["geometry"]))),
        )


def lat_lon(point: Coordinate) -> dict[str, float]:
    """Return a point as Valhalla reads it."""
    return {"lat": point.lat, "lon": point.lon}


class ValhallaRouter(FarRouter):
    """A Valhalla server (its JSON API)."""

    def snap_m(self, points: Sequence[Coordinate]) -> list[float]:
        """Return how far each point lies from the nearest street [m]; inf where there is none."""
        body = {"locations": [lat_lon(point) for point in points], "costing": "auto"}
        answer = ask(f"{self.url}/locate", body, list)
        found = []
        for point, one in zip(points, answer, strict=True):
            edges = one.get("edges") or [{}]
            there = edges[0].get("correlated_lon"), edges[0].get("correlated_lat")
            known = all(isinstance(value, float) for value in there)
            found.append(point.distance_m(Coordinate(*there)) if known else inf)
        return found

    def block_s(
        self, origins: Sequence[Coordinate], destinations: Sequence[Coordinate]
    ) -> list[list[float]]:
        """Return driving times between few points [s]."""
        body = {
            "sources": [lat_lon(point) for point in origins],
            "targets": [lat_lon(point) for point in destinations],
            "costing": "auto",
        }
        answer = ask(f"{self.url}/sources_to_targets", body)
        rows = answer.get("sources_to_targets")
        if not isinstance(rows, list):
            raise DataError(self.url, None, f"the router says {answer.get('error')!r}")
        return [[seconds(cell.get("time")) for cell in row] for row in rows]

    def route(self, origin: Coordinate, destination: Coordinate) -> StreetRoute | None:
        """Return the quickest way, or None where no street leads there."""
        body = {"locations": [lat_lon(origin), lat_lon(destination)], "costing": "auto"}
        answer = ask(f"{self.url}/route", body)
        legs = answer.get("trip", {}).get("legs") or []
        if not legs:
            return None
        moves = [move for leg in legs for move in leg.get("maneuvers", ())]
        names = dict.fromkeys(str(name) for move in moves for name in move.get("street_names", ()))
        return StreetRoute(
            sum(seconds(leg["summary"]["length"]) for leg in legs) * 1000,
            sum(seconds(leg["summary"]["time"]) for leg in legs),
            tuple(names),
            tuple(point for leg in legs for point in decode_line(str(leg["shape"]))),
        )


KINDS: Mapping[str, Callable[[str], Router]] = MappingProxyType(
    {"osrm": OsrmRouter, "valhalla": ValhallaRouter}
)


def make_router(address: str) -> Router:
    """Return the router of an address such as `osrm+http://127.0.0.1:5000`.

    Raises
    ------
    DataError
        The address names no router.
    """
    kind, _, url = address.partition("+")
    parts = urlsplit(url)
    if kind not in KINDS or parts.scheme not in {"http", "https"} or not parts.hostname:
        reason = "is no router; write osrm+http://host:port or valhalla+http://host:port"
        raise DataError(address, None, reason)
    return KINDS[kind](url.rstrip("/"))
