"""Comments on issues, and reactions: `/issues/{issue_number}/comments`, `/issues/comments`."""

from sandbox.acts import comments as acts
from sandbox.acts.lateness import shown
from sandbox.errors import ApiError, invalid, not_found
from sandbox.rest.issues import ISSUE, ISSUES, READ, WRITE, find_issue, may
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import issue as shapes
from sandbox.world.calls import Kind
from sandbox.world.issues import Comment, Written
from sandbox.world.people import Role

routes = Routes()
COMMENT = ISSUES + "/comments/{comment_id}"


@routes("GET", ISSUE + "/comments", needs=READ)
def list_comments(call: Call, issue_number: int) -> Answer:
    issue = find_issue(call, issue_number)
    return paged(call, _since(call, issue.comments))


@routes("GET", ISSUES + "/comments", needs=READ)
def list_repository_comments(call: Call) -> Answer:
    issues = call.repository.issues.values()
    found = sorted((one for issue in issues for one in issue.comments), key=lambda one: one.id)
    return paged(call, _since(call, found))


@routes("POST", ISSUE + "/comments", needs=WRITE, role=Role.READ, kind=Kind.CONTENT)
def create_comment(call: Call, issue_number: int) -> Answer:
    issue = find_issue(call, issue_number)
    if issue.locked and not may(call, Role.WRITE):
        raise ApiError(403, "Unable to create comment because issue is locked.")
    comment = acts.add_comment(call.world, issue, call.actor, call.body.text("body"))
    return Answer(shapes.comment(call.world, comment), 201)


@routes("GET", COMMENT, needs=READ)
def get_comment(call: Call, comment_id: int) -> Answer:
    return Answer(shapes.comment(call.world, _comment(call, comment_id)))


@routes("PATCH", COMMENT, needs=WRITE, role=Role.READ)
def update_comment(call: Call, comment_id: int) -> Answer:
    comment = _owned(call, comment_id)
    acts.edit_comment(call.world, comment, call.actor, call.body.text("body"))
    return Answer(shapes.comment(call.world, comment))


@routes("DELETE", COMMENT, needs=WRITE, role=Role.READ)
def delete_comment(call: Call, comment_id: int) -> Answer:
    acts.delete_comment(call.world, _owned(call, comment_id), call.actor)
    return Answer(status=204)


@routes("POST", COMMENT + "/reactions", needs=WRITE, role=Role.READ)
def react_to_comment(call: Call, comment_id: int) -> Answer:
    return _react(call, _comment(call, comment_id))


@routes("POST", ISSUE + "/reactions", needs=WRITE, role=Role.READ)
def react_to_issue(call: Call, issue_number: int) -> Answer:
    return _react(call, find_issue(call, issue_number))


def _react(call: Call, written: Written) -> Answer:
    content = call.body.text("content")
    if content not in shapes.REACTIONS:
        raise invalid("Reaction", "content", "invalid")
    reaction, new = acts.react(call.world, written, call.actor, content)
    return Answer(shapes.reaction(call.world, reaction), 201 if new else 200)


def _since(call: Call, found: list[Comment]) -> list[dict[str, object]]:
    since = call.query.get("since", "")
    listed = [shapes.comment(call.world, one) for one in shown(call.world, found)]
    return [one for one in listed if str(one["updated_at"]) >= since]


def _comment(call: Call, comment_id: int) -> Comment:
    for issue in call.repository.issues.values():
        for comment in issue.comments:
            if comment.id == comment_id:
                return comment
    raise not_found()


def _owned(call: Call, comment_id: int) -> Comment:
    """The comment, if the caller wrote it or may write to the repository."""
    comment = _comment(call, comment_id)
    if comment.author.account is not call.actor.account and not may(call, Role.WRITE):
        raise ApiError(403, "Must have admin rights to Repository.")
    return comment
