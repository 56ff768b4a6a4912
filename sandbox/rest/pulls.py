"""Pull requests: `/repos/{owner}/{repo}/pulls`, with their files and commits."""

from sandbox.acts import pulls as acts
from sandbox.acts.issues import set_state
from sandbox.acts.lateness import shown
from sandbox.acts.mergeability import glance, look
from sandbox.errors import ApiError, invalid, malformed, not_found
from sandbox.git.diffs import commits_between
from sandbox.rest.issues import may
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import pull as shapes
from sandbox.shapes.git import commits
from sandbox.world.calls import Kind
from sandbox.world.issues import State
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest, pulls_of

routes = Routes()
PULLS = "/repos/{owner}/{repo}/pulls"
PULL = PULLS + "/{pull_number}"
READ = "pull_requests:read"
WRITE = "pull_requests:write"
COMMITS_SHOWN = 250


def find_pull(call: Call, number: int) -> PullRequest:
    found = call.repository.issues.get(number)
    if not isinstance(found, PullRequest):
        raise not_found()
    return found


@routes("POST", PULLS, needs=WRITE, kind=Kind.CONTENT)
def create_pull(call: Call) -> Answer:
    """Open one; turning an issue into a pull request is not there."""
    body = call.body
    if "issue" in body:
        raise malformed("The sandbox does not turn issues into pull requests.")
    pull = acts.open_pull(
        call.world,
        call.repository,
        call.actor,
        body.optional_text("title") or "",
        body.optional_text("body"),
        body.text("head"),
        body.text("base"),
        draft=bool(body.flag("draft")),
    )
    return _answer(call, pull, 201)


def _answer(call: Call, pull: PullRequest, status: int = 200) -> Answer:
    return Answer(shapes.pull(call.world, pull, glance(call.world, pull)), status)


@routes("GET", PULLS, needs=READ)
def list_pulls(call: Call) -> Answer:
    query = call.query
    state, head, base = query.get("state", "open"), query.get("head"), query.get("base")
    if state not in {"open", "closed", "all"}:
        raise invalid("PullRequest", "state", "invalid")
    found = [
        one
        for one in shown(call.world, pulls_of(call.repository))
        if state in ("all", one.state.value)
        # Without its owner a head is not understood, and filters nothing.
        and (head is None or ":" not in head or head.lower() == one.head_label.lower())
        and base in (None, one.base_ref)
    ]
    chosen = _sorted(found, query.get("sort", "created"), query.get("direction"))
    return paged(call, [shapes.simple(call.world, one) for one in chosen])


def _sorted(found: list[PullRequest], sort: str, direction: str | None) -> list[PullRequest]:
    """Newest first unless asked otherwise; a sort without direction begins with the least."""
    match sort:
        case "updated":
            found.sort(key=lambda one: (one.updated_at, one.number))
        case "popularity":
            found.sort(key=lambda one: (len(one.comments), one.number))
        case "long-running":
            found.sort(key=lambda one: (one.created_at, one.number))
    falling = direction == "desc" or (direction is None and sort == "created")
    return found[::-1] if falling else found


@routes("GET", PULL, needs=READ)
def get_pull(call: Call, pull_number: int) -> Answer:
    pull = find_pull(call, pull_number)
    return Answer(shapes.pull(call.world, pull, look(call.world, pull)))


@routes("PATCH", PULL, needs=WRITE, role=Role.READ)
def update_pull(call: Call, pull_number: int) -> Answer:
    """For its author and who may write."""
    pull, body = find_pull(call, pull_number), call.body
    own = pull.author.account is call.actor.account
    if not may(call, Role.WRITE) and not own:
        raise ApiError(403, "Must have push access to Repository.")
    state = body.optional_text("state")
    if state not in {None, "open", "closed"}:
        raise invalid("PullRequest", "state", "invalid")
    if state is not None:
        set_state(call.world, pull, call.actor, State(state))
    acts.edit_pull(
        call.world,
        pull,
        call.actor,
        title=body.optional_text("title"),
        body=body.optional_text("body"),
        base=body.optional_text("base"),
    )
    return _answer(call, pull)


@routes("GET", PULL + "/files", needs=READ)
def list_files(call: Call, pull_number: int) -> Answer:
    return paged(call, shapes.files(call.world, find_pull(call, pull_number)))


@routes("GET", PULL + "/commits", needs=READ)
def list_commits(call: Call, pull_number: int) -> Answer:
    pull = find_pull(call, pull_number)
    shas = commits_between(call.repository.git, pull.base_tip, pull.head_sha)
    return paged(call, commits(call.world, call.repository, shas[:COMMITS_SHOWN]))


@routes("GET", "/repos/{owner}/{repo}/commits/{commit_sha}/pulls", needs=READ)
def list_pulls_of_commit(call: Call, commit_sha: str) -> Answer:
    """Those that a commit came with or would come with."""
    git = call.repository.git
    found = [
        one
        for one in pulls_of(call.repository)
        if commit_sha == one.merge_commit_sha
        or commit_sha in commits_between(git, one.base_tip, one.head_sha)
    ]
    return paged(call, [shapes.simple(call.world, one) for one in found])
