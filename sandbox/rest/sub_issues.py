"""Sub-issues: `/issues/{issue_number}/sub_issues`, and the parent of one.

That changes answer with the parent, and not with the sub-issue, is unconfirmed.
"""

from sandbox.acts import sub_issues as acts
from sandbox.errors import malformed, not_found
from sandbox.rest.caller import can_see
from sandbox.rest.issues import ISSUE, find_issue
from sandbox.rest.paging import page_of
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.issue import issue as shape
from sandbox.world.calls import Kind
from sandbox.world.issues import Issue
from sandbox.world.people import Role

routes = Routes()
SUB_ISSUES = ISSUE + "/sub_issues"
READ, WRITE = "issues:read", "issues:write"


@routes("GET", SUB_ISSUES, needs=READ)
def list_sub_issues(call: Call, issue_number: int) -> Answer:
    found = find_issue(call, issue_number).sub_issues
    seen = [one for one in found if can_see(call.caller, one.repository)]
    chosen, headers = page_of(call, seen)
    return Answer([shape(call.world, one) for one in chosen], headers=headers)


@routes("POST", SUB_ISSUES, needs=WRITE, role=Role.TRIAGE)
def add_sub_issue(call: Call, issue_number: int) -> Answer:
    parent, one = find_issue(call, issue_number), _of_owner(call, _number(call, "sub_issue_id"))
    replaces = call.body.flag("replace_parent") is True
    acts.add(call.world, parent, one, call.actor, replaces=replaces)
    return Answer(shape(call.world, parent), 201)


@routes("DELETE", ISSUE + "/sub_issue", needs=WRITE, role=Role.TRIAGE, kind=Kind.CONTENT)
def remove_sub_issue(call: Call, issue_number: int) -> Answer:
    parent = find_issue(call, issue_number)
    acts.remove(call.world, parent, _below(parent, _number(call, "sub_issue_id")), call.actor)
    return Answer(shape(call.world, parent))


@routes("PATCH", SUB_ISSUES + "/priority", needs=WRITE, role=Role.TRIAGE, kind=Kind.CONTENT)
def reprioritise(call: Call, issue_number: int) -> Answer:
    """Move it after or before another; neither and both are refused, in words of our own."""
    parent = find_issue(call, issue_number)
    one = _below(parent, _number(call, "sub_issue_id"))
    if (call.body.number("after_id") is None) is (call.body.number("before_id") is None):
        raise malformed('Either "after_id" or "before_id" should be specified.')
    after, before = _neighbour(call, parent, "after_id"), _neighbour(call, parent, "before_id")
    acts.move(parent, one, after=after, before=before)
    return Answer(shape(call.world, parent))


@routes("GET", ISSUE + "/parent", needs=READ)
def get_parent(call: Call, issue_number: int) -> Answer:
    parent = find_issue(call, issue_number).parent
    if parent is None or not can_see(call.caller, parent.repository):
        raise not_found()
    return Answer(shape(call.world, parent))


def _number(call: Call, name: str) -> int:
    found = call.body.number(name)
    if found is None:
        raise malformed(f'"{name}" wasn\'t supplied.')
    return found


def _neighbour(call: Call, parent: Issue, name: str) -> Issue | None:
    number = call.body.number(name)
    return None if number is None else _below(parent, number)


def _of_owner(call: Call, number: int) -> Issue:
    """An issue of the same owner by its database id, if the caller sees it."""
    for where in call.world.repositories.values():
        if where.owner is call.repository.owner and can_see(call.caller, where):
            for one in where.issues.values():
                if one.id == number:
                    return one
    raise not_found()


def _below(parent: Issue, number: int) -> Issue:
    for one in parent.sub_issues:
        if one.id == number:
            return one
    raise not_found()
