"""What every resolver is given: the world, the caller, and how access is refused."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import GraphQLResolveInfo

from sandbox.rest.caller import AppCaller, Caller, InstallationCaller, UserCaller, actor_of, can_see
from sandbox.rest.gate import holds_one
from sandbox.world.issues import Actor
from sandbox.world.mergeability import Mergeability
from sandbox.world.people import Role
from sandbox.world.rates import Window
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in
from sandbox.world.state import World

if TYPE_CHECKING:
    from sandbox.graphql.cost import Cost

# Generic in newer releases of graphql-core only, hence the quotes.
Info: TypeAlias = "GraphQLResolveInfo[Any]"


class Refusal(Exception):
    """An entry of `errors`; `type` is GitHub's word for its kind."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Context:
    """One GraphQL call; `looked` holds what it found out, so that a document asks once."""

    world: World
    caller: Caller
    window: Window
    schema: Any
    cost: "Cost"
    looked: dict[str, Mergeability] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return actor_of(self.caller)


def context_of(info: Info) -> Context:
    found = info.context
    assert isinstance(found, Context)
    return found


def not_found(what: str) -> Refusal:
    return Refusal("NOT_FOUND", f"Could not resolve to {what}.")


def no_node(node_id: str) -> Refusal:
    return not_found(f"a node with the global id of '{node_id}'")


def forbidden() -> Refusal:
    return Refusal("FORBIDDEN", "Resource not accessible by integration")


def visible(context: Context, repository: Repository) -> bool:
    if isinstance(context.caller, AppCaller) or not context.world.shows(repository):
        return False
    return can_see(context.caller, repository)


def need(context: Context, repository: Repository, permission: str, role: Role = Role.READ) -> None:
    """Refuse unless the installation holds a permission, of several one, or the user the role."""
    match context.caller:
        case InstallationCaller(token):
            public = not repository.private and permission.endswith(":read")
            held = token.covers(repository) and holds_one(token, tuple(permission.split()))
            if not public and not held:
                raise forbidden()
        case UserCaller(account):
            if role_in(repository, account) < role:
                sentence = f"{account.login} does not have the correct permissions to execute"
                raise Refusal("FORBIDDEN", f"{sentence} `{permission}`")
        case _:
            raise forbidden()
    if repository.archived and permission.endswith(":write"):
        raise Refusal("FORBIDDEN", "Repository was archived so is read-only.")


def need_members(context: Context) -> None:
    """Teams and members are for Apps with Members:read."""
    if isinstance(context.caller, InstallationCaller) and not context.caller.token.allows(
        "members", "read"
    ):
        raise forbidden()
