"""Issues: `/repos/{owner}/{repo}/issues`, their events, timeline, lock and assignees."""

from typing import Any

from sandbox.acts import issues as acts
from sandbox.acts.labelling import labels_named, replace_labels
from sandbox.acts.lateness import shown
from sandbox.errors import ApiError, invalid, not_found
from sandbox.rest.caller import InstallationCaller, UserCaller
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.rest.suggesting import is_suggested, suggest
from sandbox.shapes import issue as shapes
from sandbox.shapes.pull import reviewed
from sandbox.world.calls import Kind
from sandbox.world.issues import Comment, Event, Issue, State
from sandbox.world.people import Account, Role
from sandbox.world.pulls import PullRequest, Review
from sandbox.world.roles import role_in

routes = Routes()
ISSUES = "/repos/{owner}/{repo}/issues"
ISSUE = ISSUES + "/{issue_number}"
READ = "issues:read pull_requests:read"
WRITE = "issues:write pull_requests:write"


def check_enabled(call: Call) -> None:
    """410 where the repository has no issues."""
    if not call.repository.settings.has_issues:
        raise ApiError(410, "Issues has been disabled in this repository.")


def find_issue(call: Call, number: int) -> Issue:
    """The issue; 410 when deleted, 404 when there is none, 301 is the caller's business."""
    where = call.repository
    found = where.issues.get(number)
    if not isinstance(found, PullRequest):
        check_enabled(call)
    if found is not None:
        return found
    if number in where.moved_issues:
        moved = where.moved_issues[number]
        if moved is None:
            raise ApiError(410, "This issue was deleted")
        url = shapes.issue(call.world, moved)["url"]
        raise ApiError(301, "Moved Permanently", headers={"Location": str(url)})
    raise not_found()


def may(call: Call, role: Role) -> bool:
    """Whether the caller acts with at least this role; a permitted installation does."""
    match call.caller:
        case UserCaller(account):
            return role_in(call.repository, account) >= role
        case InstallationCaller():
            return True
        case _:
            return False


@routes("POST", ISSUES, needs="issues:write", role=Role.READ, kind=Kind.CONTENT)
def create_issue(call: Call) -> Answer:
    where, body = call.repository, call.body
    check_enabled(call)
    # Labels and assignees of people without push access are dropped in silence.
    trusted = may(call, Role.WRITE)
    names = (body.texts("labels") or []) if trusted else []
    issue = acts.open_issue(
        call.world,
        where,
        call.actor,
        body.text("title"),
        body.optional_text("body"),
        labels_named(call.world, where, call.actor, names),
        _accounts(call, (body.texts("assignees") or []) if trusted else []),
    )
    return Answer(shapes.issue(call.world, issue), 201)


def _listed(call: Call) -> list[Issue]:
    return shown(call.world, call.repository.issues.values())


@routes("GET", ISSUES, needs="issues:read")
def list_issues(call: Call) -> Answer:
    """Issues and pull requests; where issues are disabled, pull requests alone.

    GitHub describes no 410 for the list, and stopped sending one years ago.
    """
    has_issues = call.repository.settings.has_issues
    state = call.query.get("state", "open")
    names = {name.lower() for name in call.query.get("labels", "").split(",") if name}
    creator = call.query.get("creator", "").lower()
    found = [
        issue
        for issue in sorted(_listed(call), key=lambda one: -one.number)
        if (has_issues or isinstance(issue, PullRequest))
        and state in ("all", issue.state.value)
        and names <= {label.name.lower() for label in issue.labels}
        and creator in ("", issue.author.account.rest_login.lower())
    ]
    if call.query.get("sort") == "updated":
        found.sort(key=lambda one: one.updated_at, reverse=True)
    if call.query.get("direction") == "asc":
        found.reverse()
    since = call.query.get("since")
    shown = [shapes.issue(call.world, one) for one in found]
    return paged(call, [one for one in shown if since is None or one["updated_at"] >= since])


@routes("GET", ISSUE, needs=READ)
def get_issue(call: Call, issue_number: int) -> Answer:
    return Answer(shapes.issue(call.world, find_issue(call, issue_number)))


