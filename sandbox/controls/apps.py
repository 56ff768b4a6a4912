"""Apps: what an admin does with them on the pages of GitHub that have no API."""

from typing import Any, Literal

from sandbox.acts import installations, subscriptions
from sandbox.controls.control import Controls, Order
from sandbox.controls.finding import actor_named, app_numbered, repository_named
from sandbox.errors import ApiError
from sandbox.world.state import World

controls = Controls()


class InstallOrder(Order):
    """Install an App, the seed's if none is named, on all repositories or on those named."""

    app_id: int | None = None
    organisation: str
    repositories: Literal["all"] | list[str] = "all"
    actor: str


class EventsOrder(Order):
    """All that an App, the seed's if none is named, is told of from now on."""

    app_id: int | None = None
    events: list[str]


@controls.order("install", InstallOrder)
def install(world: World, order: InstallOrder) -> dict[str, Any]:
    owner, actor = world.organisation(order.organisation), actor_named(world, order.actor)
    selected = None
    if order.repositories != "all":
        selected = {repository_named(world, name).id for name in order.repositories}
    app = app_numbered(world, order.app_id)
    return {"id": installations.install(world, app, owner, actor, selected).id}


@controls.order("events", EventsOrder)
def set_events(world: World, order: EventsOrder) -> dict[str, Any]:
    """422 for an event that is none, or that the App's permissions do not cover."""
    app = app_numbered(world, order.app_id)
    for some, why in (
        (subscriptions.unsupported(order.events), "There is no such event to subscribe to"),
        (
            subscriptions.not_permitted(order.events, app.permissions),
            "The App lacks the permission that these events take",
        ),
    ):
        if some:
            raise ApiError(422, f"{why}: {', '.join(some)}")
    subscriptions.subscribe(world, app, order.events)
    return {"events": app.events}
