"""What people do to issues and their edit histories beyond the API."""

from typing import Any

from sandbox.acts.issues import transfer_issue
from sandbox.clock import stamp
from sandbox.controls.control import Controls, Order
from sandbox.controls.finding import actor_named, repository_named
from sandbox.errors import not_found
from sandbox.world.issues import Revision
from sandbox.world.state import World

controls = Controls()


class TransferOrder(Order):
    """Move an issue to another repository."""

    repository: str
    number: int
    target: str
    actor: str


class RevisionOrder(Order):
    """Delete one revision from an edit history, as its author may on GitHub."""

    node_id: str
    deleted_by: str


@controls.order("transfer", TransferOrder)
def transfer(world: World, order: TransferOrder) -> dict[str, Any]:
    issue = repository_named(world, order.repository).issues.get(order.number)
    target, actor = repository_named(world, order.target), actor_named(world, order.actor)
    if issue is None:
        raise not_found()
    return {"number": transfer_issue(world, issue, target, actor).number}


@controls.order("revisions/delete", RevisionOrder)
def delete_revision(world: World, order: RevisionOrder) -> dict[str, Any]:
    found, who = world.nodes.get(order.node_id), world.account(order.deleted_by)
    if not isinstance(found, Revision) or who is None:
        raise not_found()
    found.text, found.deleted_at, found.deleted_by = None, world.now(), who
    return {"deleted_at": stamp(found.deleted_at)}