@routes("PATCH", ISSUE, needs=WRITE, role=Role.READ)
def update_issue(call: Call, issue_number: int) -> Answer:
    """The author and triage may edit and close; labels of who lacks push access are dropped.

    Triage sets labels by the paths that are for labels alone.
    """
    issue, body, world = find_issue(call, issue_number), call.body, call.world
    author = issue.author.account is call.actor.account
    if not author and not may(call, Role.TRIAGE):
        raise ApiError(403, "Must have admin rights to Repository.")
    title, text = body.optional_text("title"), body.optional_text("body")
    acts.edit_issue(world, issue, call.actor, title=title, body=text)
    told = _label(call, issue) if may(call, Role.WRITE) else {}
    state = body.optional_text("state")
    if state is not None:
        if state not in {"open", "closed"}:
            raise invalid("Issue", "state", "invalid")
        acts.set_state(world, issue, call.actor, State(state), body.optional_text("state_reason"))
    return Answer(shapes.issue(world, issue) | told)


def _label(call: Call, issue: Issue) -> dict[str, Any]:
    """Replace the labels, but keep suggestions apart; what became of them is told.

    That a list of nothing but suggestions leaves the labels as they are is unconfirmed.
    """
    names, items = call.body.texts("labels"), call.body.items("labels")
    if names is None or items is None:
        return {}
    wanted = [name for name, item in zip(names, items, strict=True) if not is_suggested(item)]
    if wanted or not items:
        labels = labels_named(call.world, call.repository, call.actor, wanted)
        replace_labels(call.world, issue, call.actor, labels)
    suggested = suggest(call, issue, [item for item in items if is_suggested(item)])
    return {"suggestions": {"labels": suggested}} if suggested else {}


@routes("GET", ISSUE + "/events", needs=READ)
def list_events(call: Call, issue_number: int) -> Answer:
    issue = find_issue(call, issue_number)
    where = call.repository
    return paged(
        call, [shapes.event(call.world, where, one) for one in shown(call.world, issue.events)]
    )


@routes("GET", ISSUE + "/timeline", needs=READ)
def list_timeline(call: Call, issue_number: int) -> Answer:
    issue = find_issue(call, issue_number)
    entries = issue.life() if isinstance(issue, PullRequest) else issue.timeline()
    known = {*shown(call.world, issue.events), *shown(call.world, issue.comments)}
    found = [one for one in entries if one in known or isinstance(one, Review)]
    return paged(call, [_entry(call, one) for one in found])


def _entry(call: Call, one: Event | Comment | Review) -> dict[str, object]:
    if isinstance(one, Review):
        return reviewed(call.world, one)
    return shapes.timeline_entry(call.world, call.repository, one)


@routes("PUT", ISSUE + "/lock", needs=WRITE)
def lock_issue(call: Call, issue_number: int) -> Answer:
    reason = call.body.optional_text("lock_reason")
    acts.lock(call.world, find_issue(call, issue_number), call.actor, reason)
    return Answer(status=204)


@routes("DELETE", ISSUE + "/lock", needs=WRITE)
def unlock_issue(call: Call, issue_number: int) -> Answer:
    acts.unlock(call.world, find_issue(call, issue_number), call.actor)
    return Answer(status=204)


@routes("POST", ISSUE + "/assignees", needs=WRITE, role=Role.TRIAGE)
def add_assignees(call: Call, issue_number: int) -> Answer:
    return _assign(call, issue_number, 201, wanted=True)


@routes("DELETE", ISSUE + "/assignees", needs=WRITE, role=Role.TRIAGE)
def remove_assignees(call: Call, issue_number: int) -> Answer:
    return _assign(call, issue_number, 200, wanted=False)


def _assign(call: Call, number: int, status: int, *, wanted: bool) -> Answer:
    issue = find_issue(call, number)
    for who in _accounts(call, call.body.texts("assignees") or []):
        acts.assign(call.world, issue, call.actor, who, wanted=wanted)
    return Answer(shapes.issue(call.world, issue), status)


def _accounts(call: Call, logins: list[str]) -> list[Account]:
    found = [call.world.account(login) for login in logins]
    return [one for one in found if one is not None]
