"""Repositories from a template: who may make them, and when their content is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox import RunningSandbox
from tests.sandbox.conftest import Ear
from tests.sandbox.proposing import REPOSITORY, branches, pushes
from tests.sandbox.test_git_transport import git, remote
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]
MADE = "/repos/acme/billing"
MAIN = f"{MADE}/git/ref/heads/main"


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    seed["repositories"][0]["is_template"] = True
    return seed


def asks_for(voice: Voice, template: str = "services", **fields: Any) -> requests.Response:
    wanted = {"owner": "acme", "name": "billing", "private": True} | fields
    return voice.asks("POST", f"/repos/acme/{template}/generate", wanted)


def makes(voice: Voice, **fields: Any) -> Any:
    answer = asks_for(voice, **fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_what_was_asked_for_is_made(installation: Voice) -> None:
    made = makes(installation, description="Bills")

    assert (made["full_name"], made["private"], made["description"]) == (
        "acme/billing",
        True,
        "Bills",
    )
    assert made["template_repository"]["full_name"] == "acme/services"
    assert not made["is_template"]
    assert not makes(installation, name="public", private=False)["private"]


def test_it_is_empty_at_the_first_look(installation: Voice) -> None:
    makes(installation)

    looks = [installation.asks("GET", MAIN) for _ in "12"]

    assert [one.status_code for one in looks] == [409, 200]
    assert looks[0].json()["message"] == "Git Repository is empty."


def test_its_default_branch_is_not_changed_while_it_is_empty(
    installation: Voice, control: Control
) -> None:
    control("copying", empty_calls=2)
    makes(installation)

    refused = installation.asks("PATCH", MADE, {"default_branch": "main"})

    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["message"].startswith("Cannot update default branch for an empty repository.")
    assert installation.asks("PATCH", MADE, {"default_branch": "main"}).status_code == 422
    assert installation.asks("PATCH", MADE, {"default_branch": "main"}).status_code == 200


def test_its_content_comes_by_the_clock_if_told_so(
    installation: Voice, control: Control, ear: Ear
) -> None:
    control("copying", seconds=60, empty_calls=0)
    makes(installation)

    before = [installation.asks("GET", MAIN).status_code for _ in "12"]
    control("clock", advance_seconds=60)

    assert before == [409, 409]
    assert ear.hears_until("push").payload["ref"] == "refs/heads/main"
    assert installation.asks("GET", MAIN).status_code == 200


def test_it_is_full_at_once_if_told_so(installation: Voice, control: Control) -> None:
    control("copying", empty_calls=0)

    makes(installation)

    assert installation.asks("GET", MAIN).status_code == 200


def test_a_push_tells_that_the_content_is_there(installation: Voice, ear: Ear) -> None:
    makes(installation)
    for _ in "12":
        installation.asks("GET", MAIN)

    told = ear.hears_until("push").payload

    assert told["repository"]["full_name"] == "acme/billing"
    assert (told["ref"], told["created"], told["before"]) == ("refs/heads/main", True, "0" * 40)
    assert told["after"] == installation.gets(MAIN)["object"]["sha"]
    assert told["sender"]["login"] == "slipway[bot]"


def test_files_are_copied_and_history_is_not(
    installation: Voice, control: Control, person: Person
) -> None:
    control("copying", empty_calls=0)
    pushes(person("will"), "main", "late.txt", "late\n")
    makes(installation)
    pushes(person("will"), "main", "later.txt")

    tree = installation.gets(f"{MADE}/git/trees/main?recursive=1")["tree"]
    commits = installation.gets(f"{MADE}/commits")

    files = {one["path"] for one in tree if one["type"] == "blob"}
    assert files == {"README.md", "docs/guide.md", "late.txt"}
    assert [one["commit"]["message"] for one in commits] == ["Initial commit"]


@pytest.mark.parametrize(("wanted", "found"), [(True, ["main", "topic"]), (False, ["main"])])
def test_other_branches_are_copied_if_they_are_wanted(
    installation: Voice, control: Control, wanted: bool, found: list[str]
) -> None:
    control("copying", empty_calls=0)
    branches(installation)
    pushes(installation, "topic", "topic.txt")

    makes(installation, include_all_branches=wanted)

    assert [one["name"] for one in installation.gets(f"{MADE}/branches")] == found


def test_modes_are_copied_and_a_clone_counts_as_a_look(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any], tmp_path: Path
) -> None:
    script = tmp_path / "run.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    seed["repositories"][0]["files"] = [{"from": str(script)}]
    sandbox = start(seed)
    makes(Voice(sandbox.url, "ghp_sandbox_ada"))

    for name in ("empty", "full"):
        git(tmp_path, "clone", remote(sandbox, "ghp_sandbox_ada", "billing"), name)

    assert not (tmp_path / "empty" / "run.sh").exists()
    assert (tmp_path / "full" / "run.sh").stat().st_mode & 0o111


def test_a_template_is_one_once_it_is_told_so(installation: Voice) -> None:
    refused = asks_for(installation, "other")
    installation.does("PATCH", "/repos/acme/other", {"is_template": True})

    assert refused.status_code == 422
    assert installation.gets("/repos/acme/other")["is_template"]
    assert asks_for(installation, "other").status_code == 201


def test_a_template_that_cannot_be_read_is_not_found(
    installed: Callable[..., Voice], person: Person
) -> None:
    powers = {"administration": "write"}
    narrow = installed(permissions=powers | {"contents": "read"}, repositories=["other"])

    refused = [
        asks_for(installed(permissions=powers)),
        asks_for(narrow),
        asks_for(person("ada"), "nowhere"),
    ]

    assert [one.status_code for one in refused] == [422, 422, 422]
    assert {one.json()["message"] for one in refused} == {
        "Could not clone: template repository not found."
    }


def test_a_public_template_takes_no_permission_to_read(
    installed: Callable[..., Voice], person: Person
) -> None:
    person("ada").does("PATCH", "/repos/acme/open", {"is_template": True})

    maker = installed(permissions={"administration": "write"})

    assert asks_for(maker, "open").status_code == 201


def test_making_one_takes_administration_and_membership(
    installed: Callable[..., Voice], person: Person
) -> None:
    reader = installed(permissions={"contents": "read"})

    refused = [asks_for(reader), asks_for(person("stranger")), asks_for(person("dana"), owner="x")]

    assert [one.status_code for one in refused] == [403, 404, 404]
    assert refused[0].headers["X-Accepted-GitHub-Permissions"] == "administration=write"
    assert asks_for(person("dana")).status_code == 201


def test_workflow_files_take_their_permission(installation: Voice, person: Person) -> None:
    pushes(person("ada"), "main", ".github/workflows/ci.yml", "on: push\n")

    refused = asks_for(installation)

    assert refused.status_code == 403
    assert "without `workflows` permission" in refused.json()["message"]
    assert asks_for(person("ada")).status_code == 201


def test_a_name_that_is_taken_is_refused(installation: Voice) -> None:
    answer = asks_for(installation, name="other")

    assert answer.status_code == 422
    assert answer.json()["message"] == "Repository creation failed."


def test_what_is_pushed_meanwhile_stays(installation: Voice, person: Person) -> None:
    ada = person("ada")
    makes(installation)
    body = {"message": "First", "content": "aGkK"}

    mine = ada.does("PUT", f"{MADE}/contents/mine.txt", body)["commit"]["sha"]

    assert ada.gets(MAIN)["object"]["sha"] == mine


def test_a_deleted_template_leaves_what_came_of_it(installation: Voice, person: Person) -> None:
    makes(installation)

    person("ada").does("DELETE", REPOSITORY)

    assert "template_repository" not in installation.gets(MADE)
    assert installation.asks("GET", MAIN).status_code == 200
