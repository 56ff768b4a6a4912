"""Whether the App is there: an admin suspends it, removes it, and brings it back."""

from enum import Enum

from tests.journeys import halts
from tests.simulation.town import Town


class Reach(Enum):
    """What an admin makes of the App. REMOVED: GitHub tells nothing any more either."""

    SUSPENDED = "suspended"
    REMOVED = "removed"
    THERE = "there"


def put(town: Town, reach: Reach) -> None:
    """Make it so; an App that comes back after its removal has another id there."""
    if town.is_removed:
        if reach is Reach.THERE:
            halts.is_installed_anew(town.acme)
            town.is_removed = False
        return
    is_suspended = halts.installation(town.acme).suspended_at is not None
    match reach:
        case Reach.REMOVED:
            halts.is_uninstalled(town.acme)
            town.is_removed = True
        case Reach.SUSPENDED if not is_suspended:
            halts.is_suspended(town.acme)
        case Reach.THERE if is_suspended:
            halts.is_unsuspended(town.acme)
