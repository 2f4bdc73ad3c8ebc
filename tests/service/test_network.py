"""The network of the tiny world by hand; a what-if equals a world made anew with the change."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import (
    NoConnectionError,
    PlannerError,
    RequestError,
    UnknownPlaceError,
    UnknownRecordError,
)
from planner.graph.ties import FORMULAS
from planner.model.itinerary import Status
from planner.model.network import Quarter, Weights
from planner.model.network_changes import (
    AddDays,
    AddFeast,
    AddFerry,
    Change,
    DropFerry,
    MoveEdition,
)
from planner.service import World, plan_trip, read_trip_request
from planner.service.network import (
    FeastNetwork,
    find_feast,
    load_network,
    partners_of,
    reach_curve,
    shifts_of,
    twin_trip,
    what_if,
)
from tests.town import FEASTS, build_catalogue, build_crossing, build_crossings, town_world
from tests.web.builder import build_edition

TODAY = date(2027, 9, 1)
PORTS = ("molo-port", "riva-port")


def network(world: World | None = None) -> FeastNetwork:
    """Return the network of the tiny world."""
    return load_network(world or town_world(), TODAY)


def test_figures_of_the_tiny_world_by_hand() -> None:
    report = network().report
    figures = {one.name: one.value for one in report.figures}

    # torta on 2 and 3, miele on 5 and 6, palio on 9 and 10 October; each leads to the later ones
    pairs = {(link.origin, link.destination) for link in report.links}
    assert pairs == {("torta", "miele"), ("miele", "palio"), ("torta", "palio")}
    assert (figures["feasts"], figures["links"], figures["threes"], figures["longest"]) == (
        3,
        3,
        1,
        3,
    )
    assert (figures["density"], figures["clustering"], figures["efficiency"]) == (1, 1, 1)
    assert figures["gini"] == pytest.approx(11 / 12)
    assert figures["clash"] == 0
    (chain,) = report.chains
    assert [(one.festival_id, one.day.day) for one in chain.visits] == [
        ("torta", 2),
        ("miele", 5),
        ("palio", 9),
    ]
    assert {one.festival_id: one.chain_without for one in report.feasts} == dict.fromkeys(FEASTS, 2)
    assert [one.links_lost for one in report.feasts] == [2, 2, 2]
    assert {one.wait_days for one in report.ties} == {2, 3, 6}


def test_reach_and_access_of_the_tiny_world_by_hand() -> None:
    found = network()
    feasts = {one.festival_id: one for one in found.report.feasts}
    within = {
        (one.quarter, one.limit_s): one.persons
        for one in reach_curve(found, "torta", [1_200, 1_800, 7_200, 30_000])
    }

    # a thousand people in each place; molo is 20 minutes from borgo, rocca 30
    assert [within[None, limit] for limit in (1_200, 1_800, 7_200)] == [2_000, 3_000, 3_000]
    assert within[None, 30_000] == 3_000
    assert within[Quarter.WINTER, 30_000] == 6_000
    assert feasts["palio"].gateway == feasts["torta"].gateway == "molo-port"
    assert feasts["palio"].access_s is not None
    assert feasts["palio"].access_s == (feasts["torta"].access_s or 0) + 30 * 60


def test_the_next_edition_counts_and_of_candidates_the_surest_first() -> None:
    late = build_edition("torta", date(2027, 10, 16), 1, id="torta-late", variant="observed")
    past = build_edition("torta", date(2027, 8, 1), 1, id="torta-past")
    known = build_catalogue()
    world = town_world(catalogue=replace(known, editions=(*known.editions, late, past)))
    (torta,) = [one for one in network(world).report.dated if one.festival_id == "torta"]

    assert (torta.days[0].day, torta.other_days) == (2, ((date(2027, 10, 16),),))
    later = load_network(town_world(), date(2027, 10, 7))
    assert later.undated == ("torta", "miele")
    with pytest.raises(NoConnectionError, match="no edition is known on 2027-10-11"):
        load_network(town_world(), date(2027, 10, 11))


def changed_world(changes: tuple[Change, ...]) -> World:
    """Return the tiny world with changes made in its tables."""
    catalogue, crossings = build_catalogue(), build_crossings()
    editions = {edition.festival_id: edition for edition in catalogue.editions}
    for change in changes:
        if isinstance(change, MoveEdition):
            old = editions[change.festival_id]
            days = tuple(day + timedelta(days=change.days) for day in old.days)
            editions[change.festival_id] = replace(old, days=days)
        elif isinstance(change, AddDays):
            old = editions[change.festival_id]
            more = (old.days[-1] + timedelta(days=n + 1) for n in range(change.days))
            editions[change.festival_id] = replace(old, days=(*old.days, *more))
        elif isinstance(change, DropFerry):
            crossings = ()
        elif isinstance(change, AddFerry):
            lands = time((change.depart.hour + 3) % 24)
            hours: dict[str, Any] = {"depart": change.depart, "arrive": lands, "duration_s": 10_800}
            ways = (("molo", "riva"), ("riva", "molo"))
            added = [build_crossing(*way, id=f"new-{way}", **hours) for way in ways]
            crossings = (*crossings, *added)
    editions_now = tuple(editions.values())
    return town_world(catalogue=replace(catalogue, editions=editions_now), crossings=crossings)


moves = st.builds(MoveEdition, st.sampled_from(list(FEASTS)), st.integers(-14, 40))
longer = st.builds(AddDays, st.sampled_from(list(FEASTS)), st.integers(1, 5))
drops = st.just(DropFerry(PORTS, ()))
adds = st.builds(AddFerry, st.just(PORTS), st.just(()), st.sampled_from([time(8), time(14)]))


@given(st.lists(st.one_of(moves, moves, longer, drops, adds), min_size=1, max_size=3))
@settings(max_examples=15)
def test_a_what_if_is_what_a_world_made_anew_gives(changes: list[Change]) -> None:
    outcome = what_if(network(), changes)
    anew = network(changed_world(tuple(changes)))

    assert outcome.before == network().sums
    assert outcome.after == anew.sums
    gained = {(link.origin, link.destination) for link in outcome.links_gained}
    known = {(link.origin, link.destination) for link in network().ties.list_links()}
    lost = {(link.origin, link.destination) for link in outcome.links_lost}
    assert known - lost | gained == {
        (link.origin, link.destination) for link in anew.ties.list_links()
    }


def test_without_ferries_the_islands_fall_apart_and_only_in_the_months_named() -> None:
    whole = what_if(network(), [DropFerry(PORTS, ())])
    other = what_if(network(), [DropFerry(PORTS, (11,))])

    assert (whole.before.links, whole.after.links) == (3, 1)
    assert {(one.origin, one.destination) for one in whole.links_lost} == {
        ("torta", "miele"),
        ("miele", "palio"),
    }
    assert other.after == other.before


def test_a_feast_thought_up_joins_those_around_it() -> None:
    outcome = what_if(network(), [AddFeast("Colle", date(2027, 10, 7), 1, ("sea",))])

    assert {(one.origin, one.destination) for one in outcome.links_gained} == {
        ("torta", "new-1"),
        ("miele", "new-1"),
        ("new-1", "palio"),
    }
    assert outcome.after.longest == 4


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        (MoveEdition("nobody", 1), UnknownRecordError, "nobody"),
        (MoveEdition("torta", 400), RequestError, "days: 400: choose a number from -366 to 366"),
        (AddDays("torta", 0), RequestError, "days: 0: choose"),
        (DropFerry(("molo", "nowhere"), ()), UnknownRecordError, "unknown ferry port 'nowhere'"),
        (DropFerry(("molo", "molo-port"), ()), RequestError, "molo-port twice: name two ports"),
        (AddFerry(PORTS, (13,), time(8)), RequestError, "months: 13"),
        (AddFerry(PORTS, (1,), time(8), 60), RequestError, "minutes: 1: choose"),
        (AddFeast("Nessuno", TODAY, 1, ()), UnknownPlaceError, "unknown place 'Nessuno'"),
        (AddFeast("Colle", TODAY, 1, ("gold",)), RequestError, "'gold': choose from food"),
        (AddFeast("Colle", TODAY, 99, ()), RequestError, "days: 99: choose"),
    ],
)
def test_changes_that_make_no_sense_are_refused(
    change: Change, error: type[PlannerError], says: str
) -> None:
    with pytest.raises(error, match=says):
        what_if(network(), [change])


def test_a_feast_is_found_by_a_part_of_its_name_that_fits_one_alone() -> None:
    found = network()

    assert find_feast(found, "PALI") == "palio"
    with pytest.raises(UnknownRecordError, match="did you mean"):
        find_feast(found, "sagra")
    with pytest.raises(UnknownRecordError, match="unknown feast ''"):
        find_feast(found, "")


def test_moves_and_partners_come_through_the_service() -> None:
    found = network()
    shifts = shifts_of(found, "miele", 3)

    assert [one.days for one in shifts] == [-3, -2, -1, 0, 1, 2, 3]
    (mill,) = [one for one in partners_of(found, "miele") if one.record_id == "mulino"]
    assert (mill.kind, mill.open_days, mill.days) == ("sight", 2, 2)
    assert all(one.drive_s <= 3_600 for one in partners_of(found, "torta"))


def test_the_festival_graph_holds_every_tie_with_its_formula() -> None:
    graph = network().graph
    kinds = {key for *_, key in graph.edges(keys=True)}

    assert {"travel", "link", "near", "theme", "complement"} >= kinds >= {"travel", "link", "near"}
    assert all(data["formula"] == FORMULAS[key].formula for *_, key, data in
               graph.edges(keys=True, data=True))  # fmt: skip
    assert graph.edges["torta", "miele", "link"]["wait_days"] == 2
    assert graph.edges["torta", "palio", "travel"]["winter_s"] == 30 * 60
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {"feast", "sight"}


@pytest.mark.slow
def test_a_twin_trip_is_worked_out_by_the_solver() -> None:
    world = town_world()
    link = network(world).report.links[0]
    document = twin_trip(network(world), link) | {"time_limit_s": 1.0}
    trip = plan_trip(world, read_trip_request(world, document))

    assert trip.status is not Status.INFEASIBLE
    assert trip.totals.festivals >= 2


def test_weights_change_what_is_a_link() -> None:
    found = load_network(town_world(), TODAY, Weights(most_wait_days=3))

    assert found.sums.links == 2
