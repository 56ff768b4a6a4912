"""Two branches, tags or commits beside each other."""

from typing import Any

import pytest

from tests.sandbox.proposing import REPOSITORY, branches, pushes, tip
from tests.sandbox.voices import Voice


def compares(voice: Voice, basehead: str) -> Any:
    return voice.gets(f"{REPOSITORY}/compare/{basehead}")


@pytest.mark.parametrize(
    ("writing", "status", "ahead", "behind"),
    [
        ([], "identical", 0, 0),
        (["topic"], "ahead", 1, 0),
        (["main", "main"], "behind", 0, 2),
        (["topic", "topic", "main"], "diverged", 2, 1),
    ],
)
def test_a_branch_is_ahead_or_behind(
    installation: Voice, writing: list[str], status: str, ahead: int, behind: int
) -> None:
    branches(installation)
    for number, branch in enumerate(writing):
        pushes(installation, branch, f"{number}.txt")

    found = compares(installation, "main...topic")

    assert found["status"] == status
    assert (found["ahead_by"], found["behind_by"]) == (ahead, behind)
    assert len(found["commits"]) == found["total_commits"] == ahead


def test_files_are_those_that_changed_since_the_branches_parted(installation: Voice) -> None:
    parted = tip(installation, "main")
    branches(installation)
    pushes(installation, "topic", "new.txt", "one\ntwo\n")
    pushes(installation, "main", "other.txt")

    found = compares(installation, "main...topic")

    (file,) = found["files"]
    assert (file["filename"], file["status"], file["additions"]) == ("new.txt", "added", 2)
    assert file["patch"] == "@@ -0,0 +1,2 @@\n+one\n+two"
    assert found["merge_base_commit"]["sha"] == parted
    assert found["base_commit"]["sha"] == tip(installation, "main")


def test_commits_come_oldest_first_and_by_pages_that_leave_the_files_out(
    installation: Voice,
) -> None:
    branches(installation)
    shas = [pushes(installation, "topic", f"{number}.txt") for number in range(3)]

    path = f"{REPOSITORY}/compare/main...topic?per_page=2"
    first, second = (installation.asks("GET", f"{path}&page={page}") for page in (1, 2))

    assert [one["sha"] for one in first.json()["commits"]] == shas[:2]
    assert [one["sha"] for one in second.json()["commits"]] == shas[2:]
    assert 'rel="next"' in first.headers["Link"]
    assert (len(first.json()["files"]), second.json()["files"]) == (3, [])
    assert second.json()["total_commits"] == 3


def test_commits_and_branches_with_slashes_and_owners_can_be_compared(
    installation: Voice,
) -> None:
    parted = tip(installation, "main")
    branches(installation, "feature/new")
    pushes(installation, "feature/new")

    found = [
        compares(installation, f"{parted}...feature/new"),
        compares(installation, "acme:main...acme:feature/new"),
    ]

    assert [one["ahead_by"] for one in found] == [1, 1]


@pytest.mark.parametrize(
    "basehead", ["main...nowhere", "nowhere...main", "main", "main..main", "globex:main...main"]
)
def test_what_is_not_there_cannot_be_compared(installation: Voice, basehead: str) -> None:
    answer = installation.asks("GET", f"{REPOSITORY}/compare/{basehead}")

    assert answer.status_code == 404


def test_branches_without_a_common_history_cannot_be_compared(installation: Voice) -> None:
    tree = installation.gets(f"{REPOSITORY}/git/commits/{tip(installation, 'main')}")["tree"]
    wanted = {"message": "Alone", "tree": tree["sha"], "parents": []}
    alone = installation.does("POST", f"{REPOSITORY}/git/commits", wanted)["sha"]

    answer = installation.asks("GET", f"{REPOSITORY}/compare/main...{alone}")

    assert answer.status_code == 404
    assert answer.json()["message"] == f"No common ancestor between main and {alone}."
