"""Local date-times ↔ whole seconds since the trip's first midnight."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_S = 86_400
ZONES = {
    country: ZoneInfo(zone)
    for country, zone in (
        *(("AD", "Europe/Andorra"), ("AL", "Europe/Tirane"), ("AT", "Europe/Vienna")),
        *(("BA", "Europe/Sarajevo"), ("BE", "Europe/Brussels"), ("BG", "Europe/Sofia")),
        *(("CH", "Europe/Zurich"), ("CY", "Asia/Nicosia"), ("CZ", "Europe/Prague")),
        *(("DE", "Europe/Berlin"), ("DK", "Europe/Copenhagen"), ("EE", "Europe/Tallinn")),
        *(("ES", "Europe/Madrid"), ("FI", "Europe/Helsinki"), ("FR", "Europe/Paris")),
        *(("GB", "Europe/London"), ("GR", "Europe/Athens"), ("HR", "Europe/Zagreb")),
        *(("HU", "Europe/Budapest"), ("IE", "Europe/Dublin"), ("IT", "Europe/Rome")),
        *(("LI", "Europe/Vaduz"), ("LT", "Europe/Vilnius"), ("LU", "Europe/Luxembourg")),
        *(("LV", "Europe/Riga"), ("MC", "Europe/Monaco"), ("ME", "Europe/Podgorica")),
        *(("MK", "Europe/Skopje"), ("MT", "Europe/Malta"), ("NL", "Europe/Amsterdam")),
        *(("NO", "Europe/Oslo"), ("PL", "Europe/Warsaw"), ("PT", "Europe/Lisbon")),
        *(("RO", "Europe/Bucharest"), ("RS", "Europe/Belgrade"), ("SE", "Europe/Stockholm")),
        *(("SI", "Europe/Ljubljana"), ("SK", "Europe/Bratislava"), ("SM", "Europe/San_Marino")),
        *(("TN", "Africa/Tunis"), ("TR", "Europe/Istanbul"), ("VA", "Europe/Vatican")),
    )
}
"""Time zone of each country, of its mainland where it has several.  The countries of one data
folder have to keep the same wall clock (`planner.geodata.check_region`): a trip has one."""


@dataclass(frozen=True, slots=True)
class TripClock:
    """Wall-clock seconds of one trip: every calendar day counts 86,400 of them.

    Timetables, opening hours and people use the wall clock, so a clock change needs no arithmetic
    inside; the true length of a span is the difference of the aware date-times at the doors.
    """

    first_day: date

    def seconds(self, moment: datetime) -> int:
        """Return the wall-clock seconds from the first midnight to a local date-time."""
        return self.at(moment.date(), moment.timetz().replace(tzinfo=None))

    def at(self, day: date, clock_time: time) -> int:
        """Return the seconds of a clock time on a day."""
        within = clock_time.hour * 3600 + clock_time.minute * 60 + clock_time.second
        return (day - self.first_day).days * DAY_S + within

    def day_of(self, moment_s: int) -> date:
        """Return the calendar day on which a moment falls."""
        return self.first_day + timedelta(days=moment_s // DAY_S)

    def local(self, moment_s: int, country: str) -> datetime:
        """Return the aware local date-time of a moment in a country."""
        days, within = divmod(moment_s, DAY_S)
        midnight = datetime.combine(self.first_day + timedelta(days=days), time())
        return (midnight + timedelta(seconds=within)).replace(
            tzinfo=ZONES.get(country, ZONES["IT"])
        )


def seconds_of(clock_time: time) -> int:
    """Return the seconds from midnight to a clock time."""
    return clock_time.hour * 3600 + clock_time.minute * 60 + clock_time.second


def instant_s(day: date, clock_time: time, country: str) -> int:
    """Return the moment of a clock time on a day in a country [s since 1970, UTC].

    A clock time that comes twice is the first of the two.
    """
    local = datetime.combine(day, clock_time, ZONES.get(country, ZONES["IT"]))
    return int(local.timestamp())


def local_at(moment_s: int, country: str) -> datetime:
    """Return the aware local date-time of a moment [s since 1970, UTC] in a country."""
    return datetime.fromtimestamp(moment_s, ZONES.get(country, ZONES["IT"]))


def made_aware(moment: datetime, country: str) -> datetime:
    """Return a moment with its zone; one without is a local date-time of the country."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONES.get(country, ZONES["IT"]))
