"""Work that stands still until an admin acts: seen without letting the hours pass."""

import shutil
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.github.calls import Call
from app.github.connection import Connection
from sandbox.acts.issues import delete_issue
from sandbox.acts.webhooks import announce_installation
from sandbox.world.apps import Installation
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from tests.journeys.acme import Acme, connect
from tests.journeys.form import CONTROL
from tests.journeys.request import Request
from tests.journeys.rounds import do, due_now

_MOST_ROUNDS = 60


def works(acme: Acme) -> None:
    """Slipway does all that it can do without waiting for anything."""
    for _ in range(_MOST_ROUNDS):
        acme.sandbox.world.outbox.queue.join()
        due = due_now(acme.bench)
        do(acme.bench, due)
        if not due:
            return
    raise AssertionError("Slipway does not come to rest.")


class HaltedAcme(Acme):
    """Acme where something waits for an admin or operator, which nobody here waits for."""

    def settles(self) -> None:
        works(self)


def halted(acme: Acme) -> HaltedAcme:
    """The same organisation, in which no time passes by itself."""
    return HaltedAcme(acme.sandbox, acme.bench)


def after_call(acme: Acme, route: str, happens: Callable[[], object]) -> Acme:
    """The same organisation, where something happens right after the first call of a route."""
    waiting = [happens]

    def on_call(call: Call) -> None:
        if call.route == route and waiting:
            waiting.pop()()

    return acme.with_bench(github=connect(acme.sandbox, on_call, acme.bench.database))


def forgetful(acme: Acme) -> Connection:
    """Slipway's way to GitHub without the tokens of before: they last for an hour otherwise."""
    return connect(acme.sandbox, database=acme.bench.database)


def installation(acme: Acme) -> Installation:
    """The one installation that there is."""
    [found] = acme.sandbox.world.installations.values()
    return found


def is_suspended(acme: Acme) -> None:
    acme.controls("installation", id=installation(acme).id, action="suspend", actor="ada")


def is_unsuspended(acme: Acme) -> None:
    acme.controls("installation", id=installation(acme).id, action="unsuspend", actor="ada")


def is_uninstalled(acme: Acme) -> None:
    """The App is removed from the organisation."""
    acme.controls("installation", id=installation(acme).id, action="deleted", actor="ada")


def is_installed_anew(acme: Acme) -> None:
    """The App comes back under another id, as on GitHub."""
    acme.controls("install", organisation="acme", actor="ada")


def is_deleted(acme: Acme) -> tuple[Repository, Path]:
    """The control repository is deleted; what it was, and where GitHub keeps its git data."""
    world = acme.sandbox.world
    found = world.repository("acme", "services")
    assert found is not None
    kept = found.git.path.with_suffix(".kept")
    shutil.copytree(found.git.path, kept)
    acme.does("ada", "DELETE", CONTROL)
    return found, kept


def is_restored(acme: Acme, before: Repository, kept: Path) -> None:
    """An owner has it back from GitHub's list of deleted repositories, as it was."""
    world = acme.sandbox.world
    with world.lock:
        kept.rename(before.git.path)
        world.repositories[before.id] = world.nodes[before.node_id] = before
        world.names[before.full_name.lower()] = before.id


def another_key() -> str:
    """The public half of a key that we do not have."""
    public = generate_private_key(public_exponent=65537, key_size=2048).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def trusts(acme: Acme, public_key: str) -> str:
    """GitHub takes the App for who has this key, and no token of before; the key of before."""
    world = acme.sandbox.world
    with world.lock:
        assert world.app
        before, world.app.public_key = world.app.public_key, public_key
        world.tokens.clear()
    return before


def is_denied(acme: Acme, permission: str) -> str:
    """A permission is taken away; the level that there was."""
    return installation(acme).permissions.pop(permission)


def is_granted(acme: Acme, permission: str, level: str) -> None:
    installation(acme).permissions[permission] = level
    _is_told(acme, "new_permissions_accepted")


def _is_told(acme: Acme, action: str) -> None:
    world, found = acme.sandbox.world, installation(acme)
    with world.lock:
        ada = world.account("ada")
        assert ada is not None
        announce_installation(world, found, "installation", action, Actor(ada), {})


def is_erased(request: Request) -> None:
    """An admin deletes the issue for good."""
    world = request.acme.sandbox.world
    with world.lock:
        where, ada = world.repository("acme", "services"), world.account("ada")
        assert where is not None
        assert ada is not None
        delete_issue(world, where.issues[request.number], Actor(ada))
