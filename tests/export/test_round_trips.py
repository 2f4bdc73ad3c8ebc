"""Model → form → model: what a form keeps as a field comes back as it was.

The forms are written by the export room and read by the import room, which know nothing of each
other.  What each form loses stands in `data/open-data.md`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from json import dumps

from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from planner.export.festival_calendar import to_festival_calendar
from planner.export.festival_geojson import to_edition_geojson, to_festival_geojson
from planner.export.schema_org import Site, to_festival_graph
from planner.geodata.foreign.draft import Sheet
from planner.geodata.foreign.port import read_events
from planner.model.catalogue import Catalogue
from planner.model.festival import Description, Edition, Festival, Language
from planner.model.foreign import EventState, ForeignEvent, LocalText
from planner.model.place import Coordinate
from planner.service import World
from tests.export.feasts import SITE, feast_catalogue, plain_texts

Facts = dict[str, object]
BASE = date(2026, 1, 1)
SITES = ("https://example.org/sagra?a=1&b=è", "http://example.org/", "")
WRITERS: Mapping[str, Callable[[Catalogue], str]] = {
    "jsonld": lambda known: dumps(to_festival_graph(known, Site(SITE))),
    "geojson": lambda known: dumps(to_festival_geojson(known), ensure_ascii=False),
    "editions": lambda known: dumps(to_edition_geojson(known)),
    "ical": to_festival_calendar,
}


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Return a catalogue of one feast with two editions that move, pause or are called off."""
    known = feast_catalogue()
    degrees = st.integers(-89_00000, 89_00000).map(lambda number: number / 100_000)
    texts = [draw(plain_texts()) for _ in Language]
    feast = replace(
        known.festivals["prova"],
        name=draw(plain_texts()),
        name_language=draw(st.sampled_from(("it", "fr", "co", "sc"))),
        description=Description(*texts),
        coordinate=Coordinate(draw(degrees), draw(degrees)),
        municipality=draw(plain_texts()),
        locality=draw(plain_texts()),
        organiser=draw(plain_texts()).replace("|", "/"),
        website=draw(st.sampled_from(SITES)),
    )
    numbers = st.sets(st.integers(0, 60), min_size=1, max_size=6)
    begins = BASE + timedelta(draw(st.integers(0, 900)))
    editions = [
        replace(
            known.editions[0],
            id=f"prova-{number}",
            days=tuple(begins + timedelta(day) for day in sorted(draw(numbers))),
            cancelled=draw(st.booleans()),
        )
        for number in (1, 2)
    ]
    return replace(known, festivals={"prova": feast}, editions=tuple(editions))


def model_facts(edition: Edition, festival: Festival) -> Facts:
    """Return what every form keeps of an edition."""
    return {
        "name": LocalText(festival.name_language, festival.name),
        "days": edition.days,
        "cancelled": edition.cancelled,
        "coordinate": festival.coordinate,
        "website": festival.website,
    }


def more_facts(festival: Festival) -> Facts:
    """Return what GeoJSON and schema.org keep beyond that."""
    texts = {one.value: festival.description.in_language(one) for one in Language}
    return {
        "descriptions": texts,
        "municipality": festival.municipality,
        "country": festival.country,
        "organiser": festival.organiser,
    }


def read_facts(event: ForeignEvent) -> Facts:
    """Return the same of an event that was read."""
    return {
        "name": event.names[0],
        "days": event.days,
        "cancelled": event.state is EventState.CANCELLED,
        "coordinate": event.coordinate,
        "website": event.website,
    }


def read_more(event: ForeignEvent) -> Facts:
    """Return what GeoJSON and schema.org keep beyond that, of an event that was read."""
    return {
        "descriptions": {one.language: one.text for one in event.descriptions},
        "municipality": event.municipality,
        "country": event.country,
        "organiser": event.organiser,
    }


def read(known: Catalogue, form: str) -> list[ForeignEvent]:
    """Return the editions of a catalogue as the import room reads them from a form."""
    return list(read_events(WRITERS[form](known).encode(), Sheet(form)))


def one_organiser(event: Facts) -> Facts:
    """Return facts with the first organiser only: schema.org lists them, a reader takes one."""
    return {**event, "organiser": str(event["organiser"]).split(" | ")[0].split(", ")[0]}


@given(known=catalogues())
@limits(max_examples=40)
def test_every_form_gives_the_common_fields_back(known: Catalogue) -> None:
    festival = known.festivals["prova"]
    wanted = [model_facts(edition, festival) for edition in known.editions]
    for form in WRITERS:
        events = read(known, form)
        assert [read_facts(event) for event in events] == wanted, form
        if form != "ical":
            assert [read_more(event) for event in events] == [more_facts(festival)] * 2, form
        else:
            for event in events:
                assert event.descriptions[0].language == "en"
                assert event.descriptions[0].text.startswith(festival.description.en)


def test_the_shipped_festivals_come_back(real_world: World) -> None:
    known = real_world.catalogue
    wanted = [(edition, known.get_festival(edition.festival_id)) for edition in known.editions]
    for form in WRITERS:
        by_key = {event.key.rpartition("/")[2]: event for event in read(known, form)}
        for edition, festival in wanted:
            event = by_key[f"edition-{edition.id}@filofesta" if form == "ical" else edition.id]
            assert read_facts(event) == model_facts(edition, festival), (form, edition.id)
            if form != "ical":
                told = one_organiser(read_more(event))
                assert told == one_organiser(more_facts(festival)), (form, edition.id)
