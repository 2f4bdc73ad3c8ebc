"""What goes with a feast: sights and businesses that are near, open, and add something to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.model.festival import Attraction, Business, Festival
from planner.model.network import Partner

NEAR_S = 3_600
"""Longest drive from a feast to what goes with it."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A sight or business with its drive from the feast, and on how many of its days it is open."""

    record: Attraction | Business
    drive_s: float
    open_days: int | None


def list_partners(
    festival: Festival, days: int, neighbours: Sequence[Neighbour]
) -> tuple[Partner, ...]:
    """Return what goes with a feast: open things first, then those that add most, then the near.

    Left out are things farther off than an hour and those known to be closed on all of its days.

    Parameters
    ----------
    days
        Days of the edition that is taken.
    """
    own = {interest.value for interest in festival.interests}
    found = []
    for one in neighbours:
        if one.drive_s > NEAR_S or one.open_days == 0:
            continue
        theirs = [interest.value for interest in one.record.interests]
        found.append(
            Partner(
                "sight" if isinstance(one.record, Attraction) else "business",
                one.record.id,
                round(one.drive_s),
                tuple(theme for theme in theirs if theme in own),
                tuple(theme for theme in theirs if theme not in own),
                one.open_days,
                days,
            )
        )
    return tuple(sorted(found, key=partner_rank))


def partner_rank(partner: Partner) -> tuple[bool, int, int, str]:
    """Return the place of a partner in the list: the least comes first."""
    unsure = partner.open_days is None
    return unsure, -len(partner.added), partner.drive_s, partner.record_id
