"""Merging: a pull request into its base, a base into a head, and one branch into another."""

from enum import StrEnum

from sandbox.acts.pulls import call_merged
from sandbox.acts.refs import WORKFLOWS, delete_ref, move_ref, record_push, workflow_refusal
from sandbox.acts.repositories import noreply, web_flow
from sandbox.acts.requirements import outdated, rules_for, unmet
from sandbox.acts.rules import UNSIGNED, Complaint, broken_rules, refusal, unsigned
from sandbox.errors import ApiError
from sandbox.git.diffs import commits_between
from sandbox.git.merges import Conflict, merged_tree, merges, rebase, rebases
from sandbox.git.store import Person
from sandbox.world.issues import Actor, State
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.state import World


class Method(StrEnum):
    """How a pull request comes into its base."""

    MERGE = "merge"
    SQUASH = "squash"
    REBASE = "rebase"


# A rule that allows some ways only is told in the same words: unconfirmed.
WORDS = {Method.MERGE: "Merge commits", Method.SQUASH: "Squash merges"}
WORDS[Method.REBASE] = "Rebase merges"


def merge_pull(
    world: World,
    pull: PullRequest,
    actor: Actor,
    method: Method,
    *,
    title: str | None = None,
    message: str | None = None,
    expected: str | None = None,
    workflows: bool = True,
) -> str:
    """Merge it and answer the commit; 405 when that cannot be, 409 when the head has moved."""
    where, base = pull.repository, pull.base_tip
    if expected is not None and expected != pull.head_sha:
        raise ApiError(409, "Head branch was modified. Review and try the merge again.")
    _check(world, pull, actor, method)
    if not workflows:
        _check_workflows(pull)
    commit = _commit(world, pull, actor, method, title, message)
    call_merged(world, pull, actor, base, commit)
    where.git.set_ref(pull.base_name, commit)
    record_push(world, where, actor, pull.base_name, base, commit)
    if where.settings.delete_branch_on_merge:
        _delete_head(world, pull, actor)
    return commit


def _check(world: World, pull: PullRequest, actor: Actor, method: Method) -> None:
    """Why not, in the order of GitHub as far as it is known."""
    if pull.state is State.CLOSED:
        raise not_mergeable()
    if pull.draft:
        raise ApiError(405, "Pull Request is still a draft")
    if not allows(pull, actor, method):
        raise ApiError(405, f"{WORDS[method]} are not allowed on this repository.")
    git, base, head = pull.repository.git, pull.base_tip, pull.head_sha
    fits = rebases if method is Method.REBASE else merges
    if not fits(git, base, head):
        raise not_mergeable()
    missing = unmet(world, pull, actor) + outdated(pull, actor) + _unsigned(pull, actor, method)
    if missing:
        raise ApiError(405, refusal(missing))


def _unsigned(pull: PullRequest, actor: Actor, method: Method) -> list[Complaint]:
    """GitHub signs merges and squashes, and nothing that it rebases."""
    where = pull.repository
    is_signed = method is Method.SQUASH or (
        method is Method.MERGE and not unsigned(where, pull.base_tip, pull.head_sha)
    )
    if is_signed or not rules_for(pull, "required_signatures", actor):
        return []
    return [Complaint(UNSIGNED, classic=False)]


def not_mergeable() -> ApiError:
    return ApiError(405, "Pull Request is not mergeable")


def allows(pull: PullRequest, actor: Actor, method: Method) -> bool:
    settings = pull.repository.settings
    by_settings = {
        Method.MERGE: settings.allow_merge_commit,
        Method.SQUASH: settings.allow_squash_merge,
        Method.REBASE: settings.allow_rebase_merge,
    }
    by_rules = [
        rule.get("allowed_merge_methods") for rule in rules_for(pull, "pull_request", actor)
    ]
    if method is Method.MERGE and rules_for(pull, "required_linear_history", actor):
        return False
    return by_settings[method] and all(not one or method.value in one for one in by_rules)


