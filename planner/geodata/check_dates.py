"""Faults of dates and hours: rules that do not fit the known editions, hours that do not parse."""

from collections.abc import Iterator
from datetime import date

from planner.errors import DataError
from planner.geodata.catalogue import make_rule
from planner.geodata.check_tables import Tables
from planner.geodata.editions import by_variant, unite
from planner.geodata.opening_hours import UNKNOWN, parse_hours
from planner.geodata.tables import Row
from planner.model.clock import seconds_of
from planner.model.festival import Edition, TimingRule

FIRST_YEAR = 2013
"""Editions before this year say little about today's rule."""
YEARS_TRIED = 7
"""Years, from the region's first on, in one of which a rule has to give a day."""
NEAR_DAYS = 14
"""Farthest that a day of a known edition may lie from a day that its rules give."""


def rule_faults(tables: Tables) -> Iterator[DataError]:
    """Find rules that do not parse or give no day."""
    first = min((row.integer("first_year") for row in tables["region"]), default=FIRST_YEAR)
    years = range(first, first + YEARS_TRIED)
    for row in tables["timing_rules"]:
        try:
            if not any(unite((make_rule(row),), year) for year in years):
                yield row.fault(
                    f"rrule {row.text('rrule')!r} gives no day from {years[0]} to {years[-1]}"
                )
        except ValueError as error:
            yield row.fault(f"rrule {error}")


def edition_faults(tables: Tables) -> Iterator[DataError]:
    """Find known editions whose days are no days of their year, or that no rule would give."""
    rules = [make_rule(row) for row in tables["timing_rules"] if parses(make_rule(row))]
    seen: dict[tuple[str, int], int] = {}
    for row in tables["editions"]:
        festival_id, year, days = row.text("festival_id"), row.integer("year"), row.days("dates")
        if list(days) != sorted(days):
            yield row.fault("dates do not ascend")
        if days[0].year != year:
            yield row.fault(f"dates begin in {days[0].year}, not in {year}")
        first = seen.setdefault((festival_id, year), row.line)
        if first != row.line:
            yield row.fault(f"{festival_id} has an edition of {year} in line {first} already")
        own = [rule for rule in rules if rule.festival_id == festival_id]
        if own and year >= FIRST_YEAR and not fits(row, own):
            yield row.fault(
                f"no rule of {festival_id} comes within {NEAR_DAYS} days of {row.text('dates')}; "
                "mend the rule, or name the year in its note"
            )


def parses(rule: TimingRule) -> bool:
    """Answer whether a rule can be expanded."""
    try:
        unite((rule,), FIRST_YEAR)
    except ValueError:
        return False
    return True


def fits(row: Row, rules: list[TimingRule]) -> bool:
    """Answer whether a variant gives a known edition, or a note owns up to the exception."""
    year = row.integer("year")
    if any(str(year) in rule.note for rule in rules):
        return True
    made = (unite(group, year) for group in by_variant(rules))
    return any(edition is not None and near(row.days("dates"), edition) for edition in made)


def near(days: tuple[date, ...], edition: Edition) -> bool:
    """Answer whether each day lies near some day of an edition."""
    return all(min(abs((day - own).days) for own in edition.days) <= NEAR_DAYS for day in days)


def hours_faults(tables: Tables) -> Iterator[DataError]:
    """Find hours that do not parse, feasts that close before they open, visits that do not fit."""
    for row in tables["festivals"]:
        opens_s, closes_s = seconds_of(row.clock("opens")), seconds_of(row.clock("closes"))
        if opens_s >= closes_s:
            yield row.fault(f"opens {row.text('opens')} is not before closes {row.text('closes')}")
        elif row.integer("stay_min") * 60 > closes_s - opens_s:
            yield row.fault(f"stay_min {row.text('stay_min')} is longer than the feast is open")
    for row in tables["attractions"]:
        if row.integer("stay_min") > row.integer("stay_max"):
            yield row.fault(f"stay_min {row.text('stay_min')} is more than stay_max")
        if row.text("opening_hours") != UNKNOWN:
            try:
                parse_hours(row.text("opening_hours"), row.text("country"))
            except ValueError as error:
                yield row.fault(f"opening_hours {error}")
