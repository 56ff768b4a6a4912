"""Versions of the API: the newer one leaves fields out, and one that is none is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.proposing import merges, proposes
from tests.sandbox.voices import Voice

OLDER, NEWER = "2022-11-28", "2026-03-10"
REPOSITORY = "/repos/acme/services"
Person = Callable[[str], Voice]


def reads(voice: Voice, version: str, path: str) -> Any:
    """What is read in a version of the API; the first entry of a list."""
    answer = voice.asks("GET", path, X_GitHub_Api_Version=version)
    assert answer.status_code == 200
    assert answer.headers["X-GitHub-Api-Version-Selected"] == version
    return answer.json()[0] if isinstance(answer.json(), list) else answer.json()


def test_the_older_version_is_the_usual_one(nobody: Voice) -> None:
    answer = nobody.asks("GET", "/repos/acme/open")

    assert answer.headers["X-GitHub-Api-Version-Selected"] == OLDER
    assert answer.json()["has_downloads"] is True


@pytest.mark.parametrize("path", ["issues", "issues/1"])
def test_an_issue_of_the_newer_version_has_assignees_alone(person: Person, path: str) -> None:
    will = person("will")
    will.opens_an_issue(assignees=["will"])

    older, newer = (reads(will, one, f"{REPOSITORY}/{path}") for one in (OLDER, NEWER))

    assert older["assignee"]["login"] == "will"
    assert "assignee" not in newer
    assert [one["login"] for one in newer["assignees"]] == ["will"]


def test_an_event_says_in_every_version_who_was_assigned(person: Person) -> None:
    will = person("will")
    number = will.opens_an_issue()["number"]
    will.does("POST", f"{REPOSITORY}/issues/{number}/assignees", {"assignees": ["will"]})

    assert reads(will, NEWER, f"{REPOSITORY}/issues/1/events")["assignee"]["login"] == "will"


@pytest.mark.parametrize("path", ["pulls?state=all", "pulls/1"])
def test_a_pull_request_of_the_newer_version_lacks_what_was_removed(
    person: Person, path: str
) -> None:
    will = person("will")
    merges(will, proposes(will)["number"])

    older, newer = (reads(will, one, f"{REPOSITORY}/{path}") for one in (OLDER, NEWER))

    assert older["base"]["repo"]["has_downloads"]
    assert older.keys() - newer.keys() == {"assignee", "merge_commit_sha"}
    assert "has_downloads" not in newer["base"]["repo"]


@pytest.mark.parametrize("path", [REPOSITORY, "/orgs/acme/repos"])
def test_a_repository_of_the_newer_version_lacks_what_was_removed(
    person: Person, path: str
) -> None:
    older, newer = (reads(person("ada"), one, path) for one in (OLDER, NEWER))

    assert older.keys() - newer.keys() == {"has_downloads"}


def test_the_rate_of_the_newer_version_is_below_its_resources(person: Person) -> None:
    older, newer = (reads(person("ada"), one, "/rate_limit") for one in (OLDER, NEWER))

    assert older["rate"] == older["resources"]["core"]
    assert newer.keys() == {"resources"}


def test_a_submodule_in_a_folder_is_a_file_to_the_older_version(person: Person) -> None:
    will = person("will")
    has_a_submodule(will)

    older, newer = (reads(will, one, f"{REPOSITORY}/contents/sub") for one in (OLDER, NEWER))

    assert (older["type"], newer["type"]) == ("file", "submodule")


def has_a_submodule(voice: Voice) -> None:
    """The folder sub, with nothing but a submodule."""
    tip = voice.gets(f"{REPOSITORY}/git/ref/heads/main")["object"]["sha"]
    entry = {"path": "sub/library", "mode": "160000", "type": "commit", "sha": tip}
    tree = voice.does("POST", f"{REPOSITORY}/git/trees", {"base_tree": tip, "tree": [entry]})
    commit = {"message": "Add a library", "tree": tree["sha"], "parents": [tip]}
    made = voice.does("POST", f"{REPOSITORY}/git/commits", commit)
    voice.does("PATCH", f"{REPOSITORY}/git/refs/heads/main", {"sha": made["sha"]})


@pytest.mark.parametrize(("version", "status"), [(OLDER, 204), (NEWER, 202)])
def test_the_newer_version_deletes_an_installation_later(
    app: Voice, installation: Voice, version: str, status: int
) -> None:
    deleted = app.asks("DELETE", "/app/installations/77", X_GitHub_Api_Version=version)

    assert (deleted.status_code, deleted.content) == (status, b"")
    assert app.gets("/app/installations") == []
    assert installation.asks("GET", REPOSITORY).status_code == 401


@pytest.mark.parametrize("path", ["/repos/acme/open", "/repos/acme/nowhere", "/user"])
def test_a_version_that_is_none_is_refused_before_anything_else(nobody: Voice, path: str) -> None:
    refused = nobody.asks("GET", path, X_GitHub_Api_Version="v3")

    assert refused.status_code == 400
    assert refused.json() == {
        "message": "Bad Request",
        "errors": (
            'The version you specified in the "X-GitHub-API-Version" request header, "v3", is not'
            " a supported version. The following versions are currently supported:"
            ' "2026-03-10" (most recent) and "2022-11-28".'
        ),
        "documentation_url": "https://docs.github.com/rest",
        "status": "400",
    }
    assert "X-GitHub-Api-Version-Selected" not in refused.headers


def test_bad_credentials_are_refused_before_a_version(nobody: Voice) -> None:
    mallory = Voice(nobody.url, "ghp_sandbox_mallory")

    assert mallory.asks("GET", "/user", X_GitHub_Api_Version="v3").status_code == 401


def test_a_retired_version_is_gone_and_the_next_is_the_usual_one(
    nobody: Voice, control: Callable[..., Any]
) -> None:
    supported = control("versions", retired=[OLDER])["supported"]

    refused = nobody.asks("GET", "/repos/acme/open", X_GitHub_Api_Version=OLDER)
    usual = nobody.asks("GET", "/repos/acme/open")

    assert (supported, nobody.gets("/versions")) == ([NEWER], [NEWER])
    assert refused.status_code == 410
    assert usual.headers["X-GitHub-Api-Version-Selected"] == NEWER
    assert "has_downloads" not in usual.json()
