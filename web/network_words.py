"""Words of the network pages: figures, ties and changes, in the reader's language."""

from collections.abc import Mapping
from math import floor, log10

from babel.numbers import format_decimal
from flask_babel import get_locale

from planner.model.festival import Interest
from planner.model.network import Figure, Quarter, Tie
from planner.model.network_changes import Outcome, Shift
from web.formats import NO_BREAK, day_runs, hours
from web.speech import gettext, ngettext
from web.wording import interest_name

HALF, FIFTH = 0.5, 0.2
HUNDREDTH = 0.005
NEXT_DOOR_S = 150


def quarter_name(quarter: Quarter) -> str:
    """Return the name of a quarter of the year."""
    return {
        Quarter.WINTER: gettext("winter"),
        Quarter.SPRING: gettext("spring"),
        Quarter.SUMMER: gettext("summer"),
        Quarter.AUTUMN: gettext("autumn"),
    }[quarter]


def theme_name(theme: str) -> str:
    """Return a theme that feasts share: an interest, or a tag."""
    if theme in set(Interest):
        return interest_name(Interest(theme))
    names = {
        "chestnut": gettext("chestnuts"),
        "olive_oil": gettext("olive oil"),
        "wine": gettext("wine"),
        "folk_music": gettext("folk music"),
        "workshops": gettext("workshops"),
    }
    return names.get(theme, theme.replace("_", " "))


def figure_names() -> Mapping[str, tuple[str, str]]:
    """Return the name of each figure, and what it means in a sentence."""
    return {**trip_names(), **shape_names(), **year_names()}


def trip_names() -> dict[str, tuple[str, str]]:
    """Return the names and meanings of what counts trips and clashes."""
    return {
        "feasts": (gettext("Feasts"), gettext("Feasts of which the next date is known.")),
        "links": (
            gettext("Trips of two feasts"),
            gettext("One can visit the first and be in time for the second within ten days."),
        ),
        "threes": (
            gettext("Trips of three feasts"),
            gettext("Three feasts in a row, each in time for the next."),
        ),
        "longest": (
            gettext("Longest chain"),
            gettext("The most feasts that one can visit one after the other, each once."),
        ),
        "clash": (
            gettext("Clash, sum of all pairs"),
            gettext("Shared days × closeness × likeness, each from 0 to 1."),
        ),
        "complement": (
            gettext("Complement, sum of all pairs"),
            gettext("Other days × closeness × difference of themes, for feasts within ten days."),
        ),
    }


def shape_names() -> dict[str, tuple[str, str]]:
    """Return the names and meanings of the measures of network science."""
    return {
        "density": (
            gettext("Density"),
            gettext("Share of all pairs of feasts that make a trip."),
        ),
        "clustering": (
            gettext("Clustering"),
            gettext("How often two partners of a feast are partners, too."),
        ),
        "efficiency": (
            gettext("Global efficiency"),
            gettext("1 if every pair makes a trip, 0 if none does; longer ways count less."),
        ),
        "modularity": (
            gettext("Modularity"),
            gettext("How sharply the network falls into groups of feasts."),
        ),
        "area_modularity": (
            gettext("Modularity of the areas"),
            gettext("Near 0: trips cross the borders of the five areas as often as by chance."),
        ),
    }


def year_names() -> dict[str, tuple[str, str]]:
    """Return the names and meanings of what measures the year and the way to a feast."""
    return {
        "gini": (
            gettext("Seasonality (Gini)"),
            gettext("0: feast-days spread evenly over the months; 0.92: all in one month."),
        ),
        "variation": (
            gettext("Coefficient of variation"),
            gettext("Standard deviation of the feast-days by month over their mean."),
        ),
        "entropy": (
            gettext("Entropy"),
            gettext("How varied the months are: 2.48 when spread evenly, 0 when all in one."),
        ),
        "redundancy": (
            gettext("Relative redundancy"),
            gettext("1 − entropy over its greatest value."),
        ),
        "off_season_share": (
            gettext("Feast-days in quiet months"),
            gettext("Share of feast-days in months with fewer of them than the mean."),
        ),
        "access": (
            gettext("Median drive from the nearest gateway"),
            gettext("From the nearest port of arrival to a feast."),
        ),
    }


