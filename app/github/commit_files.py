"""Reads policy, form and policy cases as they are at one commit of the control repository.

Of the templates only which ones they are: most commits leave them alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.check import ControlFiles
from app.domain.control import CASES_PATH, FORM_PATH, POLICY_PATH, TEMPLATES_PATH
from app.github.client import Client
from app.github.errors import NotFound, Refusal

MOST_CASE_FILES = 200
MOST_CASE_BYTES = 2_000_000
"""Of all files of cases together; what is beyond that counts as too large to be read."""

_DEPTH = 4
_FILE_MODES = {0o100644, 0o100755}


@dataclass(frozen=True, slots=True)
class CommitReading:
    """The files of a commit; `is_unchanged` if all of them are as on the default branch now.

    The commit that the default branch has just now is never unchanged: it changed them itself.
    `leaves_templates` if the templates are as there, or for a commit of that branch as before
    its push.
    """

    files: ControlFiles
    is_unchanged: bool
    leaves_templates: bool


def read_commit(
    client: Client,
    owner: str,
    repo: str,
    commit_id: str,
    *,
    is_of_default_branch: bool = False,
    pushed_before: str | None = None,
) -> CommitReading | None:
    """Read a commit beside the default branch, in one GraphQL call.

    `is_of_default_branch` if it was pushed to it, which may point to a newer one by now;
    `pushed_before` is the commit of the push before, if it is known. None of a commit that is not
    there (any more). Raises NotFound for an empty repository.
    """
    data = client.graphql(
        _READ_COMMIT, owner=owner, repo=repo, commit=commit_id, **_paths(commit_id, pushed_before)
    )
    repository = data["repository"]
    if repository is None or repository["defaultBranchRef"] is None:
        raise NotFound(Refusal("QUERY ReadCommit"))
    if repository["commit"] is None:
        return None
    cases = _cases(repository["cases"])
    files = ControlFiles(_text(repository["policy"]), _text(repository["form"]), cases)
    is_alike = all(_is_alike(repository, name) for name in _NAMED)
    is_tip = repository["defaultBranchRef"]["target"]["oid"] == commit_id
    before = _before(repository["commit"]) if is_tip or is_of_default_branch else None
    base = repository["templatesNow"] if before is None else before.get(TEMPLATES_PATH)
    if is_of_default_branch and pushed_before:
        base = repository["templatesBefore"] or base
    leaves_templates = _oid(repository["templates"]) == _oid(base)
    return CommitReading(files, is_alike and not is_tip, leaves_templates)


def _before(commit: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What the commit's first parent has at the top, by name; nothing if it is the first one."""
    parents = commit["parents"]["nodes"]
    return {entry["name"]: entry for entry in parents[0]["tree"]["entries"]} if parents else {}


_NAMED = {"policy": POLICY_PATH, "form": FORM_PATH, "cases": CASES_PATH}


def _paths(commit_id: str, pushed_before: str | None) -> dict[str, str]:
    named = _NAMED | {"templates": TEMPLATES_PATH}
    at_commit = {name: f"{commit_id}:{path}" for name, path in named.items()}
    at_commit["templatesBefore"] = f"{pushed_before or commit_id}:{TEMPLATES_PATH}"
    return at_commit | {f"{name}Now": f"HEAD:{path}" for name, path in named.items()}


def _is_alike(repository: Mapping[str, Any], name: str) -> bool:
    return _oid(repository[name]) == _oid(repository[f"{name}Now"])


def _entries(depth: int) -> str:
    """The selection of a folder's entries; GraphQL has no recursion, so it is written out."""
    inner = _entries(depth - 1) if depth > 1 else ""
    return f"""... on Tree {{ entries {{
      name mode oid object {{ ... on Blob {{ byteSize isTruncated text }} {inner} }}
    }} }}"""


_READ_COMMIT = f"""query ReadCommit($owner: String!, $repo: String!, $commit: GitObjectID!,
  $policy: String!, $form: String!, $cases: String!, $templates: String!,
  $policyNow: String!, $formNow: String!, $casesNow: String!, $templatesNow: String!,
  $templatesBefore: String!) {{
  repository(owner: $owner, name: $repo) {{
    defaultBranchRef {{ target {{ oid }} }}
    commit: object(oid: $commit) {{ ... on Commit {{
      oid parents(first: 1) {{ nodes {{ tree {{ entries {{ name oid }} }} }} }}
    }} }}
    policy: object(expression: $policy) {{ ...file }}
    form: object(expression: $form) {{ ...file }}
    cases: object(expression: $cases) {{ oid {_entries(_DEPTH)} }}
    templates: object(expression: $templates) {{ oid }}
    policyNow: object(expression: $policyNow) {{ oid }}
    formNow: object(expression: $formNow) {{ oid }}
    casesNow: object(expression: $casesNow) {{ oid }}
    templatesNow: object(expression: $templatesNow) {{ oid }}
    templatesBefore: object(expression: $templatesBefore) {{ oid }}
  }}
}}
fragment file on GitObject {{ oid ... on Blob {{ text isTruncated }} }}"""


def _oid(node: Mapping[str, Any] | None) -> str | None:
    return node["oid"] if node else None


def _text(node: Mapping[str, Any] | None) -> str | None:
    """A blob's text; a folder of that name is no file."""
    if node is None or "text" not in node or node["isTruncated"]:
        return None
    text: str | None = node["text"]
    return text


def _cases(folder: Mapping[str, Any] | None) -> Mapping[str, str | None]:
    """Path to text, as far as the bounds go."""
    found, size = {}, 0
    for place, (path, entry) in enumerate(_walk(CASES_PATH, (folder or {}).get("entries", ()))):
        blob = entry["object"] or {}
        size += blob.get("byteSize", 0)
        is_read = place < MOST_CASE_FILES and size <= MOST_CASE_BYTES
        found[path] = _text(blob) if is_read and entry["mode"] in _FILE_MODES else None
    return found


def _walk(
    above: str, entries: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """All files that may hold cases, by their names."""
    for entry in entries:
        path = f"{above}/{entry['name']}"
        if "entries" in (entry["object"] or {}):
            yield from _walk(path, entry["object"]["entries"])
        elif path.endswith((".yml", ".yaml")):
            yield path, entry
