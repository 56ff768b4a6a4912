"""Git objects and refs as GraphQL sees them: a sha in a repository."""

import re
from dataclasses import dataclass, field

from sandbox.git.store import NoSuchObject
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository
from sandbox.world.state import World


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
    """A branch or tag by its full name; `moved_to` is for the answer to who has just moved it."""

    repository: Repository
    full_name: str
    moved_to: str | None = None

    @property
    def node_id(self) -> str:
        return f"REF_{self.repository.id}:{self.full_name}"


@dataclass(frozen=True)
class CommitOfPull:
    """A commit as a part of a pull request."""

    pull_request: PullRequest
    oid: str

    @property
    def node_id(self) -> str:
        return f"PURC_{self.pull_request.pull_id}:{self.oid}"

    @property
    def commit(self) -> GitThing:
        return GitThing("Commit", self.pull_request.repository, self.oid)


@dataclass(frozen=True)
class Signature:
    """GitHub's signature under a commit that it made."""

    email: str
    payload: str = ""
    signature: str = "-----BEGIN PGP SIGNATURE-----\n(sandbox)\n-----END PGP SIGNATURE-----"


# Ids of what is in a git repository tell where it is: the kind, the repository, a sha or a name.
IN_GIT = re.compile(r"(REF|B|C|T)_(\d+):(.+)")


def find_by_id(world: World, node_id: str) -> GitThing | RefThing | None:
    """The git object or ref of a node id, as long as it is there."""
    parts = IN_GIT.fullmatch(node_id)
    where = world.repositories.get(int(parts[2])) if parts else None
    if parts is None or where is None:
        return None
    if parts[1] != "REF":
        found = by_sha(where, parts[3])
        return found if found is not None and found.kind[0] == parts[1] else None
    return RefThing(where, parts[3]) if where.git.ref(parts[3]) else None


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
