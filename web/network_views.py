"""What the network pages show: rows made of the report and of what a change would change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.model.festival import Festival
from planner.model.network import (
    Chain,
    Dated,
    FeastFigures,
    Figure,
    Link,
    NetworkReport,
    Partner,
    Tie,
)
from planner.model.network_changes import Outcome, Shift
from planner.service.network import GLOSSARY, FeastNetwork, twin_trip
from web.network_words import (
    clash_name,
    figure_names,
    figure_range,
    figure_value,
    say_clash,
    theme_name,
)
from web.query import to_query
from web.speech import gettext

ORDERS = ("date", "area", "name", "partners")
STRONG, CLEAR = 0.5, 0.2


@dataclass(frozen=True)
class FeastBook:
    """The report, looked up by feast."""

    network: FeastNetwork

    @property
    def report(self) -> NetworkReport:
        """All figures."""
        return self.network.report

    @property
    def festivals(self) -> Mapping[str, Festival]:
        """Feasts of the programme by id."""
        return {festival.id: festival for festival in self.network.programme.festivals}

    @property
    def dated(self) -> Mapping[str, Dated]:
        """The days taken, by feast."""
        return {one.festival_id: one for one in self.report.dated}

    @property
    def numbers(self) -> Mapping[str, int]:
        """Number of each feast: its place in the order of dates."""
        ranked = sorted(self.report.dated, key=lambda one: (one.days[0], one.festival_id))
        return {one.festival_id: number for number, one in enumerate(ranked, start=1)}

    @property
    def figures(self) -> Mapping[str, FeastFigures]:
        """Figures of each feast."""
        return {one.festival_id: one for one in self.report.feasts}

    def ordered(self, order: str) -> list[str]:
        """Return the feasts in one of `ORDERS`."""
        numbers, festivals, figures = self.numbers, self.festivals, self.figures
        keys: dict[str, Callable[[str], Any]] = {
            "date": lambda name: numbers[name],
            "area": lambda name: (festivals[name].area.value, numbers[name]),
            "name": lambda name: (festivals[name].name.casefold(), numbers[name]),
            "partners": lambda name: (-figures[name].partners, numbers[name]),
        }
        return sorted(numbers, key=keys.get(order, keys["date"]))

    def ties_of(self, festival_id: str) -> list[tuple[str, Tie]]:
        """Return the ties of a feast with the id of the other feast."""
        return [
            (tie.second if tie.first == festival_id else tie.first, tie)
            for tie in self.report.ties
            if festival_id in {tie.first, tie.second}
        ]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the network in words."""

    name: str
    value: str
    span: str
    meaning: str
    formula: str
    source: str
    """Empty: our own definition."""


def list_figures(figures: Sequence[Figure]) -> list[FigureRow]:
    """Return the figures with what they mean and who defined them."""
    names = figure_names()
    return [
        FigureRow(
            names[figure.name][0],
            figure_value(figure, figure.value),
            figure_range(figure),
            names[figure.name][1],
            GLOSSARY[figure.name].formula,
            GLOSSARY[figure.name].source,
        )
        for figure in figures
    ]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a feast of the column is to that of the row."""

    column: str
    mark: str
    kind: str
    """Style: `self`, `link`, `clash`, `both` or empty."""
    level: int
    """How strong the clash is, 0 to 3."""
    says: str


def build_matrix(
    book: FeastBook, order: Sequence[str], say_link: Callable[[Link], str]
) -> list[tuple[str, list[MatrixCell]]]:
    """Return the rows of the matrix: its feast, and a cell for each other."""
    links = {(link.origin, link.destination): link for link in book.report.links}
    ties = {frozenset({tie.first, tie.second}): tie for tie in book.report.ties}
    rows = []
    for row in order:
        cells = []
        for column in order:
            if row == column:
                cells.append(MatrixCell(column, "", "self", 0, ""))
                continue
            link, tie = links.get((row, column)), ties[frozenset({row, column})]
            says = [say_link(link)] if link else []
            says += [gettext("Clash: %(why)s", why=say_clash(tie))] if tie.shared_days else []
            kind = "both" if link and tie.shared_days else "link" if link else ""
            kind = kind or ("clash" if tie.shared_days else "")
            mark = ("→" if link else "") + ("×" if tie.shared_days else "")
            cells.append(MatrixCell(column, mark, kind, clash_level(tie), ". ".join(says)))
        rows.append((row, cells))
    return rows


def clash_level(tie: Tie) -> int:
    """Return how strong a clash is, 0 to 3."""
    if not tie.shared_days:
        return 0
    return 3 if tie.clash >= STRONG else 2 if tie.clash >= CLEAR else 1


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A feast that can be combined with another one."""

    other: str
    is_before: bool
    link: Link
    why: str
    """What it adds and what it shares."""
    trip: str
    """Query of the trip page that looks for a trip with both."""


