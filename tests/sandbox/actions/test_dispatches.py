"""Workflows that are listed, and started by hand or by an event from outside."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.actions.conftest import REPOSITORY, WORKFLOWS, Actions, Control
from tests.sandbox.voices import Voice

Who = Callable[[str], Actions]
COUNTED = """
on: {workflow_dispatch: {inputs: {replicas: {type: number, default: 2}}}}
jobs: {a: {runs-on: x}}
"""
DISPATCHES = f"{REPOSITORY}/actions/workflows/deploy.yml/dispatches"
OUTSIDE = """
on: {repository_dispatch: {types: [released]}}
jobs: {a: {runs-on: x, environment: "${{ github.event.client_payload.where }}"}}
"""
TITLED = """
run-name: "to ${{ inputs.place || 'dev' }} (deployment ${{ inputs.number||github.none || 'x' }})"
on:
  workflow_dispatch: {inputs: {place: {}, number: {}}}
jobs: {test: {runs-on: ubuntu-latest}}
"""


def test_workflows_are_found_on_the_default_branch(actions: Who) -> None:
    will = actions("will")

    found = will.who.gets(f"{REPOSITORY}/actions/workflows")["workflows"]

    assert [(one["name"], one["path"], one["state"]) for one in found] == [
        ("CI", f"{WORKFLOWS}/ci.yml", "active"),
        ("Deploy", f"{WORKFLOWS}/deploy.yml", "active"),
    ]
    for name in ("deploy.yml", found[1]["id"]):
        assert will.who.gets(f"{REPOSITORY}/actions/workflows/{name}") == found[1]
    assert will.who.asks("GET", f"{REPOSITORY}/actions/workflows/no.yml").status_code == 404
    assert will.who.gets("/repos/acme/other/actions/workflows")["total_count"] == 0


def test_a_dispatch_answers_with_its_run_if_it_is_asked_to(actions: Who) -> None:
    will = actions("will")
    body = {"ref": "main", "inputs": {"target": "staging"}}

    plain = will.who.asks("POST", DISPATCHES, body)
    asked = will.who.asks("POST", DISPATCHES, body | {"return_run_details": True})
    newer = will.who.asks("POST", DISPATCHES, body, X_GitHub_Api_Version="2026-03-10")

    assert (plain.status_code, plain.content) == (204, b"")
    assert (asked.status_code, newer.status_code) == (200, 200)
    newest, middle, _ = will.runs()
    assert newer.json()["workflow_run_id"] == newest["id"]
    assert asked.json() == {
        "workflow_run_id": middle["id"],
        "run_url": middle["url"],
        "html_url": middle["html_url"],
    }
    assert (middle["event"], middle["display_title"]) == ("workflow_dispatch", "Deploy to staging")


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"target": "staging", "odd": "1"}, 'Unexpected inputs provided: ["odd"]'),
        ({}, "Required input 'target' not provided"),
        ({"target": "moon"}, "not in the list of allowed values"),
        ({str(number): "x" for number in range(26)}, "No more than 25"),
    ],
)
def test_inputs_are_checked_against_the_workflow(
    actions: Who, inputs: dict[str, Any], words: str
) -> None:
    answer = actions("will").who.asks("POST", DISPATCHES, {"ref": "main", "inputs": inputs})

    assert answer.status_code == 422
    assert words in answer.json()["message"]


def test_a_workflow_is_started_only_where_it_is_and_can_be(actions: Who) -> None:
    will, ada = actions("will"), actions("ada")
    workflows = f"{REPOSITORY}/actions/workflows"
    sha = will.who.gets(f"{REPOSITORY}/branches/main")["commit"]["sha"]
    will.who.does("POST", f"{REPOSITORY}/git/refs", {"ref": "refs/heads/topic", "sha": sha})
    will.writes(f"{WORKFLOWS}/new.yml", OUTSIDE, branch="topic")
    body = {"ref": "topic", "inputs": {"target": "staging"}}

    assert will.who.asks("POST", f"{workflows}/new.yml/dispatches", body).status_code == 404
    assert "No ref found" in will.who.asks("POST", DISPATCHES, body | {"ref": "moon"}).text
    not_by_hand = will.who.asks("POST", f"{workflows}/ci.yml/dispatches", {"ref": "main"})
    assert "does not have 'workflow_dispatch'" in not_by_hand.text
    assert actions("dana").who.asks("POST", DISPATCHES, body).status_code == 403

    ada.who.does("PUT", f"{workflows}/deploy.yml/disable")
    assert "disabled workflow" in will.who.asks("POST", DISPATCHES, body).text
    assert ada.who.gets(f"{workflows}/deploy.yml")["state"] == "disabled_manually"
    ada.who.does("PUT", f"{workflows}/deploy.yml/enable")
    assert will.who.asks("POST", DISPATCHES, body).status_code == 204


def test_an_app_needs_the_permission_for_each_kind_of_dispatch(
    installed: Callable[..., Voice],
) -> None:
    reader = installed(permissions={"actions": "read", "contents": "read"})
    body = {"ref": "main", "inputs": {"target": "staging"}}

    by_hand = reader.asks("POST", DISPATCHES, body)
    outside = reader.asks("POST", f"{REPOSITORY}/dispatches", {"event_type": "released"})

    assert by_hand.headers["X-Accepted-GitHub-Permissions"] == "actions=write"
    assert outside.headers["X-Accepted-GitHub-Permissions"] == "contents=write"
    assert installed().asks("POST", DISPATCHES, body).status_code == 204


def test_an_event_from_outside_starts_what_waits_for_its_kind(actions: Who) -> None:
    will = actions("will")
    will.writes(f"{WORKFLOWS}/outside.yml", OUTSIDE, message="Add [skip ci]")

    for kind in ("released", "forgotten"):
        body = {"event_type": kind, "client_payload": {"where": "moon"}}
        will.who.does("POST", f"{REPOSITORY}/dispatches", body)

    (run,) = will.runs()
    assert (run["event"], run["display_title"]) == ("repository_dispatch", "released")
    assert will.ends(run["id"])[""] == ("completed", "success")
    assert will.who.gets(f"{REPOSITORY}/deployments")[0]["environment"] == "moon"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"event_type": "x" * 101},
        {"event_type": "a", "client_payload": {str(number): 1 for number in range(11)}},
        {"event_type": "a", "client_payload": {"large": "x" * 65_536}},
    ],
)
def test_an_event_from_outside_has_bounds(actions: Who, body: dict[str, Any]) -> None:
    answer = actions("will").who.asks("POST", f"{REPOSITORY}/dispatches", body)

    assert answer.status_code == 422


def test_a_dispatch_stays_within_its_concurrency_group(actions: Who, control: Control) -> None:
    text = """
