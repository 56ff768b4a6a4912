"""The sandbox's own knobs: counts, faults, latency and the clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import pytest
import requests

from sandbox import RunningSandbox
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
Control = Callable[..., Any]


def test_calls_are_counted_by_kind_and_route(person: Person, control: Control) -> None:
    will = person("will")
    number = will.opens_an_issue()["number"]
    will.gets(f"/repos/acme/services/issues/{number}")
    will.does("PATCH", f"/repos/acme/services/issues/{number}", {"state": "closed"})

    found = control("calls", verb="GET")

    assert {kind: found[kind] for kind in ("reads", "writes", "content_creating")} == {
        "reads": 1,
        "writes": 2,
        "content_creating": 1,
    }
    route = {"method": "POST", "route": "/repos/{owner}/{repo}/issues", "count": 1}
    assert route in found["routes"]
    assert control("calls", verb="DELETE")["writes"] == 0


def test_a_mutation_counts_as_a_write_of_its_own(person: Person, control: Control) -> None:
    issue = person("dana").opens_an_issue()
    control("calls", verb="DELETE")
    query = """mutation($id: ID!) {
      a: addComment(input: {subjectId: $id, body: "1"}) { clientMutationId }
      b: closeIssue(input: {issueId: $id}) { clientMutationId } }"""
    person("dana").queries(query, id=issue["node_id"])

    found = control("calls", verb="GET")

    assert (found["reads"], found["writes"], found["content_creating"]) == (0, 2, 1)


@pytest.mark.parametrize(("after_effect", "made"), [(False, 404), (True, 200)])
def test_a_fault_strikes_before_or_after_the_effect(
    person: Person, control: Control, after_effect: bool, made: int
) -> None:
    control(
        "faults", method="post", route="/orgs/{org}/repos", status=502, after_effect=after_effect
    )

    statuses = [
        person("ada").asks("POST", "/orgs/acme/repos", {"name": name}).status_code
        for name in ("first", "second")
    ]

    assert statuses == [502, 201]
    assert person("ada").asks("GET", "/repos/acme/first").status_code == made


def test_an_answer_can_be_lost_although_the_call_took_effect(
    person: Person, control: Control
) -> None:
    route = "/repos/{owner}/{repo}/issues"
    control("faults", method="POST", route=route, after_effect=True, drop_answer=True)

    with pytest.raises(requests.ConnectionError):
        person("dana").opens_an_issue()

    assert len(person("dana").gets("/repos/acme/services/issues")) == 1


def test_graphql_can_fail_too(person: Person, control: Control) -> None:
    control("faults", method="POST", route="/graphql", status=504)

    with pytest.raises(AssertionError, match="504"):
        person("dana").queries("{ viewer { login } }")

    assert person("dana").queries("{ viewer { login } }")["data"]


def test_latency_is_felt(person: Person, control: Control) -> None:
    control("latency", ms=50)
    before = monotonic()

    person("dana").gets("/repos/acme/services")

    assert monotonic() - before >= 0.05


def test_the_clock_goes_forward_for_everything(person: Person, control: Control) -> None:
    before = datetime.fromisoformat(control("clock", verb="GET")["now"])
    control("clock", advance_seconds=86_400)

    made = datetime.fromisoformat(person("dana").opens_an_issue()["created_at"])

    assert made - before >= timedelta(days=1)


def test_a_webhook_needs_an_address(sandbox: RunningSandbox) -> None:
    url = f"{sandbox.url}/_sandbox/webhook"

    assert requests.post(url, json={"url": "notaurl"}, timeout=10).status_code == 422


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (
            {"advance_seconds": 1e30},
            "advance_seconds: Input should be less than or equal to 315360000",
        ),
        (
            {"advance_seconds": 1, "by": 2},
            "by: there is no such field here; is it misspelt, or too far in or out?",
        ),
        ([], "this must be a mapping of fields, such as {name: value}"),
    ],
)
def test_a_mistake_in_an_order_is_said_in_words(
    sandbox: RunningSandbox, order: Any, said: str
) -> None:
    answer = requests.post(f"{sandbox.url}/_sandbox/clock", json=order, timeout=10)

    assert (answer.status_code, answer.json()["message"]) == (422, said)


def test_an_order_with_a_typing_mistake_is_refused(sandbox: RunningSandbox) -> None:
    url = f"{sandbox.url}/_sandbox/clock"

    assert requests.post(url, json={"advance": 1}, timeout=10).status_code == 422
    assert requests.post(f"{sandbox.url}/_sandbox/clok", json={}, timeout=10).status_code == 404
