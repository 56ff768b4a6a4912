"""Git objects and refs as GraphQL sees them: a sha in a repository."""

from dataclasses import dataclass, field

from sandbox.git.store import NoSuchObject
from sandbox.world.repositories import Repository


@dataclass(frozen=True)
class GitThing:
    """A Blob, Tree or Commit; `path` is where it was found, for the entries of a tree."""

    kind: str
    repository: Repository
    oid: str
    path: str = field(default="", compare=False)

    @property
    def node_id(self) -> str:
        return f"{self.kind[0]}_{self.repository.id}:{self.oid}"

    @property
    def abbreviated_oid(self) -> str:
        return self.oid[:7]


@dataclass(frozen=True)
class RefThing:
    """A branch or tag by its full name."""

    repository: Repository
    full_name: str

    @property
    def node_id(self) -> str:
        return f"REF_{self.repository.id}:{self.full_name}"


def find_object(where: Repository, expression: str | None, oid: str | None) -> GitThing | None:
    """What `object(expression:)` or `object(oid:)` names: `main`, `main:path`, or a sha."""
    try:
        if oid is not None:
            return by_sha(where, oid)
        rev, colon, path = (expression or "").partition(":")
        commit = where.git.resolve(where.default_branch if rev == "HEAD" else rev)
        if not colon:
            return GitThing("Commit", where, commit)
        entry = where.git.lookup(str(where.git.commit(commit).tree.id), path)
    except NoSuchObject:
        return by_sha(where, expression) if expression and oid is None else None
    return GitThing(entry.type.capitalize(), where, entry.sha, entry.path)


def by_sha(where: Repository, sha: str) -> GitThing | None:
    readers = {"Blob": where.git.blob, "Tree": where.git.tree, "Commit": where.git.commit}
    for kind, read in readers.items():
        try:
            read(sha)
        except NoSuchObject:
            continue
        return GitThing(kind, where, sha)
    return None
