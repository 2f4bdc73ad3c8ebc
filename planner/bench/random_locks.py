"""Random wishes about single days: visits, whole days, orders, lengths of visits, nights."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from planner.model.festival import Edition
from planner.model.journey import Spot

Document = dict[str, Any]
NIGHT_PLACE = "bastia"
"""A place of the gazetteer that most trips can reach, for nights."""


def lock_something(
    chance: Random, document: Document, editions: Sequence[Edition], spots: Sequence[Spot]
) -> None:
    """Add a few wishes about days to a request that has none yet; they may clash with others.

    Parameters
    ----------
    editions
        Feasts with a day in the request's window.
    spots
        Everything that may be visited.
    """
    first, last = (date.fromisoformat(document[end]) for end in ("earliest", "latest"))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    allowed = [spot.id for spot in spots if spot.id not in document.get("avoid", ())]
    makers = (lock_feasts, lock_sights, fix_day, lengthen, sleep_somewhere)
    for make in chance.sample(makers, chance.choice((1, 1, 2))):
        make(chance, document, days, allowed, editions)


def lock_feasts(
    chance: Random,
    document: Document,
    days: Sequence[date],
    allowed: Sequence[str],
    editions: Sequence[Edition],
) -> None:
    """Keep one feast of the window to one of its days."""
    usable = [
        (edition.festival_id, day)
        for edition in editions
        for day in edition.days
        if days[0] <= day <= days[-1] and edition.festival_id in allowed
    ]
    taken = set(names_of(document))
    usable = [one for one in usable if one[0] not in taken]
    if usable:
        name, day = chance.choice(usable)
        document.setdefault("locked", []).append({"id": name, "date": day.isoformat()})


def lock_sights(
    chance: Random,
    document: Document,
    days: Sequence[date],
    allowed: Sequence[str],
    _: Sequence[Edition],
) -> None:
    """Keep one or two visits to a day, one of them maybe to a time, in an order maybe."""
    free = [name for name in allowed if name not in names_of(document)]
    day = chance.choice(days).isoformat()
    chosen = chance.sample(free, chance.randint(1, 2))
    locks: list[Document] = [{"id": name, "date": day} for name in chosen]
    if chance.random() < 0.3:
        locks[0]["at"] = f"{chance.randint(9, 17):02}:{chance.choice((0, 10, 15, 30)):02}"
    document.setdefault("locked", []).extend(locks)
    if chance.random() < 0.5:
        document["order"] = chosen


def fix_day(
    chance: Random,
    document: Document,
    days: Sequence[date],
    allowed: Sequence[str],
    _: Sequence[Edition],
) -> None:
    """Give a day without locks exactly some visits, or none."""
    locked = {one["date"] for one in document.get("locked", ())}
    free = [name for name in allowed if name not in names_of(document)]
    open_days = [day.isoformat() for day in days if day.isoformat() not in locked]
    if open_days:
        visits = chance.sample(free, chance.choice((0, 1, 1, 2)))
        document["fixed_days"] = [{"date": chance.choice(open_days), "visits": visits}]


def lengthen(
    chance: Random,
    document: Document,
    days: Sequence[date],
    allowed: Sequence[str],
    _: Sequence[Edition],
) -> None:
    """Give some visits own lengths."""
    chosen = chance.sample(allowed, min(len(allowed), len(days), 5))
    document["stays"] = {name: chance.choice((15, 20, 45, 90, 240, 600)) for name in chosen}


def sleep_somewhere(
    chance: Random,
    document: Document,
    days: Sequence[date],
    allowed: Sequence[str],
    _: Sequence[Edition],
) -> None:
    """Spend a night in a chosen place."""
    start = document["start"]
    place = start if isinstance(start, str) and chance.random() < 0.5 else NIGHT_PLACE
    night = chance.choice(days)
    if allowed:
        document["nights_at"] = [{"date": night.isoformat(), "place": place}]


def names_of(document: Document) -> list[str]:
    """Return the ids that have a day already."""
    fixed = [name for day in document.get("fixed_days", ()) for name in day["visits"]]
    return [one["id"] for one in document.get("locked", ())] + fixed
