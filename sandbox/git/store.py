"""One bare repository on disk: reading and writing objects and refs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pygit2
from pygit2.enums import FileMode, ObjectType

Found = TypeVar("Found", pygit2.Blob, pygit2.Commit, pygit2.Tree)

TREE_MODE = 0o040000
COMMIT_MODE = 0o160000


class NoSuchObject(Exception):
    """The sha or ref names nothing of the wanted type in this repository."""


@dataclass(frozen=True)
class Entry:
    """One line of a tree; `size` is None for anything but a blob."""

    path: str
    mode: int
    sha: str
    size: int | None = None

    @property
    def type(self) -> str:
        return {TREE_MODE: "tree", COMMIT_MODE: "commit"}.get(self.mode, "blob")


@dataclass(frozen=True)
class Person:
    """An author or committer line."""

    name: str
    email: str
    at: datetime

    def signature(self) -> pygit2.Signature:
        offset = self.at.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        return pygit2.Signature(self.name, self.email, int(self.at.timestamp()), minutes)


class GitStore:
    """A bare repository; shas are 40 hexadecimal digits, refs full names."""

    def __init__(self, path: Path, default_branch: str = "main") -> None:
        self.path = path
        self.repo = pygit2.init_repository(
            str(path), bare=True, initial_head=f"refs/heads/{default_branch}"
        )

    def object(self, sha: str, kind: type[Found]) -> Found:
        """The object of that class; NoSuchObject when it is another or none."""
        found = self.repo.get(sha) if len(sha) == 40 and _is_hex(sha) else None
        if not isinstance(found, kind):
            raise NoSuchObject(sha)
        return found

    def is_empty(self) -> bool:
        return not any(True for _ in self.refs())

    def blob(self, sha: str) -> bytes:
        return self.object(sha, pygit2.Blob).data

    def commit(self, sha: str) -> pygit2.Commit:
        return self.object(sha, pygit2.Commit)

    def tree(self, sha: str) -> pygit2.Tree:
        return self.object(sha, pygit2.Tree)

    def write_blob(self, content: bytes) -> str:
        return str(self.repo.create_blob(content))

    def write_tree(
        self, base: str | None, changes: Iterable[Entry], removed: Iterable[str] = ()
    ) -> str:
        """A tree of `base` with entries laid over it and paths taken away.

        NoSuchObject names a missing object, or a path to remove that is not there.
        """
        index = pygit2.Index()
        if base is not None:
            index.read_tree(self.tree(base))
        for path in removed:
            self._remove(index, path)
        for change in changes:
            for entry in self._flatten(change):
                index.add(
                    pygit2.IndexEntry(entry.path, pygit2.Oid(hex=entry.sha), FileMode(entry.mode))
                )
        return str(index.write_tree(self.repo))

    def _remove(self, index: pygit2.Index, path: str) -> None:
        inside = [one.path for one in index if one.path == path or one.path.startswith(f"{path}/")]
        if not inside:
            raise NoSuchObject(path)
        for one in inside:
            index.remove(one)

    def _flatten(self, change: Entry) -> Iterator[Entry]:
        if change.type == "tree":
            for entry in self.entries(change.sha, recursive=True):
                if entry.type != "tree":
                    yield Entry(f"{change.path}/{entry.path}", entry.mode, entry.sha)
            return
        if change.type == "blob":
            self.object(change.sha, pygit2.Blob)
        yield change

    def write_commit(
        self, tree: str, parents: list[str], message: str, author: Person, committer: Person
    ) -> str:
        self.tree(tree)
        return str(
            self.repo.create_commit(
                None, author.signature(), committer.signature(), message, tree, list(parents)
            )
        )

    def entries(self, tree: str, *, recursive: bool = False, prefix: str = "") -> Iterator[Entry]:
        """The lines of a tree in git's order; folders come before what is in them."""
        for item in self.tree(tree):
            size = item.size if isinstance(item, pygit2.Blob) else None
            entry = Entry(f"{prefix}{item.name}", int(item.filemode), str(item.id), size)
            yield entry
            if recursive and entry.type == "tree":
                yield from self.entries(entry.sha, recursive=True, prefix=f"{entry.path}/")

    def lookup(self, tree: str, path: str) -> Entry:
        """What lies at a path (the tree itself for ""); NoSuchObject when nothing does."""
        if not path.strip("/"):
            return Entry("", TREE_MODE, tree)
        try:
            item = self.tree(tree)[path.strip("/")]
        except KeyError:
            raise NoSuchObject(path) from None
        size = item.size if isinstance(item, pygit2.Blob) else None
        return Entry(path.strip("/"), int(item.filemode), str(item.id), size)

    def refs(self, prefix: str = "refs/") -> dict[str, str]:
        """Full ref names to shas, sorted by name."""
        names = sorted(name for name in self.repo.references if name.startswith(prefix))
        return {name: str(self.repo.references[name].resolve().target) for name in names}

    def ref(self, name: str) -> str | None:
        if not pygit2.reference_is_valid_name(name):
            return None
        found = self.repo.references.get(name)
        return None if found is None else str(found.resolve().target)

    def set_ref(self, name: str, sha: str) -> None:
        self.repo.references.create(name, sha, force=True)

    def delete_ref(self, name: str) -> None:
        self.repo.references.delete(name)

    def resolve(self, name: str) -> str:
        """The commit that a branch, tag, full ref or sha names; NoSuchObject otherwise."""
        for full in (f"refs/heads/{name}", f"refs/tags/{name}", name):
            sha = self.ref(full) if pygit2.reference_is_valid_name(full) else None
            if sha is not None:
                peeled = self.repo[sha].peel(pygit2.Commit)
                return str(peeled.id)
        if len(name) >= 7 and _is_hex(name):
            found = self.repo.get(name)
            if found is not None and found.type == ObjectType.COMMIT:
                return str(found.id)
        raise NoSuchObject(name)

    def is_descendant(self, sha: str, ancestor: str) -> bool:
        return sha == ancestor or self.repo.descendant_of(sha, ancestor)

    def changed_paths(self, before: str | None, after: str) -> list[str]:
        """Paths that differ between two commits (from nothing when `before` is None)."""
        if before is None:
            return [
                one.path for one in self.entries(str(self.commit(after).tree.id), recursive=True)
            ]
        diff = self.commit(before).tree.diff_to_tree(self.commit(after).tree)
        return [delta.new_file.path for delta in diff.deltas]


def is_path(path: str) -> bool:
    """Whether git can hold a file there."""
    parts = path.split("/")
    return not any(part in {"", ".", ".."} or part.lower() == ".git" for part in parts)


def is_branch(name: str) -> bool:
    """Whether git takes the name for a branch."""
    return pygit2.reference_is_valid_name(f"refs/heads/{name}")


def _is_hex(text: str) -> bool:
    return bool(text) and all(char in "0123456789abcdef" for char in text)
