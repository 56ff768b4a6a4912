"""Resolvers of what a commit says of itself beside its tree: people, parents, signature."""

from datetime import UTC, datetime
from typing import Any

import pygit2

from sandbox.git.diffs import Change, changes, commits_between
from sandbox.graphql.connections import connection
from sandbox.graphql.context import Info, context_of, need
from sandbox.graphql.objects import GitThing, RefThing, Signature
from sandbox.world.people import AccountType
from sandbox.world.pulls import PullRequest, pulls_of


def _raw(one: GitThing) -> pygit2.Commit:
    return one.repository.git.commit(one.oid)


def _person(signature: pygit2.Signature, info: Info) -> dict[str, Any]:
    """A line of a commit, with the account that its address belongs to if to one."""
    number, _, rest = signature.email.partition("+")
    found = context_of(info).world.account(rest.partition("@")[0]) if number.isdigit() else None
    return {
        "name": signature.name,
        "email": signature.email,
        "date": datetime.fromtimestamp(signature.time, UTC),
        "user": found if found is not None and found.type is AccountType.USER else None,
    }


def author(one: GitThing, info: Info) -> dict[str, Any]:
    return _person(_raw(one).author, info)


def committer(one: GitThing, info: Info) -> dict[str, Any]:
    return _person(_raw(one).committer, info)


def authored(one: GitThing, _: Info) -> datetime:
    return datetime.fromtimestamp(_raw(one).author.time, UTC)


def message_body(one: GitThing, _: Info) -> str:
    return _raw(one).message.partition("\n")[2].strip("\n")


def parents(one: GitThing, info: Info, **arguments: Any) -> dict[str, Any]:
    found = [GitThing("Commit", one.repository, str(sha)) for sha in _raw(one).parent_ids]
    return connection(info, found, arguments)


def signature(one: GitThing, _: Info) -> Signature | None:
    """GitHub's own signature; the sandbox knows no others."""
    verified = one.oid in one.repository.verified_commits
    return Signature(_raw(one).committer.email) if verified else None


def _changes(one: GitThing) -> list[Change]:
    git, before = one.repository.git, _raw(one).parent_ids
    return changes(git, str(before[0]) if before else None, one.oid)


def pulls_of_commit(one: GitThing, info: Info, **arguments: Any) -> dict[str, Any]:
    """The pull requests that it came with or would come with."""
    need(context_of(info), one.repository, "pull_requests:read")
    git = one.repository.git
    found = [
        each
        for each in pulls_of(one.repository)
        if one.oid == each.merge_commit_sha
        or one.oid in commits_between(git, each.base_tip, each.head_sha)
    ]
    return connection(info, found, arguments)


def pulls_of_ref(one: RefThing, info: Info, **arguments: Any) -> dict[str, Any]:
    """The pull requests for which it is the head."""
    need(context_of(info), one.repository, "pull_requests:read")
    states = arguments.get("states")
    found: list[PullRequest] = [
        each
        for each in pulls_of(one.repository)
        if each.head_name == one.full_name and (not states or each.state_name in states)
    ]
    return connection(info, found, arguments)


RESOLVERS: dict[str, dict[str, Any]] = {
    "Commit": {
        "author": author,
        "authoredDate": authored,
        "committer": committer,
        "messageBody": message_body,
        "parents": parents,
        "signature": signature,
        "associatedPullRequests": pulls_of_commit,
        "additions": lambda one, _: sum(each.additions for each in _changes(one)),
        "deletions": lambda one, _: sum(each.deletions for each in _changes(one)),
        "changedFilesIfAvailable": lambda one, _: len(_changes(one)),
        "url": lambda one, info: context_of(info).world.url + _path(one),
        "resourcePath": lambda one, _: _path(one),
    },
    "Ref": {"associatedPullRequests": pulls_of_ref},
    "GpgSignature": {
        "isValid": lambda *_: True,
        "keyId": lambda *_: None,
        "signer": lambda *_: None,
        "state": lambda *_: "VALID",
        "verifiedAt": lambda *_: None,
        "wasSignedByGitHub": lambda *_: True,
    },
}


def _path(one: GitThing) -> str:
    return f"/{one.repository.full_name}/commit/{one.oid}"