def _check_workflows(pull: PullRequest) -> None:
    """Whether GitHub refuses a merge for its workflow files, and how, is unconfirmed."""
    for path in pull.repository.git.changed_paths(pull.base_tip, pull.head_sha):
        if path.startswith(WORKFLOWS):
            raise workflow_refusal(path)


def _commit(
    world: World,
    pull: PullRequest,
    actor: Actor,
    method: Method,
    title: str | None,
    message: str | None,
) -> str:
    """The commit that the base will point to; GitHub signs merges and squashes."""
    git, base, head = pull.repository.git, pull.base_tip, pull.head_sha
    if method is Method.REBASE:
        return rebase(git, base, head, _person(world, actor))
    tree = merged_tree(git, base, head)
    if method is Method.MERGE:
        source = f"{pull.head_owner.login}/{pull.head_ref}"
        subject = title or f"Merge pull request #{pull.number} from {source}"
        text = _joined(subject, pull.title if message is None else message)
        parents, author = [base, head], actor
    else:
        subject = title or f"{pull.title} (#{pull.number})"
        text = _joined(subject, _told(pull) if message is None else message)
        parents, author = [base], pull.author
    commit = git.write_commit(tree, parents, text, _person(world, author), web_flow(world))
    pull.repository.verified_commits.add(commit)
    return commit


def _told(pull: PullRequest) -> str:
    """The text of a squash: that of its one commit, or a list of the subjects of several."""
    git = pull.repository.git
    messages = [
        git.commit(sha).message for sha in commits_between(git, pull.base_tip, pull.head_sha)
    ]
    if len(messages) == 1:
        return messages[0].partition("\n")[2].strip()
    return "\n\n".join(f"* {one.strip()}" for one in messages)


def _joined(subject: str, body: str) -> str:
    return f"{subject}\n\n{body}" if body else subject


def _person(world: World, actor: Actor) -> Person:
    account = actor.account
    return Person(account.name or account.rest_login, noreply(account), world.now())


def _delete_head(world: World, pull: PullRequest, actor: Actor) -> None:
    """Delete the merged branch, unless a rule or another use keeps it."""
    where, ref = pull.repository, pull.head_name
    before = where.git.ref(ref)
    kept = pull.head_ref == where.default_branch or before is None or pull.fork is not None
    if not kept and not broken_rules(where, actor, ref, before, None):
        delete_ref(world, where, actor, ref)


def update_branch(
    world: World, pull: PullRequest, actor: Actor, expected: str | None, *, workflows: bool
) -> None:
    """Merge the base into the head; 422 when it moved, when nothing is new, or on a conflict."""
    if pull.fork is not None:
        # Who proposes from here lets nobody else push to the fork. The words are unconfirmed.
        raise ApiError(403, "The head branch is of a fork that others may not push to.")
    if expected is not None and expected != pull.head_sha:
        raise ApiError(422, "expected head sha didn't match current head ref.")
    if pull.state is State.CLOSED or pull.repository.git.is_descendant(
        pull.head_sha, pull.base_tip
    ):
        raise ApiError(422, "There are no new commits on the base branch.")
    message = f"Merge branch '{pull.base_ref}' into {pull.head_ref}"
    try:
        merge_branches(
            world,
            pull.repository,
            actor,
            (pull.head_name, pull.base_tip),
            message,
            workflows=workflows,
        )
    except Conflict:
        raise ApiError(422, "merge conflict between base and head") from None


def merge_branches(
    world: World,
    where: Repository,
    actor: Actor,
    onto: tuple[str, str],
    message: str,
    *,
    workflows: bool,
) -> str:
    """Merge a commit into a ref by a commit of two parents; Conflict when it cannot be."""
    ref, commit = onto
    tip = where.git.ref(ref) or ""
    tree = merged_tree(where.git, tip, commit)
    made = where.git.write_commit(
        tree, [tip, commit], message, _person(world, actor), web_flow(world)
    )
    where.verified_commits.add(made)
    move_ref(world, where, actor, ref, made, workflows=workflows)
    return made
