"""JSON of labels, issues, comments, timeline entries and reactions."""

from typing import Any
from urllib.parse import quote

from sandbox.clock import stamp, stamp_or_none
from sandbox.shapes.app import app as app_shape
from sandbox.shapes.people import account, team
from sandbox.shapes.repository import api_url
from sandbox.world.issues import Comment, Event, EventKind, Issue, Reaction, State, Written
from sandbox.world.labels import Label
from sandbox.world.people import Account, Organisation, OrganisationRole, Team
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.state import World

NOT_TOLD = {"closed_by", "parent_issue_url"}
REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")


def label(world: World, where: Repository, one: Label) -> dict[str, Any]:
    return {
        "id": one.id,
        "node_id": one.node_id,
        "url": f"{api_url(world, where)}/labels/{quote(one.name, safe='')}",
        "name": one.name,
        "color": one.color,
        "default": one.default,
        "description": one.description,
    }


def association(owner: Organisation, who: Account) -> str:
    """`author_association`; the sandbox knows members and others only."""
    return "NONE" if owner.role_of(who) is OrganisationRole.NONE else "MEMBER"


def page(world: World, one: Issue) -> str:
    """Where people see it."""
    kind = "pull" if isinstance(one, PullRequest) else "issues"
    return f"{world.url}/{one.repository.full_name}/{kind}/{one.number}"


def issue(world: World, one: Issue) -> dict[str, Any]:
    where = one.repository
    api = f"{api_url(world, where)}/issues/{one.number}"
    shape = {
        "id": one.id,
        "node_id": one.node_id,
        "number": one.number,
        "title": one.title,
        "body": one.body,
        "state": one.state.value,
        "state_reason": one.state_reason,
        "user": account(world, one.author.account),
        "labels": [label(world, where, each) for each in one.labels],
        "assignee": account(world, one.assignees[0]) if one.assignees else None,
        "assignees": [account(world, each) for each in one.assignees],
        "milestone": None,
        "locked": one.locked,
        "active_lock_reason": one.lock_reason,
        "comments": len(one.comments),
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "closed_at": stamp_or_none(one.closed_at),
        "closed_by": account(world, one.closed_by) if one.closed_by else None,
        "author_association": association(where.owner, one.author.account),
        "performed_via_github_app": app_shape(world, one.author.app) if one.author.app else None,
        "reactions": reactions(one, f"{api}/reactions"),
        "url": api,
        "repository_url": api_url(world, where),
        "labels_url": f"{api}/labels{{/name}}",
        "comments_url": f"{api}/comments",
        "events_url": f"{api}/events",
        "timeline_url": f"{api}/timeline",
        "html_url": page(world, one),
    }
    return shape | (_of_pull(world, one) if isinstance(one, PullRequest) else _family(world, one))


def _family(world: World, one: Issue) -> dict[str, Any]:
    """What an issue shows of its parent and its sub-issues; every closed one counts as completed.

    That it names no parent where it has none, rather than null, is unconfirmed.
    """
    total = len(one.sub_issues)
    completed = sum(1 for each in one.sub_issues if each.state is State.CLOSED)
    share = 100 * completed // total if total else 0
    summary = {"total": total, "completed": completed, "percent_completed": share}
    shape: dict[str, Any] = {"sub_issues_summary": summary}
    if one.parent is not None:
        at = f"{api_url(world, one.parent.repository)}/issues/{one.parent.number}"
        shape["parent_issue_url"] = at
    return shape


def _of_pull(world: World, one: PullRequest) -> dict[str, Any]:
    """What an issue shows that is a pull request."""
    at = page(world, one)
    links = {
        "url": f"{api_url(world, one.repository)}/pulls/{one.number}",
        "html_url": at,
        "diff_url": f"{at}.diff",
        "patch_url": f"{at}.patch",
    }
    return {
        "draft": one.draft,
        "pull_request": links | {"merged_at": stamp_or_none(one.merged_at)},
    }


