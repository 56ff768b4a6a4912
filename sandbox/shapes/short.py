"""The short forms of commits and pull requests, as checks and runs of workflows carry them."""

from datetime import UTC, datetime
from typing import Any

import pygit2

from sandbox.clock import stamp
from sandbox.shapes.repository import api_url
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def simple_commit(where: Repository, sha: str) -> dict[str, Any]:
    """`simple-commit`."""
    commit = where.git.commit(sha)
    return {
        "id": sha,
        "tree_id": str(commit.tree.id),
        "message": commit.message,
        "timestamp": stamp(datetime.fromtimestamp(commit.author.time, UTC)),
        "author": _person(commit.author),
        "committer": _person(commit.committer),
    }


def _person(who: pygit2.Signature) -> dict[str, str]:
    return {"name": who.name, "email": who.email}


def minimal_pull(world: World, one: PullRequest) -> dict[str, Any]:
    """`pull-request-minimal`."""
    where, api = one.repository, api_url(world, one.repository)
    own = {"id": where.id, "url": api, "name": where.name}
    return {
        "id": one.pull_id,
        "number": one.number,
        "url": f"{api}/pulls/{one.number}",
        "head": {"ref": one.head_ref, "sha": one.head_sha, "repo": own},
        "base": {"ref": one.base_ref, "sha": one.base_sha, "repo": own},
    }
