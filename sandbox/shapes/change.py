"""JSON of what a commit or a pull request changed."""

from typing import Any
from urllib.parse import quote

from sandbox.git.diffs import Change, changes
from sandbox.shapes.repository import api_url
from sandbox.world.repositories import Repository
from sandbox.world.state import World

FILES_SHOWN = 300


def change(world: World, where: Repository, sha: str, one: Change) -> dict[str, Any]:
    """`diff-entry`: a file as it is in a commit, with its patch unless it is binary."""
    path, at = quote(one.path), f"{world.url}/{where.full_name}"
    shape = {
        "sha": one.sha,
        "filename": one.path,
        "status": one.status,
        "additions": one.additions,
        "deletions": one.deletions,
        "changes": one.additions + one.deletions,
        "blob_url": f"{at}/blob/{sha}/{path}",
        "raw_url": f"{at}/raw/{sha}/{path}",
        "contents_url": f"{api_url(world, where)}/contents/{path}?ref={sha}",
    }
    if one.patch is not None:
        shape["patch"] = one.patch
    if one.previous_path is not None:
        shape["previous_filename"] = one.previous_path
    return shape


def changed_files(
    world: World, where: Repository, base: str, head: str, most: int
) -> list[dict[str, Any]]:
    """What a head changed since it parted from its base, at most so many files."""
    found = changes(where.git, base, head)[:most]
    return [change(world, where, head, one) for one in found]


def commit_changes(world: World, where: Repository, sha: str) -> dict[str, Any]:
    """What one commit by itself shows beside itself: its files, and how many lines they changed."""
    parents = where.git.commit(sha).parent_ids
    found = changes(where.git, str(parents[0]) if parents else None, sha)
    additions = sum(one.additions for one in found)
    deletions = sum(one.deletions for one in found)
    return {
        "stats": {
            "total": additions + deletions,
            "additions": additions,
            "deletions": deletions,
        },
        "files": [change(world, where, sha, one) for one in found[:FILES_SHOWN]],
    }