def number(value: float, digits: int = 0) -> str:
    """Return a number as the reader writes it."""
    return format_decimal(round(value, digits), locale=get_locale())


def figure_value(figure: Figure, value: float) -> str:
    """Return the value of a figure without false decimals."""
    if figure.name == "access":
        return about(value)
    if figure.name == "off_season_share":
        return f"{round(100 * value)}{NO_BREAK}%"
    if float(value).is_integer():
        return number(value)
    return number(value, 1 if figure.name in {"clash", "complement"} else 2)


def figure_range(figure: Figure) -> str:
    """Return between what a figure lies when travel times are a quarter off."""
    if figure.low is None or figure.high is None:
        return ""
    ends = figure_value(figure, figure.low), figure_value(figure, figure.high)
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def persons(count: int) -> str:
    """Return a number of people with two digits that count: town figures are no more exact."""
    if count < 100:
        return number(count)
    unit = 10 ** (floor(log10(count)) - 1)
    return number(round(count / unit) * unit)


def about(seconds: float) -> str:
    """Return a time of travel as roughly as it is known."""
    if seconds < NEXT_DOOR_S:
        return gettext("close by")
    step_s = 300 if seconds < 3_600 else 900 if seconds < 6 * 3_600 else 3_600
    return hours(max(step_s, round(seconds / step_s) * step_s))


def clash_name(value: float) -> str:
    """Return how strong a clash is."""
    if value >= HALF:
        return gettext("strong")
    return gettext("clear") if value >= FIFTH else gettext("slight")


def say_days_between(days: int) -> str:
    """Return how many days lie from one visit to the next."""
    return ngettext("%(num)d day later", "%(num)d days later", days)


def say_apart(tie: Tie) -> str:
    """Return how far two feasts are apart."""
    if tie.apart_s is None:
        return gettext("no way by road and ferry in that season")
    return gettext("up to %(time)s apart", time=about(tie.apart_s))


def say_clash(tie: Tie) -> str:
    """Return why two feasts clash, or how little."""
    shared = ngettext("%(num)d shared day", "%(num)d shared days", len(tie.shared_days))
    likeness = [theme_name(theme) for theme in tie.themes]
    alike = gettext("both: %(themes)s", themes=", ".join(likeness))
    parts = [f"{shared} ({day_runs(tie.shared_days)})", say_apart(tie)]
    return "; ".join([*parts, alike] if likeness else [*parts, gettext("no theme in common")])


def say_weekend(shift: Shift) -> str:
    """Return how many of its days fall on a weekend."""
    return gettext(
        "Days on a weekend: %(count)d of %(all)d", count=shift.weekend_days, all=len(shift.dates)
    )


def shift_name(days: int) -> str:
    """Return a shift in words."""
    if days == 0:
        return gettext("as planned")
    if days < 0:
        return ngettext("%(num)d day earlier", "%(num)d days earlier", -days)
    return ngettext("%(num)d day later", "%(num)d days later", days)


def say_sums(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Return each figure that a change may touch: its name, before and after."""
    names = figure_names()
    rows = []
    for name in ("links", "threes", "longest", "clash", "complement", "gini"):
        ends = [
            figure_value(Figure(name, 0.0), getattr(sums, name))
            for sums in (outcome.before, outcome.after)
        ]
        rows.append((names[name][0], ends[0], ends[1]))
    return rows


def spread_sign(outcome: Outcome) -> str:
    """Return whether a change evens out the year: `better`, `worse` or empty."""
    change = outcome.after.gini - outcome.before.gini
    return "" if abs(change) < HUNDREDTH else "better" if change < 0 else "worse"


def say_spread(outcome: Outcome) -> str:
    """Return what a change does to the year."""
    return {
        "": gettext("The feast-days are spread over the year as evenly as before."),
        "better": gettext("The feast-days are spread more evenly over the year."),
        "worse": gettext("The feast-days are spread less evenly over the year."),
    }[spread_sign(outcome)]
