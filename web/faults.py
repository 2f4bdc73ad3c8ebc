"""What the planner says is wrong with a request, as a sentence in the reader's language.

The planner words its faults in English, one or more a field, joined by "; ".  Each kind of fault is
known here by its pattern; a fault that no pattern knows is shown as it came.
"""

import re
from collections.abc import Callable, Mapping
from re import Match, Pattern

from web.query import FIELDS
from web.speech import gettext

Say = Callable[[Match[str]], str]


def say_fault(fault: str) -> str:
    """Return the faults of one field in the reader's language."""
    told = []
    rest = fault.strip()
    while rest:
        found = _first_match(rest)
        if found is None:
            told.append(rest)
            break
        say, match = found
        told.append(say(match))
        rest = rest[match.end() :].removeprefix("; ")
    return " ".join(dict.fromkeys(told))


def place_faults(faults: Mapping[str, str], field_of: Callable[[str], str]) -> dict[str, str]:
    """Return the faults of a request document by form field, in the reader's language.

    Parameters
    ----------
    faults
        By field of the document; a fault inside a field begins with the inner name: `min: …`.
    field_of
        Gives the form field of a (dotted) document field.
    """
    placed: dict[str, str] = {}
    for name, fault in faults.items():
        inner = re.split(
            r"(?:^|; )(?=(?:min|max|food|crafts|history|nature|faith|sea|adults|children): )", fault
        )
        for part in filter(None, inner):
            head, colon, rest = part.partition(": ")
            is_inside = bool(colon) and head.isalpha() and name in {"days", "interests", "party"}
            key = field_of(f"{name}.{head}" if is_inside else name)
            told = say_fault(rest if is_inside else part)
            placed[key] = f"{placed[key]} {told}" if key in placed else told
    rank = {name: place for place, name in enumerate(FIELDS)}
    return dict(sorted(placed.items(), key=lambda item: rank.get(item[0], len(rank))))


def _first_match(text: str) -> tuple[Say, Match[str]] | None:
    """Return the first pattern that fits where a text begins and ends at a fault's end."""
    for pattern, say in PATTERNS:
        match = pattern.match(text)
        if match is not None and (match.end() == len(text) or text.startswith("; ", match.end())):
            return say, match
    return None


def _unknown_place(match: Match[str]) -> str:
    name = _bare(match["name"])
    if match["near"]:
        return gettext(
            "We do not know the place “%(name)s”. Did you mean %(near)s?",
            name=name,
            near=_options(match["near"]),
        )
    return gettext(
        "We do not know the place “%(name)s”. Give a town near one of the feasts.",
        name=name,
    )


def _unknown_id(match: Match[str]) -> str:
    name = _bare(match["name"])
    if match["near"]:
        return gettext(
            "There is no feast or sight “%(name)s”. Did you mean %(near)s?",
            name=name,
            near=_options(match["near"]),
        )
    return gettext("There is no feast or sight “%(name)s”.", name=name)


def _bound(match: Match[str]) -> str:
    value, limit = _bare(match["value"]), match["limit"]
    if match["word"] == "more than":
        return gettext("%(value)s is too little: more than %(limit)s.", value=value, limit=limit)
    if match["word"] == "at least":
        return gettext("%(value)s is too little: from %(limit)s on.", value=value, limit=limit)
    return gettext("%(value)s is too much: up to %(limit)s.", value=value, limit=limit)


def _bare(shown: str) -> str:
    """Return a value without the quotes in which the planner shows it."""
    is_quoted = len(shown) > 1 and shown[0] == shown[-1] and shown[0] in "'\""
    return shown[1:-1] if is_quoted else shown


def _options(near: str) -> str:
    """Return names with the reader's "or" between them."""
    return gettext(" or ").join(near.split(" or "))


def _plain(message: Callable[[], str]) -> Say:
    """Return what says a fault that holds no values."""
    return lambda _match: message()


def _with_values(message: Callable[[Mapping[str, str]], str]) -> Say:
    """Return what says a fault with its values in it."""
    return lambda match: message({key: _bare(text) for key, text in match.groupdict().items()})


