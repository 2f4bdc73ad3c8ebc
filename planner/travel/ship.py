"""What a party's share of a ferry emits, by the volume that it takes up on board.

The model is the one of Futureco (M. Thomas, futureco-data 0.1.0, MIT), which the calculator
Nos Gestes Climat uses too, for the *Mega Express Four* (Corsica Ferries): emissions of a ship of
known fuel use are shared by useful volume, freight included.  All its figures are rows `ship-…`
of `emission_factors.csv`.  What it assumes:

- a share of common rooms, bars and restaurants for everybody, over the passengers on an average
  day (600 of 1,880); seats, cabins and the garage count as if they were full;
- one seat a head, or cabins of four; one car a party, on a lane of 2.7 m x 6 m, under the garages'
  average height;
- sailed distance = great circle x 1.3; sailing time = time by the timetable less an hour in port,
  less a fifth below three hours; emissions per kilometre rise with the square of speed.

Ours: the speed is kept within `ship-speed-range` (12 to 27 knots, the model's words for slow and
very fast).  Distances times 1.3 else give speeds that no ferry reaches.
"""

from dataclasses import dataclass
from math import ceil

from planner.model.emissions import FactorId, Factors

KM_PER_NAUTICAL_MILE = 1.852
SECONDS_PER_HOUR = 3600
SHORT_S = 3 * SECONDS_PER_HOUR
IN_PORT_S = SECONDS_PER_HOUR
SHORT_SAILING = 0.8
"""Part of a short crossing's time that is spent sailing."""


def sailing_s(duration_s: float) -> float:
    """Return the time under way of a crossing of the timetable [s]."""
    return duration_s * SHORT_SAILING if duration_s < SHORT_S else duration_s - IN_PORT_S


@dataclass(frozen=True, slots=True)
class Ship:
    """A ferry of known size and emissions: volumes [m3], speeds [km/h]."""

    average_g_per_km: float
    average_kmh: float
    slowest_kmh: float
    fastest_kmh: float
    detour: float
    """Sailed over great-circle distance."""
    useful_m3: float
    shared_m3: float
    """Common rooms, bars and restaurants for each passenger."""
    seat_m3: float
    cabin_m3: float
    cabin_berths: float
    car_m3: float

    @classmethod
    def build(cls, factors: Factors) -> "Ship":
        """Make the ship of the table's rows."""
        row = {name: factors[name].middle for name in FactorId}
        deck_m = row[FactorId.SHIP_DECK_HEIGHT]
        garage_m2 = row[FactorId.SHIP_GARAGE_LOW] + row[FactorId.SHIP_GARAGE_HIGH]
        garage_m3 = deck_m * (row[FactorId.SHIP_GARAGE_LOW] + 2 * row[FactorId.SHIP_GARAGE_HIGH])
        cabins_m3 = deck_m * row[FactorId.SHIP_CABINS_AREA]
        seats_m3 = deck_m * row[FactorId.SHIP_SEATS_AREA]
        shared_m3 = deck_m * (row[FactorId.SHIP_LEISURE_AREA] + row[FactorId.SHIP_COMMON_AREA])
        lane_m2 = row[FactorId.SHIP_CAR_WIDTH] * row[FactorId.SHIP_CAR_LENGTH]
        speeds = factors[FactorId.SHIP_SPEED_RANGE]
        return cls(
            average_g_per_km=1000 * row[FactorId.SHIP_EMISSIONS] / KM_PER_NAUTICAL_MILE,
            average_kmh=row[FactorId.SHIP_SPEED],
            slowest_kmh=speeds.low,
            fastest_kmh=speeds.high,
            detour=row[FactorId.SHIP_DETOUR],
            useful_m3=garage_m3 + cabins_m3 + seats_m3 + shared_m3,
            shared_m3=shared_m3 / row[FactorId.SHIP_PASSENGERS],
            seat_m3=seats_m3 / row[FactorId.SHIP_SEATS],
            cabin_m3=cabins_m3 / row[FactorId.SHIP_CABINS],
            cabin_berths=row[FactorId.SHIP_CABIN_BERTHS],
            car_m3=lane_m2 * garage_m3 / garage_m2,
        )

    def g_per_km(self, speed_kmh: float) -> float:
        """Return what the whole ship emits at a speed [g CO2e/km]."""
        return self.average_g_per_km * (speed_kmh / self.average_kmh) ** 2

    def party_m3(self, people: int, car: bool, cabin: bool) -> float:
        """Return the volume that a party takes up."""
        sleeping = ceil(people / self.cabin_berths) * self.cabin_m3 if cabin else 0.0
        sitting = 0.0 if cabin else people * self.seat_m3
        return people * self.shared_m3 + sleeping + sitting + (self.car_m3 if car else 0.0)

    def speed_kmh(self, sailed_km: float, duration_s: float) -> float:
        """Return the speed under way, within what such ships sail."""
        hours = sailing_s(duration_s) / SECONDS_PER_HOUR
        speed = sailed_km / hours if hours > 0 else self.fastest_kmh
        return min(max(speed, self.slowest_kmh), self.fastest_kmh)

    def party_g(
        self, crow_m: float, duration_s: float, people: int, *, car: bool, cabin: bool
    ) -> float:
        """Return what a party's crossing emits [g CO2e].

        Parameters
        ----------
        crow_m
            Great-circle distance from quay to quay.
        duration_s
            Time from departure to arrival by the timetable.
        """
        sailed_km = crow_m / 1000 * self.detour
        share = self.party_m3(people, car, cabin) / self.useful_m3
        return sailed_km * self.g_per_km(self.speed_kmh(sailed_km, duration_s)) * share
