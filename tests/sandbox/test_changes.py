"""What admins change under the App's feet, and how long GitHub takes to show something new."""

from collections.abc import Callable
from typing import Any

from tests.sandbox.conftest import Ear
from tests.sandbox.voices import Voice

Control = Callable[..., Any]
Installed = Callable[..., Voice]
MAKE = ("POST", "/orgs/acme/repos", {"name": "billing", "private": True})


def test_a_new_repository_is_not_shown_for_a_while(
    installation: Voice, app: Voice, control: Control
) -> None:
    control("visibility", seconds=5)
    made = installation.does(*MAKE)
    narrowed = ("POST", "/app/installations/77/access_tokens", {"repository_ids": [made["id"]]})
    query = '{ repository(owner: "acme", name: "billing") { name } }'

    by_name = installation.asks("GET", "/repos/acme/billing")
    by_id = installation.asks("GET", f"/repositories/{made['id']}")
    listed = [one["name"] for one in installation.gets("/orgs/acme/repos")]

    assert (by_name.status_code, by_id.status_code) == (404, 404)
    assert "billing" not in listed
    assert installation.queries(query)["errors"][0]["type"] == "NOT_FOUND"
    assert app.asks(*narrowed).status_code == 422
    assert installation.asks(*MAKE).status_code == 422, "the name is taken all the same"

    control("clock", advance_seconds=5)

    assert installation.gets("/repos/acme/billing")["id"] == made["id"]
    assert installation.queries(query)["data"]["repository"]["name"] == "billing"
    assert app.asks(*narrowed).status_code == 201


def test_a_permission_taken_away_is_gone_from_tokens_that_were_given(
    installation: Voice, installed: Installed, app: Voice, control: Control
) -> None:
    control("permissions", id=77, permissions={"issues": "read"}, actor="ada")

    refused = installation.asks("POST", "/repos/acme/services/issues", {"title": "New"})

    assert refused.status_code == 403
    assert refused.headers["X-Accepted-GitHub-Permissions"] == "issues=write"
    assert installation.gets("/repos/acme/services/issues") == []
    assert app.gets("/app")["permissions"] == {"metadata": "read", "issues": "read"}
    wanted = {"permissions": {"contents": "write"}}
    assert app.asks("POST", "/app/installations/77/access_tokens", wanted).status_code == 422


def test_the_app_hears_of_permissions_that_were_accepted_and_of_none_that_was_taken(
    ear: Ear, control: Control
) -> None:
    control("permissions", id=77, permissions={"issues": "read"}, actor="ada")
    control("permissions", id=77, permissions={"issues": "write"}, actor="ada")

    heard = ear.hears()[0]

    assert heard.name == "installation.new_permissions_accepted"
    assert heard.payload["installation"]["permissions"]["issues"] == "write"
    assert ear.queue.empty()


def test_a_repository_that_was_given_away_is_out_of_reach(
    installation: Voice, person: Callable[[str], Voice], control: Control
) -> None:
    number = person("ada").gets("/repos/acme/other")["id"]
    control("repositories/transfer", repository="acme/other", organisation="globex", actor="ada")

    by_name = installation.asks("GET", "/repos/acme/other")

    assert by_name.status_code == 301
    assert by_name.headers["Location"].endswith(f"/repositories/{number}")
    assert installation.asks("GET", f"/repositories/{number}").status_code == 404
    assert installation.asks("GET", "/repos/globex/other").status_code == 404
    assert installation.asks("POST", "/orgs/acme/repos", {"name": "other"}).status_code == 201
