"""Suggested labels: `/repos/{owner}/{repo}/issues/{issue_number}/suggestions`.

Only labels can be suggested here. That the feature is on in every repository is a deviation.
"""

from sandbox.acts import suggestions as acts
from sandbox.errors import not_found
from sandbox.rest.issues import ISSUE, READ, WRITE, find_issue
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.suggestions import suggestion as shape
from sandbox.world.issues import Issue
from sandbox.world.people import Role
from sandbox.world.suggestions import Suggestion

routes = Routes()
SUGGESTIONS = ISSUE + "/suggestions"
SUGGESTION = SUGGESTIONS + "/{suggestion_id}"


@routes("GET", SUGGESTIONS, needs=READ, role=Role.TRIAGE)
def list_suggestions(call: Call, issue_number: int) -> Answer:
    issue, state = find_issue(call, issue_number), call.query.get("state", "pending")
    found = [one for one in issue.suggestions if state in {"all", one.state.value}]
    if call.query.get("action", "add_label") != "add_label":
        found = []
    return paged(call, [shape(issue, one) for one in found])


@routes("POST", SUGGESTION + "/approve", needs=WRITE, role=Role.TRIAGE)
def approve(call: Call, issue_number: int, suggestion_id: int) -> Answer:
    issue = find_issue(call, issue_number)
    found = _suggestion(issue, suggestion_id)
    acts.approve(call.world, issue, found, call.actor)
    return Answer(shape(issue, found))


@routes("POST", SUGGESTION + "/dismiss", needs=WRITE, role=Role.TRIAGE)
def dismiss(call: Call, issue_number: int, suggestion_id: int) -> Answer:
    issue = find_issue(call, issue_number)
    found = _suggestion(issue, suggestion_id)
    acts.dismiss(call.world, found, call.actor)
    return Answer(shape(issue, found))


def _suggestion(issue: Issue, number: int) -> Suggestion:
    for one in issue.suggestions:
        if one.id == number:
            return one
    raise not_found()
