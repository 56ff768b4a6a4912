"""Commit statuses: set, and summed up for a commit."""

from collections.abc import Iterator
from itertools import islice

from sandbox.acts.rules import is_protected
from sandbox.acts.webhooks import announce
from sandbox.errors import ApiError, invalid
from sandbox.shapes.statuses import told
from sandbox.world.checks import CommitStatus, StatusState
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.state import World

PER_CONTEXT = 1000
DESCRIPTION = 140
BRANCHES = 10


def set_status(
    world: World,
    where: Repository,
    actor: Actor,
    sha: str,
    state: StatusState,
    context: str,
    description: str | None = None,
    target_url: str | None = None,
) -> CommitStatus:
    """A new status, which hides the ones of the same context before it."""
    known = where.checks.statuses.setdefault(sha, [])
    if sum(one.context.lower() == context.lower() for one in known) >= PER_CONTEXT:
        sentence = "This SHA and context has reached the maximum number of statuses."
        raise ApiError(422, "Validation Failed", [sentence])
    # The limit and its words are unconfirmed.
    if description is not None and len(description) > DESCRIPTION:
        sentence = f"description is too long (maximum is {DESCRIPTION} characters)"
        raise invalid("Status", "description", "custom", sentence)
    now = world.now()
    made = CommitStatus(*world.mint("SC"), where, sha, state, context, actor, now, now)
    made.description, made.target_url = description, target_url
    known.append(made)
    world.nodes[made.node_id] = made
    extra = told(world, made, islice(_branches(where, sha), BRANCHES))
    announce(world, "status", None, actor, about=where, extra=extra)
    return made


def _branches(where: Repository, sha: str) -> Iterator[tuple[str, str, bool]]:
    """The branches with the commit: name, tip, and whether it is protected."""
    for ref, tip in where.git.refs("refs/heads/").items():
        if where.git.is_descendant(tip, sha):
            yield ref.removeprefix("refs/heads/"), tip, is_protected(where, ref)


def combined(found: list[CommitStatus]) -> StatusState:
    """What the statuses say together; pending as long as there is none."""
    states = {one.state for one in found}
    if states & {StatusState.ERROR, StatusState.FAILURE}:
        return StatusState.FAILURE
    return StatusState.SUCCESS if states == {StatusState.SUCCESS} else StatusState.PENDING
