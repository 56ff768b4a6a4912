"""Proposing from a fork, of which the sandbox has nothing but the commits that are proposed."""

from sandbox.acts.heads import follow
from sandbox.acts.pulls import Tip, let_in, proposed
from sandbox.acts.repositories import noreply
from sandbox.acts.tips import find_standing
from sandbox.git.store import Entry, Person
from sandbox.world.issues import Actor
from sandbox.world.pulls import Fork, PullRequest, pulls_of
from sandbox.world.repositories import Repository
from sandbox.world.state import World

_PLAIN_FILE = 0o100644


def propose(
    world: World, where: Repository, actor: Actor, branch: str, files: dict[str, str], title: str
) -> PullRequest:
    """Commit files to a branch of the person's fork, and propose it to the default branch.

    While a pull request from that branch is open, the commit is pushed to it.
    """
    label, base = f"{actor.account.login}:{branch}", where.default_branch
    standing = find_standing(pulls_of(where), label, base)
    if standing is not None:
        _push(world, standing, actor, files, title)
        return standing
    base_sha = where.git.ref(f"refs/heads/{base}") or ""
    commit = _commit(world, where, actor, base_sha, files, title)
    tips = Tip(branch, commit), Tip(base, base_sha)
    pull = proposed(world, where, actor, title, None, *tips)
    pull.fork = Fork(*world.mint("R"), actor.account)
    pull.last_pusher = actor.account
    where.git.set_ref(pull.head_name, commit)
    let_in(world, pull, actor)
    return pull


def _push(
    world: World, pull: PullRequest, actor: Actor, files: dict[str, str], message: str
) -> None:
    """Nobody but the pull request hears of it: a push to a fork is told to no App here."""
    where, before = pull.repository, pull.head_sha
    commit = _commit(world, where, actor, before, files, message)
    where.git.set_ref(pull.head_name, commit)
    follow(world, where, actor, pull.head_name, before, commit)


def _commit(
    world: World, where: Repository, actor: Actor, parent: str, files: dict[str, str], message: str
) -> str:
    git = where.git
    entries = [
        Entry(path, _PLAIN_FILE, git.write_blob(text.encode())) for path, text in files.items()
    ]
    tree = git.write_tree(str(git.commit(parent).tree.id), entries, [])
    author = Person(actor.account.rest_login, noreply(actor.account), world.now())
    return git.write_commit(tree, [parent], message, author, author)
