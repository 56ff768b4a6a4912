"""Which events an App may subscribe to, and what happens when it does."""

from collections.abc import Iterable, Mapping

from sandbox.world.apps import EVENTS, EVENTS_BY_PERMISSION, App
from sandbox.world.state import World


def unsupported(events: Iterable[str]) -> list[str]:
    """Those that nobody can subscribe to here: unknown ones, and those that every App is sent."""
    return [event for event in events if event not in EVENTS]


def not_permitted(events: Iterable[str], permissions: Mapping[str, str]) -> list[str]:
    """Those that the permissions do not cover."""
    open_ones = {one for name in permissions for one in EVENTS_BY_PERMISSION.get(name, ())}
    return [event for event in events if event not in open_ones]


def subscribe(world: World, app: App, events: list[str]) -> None:
    """All that the App is told of from now on, wherever it is installed."""
    app.events, app.updated_at = list(events), world.now()
    for one in world.installations.values():
        if one.app is app:
            one.events = list(events)
