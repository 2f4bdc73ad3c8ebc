"""All figures of the network at once, and the glossary that says what each means."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import numpy as np

from planner.graph.ties import FORMULAS, Ties
from planner.insight.chains import lengths_without, list_chains, list_threes
from planner.insight.doubts import Doubts, measure_doubts, partners_of
from planner.insight.reach import Surroundings, list_access, list_reach
from planner.insight.seasons import flattening, measure_seasonality
from planner.insight.structure import Structure, measure_structure
from planner.insight.weeks import list_all_gaps, list_weeks
from planner.model.network import (
    Dated,
    Definition,
    FeastFigures,
    Figure,
    NetworkReport,
    Seasonality,
)

BAGGIO = "Baggio, Scott & Cooper 2010"
ROSSELLO = "Rosselló & Sansó 2017"
GLOSSARY: Mapping[str, Definition] = MappingProxyType(
    {
        **FORMULAS,
        "feasts": Definition("feasts with a known edition", ""),
        "links": Definition("number of ordered pairs j, k with a link", ""),
        "threes": Definition("number of ordered j, k, l whose days follow each other by links", ""),
        "longest": Definition("feasts of the longest chain, each feast once", ""),
        "density": Definition("2 m / (n (n - 1)), m pairs joined by a link", BAGGIO),
        "clustering": Definition("mean share of a feast's partners that are partners", BAGGIO),
        "efficiency": Definition("1 / (n (n - 1)) * sum of 1 / d_ij, d in links", BAGGIO),
        "modularity": Definition("Newman's Q of the groups by greedy modularity", BAGGIO),
        "area_modularity": Definition("Newman's Q of the five areas as groups", BAGGIO),
        "betweenness": Definition("share of shortest paths that pass through", BAGGIO),
        "gini": Definition("2 sum(i y_i) / (n sum(y)) - (n + 1) / n, months ascending", ROSSELLO),
        "variation": Definition("sd(y) / mean(y), sd of the population", "Rico et al. 2021"),
        "entropy": Definition("-sum p ln p, p = share of a month", ROSSELLO),
        "redundancy": Definition("1 - entropy / ln 12", ROSSELLO),
        "off_season_share": Definition("share of feast-days in months below the mean", ""),
        "flattening": Definition("Gini without the feast - Gini with it", ""),
        "reach": Definition("inhabitants of places within a time of travel", "DG REGIO 2019"),
        "access": Definition("drive from the nearest gateway, less the median", ""),
        "gap": Definition("run of weeks without a feast in an area, July and August left out", ""),
        "stability": Definition(
            "runs with the same three best linked feasts, times off by 25 %", ""
        ),
    }
)


def list_figures(
    ties: Ties, shape: Structure, year: Seasonality, doubts: Doubts, access_s: float
) -> tuple[Figure, ...]:
    """Return the figures of the whole network."""
    longest = max((len(chain.visits) for chain in list_chains(ties)), default=1)
    return (
        Figure("feasts", len(ties.programme.festivals)),
        Figure("links", int(ties.links.sum()), *doubts.links),
        Figure("threes", len(list_threes(ties))),
        Figure("longest", longest),
        Figure("clash", float(np.triu(ties.clash, 1).sum()), *doubts.clash),
        Figure("complement", float(np.triu(ties.complement, 1).sum()), *doubts.complement),
        Figure("density", shape.density),
        Figure("clustering", shape.clustering),
        Figure("efficiency", shape.efficiency),
        Figure("modularity", shape.modularity),
        Figure("area_modularity", shape.area_modularity),
        Figure("gini", year.gini),
        Figure("variation", year.variation),
        Figure("entropy", year.entropy),
        Figure("redundancy", year.redundancy),
        Figure("off_season_share", year.off_season_share),
        Figure("access", access_s),
    )


def list_feast_figures(
    ties: Ties, shape: Structure, doubts: Doubts, around: Surroundings
) -> tuple[FeastFigures, ...]:
    """Return the figures of each feast."""
    names, partners = ties.programme.festivals, partners_of(ties.links).tolist()
    threes, shorter = list_threes(ties), lengths_without(ties)
    in_threes = [0] * len(names)
    for three in threes:
        for number in three:
            in_threes[number] += 1
    links = (ties.links.sum(axis=0) + ties.links.sum(axis=1)).tolist()
    flat, reach, (access, _) = flattening(ties.programme), list_reach(around), list_access(around)
    return tuple(
        FeastFigures(
            festival.id,
            partners[n],
            int(doubts.partners[:, n].min()),
            int(doubts.partners[:, n].max()),
            shape.betweenness[n],
            float(ties.clash[n].sum()),
            links[n],
            in_threes[n],
            shorter.get(festival.id),
            flat[n],
            access[n].gateway,
            access[n].duration_s,
            access[n].gap_s,
            reach[n],
            shape.community[n],
        )
        for n, festival in enumerate(names)
    )


def make_report(
    ties: Ties,
    around: Surroundings,
    today: date,
    dated: tuple[tuple[Dated, ...], tuple[str, ...]],
    seed: int = 0,
) -> NetworkReport:
    """Make all figures of a programme.

    Parameters
    ----------
    dated
        The days taken, and the feasts without a known edition.
    """
    shape, year = measure_structure(ties), measure_seasonality(ties.programme)
    doubts, weeks = measure_doubts(ties, seed), list_weeks(ties.programme, today)
    return NetworkReport(
        today=today,
        dated=dated[0],
        undated=dated[1],
        figures=list_figures(ties, shape, year, doubts, list_access(around)[1]),
        feasts=list_feast_figures(ties, shape, doubts, around),
        links=ties.list_links(),
        ties=ties.list_ties(),
        chains=list_chains(ties),
        weeks=weeks,
        gaps=list_all_gaps(weeks),
        seasonality=year,
        stability=doubts.stability,
        weights=ties.weights,
    )
