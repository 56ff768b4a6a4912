"""Resolvers of the events that only pull requests have."""

from typing import Any

from sandbox.graphql.context import Info, context_of
from sandbox.graphql.issues import path
from sandbox.graphql.objects import GitThing, RefThing
from sandbox.world.issues import Event
from sandbox.world.pulls import PullRequest


def pull(one: Event, _: Info) -> PullRequest:
    assert isinstance(one.issue, PullRequest)
    return one.issue


def event_path(one: Event, info: Info) -> str:
    return f"{path(one.issue, info)}#event-{one.id}"


def event_url(one: Event, info: Info) -> str:
    return context_of(info).world.url + event_path(one, info)


def _commit(one: Event, sha: str) -> GitThing | None:
    return GitThing("Commit", one.issue.repository, sha) if sha else None


def head_ref(one: Event, info: Info) -> RefThing | None:
    """The branch, if it is there (again)."""
    where, name = one.issue.repository, pull(one, info).head_name
    return RefThing(where, name) if where.git.ref(name) else None


EVENT: dict[str, Any] = {
    "actor": lambda one, _: one.actor.account,
    "pullRequest": pull,
    "resourcePath": event_path,
    "url": event_url,
    "requestedReviewer": lambda one, _: one.requested,
    "commit": lambda one, _: _commit(one, one.commit_id or ""),
    "mergeRefName": lambda one, info: pull(one, info).base_ref,
    "previousReviewState": lambda one, _: one.dismissed_state,
    "previousRefName": lambda one, _: one.ref_before,
    "currentRefName": lambda one, _: one.ref_after,
    "headRefName": lambda one, info: pull(one, info).head_ref,
    "headRef": head_ref,
    "ref": head_ref,
    "beforeCommit": lambda one, _: _commit(one, one.ref_before),
    "afterCommit": lambda one, _: _commit(one, one.ref_after),
}

RESOLVERS: dict[str, dict[str, Any]] = dict.fromkeys(
    (
        "MergedEvent",
        "ReviewRequestedEvent",
        "ReviewRequestRemovedEvent",
        "ReviewDismissedEvent",
        "ConvertToDraftEvent",
        "ReadyForReviewEvent",
        "BaseRefChangedEvent",
        "HeadRefDeletedEvent",
        "HeadRefForcePushedEvent",
    ),
    EVENT,
)
