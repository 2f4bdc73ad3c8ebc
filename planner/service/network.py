"""Use cases about the network of feasts: its figures, its graph, and what a change would change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cached_property
from json import dumps
from math import ceil
from typing import Any

import networkx as nx

from planner.errors import UnknownRecordError
from planner.export.network import figures_csv, plain, ties_csv, to_graphml, to_network_document
from planner.geodata.opening_hours import opening_window
from planner.graph.festival_graph import build_festival_graph
from planner.graph.programme import Programme
from planner.graph.ties import Ties
from planner.insight.partners import Neighbour, list_partners
from planner.insight.reach import Surroundings, list_reach
from planner.insight.report import GLOSSARY, make_report
from planner.insight.whatif import MOST_SHIFT, compare, list_shifts, sums_of
from planner.model.festival import Attraction
from planner.model.gazetteer import fold
from planner.model.network import Dated, Link, NetworkReport, Partner, Reach, Weights
from planner.model.network_changes import Change, Outcome, Shift, Sums
from planner.service.changes import MOST_DAYS, MOST_MOVE_DAYS, apply_changes
from planner.service.programme import Near, build_near, build_programme, build_surroundings
from planner.service.world import World

__all__ = [
    "GLOSSARY",
    "MOST_DAYS",
    "MOST_MOVE_DAYS",
    "MOST_SHIFT",
    "FeastNetwork",
    "find_feast",
    "load_network",
    "network_document",
    "network_files",
    "partners_of",
    "plain_document",
    "reach_curve",
    "shifts_of",
    "twin_trip",
    "what_if",
]
TRIP_SEARCH_S = 3.0
DRIVING_DAY_S = 10 * 3_600


@dataclass(frozen=True)
class FeastNetwork:
    """The network of feasts from a day on; what is asked for is worked out once."""

    world: World
    today: date
    weights: Weights
    programme: Programme
    dated: tuple[Dated, ...]
    undated: tuple[str, ...]

    @cached_property
    def ties(self) -> Ties:
        """All ties of the programme."""
        return Ties.of(self.programme, self.weights)

    @cached_property
    def sums(self) -> Sums:
        """What changes are measured by, without a change."""
        return sums_of(self.ties)

    @cached_property
    def around(self) -> Surroundings:
        """Who lives around the feasts, and how far the gateways are."""
        return build_surroundings(self.world, self.programme.festivals, self.today)

    @cached_property
    def report(self) -> NetworkReport:
        """All figures."""
        return make_report(self.ties, self.around, self.today, (self.dated, self.undated))

    @cached_property
    def near(self) -> Near:
        """Drives to sights and businesses."""
        return build_near(self.world, self.programme.festivals)

    @cached_property
    def graph(self) -> "nx.MultiDiGraph[str]":
        """The festival graph: feasts, sights, businesses and all that ties them."""
        partners = {one.id: partners_of(self, one.id) for one in self.programme.festivals}
        catalogue = self.world.catalogue
        return build_festival_graph(
            self.ties, partners, {**catalogue.attractions, **catalogue.businesses}
        )


def load_network(world: World, today: date, weights: Weights | None = None) -> FeastNetwork:
    """Return the network of the next edition of each feast from a day on.

    Raises
    ------
    NoConnectionError
        No feast has a known edition on that day or later.
    """
    chosen = weights or Weights()
    return FeastNetwork(world, today, chosen, *build_programme(world, today, chosen))


def network_document(network: FeastNetwork) -> dict[str, Any]:
    """Return all figures as JSON values, with the definition and the source of each."""
    return {
        "data_version": network.world.data_version,
        **to_network_document(network.report, GLOSSARY),
    }


def plain_document(answer: Outcome | Sequence[Shift]) -> Any:
    """Return what a change changes as JSON values."""
    return plain(tuple(answer) if isinstance(answer, Sequence) else answer)


def network_files(network: FeastNetwork) -> Mapping[str, Callable[[], str]]:
    """Return what makes each file of the network, by its name."""
    return {
        "network.json": lambda: dumps(network_document(network), ensure_ascii=False, indent=1),
        "figures.csv": lambda: figures_csv(network.report, GLOSSARY),
        "pairs.csv": lambda: ties_csv(network.report),
        "network.graphml": lambda: to_graphml(network.graph),
    }


def what_if(network: FeastNetwork, changes: Sequence[Change]) -> Outcome:
    """Return what some changes, made one after the other, would change.

    Raises
    ------
    RequestError
        A change makes no sense: a number out of range, an unknown interest.
    UnknownRecordError
        A feast or port that does not exist.
    UnknownPlaceError
        A place that does not exist.
    """
    changed = apply_changes(
        network.world, network.programme, network.today, network.weights, changes
    )
    return compare(network.ties, Ties.of(changed, network.weights), network.sums)


def shifts_of(network: FeastNetwork, festival_id: str, most: int = MOST_SHIFT) -> tuple[Shift, ...]:
    """Return what moving a feast by up to some days either way would change.

    Raises
    ------
    UnknownRecordError
        The programme has no such feast.
    """
    return list_shifts(network.programme, festival_id, network.weights, most, network.today)


def reach_curve(
    network: FeastNetwork, festival_id: str, limits_s: Sequence[int]
) -> tuple[Reach, ...]:
    """Return how many people are within each of some times of a feast.

    Raises
    ------
    UnknownRecordError
        The programme has no such feast.
    """
    number, around = network.programme.number(festival_id), network.around
    own = replace(
        around,
        road_s=around.road_s[[number]],
        with_ferry_s={name: table[[number]] for name, table in around.with_ferry_s.items()},
    )
    return list_reach(own, limits_s)[0]


def partners_of(network: FeastNetwork, festival_id: str) -> tuple[Partner, ...]:
    """Return the sights and businesses that go with a feast.

    Raises
    ------
    UnknownRecordError
        The programme has no such feast.
    """
    number, near = network.programme.number(festival_id), network.near
    days = network.programme.editions[number].days
    catalogue = network.world.catalogue
    found = []
    for record_id, drive_s in zip(near.ids, near.drive_s[number].tolist(), strict=True):
        sight = catalogue.attractions.get(record_id)
        record = sight or catalogue.businesses[record_id]
        is_open = None if sight is None else count_open_days(sight, days)
        found.append(Neighbour(record, drive_s, is_open))
    return list_partners(network.programme.festivals[number], len(days), found)


def count_open_days(sight: Attraction, days: Sequence[date]) -> int | None:
    """Return on how many of some days a sight is open, None where no source says."""
    if not sight.hours_known:
        return None
    hours = (sight.opening_hours, sight.category)
    return sum(opening_window(*hours, day, sight.country) is not None for day in days)


def find_feast(network: FeastNetwork, text: str) -> str:
    """Return the id of the feast of an id, or of a part that fits the id or name of one alone.

    Raises
    ------
    UnknownRecordError
        It fits none, or more than one; carries what it may mean.
    """
    known = {one.id: fold(f"{one.id} {one.name}") for one in network.programme.festivals}
    if text in known:
        return text
    fits = [name for name, folded in known.items() if fold(text) and fold(text) in folded]
    if len(fits) == 1:
        return fits[0]
    raise UnknownRecordError("feast", text, fits[:3] or get_close_matches(text, known, n=3))


def twin_trip(network: FeastNetwork, link: Link) -> dict[str, Any]:
    """Return the document of a trip request that takes in both feasts of a link.

    It starts at the gateway nearest to the first, ends where it likes, and leaves a driving day
    on either side.
    """
    report = network.report
    number = network.programme.number(link.origin)
    port = network.world.gazetteer.ports.get(report.feasts[number].gateway)
    start = port.place_id if port else network.programme.festivals[number].municipality
    most = link.wait_days + 2 + ceil(link.travel_s / DRIVING_DAY_S)
    return {
        "start": {"place": start},
        "end": "anywhere",
        "earliest": (link.leave - timedelta(days=1)).isoformat(),
        "latest": (link.arrive + timedelta(days=1)).isoformat(),
        "days": {"min": link.wait_days + 1, "max": min(most, link.wait_days + 3)},
        "must": [link.origin, link.destination],
        "time_limit_s": TRIP_SEARCH_S,
    }
