"""Resolvers of the Query type: where a query starts."""

from dataclasses import replace
from typing import Any

from sandbox.graphql.context import (
    Context,
    Info,
    Refusal,
    context_of,
    need,
    need_members,
    no_node,
    not_found,
    visible,
)
from sandbox.graphql.objects import GitThing, RefThing, find_by_id
from sandbox.graphql.people import repository as repository_of
from sandbox.world.checks import CheckRun, CheckSuite, CommitStatus
from sandbox.world.issues import Comment, Event, Issue, Revision
from sandbox.world.labels import Label
from sandbox.world.people import Account, AccountType, Organisation, Team
from sandbox.world.pulls import PullRequest, Review
from sandbox.world.repositories import Repository


def viewer(_: Any, info: Info) -> Account:
    """The caller; an installation appears as a User named `slug[bot]`, as on GitHub."""
    who = context_of(info).actor.account
    if isinstance(who, Organisation):
        return who
    return replace(who, login=who.rest_login, type=AccountType.USER)


def rate_limit(_: Any, info: Info, **__: Any) -> dict[str, Any]:
    window, cost = context_of(info).window, context_of(info).cost
    return {
        "cost": cost.points,
        "limit": window.limit,
        "nodeCount": cost.nodes,
        "remaining": window.remaining,
        "resetAt": window.reset_at,
        "used": window.used,
    }


def organisation(_: Any, info: Info, login: str) -> Organisation:
    found = context_of(info).world.organisations.get(login.lower())
    if found is None:
        raise not_found(f"an Organization with the login of '{login}'")
    return found


def user(_: Any, info: Info, login: str) -> Account:
    found = context_of(info).world.accounts.get(login.lower())
    if found is None or found.type is not AccountType.USER:
        raise not_found(f"a User with the login of '{login}'")
    return found


def owner(_: Any, info: Info, login: str) -> Account | None:
    found = context_of(info).world.accounts.get(login.lower())
    return None if found is None or found.type is AccountType.BOT else found


def repository(_: Any, info: Info, owner: str, name: str, **__: Any) -> Repository:
    found = context_of(info).world.accounts.get(owner.lower())
    if found is None:
        raise not_found(f"a Repository with the name '{owner}/{name}'")
    return repository_of(found, info, name)


def find_node(context: Context, node_id: str) -> Any:
    """The object of a node id, if the caller may see it; NOT_FOUND otherwise."""
    found = context.world.nodes.get(node_id) or find_by_id(context.world, node_id)
    if isinstance(found, Revision) or found is None:
        raise no_node(node_id)
    if isinstance(found, Team):
        need_members(context)
    where = repository_behind(found)
    if where is not None and not visible(context, where):
        raise no_node(node_id)
    if where is not None and not isinstance(found, Repository):
        need(context, where, _read_permission(found))
    if isinstance(found, Review) and found not in found.pull.seen_by(context.actor.account):
        raise no_node(node_id)
    return found


def _read_permission(thing: Any) -> str:
    """What it takes to read something in a repository."""
    match thing:
        case CheckRun() | CheckSuite():
            return "checks:read"
        case CommitStatus():
            return "statuses:read"
        case GitThing() | RefThing():
            return "contents:read"
        case PullRequest() | Review():
            return "pull_requests:read"
        case Issue():
            return "issues:read"
        case _:
            return "issues:read pull_requests:read"


def repository_behind(thing: Any) -> Repository | None:
    """The repository that an object lies in, if in one."""
    match thing:
        case Repository():
            return thing
        case Issue() | Label() | CheckSuite() | CommitStatus() | GitThing() | RefThing():
            return thing.repository
        case CheckRun():
            return thing.suite.repository
        case Review():
            return thing.pull.repository
        case Comment() | Event():
            return thing.issue.repository
        case _:
            return None


def node(_: Any, info: Info, **arguments: Any) -> Any:
    return find_node(context_of(info), arguments["id"])


def nodes(_: Any, info: Info, ids: list[str]) -> list[Any]:
    """One entry an id; what cannot be found is null with an error of its own."""
    if len(ids) > 100:
        message = f"You may not provide more than 100 node ids; you provided {len(ids)}."
        raise Refusal("ARGUMENT_LIMIT", message)
    found: list[Any] = []
    for node_id in ids:
        try:
            found.append(find_node(context_of(info), node_id))
        except Refusal as refusal:
            found.append(refusal)
    return found


RESOLVERS: dict[str, dict[str, Any]] = {
    "Query": {
        "viewer": viewer,
        "rateLimit": rate_limit,
        "organization": organisation,
        "user": user,
        "repositoryOwner": owner,
        "repository": repository,
        "node": node,
        "nodes": nodes,
    }
}
