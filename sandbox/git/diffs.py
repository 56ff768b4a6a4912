"""What lies between two commits: files with their patches, and the commits on the way."""

from dataclasses import dataclass

import pygit2
from pygit2.enums import DiffFlag, SortMode

from sandbox.git.store import GitStore

STATUSES = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "T": "changed"}


@dataclass(frozen=True)
class Change:
    """One file; `sha` is of its blob, the old one where it was removed; no patch for bytes."""

    path: str
    status: str
    sha: str
    additions: int
    deletions: int
    patch: str | None
    previous_path: str | None = None


def common(git: GitStore, one: str, other: str) -> str | None:
    """The commit at which two branches parted; None without a common history."""
    found: pygit2.Oid | None = git.repo.merge_base(one, other)  # typed as if it were always one
    return str(found) if found else None


def changes(git: GitStore, base: str | None, head: str) -> list[Change]:
    """What `head` changed since it parted from `base`, or from nothing, in the order of paths."""
    start = (common(git, base, head) or base) if base else None
    tree = git.commit(head).tree
    diff = git.commit(start).tree.diff_to_tree(tree) if start else tree.diff_to_tree(swap=True)
    diff.find_similar()
    return [_change(patch) for patch in diff if patch is not None]


def _change(patch: pygit2.Patch) -> Change:
    delta = patch.delta
    _, additions, deletions = patch.line_stats
    status = STATUSES.get(delta.status_char(), "modified")
    side = delta.old_file if status == "removed" else delta.new_file
    before = delta.old_file.path if status == "renamed" else None
    text = None if delta.flags & DiffFlag.BINARY else _hunks(patch)
    return Change(side.path, status, str(side.id), additions, deletions, text, before)


def _hunks(patch: pygit2.Patch) -> str | None:
    """A patch as GitHub shows it: from its first `@@` on, without a last line break."""
    text = (patch.data or b"").decode("utf-8", errors="replace")
    at = text.find("\n@@")
    return None if at < 0 else text[at + 1 :].rstrip("\n")


def commits_between(git: GitStore, base: str, head: str) -> list[str]:
    """The commits of `head` that `base` has not, oldest first."""
    walker = git.repo.walk(head, SortMode.TOPOLOGICAL | SortMode.REVERSE)
    walker.hide(base)
    return [str(one.id) for one in walker]


@dataclass(frozen=True)
class Comparison:
    """Two commits and where they parted; `commits` has what `base` lacks, oldest first."""

    base: str
    head: str
    parted: str
    commits: list[str]

    @property
    def status(self) -> str:
        """GitHub's word for how the head stands to the base."""
        if self.parted == self.base == self.head:
            return "identical"
        if self.parted in {self.base, self.head}:
            return "ahead" if self.parted == self.base else "behind"
        return "diverged"


def compare(git: GitStore, base: str, head: str) -> Comparison | None:
    """How two commits differ; None without a common history."""
    parted = common(git, base, head)
    return Comparison(base, head, parted, commits_between(git, base, head)) if parted else None
