"""JSON of git objects: commits, trees, blobs, refs, branches, files, and the push event."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from typing import Any
from urllib.parse import quote

import pygit2

from sandbox.clock import stamp
from sandbox.git.store import Entry
from sandbox.shapes.people import account
from sandbox.shapes.protection import checks
from sandbox.shapes.repository import api_url
from sandbox.world.issues import Actor
from sandbox.world.protections import RequiredChecks
from sandbox.world.repositories import Repository
from sandbox.world.state import World

ZERO = "0" * 40
COMMITS_IN_PUSH = 2048
MOST_LISTED = 100_000
"""Entries of a tree that is listed with all below it."""


def _person(signature: pygit2.Signature) -> dict[str, Any]:
    moment = datetime.fromtimestamp(signature.time, UTC)
    return {"name": signature.name, "email": signature.email, "date": stamp(moment)}


def _node(where: Repository, prefix: str, sha: str) -> str:
    return f"{prefix}_{where.id}:{sha}"


def git_commit(world: World, where: Repository, sha: str) -> dict[str, Any]:
    """`git-commit`: the raw object, as `/git/commits` shows it."""
    commit, api = where.git.commit(sha), api_url(world, where)
    return {
        "sha": sha,
        "node_id": _node(where, "C", sha),
        "url": f"{api}/git/commits/{sha}",
        "html_url": f"{world.url}/{where.full_name}/commit/{sha}",
        "author": _person(commit.author),
        "committer": _person(commit.committer),
        "tree": {"sha": str(commit.tree.id), "url": f"{api}/git/trees/{commit.tree.id}"},
        "message": commit.message,
        "parents": [_parent(world, where, str(one)) for one in commit.parent_ids],
        "verification": verification(where, sha),
    }


def _parent(world: World, where: Repository, sha: str) -> dict[str, str]:
    return {
        "sha": sha,
        "url": f"{api_url(world, where)}/git/commits/{sha}",
        "html_url": f"{world.url}/{where.full_name}/commit/{sha}",
    }


def verification(where: Repository, sha: str) -> dict[str, Any]:
    """GitHub signs commits that it makes for a bot with no author given."""
    verified = sha in where.verified_commits
    signature = "-----BEGIN PGP SIGNATURE-----\n(sandbox)\n-----END PGP SIGNATURE-----"
    return {
        "verified": verified,
        "reason": "valid" if verified else "unsigned",
        "signature": signature if verified else None,
        "payload": "" if verified else None,
        "verified_at": None,
    }


def commit(world: World, where: Repository, sha: str) -> dict[str, Any]:
    """`commit`: the raw object wrapped with the accounts behind it."""
    raw, api = git_commit(world, where, sha), api_url(world, where)
    inner = {key: raw[key] for key in ("author", "committer", "message", "tree", "verification")}
    return {
        "sha": sha,
        "node_id": raw["node_id"],
        "url": f"{api}/commits/{sha}",
        "html_url": raw["html_url"],
        "comments_url": f"{api}/commits/{sha}/comments",
        "commit": inner | {"url": raw["url"], "comment_count": 0},
        "author": _known(world, raw["author"]["email"]),
        "committer": _known(world, raw["committer"]["email"]),
        "parents": raw["parents"],
    }


def commits(world: World, where: Repository, shas: Sequence[str]) -> list[dict[str, Any]]:
    """The same of several, in their order."""
    return [commit(world, where, sha) for sha in shas]


def _known(world: World, email: str) -> dict[str, Any] | None:
    number, _, rest = email.partition("+")
    login = rest.partition("@")[0]
    found = world.account(login) if number.isdigit() else None
    return account(world, found) if found else None


def tree(world: World, where: Repository, sha: str, *, recursive: bool) -> dict[str, Any]:
    entries = where.git.entries(sha, recursive=recursive)
    shown = list(islice(entries, MOST_LISTED if recursive else None))
    return {
        "sha": sha,
        "url": f"{api_url(world, where)}/git/trees/{sha}",
        "tree": [_tree_entry(world, where, one) for one in shown],
        "truncated": next(entries, None) is not None,
    }


def _tree_entry(world: World, where: Repository, one: Entry) -> dict[str, Any]:
    kind = {"tree": "trees", "commit": "commits"}.get(one.type, "blobs")
    shape: dict[str, Any] = {
        "path": one.path,
        "mode": f"{one.mode:06o}",
        "type": one.type,
        "sha": one.sha,
        "url": f"{api_url(world, where)}/git/{kind}/{one.sha}",
    }
    return shape if one.size is None else shape | {"size": one.size}


def blob(world: World, where: Repository, sha: str) -> dict[str, Any]:
    content = where.git.blob(sha)
    return {
        "sha": sha,
        "node_id": _node(where, "B", sha),
        "url": f"{api_url(world, where)}/git/blobs/{sha}",
        "size": len(content),
        "content": lines_of_base64(content),
        "encoding": "base64",
    }


def lines_of_base64(content: bytes) -> str:
    """Base64 broken after 60 characters, as GitHub sends it."""
    text = b64encode(content).decode()
    return "".join(text[at : at + 60] + "\n" for at in range(0, len(text), 60))


def ref(world: World, where: Repository, name: str, sha: str) -> dict[str, Any]:
    api = api_url(world, where)
    return {
        "ref": name,
        "node_id": _node(where, "REF", name),
        "url": f"{api}/git/{name}",
        "object": {"sha": sha, "type": "commit", "url": f"{api}/git/commits/{sha}"},
    }


def branch(world: World, where: Repository, name: str, sha: str, protected: bool) -> dict[str, Any]:
    """`branch-with-protection`; rulesets make a branch protected, too."""
    api = f"{api_url(world, where)}/branches/{name}"
    return {
        "name": name,
        "commit": commit(world, where, sha),
        "_links": {"self": api, "html": f"{world.url}/{where.full_name}/tree/{name}"},
        "protected": protected,
        "protection": {
            "enabled": protected,
            "required_status_checks": _required(where, name, protected),
        },
        "protection_url": f"{api}/protection",
    }


def _required(where: Repository, name: str, protected: bool) -> dict[str, Any]:
    """The checks that a branch's own protection asks for, and of whom."""
    found = where.protections.get(name) if protected else None
    wanted = RequiredChecks([], False) if found is None or found.checks is None else found.checks
    level = "everyone" if found is None or found.enforce_admins else "non_admins"
    return {"enforcement_level": level if protected else "off"} | checks(wanted)


