"""What git is told when it pushes to a protected branch."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import RunningSandbox
from tests.sandbox.proposing import REPOSITORY
from tests.sandbox.protecting import protects, reviews_wanted
from tests.sandbox.test_git_transport import commit, git, remote
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


@pytest.fixture
def clone(sandbox: RunningSandbox, tmp_path: Path) -> Path:
    git(tmp_path, "clone", remote(sandbox, "ghp_sandbox_ada"), "clone")
    return tmp_path / "clone"


def test_git_is_told_that_the_branch_is_protected(
    clone: Path, sandbox: RunningSandbox, person: Person
) -> None:
    protects(person("ada"), **reviews_wanted())
    commit(clone, "new.txt")

    refused = git(clone, "push", remote(sandbox, "ghp_sandbox_will"), "main", check=False)
    freed = git(clone, "push", check=False)

    assert "GH006: Protected branch update failed for refs/heads/main." in refused.stderr
    assert "Changes must be made through a pull request." in refused.stderr
    assert freed.returncode == 0


def test_git_neither_forces_nor_deletes_nor_merges_into_it(clone: Path, person: Person) -> None:
    git(clone, "switch", "-c", "side")
    commit(clone, "side.txt")
    git(clone, "push", "origin", "side")
    path = f"{REPOSITORY}/branches/side/protection"
    protects(person("ada"), path, required_linear_history=True, enforce_admins=True)

    forced = git(clone, "push", "--force", "origin", "HEAD~1:side", check=False)
    deleted = git(clone, "push", "origin", ":side", check=False)
    git(clone, "switch", "-c", "other", "main")
    commit(clone, "other.txt")
    git(clone, "switch", "side")
    git(clone, "merge", "--no-edit", "other")
    merged = git(clone, "push", "origin", "side", check=False)

    assert "Cannot force-push to this branch" in forced.stderr
    assert "Cannot delete this branch" in deleted.stderr
    assert "This branch must not contain merge commits." in merged.stderr


def test_git_moves_it_forward_where_nothing_forbids_that(clone: Path, person: Person) -> None:
    protects(person("ada"), required_linear_history=True, enforce_admins=True)
    commit(clone, "new.txt")

    assert git(clone, "push", check=False).returncode == 0