def told(world: World, one: Issue) -> dict[str, Any]:
    """An issue in a webhook, where it is not said who closed it, nor which is its parent."""
    shape = issue(world, one)
    return {name: each for name, each in shape.items() if name not in NOT_TOLD}


def comment(world: World, one: Comment) -> dict[str, Any]:
    where = one.issue.repository
    api = f"{api_url(world, where)}/issues/comments/{one.id}"
    return {
        "id": one.id,
        "node_id": one.node_id,
        "url": api,
        "html_url": f"{page(world, one.issue)}#issuecomment-{one.id}",
        "issue_url": f"{api_url(world, where)}/issues/{one.issue.number}",
        "body": one.body,
        "user": account(world, one.author.account),
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
        "author_association": association(where.owner, one.author.account),
        "performed_via_github_app": app_shape(world, one.author.app) if one.author.app else None,
        "reactions": reactions(one, f"{api}/reactions"),
    }


def reactions(one: Written, url: str) -> dict[str, Any]:
    counts: dict[str, Any] = dict.fromkeys(REACTIONS, 0)
    for each in one.reactions:
        counts[each.content] += 1
    return {"url": url, "total_count": len(one.reactions)} | counts


def reaction(world: World, one: Reaction) -> dict[str, Any]:
    return {
        "id": one.id,
        "node_id": one.node_id,
        "user": account(world, one.user),
        "content": one.content,
        "created_at": stamp(one.created_at),
    }


def event(world: World, where: Repository, one: Event) -> dict[str, Any]:
    """An entry of `/issues/{n}/events`; the timeline shows the same fields."""
    return {
        "id": one.id,
        "node_id": one.node_id,
        "url": f"{api_url(world, where)}/issues/events/{one.id}",
        "actor": account(world, one.actor.account),
        "event": one.kind.value,
        "commit_id": one.commit_id,
        "commit_url": one.commit_id and f"{api_url(world, where)}/commits/{one.commit_id}",
        "created_at": stamp(one.created_at),
        "performed_via_github_app": app_shape(world, one.actor.app) if one.actor.app else None,
    } | _details(world, where, one)


def _details(world: World, where: Repository, one: Event) -> dict[str, Any]:
    match one.kind:
        case EventKind.LABELED | EventKind.UNLABELED:
            # The name at the time of the event, not the present one: unconfirmed.
            return {"label": {"name": one.label_name, "color": one.label_color}}
        case EventKind.RENAMED:
            return {"rename": {"from": one.previous_title, "to": one.current_title}}
        case EventKind.LOCKED:
            return {"lock_reason": one.lock_reason}
        case EventKind.ASSIGNED | EventKind.UNASSIGNED if one.assignee:
            return {"assignee": account(world, one.assignee)}
        case EventKind.REVIEW_REQUESTED | EventKind.REVIEW_REQUEST_REMOVED if one.requested:
            asked = requested(world, where, one.requested)
            return {"review_requester": account(world, one.actor.account)} | asked
        case EventKind.REVIEW_DISMISSED if one.review:
            dismissed = {
                "state": one.dismissed_state.lower(),
                "review_id": one.review.id,
                "dismissal_message": one.dismissal_message,
            }
            return {"dismissed_review": dismissed}
        case _:
            return {}


def requested(world: World, where: Repository, one: Account | Team) -> dict[str, Any]:
    """Who was asked for a review, as events and webhooks say it."""
    if isinstance(one, Team):
        return {"requested_team": team(world, where.owner, one)}
    return {"requested_reviewer": account(world, one)}


def timeline_entry(world: World, where: Repository, one: Event | Comment) -> dict[str, Any]:
    """An entry of `/issues/{n}/timeline`: an event, or a comment as `commented`."""
    if isinstance(one, Event):
        closed = one.kind is EventKind.CLOSED
        return event(world, where, one) | ({"state_reason": one.state_reason} if closed else {})
    actor = account(world, one.author.account)
    return comment(world, one) | {"event": "commented", "actor": actor}
