"""The page of one feast: what, when and how sure, how to get there, what is near."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue

from planner import service
from planner.errors import NoConnectionError
from planner.export.folium_map import place_map
from planner.export.geojson import FestivalMark
from planner.model.festival import Edition, Festival
from planner.model.journey import RoadWay
from planner.service import MonthReach, World
from web.assets import basemap_url
from web.feasts import FeastCard, find_sources, list_feasts, to_marks
from web.formats import kilometres, month_name
from web.languages import current_language
from web.linked_data import describe_festival
from web.near import Neighbourhood, list_near, to_near_points
from web.rendering import drop_language, map_words, render, speech
from web.rules import say_rule
from web.settings import Settings
from web.speech import gettext
from web.today import today

bp = Blueprint("festival", __name__)
bp.url_value_preprocessor(drop_language)
PAST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Way:
    """How one comes from a gateway to a feast, in a month in which it is held."""

    gateway: str
    duration_s: int | None
    """Door to door [s]; None where nothing leads there."""
    ferries: tuple[str, ...]
    road: RoadWay | None

    @property
    def how(self) -> str:
        """The way in words."""
        if self.duration_s is None:
            return gettext("no road and no confirmed car ferry in this month")
        if self.ferries:
            return gettext("by car ferry: %(lines)s", lines=", ".join(self.ferries))
        if self.road is None:
            return gettext("by road")
        roads = " / ".join(self.road.roads)
        told = gettext("by road, %(distance)s", distance=kilometres(self.road.length_m))
        return f"{told} ({roads})" if roads else told


@bp.get("/<any(en, it, fr):lang>/festival/<festival_id>")
def show(festival_id: str) -> ResponseReturnValue:
    """Show one feast."""
    world: World = current_app.extensions["world"]
    festival = world.catalogue.get_festival(festival_id)
    cards = list_feasts(world.catalogue, today())
    card = next(one for one in cards if one.festival.id == festival_id)
    near = list_near(world, festival)
    month = reach_month(world.catalogue.list_editions_of(festival_id), today())
    marks = [mark for mark in to_marks(cards) if mark.festival.id == festival_id]
    return render(
        "festival.html",
        festival=festival,
        card=card,
        **_dates(world, festival, card),
        near=near,
        ways=list_ways(world, festival, *month),
        reach_month=gettext("%(month)s %(year)d", month=month_name(month[1]), year=month[0]),
        report=report_address(festival),
        map=_map(marks, near),
        linked_data=describe_festival(
            festival, list(world.catalogue.list_editions_of(festival_id)), speech()
        ),
    )


def _dates(world: World, festival: Festival, card: FeastCard) -> dict[str, Any]:
    """Return what the page says of the feast's days."""
    editions = world.catalogue.list_editions_of(festival.id)
    past = [one for one in editions if one.days[-1] < today() and one.basis == "source"]
    rules = [one for one in world.catalogue.rules if one.festival_id == festival.id]
    cited = [*festival.sources, *(name for rule in rules for name in rule.sources)]
    seen = {source.id for source in card.sources}
    more = (one for one in find_sources(world.catalogue, cited) if one.id not in seen)
    return {
        "past": past[-PAST_SHOWN:],
        "rules": [(rule, say_rule(rule)) for rule in rules],
        "cited": (*card.sources, *more),
    }


def _map(marks: list[FestivalMark], near: Neighbourhood) -> object:
    """Return the map of a feast and what is near."""
    return place_map(
        marks,
        to_near_points(near),
        basemap_url(),
        map_words("place"),
        current_app.extensions["frame"],
    )


def reach_month(editions: Iterable[Edition], day: date) -> tuple[int, int]:
    """Return year and month of the next edition, this month where none is known."""
    coming = [edition.days[0] for edition in editions if edition.days[-1] >= day]
    first = min(coming, default=day)
    return first.year, first.month


def list_ways(world: World, festival: Festival, year: int, month: int) -> list[Way]:
    """Return the ways from the gateways in a month, the shortest first."""
    found = service.reach_in_month(world, year, month)[festival.id]
    ways = [_way(world, festival, one) for one in found]
    return sorted(ways, key=lambda way: (way.duration_s is None, way.duration_s or 0, way.gateway))


def _way(world: World, festival: Festival, reach: MonthReach) -> Way:
    """Return one way; by road alone with its kilometres."""
    gateway, road = world.quays[reach.gateway], None
    if reach.duration_s is not None and not reach.lines:
        try:
            road = world.way(gateway, service.find_spot(world, festival.id))
        except NoConnectionError:
            road = None
    return Way(gateway.name, reach.duration_s, reach.lines, road)


def report_address(festival: Festival) -> str:
    """Return the mail address for a correction with its subject, empty where none is set."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.corrections_mail:
        return ""
    subject = gettext("Correction: %(name)s", name=festival.name)
    page = url_for(
        "festival.show", lang=current_language(), festival_id=festival.id, _external=True
    )
    told = f"{request.path}\n{page}\n\n"
    return f"mailto:{settings.corrections_mail}?subject={quote(subject)}&body={quote(told)}"
