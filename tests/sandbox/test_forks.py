"""What is proposed from a fork: told as a pull request, and of its pushes nobody hears."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.checks import reports, with_checks
from tests.sandbox.conftest import Ear
from tests.sandbox.proposing import PULLS, REPOSITORY, merges, pushes
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]


WHERE = {"repository": "acme/services", "actor": "dana", "branch": "patch-1"}


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def test_the_app_hears_of_the_pull_request_and_its_new_commits_alone(
    control: Control, ear: Ear
) -> None:
    first = control("fork_pull", **WHERE, files={"a.txt": "A\n"})
    second = control("fork_pull", **WHERE, files={"b.txt": "B\n"})

    opened, moved = ear.hears(2)
    assert [opened.name, moved.name] == ["pull_request.opened", "pull_request.synchronize"]
    assert second["number"] == first["number"]
    assert (moved.payload["before"], moved.payload["after"]) == (first["sha"], second["sha"])


def test_its_head_is_of_another_repository(control: Control, person: Person) -> None:
    number = control("fork_pull", **WHERE, files={"a.txt": "A\n"})["number"]

    told = person("ada").gets(f"{PULLS}/{number}")

    assert told["head"]["label"] == "dana:patch-1"
    assert told["head"]["repo"]["full_name"] == "dana/services"
    assert told["head"]["repo"]["fork"] is True
    assert told["head"]["repo"]["id"] != told["base"]["repo"]["id"]
    assert told["head"]["repo"]["owner"]["login"] == "dana"


def test_a_branch_of_the_same_name_is_another_one(control: Control, person: Person) -> None:
    ada = person("ada")
    number = control("fork_pull", **WHERE, files={"a.txt": "A\n"})["number"]
    sha = ada.gets(f"{REPOSITORY}/git/ref/heads/main")["object"]["sha"]
    ada.does("POST", f"{REPOSITORY}/git/refs", {"ref": "refs/heads/patch-1", "sha": sha})
    pushes(ada, "patch-1")

    other = ada.does("POST", PULLS, {"title": "Mine", "head": "patch-1", "base": "main"})

    assert other["number"] != number
    found = ada.gets(f"{PULLS}?head=dana:patch-1")
    assert [one["number"] for one in found] == [number]


def test_checks_of_its_commits_name_no_pull_request(control: Control, installation: Voice) -> None:
    done = control("fork_pull", **WHERE, files={"a.txt": "A\n"})

    run = reports(installation, head_sha=done["sha"])

    assert run["pull_requests"] == []


def test_it_can_be_merged_and_not_be_brought_up_to_date(control: Control, person: Person) -> None:
    ada = person("ada")
    number = control("fork_pull", **WHERE, files={"a.txt": "A\n"})["number"]

    refused = ada.asks("PUT", f"{PULLS}/{number}/update-branch")
    merges(ada, number)

    assert refused.status_code == 403
    commit = ada.gets(f"{REPOSITORY}/commits/main")["commit"]["message"]
    assert commit.startswith(f"Merge pull request #{number} from dana/patch-1")


def test_graphql_tells_that_it_comes_from_elsewhere(control: Control, person: Person) -> None:
    number = control("fork_pull", **WHERE, files={"a.txt": "A\n"})["number"]

    asked = """query Ask($number: Int!) { repository(owner: "acme", name: "services") {
      pullRequest(number: $number) { isCrossRepository headRefName headRef { name }
        headRepositoryOwner { login } } } }"""
    found = person("ada").queries(asked, number=number)

    assert found["data"]["repository"]["pullRequest"] == {
        "isCrossRepository": True,
        "headRefName": "patch-1",
        "headRef": None,
        "headRepositoryOwner": {"login": "dana"},
    }


@pytest.mark.parametrize("wrong", [{"branch": "a..b"}, {"files": {"../a": "A\n"}}, {"files": {}}])
def test_what_git_would_not_take_is_refused(person: Person, wrong: dict[str, Any]) -> None:
    order = WHERE | {"files": {"a.txt": "A\n"}} | wrong

    with pytest.raises(AssertionError, match="422"):
        person("ada").orders("fork_pull", order)
