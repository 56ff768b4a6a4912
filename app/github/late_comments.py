"""Reads comments that are known to be there and not listed: GitHub's lists are a moment behind."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.domain.issue import Comment, Issue
from app.github import issue_shapes as shapes
from app.github.authorship import Apps
from app.github.client import Client
from app.github.errors import Incomplete, NotFound, Refusal
from app.github.request_documents import READ_COMMENT

_COMMENT = "GET /repos/{owner}/{repo}/issues/comments/{comment_id}"


def with_late_comments(
    client: Client, owner: str, repo: str, issue: Issue, expected: Collection[int]
) -> tuple[Issue, Apps]:
    """The issue with the expected comments that its list lacks and that were not deleted.

    Beside it is which of these an App made. Each that is lacking takes a REST call and, if it is
    there, one of GraphQL. Raises Incomplete for one that only the first of them shows.
    """
    listed = {one.id for one in issue.comments}
    late = list(_found(client, owner, repo, issue, sorted({*expected} - listed)))
    comments = sorted((*issue.comments, *late), key=lambda one: (one.at, one.id))
    by_app = {str(one.id): one.via_app for one in late}
    return replace(issue, comments=tuple(comments)), by_app


def _found(
    client: Client, owner: str, repo: str, issue: Issue, lacking: Collection[int]
) -> Iterator[Comment]:
    for comment_id in lacking:
        try:
            kept = client.rest(_COMMENT, owner=owner, repo=repo, comment_id=comment_id)
        except NotFound:
            continue
        if not kept["issue_url"].endswith(f"/issues/{issue.number}"):
            continue
        by_app = kept.get("performed_via_github_app") is not None
        yield replace(_whole(client, kept["node_id"]), via_app=by_app)


def _whole(client: Client, node_id: str) -> Comment:
    """With who edited it, which REST does not tell."""
    try:
        node = client.graphql(READ_COMMENT, id=node_id)["node"]
    except NotFound:
        node = None
    if not node:
        raise Incomplete(Refusal("QUERY ReadComment"), "a comment that is there by its address")
    return shapes.comment(node)
