"""An installation's life: its state, what it may do, and where."""

from typing import Any, Literal

from pydantic import Field

from sandbox.acts import installations
from sandbox.acts.installations import Step
from sandbox.controls.control import Controls, Order
from sandbox.controls.finding import actor_named, installation_numbered, repository_named
from sandbox.world.state import World

controls = Controls()


class InstallationOrder(Order):
    """Suspend, resume or delete the installation."""

    id: int
    action: Step
    actor: str


class PermissionsOrder(Order):
    """All that the App may do from now on."""

    id: int
    permissions: dict[str, Literal["read", "write", "admin"]]
    actor: str


class SelectionOrder(Order):
    """Add repositories to the installation, or take some away."""

    id: int
    add: list[str] = Field(default_factory=list)
    remove: list[str] = Field(default_factory=list)
    actor: str


@controls.order("installation", InstallationOrder)
def step_installation(world: World, order: InstallationOrder) -> dict[str, Any]:
    found = installation_numbered(world, order.id)
    installations.step(world, found, order.action, actor_named(world, order.actor))
    return {"action": order.action.value}


@controls.order("permissions", PermissionsOrder)
def set_permissions(world: World, order: PermissionsOrder) -> dict[str, Any]:
    found = installation_numbered(world, order.id)
    installations.permit(world, found, dict(order.permissions), actor_named(world, order.actor))
    return {"permissions": found.permissions}


@controls.order("selection", SelectionOrder)
def select_repositories(world: World, order: SelectionOrder) -> dict[str, Any]:
    found = installation_numbered(world, order.id)
    installations.select(
        world,
        found,
        actor_named(world, order.actor),
        added=[repository_named(world, name) for name in order.add],
        removed=[repository_named(world, name) for name in order.remove],
    )
    return {"selected": len(found.selected or [])}
