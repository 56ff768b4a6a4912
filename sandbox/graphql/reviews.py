"""Resolvers of PullRequestReview."""

from typing import Any

from sandbox.graphql.context import Info
from sandbox.graphql.issues import WRITTEN
from sandbox.graphql.objects import GitThing, by_sha
from sandbox.world.people import Role
from sandbox.world.pulls import Review
from sandbox.world.roles import role_in


def commit(one: Review, _: Info) -> GitThing | None:
    return by_sha(one.pull.repository, one.commit_id)


def author_can_push(one: Review, _: Info) -> bool:
    return role_in(one.pull.repository, one.author.account) >= Role.WRITE


RESOLVERS: dict[str, dict[str, Any]] = {
    "PullRequestReview": {
        **WRITTEN,
        "authorCanPushToRepository": author_can_push,
        "commit": commit,
        "publishedAt": lambda one, _: one.submitted_at,
        "pullRequest": lambda one, _: one.pull,
        "state": lambda one, _: one.state.value,
    }
}
