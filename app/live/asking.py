"""The steps on an issue: labels, comments, edits, all that a request is decided on, its end."""

from collections.abc import Callable

from app.domain.issue import Issue
from app.domain.replies.labels import REQUEST_LABEL, STATE_LABELS
from app.domain.state import State
from app.github.commits import head, push_files
from app.github.issue_list import issues_since
from app.github.issues import (
    CloseReason,
    NewLabel,
    add_labels,
    close_issue,
    create_comment,
    ensure_label,
    own_comments,
    remove_label,
    set_state_label,
    update_comment,
)
from app.github.permissions import BUILD
from app.github.requests import read_control, read_request
from app.github.scratch import edit_issue, label_event_ids, open_issue
from app.live.scene import Promises, Scene, Skipped, Step

_FILES = (
    (".github/CODEOWNERS", 0o100644, b"* @slipway-live/nobody-at-all\n"),
    (".github/ISSUE_TEMPLATE/new-service.yml", 0o100644, b"name: New service\n"),
    ("cookiecutters/scratch/template.yml", 0o100644, b"kind: scratch\n"),
    ("policy.yml", 0o100644, b"version: 1\n"),
)
_REQUEST = "service-request"
_LABELS = {_REQUEST: REQUEST_LABEL} | {
    state.label: STATE_LABELS[state] for state in (State.AWAITING_APPROVAL, State.BUILDING)
}
_UNKNOWN = "made by being set"

Enough = Callable[[Issue], bool]

LOUD = (
    "REST's node_id of a label's event is not GraphQL's id. Slipway tells by it whether a person "
    "or an App in that person's name set an approving label: without it no request is ever "
    "approved. Do not go on with Slipway here before you have sent us the recording."
)


def control(scene: Scene) -> Promises:
    """Policy, form and code owners, and all of them read at once."""
    client, owner, repo = scene.in_control
    builder = scene.client(BUILD, [scene.control.id])
    branch = scene.control.default_branch
    scene.patience.until(lambda: head(builder, owner, repo, branch), lambda tip: tip is not None)
    push_files(builder, owner, repo, branch, "Start a scratch control repository\n", _FILES)
    found = scene.patience.until(
        lambda: read_control(client, owner, repo), lambda found: found.policy is not None
    )
    if found.policy is None or found.form is None or found.codeowners is None:
        yield "The control repository's files are not read by their paths."
    if set(found.templates) != {"scratch"}:
        yield "The control repository's folder of templates is not read."


def labels(scene: Scene) -> Promises:
    """Labels, one of them twice."""
    for name, text in _LABELS.items():
        new = NewLabel(name, text.colour, text.description)
        scene.labels[name] = ensure_label(*scene.in_control, new)
    text = _LABELS[_REQUEST]
    again = ensure_label(*scene.in_control, NewLabel(_REQUEST, text.colour, text.description))
    if again.id != scene.labels[_REQUEST].id:
        yield "A label that is made twice is another one the second time."


def issue(scene: Scene) -> Promises:
    """An issue with a label, read as a request is read."""
    scene.issue_number = open_issue(
        *scene.in_control, "Scratch of a check", "### Name\n\nscratch\n", [_REQUEST]
    )
    found = scene.found_issue = _read(scene, lambda found: bool(found.labels))
    if [label.name for label in found.labels] != [_REQUEST]:
        yield "The label that an issue was opened with is not on it."


def states(scene: Scene) -> Promises:
    """One state's label in place of the other's, and labels by their names."""
    for state in (State.AWAITING_APPROVAL, State.BUILDING):
        wanted = scene.label(state.label)
        set_state_label(scene.reader, scene.issue, wanted)
        found = scene.found_issue = _read(scene, _has(wanted.name))
        shown = {label.name for label in found.labels}
        if shown != {_REQUEST, wanted.name}:
            yield f"After a state's label was set, the issue bears {', '.join(sorted(shown))}."
    client, owner, repo = scene.in_control
    add_labels(client, owner, repo, scene.issue_number, [_UNKNOWN])
    if not remove_label(client, owner, repo, scene.issue_number, _UNKNOWN):
        yield "A label that does not exist was not made by being set."
    if remove_label(client, owner, repo, scene.issue_number, _UNKNOWN):
        yield "A label is taken off twice."


def comment(scene: Scene) -> Promises:
    """A comment, changed and read."""
    client, owner, repo = scene.in_control
    number = _number(scene)
    posted = create_comment(client, owner, repo, number, "First words.")
    update_comment(client, owner, repo, posted.id, "Second words.")
    login = scene.connection.own_login()
    found = scene.patience.until(lambda: own_comments(client, owner, repo, number, login), bool)
    if found != ["Second words."]:
        yield f"The App's comment is not found by its login, {login}."


def history(scene: Scene) -> Promises:
    """An edit, and the whole history of the issue."""
    edit_issue(*scene.in_control, _number(scene), "### Name\n\nscratch-two\n")
    found = scene.found_issue = _read(scene, lambda found: bool(found.edits and found.comments))
    if not found.edits or not found.edits_complete:
        yield "The history of an issue's text does not tell of each edit and who made it."
    if not found.comments or not all(one.ours and one.edited for one in found.comments):
        yield "The App's own comment is not shown as its own, or not as edited."
    if not all(event.actor and event.actor.is_bot for event in found.label_events):
        yield "A label that the App set is not shown as set by a bot."
    yield from _same_events(scene)


def _same_events(scene: Scene) -> Promises:
    """Both APIs may be behind for a moment, each with other entries; their ids must be the same."""

    def look() -> tuple[frozenset[str], frozenset[str]]:
        found = read_request(*scene.in_control, scene.issue_number).issue
        by_rest = label_event_ids(*scene.in_control, scene.issue_number)
        return frozenset(event.id for event in found.label_events), by_rest

    by_graphql, by_rest = scene.patience.until(look, lambda found: found[0] == found[1])
    if not by_graphql & by_rest:
        yield LOUD
    elif by_graphql != by_rest:
        yield "GraphQL and REST tell of different changes of an issue's labels."


def listed(scene: Scene) -> Promises:
    """The list in which changes are found that no webhook told of."""
    number = _number(scene)
    page = scene.patience.until(
        lambda: issues_since(*scene.in_control, None), lambda page: bool(page.issues)
    )
    if [one.number for one in page.issues] != [number]:
        yield "The list of open issues does not show the one that there is."
    issues_since(*scene.in_control, scene.issue.created_at)


def close(scene: Scene) -> Promises:
    """The end of a request."""
    close_issue(*scene.in_control, _number(scene), CloseReason.COMPLETED)
    if _read(scene, lambda found: not found.is_open).is_open:
        yield "An issue that was closed is open."


def _number(scene: Scene) -> int:
    if not scene.issue_number:
        raise Skipped("the scratch issue could not be opened")
    return scene.issue_number


def _read(scene: Scene, is_enough: Enough) -> Issue:
    where = (*scene.in_control, _number(scene))
    return scene.patience.until(lambda: read_request(*where).issue, is_enough)


def _has(name: str) -> Enough:
    return lambda found: name in {label.name for label in found.labels}


STEPS = (
    Step("control", "Push a policy and read it", control),
    Step("labels", "Make labels", labels),
    Step("issue", "Open an issue and read it as a request", issue),
    Step("states", "Set and take off labels", states),
    Step("comment", "Comment and change the comment", comment),
    Step("history", "Edit the issue and read its history", history),
    Step("listed", "Read the list of issues", listed),
    Step("close", "Close the issue", close),
)
