"""What a recording is freed of before anybody sees it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.github.exchanges import Exchange
from app.live.compare import differences
from app.live.expected import expected
from app.live.recording import Recording, Run, Spoken, lines
from app.live.removed import PATTERNS, Remover
from app.live.shape import shape_of
from tests.environment import WEBHOOK_SECRET, private_key
from tests.live.place import Place, place

CALL = Exchange("GET", "/app", "/app", {}, {}, None, 200, {}, None, "app")
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI0MjQyIn0.c2lnbmF0dXJl"
SECRETS = {
    "an old token": "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
    "a token without state": f"ghs_4242_{JWT}",
    "a person's token": "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "a fine-grained token": "github_pat_11ABCDEFG0123456789_abcdefghijklmnop",
    "a signed claim": JWT,
    "a credential": "Bearer 0123456789abcdef0123456789abcdef01234567",
    "a key": private_key(),
    "half a key": private_key()[:200],
    "an e-mail address": "dana.developer+work@acme.example",
    "a bot's address": "100005+slipway[bot]@users.noreply.github.com",
}


def freed(body: Any = None, remover: Remover | None = None, **changes: Any) -> str:
    """The lines of a recording of one call."""
    call = replace(CALL, response_body=body, **changes)
    run = Run({"name": "live"}, (Spoken("app", (call,)),))
    return "\n".join(lines(Recording(((remover or Remover()).free(run),))))


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("around", ["{}", "before {} after", "https://x.example/{}/y", '"{}"'])
def test_a_secret_is_removed_wherever_it_stands(secret: str, around: str) -> None:
    text = around.format(secret)

    found = freed(
        {"a": [{"message": text}], text: 1},
        path=f"/repos/{text}",
        query={"after": text},
        request_body={"body": text},
        response_headers={"location": text, "link": text},
    )

    for line in secret.splitlines():
        assert json.dumps(line)[1:-1] not in found


@pytest.mark.parametrize("parameter", ["token", "sig", "X-Amz-Signature", "jwt", "signature"])
def test_signatures_of_addresses_are_removed_and_pages_stay(parameter: str) -> None:
    address = f"https://raw.example/a?page=2&{parameter}=q8Hd7sX&ref=main"

    found = freed({"download_url": address})

    assert "q8Hd7sX" not in found
    assert "page=2" in found
    assert "ref=main" in found


@pytest.mark.parametrize(
    "name", ["token", "pem", "webhook_secret", "client_secret", "email", "signature", "payload"]
)
def test_what_a_field_of_such_a_name_holds_is_removed(name: str) -> None:
    found = freed({"outer": {name: "s3cr3t-of-any-look"}})

    assert "s3cr3t" not in found


def test_a_password_of_an_address_is_removed() -> None:
    assert "hunter2" not in freed({"url": "https://slipway:hunter2@proxy.example/"})


def test_only_headers_that_are_worth_it_are_kept() -> None:
    headers = {"Authorization": "x1", "Set-Cookie": "x2", "X-Odd": "x3", "ETag": "kept"}

    found = freed(request_headers=headers, response_headers=headers)

    assert not any(value in found for value in ("x1", "x2", "x3"))
    assert "kept" in found


def test_names_have_the_same_placeholder_everywhere() -> None:
    owner = {"login": "acme", "html_url": "https://github.example/acme", "name": "Acme Holding"}
    team = {"slug": "payments", "name": "Payments people", "description": "Who pays"}

    found = freed(
        {"owner": owner, "team": team, "message": "Acme holding: payments of ACME"},
        Remover(names={"acme": "ORG"}),
        path="/orgs/acme/teams/payments",
    )

    assert not any(word in found.lower() for word in ("acme", "pay", "holding"))
    call = json.loads(found.splitlines()[-1])
    body = call["response_body"]
    assert body["owner"]["login"] == "ORG"
    assert call["path"] == f"/orgs/ORG/teams/{body['team']['slug']}"
    assert body["message"] == f"{body['owner']['name']}: {body['team']['slug']} of ORG"


def test_the_shape_stays() -> None:
    body = {"token": "x", "email": None, "login": "dana", "n": 1, "list": [{"slug": "a"}]}

    found = json.loads(freed(body).splitlines()[-1])["response_body"]

    assert shape_of(found) == shape_of(body)


def test_no_pattern_takes_long() -> None:
    # Backtracking over a text of this length would take far longer than the test may.
    text = "a.b@" * 5_000 + "ghs_" * 5_000 + "-----BEGIN " * 500

    assert all(pattern.sub("", text) is not None for pattern in PATTERNS)


def test_a_whole_recording_holds_no_secret_and_no_name(here: Place) -> None:
    with here.check() as check:
        check.make()
        heard = json.dumps([str(one.response_body) for one in _exchanges(check.run())])
        remover = Remover([private_key(), WEBHOOK_SECRET], {"acme": "ORG"})
        found = "\n".join(lines(Recording((remover.free(check.run()),))))

    tokens = list(here.sandbox.world.tokens)
    assert tokens
    assert any(token in heard for token in tokens)
    assert not any(token in found for token in tokens)
    for word in ("ghs_", "authorization", "bearer", "acme", "payments", "noreply", "begin rsa"):
        assert word not in found.lower(), word


def test_words_of_github_stay_where_teams_are_called_by_them(tmp_path: Path) -> None:
    words = ("admin", "core", "issues", "main", "metadata", "name", "orgs", "query", "repos")
    teams = [{"slug": one, "name": one} for one in words]
    with place(tmp_path, teams=teams) as found, found.check() as check:
        check.make()
        heard = check.run()

    freed_run = Remover(names={"acme": "ORG"}).free(heard)

    assert differences(freed_run, expected()) == differences(heard, expected()) == []
    paths = [one.path for one in _exchanges(freed_run)]
    assert "/orgs/ORG/teams" in paths
    assert not any(one.endswith("/teams/admin") for one in paths)


def _exchanges(run: Run) -> list[Exchange]:
    return [exchange for spoken in run.spoken for exchange in spoken.exchanges]
