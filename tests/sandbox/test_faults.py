"""Every way in which a call can be made to fail, and which calls are struck."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.sandbox.conftest import until
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]
ISSUES = "/repos/acme/services/issues"
FILE = {"method": "POST", "route": "/repos/{owner}/{repo}/issues"}
LABELS = "/repos/acme/services/labels"


@pytest.mark.parametrize(("after_effect", "made"), [(False, 0), (True, 1)])
def test_an_answer_can_be_so_late_that_the_caller_gives_up(
    person: Person, control: Control, after_effect: bool, made: int
) -> None:
    control("faults", **FILE, mode="hang", after_effect=after_effect)
    dana = person("dana")

    with pytest.raises(requests.ReadTimeout):
        requests.post(
            f"{dana.url}/api/v3{ISSUES}",
            json={"title": "Lost"},
            headers={"Authorization": f"Bearer {dana.credential}"},
            timeout=0.3,
        )

    assert len(dana.gets(ISSUES)) == made


def test_a_held_connection_is_cut_when_the_faults_are_cleared(
    person: Person, control: Control
) -> None:
    control("faults", **FILE, mode="hang")
    held = _in_background(lambda: person("dana").asks("POST", ISSUES, {"title": "Lost"}))
    until(lambda: bool(control("calls/log", verb="GET")["calls"]))

    control("faults", verb="DELETE")

    with pytest.raises(requests.ConnectionError):
        held()


@pytest.mark.parametrize(("after_effect", "made"), [(False, 0), (True, 1)])
def test_a_connection_can_be_cut_before_and_after_the_effect(
    person: Person, control: Control, after_effect: bool, made: int
) -> None:
    control("faults", **FILE, mode="cut", after_effect=after_effect)

    with pytest.raises(requests.ConnectionError):
        person("dana").opens_an_issue()

    assert len(person("dana").gets(ISSUES)) == made


def test_a_slow_call_has_its_true_answer(person: Person, control: Control) -> None:
    control("faults", **FILE, mode="slow", ms=50)

    assert person("dana").opens_an_issue()["number"] == 1

    (call,) = control("calls/log", verb="GET")["calls"][:1]
    assert call["ended"] - call["started"] >= 0.05


def test_an_error_page_is_html(person: Person, control: Control) -> None:
    control("faults", **FILE, mode="html", status=502)

    answer = person("dana").asks("POST", ISSUES, {"title": "Lost"})

    assert answer.status_code == 502
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(("verb", "status"), [("GET", 301), ("POST", 307)])
def test_a_redirect_leads_to_the_same_place_unless_told_otherwise(
    person: Person, control: Control, verb: str, status: int
) -> None:
    control("faults", method=verb, route=FILE["route"], mode="redirect")

    answer = person("dana").asks(verb, ISSUES, {"title": "Moved"})

    assert answer.status_code == status
    assert answer.headers["Location"] == f"{person('dana').url}/api/v3{ISSUES}"


def test_a_token_can_be_refused(installation: Voice, control: Control) -> None:
    control("faults", **FILE, status=401)

    answer = installation.asks("POST", ISSUES, {"title": "New"})

    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")


@pytest.mark.parametrize("retry_after", [None, 30])
@pytest.mark.parametrize("status", [403, 429])
def test_a_secondary_limit_may_or_may_not_say_when(
    installation: Voice, control: Control, status: int, retry_after: int | None
) -> None:
    control("faults", **FILE, mode="secondary", status=status, retry_after=retry_after)

    answer = installation.asks("POST", ISSUES, {"title": "New"})

    assert answer.status_code == status
    assert "secondary rate limit" in answer.json()["message"]
    assert answer.headers.get("Retry-After") == (str(retry_after) if retry_after else None)


def test_a_used_up_hour_says_when_the_next_begins(installation: Voice, control: Control) -> None:
    control("faults", **FILE, mode="primary", retry_after=120)

    answer = installation.asks("POST", ISSUES, {"title": "New"})

    assert answer.status_code == 403
    assert answer.json()["message"] == "API rate limit exceeded for installation ID 77."
    assert answer.headers["x-ratelimit-remaining"] == "0"
    assert int(answer.headers["x-ratelimit-reset"]) > 0


@pytest.mark.parametrize("mode", ["primary", "secondary"])
def test_a_limit_of_graphql_is_http_200(installation: Voice, control: Control, mode: str) -> None:
    control("faults", route="/graphql", mode=mode)

    refused = installation.queries("{ rateLimit { remaining } }")

    assert refused["errors"][0]["type"] == "RATE_LIMITED"


def test_the_first_calls_can_be_spared(person: Person, control: Control) -> None:
    control("faults", **FILE, skip=2, times=1)

    assert _statuses(person("dana"), 4) == [201, 201, 502, 201]


def test_a_fault_of_any_route_strikes_the_app_and_no_person(
    person: Person, installation: Voice, control: Control
) -> None:
    control("faults", times=2)

    assert _statuses(person("dana"), 1) == [201]
    assert installation.asks("GET", LABELS).status_code == 502
    assert "502" in _query_failure(installation)
    assert _statuses(installation, 1) == [201]


def test_a_share_of_all_calls_fails_and_the_seed_says_which(
    installation: Voice, control: Control
) -> None:
    runs = []
    for seed in (7, 7, 8):
        control("faults", share=0.2, seed=seed, status=500)
        runs.append([installation.asks("GET", LABELS).status_code for _ in range(50)])
        control("faults", verb="DELETE")

    assert runs[0] == runs[1] != runs[2]
    assert 3 <= runs[0].count(500) <= 20


def test_a_call_is_on_record_with_its_time_and_end(
    person: Person, installation: Voice, control: Control
) -> None:
    control("faults", **FILE, mode="cut")
    with pytest.raises(requests.ConnectionError):
        installation.opens_an_issue()
    last = control("calls/log", verb="GET")["last"]
    person("dana").opens_an_issue()

    before = control("calls/log", verb="GET")["calls"][-2]
    (after,) = control(f"calls/log?after={last}", verb="GET")["calls"]

    assert (before["caller"], before["status"], before["fault"]) == ("installation 77", 0, "cut")
    assert (after["caller"], after["status"], after["fault"]) == ("user dana", 201, None)
    assert (after["method"], after["route"]) == ("POST", "/repos/{owner}/{repo}/issues")
    assert (after["kind"], after["points"], after["creating"]) == ("content_creating", 5, 1)
    assert before["ended"] <= after["started"] <= after["ended"]
    assert before["at"] <= after["at"]


def _statuses(voice: Voice, count: int) -> list[int]:
    return [voice.asks("POST", ISSUES, {"title": "New"}).status_code for _ in range(count)]


def _query_failure(voice: Voice) -> str:
    with pytest.raises(AssertionError) as failure:
        voice.queries("{ rateLimit { remaining } }")
    return str(failure.value)


def _in_background(work: Callable[[], Any]) -> Callable[[], Any]:
    """Begin it in a thread; the answer waits for its end."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(work)
    pool.shutdown(wait=False)
    return lambda: future.result(timeout=10)
