"""How a REST route is declared: its path, what it needs, and how it counts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from sandbox.errors import not_found
from sandbox.rest.body import Body
from sandbox.rest.caller import Anonymous, AppCaller, Caller, actor_of
from sandbox.world.apps import App
from sandbox.world.calls import Kind
from sandbox.world.issues import Actor
from sandbox.world.people import Organisation, OrganisationRole, Role
from sandbox.world.repositories import Repository
from sandbox.world.state import World


class Who(Enum):
    """Who may call a route at all."""

    ANYONE = auto()  # everybody, with or without credentials
    APP = auto()  # the App with its JWT
    INSTALLATION = auto()  # an installation token
    TOKEN = auto()  # an installation or a user


@dataclass(frozen=True)
class Answer:
    """What a route answers; a body of None sends no content."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Call:
    """One call, with what its path named already looked up."""

    world: World
    caller: Caller
    body: Body
    query: dict[str, str]
    url: str
    version: str
    accept: str = ""
    found_repository: Repository | None = None
    found_organisation: Organisation | None = None

    @property
    def repository(self) -> Repository:
        if self.found_repository is None:
            raise not_found()
        return self.found_repository

    @property
    def organisation(self) -> Organisation:
        if self.found_organisation is None:
            raise not_found()
        return self.found_organisation

    @property
    def app(self) -> App:
        """The App that calls with its JWT."""
        if not isinstance(self.caller, AppCaller):
            raise not_found()
        return self.caller.app

    @property
    def signed_in(self) -> bool:
        return not isinstance(self.caller, Anonymous)

    @property
    def actor(self) -> Actor:
        return actor_of(self.caller)


Handler = Callable[..., Answer]


@dataclass(frozen=True)
class Route:
    """`needs` lists the permissions of which an App must hold one (`issues:write`).

    `role` is what a user needs in the repository of the path, `member` in its organisation.
    """

    method: str
    path: str
    handler: Handler
    needs: tuple[str, ...] = ()
    role: Role = Role.READ
    member: OrganisationRole = OrganisationRole.NONE
    kind: Kind = Kind.READ
    who: Who = Who.TOKEN
    on_archived: bool = False

    @property
    def accepted(self) -> str:
        """The value of `X-Accepted-GitHub-Permissions`."""
        return "; ".join(need.replace(":", "=") for need in self.needs)


class Routes:
    """The routes of one subject, filled by using it as a decorator."""

    def __init__(self) -> None:
        self.all: list[Route] = []

    def __call__(
        self,
        method: str,
        path: str,
        *,
        needs: str = "",
        role: Role | None = None,
        member: OrganisationRole = OrganisationRole.NONE,
        kind: Kind | None = None,
        who: Who = Who.TOKEN,
        on_archived: bool = False,
    ) -> Callable[[Handler], Handler]:
        reads = method == "GET"

        def declare(handler: Handler) -> Handler:
            self.all.append(
                Route(
                    method,
                    path,
                    handler,
                    tuple(needs.split()),
                    role or (Role.READ if reads else Role.WRITE),
                    member,
                    kind or (Kind.READ if reads else Kind.WRITE),
                    who,
                    on_archived,
                )
            )
            return handler

        return declare
