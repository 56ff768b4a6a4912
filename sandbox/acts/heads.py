"""What a moved branch does to the pull requests that it belongs to."""

from sandbox.acts.issues import set_state
from sandbox.acts.pulls import call_merged
from sandbox.acts.requirements import rules_for
from sandbox.acts.reviews import dismiss_stale
from sandbox.acts.timeline import announce_issue, record
from sandbox.git.diffs import changes
from sandbox.world.issues import Actor, EventKind, State
from sandbox.world.pulls import PullRequest, pulls_of
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def follow(
    world: World, where: Repository, actor: Actor, ref: str, before: str | None, after: str | None
) -> None:
    """Synchronise, merge or close what is open between this branch and another."""
    for pull in pulls_of(where):
        if pull.state is State.CLOSED:
            continue
        if ref == pull.head_name:
            _follow_head(world, pull, actor, after)
        elif ref == pull.base_name:
            _follow_base(world, pull, actor, before, after)


def _follow_head(world: World, pull: PullRequest, actor: Actor, after: str | None) -> None:
    if after is None:
        set_state(world, pull, actor, State.CLOSED)
        record(world, pull, EventKind.HEAD_REF_DELETED, actor)
        return
    git, before, base = pull.repository.git, pull.head_sha, pull.base_tip
    pull.head_sha, pull.base_sha = after, base
    pull.last_pusher = actor.account
    pull.updated_at = world.now()
    if not git.is_descendant(after, before):
        event = record(world, pull, EventKind.HEAD_REF_FORCE_PUSHED, actor)
        event.commit_id, event.ref_before, event.ref_after = after, before, after
    shas = {"before": before, "after": after}
    announce_issue(world, pull, "synchronize", actor, shas)
    # A push that leaves the difference as it was makes no review stale.
    if _dismisses(pull) and changes(git, base, before) != changes(git, base, after):
        dismiss_stale(world, pull, actor)
    if git.is_descendant(base, after):
        # Nothing is left to merge: that GitHub closes it then is unconfirmed.
        set_state(world, pull, actor, State.CLOSED)


def _dismisses(pull: PullRequest) -> bool:
    rules = rules_for(pull, "pull_request")
    return any(rule.get("dismiss_stale_reviews_on_push") for rule in rules)


def _follow_base(
    world: World, pull: PullRequest, actor: Actor, before: str | None, after: str | None
) -> None:
    """A base that was deleted closes; one that came to hold the head has merged it."""
    if after is None:
        pull.base_sha = before or pull.base_sha
        set_state(world, pull, actor, State.CLOSED)
    elif pull.repository.git.is_descendant(after, pull.head_sha):
        call_merged(world, pull, actor, before or pull.base_sha, after)
