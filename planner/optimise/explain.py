"""Why a feast is not in the trip, and which single change of the request would let it in.

Nothing is said that is not known: a feast is out of reach, or clashes, where it is proved that no
trip exists; a change is named where a trip of the changed request was found.
"""

from collections.abc import Callable, Sequence

from planner.errors import UnknownRecordError
from planner.model.catalogue import Catalogue
from planner.model.festival import Attraction, Festival
from planner.model.itinerary import Change, LeftOut, Reason
from planner.model.request import TravelMode, TripRequest
from planner.optimise.candidates import why_unusable
from planner.optimise.changes import by_car, list_changes

Fits = Callable[[TripRequest, Sequence[str]], bool | None]
"""Answers whether a trip exists that visits all of some feasts and sights; None: not known."""
BY_TRANSIT = "on foot, by train, coach and ferry "


def smallest_change(
    catalogue: Catalogue,
    wanted: Festival | Attraction,
    request: TripRequest,
    together: Sequence[str],
    fits: Fits,
) -> Change | None:
    """Return the first single change after which something fits beside others, or None."""
    for change, changed in list_changes(catalogue, wanted, request):
        if fits(changed, [*together, wanted.id]):
            return change
    return None


def explain_left_out(
    catalogue: Catalogue,
    festival: Festival,
    request: TripRequest,
    chosen: Sequence[str],
    fits: Fits,
) -> LeftOut:
    """Return why a feast with usable days is not in a trip that visits the chosen feasts."""
    must = list(request.must)
    beside_musts = fits(request, [*must, festival.id])
    if beside_musts is False:
        return out_of_reach(catalogue, festival, request, fits)
    if beside_musts is None:
        detail = "The trip found does without it; whether one could reach it was not settled."
        return LeftOut(festival.id, Reason.CROWDED_OUT, detail)
    rivals = [other for other in chosen if fits(request, [*must, festival.id, other]) is False]
    if rivals:
        names = ", ".join(catalogue.get_festival(other).name for other in rivals)
        detail = f"One trip cannot reach both it and {names}."
        return LeftOut(festival.id, Reason.CLASHES_WITH, detail, as_must(festival, request))
    detail = "It could be reached, but the best trip found goes without it."
    return LeftOut(festival.id, Reason.CROWDED_OUT, detail, as_must(festival, request))


def out_of_reach(
    catalogue: Catalogue, festival: Festival, request: TripRequest, fits: Fits
) -> LeftOut:
    """Return that no trip reaches a feast, or none beside what has to be seen."""
    alone = not request.must or fits(request, [festival.id]) is False
    change = smallest_change(catalogue, festival, request, request.must, fits)
    reason = Reason.TOO_FAR if alone else Reason.CLASHES_WITH
    beside = "" if alone else " beside what you have to see"
    means = BY_TRANSIT if request.mode is TravelMode.TRANSIT else ""
    detail = f"No trip {means}within your days, hours and crossings reaches it{beside}."
    return LeftOut(festival.id, reason, detail, change)


def explain_unserved(festival: Festival, request: TripRequest, fits: Fits) -> LeftOut:
    """Return why a feast is not in a trip from whose start no way at all leads to it."""
    if request.mode is not TravelMode.TRANSIT:
        detail = "No road and no sailing in your dates leads to it."
        return LeftOut(festival.id, Reason.NO_CROSSING, detail)
    change, changed = by_car(request)
    must = [record_id for record_id in request.must if record_id != festival.id]
    lets_in = change if fits(changed, [*must, festival.id]) else None
    detail = "No train, coach or walk that we know leads to it every day of your dates."
    return LeftOut(festival.id, Reason.TOO_FAR, detail, lets_in)


def as_must(festival: Festival, request: TripRequest) -> Change:
    """Return the change that asks for a feast which is known to fit beside the musts."""
    must = " ".join((*request.must, festival.id))
    return Change("must", must, f"with {festival.name} as a must, in place of something else")


def get_record(catalogue: Catalogue, record_id: str) -> Festival | Attraction:
    """Return the festival or attraction of an id.

    Raises
    ------
    UnknownRecordError
        There is none.
    """
    record = catalogue.festivals.get(record_id) or catalogue.attractions.get(record_id)
    if record is None:
        raise UnknownRecordError("festival or attraction", record_id)
    return record


def why_alone(catalogue: Catalogue, record: Festival | Attraction, request: TripRequest) -> str:
    """Return why no trip reaches a feast or sight even as the only one."""
    unusable = why_unusable(catalogue, record, request) if isinstance(record, Festival) else None
    if unusable is None:
        return f"No trip within your wishes reaches {record.name}."
    return f"No trip within your wishes reaches {record.name}: {unusable.detail}"


def infeasible_reasons(
    catalogue: Catalogue,
    request: TripRequest,
    alone: Sequence[Festival | Attraction],
    fits: Fits,
) -> tuple[str, ...]:
    """Return in words why no trip meets a request of which it is proved that none does."""
    if alone:
        return tuple(why_alone(catalogue, record, request) for record in alone)
    must = [get_record(catalogue, record_id) for record_id in request.must]
    if len(must) > 1 and all(fits(request, [record.id]) for record in must):
        names = " and ".join(record.name for record in must)
        return (f"Each can be reached, but no single trip reaches {names}.",)
    if must:
        return ("No trip meets all of your wishes together.",)
    return ("No trip leads from the start to the end within your days and hours.",)


def explain_infeasible(
    catalogue: Catalogue, request: TripRequest, fits: Fits, proved: bool = True
) -> tuple[tuple[str, ...], tuple[Change, ...]]:
    """Return in words why no trip meets the request, and verified changes that allow one.

    Parameters
    ----------
    proved
        Whether it is proved that no trip meets the request; else only proved parts are said.
    """
    must = [get_record(catalogue, record_id) for record_id in request.must]
    alone = [record for record in must if fits(request, [record.id]) is False]
    reasons = infeasible_reasons(catalogue, request, alone, fits) if proved or alone else ()
    changes: list[Change] = []
    for record in alone or must:
        others = [i for i in request.must if i != record.id]
        change = smallest_change(catalogue, record, request, others, fits)
        if change is not None and change not in changes:
            changes.append(change)
    for record in must if len(must) > 1 else []:
        rest = tuple(i for i in request.must if i != record.id)
        if fits(request, rest):
            changes.append(Change("must", " ".join(rest), f"without {record.name} as a must"))
    return reasons, tuple(changes)
