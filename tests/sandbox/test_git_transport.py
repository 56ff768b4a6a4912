"""Stock git against the sandbox: clone, fetch, push, and what stops a push."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox import RunningSandbox
from tests.sandbox.conftest import Ear
from tests.sandbox.proposing import PULLS, opens
from tests.sandbox.voices import Voice

NO_UPDATES = {"type": "update"}


def git(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Git with no configuration of the machine's, and never a question."""
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "Will",
        "GIT_AUTHOR_EMAIL": "will@example.com",
        "GIT_COMMITTER_NAME": "Will",
        "GIT_COMMITTER_EMAIL": "will@example.com",
    }
    done = subprocess.run(
        ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 or not check, done.stderr
    return done


def remote(sandbox: RunningSandbox, token: str, name: str = "services") -> str:
    return f"{sandbox.url.replace('//', f'//x-access-token:{token}@')}/acme/{name}.git"


@pytest.fixture
def clone(sandbox: RunningSandbox, tmp_path: Path) -> Path:
    """A clone of services by will, who may push."""
    git(tmp_path, "clone", remote(sandbox, "ghp_sandbox_will"), "clone")
    return tmp_path / "clone"


def commit(clone: Path, path: str, text: str = "new\n") -> None:
    target = clone / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    git(clone, "add", path)
    git(clone, "commit", "-m", f"Add {path}")


def test_a_push_moves_the_head_of_a_pull_request(
    clone: Path, person: Callable[[str], Voice], ear: Ear
) -> None:
    git(clone, "switch", "-c", "topic")
    commit(clone, "one.txt")
    git(clone, "push", "origin", "topic")
    number = opens(person("will"))["number"]
    commit(clone, "two.txt")

    git(clone, "push", "origin", "topic")

    told = ear.hears_until("pull_request.synchronize").payload
    assert told["number"] == number
    assert told["after"] == git(clone, "rev-parse", "HEAD").stdout.strip()
    assert person("will").gets(f"{PULLS}/{number}")["changed_files"] == 2


def test_modes_survive_seed_and_clone(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    script = tmp_path / "files" / "run.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    seed["repositories"][0]["files"] = [{"from": str(tmp_path / "files"), "to": "bin"}]

    git(tmp_path, "clone", remote(start(seed), "ghp_sandbox_dana"), "clone")

    assert os.access(tmp_path / "clone/bin/run.sh", os.X_OK)
    assert not os.access(tmp_path / "clone/README.md", os.X_OK)


def test_a_public_repository_is_cloned_without_credentials(
    sandbox: RunningSandbox, tmp_path: Path
) -> None:
    git(tmp_path, "clone", f"{sandbox.url}/acme/open", "clone")

    assert (tmp_path / "clone/a.txt").read_text() == "a"


def test_a_private_repository_is_not(sandbox: RunningSandbox, tmp_path: Path) -> None:
    done = git(tmp_path, "clone", f"{sandbox.url}/acme/services", "clone", check=False)

    assert done.returncode != 0


def test_with_open_clones_it_is_but_nobody_pushes_without_a_token(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any], tmp_path: Path
) -> None:
    address = f"{start(seed | {'open_clones': True}).url}/acme/services.git"

    git(tmp_path, "clone", address, "clone")
    commit(tmp_path / "clone", "new.txt")
    pushed = git(tmp_path / "clone", "push", check=False)

    assert pushed.returncode != 0


def test_a_push_arrives_and_is_told(clone: Path, ear: Ear, person: Callable[[str], Voice]) -> None:
    commit(clone, "new.txt")

    git(clone, "push")

    found = ear.hears_until("push").payload
    assert found["ref"] == "refs/heads/main"
    assert found["commits"][0]["added"] == ["new.txt"]
    assert found["sender"]["login"] == "will"
    assert person("dana").gets("/repos/acme/services/contents/new.txt")["content"] == "bmV3Cg==\n"


def test_what_the_api_commits_can_be_fetched(clone: Path, installation: Voice) -> None:
    body = {"message": "Say hi", "content": "aGkK"}
    installation.does("PUT", "/repos/acme/services/contents/hi.txt", body)

    git(clone, "pull")

    assert (clone / "hi.txt").read_text() == "hi\n"


def test_a_reader_may_not_push(clone: Path, sandbox: RunningSandbox) -> None:
    commit(clone, "new.txt")

    done = git(clone, "push", remote(sandbox, "ghp_sandbox_dana"), check=False)

    assert done.returncode != 0
    assert "403" in done.stderr


def test_a_protected_branch_takes_no_push(clone: Path, person: Callable[[str], Voice]) -> None:
    body: dict[str, Any] = {"name": "reviewed", "enforcement": "active", "rules": [NO_UPDATES]}
    body |= {"conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}}
    person("ada").does("POST", "/repos/acme/services/rulesets", body)
    commit(clone, "new.txt")

    to_main = git(clone, "push", check=False)
    to_topic = git(clone, "push", "origin", "HEAD:topic", check=False)

    assert "Repository rule violations found for refs/heads/main" in to_main.stderr
    assert to_topic.returncode == 0


def test_an_app_without_workflows_pushes_no_workflow(
    clone: Path, sandbox: RunningSandbox, installation: Voice
) -> None:
    commit(clone, ".github/workflows/ci.yml")

    done = git(clone, "push", remote(sandbox, installation.credential), check=False)

    assert "refusing to allow a GitHub App to create or update workflow" in done.stderr
