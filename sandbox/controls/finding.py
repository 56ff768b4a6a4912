"""What an order names, looked up; a refusal with 404 for what is not there."""

from sandbox.errors import not_found
from sandbox.world.apps import App, Installation
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def repository_named(world: World, name: str) -> Repository:
    """The repository of a full name, `acme/a`."""
    found = world.repository(*name.split("/", 1)) if "/" in name else None
    if found is None:
        raise not_found()
    return found


def actor_named(world: World, login: str) -> Actor:
    found = world.account(login)
    if found is None:
        raise not_found()
    return Actor(found)


def installation_numbered(world: World, number: int) -> Installation:
    found = world.installations.get(number)
    if found is None:
        raise not_found()
    return found


def app_numbered(world: World, number: int | None) -> App:
    """The App of that id, the seed's for None; 404 where there is none."""
    found = world.app if number is None else world.apps.get(number)
    if found is None:
        raise not_found()
    return found
