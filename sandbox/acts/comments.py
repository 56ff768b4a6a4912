"""Comments and reactions on issues."""

from typing import Any

from sandbox.acts.lateness import after
from sandbox.acts.timeline import record, revise
from sandbox.acts.webhooks import announce
from sandbox.errors import invalid
from sandbox.shapes.issue import comment as comment_shape
from sandbox.shapes.issue import told
from sandbox.world.issues import Actor, Comment, EventKind, Issue, Reaction, Written
from sandbox.world.state import World

BODY_LENGTH = 65_536


def add_comment(world: World, issue: Issue, actor: Actor, body: str) -> Comment:
    _check(body)
    number, node = world.mint("IC")
    now = world.now()
    comment = Comment(number, node, actor, body, now, now, issue=issue)
    comment.hidden_until = after(world, world.lateness.comments)
    issue.comments.append(comment)
    issue.updated_at = now
    world.nodes[node] = comment
    _announce(world, comment, "created", actor)
    return comment


def edit_comment(world: World, comment: Comment, actor: Actor, body: str) -> None:
    _check(body)
    if body == comment.body:
        return
    changes = {"changes": {"body": {"from": comment.body}}}
    revise(world, comment, actor, body)
    _announce(world, comment, "edited", actor, changes)


def delete_comment(world: World, comment: Comment, actor: Actor) -> None:
    issue = comment.issue
    issue.comments.remove(comment)
    world.nodes.pop(comment.node_id, None)
    record(world, issue, EventKind.COMMENT_DELETED, actor)
    _announce(world, comment, "deleted", actor)


def react(world: World, written: Written, actor: Actor, content: str) -> tuple[Reaction, bool]:
    """The actor's reaction, and whether it is new."""
    for known in written.reactions:
        if known.user is actor.account and known.content == content:
            return known, False
    reaction = Reaction(*world.mint("REA"), actor.account, content, world.now())
    written.reactions.append(reaction)
    return reaction, True


def _check(body: str) -> None:
    if not body.strip():
        raise invalid("IssueComment", "body", "missing_field")
    if len(body) > BODY_LENGTH:
        sentence = "body is too long (maximum is 65536 characters)"
        raise invalid("IssueComment", "body", "custom", sentence)


def _announce(
    world: World, comment: Comment, action: str, actor: Actor, extra: dict[str, Any] | None = None
) -> None:
    payload = {
        "issue": told(world, comment.issue),
        "comment": comment_shape(world, comment),
    } | (extra or {})
    where = comment.issue.repository
    announce(world, "issue_comment", action, actor, about=where, extra=payload)
