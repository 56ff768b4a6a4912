"""A commit that GitHub makes and signs: files written and deleted on a branch."""

from sandbox.acts.refs import move_ref
from sandbox.acts.repositories import noreply, web_flow
from sandbox.errors import ApiError
from sandbox.git.store import Entry, NoSuchObject, Person
from sandbox.world.issues import Actor
from sandbox.world.repositories import Repository
from sandbox.world.state import World

PLAIN_FILE = 0o100644


def commit_on_branch(
    world: World,
    where: Repository,
    actor: Actor,
    ref: str,
    additions: dict[str, bytes],
    deletions: list[str],
    message: str,
    *,
    workflows: bool,
) -> str:
    """Commit upon the tip of a ref and move it there; whose commit it is cannot be chosen.

    What is written becomes a plain file: there are no executables by this way, and that one
    loses its mode is unconfirmed.
    """
    git, tip = where.git, where.git.ref(ref)
    assert tip is not None
    entries = [
        Entry(path, PLAIN_FILE, git.write_blob(content)) for path, content in additions.items()
    ]
    for path in additions:
        _check(path)
    try:
        tree = git.write_tree(str(git.commit(tip).tree.id), entries, deletions)
    except NoSuchObject as error:
        # The words are unconfirmed.
        sentence = "A path was requested for deletion which does not exist as of commit oid"
        raise ApiError(422, f"{sentence} `{tip}`: {error}") from None
    author = Person(actor.account.rest_login, noreply(actor.account), world.now())
    commit = git.write_commit(tree, [tip], message, author, web_flow(world))
    where.verified_commits.add(commit)
    move_ref(world, where, actor, ref, commit, workflows=workflows)
    return commit


def _check(path: str) -> None:
    """A path that could lie in a tree."""
    if any(part in {"", ".", "..", ".git"} for part in path.split("/")):
        raise ApiError(422, f"A path was requested which is not valid: {path}")
