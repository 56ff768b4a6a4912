"""Fetches template folders by their git tree ids, byte for byte."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.github.client import Client
from app.github.errors import NotFound, Refusal

TreeFiles = tuple[tuple[str, int, bytes], ...]
"""Path relative to the tree, git mode and content of each file, sorted by path."""

# Folders within folders that one document reads; deeper ones take one more round.
_DEPTH = 10
_TREE_MODE = 0o40000
_SUBMODULE_MODE = 0o160000


@dataclass(slots=True)
class _Search:
    """What was found so far: files by wanted tree, folders still to open."""

    files: dict[str, dict[str, tuple[int, bytes]]] = field(default_factory=dict)
    unopened: list[tuple[str, str, str]] = field(default_factory=list)
    unread: list[tuple[str, str, int, str]] = field(default_factory=list)


def fetch_trees(
    client: Client, owner: str, repo: str, tree_ids: Sequence[str], most_blobs: int | None = None
) -> Mapping[str, TreeFiles]:
    """All files of the trees, by tree id, in one GraphQL call.

    Folders more than ten deep take a further call; a file that is binary, or whose text GitHub
    gives cut or changed, one REST call each. Trees for which that would be more than `most_blobs`
    calls in all are left out, those with most of them first. Links and submodules come with their
    mode, for the caller to refuse. Raises NotFound for a tree that the repository no longer has.
    """
    search = _Search(files={tree_id: {} for tree_id in tree_ids})
    search.unopened = [(tree_id, "", tree_id) for tree_id in search.files]
    while search.unopened:
        _open_folders(client, owner, repo, search)
    if most_blobs is not None:
        _leave_out(search, most_blobs)
    contents = _contents(client, owner, repo, (oid for *_, oid in search.unread))
    for tree_id, path, mode, oid in search.unread:
        search.files[tree_id][path] = (mode, contents[oid])
    return {
        tree_id: tuple((path, *file) for path, file in sorted(files.items()))
        for tree_id, files in search.files.items()
    }


def _open_folders(client: Client, owner: str, repo: str, search: _Search) -> None:
    """Reads every folder that is still closed, in one call."""
    folders, search.unopened = search.unopened, []
    oids = list(dict.fromkeys(oid for _, _, oid in folders))
    variables = {f"tree{place}": oid for place, oid in enumerate(oids)}
    data = client.graphql(_document(len(oids)), owner=owner, repo=repo, **variables)
    for tree_id, prefix, oid in folders:
        node = (data["repository"] or {}).get(f"tree{oids.index(oid)}")
        if not node or "entries" not in node:
            raise NotFound(Refusal("QUERY ReadTrees", f"there is no tree {oid} in {owner}/{repo}"))
        _walk(search, tree_id, prefix, node["entries"])


def _walk(search: _Search, tree_id: str, prefix: str, entries: Iterable[Mapping[str, Any]]) -> None:
    for entry in entries:
        path = prefix + entry["name"]
        node = entry.get("object") or {}
        if entry["mode"] == _TREE_MODE and "entries" in node:
            _walk(search, tree_id, f"{path}/", node["entries"])
        elif entry["mode"] == _TREE_MODE:
            search.unopened.append((tree_id, f"{path}/", entry["oid"]))
        elif entry["mode"] == _SUBMODULE_MODE:
            search.files[tree_id][path] = (_SUBMODULE_MODE, b"")
        elif (content := _whole_text(entry["oid"], node.get("text"))) is not None:
            search.files[tree_id][path] = (entry["mode"], content)
        else:
            search.unread.append((tree_id, path, entry["mode"], entry["oid"]))


def _leave_out(search: _Search, most_blobs: int) -> None:
    """Drop the trees that take too many calls."""
    left = most_blobs
    for tree_id, count in reversed(Counter(tree_id for tree_id, *_ in search.unread).most_common()):
        left -= count
        if left < 0:
            del search.files[tree_id]
    search.unread = [one for one in search.unread if one[0] in search.files]


def _whole_text(oid: str, text: str | None) -> bytes | None:
    """The content if it is the blob that git calls `oid`; cut or re-encoded text is not."""
    content = (text or "").encode()
    blob = b"blob %d\0%b" % (len(content), content)
    return content if hashlib.sha1(blob, usedforsecurity=False).hexdigest() == oid else None


def _contents(client: Client, owner: str, repo: str, oids: Iterable[str]) -> dict[str, bytes]:
    """From `GET /repos/{owner}/{repo}/git/blobs/{file_sha}`, each blob once."""
    contents: dict[str, bytes] = {}
    for oid in dict.fromkeys(oids):
        blob = client.rest(
            "GET /repos/{owner}/{repo}/git/blobs/{oid}", owner=owner, repo=repo, oid=oid
        )
        contents[oid] = base64.b64decode(blob["content"])
    return contents


def _document(count: int) -> str:
    wanted = "".join(f", $tree{place}: GitObjectID!" for place in range(count))
    trees = "\n".join(
        f"    tree{place}: object(oid: $tree{place}) {{ ...folder }}" for place in range(count)
    )
    return f"""query ReadTrees($owner: String!, $repo: String!{wanted}) {{
  repository(owner: $owner, name: $repo) {{
{trees}
  }}
}}
fragment folder on GitObject {{ {_entries(_DEPTH)} }}
"""


def _entries(depth: int) -> str:
    """The selection of a folder's entries; GraphQL has no recursion, so it is written out."""
    inner = _entries(depth - 1) if depth > 1 else ""
    return (
        f"... on Tree {{ entries {{ name mode oid object {{ ... on Blob {{ text }} {inner} }} }} }}"
    )
