"""When festivals take place: editions made of timing rules, and those whose days are known.

Rules are iCalendar RRULEs (RFC 5545) as python-dateutil reads them, with its BYEASTER.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from dateutil.rrule import rrulestr

from planner.model.festival import DateStatus, Edition, TimingRule

COARSE = ("FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=DAILY")
KNOWN = "known"
"""Variant of an edition whose days a source states."""
SOURCE = "source"
"""Basis of such an edition."""
CANCELLED = "cancelled"
"""What a source says of an edition that was called off."""


def rule_days(rrule: str, year: int) -> list[date]:
    """Return the days of one year that a rule gives; a count begins on 1 January.

    Raises
    ------
    ValueError
        The rule does not parse, or it is finer than days.
    """
    if not any(part in COARSE for part in rrule.split(";")):
        raise ValueError(f"{rrule!r} has to repeat by days, weeks, months or years")
    first, last = datetime(year, 1, 1), datetime(year, 12, 31)
    try:
        return [
            moment.date() for moment in rrulestr(rrule, dtstart=first).between(first, last, True)
        ]
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ValueError(f"{rrule!r} is no RRULE: {error}") from error


def edition_days(rule: TimingRule, year: int) -> set[date]:
    """Return the days of the feast that one rule gives for a year.

    Raises
    ------
    ValueError
        The rule does not parse.
    """
    first_days = (day + timedelta(rule.offset_days) for day in rule_days(rule.rrule, year))
    return {first + timedelta(n) for first in first_days for n in range(rule.duration_days)}


def unite(rules: tuple[TimingRule, ...], year: int) -> Edition | None:
    """Return the candidate edition of a year: rules of one variant put together.

    Its status is that of the least sure rule.  None where no rule gives a day.

    Raises
    ------
    ValueError
        A rule does not parse.
    """
    days = set().union(*(edition_days(rule, year) for rule in rules))
    if not days:
        return None
    head = rules[0]
    return Edition(
        id=f"{head.festival_id}-{year}-{head.variant}",
        festival_id=head.festival_id,
        days=tuple(sorted(days)),
        date_status=max((rule.date_status for rule in rules), key=lambda status: status.rank),
        variant=head.variant,
        basis=" | ".join(describe(rule) for rule in rules),
        note=" ".join(dict.fromkeys(rule.note for rule in rules if rule.note)),
        sources=tuple(dict.fromkeys(source for rule in rules for source in rule.sources)),
    )


def describe(rule: TimingRule) -> str:
    """Return a rule in one line: RRULE, shift of the first day, length."""
    shift = f" {rule.offset_days:+d}d" if rule.offset_days else ""
    return f"{rule.rrule}{shift} for {rule.duration_days}d"


def by_variant(rules: Iterable[TimingRule]) -> list[tuple[TimingRule, ...]]:
    """Return the rules that belong together: of one festival, in one variant."""
    ordered = sorted(rules, key=lambda rule: (rule.festival_id, rule.variant))
    groups = groupby(ordered, key=lambda rule: (rule.festival_id, rule.variant))
    return [tuple(group) for _key, group in groups]


def expand_rules(rules: Iterable[TimingRule], years: range) -> Iterator[tuple[int, Edition]]:
    """Yield year and candidate edition, one a year for each festival and variant.

    Raises
    ------
    ValueError
        A rule does not parse.
    """
    for group in by_variant(rules):
        for year in years:
            edition = unite(group, year)
            if edition is not None:
                yield year, edition


def status_of(stated: str) -> DateStatus:
    """Return how sure the days of a known edition are: held or called off, they are certain."""
    return DateStatus.CONFIRMED if stated in {"held", CANCELLED} else DateStatus(stated)


def merge_editions(
    known: Iterable[tuple[int, Edition]], ruled: Iterable[tuple[int, Edition]]
) -> tuple[Edition, ...]:
    """Return all editions, earliest first; a known one replaces those that rules give that year."""
    surest = list(known)
    taken = {(edition.festival_id, year) for year, edition in surest}
    kept = [edition for year, edition in ruled if (edition.festival_id, year) not in taken]
    kept += [edition for _year, edition in surest]
    return tuple(sorted(kept, key=lambda e: (e.days[0], e.festival_id, e.variant)))
