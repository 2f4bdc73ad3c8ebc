"""Pages for organisers: how the feasts connect, one feast in the network, what a change does."""

from datetime import date
from functools import partial
from threading import Lock
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from planner import service
from planner.errors import RequestError
from planner.export.geojson import SHAPES
from planner.model.network import Link, Quarter, Week
from planner.model.network_changes import Outcome, Shift
from planner.model.place import Area
from planner.service.network import (
    MOST_SHIFT,
    FeastNetwork,
    load_network,
    network_files,
    partners_of,
    reach_curve,
    shifts_of,
    what_if,
)
from web.feasts import MONTHS, stand_in_name
from web.formats import plain_date, weekday_date
from web.network_changes import Asked, read_changes
from web.network_charts import draw_months, draw_reach, draw_shifts, draw_weeks
from web.network_map import Frame, land_path, list_arcs, list_marks
from web.network_views import (
    ORDERS,
    FeastBook,
    build_matrix,
    chains_with,
    find_shift,
    list_clashes,
    list_figures,
    list_neighbours,
    list_partner_rows,
    month_links,
    tell_shift,
)
from web.pages import BAD_REQUEST
from web.rendering import drop_language, speech
from web.speech import gettext, ngettext
from web.today import today
from web.wording import area_name

FILE_TYPES = {"json": "application/json", "csv": "text/csv", "graphml": "application/xml"}
WEEK = 7
LIMITS_S = tuple(range(300, 10_801, 300))
CURVES = (None, Quarter.WINTER, Quarter.SUMMER)
bp = Blueprint("network", __name__, url_prefix="/<any(en, it, fr):lang>/network")
bp.url_value_preprocessor(drop_language)


class NetworkShelf:
    """The network of the last day asked for, and the moves of its feasts: worked out once."""

    def __init__(self, world: service.World) -> None:
        self._world = world
        self._lock = Lock()
        self._kept: FeastNetwork | None = None
        self._shifts: dict[str, tuple[Shift, ...]] = {}
        self.frame = Frame()
        self.land = land_path(world.basemap["land"], self.frame)

    def network(self, day: date) -> FeastNetwork:
        """Return the network from a day on."""
        with self._lock:
            if self._kept is None or self._kept.today != day:
                self._kept, self._shifts = load_network(self._world, day), {}
            return self._kept

    def shifts(self, day: date, festival_id: str) -> tuple[Shift, ...]:
        """Return what moving a feast would change."""
        found = self.network(day)
        with self._lock:
            if festival_id not in self._shifts:
                self._shifts[festival_id] = shifts_of(found, festival_id)
            return self._shifts[festival_id]


def install(app: Flask, world: service.World) -> None:
    """Add the pages to a site."""
    app.extensions["networks"] = NetworkShelf(world)
    app.register_blueprint(bp)


def _shelf() -> NetworkShelf:
    """Return what is kept of the network."""
    shelf: NetworkShelf = current_app.extensions["networks"]
    return shelf


def _book() -> FeastBook:
    """Return the network of today, looked up by feast."""
    return FeastBook(_shelf().network(today()))


def _render(
    template: str, book: FeastBook, status: int = 200, **context: Any
) -> ResponseReturnValue:
    """Return a page."""
    shown = render_template(
        template,
        shapes=SHAPES,
        speech=speech,
        stand_in_name=stand_in_name,
        book=book,
        report=book.report,
        feasts=book.festivals,
        dated=book.dated,
        numbers=book.numbers,
        **context,
    )
    return Response(shown, status=status, mimetype="text/html")


@bp.get("")
def overview() -> ResponseReturnValue:
    """Show how all feasts connect."""
    book, shelf = _book(), _shelf()
    report = book.report
    month = request.args.get("month", type=int)
    month = month if month in MONTHS else None
    order = request.args.get("order", "")
    order = order if order in ORDERS else ORDERS[0]
    listed = book.ordered(order)
    marks = list_marks([book.festivals[name] for name in book.numbers], book.numbers, shelf.frame)
    counts = {number or 0: len(month_links(report.links, number)) for number in (None, *MONTHS)}
    return _render(
        "network.html",
        book,
        month=month,
        order=order,
        listed=listed,
        by_date=book.ordered("date"),
        frame=shelf.frame,
        land=shelf.land,
        marks=marks,
        arcs=list_arcs(report.links, marks, month),
        links=month_links(report.links, month),
        counts={number: say_trips(count) for number, count in counts.items()},
        matrix=build_matrix(book, listed, partial(say_link, book)),
        weeks=draw_weeks(report.weeks, report.gaps, partial(say_week, book)),
        months=draw_months(report.seasonality),
        figures=list_figures(report.figures),
        per_feast=book.figures,
        files=list(network_files(book.network)),
    )


