"""JSON of what lies between two commits, `GET /compare`."""

from typing import Any
from urllib.parse import quote

from sandbox.git.diffs import Comparison, commits_between
from sandbox.shapes.change import FILES_SHOWN, changed_files
from sandbox.shapes.git import commit
from sandbox.shapes.repository import api_url
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def comparison(world: World, where: Repository, one: Comparison, asked: str) -> dict[str, Any]:
    """`commit-comparison` without `commits`; `asked` is `BASE...HEAD` as the caller wrote it."""
    return _addresses(world, where, one, asked) | {
        "base_commit": commit(world, where, one.base),
        "merge_base_commit": commit(world, where, one.parted),
        "status": one.status,
        "ahead_by": len(one.commits),
        "behind_by": len(commits_between(where.git, one.head, one.base)),
        "total_commits": len(one.commits),
        "files": changed_files(world, where, one.base, one.head, FILES_SHOWN),
    }


def _addresses(world: World, where: Repository, one: Comparison, asked: str) -> dict[str, str]:
    """`permalink_url` names the commits, so that it tells the same when the branches move."""
    page, owner, name = f"{world.url}/{where.full_name}/compare", where.owner.login, quote(asked)
    return {
        "url": f"{api_url(world, where)}/compare/{name}",
        "html_url": f"{page}/{name}",
        "permalink_url": f"{page}/{owner}:{one.base[:7]}...{owner}:{one.head[:7]}",
        "diff_url": f"{page}/{name}.diff",
        "patch_url": f"{page}/{name}.patch",
    }