on: workflow_dispatch
concurrency: "deploy-${{ github.ref_name }}"
jobs: {a: {runs-on: x}}
"""
    will = actions("will")
    will.writes(f"{WORKFLOWS}/one.yml", text, message="Add [skip ci]")
    where = {"repository": "acme/open", "workflow": "one.yml"}
    control("workflows/outcome", **where, after_seconds=60, times=3)

    runs = [will.dispatches("one.yml") for _ in "123"]
    before = [will.run(one)["status"] for one in runs]
    control("clock", advance_seconds=61)
    after = [will.run(one)["status"] for one in runs]

    assert before == ["in_progress", "completed", "pending"]
    assert after == ["completed", "completed", "in_progress"]
    assert will.run(runs[1])["conclusion"] == "cancelled"


def test_a_newcomer_can_cancel_who_holds_the_group(actions: Who, control: Control) -> None:
    text = """
on: workflow_dispatch
jobs:
  a: {runs-on: x, concurrency: {group: only, cancel-in-progress: true}}
"""
    will = actions("will")
    will.writes(f"{WORKFLOWS}/one.yml", text, message="Add [skip ci]")
    where = {"repository": "acme/open", "workflow": "one.yml"}
    control("workflows/outcome", **where, after_seconds=60)

    first = will.dispatches("one.yml")
    assert will.ends(first)["a"] == ("in_progress", None)
    second = will.dispatches("one.yml")

    assert will.ends(first)["a"] == ("completed", "cancelled")
    assert will.ends(second)["a"] == ("completed", "success")


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({}, 204),
        ({"replicas": "3"}, 204),
        ({"replicas": 3}, 204),
        ({"replicas": "-1.5e2"}, 204),
        ({"replicas": "three"}, 422),
        ({"replicas": ""}, 422),
        ({"replicas": "nan"}, 422),
        ({"replicas": True}, 422),
        ({"replicas": [3]}, 422),
    ],
)
def test_an_input_that_is_a_number_takes_nothing_else(
    actions: Who, inputs: Any, status: int
) -> None:
    actions("will").writes(f"{WORKFLOWS}/count.yml", COUNTED)
    path = f"{REPOSITORY}/actions/workflows/count.yml/dispatches"

    answer = actions("will").who.asks("POST", path, {"ref": "main", "inputs": inputs})

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("inputs", "title"),
    [
        ({}, "to dev (deployment x)"),
        ({"place": "prod", "number": "7"}, "to prod (deployment 7)"),
    ],
)
def test_of_alternatives_in_a_title_the_first_that_is_not_empty_counts(
    actions: Who, inputs: dict[str, str], title: str
) -> None:
    will = actions("will")
    will.writes(f"{WORKFLOWS}/titled.yml", TITLED)

    run = will.dispatches("titled.yml", **inputs)

    assert will.run(run)["display_title"] == title
