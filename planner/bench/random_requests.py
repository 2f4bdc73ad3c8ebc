"""Random requests to the catalogue, made as broadly as people ask, and some that are not sound.

Each request has dice of its own, thrown by the seed and its number, so that any of them can be made
alone, in any order and in any process.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from planner.bench.random_locks import lock_something
from planner.model.festival import Attraction, DateStatus, Edition, Festival, Interest
from planner.model.journey import Spot
from planner.model.place import Coordinate
from planner.model.request import MOST_WINDOW_DAYS, Pace, Season, TravelMode
from planner.service import World
from planner.travel.reach import GATEWAYS

Document = dict[str, Any]
MOST_DAYS = 14
SPARE_DAYS = (0, 0, 0, 1, 2, 3, 5, 7, 14, 30)
"""Days of the window beyond those of the trip; each is as likely as any other."""
UNSOUND_SHARE, TRANSIT_SHARE, LOCK_SHARE = 0.05, 0.1, 0.08
NEAR_DEGREES = 0.2
"""A point on the map lies no farther from a known place, in longitude and in latitude."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A request as a JSON object, and whether it has to be refused."""

    number: int
    document: Document
    unsound: bool = False


@dataclass(frozen=True)
class RequestMaker:
    """Makes the requests of one seed between two days, both counted."""

    world: World
    seed: int
    first: date
    last: date
    limit_s: float

    def make(self, number: int) -> Wish:
        """Return the request of a number."""
        chance = Random(f"{self.seed} {number}")
        document: Document = {
            "start": self.place(chance),
            **self.when(chance),
            **self.wishes(chance),
            "time_limit_s": self.limit_s,
        }
        if chance.random() < 0.7:
            document["end"] = chance.choice((None, "anywhere", self.place(chance)))
        if chance.random() < TRANSIT_SHARE:
            document["mode"] = TravelMode.TRANSIT.value
        self.choose_records(chance, document)
        if chance.random() < LOCK_SHARE:
            lock_something(chance, document, self.editions(document), self.spots)
        if chance.random() < UNSOUND_SHARE:
            return Wish(number, chance.choice(FLAWS)(document), True)
        return Wish(number, document)

    @property
    def spots(self) -> Sequence[Spot]:
        """Everything that may be visited."""
        feasts = self.world.catalogue.festivals.values()
        records: tuple[Festival | Attraction, ...] = (*feasts, *self.sights)
        return [Spot(one.id, one.name, one.coordinate, one.country) for one in records]

    @property
    def sights(self) -> Sequence[Attraction]:
        """All sights."""
        return list(self.world.catalogue.attractions.values())

    def editions(self, document: Document) -> Sequence[Edition]:
        """Return the editions with a day in the window of a request."""
        first, last = (date.fromisoformat(document[end]) for end in ("earliest", "latest"))
        return self.world.catalogue.list_editions(first, last)

    def place(self, chance: Random) -> Any:
        """Return a start or an end: mostly a gateway, also any place, or a point near one."""
        gazetteer = self.world.gazetteer
        kind = chance.random()
        if kind < 0.6:
            return gazetteer.ports[chance.choice(GATEWAYS)].place_id
        place = chance.choice(list(gazetteer.places.values()))
        if kind < 0.85:
            return place.id if kind < 0.75 else {"place": place.id}
        return point_near(chance, place.coordinate)

    def when(self, chance: Random) -> Document:
        """Return a window of the year and the length of the trip, exact, as a range or unsaid."""
        days = chance.randint(1, MOST_DAYS)
        window = min(days + chance.choice(SPARE_DAYS), MOST_WINDOW_DAYS)
        latest_begin = (self.last - self.first).days + 1 - window
        begin = self.first + timedelta(days=chance.randint(0, latest_begin))
        end = begin + timedelta(days=window - 1)
        dates: Document = {"earliest": begin.isoformat(), "latest": end.isoformat()}
        if window == days and chance.random() < 0.5:
            return dates
        least = chance.randint(1, days)
        return dates | {"days": chance.choice((days, {"min": least, "max": days}))}

    def wishes(self, chance: Random) -> Document:
        """Return some of the wishes that stand for themselves."""
        wishes: dict[str, Callable[[], Any]] = {
            "pace": lambda: chance.choice(list(Pace)).value,
            "max_drive_h": lambda: chance.choice((0.5, 1, 1.5, 2, 2.5, 3, 5, 6, 8, 12)),
            "max_trip_drive_h": lambda: chance.choice((0.25, 1, 2, 4, 6, 10, 20)),
            "max_crossings": lambda: chance.randint(0, 4),
            "interests": lambda: {
                one.value: round(chance.random(), 2) for one in Interest if chance.random() < 0.6
            },
            "season": lambda: chance.choice(list(Season)).value,
            "date_status": lambda: chance.choice(list(DateStatus)).value,
            "unconfirmed_crossings": lambda: True,
            "day_start": lambda: f"{chance.randint(6, 11):02}:{chance.choice((0, 15, 30)):02}",
            "day_end": lambda: f"{chance.randint(17, 23):02}:{chance.choice((0, 30, 45)):02}",
            "party": lambda: {"adults": chance.randint(1, 5), "children": chance.randint(0, 3)},
            "seed": lambda: chance.randrange(2**31),
            "areas": lambda: self.some_areas(chance),
            "nights": lambda: self.some_nights(chance),
        }
        rare = {"date_status", "nights", "day_start", "day_end"}
        return {
            name: make()
            for name, make in wishes.items()
            if chance.random() < (0.08 if name in rare else 0.2)
        }

    def some_areas(self, chance: Random) -> list[str]:
        """Return one to all of the areas."""
        areas = [area.value for area in self.world.catalogue.areas]
        return chance.sample(areas, chance.randint(1, len(areas)))

    def some_nights(self, chance: Random) -> list[str]:
        """Return the places in which alone one wants to sleep."""
        return chance.sample(list(self.world.gazetteer.places), chance.randint(1, 12))

    def choose_records(self, chance: Random, document: Document) -> None:
        """Add what has to be in and what has to be out: mostly feasts of the window."""
        held = sorted({edition.festival_id for edition in self.editions(document)})
        feasts, sights = sorted(self.world.catalogue.festivals), [one.id for one in self.sights]
        must: set[str] = set()
        if held and chance.random() < 0.25:
            must |= set(chance.sample(held, min(len(held), chance.choice((1, 1, 1, 2, 3)))))
        if chance.random() < 0.15:
            must |= set(chance.sample(sights, chance.choice((1, 1, 2, 5))))
        if chance.random() < 0.03:
            must.add(chance.choice(feasts))
        avoid: set[str] = set()
        if chance.random() < 0.2:
            avoid |= set(chance.sample([*feasts, *sights], chance.randint(1, 10)))
        if held and chance.random() < 0.1:
            avoid.add(chance.choice(held))
        for name, chosen in (("must", must), ("avoid", avoid - must)):
            if chosen:
                document[name] = sorted(chosen)


