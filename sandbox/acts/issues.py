"""Issues: filed, edited, closed, locked, transferred and deleted."""

from sandbox.acts.lateness import after
from sandbox.acts.sub_issues import hand_over, let_go
from sandbox.acts.timeline import announce_issue, record, revise
from sandbox.acts.tips import settle_tips
from sandbox.errors import ApiError, invalid
from sandbox.shapes.issue import label as label_shape
from sandbox.shapes.issue import told
from sandbox.shapes.people import account
from sandbox.shapes.repository import plain
from sandbox.world.issues import Actor, Event, EventKind, Issue, State
from sandbox.world.labels import Label
from sandbox.world.people import Account
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.state import World

TITLE_LENGTH = 256
BODY_LENGTH = 65_536


def open_issue(
    world: World,
    where: Repository,
    actor: Actor,
    title: str,
    body: str | None,
    labels: list[Label] | None = None,
    assignees: list[Account] | None = None,
) -> Issue:
    """File an issue: one `opened` with the labels inside, then one `labeled` for each.

    Who may set labels is the caller's question: an issue form sets its own for everybody.
    """
    check_text(title, body)
    number, node = world.mint("I")
    now = world.now()
    issue = Issue(
        number,
        node,
        actor,
        body or None,
        now,
        now,
        repository=where,
        number=next_number(where),
        title=title,
        labels=list(labels or []),
        assignees=list(assignees or []),
        hidden_until=after(world, world.lateness.lists),
    )
    enter(world, issue)
    for label in issue.labels:
        record(world, issue, EventKind.LABELED, actor, label)
    announce_issue(world, issue, "opened", actor)
    for label in issue.labels:
        shape = {"label": label_shape(world, where, label)}
        announce_issue(world, issue, "labeled", actor, shape)
    return issue


def next_number(where: Repository) -> int:
    """Issues and pull requests of a repository share their numbers; none is given twice."""
    where.last_number += 1
    return where.last_number


def enter(world: World, issue: Issue) -> None:
    """From now on an issue or pull request is found by its number and by its node id."""
    issue.repository.issues[issue.number] = issue
    world.nodes[issue.node_id] = issue


def check_text(title: str, body: str | None, kind: str = "Issue") -> None:
    """GitHub's bounds on title and body; 422 outside them."""
    if not title.strip():
        raise invalid(kind, "title", "missing_field")
    if len(title) > TITLE_LENGTH:
        raise invalid(kind, "title", "custom", "title is too long (maximum is 256 characters)")
    if body is not None and len(body) > BODY_LENGTH:
        sentence = "body is too long (maximum is 65536 characters)"
        raise invalid(kind, "body", "custom", sentence)


def edit_issue(
    world: World, issue: Issue, actor: Actor, *, title: str | None = None, body: str | None = None
) -> None:
    """Change title or body; a title is kept as a `renamed` event, a body as a revision."""
    check_text(issue.title if title is None else title, body)
    changes: dict[str, dict[str, str]] = {}
    if title is not None and title != issue.title:
        event = record(world, issue, EventKind.RENAMED, actor)
        event.previous_title, event.current_title = issue.title, title
        changes["title"] = {"from": issue.title}
        issue.title = title
    if body is not None and body != (issue.body or ""):
        changes["body"] = {"from": issue.body or ""}
        revise(world, issue, actor, body or None)
    if changes:
        announce_issue(world, issue, "edited", actor, {"changes": changes})


def set_state(
    world: World, issue: Issue, actor: Actor, state: State, reason: str | None = None
) -> None:
    if state is issue.state:
        return
    is_pull = isinstance(issue, PullRequest)
    if isinstance(issue, PullRequest):
        settle_tips(issue, state)
    issue.state = state
    if state is State.CLOSED:
        issue.state_reason = None if is_pull else reason or "completed"
        issue.closed_at, issue.closed_by = world.now(), actor.account
        record(world, issue, EventKind.CLOSED, actor).state_reason = issue.state_reason
    else:
        issue.state_reason = None if is_pull else "reopened"
        issue.closed_at, issue.closed_by = None, None
        record(world, issue, EventKind.REOPENED, actor)
    action = "closed" if state is State.CLOSED else "reopened"
    announce_issue(world, issue, action, actor)


