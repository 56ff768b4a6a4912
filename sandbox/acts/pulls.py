"""Pull requests: opened, edited, made drafts and ready, and called merged."""

from typing import Any, NamedTuple

from sandbox.acts.issues import check_text, edit_issue, enter, next_number, set_state
from sandbox.acts.lateness import after
from sandbox.acts.review_requests import request_owners
from sandbox.acts.timeline import announce_issue, record
from sandbox.acts.tips import find_standing
from sandbox.errors import ApiError, invalid
from sandbox.git.diffs import commits_between, common
from sandbox.world.issues import Actor, EventKind, State
from sandbox.world.pulls import PullRequest, pulls_of
from sandbox.world.repositories import Repository
from sandbox.world.state import World


class Tip(NamedTuple):
    """A branch, and the commit at which it is."""

    branch: str
    sha: str


def open_pull(
    world: World,
    where: Repository,
    actor: Actor,
    title: str,
    body: str | None,
    head: str,
    base: str,
    *,
    draft: bool = False,
) -> PullRequest:
    """Open a pull request between two branches of the repository; 422 in GitHub's words."""
    check_text(title, body, "PullRequest")
    tips = _tip(where, _branch(where, head), "head"), _tip(where, base, "base")
    _check_tips(where, *tips)
    pull = proposed(world, where, actor, title, body, *tips, draft=draft)
    let_in(world, pull, actor)
    return pull


def let_in(world: World, pull: PullRequest, actor: Actor) -> None:
    """What follows once there is a new pull request."""
    enter(world, pull)
    announce_issue(world, pull, "opened", actor)
    request_owners(world, pull)


def proposed(
    world: World,
    where: Repository,
    actor: Actor,
    title: str,
    body: str | None,
    head: Tip,
    base: Tip,
    *,
    draft: bool = False,
) -> PullRequest:
    """A pull request that nobody has heard of yet."""
    pull_id, node = world.mint("PR")
    now = world.now()
    return PullRequest(
        world.mint("I")[0],
        node,
        actor,
        body or None,
        now,
        now,
        repository=where,
        number=next_number(where),
        title=title,
        pull_id=pull_id,
        head_ref=head.branch,
        head_sha=head.sha,
        base_ref=base.branch,
        base_sha=base.sha,
        draft=draft,
        last_pusher=where.pushers.get(f"refs/heads/{head.branch}", actor.account),
        hidden_until=after(world, world.lateness.lists),
    )


def _branch(where: Repository, head: str) -> str:
    """The branch that `branch` or `owner:branch` means; other owners would have forks."""
    owner, colon, branch = head.partition(":")
    if not colon:
        return head
    if owner.lower() != where.owner.login.lower():
        raise invalid("PullRequest", "head", "invalid")
    return branch


def _tip(where: Repository, branch: str, field: str) -> Tip:
    found = where.git.ref(f"refs/heads/{branch}") if branch else None
    if found is None:
        raise invalid("PullRequest", field, "invalid")
    return Tip(branch, found)


def _check_tips(where: Repository, head: Tip, base: Tip) -> None:
    label = f"{where.owner.login}:{head.branch}"
    if find_standing(pulls_of(where), label, base.branch):
        raise _custom(f"A pull request already exists for {label}.")
    if common(where.git, base.sha, head.sha) is None:
        raise _custom(f"The {head.branch} branch has no history in common with {base.branch}")
    if not commits_between(where.git, base.sha, head.sha):
        raise _custom(f"No commits between {base.branch} and {head.branch}")


def _custom(sentence: str) -> ApiError:
    error = {"resource": "PullRequest", "code": "custom", "message": sentence}
    return ApiError(422, "Validation Failed", [error])


def edit_pull(
    world: World,
    pull: PullRequest,
    actor: Actor,
    *,
    title: str | None = None,
    body: str | None = None,
    base: str | None = None,
) -> None:
    """Change title, body or base branch."""
    edit_issue(world, pull, actor, title=title, body=body)
    if base is not None and base != pull.base_ref:
        _change_base(world, pull, actor, base)


def _change_base(world: World, pull: PullRequest, actor: Actor, base: str) -> None:
    if pull.state is State.CLOSED:
        # The words are unconfirmed.
        raise _custom("Cannot change the base branch of a closed pull request.")
    tip = _tip(pull.repository, base, "base")
    _check_tips(pull.repository, Tip(pull.head_ref, pull.head_sha), tip)
    before: dict[str, Any] = {"ref": {"from": pull.base_ref}, "sha": {"from": pull.base_sha}}
    event = record(world, pull, EventKind.BASE_REF_CHANGED, actor)
    event.ref_before, event.ref_after = pull.base_ref, base
    pull.base_ref, pull.base_sha = tip
    announce_issue(world, pull, "edited", actor, {"changes": {"base": before}})


def set_draft(world: World, pull: PullRequest, actor: Actor, *, draft: bool) -> None:
    """Make it a draft, or ready for review, which asks its owners for one."""
    if pull.draft is draft:
        return
    pull.draft = draft
    record(world, pull, EventKind.CONVERT_TO_DRAFT if draft else EventKind.READY_FOR_REVIEW, actor)
    action = "converted_to_draft" if draft else "ready_for_review"
    announce_issue(world, pull, action, actor)
    request_owners(world, pull)


def call_merged(world: World, pull: PullRequest, actor: Actor, base: str, commit: str) -> None:
    """Put on record that its commits came into the base branch, which was at `base` before."""
    pull.base_sha, pull.merge_commit_sha = base, commit
    pull.merged_at, pull.merged_by = world.now(), actor.account
    record(world, pull, EventKind.MERGED, actor).commit_id = commit
    set_state(world, pull, actor, State.CLOSED)
