"""Labels on an issue: `/repos/{owner}/{repo}/issues/{issue_number}/labels`."""

from sandbox.acts.labelling import add_label, labels_named, remove_label, replace_labels
from sandbox.errors import ApiError, malformed
from sandbox.rest.issues import ISSUE, READ, WRITE, find_issue
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.rest.suggesting import is_suggested, suggest
from sandbox.shapes.issue import label as shape
from sandbox.world.issues import Issue
from sandbox.world.people import Role

routes = Routes()
LABELS = ISSUE + "/labels"


@routes("GET", LABELS, needs=READ)
def list_labels(call: Call, issue_number: int) -> Answer:
    return paged(call, _shapes(call, find_issue(call, issue_number)))


@routes("POST", LABELS, needs=WRITE, role=Role.TRIAGE)
def add_labels(call: Call, issue_number: int) -> Answer:
    """Add labels, or suggest those that say so; a name that the repository lacks becomes a label.

    GitHub lets triage do so as well: unconfirmed.
    """
    issue, names = find_issue(call, issue_number), _names(call)
    items = call.body.bare or call.body.items("labels") or []
    wanted = [name for name, item in zip(names, items, strict=True) if not is_suggested(item)]
    labels = labels_named(call.world, call.repository, call.actor, wanted, issue.labels)
    for label in labels:
        add_label(call.world, issue, call.actor, label)
    suggest(call, issue, [item for item in items if is_suggested(item)])
    return Answer(_shapes(call, issue))


@routes("PUT", LABELS, needs=WRITE, role=Role.TRIAGE)
def set_labels(call: Call, issue_number: int) -> Answer:
    issue = find_issue(call, issue_number)
    wanted = labels_named(
        call.world, call.repository, call.actor, call.body.texts_or_bare("labels") or []
    )
    replace_labels(call.world, issue, call.actor, wanted)
    return Answer(_shapes(call, issue))


@routes("DELETE", LABELS, needs=WRITE, role=Role.TRIAGE)
def clear_labels(call: Call, issue_number: int) -> Answer:
    replace_labels(call.world, find_issue(call, issue_number), call.actor, [])
    return Answer(status=204)


@routes("DELETE", LABELS + "/{name}", needs=WRITE, role=Role.TRIAGE)
def take_label(call: Call, issue_number: int, name: str) -> Answer:
    issue = find_issue(call, issue_number)
    label = call.repository.labels.get(name.lower())
    if label is None or label not in issue.labels:
        raise ApiError(404, "Label does not exist")
    remove_label(call.world, issue, call.actor, label)
    return Answer(_shapes(call, issue))


def _names(call: Call) -> list[str]:
    names = call.body.texts_or_bare("labels")
    if names is None:
        raise malformed('"labels" wasn\'t supplied.')
    return names


def _shapes(call: Call, issue: Issue) -> list[dict[str, object]]:
    return [shape(call.world, call.repository, one) for one in issue.labels]
