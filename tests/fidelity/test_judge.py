"""What the tests say of a sandbox or a Slipway that leaves GitHub's description."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox.transcript import Exchange, Told
from tests.environment import ROOT
from tests.fidelity.description import rest, webhooks
from tests.fidelity.judge import judge, judge_webhook
from tests.fidelity.witness import Witness

LABEL = {
    "id": 1,
    "node_id": "LA_1",
    "url": "https://api.github.com/repos/acme/services/labels/bug",
    "name": "bug",
    "color": "ff0000",
    "default": False,
    "description": None,
}
HEADERS = {
    "Content-Type": "application/json; charset=utf-8",
    "X-GitHub-Api-Version-Selected": "2022-11-28",
    "X-GitHub-Request-Id": "1",
    "X-GitHub-Media-Type": "github.v3; format=json",
    **{f"x-ratelimit-{word}": "1" for word in ("limit", "remaining", "used", "reset", "resource")},
}
TRUE = Exchange(
    method="POST",
    route="/repos/{owner}/{repo}/labels",
    path="/api/v3/repos/acme/services/labels",
    query={},
    request_headers={"User-Agent": "slipway", "X-Github-Api-Version": "2022-11-28"},
    request_body={"name": "bug", "color": "ff0000"},
    status=201,
    response_headers=HEADERS,
    response_body=LABEL,
    caller="installation 77",
    fault="",
)


def said_of(**spoilt: Any) -> str:
    return "\n".join(judge(rest(), replace(TRUE, **spoilt)))


def test_a_true_answer_is_not_complained_of() -> None:
    assert said_of() == ""


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ({"response_body": {**LABEL, "name": 7}}, 'name: 7 is not of type "string"'),
        ({"response_body": {**LABEL, "mood": "good"}}, "does not send: mood"),
        ({"response_body": {"name": "bug"}}, '"id" is a required property'),
        ({"status": 200}, "GitHub describes no such status"),
        ({"response_headers": {}}, "lacks the header x-ratelimit-remaining"),
        ({"response_headers": HEADERS | {"Link": "next"}}, "Link is not as GitHub writes it"),
        ({"route": "/repos/{owner}/{repo}/tags/labels"}, "GitHub has no such operation"),
        ({"status": 422, "response_body": {"oops": 1}}, "does not send: oops"),
    ],
)
def test_an_answer_of_the_sandbox_that_is_not_githubs(spoilt: dict[str, Any], words: str) -> None:
    assert words in said_of(**spoilt)


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ({"request_body": {"color": "ff0000"}}, '"name" is a required property'),
        ({"request_body": {"name": "bug", "colour": "red"}}, "does not know: colour"),
        ({"request_body": None}, "the body of the request"),
        ({"query": {"page": "1"}}, "a parameter that GitHub does not know: page"),
        ({"request_headers": {"User-Agent": "slipway"}}, "names no version of the API"),
    ],
)
def test_a_call_of_slipway_that_github_would_not_take(spoilt: dict[str, Any], words: str) -> None:
    assert words in said_of(**spoilt)


def test_others_may_ask_what_is_refused() -> None:
    by_a_test = {"request_headers": {"User-Agent": "curl"}, "request_body": {"colour": "red"}}

    assert said_of(**by_a_test) == ""


def test_an_answer_that_a_fault_spoilt_is_not_judged() -> None:
    assert said_of(fault="html", status=503, response_body="<html>") == ""


def test_a_webhook_that_is_not_githubs() -> None:
    told = Told("label", "created", {"X-GitHub-Event": "label"}, {"action": "created", "mood": 1})

    said = "\n".join(judge_webhook(webhooks(), told))

    assert 'label.created: (all): "repository" is a required property' in said
    assert "does not send: mood" in said
    assert "lacks the header X-GitHub-Delivery" in said
    assert "no such event" in "".join(judge_webhook(webhooks(), replace(told, action="eaten")))


def test_a_sandbox_of_another_process_is_heard_too(tmp_path: Path) -> None:
    seed = tmp_path / "seed.yml"
    seed.write_text("organisation: {login: acme}\n")
    command = [sys.executable, "-m", "sandbox", "--seed", str(seed), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdout is not None
        address = next(word for word in sandbox.stdout.readline().split() if "://" in word)
        requests.get(f"{address}/api/v3/orgs/acme", timeout=10)
        sandbox.terminate()

    written = Path(Witness.transcript()).read_text(encoding="utf-8")

    assert f'"{address}/acme"' in written
