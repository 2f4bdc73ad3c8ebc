"""From moves to the days of an itinerary, with true local times."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from planner.model.clock import DAY_S, TripClock
from planner.model.emissions import Emissions
from planner.model.itinerary import DayItem, DayPlan, Night, Totals, Visit, VisitKind
from planner.model.journey import FerryFacts, Leg, Spot, WayPart
from planner.model.timetable import Mode
from planner.optimise.mapping import Candidate, TripNodes
from planner.optimise.problem import Move, MoveKind, OrienteeringProblem
from planner.optimise.worth import total

RIDING = (Mode.WALK, Mode.BUS, Mode.RAIL)
STAYING_S = 60
"""A way shorter than this is no leg: one is there already."""


@dataclass(frozen=True, slots=True)
class DatedFerry:
    """What the answer shows of one sailing; times on the wall clock [s since window's midnight]."""

    facts: FerryFacts
    departs_s: int
    arrives_s: int
    distance_m: int


@dataclass(frozen=True)
class Timetable:
    """What `schedule` asks of other rooms: ways, towns to sleep in, sailings, emissions."""

    way: Callable[[Spot, Spot], Sequence[WayPart]]
    town: Callable[[Spot], Spot]
    ferries: Mapping[str, DatedFerry]
    co2e: Callable[[Leg], Emissions]


@dataclass
class Diary:
    """Writes the days, one move after the other."""

    clock: TripClock
    nodes: TripNodes
    timetable: Timetable
    here: Spot
    days: dict[int, list[DayItem]] = field(default_factory=dict)
    starts: dict[int, Spot] = field(default_factory=dict)

    def open_day(self, moment_s: int) -> list[DayItem]:
        """Return the items of the day of a moment."""
        day = moment_s // DAY_S
        self.starts.setdefault(day, self.timetable.town(self.here))
        return self.days.setdefault(day, [])

    def drive(self, move: Move, there: Spot) -> None:
        """Write the legs of a way: one for each part, the last one ends when the move does."""
        if self.here.id == there.id or move.finish_s - move.begin_s < STAYING_S:
            return
        parts, now_s = self.timetable.way(self.here, there), move.begin_s
        for part in parts:
            begin_s = now_s + part.wait_s
            now_s = move.finish_s if part is parts[-1] else begin_s + part.duration_s
            leg = Leg(
                part.mode,
                part.origin,
                part.destination,
                self.clock.local(begin_s, part.origin.country),
                self.clock.local(now_s, part.destination.country),
                part.length_m,
                part.basis,
                part.roads,
                part.geometry,
            )
            self.open_day(move.begin_s).append(leg)

    def sail(self, move: Move, there: Spot) -> None:
        """Write a leg by ferry, and the night on board."""
        ferry = self.timetable.ferries[move.sailing or ""]
        leg = Leg(
            Mode.FERRY,
            self.here,
            there,
            self.clock.local(ferry.departs_s, self.here.country),
            self.clock.local(ferry.arrives_s, there.country),
            ferry.distance_m,
            "timetable",
            (),
            (self.here.coordinate, there.coordinate),
            ferry.facts,
        )
        items = self.open_day(move.begin_s)
        items.append(leg)
        if move.finish_s // DAY_S > move.begin_s // DAY_S:
            items.append(Night(self.timetable.town(there), ferry=True))

    def visit(self, move: Move, candidate: Candidate) -> None:
        """Write a visit; one that stands for a night in a chosen place leaves no line."""
        if not candidate.shown:
            return
        country = candidate.spot.country
        day = self.clock.day_of(move.begin_s)
        edition = candidate.editions.get(day)
        self.open_day(move.begin_s).append(
            Visit(
                candidate.kind,
                candidate.id,
                candidate.spot,
                self.clock.local(move.begin_s, country),
                self.clock.local(move.finish_s, country),
                total(candidate.terms),
                candidate.terms,
                edition.id if edition else None,
                edition.date_status if edition else None,
                candidate.hours_known,
            )
        )

    def count(self, item: DayItem) -> DayItem:
        """Return an item; a leg with what it emits."""
        return replace(item, co2e=self.timetable.co2e(item)) if isinstance(item, Leg) else item

    def write(self, move: Move) -> None:
        """Write one move and go on from its end."""
        there = self.nodes.spots[move.node]
        if move.kind is MoveKind.DRIVE:
            self.drive(move, there)
        elif move.kind is MoveKind.SAIL:
            self.sail(move, there)
        elif move.kind is MoveKind.VISIT:
            self.visit(move, self.nodes.candidates[move.node])
        else:
            self.open_day(move.begin_s).append(Night(self.timetable.town(there)))
        self.here = there
        if move.finish_s // DAY_S > move.begin_s // DAY_S:
            self.open_day(move.finish_s)


def day_plan(diary: Diary, day: int, destination: Spot) -> DayPlan:
    """Return one day of the diary."""
    items = tuple(diary.count(item) for item in diary.days[day])
    legs = [item for item in items if isinstance(item, Leg)]
    drive_s = sum(leg.duration_s for leg in legs if leg.mode is Mode.CAR)
    ride_s = sum(leg.duration_s for leg in legs if leg.mode in RIDING)
    visits = [item for item in items if isinstance(item, Visit)]
    visit_s = sum(round(v.depart.timestamp() - v.arrive.timestamp()) for v in visits)
    date = diary.clock.first_day + timedelta(days=day)
    return DayPlan(date, diary.starts[day], destination, items, drive_s, visit_s, ride_s)


def write_days(
    problem: OrienteeringProblem,
    nodes: TripNodes,
    moves: tuple[Move, ...],
    first_day: int,
    clock: TripClock,
    timetable: Timetable,
) -> tuple[DayPlan, ...]:
    """Return the days of a trip."""
    diary = Diary(clock, nodes, timetable, nodes.spots[problem.start])
    diary.open_day(first_day * DAY_S)
    for move in moves:
        diary.write(move)
    order = sorted(diary.days)
    ends = [diary.starts[day] for day in order[1:]] + [timetable.town(diary.here)]
    return tuple(day_plan(diary, day, end) for day, end in zip(order, ends, strict=True))


def totals_of(days: tuple[DayPlan, ...]) -> Totals:
    """Return the sums over all days."""
    items = [item for day in days for item in day.items]
    legs = [item for item in items if isinstance(item, Leg)]
    visits = [item for item in items if isinstance(item, Visit)]
    return Totals(
        festivals=sum(visit.kind is VisitKind.FESTIVAL for visit in visits),
        attractions=sum(visit.kind is VisitKind.ATTRACTION for visit in visits),
        drive_s=sum(day.drive_s for day in days),
        drive_m=sum(leg.distance_m for leg in legs if leg.mode is Mode.CAR),
        crossings=sum(leg.mode is Mode.FERRY for leg in legs),
        nights=sum(isinstance(item, Night) for item in items),
        ride_s=sum(day.ride_s for day in days),
        ride_m=sum(leg.distance_m for leg in legs if leg.mode in RIDING),
        co2e=sum((leg.co2e for leg in legs if leg.co2e), Emissions()),
    )
