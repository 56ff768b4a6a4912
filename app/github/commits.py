"""Puts files on a branch as one commit that GitHub signs, through the Git Data API."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.github.client import Client
from app.github.errors import Conflict, NotFound

# GitHub times out on trees with much inline text, somewhere near 2.5 MB; larger ones are laid
# one on the other.
_INLINE_BYTES = 1_000_000

PushedFile = tuple[str, int, bytes]
"""Path with forward slashes, mode (0o100644 or 0o100755), content."""


@dataclass(frozen=True, slots=True)
class Head:
    """The tip of a branch; equal tree ids mean equal files. `is_first`: nothing came before it."""

    commit_id: str
    tree_id: str
    is_first: bool


def head(client: Client, owner: str, repo: str, branch: str) -> Head | None:
    """The branch's tip, or None where there is no such branch or no commit yet.

    From `GET /repos/{owner}/{repo}/branches/{branch}`.
    """
    try:
        answer = client.rest(
            "GET /repos/{owner}/{repo}/branches/{ref}", owner=owner, repo=repo, ref=branch
        )
    except (NotFound, Conflict):
        return None
    commit = answer["commit"]
    return Head(commit["sha"], commit["commit"]["tree"]["sha"], not commit["parents"])


def push_files(
    client: Client, owner: str, repo: str, branch: str, message: str, files: Sequence[PushedFile]
) -> str:
    """Makes `files` the whole content of the branch, as one commit without a parent.

    Three writes for text, one more for each binary file. Gives the commit's id. Raises Conflict
    while the repository is empty, Forbidden without `workflows: write` for pipelines.
    """
    tree_id = create_tree(client, owner, repo, files)
    commit_id = create_commit(client, owner, repo, tree_id, message)
    move_branch(client, owner, repo, branch, commit_id, force=True)
    return commit_id


def create_tree(
    client: Client,
    owner: str,
    repo: str,
    files: Sequence[PushedFile],
    base_tree: str | None = None,
) -> str:
    """Stores the files and gives the id of the tree that holds them and what `base_tree` has.

    From `POST /repos/{owner}/{repo}/git/trees`, text inline; binary files by `…/git/blobs`.
    """
    tree_id = base_tree
    for part in _parts(files):
        body: dict[str, Any] = {"tree": [_entry(client, owner, repo, file) for file in part]}
        if tree_id is not None:
            body["base_tree"] = tree_id
        answer = client.rest("POST /repos/{owner}/{repo}/git/trees", body, owner=owner, repo=repo)
        tree_id = str(answer["sha"])
    if tree_id is None or not files:
        raise ValueError("A commit needs at least one file.")
    return tree_id


def create_commit(
    client: Client, owner: str, repo: str, tree_id: str, message: str, parents: Sequence[str] = ()
) -> str:
    """Makes a commit, without a parent unless one is given, and gives its id.

    Author and committer are left out, so that GitHub signs it. From
    `POST /repos/{owner}/{repo}/git/commits`.
    """
    answer = client.rest(
        "POST /repos/{owner}/{repo}/git/commits",
        {"message": message, "tree": tree_id, "parents": list(parents)},
        owner=owner,
        repo=repo,
    )
    return str(answer["sha"])


def move_branch(
    client: Client, owner: str, repo: str, branch: str, commit_id: str, *, force: bool
) -> None:
    """Moves an existing branch to the commit.

    With `force` whatever it pointed to; else Conflict where the commit does not come after that.

    From `PATCH /repos/{owner}/{repo}/git/refs/{ref}`.
    """
    client.rest(
        "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
        {"sha": commit_id, "force": force},
        owner=owner,
        repo=repo,
        ref=f"heads/{branch}",
    )


def _parts(files: Sequence[PushedFile]) -> Iterator[list[PushedFile]]:
    """The files in portions of bounded size, at least one file each."""
    part: list[PushedFile] = []
    size = 0
    for file in files:
        if part and size + len(file[2]) > _INLINE_BYTES:
            yield part
            part, size = [], 0
        part.append(file)
        size += len(file[2])
    if part:
        yield part


def _entry(client: Client, owner: str, repo: str, file: PushedFile) -> dict[str, str]:
    path, mode, content = file
    entry = {"path": path, "mode": f"{mode:o}", "type": "blob"}
    try:
        return {**entry, "content": content.decode()}
    except UnicodeDecodeError:
        return {**entry, "sha": _create_blob(client, owner, repo, content)}


def _create_blob(client: Client, owner: str, repo: str, content: bytes) -> str:
    answer = client.rest(
        "POST /repos/{owner}/{repo}/git/blobs",
        {"content": base64.b64encode(content).decode(), "encoding": "base64"},
        owner=owner,
        repo=repo,
    )
    return str(answer["sha"])
