"""The network as files: read back by other readers, and safe in a spreadsheet."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import networkx as nx
import pytest

from planner.export.network import figures_csv, plain, safe_cell, ties_csv, to_graphml
from planner.service.network import GLOSSARY, network_document, network_files
from tests.service.test_network import network
from tests.town import build_catalogue, build_feast, town_world
from tests.web.builder import HOSTILE


def test_every_figure_names_its_formula_and_its_source_or_that_it_is_ours() -> None:
    rows = list(csv.DictReader(StringIO(figures_csv(network().report, GLOSSARY))))

    assert {row["figure"] for row in rows} >= {"links", "density", "gini", "clash"}
    assert all(row["formula"] for row in rows)
    assert all((row["own_definition"] == "yes") == (row["source"] == "") for row in rows)
    assert next(row["own_definition"] for row in rows if row["figure"] == "clash") == "yes"


def test_pairs_tell_ties_and_links_both_ways() -> None:
    rows = list(csv.DictReader(StringIO(ties_csv(network().report))))

    assert len(rows) == 3
    assert rows[0]["first_to_second"] == "2027-10-03/2027-10-05"
    assert rows[0]["second_to_first"] == ""
    assert float(rows[0]["overlap"]) == 0


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("plain") == "plain"


def test_the_document_is_strict_json_and_says_what_things_mean() -> None:
    document = network_document(network())
    text = json.dumps(document, allow_nan=False)

    assert json.loads(text) == document
    assert document["definitions"]["clash"]["own_definition"] is True
    assert document["definitions"]["gini"]["source"]
    assert plain(float("inf")) is None


def test_the_graph_comes_back_from_graphml_as_it_was() -> None:
    found = network()
    again: Any = nx.read_graphml(BytesIO(to_graphml(found.graph).encode()), force_multigraph=True)

    assert set(again.nodes) == set(found.graph.nodes)
    assert sorted(again.edges(keys=True)) == sorted(found.graph.edges(keys=True))
    edge = again.edges["torta", "miele", "link"]
    assert edge["travel_s"] == found.graph.edges["torta", "miele", "link"]["travel_s"]


def test_hostile_names_and_control_characters_stay_text_in_every_file() -> None:
    name = HOSTILE + "\x00\x08]]>"
    feasts = {one: build_feast(one, name=name) for one in ("torta", "miele", "palio")}
    found = network(town_world(catalogue=build_catalogue(festivals=feasts)))
    again = nx.read_graphml(BytesIO(to_graphml(found.graph).encode()), force_multigraph=True)

    assert again.nodes["torta"]["name"] == HOSTILE + "]]>"
    assert set(network_files(found)) == {
        "network.json",
        "figures.csv",
        "pairs.csv",
        "network.graphml",
    }
    assert json.loads(network_files(found)["network.json"]())["dated"][0]["festival_id"] == "torta"