def point_near(chance: Random, coordinate: Coordinate) -> dict[str, float]:
    """Return a point on the map near another, maybe at sea."""
    return {
        "lon": round(coordinate.lon + chance.uniform(-NEAR_DEGREES, NEAR_DEGREES), 4),
        "lat": round(coordinate.lat + chance.uniform(-NEAR_DEGREES, NEAR_DEGREES), 4),
    }


FLAWS: Sequence[Callable[[Document], Document]] = (
    lambda document: document | {"start": "Nowhere at all"},
    lambda document: document | {"start": {"lon": -30.0, "lat": 10.0}},
    lambda document: {name: value for name, value in document.items() if name != "earliest"},
    lambda document: document | {"earliest": "1999-02-03"},
    lambda document: document | {"latest": "2027-02-30"},
    lambda document: document | {"days": {"min": 9, "max": 3}},
    lambda document: document | {"days": 0},
    lambda document: document | {"must": ["no-such-feast"]},
    lambda document: document | {"must": document["start"]},
    lambda document: document | {"pace": "leisurely"},
    lambda document: document | {"max_drive_h": float("nan")},
    lambda document: document | {"max_crossings": -1},
    lambda document: document | {"day_start": "20:00", "day_end": "08:00"},
    lambda document: document | {"interests": {"food": "much"}},
    lambda document: document | {"areas": []},
    lambda document: document | {"holiday": True},
)
"""What makes any request one that has to be refused."""
