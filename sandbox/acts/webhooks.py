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

# Sent to every App, whatever it subscribed to.
ALWAYS = frozenset({"installation", "installation_repositories", "ping"})


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
    """Queue a delivery to the App if it is installed there and subscribes to the event.

    What an App is `asked` to check goes to that App alone, whatever it subscribed to.
    """
    owner = about.owner if isinstance(about, Repository) else about
    for installation in world.installations.values():
        if installation.account is not owner or not _hears(installation, event, about, asked):
            continue
        payload: dict[str, Any] = {} if action is None else {"action": action}
        payload |= extra
        if isinstance(about, Repository):
            payload["repository"] = told(world, about)
        payload["organization"] = organisation(world, owner)
        payload["sender"] = account(world, actor.account)
        payload["installation"] = _installation(world, installation, event)
        about_id = about.id if isinstance(about, Repository) else None
        enqueue(world, event, action, payload, installation.id, about_id)


def _installation(world: World, one: Installation, event: str) -> dict[str, Any]:
    """Whole in the events about it, and two ids in all others."""
    if event.startswith("installation"):
        return installation_shape(world, one)
    return {"id": one.id, "node_id": one.node_id}


def _hears(
    installation: Installation, event: str, about: Repository | Organisation, asked: App | None
) -> bool:
    if asked is not None:
        checks = installation.permissions.get("checks") == "write"
        return checks and installation.app is asked and _covers(installation, about)
    if event not in ALWAYS and event not in installation.events:
        return False
    return _covers(installation, about)


def _covers(installation: Installation, about: Repository | Organisation) -> bool:
    return not isinstance(about, Repository) or installation.covers(about)


def enqueue(
    world: World,
    event: str,
    action: str | None,
    payload: dict[str, Any],
    installation_id: int | None,
    repository_id: int | None,
) -> None:
    """Put a finished payload into the outbox, if the App has a webhook URL."""
    if world.app is None or not world.app.webhook_url:
        return
    number, _ = world.mint("DLV")
    delivery = Delivery(
        number, str(uuid4()), event, action, payload, world.now(), installation_id, repository_id
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


def ping(world: World) -> None:
    """The first delivery of a hook."""
    if world.app is None:
        return
    hook = {
        "type": "App",
        "id": world.outbox.hook_id,
        "name": "web",
        "active": True,
        "events": world.app.events,
        "config": {
            "content_type": "json",
            "insecure_ssl": "0",
            "secret": "********",
            "url": world.app.webhook_url,
        },
        "app_id": world.app.id,
        "updated_at": stamp(world.app.updated_at),
        "created_at": stamp(world.app.created_at),
        "deliveries_url": f"{world.api_url}/app/hook/deliveries",
    }
    payload = {"zen": "Keep it logically awesome.", "hook_id": world.outbox.hook_id, "hook": hook}
    enqueue(world, "ping", None, payload, None, None)
