"""Who gets in, as what, and how far."""

import re
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any

import jwt
import pytest
import requests

from sandbox import RunningSandbox
from tests.sandbox.voices import Voice, signed_jwt

Installed = Callable[..., Voice]


def test_the_app_introduces_itself_with_its_jwt(app: Voice) -> None:
    found = app.gets("/app")

    assert found["slug"] == "slipway"
    assert found["permissions"]["issues"] == "write"


def test_the_app_id_serves_as_issuer_too(sandbox: RunningSandbox, key_file: Path) -> None:
    voice = Voice(sandbox.url, signed_jwt(key_file, iss="4242"))

    assert voice.asks("GET", "/app").status_code == 200


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"exp": -10}, "'exp'"),
        ({"exp": 3600}, "too far in the future"),
        ({"iat": 600}, "'iat'"),
    ],
)
def test_a_jwt_with_bad_times_is_refused(
    sandbox: RunningSandbox, key_file: Path, claims: dict[str, int], words: str
) -> None:
    now = int(time())
    moments = {name: now + seconds for name, seconds in claims.items()}

    answer = Voice(sandbox.url, signed_jwt(key_file, **moments)).asks("GET", "/app")

    assert answer.status_code == 401
    assert words in answer.json()["message"]


def test_a_jwt_must_be_sent_as_bearer(sandbox: RunningSandbox, key_file: Path) -> None:
    headers = {"Authorization": f"token {signed_jwt(key_file)}"}

    answer = requests.get(f"{sandbox.api_url}/app", headers=headers, timeout=10)

    assert answer.status_code == 401


def test_an_installation_token_does_not_open_the_apps_own_endpoints(installation: Voice) -> None:
    answer = installation.asks("GET", "/app")

    assert answer.status_code == 401
    assert answer.json()["message"] == "A JSON web token could not be decoded"


def test_the_installation_is_found_by_organisation_and_repository(app: Voice) -> None:
    assert app.gets("/orgs/acme/installation")["id"] == 77
    assert app.gets("/repos/acme/services/installation")["id"] == 77


def test_an_installation_token_has_the_long_form_and_an_hour(app: Voice) -> None:
    made = app.does("POST", "/app/installations/77/access_tokens")

    token = made["token"]
    assert token.startswith("ghs_4242_")
    assert 450 < len(token) < 600
    assert jwt.get_unverified_header(token.removeprefix("ghs_4242_"))["typ"] == "JWT"
    assert re.fullmatch(r"ghs_[A-Za-z0-9._-]{36,}", token)
    assert made["repository_selection"] == "all"


@pytest.mark.parametrize(
    ("header", "pattern"),
    [
        ("disabled", r"ghs_[A-Za-z0-9]{36}"),
        ("enabled", r"ghs_4242_[\w-]+\.[\w-]+\.[\w-]+"),
        ("false", r"ghs_4242_[\w-]+\.[\w-]+\.[\w-]+"),
    ],
)
def test_the_older_form_of_a_token_can_be_asked_for(app: Voice, header: str, pattern: str) -> None:
    path = "/app/installations/77/access_tokens"

    made = app.asks("POST", path, {}, X_GitHub_Stateless_S2S_Token=header).json()

    assert re.fullmatch(pattern, made["token"])
    voice = Voice(app.url, made["token"])
    assert voice.gets("/installation/repositories")["total_count"] == 3


def test_a_token_is_worthless_after_an_hour(
    installation: Voice, control: Callable[..., Any]
) -> None:
    control("clock", advance_seconds=3600)

    answer = installation.asks("GET", "/installation/repositories")

    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")


def test_a_revoked_token_is_worthless(installation: Voice) -> None:
    assert installation.asks("DELETE", "/installation/token").status_code == 204

    assert installation.asks("GET", "/installation/repositories").status_code == 401


def test_a_token_can_be_narrowed_but_not_widened(app: Voice) -> None:
    path = "/app/installations/77/access_tokens"

    narrowed = app.does("POST", path, {"permissions": {"issues": "read"}})
    widened = app.asks("POST", path, {"permissions": {"members": "write"}})

    assert narrowed["permissions"] == {"issues": "read", "metadata": "read"}
    assert widened.status_code == 422


def test_a_token_is_narrowed_to_500_repositories_at_most(app: Voice, installation: Voice) -> None:
    path = "/app/installations/77/access_tokens"
    number = installation.gets("/repos/acme/other")["id"]

    most = app.asks("POST", path, {"repository_ids": [number] * 500})
    more = app.asks("POST", path, {"repository_ids": [number] * 500, "repositories": ["other"]})

    assert (most.status_code, more.status_code) == (201, 422)
    assert "500" in more.json()["message"]


def test_a_missing_permission_is_named(installed: Installed) -> None:
    reader = installed(permissions={"issues": "read"})

    answer = reader.asks("POST", "/repos/acme/services/issues", {"title": "x"})

    assert answer.status_code == 403
    assert answer.json()["message"] == "Resource not accessible by integration"
    assert answer.headers["X-Accepted-GitHub-Permissions"] == "issues=write"


def test_a_narrowed_token_does_not_know_other_private_repositories(installed: Installed) -> None:
    narrow = installed(repositories=["services"])

    assert narrow.asks("GET", "/repos/acme/services").status_code == 200
    assert narrow.asks("GET", "/repos/acme/other").status_code == 404
    assert [one["name"] for one in narrow.gets("/installation/repositories")["repositories"]] == [
        "services"
    ]


def test_narrowing_to_an_unknown_repository_is_refused(app: Voice) -> None:
    body = {"repositories": ["nowhere"]}

    answer = app.asks("POST", "/app/installations/77/access_tokens", body)

    assert answer.status_code == 422


def test_an_installation_gains_what_it_creates_but_an_older_narrow_token_does_not(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any], key_file: Path
) -> None:
    seed["installation"] = {"repositories": ["services"]}
    app = Voice(start(seed).url, signed_jwt(key_file))
    path = "/app/installations/77/access_tokens"
    whole = Voice(app.url, app.does("POST", path)["token"])
    narrow = Voice(app.url, app.does("POST", path, {"repositories": ["services"]})["token"])

    whole.does("POST", "/orgs/acme/repos", {"name": "billing", "private": True})

    assert whole.asks("GET", "/repos/acme/billing").status_code == 200
    assert whole.asks("GET", "/repos/acme/other").status_code == 404
    assert narrow.asks("GET", "/repos/acme/billing").status_code == 404


def test_nobody_reads_what_is_public_and_nothing_else(nobody: Voice) -> None:
    assert nobody.asks("GET", "/repos/acme/open").status_code == 200
    assert nobody.asks("GET", "/repos/acme/services").status_code == 404
    assert nobody.asks("POST", "/repos/acme/open/issues", {"title": "x"}).status_code == 401


def test_a_stranger_sees_no_private_repository(person: Callable[[str], Voice]) -> None:
    assert person("stranger").asks("GET", "/repos/acme/services").status_code == 404


def test_an_unknown_token_is_bad_credentials(sandbox: RunningSandbox) -> None:
    answer = Voice(sandbox.url, "ghp_sandbox_mallory").asks("GET", "/repos/acme/open")

    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")
