"""Random wishes about single days: visits, whole days, orders, lengths of visits, nights."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    locker = Locker(chance, document, days, allowed, editions)
    makers = (
        locker.lock_feasts, locker.lock_sights, locker.fix_day, locker.lengthen,
        locker.sleep_somewhere,
    )  # fmt: skip
    for make in chance.sample(makers, chance.choice((1, 1, 2))):
        make()


@dataclass(frozen=True, slots=True)
class Locker:
    """Adds wishes about the days of one request, drawn by dice."""

    chance: Random
    document: Document
    days: Sequence[date]
    allowed: Sequence[str]
    """Ids of all that may be visited."""
    editions: Sequence[Edition]

    @property
    def taken(self) -> list[str]:
        """The ids that have a day already."""
        fixed = [name for day in self.document.get("fixed_days", ()) for name in day["visits"]]
        return [one["id"] for one in self.document.get("locked", ())] + fixed

    @property
    def free(self) -> list[str]:
        """The ids that have no day yet."""
        taken = self.taken
        return [name for name in self.allowed if name not in taken]

    def lock_feasts(self) -> None:
        """Keep one feast of the window to one of its days."""
        free = set(self.free)
        usable = [
            (edition.festival_id, day)
            for edition in self.editions
            for day in edition.days
            if self.days[0] <= day <= self.days[-1] and edition.festival_id in free
        ]
        if usable:
            name, day = self.chance.choice(usable)
            self.document.setdefault("locked", []).append({"id": name, "date": day.isoformat()})

    def lock_sights(self) -> None:
        """Keep one or two visits to a day, one of them maybe to a time, in an order maybe."""
        chance, free = self.chance, self.free
        day = chance.choice(self.days).isoformat()
        chosen = chance.sample(free, chance.randint(1, 2))
        locks: list[Document] = [{"id": name, "date": day} for name in chosen]
        if chance.random() < 0.3:
            locks[0]["at"] = f"{chance.randint(9, 17):02}:{chance.choice((0, 10, 15, 30)):02}"
        self.document.setdefault("locked", []).extend(locks)
        if chance.random() < 0.5:
            self.document["order"] = chosen

    def fix_day(self) -> None:
        """Give a day without locks exactly some visits, or none."""
        locked = {one["date"] for one in self.document.get("locked", ())}
        open_days = [day.isoformat() for day in self.days if day.isoformat() not in locked]
        if open_days:
            visits = self.chance.sample(self.free, self.chance.choice((0, 1, 1, 2)))
            self.document["fixed_days"] = [
                {"date": self.chance.choice(open_days), "visits": visits}
            ]

    def lengthen(self) -> None:
        """Give some visits own lengths."""
        count = min(len(self.allowed), len(self.days), 5)
        chosen = self.chance.sample(self.allowed, count)
        self.document["stays"] = {
            name: self.chance.choice((15, 20, 45, 90, 240, 600)) for name in chosen
        }

    def sleep_somewhere(self) -> None:
        """Spend a night in a chosen place."""
        start = self.document["start"]
        at_start = isinstance(start, str) and self.chance.random() < 0.5
        night = self.chance.choice(self.days)
        if self.allowed:
            place = start if at_start else NIGHT_PLACE
            self.document["nights_at"] = [{"date": night.isoformat(), "place": place}]
