"""Sub-issues: put under a parent, taken away, and moved among each other."""

from collections.abc import Iterator
from typing import Any

from sandbox.acts.webhooks import announce
from sandbox.errors import ApiError
from sandbox.shapes.issue import issue as shape
from sandbox.shapes.repository import plain
from sandbox.world.issues import Actor, Issue
from sandbox.world.pulls import PullRequest
from sandbox.world.state import World

# The number is unconfirmed.
MOST = 100
# Levels below an issue that has no parent itself.
DEEPEST = 8
REFUSED = "An error occurred while adding the sub-issue to the parent issue."


def add(world: World, parent: Issue, one: Issue, actor: Actor, *, replaces: bool) -> None:
    """Make an issue the last sub-issue of another; 422 where it cannot be one.

    `replaces` takes it away from another parent. Of the refusals only that of a second parent is
    confirmed in its wording.
    """
    _check_family(parent, one, replaces=replaces)
    if len(parent.sub_issues) >= MOST:
        raise ApiError(422, f"{REFUSED} Parent cannot have more than {MOST} sub-issues")
    if _depth(parent) + 1 + _height(one) > DEEPEST:
        raise ApiError(422, f"{REFUSED} Sub-issues can be nested {DEEPEST} levels deep at most")
    if one.parent is not None:
        remove(world, one.parent, one, actor)
    one.parent = parent
    parent.sub_issues.append(one)
    _tell(world, parent, one, actor, "added")


def _check_family(parent: Issue, one: Issue, *, replaces: bool) -> None:
    if isinstance(one, PullRequest) or isinstance(parent, PullRequest):
        raise ApiError(422, f"{REFUSED} Only issues can have and be sub-issues")
    if one in parent.sub_issues:
        raise ApiError(422, f"{REFUSED} Issue may not contain duplicate sub-issues")
    if one is parent or one in _ancestors(parent):
        raise ApiError(422, f"{REFUSED} An issue cannot be below itself")
    if one.parent is not None and not replaces:
        raise ApiError(422, f"{REFUSED} Sub issue may only have one parent")


def _ancestors(one: Issue) -> Iterator[Issue]:
    while one.parent is not None:
        one = one.parent
        yield one


def _depth(one: Issue) -> int:
    return sum(1 for _ in _ancestors(one))


def _height(one: Issue) -> int:
    """How many levels there are below it."""
    return max((1 + _height(each) for each in one.sub_issues), default=0)


def remove(world: World, parent: Issue, one: Issue, actor: Actor) -> None:
    parent.sub_issues.remove(one)
    one.parent = None
    _tell(world, parent, one, actor, "removed")


def move(parent: Issue, one: Issue, *, after: Issue | None, before: Issue | None) -> None:
    """Put a sub-issue right after or before another one of the same parent."""
    anchor = after or before
    if anchor is None or anchor is one:
        return
    parent.sub_issues.remove(one)
    parent.sub_issues.insert(parent.sub_issues.index(anchor) + (after is not None), one)


def let_go(issue: Issue) -> None:
    """Take a deleted issue out of its family; whether GitHub tells of this is unconfirmed."""
    if issue.parent is not None:
        issue.parent.sub_issues.remove(issue)
    for one in issue.sub_issues:
        one.parent = None


def hand_over(issue: Issue, moved: Issue) -> None:
    """Give the family of an issue to what it became in another repository."""
    moved.parent, moved.sub_issues = issue.parent, issue.sub_issues
    for one in moved.sub_issues:
        one.parent = moved
    if moved.parent is not None:
        own = moved.parent.sub_issues
        own[own.index(issue)] = moved


def _tell(world: World, parent: Issue, one: Issue, actor: Actor, what: str) -> None:
    """Once where the parent is, and once where the sub-issue is."""
    both: dict[str, Any] = {
        "sub_issue_id": one.id,
        "sub_issue": shape(world, one),
        "parent_issue_id": parent.id,
        "parent_issue": shape(world, parent),
    }
    at_parent = both | {"sub_issue_repo": plain(world, one.repository)}
    at_sub = both | {"parent_issue_repo": plain(world, parent.repository)}
    for action, about, extra in (
        (f"sub_issue_{what}", parent.repository, at_parent),
        (f"parent_issue_{what}", one.repository, at_sub),
    ):
        announce(world, "sub_issues", action, actor, about=about, extra=extra)