DAY = r"\d{4}-\d\d-\d\d"
VALUE = r"(?P<value>'[^']*'|\"[^\"]*\"|[^;]*?)"
PATTERNS: tuple[tuple[Pattern[str], Say], ...] = (
    (
        re.compile(r"is required: name the place where the trip begins"),
        _plain(lambda: gettext("Say where the trip starts.")),
    ),
    (
        re.compile(r"is required: the first possible day, as YYYY-MM-DD"),
        _plain(lambda: gettext("Give the earliest day.")),
    ),
    (
        re.compile(r"is required: the last possible day, as YYYY-MM-DD"),
        _plain(lambda: gettext("Give the latest day.")),
    ),
    (
        re.compile(
            r"unknown place (?P<name>'.*?'|\".*?\")(?:; did you mean (?P<near>[^;?]*)\?"
            r"|; give a town [^;]*)?"
        ),
        _unknown_place,
    ),
    (
        re.compile(
            r"unknown id (?P<name>'.*?'|\".*?\")(?:; did you mean (?P<near>[^;?]*)\?"
            r"|; take the id [^;]*)?"
        ),
        _unknown_id,
    ),
    (
        re.compile(
            rf"there is no data for (?P<day>{DAY}); choose a day from (?P<a>{DAY}) to (?P<b>{DAY})"
        ),
        _with_values(
            lambda v: gettext(
                "We have no dates for %(day)s: choose a day from %(a)s to %(b)s.", **v
            )
        ),
    ),
    (
        re.compile(rf"(?P<last>{DAY}) is before the earliest day (?P<first>{DAY}); swap them"),
        _plain(lambda: gettext("The latest day comes before the earliest one: swap them.")),
    ),
    (
        re.compile(
            rf"{DAY} to {DAY} is (?P<days>\d+) days; choose a window of at most (?P<most>\d+)"
        ),
        _with_values(
            lambda v: gettext(
                "That is %(days)s days from the earliest to the latest: at most %(most)s.", **v
            )
        ),
    ),
    (
        re.compile(r"min (?P<least>\d+) is more than max (?P<most>\d+); swap them"),
        _with_values(
            lambda v: gettext(
                "At least %(least)s days and at most %(most)s do not go together: swap them.", **v
            )
        ),
    ),
    (
        re.compile(
            rf"(?P<days>\d+) days do not fit into the (?P<window>\d+) from {DAY} to {DAY}"
            r"; take [^;]*"
        ),
        _with_values(
            lambda v: gettext(
                "%(days)s days do not fit into a window of %(window)s: take fewer days or a later"
                " latest day.",
                **v,
            )
        ),
    ),
    (
        re.compile(
            r"the window has (?P<window>\d+) days and a trip at most (?P<most>\d+); say [^;]*"
        ),
        _with_values(
            lambda v: gettext(
                "A trip has at most %(most)s days: say how many yours should have.", **v
            )
        ),
    ),
    (
        re.compile(rf"{VALUE}: write the day as YYYY-MM-DD, such as {DAY}"),
        _with_values(lambda v: gettext("“%(value)s” is not a day: write it like 2027-10-01.", **v)),
    ),
    (
        re.compile(rf"{VALUE}: the calendar has no day (?P<day>{DAY})"),
        _with_values(lambda v: gettext("The calendar has no day %(day)s.", **v)),
    ),
    (
        re.compile(rf"{VALUE}: write the time as HH:MM, from 00:00 to 23:59"),
        _with_values(lambda v: gettext("“%(value)s” is not a time: write it like 09:00.", **v)),
    ),
    (
        re.compile(
            r"(?P<end>\d\d:\d\d) is not after day_start (?P<start>\d\d:\d\d); choose a later time"
        ),
        _with_values(lambda v: gettext("The day has to end after it starts at %(start)s.", **v)),
    ),
    (
        re.compile(r"(?P<name>'.*?') is also in avoid; take it out of one of the two"),
        _plain(
            lambda: gettext("A feast cannot be both must-see and left out: choose one of the two.")
        ),
    ),
    (
        re.compile(r"has to be at most (?P<most>\d+) letters long"),
        _with_values(lambda v: gettext("This is too long: up to %(most)s letters.", **v)),
    ),
    (
        re.compile(r"may have at most (?P<most>\d+) entries"),
        _with_values(lambda v: gettext("These are too many: up to %(most)s.", **v)),
    ),
    (
        re.compile(r"and more of the kind"),
        _plain(lambda: gettext("And there is more of the kind.")),
    ),
    (
        re.compile(rf"(?:entry \d+: )?{VALUE} has to be '[\w-]*'(?:, '[\w-]*')*(?: or '[\w-]*')?"),
        _with_values(
            lambda v: gettext("“%(value)s” is none of the choices: pick one of the list.", **v)
        ),
    ),
    (
        re.compile(
            rf"{VALUE} has to be (?P<word>at least|at most|more than|less than) (?P<limit>[\d.]+)"
        ),
        _bound,
    ),
    (
        re.compile(rf"{VALUE} has to be a (?:whole |finite )?number"),
        _with_values(lambda v: gettext("“%(value)s” is not a number.", **v)),
    ),
    (
        re.compile(
            r"lon \S+, lat \S+ is (?P<km>\d+) km from [^;]*"
            r"; choose a point within (?P<most>\d+) km[^;]*"
        ),
        _with_values(
            lambda v: gettext(
                "This point is %(km)s km from any place we know: choose one within %(most)s km.",
                **v,
            )
        ),
    ),
)
"""Patterns of the planner's faults, each with what says it."""
