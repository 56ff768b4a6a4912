"""A branch that asks for signed commits takes those that GitHub signed, and no others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import RunningSandbox
from tests.sandbox.proposing import REPOSITORY, merges, proposes, pushes, rules, tip
from tests.sandbox.test_git_transport import commit, git, remote
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
SIGNED = {"type": "required_signatures"}
UNSIGNED = "Commits must have verified signatures."


def test_a_commit_of_the_app_is_signed_and_one_of_a_person_is_not(
    person: Person, installation: Voice
) -> None:
    rules(person("ada"), SIGNED)

    pushes(installation, "main", "app.txt")
    body = {"message": "Write", "content": "bmV3", "branch": "main"}
    refused = person("ada").asks("PUT", f"{REPOSITORY}/contents/mine.txt", body)

    assert refused.status_code == 422
    assert UNSIGNED in refused.json()["message"]


def test_git_is_told_that_commits_have_to_be_signed(
    sandbox: RunningSandbox, tmp_path: Path, person: Person
) -> None:
    git(tmp_path, "clone", remote(sandbox, "ghp_sandbox_ada"), "clone")
    commit(tmp_path / "clone", "mine.txt")
    rules(person("ada"), SIGNED)

    refused = git(tmp_path / "clone", "push", check=False)

    assert UNSIGNED in refused.stderr
    assert "GH013" in refused.stderr


def test_git_may_push_what_github_signed(
    sandbox: RunningSandbox, tmp_path: Path, person: Person, installation: Voice
) -> None:
    proposes(installation)
    signed = tip(installation, "topic")
    git(tmp_path, "clone", remote(sandbox, "ghp_sandbox_ada"), "clone")
    rules(person("ada"), SIGNED)

    git(tmp_path / "clone", "push", "origin", "origin/topic:main")

    assert tip(person("ada"), "main") == signed


@pytest.mark.parametrize(
    ("method", "by_app", "status"),
    [
        ("squash", False, 200),
        ("merge", False, 405),
        ("merge", True, 200),
        ("rebase", True, 405),
    ],
)
def test_a_merge_is_signed_if_all_that_it_brings_is(
    person: Person, installation: Voice, method: str, by_app: bool, status: int
) -> None:
    pull = proposes(installation if by_app else person("ada"))
    rules(person("ada"), SIGNED)

    answer = merges(person("ada"), pull["number"], merge_method=method)

    assert answer.status_code == status
    assert status == 200 or UNSIGNED in answer.json()["message"]
