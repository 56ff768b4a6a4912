"""Moving refs: workflow permission, fast-forward, and the push that follows."""

from sandbox.acts.check_suites import follow_push
from sandbox.acts.heads import follow
from sandbox.acts.lateness import hold_tip
from sandbox.acts.rules import broken_rules, refusal
from sandbox.acts.runner.triggers import pushed
from sandbox.acts.webhooks import announce
from sandbox.errors import ApiError, not_for_integrations
from sandbox.shapes.git import push as push_shape
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.state import World

WORKFLOWS = ".github/workflows/"
ZERO = "0" * 40


def move_ref(
    world: World,
    where: Repository,
    actor: Actor,
    ref: str,
    sha: str,
    *,
    force: bool = False,
    workflows: bool = True,
) -> None:
    """Create or move a ref and tell the App; refused like GitHub when a rule forbids it."""
    before = where.git.ref(ref)
    forward = before is None or where.git.is_descendant(sha, before)
    if not forward and not force:
        raise ApiError(422, "Update is not a fast forward")
    if not workflows:
        _check_workflows(where, before, sha)
    broken = broken_rules(where, actor, ref, before, sha)
    if broken:
        raise ApiError(422, refusal(broken))
    where.git.set_ref(ref, sha)
    record_push(world, where, actor, ref, before, sha)


def delete_ref(world: World, where: Repository, actor: Actor, ref: str) -> None:
    before = where.git.ref(ref)
    if before is None:
        raise ApiError(422, "Reference does not exist")
    broken = broken_rules(where, actor, ref, before, None)
    if broken:
        raise ApiError(422, refusal(broken))
    where.git.delete_ref(ref)
    record_push(world, where, actor, ref, before, None)


def record_push(
    world: World, where: Repository, actor: Actor, ref: str, before: str | None, after: str | None
) -> None:
    """What follows once a ref has moved, by the API or by git."""
    hold_tip(world, where, ref, before)
    where.pushed_at = world.now()
    where.pushers[ref] = actor.account
    extra = push_shape(world, where, actor, ref, before, after)
    announce(world, "push", None, actor, about=where, extra=extra)
    follow(world, where, actor, ref, before, after)
    follow_push(world, where, actor, ref, before, after)
    pushed(world, where, actor, ref, before)


def _check_workflows(where: Repository, before: str | None, sha: str) -> None:
    for path in where.git.changed_paths(before, sha):
        if path.startswith(WORKFLOWS):
            raise workflow_refusal(path)


def workflow_refusal(path: str) -> ApiError:
    """The sentence of git push; that the API answers with it is unconfirmed."""
    error = not_for_integrations("workflows=write")
    error.message = (
        f"refusing to allow a GitHub App to create or update workflow `{path}`"
        " without `workflows` permission"
    )
    return error