def list_neighbours(book: FeastBook, festival_id: str) -> list[Neighbour]:
    """Return the feasts that can be combined with one, the earliest first."""
    found = []
    for link in book.report.links:
        if festival_id in {link.origin, link.destination}:
            is_before = link.destination == festival_id
            other = link.origin if is_before else link.destination
            why = say_themes(book.festivals[festival_id], book.festivals[other])
            found.append(Neighbour(other, is_before, link, why, trip_query(book.network, link)))
    return found


def say_themes(own: Festival, other: Festival) -> str:
    """Return which interests another feast adds, and which it shares."""
    themes = [interest.value for interest in other.interests]
    shared = {interest.value for interest in own.interests}
    return say_added([t for t in themes if t not in shared], [t for t in themes if t in shared])


def say_added(added: Sequence[str], shared: Sequence[str]) -> str:
    """Return in words what something adds to a feast and what it shares with it."""
    said = []
    if added:
        said.append(gettext("adds %(themes)s", themes=", ".join(map(theme_name, added))))
    if shared:
        said.append(gettext("shares %(themes)s", themes=", ".join(map(theme_name, shared))))
    return "; ".join(said)


def trip_query(network: FeastNetwork, link: Link) -> str:
    """Return the query of the trip page for a trip that takes in both feasts of a link."""
    asked = twin_trip(network, link)
    fields = {name: (str(asked[name]),) for name in ("earliest", "latest", "end")}
    fields["start"] = (asked["start"]["place"],)
    fields |= {f"days_{end}": (str(asked["days"][end]),) for end in ("min", "max")}
    return to_query({**fields, "must": tuple(asked["must"])})


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A feast on the same days."""

    other: str
    strength: str
    why: str


def list_clashes(book: FeastBook, festival_id: str) -> list[ClashRow]:
    """Return the feasts that share a day with one, the strongest clash first."""
    shared = [(other, tie) for other, tie in book.ties_of(festival_id) if tie.shared_days]
    ranked = sorted(shared, key=lambda one: (-one[1].clash, one[0]))
    return [ClashRow(other, clash_name(tie.clash), say_clash(tie)) for other, tie in ranked]


def chains_with(chains: Sequence[Chain], festival_id: str) -> list[Chain]:
    """Return the chains that a feast is on."""
    return [
        chain for chain in chains if any(one.festival_id == festival_id for one in chain.visits)
    ]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A sight or business with its reason."""

    name: str
    municipality: str
    drive_s: int
    why: str
    opened: str


def list_partner_rows(book: FeastBook, partners: Sequence[Partner]) -> list[PartnerRow]:
    """Return what goes with a feast, with the reason for each."""
    catalogue = book.network.world.catalogue
    rows = []
    for one in partners:
        record = catalogue.attractions.get(one.record_id) or catalogue.businesses[one.record_id]
        opened = gettext("hours unknown: ask before")
        if one.open_days is not None:
            opened = gettext("open on %(count)d of %(all)d days", count=one.open_days, all=one.days)
        facts = (record.name, record.municipality, one.drive_s)
        rows.append(PartnerRow(*facts, say_added(one.added, one.shared), opened))
    return rows


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A move of an edition, told."""

    shift: Shift
    gained: tuple[Link, ...]
    lost: tuple[Link, ...]
    clashes: tuple[Tie, ...]
    fewer: tuple[Tie, ...]

    @property
    def is_quiet(self) -> bool:
        """Answer whether neither trips nor clashes change."""
        return not (self.gained or self.lost or self.clashes or self.fewer)


def tell_shift(shift: Shift) -> ChangeRow:
    """Return a move with what it gains and costs."""
    one: Outcome = shift.outcome
    facts = (one.links_gained, one.links_lost, one.clashes_gained, one.clashes_lost)
    return ChangeRow(shift, *facts)


def find_shift(shifts: Sequence[Shift], days: int) -> Shift | None:
    """Return the move by some days, or None."""
    return next((shift for shift in shifts if shift.days == days), None)


def month_links(links: Sequence[Link], month: int | None) -> list[Link]:
    """Return the links that begin or end in a month; all without one."""
    return [
        link for link in links if month is None or month in {link.leave.month, link.arrive.month}
    ]
