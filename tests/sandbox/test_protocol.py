"""What every answer has: pages, ETags, limits; and who is kept out."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from sandbox import RunningSandbox
from tests.sandbox.voices import Voice

LABELS = "/repos/acme/services/labels"


def test_lists_come_in_pages_with_links(person: Callable[[str], Voice]) -> None:
    answer = person("dana").asks("GET", f"{LABELS}?per_page=4&page=2")

    assert len(answer.json()) == 4
    assert set(answer.links) == {"prev", "next", "first", "last"}
    assert "page=3" in answer.links["last"]["url"]


def test_a_page_is_never_longer_than_a_hundred(person: Callable[[str], Voice]) -> None:
    will = person("will")
    number = will.opens_an_issue()["number"]
    path = f"/repos/acme/services/issues/{number}/comments"
    for _ in range(101):
        will.does("POST", path, {"body": "hi"})

    assert len(will.gets(f"{path}?per_page=1000")) == 100


def test_an_unchanged_answer_is_304_and_free(person: Callable[[str], Voice]) -> None:
    dana = person("dana")
    first = dana.asks("GET", LABELS)

    second = dana.asks("GET", LABELS, If_None_Match=first.headers["ETag"])

    assert (second.status_code, second.content) == (304, b"")
    used = [answer.headers["x-ratelimit-used"] for answer in (first, second)]
    assert used[0] == used[1]


def test_a_changed_answer_has_another_etag(person: Callable[[str], Voice]) -> None:
    will = person("will")
    before = will.asks("GET", LABELS)
    will.does("POST", LABELS, {"name": "new"})

    after = will.asks("GET", LABELS, If_None_Match=before.headers["ETag"])

    assert after.status_code == 200


def test_calls_are_counted_against_the_hour(person: Callable[[str], Voice]) -> None:
    dana = person("dana")
    before = dana.gets("/rate_limit")["resources"]["core"]["remaining"]
    dana.gets(LABELS)

    after = dana.gets("/rate_limit")["resources"]["core"]["remaining"]

    assert before - after == 1


def test_a_spent_hour_is_refused_until_it_is_over(
    person: Callable[[str], Voice], control: Callable[..., Any]
) -> None:
    dana = person("dana")
    dana.gets(LABELS)
    control("rate", remaining=0)

    refused = dana.asks("GET", LABELS)
    control("clock", advance_seconds=3601)

    assert refused.status_code == 403
    assert refused.json()["message"].startswith("API rate limit exceeded for user ID ")
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert dana.asks("GET", LABELS).status_code == 200


def test_the_asked_version_is_selected(nobody: Voice) -> None:
    answer = nobody.asks("GET", "/repos/acme/open", X_GitHub_Api_Version="2026-03-10")

    assert answer.headers["X-GitHub-Api-Version-Selected"] == "2026-03-10"
    assert answer.headers["X-GitHub-Request-Id"]


def test_a_body_that_is_no_json_is_told(sandbox: RunningSandbox) -> None:
    headers = {"Authorization": "Bearer ghp_sandbox_will"}
    url = f"{sandbox.api_url}{LABELS}"

    broken = requests.post(url, data="{", headers=headers, timeout=10)
    wrong = requests.post(url, json={"name": 7}, headers=headers, timeout=10)

    assert (broken.status_code, broken.json()["message"]) == (400, "Problems parsing JSON")
    assert wrong.status_code == 422
    assert "is not a string" in wrong.json()["message"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "localhost"])
def test_another_host_name_is_not_answered(sandbox: RunningSandbox, host: str) -> None:
    url = f"{sandbox.api_url}/meta"

    assert requests.get(url, headers={"Host": host}, timeout=10).status_code == 421


def test_a_foreign_page_changes_nothing(sandbox: RunningSandbox) -> None:
    url, order = f"{sandbox.url}/_sandbox/clock", {"advance_seconds": 60}

    foreign = requests.post(url, json=order, headers={"Origin": "https://evil.example"}, timeout=10)
    own = requests.post(url, json=order, headers={"Origin": sandbox.url}, timeout=10)

    assert (foreign.status_code, own.status_code) == (403, 200)


@pytest.mark.parametrize(
    ("verb", "path"),
    [("GET", "/nothing"), ("POST", "/nothing/at/all"), ("GET", ""), ("PUT", "/meta")],
)
def test_a_path_that_is_none_is_refused_like_what_is_not_there(
    nobody: Voice, verb: str, path: str
) -> None:
    refused = nobody.asks(verb, path)

    assert refused.status_code == 404
    assert refused.json() == nobody.asks("GET", "/repos/acme/nothing").json()
    assert refused.json()["status"] == "404"
    assert refused.headers["X-GitHub-Request-Id"]
