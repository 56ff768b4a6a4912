"""Pull requests through REST: opened, listed, read, edited, and seen as issues."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.proposing import PULLS, REPOSITORY, branches, opens, proposes, pushes, tip
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


def test_a_pull_request_shows_both_branches_and_its_size(installation: Voice) -> None:
    made = proposes(installation, body="Please.")

    assert (made["number"], made["state"], made["draft"]) == (1, "open", False)
    assert made["head"]["label"] == "acme:topic"
    assert made["head"]["sha"] == tip(installation, "topic")
    assert made["base"]["sha"] == tip(installation, "main")
    assert made["user"]["login"] == "slipway[bot]"
    assert [made[name] for name in ("commits", "additions", "deletions", "changed_files")] == [
        1,
        1,
        0,
        1,
    ]


def test_issues_and_pull_requests_share_their_numbers(person: Person) -> None:
    will = person("will")
    will.opens_an_issue()

    pull = proposes(will)

    assert pull["number"] == 2
    assert will.opens_an_issue()["number"] == 3
    issues = will.gets(f"{REPOSITORY}/issues")
    assert [(one["number"], "pull_request" in one) for one in issues] == [
        (3, False),
        (2, True),
        (1, False),
    ]
    assert issues[1]["pull_request"]["url"] == pull["url"]
    assert will.asks("GET", f"{PULLS}/1").status_code == 404


def test_the_routes_of_issues_work_on_a_pull_request(person: Person) -> None:
    will = person("will")
    number = proposes(will)["number"]
    issue = f"{REPOSITORY}/issues/{number}"

    will.does("POST", f"{issue}/labels", ["bug"])
    will.does("POST", f"{issue}/comments", {"body": "look"})
    will.does("POST", f"{issue}/assignees", {"assignees": ["will"]})
    will.does("PUT", f"{issue}/lock", {})
    will.does("PATCH", issue, {"title": "Another title"})

    found = will.gets(f"{PULLS}/{number}")
    assert [label["name"] for label in found["labels"]] == ["bug"]
    assert (found["comments"], found["locked"], found["title"]) == (1, True, "Another title")
    assert found["assignee"]["login"] == "will"
    assert will.gets(issue)["html_url"] == found["html_url"]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"head": "nowhere"}, {"resource": "PullRequest", "field": "head", "code": "invalid"}),
        ({"base": "nowhere"}, {"resource": "PullRequest", "field": "base", "code": "invalid"}),
        ({"head": "other:topic"}, {"resource": "PullRequest", "field": "head", "code": "invalid"}),
        ({"head": "no branch"}, {"resource": "PullRequest", "field": "head", "code": "invalid"}),
        ({"title": ""}, {"resource": "PullRequest", "field": "title", "code": "missing_field"}),
    ],
)
def test_a_pull_request_needs_two_branches_and_a_title(
    installation: Voice, fields: dict[str, str], error: dict[str, str]
) -> None:
    branches(installation)
    usual = {"title": "Add", "head": "topic", "base": "main"}

    refused = installation.asks("POST", PULLS, usual | fields)

    assert refused.status_code == 422
    assert refused.json()["message"] == "Validation Failed"
    assert refused.json()["errors"] == [error]


def test_a_pull_request_stays_in_its_repository(
    installation: Voice, control: Callable[..., Any]
) -> None:
    number = proposes(installation)["number"]
    order = {"repository": "acme/services", "number": number, "target": "acme/other"}

    with pytest.raises(AssertionError, match="Pull requests cannot be transferred"):
        control("transfer", **order, actor="ada")


def test_branches_that_do_not_differ_have_nothing_to_propose(installation: Voice) -> None:
    branches(installation)
    usual = {"title": "Add", "head": "acme:topic", "base": "main"}

    refused = installation.asks("POST", PULLS, usual)

    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {
            "resource": "PullRequest",
            "code": "custom",
            "message": "No commits between main and topic",
        }
    ]


def test_a_branch_is_proposed_once_at_a_time(installation: Voice) -> None:
    number = proposes(installation)["number"]
    usual = {"title": "Again", "head": "topic", "base": "main"}

    refused = installation.asks("POST", PULLS, usual)
    installation.does("PATCH", f"{PULLS}/{number}", {"state": "closed"})

    assert refused.status_code == 422
    message = refused.json()["errors"][0]["message"]
    assert message == "A pull request already exists for acme:topic."
    assert opens(installation)["number"] == 2


def test_the_list_is_filtered_by_state_and_branches(installation: Voice) -> None:
    for name in ("one", "two", "three"):
        proposes(installation, name)
    installation.does("PATCH", f"{PULLS}/1", {"state": "closed"})

    def numbers(query: str) -> list[int]:
        return [one["number"] for one in installation.gets(f"{PULLS}?{query}")]

    assert numbers("") == [3, 2]
    assert numbers("state=closed") == [1]
    assert numbers("state=all&direction=asc") == [1, 2, 3]
    assert numbers("state=all&head=acme:two") == [2]
    assert numbers("base=elsewhere") == []
    assert numbers("sort=updated&direction=desc") == [3, 2]


def test_files_have_patches_that_begin_with_their_first_hunk(installation: Voice) -> None:
    branches(installation)
    pushes(installation, path="README.md", text="hello\nworld\n")
    pushes(installation, path="docs/new.md", text="new\n")
    number = opens(installation)["number"]

    files = installation.gets(f"{PULLS}/{number}/files")

    found = {one["filename"]: (one["status"], one["patch"]) for one in files}
    assert found == {
        "README.md": ("modified", "@@ -1 +1,2 @@\n hello\n+world"),
        "docs/new.md": ("added", "@@ -0,0 +1 @@\n+new"),
    }


def test_commits_come_oldest_first(installation: Voice) -> None:
    branches(installation)
    shas = [pushes(installation, path=name) for name in ("a.md", "b.md")]
    number = opens(installation)["number"]

    found = installation.gets(f"{PULLS}/{number}/commits")

    assert [one["sha"] for one in found] == shas
    assert [
        one["number"] for one in installation.gets(f"{REPOSITORY}/commits/{shas[0]}/pulls")
    ] == [number]


def test_what_the_base_gained_meanwhile_is_no_part_of_the_change(installation: Voice) -> None:
    number = proposes(installation)["number"]
    pushes(installation, "main", "meanwhile.txt")

    files = installation.gets(f"{PULLS}/{number}/files")

    assert [one["filename"] for one in files] == ["topic.txt"]


def test_title_text_and_base_can_be_changed(installation: Voice) -> None:
    number = proposes(installation)["number"]
    branches(installation, "release")

    changed = installation.does(
        "PATCH", f"{PULLS}/{number}", {"title": "New", "body": "Text", "base": "release"}
    )

    assert (changed["title"], changed["body"], changed["base"]["ref"]) == ("New", "Text", "release")


@pytest.mark.parametrize(("login", "status"), [("dana", 403), ("will", 200)])
def test_others_edit_a_pull_request_if_they_may_write(
    person: Person, login: str, status: int
) -> None:
    number = proposes(person("ada"))["number"]

    answer = person(login).asks("PATCH", f"{PULLS}/{number}", {"title": "Mine"})

    assert answer.status_code == status


def test_a_reader_opens_none_on_branches_of_the_repository(person: Person) -> None:
    branches(person("will"))
    usual = {"title": "Add", "head": "topic", "base": "main"}

    assert person("dana").asks("POST", PULLS, usual).status_code == 403


def test_an_app_needs_pull_requests_to_open_one_and_contents_to_merge(
    installed: Callable[..., Voice], installation: Voice
) -> None:
    number = proposes(installation)["number"]
    writer = installed(permissions={"contents": "write"})
    opener = installed(permissions={"pull_requests": "write"})

    opened = writer.asks("POST", PULLS, {"title": "a", "head": "topic", "base": "main"})
    merged = opener.asks("PUT", f"{PULLS}/{number}/merge", {})

    assert (opened.status_code, merged.status_code) == (403, 403)
    assert opened.headers["X-Accepted-GitHub-Permissions"] == "pull_requests=write"
    assert merged.headers["X-Accepted-GitHub-Permissions"] == "contents=write"


def test_mergeability_is_unknown_at_the_first_look(
    installation: Voice, control: Callable[..., Any]
) -> None:
    number = proposes(installation)["number"]
    path = f"{PULLS}/{number}"

    looks = [installation.gets(path) for _ in "123"]
    pushes(installation, path="more.txt")
    again = installation.gets(path)
    control("mergeability", unknown_reads=0)
    at_once = installation.gets(path)

    assert [one["mergeable"] for one in looks] == [None, True, True]
    assert [one["mergeable_state"] for one in looks] == ["unknown", "clean", "clean"]
    assert (again["mergeable"], again["mergeable_state"]) == (None, "unknown")
    assert (at_once["mergeable"], at_once["rebaseable"]) == (True, True)


def test_a_conflict_is_dirty(installation: Voice) -> None:
    branches(installation)
    pushes(installation, path="README.md", text="mine\n")
    pushes(installation, "main", "README.md", "theirs\n")
    number = opens(installation)["number"]
    path = f"{PULLS}/{number}"

    installation.gets(path)
    found = installation.gets(path)

    assert (found["mergeable"], found["mergeable_state"]) == (False, "dirty")


def test_a_draft_is_neither_clean_nor_merged(installation: Voice) -> None:
    number = proposes(installation, draft=True)["number"]
    path = f"{PULLS}/{number}"

    installation.gets(path)
    found = installation.gets(path)
    refused = installation.asks("PUT", f"{path}/merge", {})

    assert (found["draft"], found["mergeable_state"]) == (True, "draft")
    assert (refused.status_code, refused.json()["message"]) == (
        405,
        "Pull Request is still a draft",
    )


@pytest.mark.parametrize("branch", ["topic", "release"])
def test_a_pull_request_ends_with_either_branch(installation: Voice, branch: str) -> None:
    branches(installation, "release")
    number = proposes(installation, base="release")["number"]

    installation.does("DELETE", f"{REPOSITORY}/git/refs/heads/{branch}")

    found = installation.gets(f"{PULLS}/{number}")
    assert (found["state"], found["merged"], found["changed_files"]) == ("closed", False, 1)
    refused = installation.asks("PATCH", f"{PULLS}/{number}", {"state": "open"})
    assert refused.status_code == 422
    assert f"The {branch} branch has been deleted." in refused.json()["errors"][0]["message"]


def test_a_push_moves_the_head_of_an_open_pull_request_alone(installation: Voice) -> None:
    number = proposes(installation)["number"]
    path = f"{PULLS}/{number}"
    first = pushes(installation, path="more.txt")
    assert installation.gets(path)["head"]["sha"] == first
    installation.does("PATCH", path, {"state": "closed"})
    second = pushes(installation, path="most.txt")

    closed = installation.gets(path)
    opened = installation.does("PATCH", path, {"state": "open"})

    assert (closed["head"]["sha"], opened["head"]["sha"]) == (first, second)
