"""The programme: one edition of each feast, and typical travel times between them by month."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from planner.errors import UnknownRecordError
from planner.model.clock import seconds_of
from planner.model.festival import Edition, Festival


@dataclass(frozen=True)
class Programme:
    """Feasts with the edition that is taken of each, in the same order."""

    festivals: tuple[Festival, ...]
    editions: tuple[Edition, ...]
    travel_s: NDArray[np.float64]
    """Door-to-door times by month of departure, shape (12, n, n) [s]; inf where nothing leads."""

    def __post_init__(self) -> None:
        size = len(self.festivals)
        if len(self.editions) != size or self.travel_s.shape != (12, size, size):
            raise ValueError(f"{size} feasts, {len(self.editions)} editions, {self.travel_s.shape}")

    def number(self, festival_id: str) -> int:
        """Return the place of a feast.

        Raises
        ------
        UnknownRecordError
            The programme has no such feast.
        """
        for number, festival in enumerate(self.festivals):
            if festival.id == festival_id:
                return number
        raise UnknownRecordError("festival of the programme", festival_id)

    def with_days(self, festival_id: str, days: Sequence[date]) -> "Programme":
        """Return the programme with other days for one feast."""
        number = self.number(festival_id)
        edition = replace(self.editions[number], days=tuple(sorted(set(days))))
        editions = (*self.editions[:number], edition, *self.editions[number + 1 :])
        return replace(self, editions=editions)

    def moved(self, festival_id: str, by_days: int) -> "Programme":
        """Return the programme with one edition moved as a whole."""
        days = self.editions[self.number(festival_id)].days
        return self.with_days(festival_id, [day + timedelta(days=by_days) for day in days])

    def lengthened(self, festival_id: str, by_days: int) -> "Programme":
        """Return the programme with some days more after the last day of one edition."""
        days = self.editions[self.number(festival_id)].days
        more = [days[-1] + timedelta(days=number + 1) for number in range(by_days)]
        return self.with_days(festival_id, [*days, *more])

    def without(self, festival_id: str) -> "Programme":
        """Return the programme without one feast."""
        number = self.number(festival_id)
        kept = [k for k in range(len(self.festivals)) if k != number]
        return Programme(
            tuple(self.festivals[k] for k in kept),
            tuple(self.editions[k] for k in kept),
            self.travel_s[np.ix_(range(12), kept, kept)],
        )


@dataclass(frozen=True)
class FeastDays:
    """Every day of every feast as a possible visit, the earliest first; arrays of one length."""

    feast: NDArray[np.int64]
    """Number of the feast in the programme."""
    day: NDArray[np.int64]
    """Ordinal of the day."""
    next_month: NDArray[np.int64]
    """Month of the morning after, January = 0."""
    entry_s: NDArray[np.int64]
    """Latest clock time at which a whole visit can still begin [s since midnight]."""
    opens_s: NDArray[np.int64]
    last_day: NDArray[np.int64]
    """Ordinal of the last day of each feast, shape (feasts,)."""

    @classmethod
    def of(cls, programme: Programme) -> "FeastDays":
        """List the days of a programme."""
        rows = sorted(
            (day.toordinal(), number)
            for number, edition in enumerate(programme.editions)
            for day in edition.days
        )
        feasts = [number for _, number in rows]
        days = np.array([day for day, _ in rows], dtype=np.int64)
        months = [date.fromordinal(day + 1).month - 1 for day, _ in rows]
        entry_s, opens_s = [], []
        for number in feasts:
            festival = programme.festivals[number]
            opens = seconds_of(festival.opens)
            opens_s.append(opens)
            entry_s.append(max(opens, seconds_of(festival.closes) - festival.stay_s))
        last = [edition.days[-1].toordinal() for edition in programme.editions]
        return cls(
            np.array(feasts, dtype=np.int64),
            days,
            np.array(months, dtype=np.int64),
            np.array(entry_s, dtype=np.int64),
            np.array(opens_s, dtype=np.int64),
            np.array(last, dtype=np.int64),
        )
