"""Which events start which workflows."""

from collections.abc import Mapping
from typing import Any

from sandbox.acts.runner.files import Found, default_head, file_at, files_at
from sandbox.acts.runner.identity import is_actions
from sandbox.acts.runner.patterns import lets_in
from sandbox.acts.runner.start import Cause, start
from sandbox.git.store import NoSuchObject
from sandbox.world.issues import Actor
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.runs import Run
from sandbox.world.state import World
from sandbox.world.workflows import Trigger, Workflow, WorkflowState

SKIP = ("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]")
# The activities of a pull request that start workflows which name none.
USUAL_TYPES = ("opened", "synchronize", "reopened")


def pushed(world: World, where: Repository, actor: Actor, ref: str, before: str | None) -> None:
    """Start what listens to a push; a file that is no workflow fails at every push."""
    after = _commit(where, ref)
    if after is None or is_actions(world, actor) or _is_skipped(where, after):
        return
    cause = Cause("push", actor, ref, after, _subject(where, after))
    for found in files_at(where, after):
        trigger = found.file.triggers.get("push") if found.file else Trigger()
        if trigger is None or _is_disabled(where, found.path):
            continue
        if _takes_ref(trigger, ref) and _takes_paths(where, trigger, before, after):
            start(world, where, found, cause)


def pull_request(world: World, pull: PullRequest, actor: Actor, action: str) -> None:
    """Start what listens to an activity of a pull request into its base branch.

    GitHub runs the merge of both, under `refs/pull/N/merge`; the sandbox takes the files of the
    head, and runs nothing of them anyhow.
    """
    where, sha = pull.repository, pull.head_sha
    if is_actions(world, actor) or _is_skipped(where, sha):
        return
    ref = f"refs/pull/{pull.number}/merge"
    cause = Cause("pull_request", actor, ref, sha, pull.title, branch=pull.head_ref)
    for found in files_at(where, sha):
        trigger = found.file.triggers.get("pull_request") if found.file else None
        if trigger is None or _is_disabled(where, found.path):
            continue
        changed = _takes_paths(where, trigger, pull.base_tip, sha)
        fits = action in trigger.only.get("types", USUAL_TYPES) and changed
        if fits and _takes_ref(trigger, pull.base_name):
            start(world, where, found, cause)


def dispatched(
    world: World,
    where: Repository,
    actor: Actor,
    found: Found,
    ref: str,
    sha: str,
    inputs: Mapping[str, Any],
) -> Run:
    """Start one workflow by hand."""
    name = (found.file.name if found.file else "") or found.path
    cause = Cause("workflow_dispatch", actor, ref, sha, name, inputs)
    return start(world, where, found, cause)


def repository_dispatched(
    world: World, where: Repository, actor: Actor, kind: str, payload: Mapping[str, Any]
) -> None:
    """Start what listens to an event from outside, by the files of the default branch."""
    head = default_head(where)
    if head is None:
        return
    ref = f"refs/heads/{where.default_branch}"
    for found in files_at(where, head):
        trigger = found.file.triggers.get("repository_dispatch") if found.file else None
        if trigger is None or _is_disabled(where, found.path):
            continue
        if kind in trigger.only.get("types", (kind,)):
            start(
                world, where, found, Cause("repository_dispatch", actor, ref, head, kind, payload)
            )


def trigger_of(where: Repository, workflow: Workflow, sha: str) -> tuple[Found, Trigger] | None:
    """The file of a workflow at a commit, if it can be started by hand there."""
    found = file_at(where, sha, workflow.path)
    trigger = found.file.triggers.get("workflow_dispatch") if found and found.file else None
    return None if found is None or trigger is None else (found, trigger)


def _commit(where: Repository, ref: str) -> str | None:
    """The commit to which a ref was pushed; None when it was deleted or names something else."""
    try:
        return where.git.resolve(ref)
    except (NoSuchObject, ValueError):
        return None


def _is_disabled(where: Repository, path: str) -> bool:
    known = where.actions.workflows.get(path)
    return known is not None and known.state is WorkflowState.DISABLED


def _is_skipped(where: Repository, sha: str) -> bool:
    message = where.git.commit(sha).message
    return any(word in message for word in SKIP)


def _subject(where: Repository, sha: str) -> str:
    return next(iter(where.git.commit(sha).message.splitlines()), "")


def _takes_ref(trigger: Trigger, ref: str) -> bool:
    """Filters of one kind shut out all refs of the other, as on GitHub."""
    kind = "branches" if ref.startswith("refs/heads/") else "tags"
    name = ref.split("/", 2)[2]
    named = {"branches", "branches-ignore", "tags", "tags-ignore"} & trigger.only.keys()
    if not named:
        return True
    if kind in trigger.only:
        return lets_in(trigger.only[kind], name)
    if f"{kind}-ignore" in trigger.only:
        return not lets_in(trigger.only[f"{kind}-ignore"], name)
    return False


def _takes_paths(where: Repository, trigger: Trigger, before: str | None, after: str) -> bool:
    """Path filters ask for one changed file that they let in; tags are not asked."""
    wanted, unwanted = trigger.only.get("paths"), trigger.only.get("paths-ignore")
    if wanted is None and unwanted is None:
        return True
    changed = where.git.changed_paths(before, after)
    if wanted is not None:
        return any(lets_in(wanted, path) for path in changed)
    return any(not lets_in(unwanted or (), path) for path in changed)
