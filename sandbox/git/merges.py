"""Merging without a work tree: by a merge commit's tree, or commit by commit."""

from collections.abc import Iterator

import pygit2

from sandbox.git.diffs import commits_between
from sandbox.git.store import GitStore, Person


class Conflict(Exception):
    """The two sides changed the same lines."""


def merged_tree(git: GitStore, base: str, head: str) -> str:
    """The tree of a merge of `head` into `base`; Conflict when there is none."""
    index = git.repo.merge_commits(git.commit(base), git.commit(head))
    return _tree(git, index)


def merges(git: GitStore, base: str, head: str) -> bool:
    """Whether `head` can be merged into `base` by itself."""
    try:
        merged_tree(git, base, head)
    except Conflict:
        return False
    return True


def rebases(git: GitStore, base: str, head: str) -> bool:
    """Whether all commits of `head` can be put upon `base` one by one."""
    try:
        for _ in _steps(git, base, head):
            """Only to see that none of them ends in a conflict."""
    except Conflict:
        return False
    return True


def rebase(git: GitStore, base: str, head: str, committer: Person) -> str:
    """New commits upon `base` with the authors and messages of old ones; the last of them."""
    tip = base
    for one, tree in _steps(git, base, head):
        tip = str(
            git.repo.create_commit(
                None, one.author, committer.signature(), one.message, tree, [tip]
            )
        )
    return tip


def _steps(git: GitStore, base: str, head: str) -> Iterator[tuple[pygit2.Commit, str]]:
    """Each commit that `base` lacks with its tree upon `base`; merges in between are left out."""
    tree = str(git.commit(base).tree.id)
    for sha in commits_between(git, base, head):
        one = git.commit(sha)
        if len(one.parent_ids) > 1:
            continue
        parent = git.commit(str(one.parent_ids[0])).tree if one.parent_ids else _nothing(git)
        tree = _tree(git, git.repo.merge_trees(parent, git.tree(tree), one.tree))
        yield one, tree


def _nothing(git: GitStore) -> pygit2.Tree:
    return git.tree(git.write_tree(None, []))


def _tree(git: GitStore, index: pygit2.Index) -> str:
    if index.conflicts is not None:
        raise Conflict
    return str(index.write_tree(git.repo))
