"""JSON of pull requests, their files and their reviews."""

from typing import Any

from sandbox.clock import stamp, stamp_or_none
from sandbox.git.diffs import changes, commits_between
from sandbox.shapes.change import changed_files
from sandbox.shapes.issue import association, label, page
from sandbox.shapes.people import account, team
from sandbox.shapes.repository import api_url, plain
from sandbox.world.mergeability import Mergeability
from sandbox.world.pulls import Fork, PullRequest, Review
from sandbox.world.repositories import Repository
from sandbox.world.state import World

FILES_SHOWN = 3000


def simple(world: World, one: PullRequest) -> dict[str, Any]:
    """`pull-request-simple`: as in lists."""
    where, at = one.repository, page(world, one)
    links = _links(world, one)
    return {
        "id": one.pull_id,
        "node_id": one.node_id,
        "number": one.number,
        "title": one.title,
        "body": one.body,
        "state": one.state.value,
        "draft": one.draft,
        "locked": one.locked,
        "active_lock_reason": one.lock_reason,
        "user": account(world, one.author.account),
        "author_association": association(where.owner, one.author.account),
        "labels": [label(world, where, each) for each in one.labels],
        "milestone": None,
        "assignee": account(world, one.assignees[0]) if one.assignees else None,
        "assignees": [account(world, each) for each in one.assignees],
        "requested_reviewers": [account(world, each) for each in one.requested_reviewers],
        "requested_teams": [team(world, where.owner, each) for each in one.requested_teams],
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "closed_at": stamp_or_none(one.closed_at),
        "merged_at": stamp_or_none(one.merged_at),
        "merge_commit_sha": one.merge_commit_sha,
        "auto_merge": None,
        "head": _head(world, one),
        "base": _side(world, where, one.base_ref, one.base_sha),
        "html_url": at,
        "diff_url": f"{at}.diff",
        "patch_url": f"{at}.patch",
        "url": links["self"],
        **{f"{name}_url": links[name] for name in links if name not in {"self", "html"}},
        "_links": {name: {"href": url} for name, url in links.items()},
    }


def pull(world: World, one: PullRequest, mergeability: Mergeability) -> dict[str, Any]:
    """`pull-request`: one by itself, and in webhooks about it."""
    return simple(world, one) | {
        "requested_teams": [_team_simple(world, one, each) for each in one.requested_teams],
        "merged": one.merged,
        "merged_by": account(world, one.merged_by) if one.merged_by else None,
        "mergeable": mergeability.mergeable,
        "rebaseable": mergeability.rebaseable,
        "mergeable_state": mergeability.state,
        "comments": len(one.comments),
        "review_comments": 0,
        "maintainer_can_modify": False,
        **size(one),
    }


def in_review(world: World, one: PullRequest) -> dict[str, Any]:
    """A pull request in a webhook about its review."""
    return simple(world, one) | {
        "requested_teams": [_team_simple(world, one, each) for each in one.requested_teams]
    }


def size(one: PullRequest) -> dict[str, int]:
    """How many commits, files and lines it changes."""
    git = one.repository.git
    found = changes(git, one.base_tip, one.head_sha)
    return {
        "commits": len(commits_between(git, one.base_tip, one.head_sha)),
        "additions": sum(each.additions for each in found),
        "deletions": sum(each.deletions for each in found),
        "changed_files": len(found),
    }


def _links(world: World, one: PullRequest) -> dict[str, str]:
    api = api_url(world, one.repository)
    own, issue = f"{api}/pulls/{one.number}", f"{api}/issues/{one.number}"
    return {
        "self": own,
        "html": page(world, one),
        "issue": issue,
        "comments": f"{issue}/comments",
        "review_comments": f"{own}/comments",
        "review_comment": f"{api}/pulls/comments{{/number}}",
        "commits": f"{own}/commits",
        "statuses": f"{api}/statuses/{one.head_sha}",
    }


def _head(world: World, one: PullRequest) -> dict[str, Any]:
    shape = _side(world, one.repository, one.head_ref, one.head_sha)
    if one.fork is None:
        return shape
    owner = account(world, one.fork.owner)
    return shape | {"label": one.head_label, "user": owner, "repo": _forked(world, one, one.fork)}


def _forked(world: World, one: PullRequest, fork: Fork) -> dict[str, Any]:
    """The fork, which is like the repository but for whose it is."""
    full_name = f"{fork.owner.login}/{one.repository.name}"
    shape = {
        name: value.replace(one.repository.full_name, full_name)
        if isinstance(value, str)
        else value
        for name, value in plain(world, one.repository).items()
    }
    own = {"id": fork.id, "node_id": fork.node_id, "owner": account(world, fork.owner)}
    return shape | own | {"fork": True}


def _side(world: World, where: Repository, ref: str, sha: str) -> dict[str, Any]:
    return {
        "label": f"{where.owner.login}:{ref}",
        "ref": ref,
        "sha": sha,
        "user": account(world, where.owner),
        "repo": plain(world, where),
    }


def _team_simple(world: World, one: PullRequest, each: Any) -> dict[str, Any]:
    shape = team(world, one.repository.owner, each)
    del shape["parent"]
    return shape


def files(world: World, one: PullRequest) -> list[dict[str, Any]]:
    return changed_files(world, one.repository, one.base_tip, one.head_sha, FILES_SHOWN)


def review(world: World, one: Review) -> dict[str, Any]:
    """`pull-request-review`; a pending one has no time of submission."""
    where = one.pull.repository
    at = f"{page(world, one.pull)}#pullrequestreview-{one.id}"
    api = f"{api_url(world, where)}/pulls/{one.pull.number}"
    shape = {
        "id": one.id,
        "node_id": one.node_id,
        "user": account(world, one.author.account),
        "body": one.body or "",
        "state": one.state.value,
        "commit_id": one.commit_id,
        "author_association": association(where.owner, one.author.account),
        "html_url": at,
        "pull_request_url": api,
        "_links": {"html": {"href": at}, "pull_request": {"href": api}},
    }
    if one.submitted_at is None:
        return shape
    return shape | {"submitted_at": stamp(one.submitted_at)}


def review_told(world: World, one: Review) -> dict[str, Any]:
    """A review in a webhook: its state in small letters, no text as null."""
    told = {
        "state": one.state.value.lower(),
        "body": one.body,
        "updated_at": stamp(one.updated_at),
    }
    return review(world, one) | told


def reviewed(world: World, one: Review) -> dict[str, Any]:
    """A review in a timeline."""
    return review(world, one) | {"event": "reviewed", "state": one.state.value.lower()}
