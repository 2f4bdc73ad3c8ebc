"""Greenhouse gases in the reader's language, with what they stand on."""

from babel.numbers import format_decimal
from flask_babel import get_locale

from planner.model.emissions import Emissions, FactorId
from planner.model.place import Source
from planner.service import World
from web.feasts import find_sources
from web.formats import NO_BREAK
from web.speech import gettext


def kilograms(co2e: Emissions) -> str:
    """Return both ends of a range in kilograms, one where they look alike."""
    low, high = (format_decimal(end, locale=get_locale()) for end in co2e.shown_kg)
    ends = low if low == high else f"{low}–{high}"
    return gettext("%(number)s kg", number=ends).replace(" ", NO_BREAK)


def counting_sentences(co2e: Emissions) -> list[str]:
    """Say how emissions were counted: a sentence for each mode, then what is left out."""
    ferry = gettext(
        "Ferry: the range comes from two ways of counting, British figures for each passenger "
        "and kilometre, and the emissions of a ship shared by the room that you take up on board. "
        "Past midnight you are taken to sleep in a cabin."
    )
    said = {
        FactorId.CAR: gettext(
            "Car: from the average petrol car to the average diesel car, once for all in it."
        ),
        FactorId.COACH: gettext("Coach: British figures for each passenger and kilometre."),
        FactorId.RAIL: gettext(
            "Train: French and British figures for each passenger and kilometre."
        ),
        FactorId.FERRY_CAR: ferry,
        FactorId.FERRY_FOOT: ferry,
    }
    told = dict.fromkeys(said[name] for name in FactorId if name in said and name in co2e.factors)
    left_out = gettext(
        "Not counted: building vehicles and, on the road and at sea, supplying their fuel."
    )
    return [*told, left_out]


def list_factor_sources(co2e: Emissions, world: World) -> tuple[Source, ...]:
    """Return the pages on which the figures were read."""
    rows = [world.factors[name] for name in co2e.factors if name in world.factors]
    return find_sources(world.catalogue, (source for row in rows for source in row.sources))
