"""The Git Data API: blobs, trees, commits and refs, and the refusals around them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.voices import Voice

GIT = "/repos/acme/services/git"


def commit_of(voice: Voice, files: dict[str, str], **fields: Any) -> str:
    """A commit with exactly these files; its sha."""
    tree = [
        {"path": path, "mode": "100644", "type": "blob", "content": text}
        for path, text in files.items()
    ]
    sha = voice.does("POST", f"{GIT}/trees", {"tree": tree})["sha"]
    body = {"message": "Change", "tree": sha, "parents": []} | fields
    return str(voice.does("POST", f"{GIT}/commits", body)["sha"])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("blobs", {"content": "x"}),
        ("trees", {"tree": [{"path": "a", "mode": "100644", "content": "x"}]}),
        ("refs", {"ref": "refs/heads/main", "sha": "0" * 40}),
    ],
)
def test_an_empty_repository_takes_no_objects(
    installation: Voice, path: str, body: dict[str, Any]
) -> None:
    installation.does("POST", "/orgs/acme/repos", {"name": "empty"})

    answer = installation.asks("POST", f"/repos/acme/empty/git/{path}", body)

    assert (answer.status_code, answer.json()["message"]) == (409, "Git Repository is empty.")


def test_a_tree_keeps_modes_and_adds_to_its_base(installation: Voice) -> None:
    base = installation.gets(f"{GIT}/trees/main")["sha"]
    tree = [{"path": "bin/run", "mode": "100755", "type": "blob", "content": "#!/bin/sh\n"}]

    made = installation.does("POST", f"{GIT}/trees", {"base_tree": base, "tree": tree})

    found = installation.gets(f"{GIT}/trees/{made['sha']}?recursive=1")["tree"]
    modes = {entry["path"]: entry["mode"] for entry in found if entry["type"] == "blob"}
    assert modes == {"README.md": "100644", "bin/run": "100755", "docs/guide.md": "100644"}


def test_a_null_sha_takes_a_path_away(installation: Voice) -> None:
    base = installation.gets(f"{GIT}/trees/main")["sha"]
    tree = [{"path": "docs/guide.md", "mode": "100644", "type": "blob", "sha": None}]

    made = installation.does("POST", f"{GIT}/trees", {"base_tree": base, "tree": tree})

    assert [entry["path"] for entry in made["tree"]] == ["README.md"]


def test_a_tree_is_a_list_of_objects(installation: Voice) -> None:
    assert installation.asks("POST", f"{GIT}/trees", {"tree": ["a"]}).status_code == 422


@pytest.mark.parametrize("path", ["../up", ".git/config", "a//b", "a/.GIT/b"])
def test_a_malformed_path_is_refused(installation: Voice, path: str) -> None:
    tree = [{"path": path, "mode": "100644", "type": "blob", "content": "x"}]

    assert installation.asks("POST", f"{GIT}/trees", {"tree": tree}).status_code == 422


def test_a_commit_of_the_app_without_author_is_signed(installation: Voice) -> None:
    sha = commit_of(installation, {"a": "1"})

    found = installation.gets(f"{GIT}/commits/{sha}")

    assert found["verification"]["verified"] is True
    assert found["author"]["name"] == "slipway[bot]"
    assert found["committer"]["name"] == "GitHub"


def test_a_commit_with_an_author_is_not_signed(installation: Voice) -> None:
    author = {"name": "Dana", "email": "dana@example.com"}

    sha = commit_of(installation, {"a": "1"}, author=author)

    assert installation.gets(f"{GIT}/commits/{sha}")["verification"]["verified"] is False


def test_a_ref_moves_backwards_only_by_force(installation: Voice) -> None:
    sha = commit_of(installation, {"a": "1"})
    path = f"{GIT}/refs/heads/main"

    refused = installation.asks("PATCH", path, {"sha": sha})
    forced = installation.asks("PATCH", path, {"sha": sha, "force": True})

    assert (refused.status_code, refused.json()["message"]) == (422, "Update is not a fast forward")
    assert forced.status_code == 200
    assert installation.gets(f"{GIT}/ref/heads/main")["object"]["sha"] == sha


def test_a_ref_is_made_once_and_deleted(installation: Voice) -> None:
    body = {"ref": "refs/heads/topic", "sha": commit_of(installation, {"a": "1"})}

    statuses = [installation.asks("POST", f"{GIT}/refs", body).status_code for _ in "12"]
    gone = installation.asks("DELETE", f"{GIT}/refs/heads/topic")

    assert statuses == [201, 422]
    assert gone.status_code == 204
    assert installation.asks("GET", f"{GIT}/ref/heads/topic").status_code == 404


def test_workflow_files_need_their_own_permission(installation: Voice) -> None:
    sha = commit_of(installation, {".github/workflows/ci.yml": "on: push\n"})

    answer = installation.asks("POST", f"{GIT}/refs", {"ref": "refs/heads/ci", "sha": sha})

    assert answer.status_code == 403
    assert "refusing to allow a GitHub App to create or update workflow" in answer.text


def test_a_person_may_write_workflow_files(person: Callable[[str], Voice]) -> None:
    will = person("will")
    sha = commit_of(will, {".github/workflows/ci.yml": "on: push\n"})

    answer = will.asks("POST", f"{GIT}/refs", {"ref": "refs/heads/ci", "sha": sha})

    assert answer.status_code == 201


def test_a_file_is_updated_only_by_naming_what_it_replaces(installation: Voice) -> None:
    path = "/repos/acme/services/contents/README.md"
    known = installation.gets(path)
    body = {"message": "Say hi", "content": "aGkK"}

    blind = installation.asks("PUT", path, body)
    stale = installation.asks("PUT", path, body | {"sha": "0" * 40})
    right = installation.asks("PUT", path, body | {"sha": known["sha"]})

    assert (blind.status_code, stale.status_code, right.status_code) == (422, 409, 200)
    assert installation.gets(path)["content"] == "aGkK\n"


def test_a_folder_lists_what_is_in_it(installation: Voice) -> None:
    found = installation.gets("/repos/acme/services/contents/")

    assert [(one["name"], one["type"]) for one in found] == [("README.md", "file"), ("docs", "dir")]


def test_a_commit_shows_what_it_changed(installation: Voice) -> None:
    body = {"message": "Add", "content": "aGkK"}
    made = installation.does("PUT", "/repos/acme/services/contents/new.txt", body)["commit"]

    found = installation.gets(f"/repos/acme/services/commits/{made['sha']}")
    first = installation.gets(f"/repos/acme/services/commits/{made['parents'][0]['sha']}")

    assert found["stats"] == {"total": 1, "additions": 1, "deletions": 0}
    (file,) = found["files"]
    assert (file["filename"], file["status"]) == ("new.txt", "added")
    assert file["patch"] == "@@ -0,0 +1 @@\n+hi"
    assert [one["filename"] for one in first["files"]] == ["README.md", "docs/guide.md"]
