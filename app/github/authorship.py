"""Asks who really set a label or wrote a comment: a person, or an App in a person's name.

GraphQL does not tell it. It never changes, so that it is asked once for each event and comment:
what is known already is handed in, by GraphQL's id of an event or the number of a comment.
"""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.approvals import orders
from app.domain.commands import Approve, BreakGlass, Command
from app.domain.issue import Comment, Issue, LabelEvent
from app.github.client import Client
from app.github.errors import Incomplete, Refusal

Apps = Mapping[str, bool]
"""Id of an event or comment to: an App did it."""

_EVENTS = "GET /repos/{owner}/{repo}/issues/{number}/events"
_COMMENTS = "GET /repos/{owner}/{repo}/issues/{number}/comments"


def with_apps(client: Client, owner: str, repo: str, issue: Issue, known: Apps) -> Issue:
    """Marks label events and comments that an App made, as far as it can matter.

    Takes one REST call for the events and one for the comments, each only if something of it is
    not known yet. Raises Incomplete if GitHub does not tell of one that may count.
    """
    told = {**known, **_of_events(client, owner, repo, issue, known)}
    told |= _of_comments(client, owner, repo, issue, known)
    events = (replace(one, via_app=told.get(one.id, False)) for one in issue.label_events)
    comments = (replace(one, via_app=told.get(str(one.id), False)) for one in issue.comments)
    return replace(issue, label_events=tuple(events), comments=tuple(comments))


def apps_of(issue: Issue) -> Apps:
    """What is to be handed in next time: all that was marked because it can matter."""
    events = {one.id: one.via_app for one in issue.label_events if _may_count(one, issue)}
    return events | {str(one.id): one.via_app for one in _speaking(issue)}


def _of_events(client: Client, owner: str, repo: str, issue: Issue, known: Apps) -> Apps:
    """From `GET /repos/{owner}/{repo}/issues/{number}/events`, whose node_id is GraphQL's id."""
    asked = [one for one in issue.label_events if _may_count(one, issue) and one.id not in known]
    if not asked:
        return {}
    entries = client.pages(_EVENTS, owner=owner, repo=repo, number=issue.number)
    by_app = {one["node_id"]: one.get("performed_via_github_app") is not None for one in entries}
    for event in asked:
        if event.id not in by_app:
            what = f"a change of the label {event.label.name} at {event.at:%H:%M:%S} UTC"
            raise Incomplete(Refusal(_EVENTS), f"{what}, so that nobody can tell who made it")
    return by_app


def _of_comments(client: Client, owner: str, repo: str, issue: Issue, known: Apps) -> Apps:
    """From `GET /repos/{owner}/{repo}/issues/{number}/comments`.

    One that is not listed was deleted meanwhile, or is not listed yet.
    """
    asked = [one for one in _speaking(issue) if str(one.id) not in known]
    if not asked:
        return {}
    entries = client.pages(_COMMENTS, owner=owner, repo=repo, number=issue.number)
    by_app = {str(one["id"]): one.get("performed_via_github_app") is not None for one in entries}
    for comment in asked:
        if str(comment.id) not in by_app:
            what = f"a comment of {comment.at:%H:%M:%S} UTC"
            raise Incomplete(Refusal(_COMMENTS), f"{what}, so that nobody can tell who wrote it")
    return by_app


def _may_count(event: LabelEvent, issue: Issue) -> bool:
    """Whether anything could hang on who really set or took off this label.

    A bot's label never counts, nor one that the author sets or that came from elsewhere; our own
    state labels are a bot's.
    """
    if event.actor is None or event.actor.is_bot:
        return False
    if issue.moved_in_at is not None and event.at <= issue.moved_in_at:
        return False
    return not event.added or event.actor != issue.author


def _speaking(issue: Issue) -> list[Comment]:
    """The comments of which anything could hang on who really wrote them."""
    return [
        comment
        for comment, _, order in orders(issue)
        if not comment.edited and _matters_who_wrote(order)
    ]


def _matters_who_wrote(order: object) -> bool:
    return isinstance(order, Approve | BreakGlass) or order is Command.BUILD