@bp.get("/<festival_id>")
def feast(festival_id: str) -> ResponseReturnValue:
    """Show one feast in the network."""
    book = _book()
    festival = book.network.world.catalogue.get_festival(festival_id)
    if festival_id not in book.festivals:
        abort(404)
    shifts = _shelf().shifts(book.report.today, festival_id)
    chosen = find_shift(shifts, read_shift())
    if chosen is None:
        chosen = find_shift(shifts, 0) or shifts[0]
    weeks = [find_shift(shifts, days) for days in (-WEEK, WEEK)]
    return _render(
        "network_feast.html",
        book,
        festival=festival,
        date_status=book.network.programme.editions[
            book.network.programme.number(festival_id)
        ].date_status,
        own=book.figures[festival_id],
        neighbours=list_neighbours(book, festival_id),
        clashes=list_clashes(book, festival_id),
        chains=chains_with(book.report.chains, festival_id),
        partners=list_partner_rows(book, partners_of(book.network, festival_id)),
        chosen=tell_shift(chosen),
        by_week=[tell_shift(shift) for shift in weeks if shift is not None],
        balanced=[tell_shift(shift) for shift in shifts if shift.is_balanced and shift.days],
        strip=draw_shifts(shifts, chosen.days),
        span=(shifts[0].days, shifts[-1].days),
        reach=draw_reach(reach_curve(book.network, festival_id, LIMITS_S), CURVES),
        quarters=tuple(Quarter),
    )


@bp.get("/what-if")
def change() -> ResponseReturnValue:
    """Show what changes of dates, feasts and ferries would change."""
    book = _book()
    asked = Asked.read(request.args)
    world = book.network.world
    faults: dict[str, str] = {}
    outcome: Outcome | None = None
    try:
        changes = read_changes(asked, world.gazetteer)
        outcome = what_if(book.network, changes) if changes else None
    except RequestError as error:
        faults = error.faults
    quays = sorted(world.quays.values(), key=lambda quay: quay.name)
    facts = {"asked": asked, "outcome": outcome, "quays": quays, "months": MONTHS}
    status = BAD_REQUEST if faults else 200
    return _render("network_whatif.html", book, status, faults=faults, **facts)


@bp.get("/files/<name>")
def file(name: str) -> ResponseReturnValue:
    """Send the figures as a file."""
    files = network_files(_book().network)
    if name not in files:
        abort(404)
    answer = Response(files[name](), mimetype=FILE_TYPES[name.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = f'attachment; filename="filofesta-{name}"'
    return answer


def read_shift() -> int:
    """Return by how many days the page is asked to move the feast.

    Raises
    ------
    RequestError
        It is no number of days within the span.
    """
    text = request.args.get("shift", "0").strip()
    digits = text.removeprefix("+").removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3):
        raise RequestError({"shift": gettext("“%(value)s” is not a number.", value=text[:20])})
    if abs(int(text)) > MOST_SHIFT:
        bounds = {"value": text, "least": -MOST_SHIFT, "most": MOST_SHIFT}
        says = gettext("“%(value)s”: choose from %(least)d to %(most)d.", **bounds)
        raise RequestError({"shift": says})
    return int(text)


def say_trips(count: int) -> str:
    """Return how many trips of two feasts there are."""
    return ngettext("%(num)d trip of two feasts", "%(num)d trips of two feasts", count)


def name_feast(book: FeastBook, festival_id: str) -> str:
    """Return the name of a feast with its place; of a feast that was thought up its own id."""
    festival = book.festivals.get(festival_id)
    return f"{festival.name}, {festival.municipality}" if festival else gettext("the new feast")


def say_link(book: FeastBook, link: Link) -> str:
    """Return a link in a sentence."""
    return gettext(
        "%(first)s on %(leave)s, then %(second)s on %(arrive)s",
        first=name_feast(book, link.origin),
        leave=weekday_date(link.leave),
        second=name_feast(book, link.destination),
        arrive=weekday_date(link.arrive),
    )


def say_week(book: FeastBook, week: Week, area: Area) -> str:
    """Return which feasts an area has in a week."""
    names = ", ".join(name_feast(book, name) for name in week.feasts[area])
    return f"{area_name(area)}, {plain_date(week.monday)}: {names}"
