"""Repositories: their names, their settings, their life and death."""

from collections.abc import Callable

import pytest
import requests

from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


@pytest.mark.parametrize(
    ("wanted", "made"), [("billing service", "billing-service"), ("a!!b", "a-b"), ("x.git", "x")]
)
def test_a_name_is_repaired_in_silence(installation: Voice, wanted: str, made: str) -> None:
    assert installation.does("POST", "/orgs/acme/repos", {"name": wanted})["name"] == made


def test_a_name_that_is_taken_is_refused_in_githubs_words(installation: Voice) -> None:
    answer = installation.asks("POST", "/orgs/acme/repos", {"name": "Services"})

    assert answer.status_code == 422
    assert answer.json()["message"] == "Repository creation failed."
    assert answer.json()["errors"] == [
        {
            "resource": "Repository",
            "code": "custom",
            "field": "name",
            "message": "name already exists on this account",
        }
    ]


def test_creating_needs_administration(installed: Callable[..., Voice]) -> None:
    reader = installed(permissions={"contents": "write"})

    answer = reader.asks("POST", "/orgs/acme/repos", {"name": "billing"})

    assert answer.status_code == 403
    assert answer.headers["X-Accepted-GitHub-Permissions"] == "administration=write"


def test_auto_init_leaves_one_commit(installation: Voice) -> None:
    installation.does("POST", "/orgs/acme/repos", {"name": "billing", "auto_init": True})

    (commit,) = installation.gets("/repos/acme/billing/commits")

    assert commit["commit"]["message"] == "Initial commit"
    assert commit["author"]["login"] == "slipway[bot]"


def test_a_renamed_repository_redirects_by_its_id(person: Person) -> None:
    ada = person("ada")
    made = ada.does("PATCH", "/repos/acme/other", {"name": "another"})

    read = ada.asks("GET", "/repos/acme/other/labels")
    written = ada.asks("PATCH", "/repos/acme/other", {"description": "x"})

    assert read.status_code == 301
    assert read.headers["Location"].endswith(f"/repositories/{made['id']}/labels")
    assert written.status_code == 307
    token = {"Authorization": f"Bearer {ada.credential}"}
    assert requests.get(read.headers["Location"], headers=token, timeout=10).status_code == 200


def test_a_new_repository_under_an_old_name_ends_the_redirect(person: Person) -> None:
    ada = person("ada")
    ada.does("PATCH", "/repos/acme/other", {"name": "another"})

    ada.does("POST", "/orgs/acme/repos", {"name": "other"})

    assert ada.gets("/repos/acme/other")["name"] == "other"


def test_an_archived_repository_is_read_only_until_unarchived(person: Person) -> None:
    ada = person("ada")
    ada.does("PATCH", "/repos/acme/other", {"archived": True})

    refused = ada.asks("POST", "/repos/acme/other/issues", {"title": "x"})
    ada.does("PATCH", "/repos/acme/other", {"archived": False})

    assert refused.status_code == 403
    assert refused.json()["message"] == "Repository was archived so is read-only."
    assert ada.asks("POST", "/repos/acme/other/issues", {"title": "x"}).status_code == 201


def test_a_deleted_repository_is_gone(person: Person) -> None:
    ada = person("ada")
    made = ada.gets("/repos/acme/other")

    assert person("will").asks("DELETE", "/repos/acme/other").status_code == 403
    assert ada.asks("DELETE", "/repos/acme/other").status_code == 204

    assert ada.asks("GET", "/repos/acme/other").status_code == 404
    assert ada.asks("GET", f"/repositories/{made['id']}").status_code == 404


def test_topics_are_set_and_read(installation: Voice) -> None:
    path = "/repos/acme/services/topics"

    installation.does("PUT", path, {"names": ["Service", "tier-1"]})

    assert installation.gets(path) == {"names": ["service", "tier-1"]}
    assert installation.asks("PUT", path, {"names": ["no spaces"]}).status_code == 422


def test_internal_visibility_needs_an_enterprise(installation: Voice) -> None:
    body = {"name": "billing", "visibility": "internal"}

    assert installation.asks("POST", "/orgs/acme/repos", body).status_code == 422


@pytest.mark.parametrize(
    ("verb", "path"), [("POST", "/orgs/acme/repos"), ("PATCH", "/repos/acme/open")]
)
def test_one_way_of_merging_has_to_be_left(person: Person, verb: str, path: str) -> None:
    ways = ("allow_squash_merge", "allow_merge_commit", "allow_rebase_merge")

    answer = person("ada").asks(verb, path, {"name": "closed"} | dict.fromkeys(ways, False))

    assert answer.status_code == 422
    assert "no_merge_method" in answer.json()["errors"][0]["message"]
    assert person("ada").asks("GET", "/repos/acme/closed").status_code == 404
