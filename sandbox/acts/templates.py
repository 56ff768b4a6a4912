"""Repositories made from a template: answered for at once, and filled a while later."""

from collections.abc import Iterator
from datetime import timedelta

from sandbox.acts.refs import WORKFLOWS, record_push, workflow_refusal
from sandbox.acts.repositories import create_repository, noreply, web_flow
from sandbox.errors import ApiError
from sandbox.git.store import Entry, GitStore, Person
from sandbox.world.copying import Copy
from sandbox.world.issues import Actor
from sandbox.world.people import Organisation
from sandbox.world.repositories import Repository, Visibility
from sandbox.world.state import World

HEADS = "refs/heads/"


def not_cloned() -> ApiError:
    """What is heard of a template that cannot be read, and of none (the latter unconfirmed)."""
    sentence = "Could not clone: template repository not found."
    return ApiError(422, sentence, [sentence])


def generate(
    world: World,
    template: Repository,
    owner: Organisation,
    actor: Actor,
    name: str,
    visibility: Visibility,
    *,
    all_branches: bool,
    workflows: bool,
) -> Repository:
    """A repository that stays empty for a while; files and branches are as the template's now.

    Which call GitHub refuses for workflow files is unconfirmed.
    """
    if not template.settings.is_template:
        # What GitHub answers is unconfirmed.
        raise ApiError(422, "Validation Failed", ["Repository is not a template."])
    branches = dict(_branches(template, all_branches=all_branches))
    if not workflows:
        _check_workflows(template, branches)
    made = create_repository(world, owner, actor, name, visibility)
    made.template, made.default_branch = template, template.default_branch
    made.git.repo.set_head(HEADS + made.default_branch)
    refs = {ref: _copied(world, template, tip, made, actor) for ref, tip in branches.items()}
    due = world.clock.exact() + timedelta(seconds=world.seconds_copying)
    made.copy = Copy(refs, actor, due, world.empty_calls)
    return made


def _branches(template: Repository, *, all_branches: bool) -> Iterator[tuple[str, str]]:
    """The default branch first, then the others if they are wanted."""
    default = HEADS + template.default_branch
    found = template.git.refs(HEADS)
    if default in found:
        yield default, found.pop(default)
    if all_branches:
        yield from found.items()


def _check_workflows(template: Repository, branches: dict[str, str]) -> None:
    for tip in branches.values():
        for path in template.git.changed_paths(None, tip):
            if path.startswith(WORKFLOWS):
                raise workflow_refusal(path)


def _copied(world: World, template: Repository, tip: str, made: Repository, actor: Actor) -> str:
    """One commit with the files of a branch: of its history nothing is copied."""
    tree = str(template.git.commit(tip).tree.id)
    entries = [
        Entry(one.path, one.mode, _object(template.git, made.git, one))
        for one in template.git.entries(tree, recursive=True)
        if one.type != "tree"
    ]
    author = Person(actor.account.rest_login, noreply(actor.account), world.now())
    copied = made.git.write_tree(None, entries)
    commit = made.git.write_commit(copied, [], "Initial commit", author, web_flow(world))
    made.verified_commits.add(commit)
    return commit


def _object(source: GitStore, target: GitStore, one: Entry) -> str:
    """A file is copied; a submodule is a commit of another repository."""
    return target.write_blob(source.blob(one.sha)) if one.type == "blob" else one.sha


def look(world: World, where: Repository) -> None:
    """Somebody calls about the repository: it is filled, or found empty once more."""
    if where.copy is not None and where.copy.empty_calls:
        where.copy.empty_calls -= 1
        return
    fill_if_due(world, where)


def fill_if_due(world: World, where: Repository) -> None:
    """Copy what is due, and tell of it as of a push; a branch that is there by now stays."""
    copy = where.copy
    if copy is None or copy.empty_calls or world.clock.exact() < copy.due:
        return
    where.copy = None
    for ref, sha in copy.refs.items():
        if where.git.ref(ref) is None:
            where.git.set_ref(ref, sha)
            record_push(world, where, copy.actor, ref, None, sha)
