"""Which webhook an act sends, and the parts that every payload has."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from sandbox.clock import stamp
from sandbox.shapes.app import installation as installation_shape
from sandbox.shapes.people import account, organisation
from sandbox.shapes.repository import told
from sandbox.world.apps import App, Installation
from sandbox.world.hooks import Delivery
from sandbox.world.issues import Actor
from sandbox.world.people import Organisation
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def announce(
    world: World,
    event: str,
    action: str | None,
    actor: Actor,
    *,
    about: Repository | Organisation,
    extra: dict[str, Any],
    asked: App | None = None,
) -> None:
    """Queue a delivery to each App that is installed there and subscribes to the event.

    What an App is `asked` to check goes to that App alone, whatever it subscribed to. One event
    has one guid, to whomever it goes.
    """
    owner, guid = about.owner if isinstance(about, Repository) else about, str(uuid4())
    for installation in world.installations.values():
        if installation.account is not owner or not _hears(installation, event, about, asked):
            continue
        payload: dict[str, Any] = {} if action is None else {"action": action}
        payload |= extra
        if isinstance(about, Repository):
            payload["repository"] = told(world, about)
        payload["organization"] = organisation(world, owner)
        payload["sender"] = account(world, actor.account)
        payload["installation"] = {"id": installation.id, "node_id": installation.node_id}
        about_id = about.id if isinstance(about, Repository) else None
        enqueue(world, installation.app, event, action, payload, installation.id, about_id, guid)


def announce_installation(
    world: World, one: Installation, event: str, action: str, actor: Actor, extra: dict[str, Any]
) -> None:
    """Tell an App of an installation of its own: no other App hears of it."""
    payload = {"action": action, "installation": installation_shape(world, one)} | extra
    payload["organization"] = organisation(world, one.account)
    payload["sender"] = account(world, actor.account)
    enqueue(world, one.app, event, action, payload, one.id, None)


def _hears(
    installation: Installation, event: str, about: Repository | Organisation, asked: App | None
) -> bool:
    if asked is not None:
        checks = installation.permissions.get("checks") == "write"
        return checks and installation.app is asked and _covers(installation, about)
    return event in installation.events and _covers(installation, about)


def _covers(installation: Installation, about: Repository | Organisation) -> bool:
    return not isinstance(about, Repository) or installation.covers(about)


def enqueue(
    world: World,
    app: App,
    event: str,
    action: str | None,
    payload: dict[str, Any],
    installation_id: int | None,
    repository_id: int | None,
    guid: str = "",
) -> None:
    """Put a finished payload into the outbox, if the App has a webhook URL."""
    if not app.webhook_url:
        return
    number, _ = world.mint("DLV")
    named, now = guid or str(uuid4()), world.now()
    delivery = Delivery(
        number, app, named, event, action, payload, now, installation_id, repository_id
    )
    world.outbox.log.append(delivery)
    world.outbox.queue.put(delivery)


def redeliver(world: World, known: Delivery) -> Delivery:
    """Send a delivery again: a new attempt with its own id and the same guid."""
    number, _ = world.mint("DLV")
    again = replace(
        known, id=number, redelivery=True, created_at=world.now(), delivered_at=None, status_code=0
    )
    world.outbox.log.append(again)
    world.outbox.queue.put(again)
    return again


def twin(world: World, known: Delivery) -> None:
    """The same event once more under another guid, as GitHub was seen to send it."""
    number, _ = world.mint("DLV")
    other = replace(known, id=number, guid=str(uuid4()))
    world.outbox.log.append(other)
    world.outbox.free.add(number)
    world.outbox.queue.put(other)


def ping(world: World, app: App) -> None:
    """The first delivery of a hook."""
    hook = {
        "type": "App",
        "id": app.hook_id,
        "name": "web",
        "active": True,
        "events": app.events,
        "config": {
            "content_type": "json",
            "insecure_ssl": "0",
            "secret": "********",
            "url": app.webhook_url,
        },
        "app_id": app.id,
        "updated_at": stamp(app.updated_at),
        "created_at": stamp(app.created_at),
        "deliveries_url": f"{world.api_url}/app/hook/deliveries",
    }
    payload = {"zen": "Keep it logically awesome.", "hook_id": app.hook_id, "hook": hook}
    enqueue(world, app, "ping", None, payload, None, None)
