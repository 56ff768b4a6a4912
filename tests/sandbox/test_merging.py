"""Merging pull requests and branches: the three ways, what forbids it, and what follows."""

from collections.abc import Callable

import pytest

from tests.sandbox.proposing import (
    PULLS,
    REPOSITORY,
    branches,
    merges,
    opens,
    proposes,
    pushes,
    review_rule,
    rules,
    state_of,
    tip,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


def history(voice: Voice, branch: str = "main") -> list[tuple[str, int]]:
    """Subjects of a branch with their number of parents, newest first."""
    return [
        (one["commit"]["message"].partition("\n")[0], len(one["parents"]))
        for one in voice.gets(f"{REPOSITORY}/commits?sha={branch}")
    ]


def test_a_merge_commit_has_both_branches_as_parents(installation: Voice) -> None:
    number = proposes(installation)["number"]
    assert installation.asks("GET", f"{PULLS}/{number}/merge").status_code == 404

    done = merges(installation, number)

    sha = tip(installation, "main")
    assert done.json() == {
        "sha": sha,
        "merged": True,
        "message": "Pull Request successfully merged",
    }
    assert history(installation)[0] == (f"Merge pull request #{number} from acme/topic", 2)
    assert installation.asks("GET", f"{PULLS}/{number}/merge").status_code == 204
    found = installation.gets(f"{PULLS}/{number}")
    assert (found["merged"], found["state"], found["merge_commit_sha"]) == (True, "closed", sha)
    assert found["merged_by"]["login"] == "slipway[bot]"
    assert (found["mergeable"], found["commits"], found["changed_files"]) == (None, 1, 1)


def test_a_squash_is_one_commit_with_the_title(installation: Voice) -> None:
    branches(installation)
    for path in ("one.txt", "two.txt"):
        pushes(installation, path=path)
    number = opens(installation, title="Two files")["number"]

    sha = merges(installation, number, merge_method="squash").json()["sha"]

    assert history(installation)[0] == (f"Two files (#{number})", 1)
    made = installation.gets(f"{REPOSITORY}/commits/{sha}")["commit"]
    assert made["message"].endswith("* Write one.txt\n\n* Write two.txt")
    assert made["verification"]["verified"] is True


def test_a_rebase_puts_each_commit_upon_the_base(installation: Voice) -> None:
    branches(installation)
    for path in ("one.txt", "two.txt"):
        pushes(installation, path=path)
    pushes(installation, "main", "meanwhile.txt")
    number = opens(installation)["number"]

    merges(installation, number, merge_method="rebase")

    assert history(installation)[:3] == [
        ("Write two.txt", 1),
        ("Write one.txt", 1),
        ("Write meanwhile.txt", 1),
    ]


def test_title_and_message_of_the_commit_can_be_given(installation: Voice) -> None:
    number = proposes(installation)["number"]

    done = merges(installation, number, commit_title="Title", commit_message="Text").json()

    made = installation.gets(f"{REPOSITORY}/commits/{done['sha']}")
    assert made["commit"]["message"] == "Title\n\nText"


def test_a_head_that_has_moved_is_a_conflict(installation: Voice) -> None:
    pull = proposes(installation)
    pushes(installation, path="more.txt")

    refused = merges(installation, pull["number"], sha=pull["head"]["sha"])

    assert (refused.status_code, refused.json()["message"]) == (
        409,
        "Head branch was modified. Review and try the merge again.",
    )


def test_a_conflict_and_a_closed_one_are_not_mergeable(installation: Voice) -> None:
    branches(installation)
    pushes(installation, path="README.md", text="mine\n")
    number = opens(installation)["number"]
    pushes(installation, "main", "README.md", "theirs\n")

    conflicting = merges(installation, number)
    installation.does("PATCH", f"{PULLS}/{number}", {"state": "closed"})
    closed = merges(installation, number)

    for refused in (conflicting, closed):
        assert (refused.status_code, refused.json()["message"]) == (
            405,
            "Pull Request is not mergeable",
        )


def test_nothing_is_merged_twice(installation: Voice) -> None:
    number = proposes(installation)["number"]

    statuses = [merges(installation, number).status_code for _ in "12"]

    assert statuses == [200, 405]
    assert merges(installation, 99).status_code == 404


@pytest.mark.parametrize(
    ("method", "words"),
    [("merge", "Merge commits"), ("squash", "Squash merges"), ("rebase", "Rebase merges")],
)
def test_a_way_of_merging_can_be_switched_off(
    person: Person, installation: Voice, method: str, words: str
) -> None:
    number = proposes(installation)["number"]
    name = {"merge": "merge_commit", "squash": "squash_merge", "rebase": "rebase_merge"}[method]
    person("ada").does("PATCH", REPOSITORY, {f"allow_{name}": False})

    refused = merges(installation, number, merge_method=method)

    assert refused.status_code == 405
    assert refused.json()["message"] == f"{words} are not allowed on this repository."


def test_a_rule_may_allow_some_ways_only(installation: Voice) -> None:
    number = proposes(installation)["number"]
    rules(installation, review_rule(allowed_merge_methods=["squash"]))

    statuses = [
        merges(installation, number, merge_method=method).status_code
        for method in ("merge", "rebase", "squash")
    ]

    assert statuses == [405, 405, 200]


def test_the_merged_branch_is_deleted_if_the_repository_wants_it(
    person: Person, installation: Voice
) -> None:
    person("ada").does("PATCH", REPOSITORY, {"delete_branch_on_merge": True})
    number = proposes(installation)["number"]

    merges(installation, number)

    assert installation.asks("GET", f"{REPOSITORY}/git/ref/heads/topic").status_code == 404
    assert installation.gets(f"{PULLS}/{number}")["merged"] is True


def test_who_may_not_write_may_not_merge(person: Person) -> None:
    number = proposes(person("will"))["number"]

    assert merges(person("dana"), number).status_code == 403
    assert merges(person("will"), number).status_code == 200


def test_workflow_files_are_merged_with_their_permission_only(
    person: Person, installation: Voice
) -> None:
    will = person("will")
    branches(will)
    pushes(will, path=".github/workflows/ci.yml", text="on: push\n")
    number = opens(will)["number"]

    refused = merges(installation, number)

    assert refused.status_code == 403
    assert "without `workflows` permission" in refused.json()["message"]
    assert merges(will, number).status_code == 200


def test_a_branch_that_is_behind_can_be_updated(installation: Voice) -> None:
    pull = proposes(installation)
    path = f"{PULLS}/{pull['number']}/update-branch"
    nothing_new = installation.asks("PUT", path)
    pushes(installation, "main", "meanwhile.txt")

    moved = installation.asks("PUT", path, {"expected_head_sha": "0" * 40})
    done = installation.asks("PUT", path, {"expected_head_sha": pull["head"]["sha"]})

    assert (nothing_new.status_code, moved.status_code, done.status_code) == (422, 422, 202)
    assert history(installation, "topic")[0] == ("Merge branch 'main' into topic", 2)
    head = installation.gets(f"{PULLS}/{pull['number']}")["head"]["sha"]
    assert head == tip(installation, "topic")


def test_what_comes_into_the_base_by_itself_is_merged(installation: Voice) -> None:
    pull = proposes(installation)
    moved = {"sha": pull["head"]["sha"]}

    installation.does("PATCH", f"{REPOSITORY}/git/refs/heads/main", moved)

    found = installation.gets(f"{PULLS}/{pull['number']}")
    assert (found["merged"], found["merge_commit_sha"]) == (True, pull["head"]["sha"])


def test_branches_are_merged_without_a_pull_request_too(installation: Voice) -> None:
    branches(installation)
    branches(installation, "other")
    pushes(installation, path="README.md", text="mine\n")
    pushes(installation, "other", "README.md", "theirs\n")

    def merge(**fields: str) -> int:
        return installation.asks("POST", f"{REPOSITORY}/merges", fields).status_code

    assert merge(base="main", head="topic") == 201
    assert merge(base="main", head="topic") == 204
    assert merge(base="main", head="other") == 409
    assert merge(base="main", head="nowhere") == 404
    assert history(installation)[0] == ("Merge topic into main", 2)


def test_a_rule_that_wants_the_newest_base_is_behind(installation: Voice) -> None:
    checks = {"required_status_checks": [], "strict_required_status_checks_policy": True}
    number = proposes(installation)["number"]
    pushes(installation, "main", "meanwhile.txt")
    rules(installation, {"type": "required_status_checks", "parameters": checks})

    assert state_of(installation, number) == "behind"
    assert merges(installation, number).status_code == 405
    installation.does("PUT", f"{PULLS}/{number}/update-branch")
    assert state_of(installation, number) == "clean"
    assert merges(installation, number).status_code == 200