def content(world: World, where: Repository, one: Entry, at: str) -> dict[str, Any]:
    """A line of a directory, or a file without its content."""
    api, page = api_url(world, where), f"{world.url}/{where.full_name}"
    kind = {"tree": "dir", "commit": "submodule"}.get(one.type, "file")
    if one.mode == 0o120000:
        kind = "symlink"
    path, at = quote(one.path), quote(at)
    own = f"{api}/contents/{path}?ref={at}"
    raw = f"{api}/git/{'trees' if kind == 'dir' else 'blobs'}/{one.sha}"
    html = f"{page}/{'tree' if kind == 'dir' else 'blob'}/{at}/{path}"
    return {
        "name": one.path.rpartition("/")[2],
        "path": one.path,
        "sha": one.sha,
        "size": one.size or 0,
        "url": own,
        "html_url": html,
        "git_url": raw,
        "download_url": f"{page}/raw/{at}/{path}" if kind == "file" else None,
        "type": kind,
        "_links": {"self": own, "git": raw, "html": html},
    }


def push(
    world: World, where: Repository, actor: Actor, name: str, before: str | None, after: str | None
) -> dict[str, Any]:
    """The `push` event's own fields."""
    shas = _pushed(where, before, after)
    commits = [_push_commit(world, where, sha) for sha in shas]
    forced = bool(before and after and not where.git.is_descendant(after, before))
    page = f"{world.url}/{where.full_name}"
    return {
        "ref": name,
        "before": before or ZERO,
        "after": after or ZERO,
        "base_ref": None,
        "created": before is None,
        "deleted": after is None,
        "forced": forced,
        "compare": f"{page}/compare/{(before or ZERO)[:12]}...{(after or ZERO)[:12]}",
        "commits": commits,
        "head_commit": commits[-1] if commits else None,
        "pusher": {
            "name": actor.account.rest_login,
            "email": f"{actor.account.rest_login}@users.noreply.github.com",
        },
    }


def _pushed(where: Repository, before: str | None, after: str | None) -> list[str]:
    """New commits of a push, oldest first."""
    if after is None:
        return []
    walker = where.git.repo.walk(after)
    if before is not None:
        walker.hide(before)
    return [str(one.id) for one in walker][:COMMITS_IN_PUSH][::-1]


def _push_commit(world: World, where: Repository, sha: str) -> dict[str, Any]:
    one = where.git.commit(sha)
    parent = str(one.parent_ids[0]) if one.parent_ids else None
    zone = timezone(timedelta(minutes=one.author.offset))
    person = {"name": one.author.name, "email": one.author.email, "username": one.author.name}
    return {
        "id": sha,
        "tree_id": str(one.tree.id),
        "distinct": True,
        "message": one.message,
        "timestamp": datetime.fromtimestamp(one.author.time, zone).isoformat(),
        "url": f"{world.url}/{where.full_name}/commit/{sha}",
        "author": person,
        "committer": {
            "name": one.committer.name,
            "email": one.committer.email,
            "username": one.committer.name,
        },
    } | _touched(where, parent, sha)


def _touched(where: Repository, parent: str | None, sha: str) -> dict[str, list[str]]:
    if parent is None:
        return {"added": where.git.changed_paths(None, sha), "removed": [], "modified": []}
    diff = where.git.commit(parent).tree.diff_to_tree(where.git.commit(sha).tree)
    found: dict[str, list[str]] = {"added": [], "removed": [], "modified": []}
    for delta in diff.deltas:
        key = {"A": "added", "D": "removed"}.get(delta.status_char(), "modified")
        found[key].append(delta.new_file.path)
    return found
