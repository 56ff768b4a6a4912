"""What admins do in the middle of a job, each with what mends it, and what may follow."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from sandbox.world.repositories import Repository
from tests.faults.table import End
from tests.journeys import halts
from tests.journeys.acme import Acme


@dataclass(frozen=True, slots=True)
class Act:
    """`done` does it to the organisation while a service of that name is built, then mends it.

    `of_pair` if it is done to the service's repository, which has to be there. It is not done any
    more after the call `last`.
    """

    name: str
    end: End
    done: Callable[[Acme, str], AbstractContextManager[None]]
    of_pair: bool = False
    last: str = ""


@contextmanager
def _suspended(acme: Acme, _: str) -> Iterator[None]:
    halts.is_suspended(acme)
    yield
    halts.is_unsuspended(acme)


@contextmanager
def _removed(acme: Acme, _: str) -> Iterator[None]:
    halts.is_uninstalled(acme)
    yield
    halts.is_installed_anew(acme)


@contextmanager
def _denied(permission: str, acme: Acme, _: str) -> Iterator[None]:
    level = halts.is_denied(acme, permission)
    yield
    halts.is_granted(acme, permission, level)


@contextmanager
def _archived(acme: Acme, name: str) -> Iterator[None]:
    _changes(acme, name, archived=True)
    yield
    _changes(acme, name, archived=False)


@contextmanager
def _renamed(acme: Acme, name: str) -> Iterator[None]:
    _changes(acme, name, name=f"was-{name}")
    yield
    _changes(acme, f"was-{name}", name=name)


@contextmanager
def _transferred(acme: Acme, name: str) -> Iterator[None]:
    """What is moved loses its teams: who moves it back gives it to them again."""
    moved = _repository(acme, name)
    teams = [(team, team.repositories.get(moved.id)) for team in moved.owner.teams.values()]
    _moves(acme, f"acme/{name}", "globex")
    yield
    _moves(acme, f"globex/{name}", "acme")
    for team, role in teams:
        if role:
            team.repositories[moved.id] = role


@contextmanager
def _deleted(acme: Acme, name: str) -> Iterator[None]:
    acme.does("ada", "DELETE", f"/repos/acme/{name}")
    yield


def _changes(acme: Acme, repository: str, **order: str | bool) -> None:
    acme.does("ada", "PATCH", f"/repos/acme/{repository}", order)


def _moves(acme: Acme, repository: str, organisation: str) -> None:
    order = {"repository": repository, "organisation": organisation, "actor": "ada"}
    acme.controls("repositories/transfer", **order)


def _repository(acme: Acme, name: str) -> Repository:
    found = acme.sandbox.world.repository("acme", name)
    assert found is not None
    return found


def _to_control(
    done: Callable[[Acme, str], AbstractContextManager[None]], acme: Acme, _: str
) -> AbstractContextManager[None]:
    return done(acme, "services")


_LAST_WRITE = "POST /repos/{owner}/{repo}/rulesets"
"""To the service's repository: if it is deleted later, nothing of the build misses it."""

ACTS: tuple[Act, ...] = (
    Act("App suspended", End.BY_ITSELF, _suspended),
    Act("App removed and installed anew", End.BY_ITSELF, _removed),
    Act("members denied", End.BY_ITSELF, partial(_denied, "members")),
    Act("issues denied", End.BY_ITSELF, partial(_denied, "issues")),
    Act("administration denied", End.BY_HAND, partial(_denied, "administration")),
    Act("control repository archived", End.BY_ITSELF, partial(_to_control, _archived)),
    Act("control repository renamed", End.BY_ITSELF, partial(_to_control, _renamed)),
    Act("repository renamed", End.BY_ITSELF, _renamed, of_pair=True),
    Act("repository archived", End.BY_HAND, _archived, of_pair=True),
    Act("repository transferred", End.BY_HAND, _transferred, of_pair=True),
    Act("repository deleted", End.BY_HAND, _deleted, of_pair=True, last=_LAST_WRITE),
)
"""Each is mended as soon as Slipway can do nothing more; what is deleted stays deleted."""
