"""Reads what a commit holds, and lays a commit of ours on a branch, forward only."""

from collections.abc import Mapping, Sequence

from app.github.client import Client
from app.github.commits import Head, PushedFile, create_commit, create_tree, move_branch
from app.github.errors import Incomplete, Refusal

_TREE = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}"


def read_paths(client: Client, owner: str, repo: str, tree_id: str) -> Mapping[str, str]:
    """The path of every file below a tree, with its blob id.

    From `GET /repos/{owner}/{repo}/git/trees/{tree_sha}`. Raises Incomplete of a tree with more
    than 100,000 entries, which GitHub cuts off.
    """
    answer = client.rest(_TREE, None, {"recursive": "1"}, owner=owner, repo=repo, tree_sha=tree_id)
    if answer["truncated"]:
        raise Incomplete(Refusal(_TREE), "some of the files")
    return {one["path"]: one["sha"] for one in answer["tree"] if one["type"] != "tree"}


def add_files(
    client: Client, owner: str, repo: str, base: Head, message: str, files: Sequence[PushedFile]
) -> str:
    """Makes a commit that comes after `base` and adds the files to it; no branch has it yet."""
    tree_id = create_tree(client, owner, repo, files, base.tree_id)
    return create_commit(client, owner, repo, tree_id, message, [base.commit_id])


def put_branch(
    client: Client, owner: str, repo: str, branch: str, commit_id: str, *, is_there: bool
) -> None:
    """Makes the branch, or moves it forward. Raises Conflict or Invalid if it moved meanwhile.

    From `POST /repos/{owner}/{repo}/git/refs`.
    """
    if is_there:
        move_branch(client, owner, repo, branch, commit_id, force=False)
        return
    body = {"ref": f"refs/heads/{branch}", "sha": commit_id}
    client.rest("POST /repos/{owner}/{repo}/git/refs", body, owner=owner, repo=repo)