def lock(world: World, issue: Issue, actor: Actor, reason: str | None) -> None:
    if not issue.locked:
        issue.locked, issue.lock_reason = True, reason
        record(world, issue, EventKind.LOCKED, actor).lock_reason = reason
        announce_issue(world, issue, "locked", actor)


def unlock(world: World, issue: Issue, actor: Actor) -> None:
    if issue.locked:
        issue.locked, issue.lock_reason = False, None
        record(world, issue, EventKind.UNLOCKED, actor)
        announce_issue(world, issue, "unlocked", actor)


def assign(world: World, issue: Issue, actor: Actor, who: Account, *, wanted: bool) -> None:
    """Add or take away an assignee."""
    if (who in issue.assignees) is wanted:
        return
    (issue.assignees.append if wanted else issue.assignees.remove)(who)
    kind = EventKind.ASSIGNED if wanted else EventKind.UNASSIGNED
    record(world, issue, kind, actor).assignee = who
    announce_issue(world, issue, kind.value, actor, {"assignee": account(world, who)})


def delete_issue(world: World, issue: Issue, actor: Actor) -> None:
    """Remove the issue for good: its number answers 410 from now on."""
    where = issue.repository
    announce_issue(world, issue, "deleted", actor)
    let_go(issue)
    del where.issues[issue.number]
    where.moved_issues[issue.number] = None
    world.nodes.pop(issue.node_id, None)


def transfer_issue(world: World, issue: Issue, target: Repository, actor: Actor) -> Issue:
    """Move the issue to another repository of the same owner.

    The timeline goes along, and so do the labels that the target has by the same name.
    """
    source = issue.repository
    if isinstance(issue, PullRequest):
        raise ApiError(422, "Pull requests cannot be transferred.")
    if target.owner is not source.owner or target is source:
        raise ApiError(422, "Issues can only be transferred between repositories of one owner.")
    number, node = world.mint("I")
    moved = _copy(issue, number, node, target)
    moved.hidden_until = after(world, world.lateness.lists)
    hand_over(issue, moved)
    enter(world, moved)
    world.nodes[issue.node_id] = moved
    extra = {
        "changes": {
            "new_issue": told(world, moved),
            "new_repository": plain(world, target),
        }
    }
    announce_issue(world, issue, "transferred", actor, extra)
    del source.issues[issue.number]
    source.moved_issues[issue.number] = moved
    record(world, moved, EventKind.TRANSFERRED, actor).from_repository = source
    origin = {
        "old_issue": told(world, issue),
        "old_repository": plain(world, source),
    }
    announce_issue(world, moved, "opened", actor, {"changes": origin})
    return moved


def _copy(issue: Issue, number: int, node: str, target: Repository) -> Issue:
    labels = [target.labels.get(label.name.lower()) for label in issue.labels]
    moved = Issue(
        number,
        node,
        issue.author,
        issue.body,
        issue.created_at,
        issue.updated_at,
        repository=target,
        number=next_number(target),
        title=issue.title,
        state=issue.state,
        state_reason=issue.state_reason,
        labels=[label for label in labels if label is not None],
        revisions=issue.revisions,
        last_edited_at=issue.last_edited_at,
        editor=issue.editor,
        comments=issue.comments,
    )
    moved.events = [_carried(event, moved) for event in issue.events]
    for comment in moved.comments:
        comment.issue = moved
    return moved


def _carried(event: Event, moved: Issue) -> Event:
    """An event on its way to another repository: its label becomes the one there."""
    event.issue = moved
    if event.label is not None:
        event.label = moved.repository.labels.get(event.label.name.lower(), event.label)
    return event
