"""Reads which templates one commit of the control repository has, and how large they are.

Nobody reviewed the commit yet, so that this is known before a file of it is fetched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.control import FORM_PATH, TEMPLATES_PATH
from app.github.client import Client
from app.github.errors import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class TemplateFolders:
    """Git tree ids of the templates at a commit, and of those that it is held against, by name.

    `tree_id` is that of the folder above them, "" if the commit has none. `has_same_form` if the
    issue form is that of the default branch now.
    """

    tree_id: str
    at_commit: Mapping[str, str]
    before: Mapping[str, str]
    has_same_form: bool

    @property
    def changed(self) -> set[str]:
        """Templates that are new, other ones or gone."""
        names = self.at_commit.keys() | self.before.keys()
        return {name for name in names if self.at_commit.get(name) != self.before.get(name)}


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file by its path below the folder that was listed; `size` in bytes, 0 for a submodule."""

    path: str
    size: int


def read_template_folders(
    client: Client,
    owner: str,
    repo: str,
    commit_id: str,
    *,
    is_of_default_branch: bool,
    pushed_before: str | None = None,
) -> TemplateFolders | None:
    """The templates of a commit beside those of the default branch, in one GraphQL call.

    A commit that `is_of_default_branch`, or is its newest, is held against its first parent;
    against `pushed_before`, the commit of the push before, where that is known. None of a commit
    that is not there (any more). Raises NotFound for an empty repository.
    """
    paths = {"here": f"{commit_id}:{TEMPLATES_PATH}", "now": f"HEAD:{TEMPLATES_PATH}"}
    paths |= {"form": f"{commit_id}:{FORM_PATH}", "formNow": f"HEAD:{FORM_PATH}"}
    paths["before"] = f"{pushed_before or commit_id}:{TEMPLATES_PATH}"
    data = client.graphql(_READ_FOLDERS, owner=owner, repo=repo, commit=commit_id, **paths)
    repository = data["repository"]
    if repository is None or repository["defaultBranchRef"] is None:
        raise NotFound(Refusal("QUERY ReadTemplateFolders"))
    if repository["commit"] is None:
        return None
    is_tip = repository["defaultBranchRef"]["target"]["oid"] == commit_id
    of_itself = is_of_default_branch or is_tip
    before = _of_parent(repository["commit"]) if of_itself else repository["now"]
    if is_of_default_branch and pushed_before:
        before = repository["before"] or before
    here = repository["here"] or {}
    has_same_form = repository["form"] == repository["formNow"]
    at_commit, before_it = _folders(here), _folders(before or {})
    return TemplateFolders(here.get("oid", ""), at_commit, before_it, has_same_form)


def _of_parent(commit: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The folder of templates as the commit's first parent has it."""
    for parent in commit["parents"]["nodes"]:
        for entry in parent["tree"]["entries"]:
            if entry["name"] == TEMPLATES_PATH:
                found: Mapping[str, Any] | None = entry["object"]
                return found
    return None


def list_files(client: Client, owner: str, repo: str, tree_id: str) -> list[ListedFile] | None:
    """All files below a tree, in one call; None if they are more than GitHub lists at once.

    From `GET /repos/{owner}/{repo}/git/trees/{tree_sha}`.
    """
    answer = client.rest(
        "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
        None,
        {"recursive": "1"},
        owner=owner,
        repo=repo,
        tree_sha=tree_id,
    )
    return None if answer["truncated"] else list(_files(answer["tree"]))


def _files(entries: Iterable[Mapping[str, Any]]) -> Iterable[ListedFile]:
    for entry in entries:
        if entry["type"] != "tree":
            yield ListedFile(entry["path"], entry.get("size", 0))


def _folders(node: Mapping[str, Any]) -> Mapping[str, str]:
    entries = node.get("entries", ())
    return {entry["name"]: entry["oid"] for entry in entries if entry["type"] == "tree"}


_READ_FOLDERS = """query ReadTemplateFolders($owner: String!, $repo: String!,
  $commit: GitObjectID!, $here: String!, $now: String!,
  $form: String!, $formNow: String!, $before: String!) {
  repository(owner: $owner, name: $repo) {
    defaultBranchRef { target { oid } }
    commit: object(oid: $commit) { ... on Commit {
      oid parents(first: 1) { nodes { tree { entries { name object { ...folder } } } } }
    } }
    here: object(expression: $here) { ...folder }
    now: object(expression: $now) { ...folder }
    before: object(expression: $before) { ...folder }
    form: object(expression: $form) { oid }
    formNow: object(expression: $formNow) { oid }
  }
}
fragment folder on GitObject { oid ... on Tree { entries { name oid type } } }"""
