"""Mutations of refs: made, moved, deleted, and a commit put upon a branch."""

import binascii
from base64 import b64decode
from typing import Any

from sandbox.acts.commits import commit_on_branch
from sandbox.acts.refs import delete_ref, move_ref
from sandbox.errors import ApiError
from sandbox.git.store import NoSuchObject
from sandbox.graphql.context import Context, Info, Refusal, context_of, need, not_found
from sandbox.graphql.mutating import answer, find, may_touch_workflows, mutations_of
from sandbox.graphql.objects import GitThing, RefThing
from sandbox.graphql.people import repository as repository_of
from sandbox.world.people import Role
from sandbox.world.repositories import Repository

WRITE = "contents:write"


def create_ref(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    """A new branch or tag by its full name; most of the words of refusals are unconfirmed."""
    context = context_of(info)
    where = find(context, given["repositoryId"], Repository)
    need(context, where, WRITE, Role.WRITE)
    name = given["name"]
    if not name.startswith("refs/") or name.count("/") < 2:
        raise ApiError(422, f"{name} is not a valid ref name.")
    if where.git.ref(name) is not None:
        raise ApiError(422, f'A ref named "{name}" already exists in the repository.')
    return _moved(context, given, where, name, force=False)


def update_ref(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    ref = _ref(context, given["refId"])
    return _moved(context, given, ref.repository, ref.full_name, force=bool(given.get("force")))


def _ref(context: Context, node_id: str) -> RefThing:
    found = find(context, node_id, RefThing)
    need(context, found.repository, WRITE, Role.WRITE)
    return found


def _moved(
    context: Context, given: dict[str, Any], where: Repository, name: str, *, force: bool
) -> dict[str, Any]:
    try:
        where.git.commit(given["oid"])
    except NoSuchObject:
        raise ApiError(422, "Object does not exist") from None
    move_ref(
        context.world,
        where,
        context.actor,
        name,
        given["oid"],
        force=force,
        workflows=may_touch_workflows(context),
    )
    return answer(given, ref=RefThing(where, name, given["oid"]))


def remove_ref(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    context = context_of(info)
    ref = _ref(context, given["refId"])
    delete_ref(context.world, ref.repository, context.actor, ref.full_name)
    return answer(given)


def create_commit(_: Any, info: Info, given: dict[str, Any]) -> dict[str, Any]:
    """Files written and deleted in one signed commit, if the branch is where it is expected."""
    context = context_of(info)
    where, ref = _branch(context, info, given["branch"])
    need(context, where, WRITE, Role.WRITE)
    tip, expected = where.git.ref(ref), given["expectedHeadOid"]
    if tip is None:
        raise not_found(f"a Ref with the name '{ref}'")  # the words are unconfirmed
    if tip != expected:
        sentence = f'Expected branch to point to "{expected}" but it did not.'
        raise Refusal("STALE_DATA", f"{sentence}  Pull and try again.")
    wanted, message = given.get("fileChanges") or {}, given["message"]
    commit = commit_on_branch(
        context.world,
        where,
        context.actor,
        ref,
        {one["path"]: _content(one) for one in wanted.get("additions") or []},
        [one["path"] for one in wanted.get("deletions") or []],
        "\n\n".join(part for part in (message["headline"], message.get("body")) if part),
        workflows=may_touch_workflows(context),
    )
    made = GitThing("Commit", where, commit)
    return answer(given, commit=made, ref=RefThing(where, ref, commit))


def _branch(context: Context, info: Info, given: dict[str, Any]) -> tuple[Repository, str]:
    """The repository and the full name of a branch, by its node id or by names."""
    if given.get("id"):
        found = find(context, given["id"], RefThing)
        return found.repository, found.full_name
    owner, slash, name = (given.get("repositoryNameWithOwner") or "").partition("/")
    account = context.world.accounts.get(owner.lower())
    if not slash or account is None or not given.get("branchName"):
        raise not_found(f"a Repository with the name '{owner}{slash}{name}'")
    branch = given["branchName"].removeprefix("refs/heads/")
    return repository_of(account, info, name), f"refs/heads/{branch}"


def _content(given: dict[str, Any]) -> bytes:
    try:
        return b64decode(given["contents"], validate=True)
    except binascii.Error:
        raise ApiError(422, f"The contents of {given['path']} are not valid Base64.") from None


RESOLVERS = mutations_of(
    {
        "createCommitOnBranch": create_commit,
        "createRef": create_ref,
        "deleteRef": remove_ref,
        "updateRef": update_ref,
    }
)
