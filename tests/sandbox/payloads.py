"""A webhook's payload without an act that it tells of, for tests of deliveries as such."""

from typing import Any

from sandbox.shapes.app import installation
from sandbox.shapes.people import account, organisation
from sandbox.world.state import World


def unsuspended(world: World) -> dict[str, Any]:
    """`installation.unsuspend` of the first installation: it takes no repository."""
    one = next(iter(world.installations.values()))
    return {
        "action": "unsuspend",
        "installation": installation(world, one),
        "organization": organisation(world, one.account),
        "sender": account(world, one.account),
    }
